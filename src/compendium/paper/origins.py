"""Where the numbers, figures and tables of the paper come from: its last appendix.

Each number of the text has a row, and each analysis. On a web page a number leads to its row, and
an exhibit to that of its analysis; a script shows them where one reads. What is told is found:
the values that the manuscript names, the outcome of the verification, and what the artefacts say
of themselves.
"""

import csv
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from compendium.errors import PaperError
from compendium.exhibits import markup
from compendium.files import read_object
from compendium.layout import Layout
from compendium.naming import listed
from compendium.paper.notebook_cells import VALUES, cells_of
from compendium.paper.source import as_text, manuscript
from compendium.paper.used import names_used, parts_used, value_folders
from compendium.paper.variables import variable_path
from compendium.verification.printed import DIFFERS

HOME = "origins"  # below _parts/
NUMBERS, ANALYSES = "numbers", "analyses"
MOST_PLACES = 3
LONGEST = 40  # letters of a value that is a text
_ROW = re.compile(r"^\| \[([^\]\n]*)\]\(#([^)\s]+)\) \|", re.MULTILINE)


def is_told(layout: Layout) -> bool:
    """Whether the manuscript has the appendix: it includes its tables."""
    if not (layout.paper / "index.qmd").is_file():
        return False
    home = layout.paper / "_parts" / HOME
    return any(path.parent == home for path in parts_used(layout, manuscript(layout)))


def origin_line(folder: Path, about: Mapping[str, Any], commit: str) -> str:
    """Tell in a caption which step made an exhibit, of which commit, and the hash of its inputs.

    Parameters
    ----------
    folder : Path
        Folder of artefacts.
    about : mapping
        Its entry in ``captions.json``.
    commit : str
        The commit; empty where there is none.

    Returns
    -------
    str
        Markdown that leads to the row of the analysis in the appendix.
    """
    parts = [f"Origin: {folder.parent.name}/{folder.name}"]
    parts += [f"commit {commit}"] if commit else []
    parts += [f"inputs {about['inputs']}"] if "inputs" in about else []
    key = f"{folder.parent.name}.{folder.name}"
    return f"[{markup.markdown(', '.join(parts))}](#from-{key})"


def rows_of(appendix: str) -> dict[str, str]:
    r"""Find in the tables of the appendix which row, by its identifier, tells of what.

    The filter ``origins.lua`` gives these identifiers to the rows.

    Examples
    --------
    >>> rows_of("| [1](#north.scores.n) | 7 |\n| [north/scores](#north.scores) | 01-scores |")
    {'north.scores.n': 'from-1', 'north.scores': 'from-north.scores'}
    """
    return {
        key: f"from-{first if first.isdecimal() else key}" for first, key in _ROW.findall(appendix)
    }


def write_origins(layout: Layout, home: Path, variables: Mapping[str, Any], commit: str) -> None:
    """Write the tables of the appendix as includable files.

    Parameters
    ----------
    layout : Layout
        The compendium.
    home : Path
        Folder to write to.
    variables : mapping
        Text or number of each variable by its dotted name.
    commit : str
        The commit that the paper is built from; empty where there is none.
    """
    home.mkdir(parents=True, exist_ok=True)
    source = manuscript(layout)
    folders = value_folders(layout)
    made = {
        name: folder
        for name in names_used(layout, source)
        if (folder := folders.get(".".join(name.split(".")[:2])))
    }
    shown: dict[Path, list[str]] = {folder: [] for folder in made.values()}
    for path in parts_used(layout, source):
        if path.parent.name != HOME:
            shown.setdefault(layout.artefacts(*path.parts[-3:-1]), []).append(path.stem)
    verified = read_verification(layout)
    numbers = [
        _number(name, folder, variables.get(name), verified) for name, folder in made.items()
    ]
    numbers = [{"No.": number, **row} for number, row in enumerate(numbers, 1)]
    analyses = [_analysis(layout, folder, shown[folder], commit) for folder in sorted(shown)]
    keys = [f"{folder.parent.name}.{folder.name}" for folder in sorted(shown)]
    _write(home / f"{NUMBERS}.qmd", pd.DataFrame(numbers), list(made))
    _write(home / f"{ANALYSES}.qmd", pd.DataFrame(analyses), keys)


def read_verification(layout: Layout) -> list[dict[str, str]]:
    """Read ``figures/verification.csv``; no rows where nothing was verified."""
    path = layout.figures / "verification.csv"
    if not path.is_file():
        return []
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return [{name: row[name] or "" for name in _USED} for row in csv.DictReader(file)]
    except (UnicodeDecodeError, csv.Error, KeyError) as error:
        raise PaperError(
            f"{layout.shown(path)}: this is not as the verification wrote it ({error}). Type: "
            "compendium verify"
        ) from error


# Columns of the verification that are shown.
_USED = (
    *("analysis", "artefact", "note", "places", "printed", "printed_id", "quantity", "recomputed"),
    *("study", "tables", "test", "value", "verdict", "where"),
)


def _write(path: Path, table: pd.DataFrame, keys: list[str]) -> None:
    """Write a table whose rows lead to what they tell of, by their first cells."""
    lines = markup.table(table).splitlines() if len(table) else []
    for place, key in enumerate(keys, 2):
        first, _, rest = lines[place].removeprefix("| ").partition(" |")
        lines[place] = f"| [{first}](#{key}) |{rest}"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _number(
    name: str, folder: Path, value: Any, verified: list[dict[str, str]]
) -> dict[str, object]:
    study, analysis, own = folder.parent.name, folder.name, name.split(".", 2)[2]
    rows = [
        row
        for row in verified
        if (row["study"], row["analysis"]) == (study, analysis)
        and variable_path(analysis, row["value"]) == own
    ]
    return {
        "Number": _short(_plain(as_text(value))),
        "Analysis": f"{study}/{analysis}",
        "Value": rows[0]["value"] if rows else own,
        "Rows behind it": "; ".join(dict.fromkeys(row["tables"] for row in rows if row["tables"])),
        "In the publication": _places(rows),
        "Verdict": listed(dict.fromkeys(f"{row['verdict']} ({row['test']})" for row in rows)),
    }


def _places(rows: list[dict[str, str]]) -> str:
    """Say where the publication prints a number, and what, in a few words."""
    if not rows:
        return "not printed"
    # What differs comes first: of many places only some are named.
    ordered = sorted(rows, key=lambda row: row["verdict"] != DIFFERS)
    told = [
        f"{row['where'] if row['artefact'] == 'text' else row['artefact'] + ', ' + row['where']}: "
        f"{row['printed']}{' (differs)' if row['verdict'] == DIFFERS else ''}"
        for row in ordered
    ]
    more = len(told) - MOST_PLACES
    return "; ".join(told[:MOST_PLACES]) + (f" and {more} more" if more > 0 else "")


def _plain(text: str) -> str:
    """Take the backslashes from a text that was written for Markdown."""
    return re.sub(r"\\([^\w\s])", r"\1", text)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def _analysis(layout: Layout, folder: Path, shown: list[str], commit: str) -> dict[str, object]:
    captions = _captions(layout, folder)
    told: dict[str, Any] = next((about for about in captions.values() if "inputs" in about), {})
    maker = str(told.get("maker", ""))
    return {
        "Analysis": f"{folder.parent.name}/{folder.name}",
        "Made by": maker,
        "Code cells": _cells(layout.root / maker, shown),
        "Tables": _tables(told.get("tables", [])),
        "Hash of the inputs": str(told.get("inputs", "")),
        "Commit": commit,
    }


def _captions(layout: Layout, folder: Path) -> dict[str, Any]:
    path = folder / "captions.json"
    try:
        return read_object(path)
    except FileNotFoundError:  # a part that is not made is reported with its line in the manuscript
        return {}
    except (OSError, ValueError) as error:
        raise PaperError(
            f"{layout.shown(path)}: this file cannot be read ({error}). Run the analysis again."
        ) from error


def _cells(notebook: Path, exhibits: list[str]) -> str:
    """Name the code cells that make the values and the exhibits, counted from the first."""
    if notebook.suffix != ".ipynb" or not notebook.is_file():
        return ""
    cells = cells_of(notebook)
    return ", ".join(f"{name} {cells[name]}" for name in (VALUES, *exhibits) if name in cells)


def _tables(paths: list[str]) -> str:
    """Name tables, those of one study together.

    Examples
    --------
    >>> _tables(["data/north/a.csv", "data/north/b.csv", "data/south/a.csv"])
    'north: a, b; south: a'
    """
    studies: dict[str, list[str]] = {}
    for path in paths:
        parts = path.split("/")
        studies.setdefault(parts[1], []).append(parts[-1].partition(".")[0])
    return "; ".join(f"{study}: {', '.join(tables)}" for study, tables in studies.items())
