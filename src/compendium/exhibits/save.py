"""Save what an analysis makes: the only writer of ``figures/``.

Every file is written beside its place and then renamed, so that it is there whole or not at
all; the record comes last, so that a step that was stopped half-way counts as not yet run.
"""

import hashlib
import os
import re
import sys
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from compendium.errors import AnalysisError
from compendium.exhibits import markup
from compendium.exhibits.exhibit import Exhibit
from compendium.exhibits.origin import Origin, origin_of
from compendium.exhibits.stamp import stamp
from compendium.exhibits.style import measured
from compendium.files import as_json, write_object, write_whole
from compendium.fingerprint import as_loaded
from compendium.language import catalogue_read
from compendium.layout import RECORD, STEP, Layout, find_layout
from compendium.study.kinds import schemas_read
from compendium.study.signs import cell_to_write
from compendium.study.study import Study, tables_read

VALUE_DECIMALS = 6

# Parts of the package that no result depends on: the front door only names the other modules, and
# these two keep the record.
_ASIDE = {"compendium", "compendium.fingerprint", "compendium.steps", "compendium.steps.watch"}


def save(
    study: Study,
    analysis: str,
    *,
    exhibits: Mapping[str, Exhibit],
    values: Mapping[str, Any],
    layout: Layout | None = None,
) -> list[str]:
    """Save the exhibits and values of one analysis of one study.

    Parameters
    ----------
    study : Study
        The study that was analysed.
    analysis : str
        Name of the analysis, as in ``notebooks/analyses.toml``.
    exhibits : mapping of str to Exhibit
        Figures are saved as SVG and PNG, tables as CSV and Markdown, under these names; what has
        nothing to show is left out.
    values : mapping
        Numbers and texts for the paper and for verification; may be nested.
    layout : Layout, optional
        The compendium; by default the one around the current folder.

    Returns
    -------
    list of str
        Names of the files in ``figures/<study>/<analysis>/``.

    Raises
    ------
    AnalysisError
        When a name or a value cannot be saved, or a notebook that the runner runs on one study
        would save what belongs to another.
    """
    layout = layout or find_layout()
    _check_step(study.name, analysis)
    origin = origin_of(layout, _notebook(layout, analysis), study.name, analysis, tables_read)
    files = artefact_files(exhibits, values, origin=origin)
    folder = layout.artefacts(study.name, analysis)
    if layout.for_print:
        files = print_files(exhibits, origin=origin)
    write_artefacts(folder, files)
    write_object(folder / RECORD, _record(layout, files))
    return sorted(files)


def artefact_files(
    exhibits: Mapping[str, Exhibit], values: Mapping[str, Any], *, origin: Origin
) -> dict[str, bytes]:
    """Turn exhibits and values into the files of a folder of artefacts.

    Parameters
    ----------
    exhibits, values : mapping
        As in `save`.
    origin : Origin
        What made the artefacts, and from what: it stands in captions and pictures.

    Returns
    -------
    dict of str to bytes
        Contents by file name, with ``captions.json`` and ``values.json``.
    """
    files: dict[str, bytes] = {}
    for name, exhibit in exhibits.items():
        _check_exhibit(name, exhibit)
    exhibits = {name: exhibit for name, exhibit in exhibits.items() if not _is_empty(exhibit)}
    for name, exhibit in exhibits.items():
        files.update(_exhibit_files(name, exhibit, origin))
    captions = {
        name: {
            "kind": "figure" if exhibit.is_figure else "table",
            "caption": f"{exhibit.caption} {origin.sentence}",
            "alt": exhibit.alt,
            **_told(origin),
        }
        for name, exhibit in exhibits.items()
    }
    files["captions.json"] = as_json(captions)
    files["values.json"] = as_json(_plain(values, "values"))
    return files


def print_files(exhibits: Mapping[str, Exhibit], *, origin: Origin) -> dict[str, bytes]:
    """Files of figures for print, with a list of their sizes: nothing else depends on the look."""
    drawn = {name: exhibit for name, exhibit in exhibits.items() if exhibit.is_figure}
    files = {}
    for name, exhibit in drawn.items():
        files.update(_exhibit_files(name, exhibit, origin))
    sizes = {name: measured(exhibit.content) for name, exhibit in drawn.items()}
    return {**files, "sizes.json": as_json(sizes)}


def write_artefacts(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write all files of a folder of artefacts, and remove what an earlier run left there."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / RECORD).unlink(missing_ok=True)
    for name, content in files.items():
        write_whole(folder / name, content)
    for path in folder.iterdir():
        # Folders stay: JupyterLab leaves its checkpoints beside a table that was looked at.
        if path.name not in files and not path.is_dir():
            path.unlink()


def _check_step(study: str, analysis: str) -> None:
    """Refuse to save what belongs to another step than the one that runs, if one does."""
    step = os.environ.get(STEP, f"{study}/{analysis}")
    if step != f"{study}/{analysis}":
        raise AnalysisError(
            f"this notebook was run as {step}, and would save {study}/{analysis}: those artefacts "
            "belong to another step. Let it read the study of its parameter `study`, and save "
            "that one under the name of its own analysis; to run another study, type "
            f"compendium run --study {study}"
        )


def _is_empty(exhibit: Exhibit) -> bool:
    return isinstance(exhibit.content, pd.DataFrame) and exhibit.content.empty


def _check_exhibit(name: str, exhibit: Exhibit) -> None:
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", name):
        raise AnalysisError(
            f"{name!r} cannot be the name of a file. Name the exhibit in lower-case letters, "
            "digits and hyphens."
        )
    if not isinstance(exhibit, Exhibit):
        raise AnalysisError(
            f"{name}: {type(exhibit).__name__} is not an Exhibit. Save figures and "
            "tables with their caption and alternative text, as co.Exhibit."
        )


def _told(origin: Origin) -> dict[str, Any]:
    """Tell of an origin what the paper and `compendium trace` need."""
    if not origin.maker:
        return {}
    return {"maker": origin.maker, "tables": list(origin.tables), "inputs": origin.inputs}


def _exhibit_files(name: str, exhibit: Exhibit, origin: Origin) -> dict[str, bytes]:
    if isinstance(exhibit.content, Figure):
        return {
            f"{name}.{form}": stamp(picture, form, name, exhibit.caption, origin)
            for form, picture in exhibit.pictures.items()
        }
    table = exhibit.table
    return {
        f"{name}.csv": table_as_csv(table),
        f"{name}.md": markup.table(markup.with_entries(table)).encode(),
    }


def table_as_csv(table: pd.DataFrame) -> bytes:
    """Write a table; a text that begins like a formula stays a text in a spreadsheet."""
    texts = table.map(lambda cell: cell_to_write(cell) if isinstance(cell, str) else cell)
    texts = texts.rename(columns=lambda name: cell_to_write(str(name)))
    written: str = texts.to_csv(index=False, lineterminator="\n")
    return written.encode()


def _record(layout: Layout, files: Mapping[str, bytes]) -> dict[str, Any]:
    """Collect what the artefacts depend on; the runner adds notebook and parameters."""
    package = f"{Path(__file__).parents[1]}{os.sep}"
    modules = sorted(
        Path(file)
        for name, module in list(sys.modules.items())
        if (file := getattr(module, "__file__", None))
        and file.startswith(package)
        # Under another name a file of the package is the program that began the run.
        and name.partition(".")[0] == "compendium"
        and name not in _ASIDE
    )
    words = catalogue_read()
    schemas = [
        *([words] if words else []),
        *(Path(package) / "study" / "kinds" / f"{kind}.json" for kind in sorted(schemas_read)),
    ]
    return {
        "artefacts": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
        "tables": {layout.shown(path): recorded for path, recorded in tables_read.items()},
        "schemas": {layout.shown(path): as_loaded(path) for path in schemas},
        "modules": {layout.shown(path): as_loaded(path) for path in modules},
    }


def _notebook(layout: Layout, analysis: str) -> Path:
    """Find the notebook of an analysis."""
    notebooks = sorted(layout.notebooks.glob(f"*-{analysis}.ipynb"))
    if not notebooks:
        raise AnalysisError(
            f"{analysis!r} is not an analysis: notebooks/ holds no NN-{analysis}.ipynb. "
            "Save under the name that the notebook's file has."
        )
    return notebooks[0]


def _plain(value: Any, place: str) -> Any:
    """Turn values into what JSON holds; floats to six decimals, so that they compare equal."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item, f"{place}.{key}") for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item, place) for item in value]
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, np.bool_):
        return bool(value)
    if isinstance(value, np.integer):
        return int(value)
    if value is pd.NA:
        return None
    found = type(value).__name__
    if isinstance(value, float | np.floating | Decimal):
        if not np.isinf(float(value)):
            return None if np.isnan(float(value)) else round(float(value), VALUE_DECIMALS)
        found = str(value)
    raise AnalysisError(
        f"{place}: {found} cannot be saved as a value. Use finite numbers, texts and lists."
    )
