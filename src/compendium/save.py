"""Save what an analysis makes: the only writer of ``figures/``.

Every file is written beside its place and then renamed, so that it is there whole or not at
all; the record comes last, so that a step that was stopped half-way counts as not yet run.
"""

import contextlib
import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from compendium import style
from compendium.errors import AnalysisError
from compendium.exhibit import Exhibit
from compendium.layout import RECORD, Layout, find_layout
from compendium.study import Study, tables_read
from compendium.tables import file_hash

VALUE_DECIMALS = 6


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
        Figures are saved as SVG and PNG, tables as CSV and Markdown, under these names.
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
        When a name or a value cannot be saved.
    """
    layout = layout or find_layout()
    files: dict[str, bytes] = {}
    for name, exhibit in exhibits.items():
        files.update(_exhibit_files(name, exhibit))
    made_by = _made_by(layout, analysis)
    captions = {
        name: {
            "kind": "figure" if exhibit.is_figure else "table",
            "caption": f"{exhibit.caption} {made_by}",
            "alt": exhibit.alt,
        }
        for name, exhibit in exhibits.items()
    }
    files["captions.json"] = _json(captions)
    files["values.json"] = _json(_plain(values, "values"))
    folder = layout.artefacts(study.name, analysis)
    _write_folder(folder, files)
    write_record(folder, _record(layout, files))
    return sorted(files)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: beside its place first, then renamed over it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()
        raise


def write_record(folder: Path, record: Mapping[str, Any]) -> None:
    """Write the record of a step beside its artefacts."""
    write_whole(folder / RECORD, _json(record))


def markdown_table(table: pd.DataFrame) -> str:
    r"""Write a table as a Markdown pipe table; numbers to the right, missing cells empty.

    Examples
    --------
    >>> print(markdown_table(pd.DataFrame({"case": ["A|B"], "total": [7]})))
    | case | total |
    |:-----|------:|
    | A\|B | 7 |
    <BLANKLINE>
    """
    numeric = [pd.api.types.is_numeric_dtype(table[name]) for name in table]
    lines = [
        _pipe(table.columns),
        "|"
        + "|".join(
            "-" * (len(str(name)) + 1) + ":" if right else ":" + "-" * (len(str(name)) + 1)
            for name, right in zip(table.columns, numeric, strict=True)
        )
        + "|",
    ]
    lines += [_pipe(row) for row in table.astype(object).itertuples(index=False, name=None)]
    return "\n".join(lines) + "\n"


def _pipe(cells: Any) -> str:
    texts = [
        "" if pd.isna(cell) else str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells
    ]
    return "| " + " | ".join(texts) + " |"


def _exhibit_files(name: str, exhibit: Exhibit) -> dict[str, bytes]:
    if not isinstance(exhibit, Exhibit):
        raise AnalysisError(
            f"{name}: {type(exhibit).__name__} is not an Exhibit. Save figures and "
            "tables with their caption and alternative text, as co.Exhibit."
        )
    if isinstance(exhibit.content, Figure):
        return {f"{name}.{form}": style.render(exhibit.content, form) for form in ("svg", "png")}
    table = exhibit.content
    return {
        f"{name}.csv": table.to_csv(index=False, lineterminator="\n").encode(),
        f"{name}.md": markdown_table(table).encode(),
    }


def _write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write all files, and remove what an earlier run made and this one does not."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / RECORD).unlink(missing_ok=True)
    for name, content in files.items():
        write_whole(folder / name, content)
    for path in folder.iterdir():
        if path.name not in files:
            path.unlink()


def _record(layout: Layout, files: Mapping[str, bytes]) -> dict[str, Any]:
    """Collect what the artefacts depend on; the runner adds notebook and parameters."""
    package = Path(__file__).parent
    files_loaded = [getattr(module, "__file__", None) for module in list(sys.modules.values())]
    loaded = {Path(file) for file in files_loaded if file and package in Path(file).parents}
    return {
        "artefacts": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
        "tables": {layout.shown(path): digest for path, digest in tables_read.items()},
        "modules": {layout.shown(path): file_hash(path) for path in loaded},
    }


def _made_by(layout: Layout, analysis: str) -> str:
    """Say which notebook and tables made an artefact."""
    notebooks = sorted(layout.notebooks.glob(f"*-{analysis}.ipynb"))
    if not notebooks:
        raise AnalysisError(
            f"{analysis!r} is not an analysis: notebooks/ holds no NN-{analysis}.ipynb. "
            "Save under the name that the notebook's file has."
        )
    tables = ", ".join(sorted(path.stem for path in tables_read if path.stem != "printed"))
    return f"Made by {notebooks[0].name} from the tables {tables}."


def _json(content: Mapping[str, Any]) -> bytes:
    return (json.dumps(content, indent=2, ensure_ascii=False, sort_keys=True) + "\n").encode()


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
    if isinstance(value, float | np.floating | Decimal):
        return None if np.isnan(float(value)) else round(float(value), VALUE_DECIMALS)
    raise AnalysisError(
        f"{place}: {type(value).__name__} cannot be saved as a value. Use numbers, texts and lists."
    )
