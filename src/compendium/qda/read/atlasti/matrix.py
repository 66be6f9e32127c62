"""ATLAS.ti's tables of codes against codes or documents, as CSV or XLSX in any language.

Each row and column is headed by a name and, below it, ``Gr=`` and how many quotations it has;
totals have no ``Gr=``. A table of codes against codes holds counts, coefficients, or both, on
sheets of their own or in columns side by side.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from compendium.language import counted, say
from compendium.qda.model.coded import Coded
from compendium.qda.model.identifiers import identifiers
from compendium.qda.model.shape import as_kinds
from compendium.qda.read.columns import SEARCHED
from compendium.qda.read.format import Format
from compendium.qda.read.sheet import Rows

TOOL = "ATLAS.ti"
# Gr= stands for groundedness; other languages of the interface have letters of their own.
_HEADING = re.compile(
    r"(?s)^[●○◆◇■□▪•\s]*(?P<name>.+?)\s+[^\W\d_]{1,4}=(?P<frequency>\d+)(?:\s*;?\s*[^\W\d_]{1,4}=\d+)*$"
)
_DOCUMENT = re.compile(r"^D?\s*(?P<number>\d+):\s*(?P<name>.+)$")
_ALIKE = 0.5
_COEFFICIENT = re.compile(r"(?i)[ck]oe?f|系数")
_ONE = {True: ("coefficient",), False: ("together",)}


@dataclass(frozen=True)
class Matrix:
    """A table of ATLAS.ti in long form.

    Parameters
    ----------
    rows, columns : mapping of str to int
        Names and how many quotations each has.
    cells : dict of tuple to list of float
        Numbers by row and column: a count, a coefficient, or both in their order.
    """

    rows: Mapping[str, int]
    columns: Mapping[str, int]
    cells: Mapping[tuple[str, str], list[float]]

    @property
    def of_codes(self) -> bool:
        """Whether rows and columns are the same things: codes against codes."""
        shared = self.rows.keys() & self.columns.keys()
        return len(shared) > _ALIKE * min(len(self.rows), len(self.columns))


def find_matrix(rows: Rows) -> Matrix | None:
    """Read a sheet as a table of ATLAS.ti; None when it is none."""
    for place, row in enumerate(rows[:SEARCHED]):
        heads = {at: head for at, text in enumerate(row) if at and (head := _heading(text))}
        if not heads:
            continue
        below: dict[str, int] = {}
        cells: dict[tuple[str, str], list[float]] = {}
        owners = _owners(row, heads)
        for other in rows[place + 1 :]:
            head = _heading(other[0]) if other else None
            if head is None:
                continue
            below[head[0]] = head[1]
            for at, text in enumerate(other):
                value = _number(text)
                if at in owners and value is not None:
                    cells.setdefault((head[0], owners[at]), []).append(value)
        if below:
            return Matrix(below, dict(heads.values()), cells)
    return None


def read_pairs(sheets: Mapping[str, Rows]) -> pd.DataFrame:
    """Read how often codes go together, as ATLAS.ti counted it.

    Parameters
    ----------
    sheets : mapping of str to list of list of str
        The sheets of a co-occurrence table.

    Returns
    -------
    DataFrame
        A row per pair of codes with a number: ``first``, ``second`` (names), ``together`` (count)
        and ``coefficient``; missing where the file does not have it.
    """
    values: dict[tuple[str, str], dict[str, float]] = {}
    for sheet, rows in sheets.items():
        matrix = find_matrix(rows)
        if matrix is None or not matrix.of_codes:
            continue
        single = [cell[0] for cell in matrix.cells.values() if len(cell) == 1]
        shares = any(value % 1 for value in single) or _COEFFICIENT.search(sheet)
        for (first, second), cell in matrix.cells.items():
            if first == second:
                continue
            pair = (second, first) if (second, first) in values else (first, second)
            kept = values.setdefault(pair, {})
            names = ("together", "coefficient") if len(cell) > 1 else _ONE[bool(shares)]
            for name, value in zip(names, cell, strict=False):
                # Some tables fill one triangle only and write zeros into the other.
                kept[name] = max(value, kept.get(name, 0))
    rows_out = [
        (*pair, cell.get("together"), cell.get("coefficient")) for pair, cell in values.items()
    ]
    table = pd.DataFrame(rows_out, columns=["first", "second", "together", "coefficient"])
    return table.astype({"together": "Float64", "coefficient": "Float64"})


def read_matrix(sheets: Mapping[str, Rows]) -> Coded:
    """Read the codes of a table of ATLAS.ti, and the documents where it is against documents.

    Parameters
    ----------
    sheets : mapping of str to list of list of str
        The sheets of the file, at least one of which is such a table.

    Returns
    -------
    Coded
        ``codes`` with their ``frequency``; against documents also ``sources``, and each document
        as a case with the codes as factors: ``present`` where there is a quotation, with their
        number in ``passages``.
    """
    matrices = [matrix for rows in sheets.values() if (matrix := find_matrix(rows))]
    matrix = matrices[0]
    if matrix.of_codes:
        codes = {**matrix.columns, **matrix.rows}
        note = say(
            "A co-occurrence table names {codes} and no passage; in a study with passages "
            "it is compared with them.",
            codes=counted(len(codes), "code"),
        )
        return Coded(TOOL, "", as_kinds({"codes": code_table(codes)}), skipped=(note,))
    if _documents(matrix.rows) > _documents(matrix.columns):
        turned = {(column, row): cell for (row, column), cell in matrix.cells.items()}
        matrix = Matrix(matrix.columns, matrix.rows, turned)
    return Coded(TOOL, "", as_kinds(_against_documents(matrix)), chosen=True)


def code_table(frequencies: Mapping[str, int]) -> pd.DataFrame:
    """Make a table of kind ``codes`` of names and how often each was used."""
    table = pd.DataFrame(
        {
            "code": identifiers(list(frequencies), otherwise="code"),
            "label": list(frequencies),
            "name": list(frequencies),
            "frequency": pd.array(list(frequencies.values()), dtype="Int64"),
        }
    )
    by_name = dict(zip(table["name"], table["code"], strict=True))
    parents = [
        by_name.get(name.partition(": ")[0]) if ": " in name else None for name in table["name"]
    ]
    table.insert(1, "parent", parents)
    return table


def presence_tables(
    codes: pd.DataFrame,
    cases: Sequence[str],
    cells: Mapping[tuple[str, str], float],
    *,
    labels: Sequence[str] | None = None,
) -> dict[str, pd.DataFrame]:
    """Turn counts of codes in cases into ``cases``, ``factors`` and ``presence``.

    Parameters
    ----------
    codes : DataFrame
        Table of kind ``codes`` with a column ``name``.
    cases : sequence of str
        Names of the cases.
    cells : mapping of tuple to float
        Count by name of the code and of the case; no passage where it is not there.
    labels : sequence of str, optional
        What to call the cases, where that is not their name.
    """
    shown = list(labels or cases)
    names = identifiers(shown, otherwise="case")
    counts = [
        (case, code, int(cells.get((name, label), 0)))
        for case, label in zip(names, cases, strict=True)
        for code, name in zip(codes["code"], codes["name"], strict=True)
    ]
    presence = [(case, code, number > 0, number) for case, code, number in counts]
    return {
        "codes": codes,
        "cases": pd.DataFrame({"case": names, "label": shown}),
        "factors": pd.DataFrame({"factor": codes["code"], "kind": "code", "label": codes["label"]}),
        "presence": pd.DataFrame(presence, columns=["case", "factor", "present", "passages"]),
    }


def _against_documents(matrix: Matrix) -> dict[str, pd.DataFrame]:
    labels = {name: _document_name(name) for name in matrix.columns}
    cells = {(row, labels[column]): cell[0] for (row, column), cell in matrix.cells.items()}
    tables = presence_tables(code_table(matrix.rows), list(dict.fromkeys(labels.values())), cells)
    cases = tables["cases"]
    tables["sources"] = pd.DataFrame(
        {
            "source": cases["case"],
            "kind": "document",
            "label": cases["label"],
            "case": cases["case"],
        }
    )
    return tables


def _heading(text: str) -> tuple[str, int] | None:
    found = _HEADING.match(text.strip())
    if found is None:
        return None
    return " ".join(found["name"].split()), int(found["frequency"])


def _owners(row: Sequence[str], heads: Mapping[int, tuple[str, int]]) -> dict[int, str]:
    """Say which column is whose: an empty heading goes with the one before it."""
    owners: dict[int, str] = {}
    last: str | None = None
    for at in range(1, max(heads) + 2):
        text = row[at] if at < len(row) else ""
        if at in heads:
            last = heads[at][0]
        elif text:
            last = None
        if last is not None:
            owners[at] = last
    return owners


def _documents(names: Mapping[str, int]) -> int:
    return sum(bool(_DOCUMENT.match(name)) for name in names)


def _document_name(name: str) -> str:
    found = _DOCUMENT.match(name)
    return found["name"] if found else name


def _number(text: str) -> float | None:
    plain = text.replace(",", ".").strip()
    if re.fullmatch(r"\d+(\.\d+)?", plain):
        return float(plain)
    both = re.fullmatch(r"(\d+)\s*[-–(]\s*(\d+\.\d+)\)?", plain)
    return float(both[1]) if both else None


FORMAT = Format(
    "ATLAS.ti's tables of codes against codes or documents",
    "sheet",
    find_matrix,
    lambda opened: read_matrix(opened.sheets),
)
