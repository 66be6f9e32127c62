"""The sheets of a file that somebody brings, as they are shown, and what was seen about them.

Excel workbooks are read with the formats of their cells (openpyxl), OpenDocument sheets with the
text that they show; older Excel workbooks without (python-calamine), which is said; text files in
whatever encoding and with whatever separator they have.
"""

import datetime
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compendium.errors import ProjectError
from compendium.language import counted, listed, say
from compendium.qda.read.sheet import ZIP, Rows, read_content, read_sheets, tidy
from compendium.study.bounds import MOST_CELLS, bound, to_read_more
from compendium.study.encoding import WIDE, decoded, telling_words
from compendium.study.shown import (
    NotAsTyped,
    check_digits,
    date_as_shown,
    number_as_shown,
    plain_number,
)
from compendium.study.signs import plain_cell
from compendium.study.totals import totals_below

OLD = (b"\xd0\xcf\x11\xe0",)
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*\bref=\"([A-Z0-9:]+)\"")
_SHOWN = 3


@dataclass(frozen=True)
class Opened:
    """The sheets of a file.

    Parameters
    ----------
    sheets : dict of str to list of list of str
        Cells by name of the sheet, row by row; a text file is one sheet without a name.
    notes : tuple of str
        What the user should know: an encoding that was guessed, hidden sheets, merged cells.
    """

    sheets: dict[str, Rows]
    notes: tuple[str, ...] = ()


def open_sheets(path: Path) -> Opened:
    """Open a workbook or a table in a text file.

    Raises
    ------
    ProjectError
        When it is neither, is broken, protected or too large.
    """
    opened = _open(path)
    sheets, notes = dict(opened.sheets), list(opened.notes)
    for title, rows in opened.sheets.items():
        if below := totals_below(rows):
            first = next(row for row in rows[len(rows) - below :] if any(row))
            notes.append(
                say(
                    "a total below the table, not read: {first}",
                    first=" | ".join(filter(None, first)),
                )
            )
            sheets[title] = tidy(rows[: len(rows) - below])
    return Opened(sheets, tuple(notes))


def _open(path: Path) -> Opened:
    content = read_content(path)
    if content.startswith(ZIP) and b"mimetypeapplication/vnd.oasis" not in content[:120]:
        return _workbook(path)
    if content.startswith(ZIP):
        return _opendocument(path)
    if content.startswith(OLD):
        return _older(path)
    rows = [[plain_cell(cell) for cell in row] for row in read_sheets(path)[""]]
    notes = encoding_note(content)
    if rows and re.fullmatch(r"sep=.?", "".join(rows[0]), re.IGNORECASE):
        rows = rows[1:]
    return Opened({"": tidy(rows)}, tuple(notes))


def encoding_note(content: bytes) -> list[str]:
    """Say as what a text was read that is not UTF-8."""
    text, named = decoded(content)
    if content.startswith(WIDE):
        return [say("read as UTF-16, as its first bytes say")]
    if not named:
        return []
    words = ", ".join(telling_words(text))
    return [
        say(
            "the file does not say its encoding; it was read as {named}: {words}",
            named=named,
            words=words,
        )
    ]


def _workbook(path: Path) -> Opened:
    import openpyxl

    read_sheets(path)  # refuses what is broken, or too large
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    sheets: dict[str, Rows] = {}
    notes: list[str] = []
    try:
        seen = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        hidden = [sheet.title for sheet in book.worksheets if sheet not in seen]
        notes += _hidden_note(hidden if seen else [])
        for sheet in seen or book.worksheets:
            sheet.reset_dimensions()
            cut: list[NotAsTyped] = []
            rows = [[_shown(cell, cut) for cell in row] for row in sheet.iter_rows()]
            notes += _cut_note(cut, str(sheet.title))
            with zipfile.ZipFile(path) as archive:
                found = _MERGED.findall(archive.read(sheet._worksheet_path))
            ranges = [openpyxl.utils.cell.range_boundaries(place.decode()) for place in found]
            places = [(a - 1, b - 1, c - 1, d - 1) for a, b, c, d in ranges]
            notes += _fill(places, rows, str(sheet.title))
            sheets[str(sheet.title)] = tidy(rows)
    finally:
        book.close()
    return Opened(sheets, tuple(notes))


def _opendocument(path: Path) -> Opened:
    from compendium.own.bring.ods import read_ods

    sheets = read_ods(path)
    seen = [sheet for sheet in sheets if not sheet.hidden] or sheets
    notes = _hidden_note([sheet.name for sheet in sheets if sheet not in seen])
    for sheet in seen:
        notes += _cut_note(sheet.cut, sheet.name)
        notes += _fill(sheet.merged, sheet.rows, sheet.name)
    rows = {
        sheet.name: tidy([[plain_cell(x) for x in row] for row in sheet.rows]) for sheet in seen
    }
    return Opened(rows, tuple(notes))


def _older(path: Path) -> Opened:
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_path(path)
        visible = python_calamine.SheetVisibleEnum.Visible
        worksheet = python_calamine.SheetTypeEnum.WorkSheet
        sheets = [sheet for sheet in book.sheets_metadata if sheet.typ == worksheet]
        hidden = [sheet.name for sheet in sheets if sheet.visible != visible]
        seen = [sheet.name for sheet in sheets if sheet.visible == visible]
        read = {name: book.get_sheet_by_name(name) for name in seen}
        _check_cells(path, sum(one.total_height * one.total_width for one in read.values()))
        values = {name: one.to_python(skip_empty_area=False) for name, one in read.items()}
        merged = {name: one.merged_cell_ranges or [] for name, one in read.items()}
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise ProjectError(
            say(
                "{name}: this workbook cannot be read ({error}). If it has a password, take it "
                "off; else save it as an Excel workbook (.xlsx).",
                name=path.name,
                error=error,
            )
        ) from error
    rows = {
        name: [[plain_cell(_plain(value)) for value in row] for row in those]
        for name, those in values.items()
    }
    notes = [
        say(
            "of this kind of workbook only the values are known and not how they are "
            "shown: zeros in front of a number are lost. If it has any, save it as .xlsx "
            "and import that"
        ),
        *_hidden_note(hidden),
    ]
    for name, places in merged.items():
        ranges = [(left, top, right, bottom) for (top, left), (bottom, right) in places]
        notes += _fill(ranges, rows[name], name)
    return Opened({name: tidy(those) for name, those in rows.items()}, tuple(notes))


def _hidden_note(names: list[str]) -> list[str]:
    return [say("hidden and not read: {names}", names=listed(names))] if names else []


def _cut_note(cut: list[NotAsTyped], title: str) -> list[str]:
    """Say which cells no longer hold what was typed."""
    notes = []
    for kind in dict.fromkeys(type(cell) for cell in cut):
        cells = [str(cell) for cell in cut if type(cell) is kind]
        notes.append(
            say(
                "{cells} of {title} with {what} ({cut}). {todo}",
                cells=counted(len(cells), "cell"),
                title=title,
                what=say(kind.what),
                cut=", ".join(cells[:_SHOWN]),
                todo=say(kind.todo),
            )
        )
    return notes


def _check_cells(path: Path, cells: int) -> None:
    most = bound(MOST_CELLS)
    if cells > most:
        raise ProjectError(
            say(
                "{name}: the workbook has more than {most:,} cells. Copy the table alone into "
                "a new workbook. {more}",
                name=path.name,
                most=most,
                more=to_read_more(),
            )
        )


def _shown(cell: Any, cut: list[NotAsTyped]) -> str:
    value, form = cell.value, getattr(cell, "number_format", "") or ""
    if isinstance(value, bool) or not isinstance(value, int | float | datetime.datetime):
        return plain_cell(_plain(value))
    try:
        if isinstance(value, datetime.datetime):
            return date_as_shown(value, form)
        check_digits(value)
    except NotAsTyped as text:
        cut.append(text)
        return str(text)
    return number_as_shown(value, form)


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return plain_number(value)
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value)


def _fill(ranges: list[tuple[int, int, int, int]], rows: Rows, title: str) -> list[str]:
    """Put what a merged cell shows into each of its cells, and say so."""
    for left, top, right, bottom in ranges:
        if top >= len(rows) or left >= len(rows[top]):
            continue
        for row in rows[top : bottom + 1]:
            row += [""] * (right + 1 - len(row))
            row[left : right + 1] = [rows[top][left]] * (right + 1 - left)
    if not ranges:
        return []
    return [
        say(
            "merged cells of {title} were filled with what they show ({places})",
            title=title,
            places=counted(len(ranges), "place"),
        )
    ]
