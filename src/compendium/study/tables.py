"""Read a table of a known kind, and check it against the kind's schema."""

import re
from pathlib import Path

import pandas as pd

from compendium.errors import TableError
from compendium.language import listed, say
from compendium.study.below import no_rows
from compendium.study.kinds import column_names, load_schema, needed_columns
from compendium.study.kinds.checks import Problem, check_columns, type_columns
from compendium.study.kinds.headings import renamed
from compendium.study.kinds.signs import heading_problems, sign_problems
from compendium.study.other_sheets import sheets_with
from compendium.study.sheets import read_rows
from compendium.study.signs import plain_cell

IMPORTED = ("responses", "participants", "events", "segments")  # from sheets that people make
SHOWN = 5
SEARCHED = 25  # rows at the top in which the names of the columns may stand


def read_table(path: Path, kind: str, *, shown: str = "") -> pd.DataFrame:
    """Read and check one table.

    Parameters
    ----------
    path : Path
        A CSV file or an Excel workbook.
    kind : str
        Kind of the table; one of ``compendium.study.kinds.KINDS``.
    shown : str, optional
        Name of the file in messages; by default the path.

    Returns
    -------
    DataFrame
        Typed columns in the order of the kind's schema, then the extra columns. The index
        holds the row numbers of the spreadsheet (the header is row 1).

    Raises
    ------
    TableError
        With every problem of the table, one a line.
    """
    shown = shown or str(path)
    rows, delimiter = read_rows(path, column_names(kind), shown=shown)
    cells = _as_frame(rows, kind, shown)
    headings = heading_problems(list(cells))
    problems = headings or check_columns(list(cells), kind)
    if problems:
        if not headings and path.suffix == ".xlsx" and (titles := sheets_with(path, kind)):
            raise TableError(f"{shown}: {_other_sheet(titles[0], path.stem)}")
        if not headings and (told := _not_apart(list(cells), kind)):
            raise TableError(f"{shown}: {told}")
        if not headings and (otherwise := renamed(list(cells), needed_columns(kind))):
            raise TableError(f"{shown}: {_to_rename(otherwise)}")
        if not headings and _is_made_otherwise(list(cells), kind):
            raise TableError(_to_import(path, list(cells), kind, shown))
        raise TableError("\n".join(problem.message(shown) for problem in problems))
    if delimiter != ",":
        cells = _point_for_comma(cells, kind)
    problems = no_rows(cells, needed_columns(kind))
    if problems:
        raise TableError("\n".join(problem.message(shown) for problem in problems))
    table, problems = type_columns(cells, kind)
    problems = [*problems, *sign_problems(cells)]
    if problems:
        raise TableError("\n".join(problem.message(shown) for problem in problems))
    return table


def _not_apart(columns: list[str], kind: str) -> str:
    """Say that the names of the columns are there, but not in cells of their own."""
    needed = needed_columns(kind)
    header = " ".join(columns)
    words = re.findall(r"\w+", header.casefold())
    if set(needed) <= {name.casefold() for name in columns} or not set(needed) <= set(words):
        return ""
    between = re.search(rf"{words[0]}(\W+){words[1]}", header, re.IGNORECASE)
    sign = between[1].strip() if between else ""
    return say(
        "the names of the columns are not in cells of their own: {header}. In the spreadsheet, "
        "save the table as CSV (UTF-8), with {sign} between the cells.",
        header=repr(header[:60]),
        sign=say("a comma or a semicolon in place of {sign}", sign=sign)
        if sign and sign not in ",;"
        else say("no quotation marks around whole rows, and a comma or a semicolon"),
    )


def _other_sheet(title: str, stem: str) -> str:
    return say(
        "the first sheet is not this table, but the sheet {title!r} has its columns. Call that "
        "one {stem}, or put it first.",
        title=title,
        stem=stem,
    )


def _to_rename(otherwise: dict[str, str]) -> str:
    pairs = listed(
        say("{column} as {name}", column=repr(column), name=name)
        for column, name in otherwise.items()
    )
    return say("columns have other names than here. Write {pairs}.", pairs=pairs)


def _letter(number: int) -> str:
    """Letter of a column; the first is 0."""
    from openpyxl.utils import get_column_letter  # only now: it is needed where something is wrong

    return str(get_column_letter(number + 1))


def _is_made_otherwise(columns: list[str], kind: str) -> bool:
    """Whether a table is none of its kind, but what people make and `compendium import` reads."""
    needed = needed_columns(kind)
    lacking = [name for name in needed if name not in columns]
    if kind == "responses":
        return "item" in lacking and len(columns) > 1
    return kind in IMPORTED and len(lacking) == len(needed) and len(columns) > 1


def _to_import(path: Path, columns: list[str], kind: str, shown: str) -> str:
    found = ", ".join(" ".join(name.split())[:30] for name in columns[:SHOWN])
    dots = ", ..." if len(columns) > SHOWN else ""
    what = (
        say("this looks like a questionnaire with a row per respondent and a column per question")
        if kind == "responses"
        else say(
            "these are not the columns of a table {kind}, as you may have made it yourself",
            kind=kind,
        )
    )
    return say(
        "{shown}: {what} (the columns {found}{dots}). Let it be read and turned into "
        "tables: compendium import {shown} --study {name}",
        shown=shown,
        what=what,
        found=found,
        dots=dots,
        name=path.parent.name,
    )


def _as_frame(rows: list[list[str]], kind: str, shown: str) -> pd.DataFrame:
    """Put records under their header; blank rows are left out, row numbers kept."""
    if not any(any(row) for row in rows):
        raise TableError(
            say("{shown}: the file is empty. Its first row must name the columns.", shown=shown)
        )
    known = set(column_names(kind))
    _check_title(rows, kind, shown)
    header = [plain_cell(name) for name in rows[0]]
    header = [name.casefold() if name.casefold() in known else name for name in header]
    while header and not header[-1]:
        header.pop()
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice or "" in header:
        what = (
            say("the column {twice!r} stands twice", twice=twice[0])
            if twice[:1] != [""] and twice
            else say("column {letter} has no name", letter=_letter(header.index("")))
        )
        raise TableError(
            say(
                "{shown}, row 1: {what}. Give each column a name of its own.",
                shown=shown,
                what=what,
            )
        )
    cells, index, long = [], [], []
    for number, row in enumerate(rows[1:], start=2):
        values = [plain_cell(cell) for cell in row]
        if not any(values):
            continue
        if any(values[len(header) :]):
            long.append(number)
        cells.append((values + [""] * len(header))[: len(header)])
        index.append(number)
    if long:
        found = say(
            "{rows} cells under {header} columns", rows=len(rows[long[0] - 1]), header=len(header)
        )
        beyond = next(n for n, c in enumerate(rows[long[0] - 1]) if c and n >= len(header))
        todo = (
            say("Take out what stands beside the table, in column {letter}.",
                letter=_letter(beyond))
            if shown.endswith(".xlsx")
            else say("Put text that holds the separator between quotation marks.")
        )  # fmt: skip
        raise TableError(Problem(found, todo, rows=tuple(long)).message(shown))
    return pd.DataFrame(cells, columns=header, index=pd.Index(index, name="row"), dtype="str")


def _check_title(rows: list[list[str]], kind: str, shown: str) -> None:
    """Refuse lines above the header, by the row in which the names of the columns stand."""
    needed = set(needed_columns(kind))
    for place, row in enumerate(rows[:SEARCHED]):
        names = {plain_cell(name).casefold() for name in row}
        if needed <= names:
            if place and not needed & {plain_cell(name).casefold() for name in rows[0]}:
                above = say("row 1") if place == 1 else say("rows 1 to {place}", place=place)
                raise TableError(
                    say(
                        "{shown}, row {place}: the names of the columns stand here, below a title. "
                        "Remove {above}, so that they come first.",
                        shown=shown,
                        place=place + 1,
                        above=above,
                    )
                )
            return


def _point_for_comma(cells: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Turn decimal commas into points, where a comma does not stand between cells."""
    numeric = [f["name"] for f in load_schema(kind)["fields"] if f["type"] in ("number", "integer")]
    comma = r"^([+-]?\d*),(\d+)$"
    changed = {
        name: cells[name].str.replace(comma, r"\1.\2", regex=True)
        for name in numeric
        if name in cells
    }
    return cells.assign(**changed)
