"""NVivo's matrix coding query and codebook, as XLSX or CSV."""

import re
from collections.abc import Mapping, Sequence

import pandas as pd

from compendium.errors import ProjectError
from compendium.language import counted, say
from compendium.qda.model.coded import Coded
from compendium.qda.model.identifiers import identifiers
from compendium.qda.model.shape import as_kinds, left_descriptions
from compendium.qda.read.atlasti.matrix import presence_tables
from compendium.qda.read.columns import CODEBOOK, SEARCHED, cell, find_header
from compendium.qda.read.format import Format
from compendium.qda.read.labels import BACKSLASH, split_path, without_top
from compendium.qda.read.sheet import Rows

TOOL = "NVivo"
_ROW = re.compile(r"^\d+\s*:\s*(?P<name>.+)$")
_COLUMN = re.compile(r"^[A-Z]{1,3}\s*:\s*(?P<name>.+)$")


def find_matrix(rows: Rows) -> tuple[int, dict[int, str]] | None:
    """Find the heading of a matrix coding query: place of the row, and case by column."""
    for place, row in enumerate(rows[:SEARCHED]):
        heads = {at: found["name"] for at, text in enumerate(row) if (found := _COLUMN.match(text))}
        if heads and 0 not in heads:
            below = [other[0] for other in rows[place + 1 :] if other and other[0]]
            if below and any(map(_ROW.match, below)):
                return place, heads
    return None


def read_matrix(rows: Rows, *, name: str) -> Coded:
    """Read a matrix coding query: codes in rows, cases or files in columns.

    Parameters
    ----------
    rows : list of list of str
        The sheet.
    name : str
        Name of the file, for messages.

    Returns
    -------
    Coded
        ``codes``, ``cases``, ``factors`` (the codes) and ``presence``: ``present`` where the count
        is above zero, and the count itself in ``passages``.

    Raises
    ------
    ProjectError
        When the sheet is no such matrix, or a cell is no count.
    """
    found = find_matrix(rows)
    if found is None:
        raise ProjectError(
            say(
                "{name}: this is not a matrix coding query of NVivo, which has rows such as '1 "
                ": code' and columns such as 'A : case'.",
                name=name,
            )
        )
    header, heads = found
    cells: dict[tuple[str, str], float] = {}
    names: list[str] = []
    left = 0
    for place, row in enumerate(rows[header + 1 :], start=header + 2):
        head = _ROW.match(cell(row, 0))
        if head is None:
            left += bool(row)
            continue
        names.append(head["name"])
        for at, case in heads.items():
            number = _count(
                cell(row, at),
                say("{name}, row {place}, column {column}", name=name, place=place, column=at + 1),
            )
            cells[(head["name"], case)] = cells.get((head["name"], case), 0) + number
    skipped = (
        [say("{rows} without a number before the name.", rows=counted(left, "row"))] if left else []
    )
    names = list(dict.fromkeys(names))
    codes = _code_table(names, {})
    cases = list(dict.fromkeys(heads.values()))
    paths = without_top([split_path(case, BACKSLASH) or (case,) for case in cases])
    skipped.append("A matrix has counts and no passages: there are no sources and no segments.")
    named = codes[codes["name"].isin(names)]
    tables = presence_tables(named, cases, cells, labels=[path[-1] for path in paths])
    tables["codes"] = codes
    return Coded(TOOL, "", as_kinds(tables), skipped=tuple(skipped), chosen=True)


def is_codebook(rows: Rows) -> bool:
    """Whether a sheet is a codebook of NVivo: names with the number of files and references."""
    return find_header(rows, CODEBOOK, ["code", "files", "frequency"]) is not None


def read_codebook(rows: Rows, *, name: str) -> Coded:
    r"""Read a codebook: names, descriptions, and the numbers of files and references.

    Parameters
    ----------
    rows : list of list of str
        The sheet. Where names are paths (``Codes\\Trust\\Time``), codes stand below one another.
    name : str
        Name of the file, for messages.

    Returns
    -------
    Coded
        ``codes`` with the further columns ``files`` and ``frequency``.

    Raises
    ------
    ProjectError
        When the sheet is no codebook.
    """
    found = find_header(rows, CODEBOOK, ["code", "files", "frequency"])
    if found is None:
        raise ProjectError(
            say(
                "{name}: this is not a codebook of NVivo, which has the columns Name, "
                "Description, Files and References in the language of the program.",
                name=name,
            )
        )
    header, places = found
    columns: dict[str, dict[str, int | None]] = {"files": {}, "frequency": {}}
    described = 0
    for row in rows[header + 1 :]:
        label = cell(row, places["code"])
        if label:
            described += bool(cell(row, places.get("description")))
            for column, values in columns.items():
                values[label] = _whole(cell(row, places[column]))
    if not columns["files"]:
        raise ProjectError(say("{name}: the codebook names no code. Export it again.", name=name))
    table = _code_table(list(columns["files"]), columns)
    skipped = [say("A codebook has no passages: there are no sources and no segments.")]
    skipped += left_descriptions(described)
    return Coded(TOOL, "", as_kinds({"codes": table}), skipped=tuple(skipped))


def _code_table(
    names: Sequence[str], columns: Mapping[str, Mapping[str, int | None]]
) -> pd.DataFrame:
    r"""Make a table of codes; names such as ``Codes\\\\Trust\\\\Time`` stand below one another.

    What stands above a code and is not in the file is made a category.
    """
    paths = without_top([split_path(name, BACKSLASH) or (name,) for name in names])
    name_of: dict[tuple[str, ...], str | None] = {}
    for path, name in zip(paths, names, strict=True):
        for depth in range(1, len(path)):
            name_of.setdefault(path[:depth], None)
        name_of[path] = name
    codes = identifiers(
        [path[-1] for path in name_of],
        otherwise="code",
        above=[" ".join(path[:-1]) for path in name_of],
    )
    made = dict(zip(name_of, codes, strict=True))
    table = pd.DataFrame(
        {
            "code": codes,
            "parent": [made.get(path[:-1]) for path in name_of],
            "label": [path[-1] for path in name_of],
            "name": [name or "\\".join(path) for path, name in name_of.items()],
        }
    )
    if None in name_of.values():
        table["kind"] = ["category" if name is None else "code" for name in name_of.values()]
    for column, values in columns.items():
        counts = [values.get(name) if name else None for name in name_of.values()]
        table[column] = pd.array(counts, dtype="Int64")
    return table


def _count(text: str, place: str) -> float:
    if not text:
        return 0
    if not re.fullmatch(r"\d{1,9}", text):
        raise ProjectError(
            say(
                "{place}: {text!r} is not a count of coding references. In NVivo, show coding "
                "references in the cells of the matrix and export it again.",
                place=place,
                text=text,
            )
        )
    return int(text)


def _whole(text: str) -> int | None:
    return int(text) if re.fullmatch(r"\d{1,9}", text) else None


FORMATS = (
    Format(
        "NVivo's matrix coding query",
        "sheet",
        find_matrix,
        lambda opened: read_matrix(opened.rows, name=opened.name),
    ),
    Format(
        "NVivo's codebook",
        "sheet",
        is_codebook,
        lambda opened: read_codebook(opened.rows, name=opened.name),
    ),
)
