"""The tables of a study as text: read as they stand, checked, and written as CSV."""

import csv
import io
from pathlib import Path

import pandas as pd

from compendium.errors import ProjectError, TableError
from compendium.language import say
from compendium.study.kinds import KINDS, column_names, load_schema, needed_columns
from compendium.study.kinds.checks import check_columns, type_columns
from compendium.study.kinds.references import check_references
from compendium.study.sheets import read_rows
from compendium.study.signs import cell_as_written, cells_to_write

# Empty columns for what most programs do not know and analyses ask for.
_TO_FILL = {"items": ("reversed",), "sources": ("case", "role")}

Tables = dict[str, pd.DataFrame]


def only_filled(kind: str, table: pd.DataFrame) -> pd.DataFrame:
    """Leave out optional columns without a value, but for those that people are to fill in."""
    needed = needed_columns(kind)
    filled = table[[name for name in table if name in needed or (table[name] != "").any()]]
    for column in _TO_FILL.get(kind, ()):
        if column not in filled:
            filled = filled.assign(**{column: ""})
    if "label" in needed:
        key = filled[needed[0]]
        labels = filled.get("label", key)
        filled = filled.assign(label=labels.where(labels != "", key))
    return filled


def read_text_table(path: Path, kind: str) -> pd.DataFrame:
    """Read a table of a study as text, whatever stands in it.

    Raises
    ------
    ProjectError
        When its rows cannot be told apart, or it lacks its key.
    """
    shown = f"data/{path.parent.name}/{path.name}"
    try:
        rows, _ = read_rows(path, column_names(kind), shown=shown)
    except TableError as error:
        raise ProjectError(say("{error} Or import with --replace.", error=error)) from error
    header = [cell_as_written(name.strip()) for name in rows[0]] if rows else []
    cells = [
        [cell_as_written(cell.strip()) for cell in (row + [""] * len(header))[: len(header)]]
        for row in rows[1:]
        if any(cell.strip() for cell in row)
    ]
    missing = [name for name in load_schema(kind)["primaryKey"] if name not in header]
    if missing or len(set(header)) < len(header):
        what = (
            say("the column {missing} is missing", missing=missing[0])
            if missing
            else say("a column stands twice")
        )
        raise ProjectError(
            say(
                "{shown}, row 1: {what}. Correct the first row, or import with --replace.",
                shown=shown,
                what=what,
            )
        )
    return pd.DataFrame(cells, columns=header, dtype="str")


def as_csv(table: pd.DataFrame) -> bytes:
    """Write a table of text as CSV: UTF-8, commas."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(cells_to_write([str(name) for name in table.columns]))
    # As lists: to go through the cells of a frame one by one takes several times as long.
    columns = [cells_to_write(table[column].tolist()) for column in table]
    writer.writerows(zip(*columns, strict=True))
    return text.getvalue().encode()


def check_tables(folder: Path, written: Tables) -> None:
    """Check tables before they are written, with the tables of the study beside them.

    Raises
    ------
    ProjectError
        With everything that would be wrong, a line each.
    """
    typed: Tables = {}
    messages: list[str] = []
    for kind, table in {**_others(folder, written), **written}.items():
        cells = table.set_axis(pd.RangeIndex(2, len(table) + 2), axis="index")
        problems = check_columns(list(cells), kind)
        if not problems:
            typed[kind], problems = type_columns(cells, kind)
        if kind in written:
            messages += [problem.message(f"{kind}.csv") for problem in problems]
    for kind, cells in typed.items():
        problems = check_references(cells, kind, typed.get)
        messages += [problem.message(f"{kind}.csv") for problem in problems]
    if messages:
        raise ProjectError(
            "\n".join([say("The tables would not be right, so nothing was written:"), *messages])
        )


def _others(folder: Path, written: Tables) -> Tables:
    """Read the tables of the study that stay, and may point at those that change."""
    tables = {}
    for kind in KINDS:
        path = folder / f"{kind}.csv"
        if kind not in written and path.is_file():
            try:
                tables[kind] = read_text_table(path, kind)
            except ProjectError:
                # What is wrong with it already is for `compendium check` to say.
                continue
    return tables
