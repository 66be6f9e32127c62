"""The sheets of a file that somebody brings, as they are shown, and what was seen about them.

Excel workbooks are read with the formats of their cells (openpyxl); older Excel and OpenDocument
sheets without them (python-calamine), which is said; text files in whatever encoding and with
whatever separator they have.
"""

import datetime
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compendium.errors import ProjectError
from compendium.naming import counted, listed
from compendium.qda.read.archive import read_members
from compendium.qda.read.sheet import ZIP, Rows, check_packed, read_content, read_sheets, tidy
from compendium.qda.read.xml import local_name, parse_xml
from compendium.study.bounds import MOST_CELLS, bound, to_read_more
from compendium.study.encoding import WIDE, decoded, telling_words
from compendium.study.shown import NoYear, date_as_shown, number_as_shown, plain_number
from compendium.study.signs import plain_cell
from compendium.study.totals import totals_below

OLD = (b"\xd0\xcf\x11\xe0",)
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
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
            notes.append(f"a total below the table, not read: {' | '.join(filter(None, first))}")
            sheets[title] = tidy(rows[: len(rows) - below])
    return Opened(sheets, tuple(notes))


def _open(path: Path) -> Opened:
    content = read_content(path)
    if content.startswith(ZIP) and b"mimetypeapplication/vnd.oasis" not in content[:120]:
        return _workbook(path)
    if content.startswith((ZIP, *OLD)):
        if content.startswith(ZIP):
            _check_repeated(path)
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
        return ["read as UTF-16, as its first bytes say"]
    if not named:
        return []
    words = ", ".join(telling_words(text))
    return [f"the file does not say its encoding; it was read as {named}: {words}"]


def _workbook(path: Path) -> Opened:
    import openpyxl

    read_sheets(path)  # refuses what is broken, or too large
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    sheets: dict[str, Rows] = {}
    notes: list[str] = []
    try:
        seen = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        hidden = [sheet.title for sheet in book.worksheets if sheet not in seen]
        if seen and hidden:
            notes.append(f"hidden and not read: {listed(hidden)}")
        for sheet in seen or book.worksheets:
            sheet.reset_dimensions()
            cut: list[str] = []
            rows = [[_shown(cell, cut) for cell in row] for row in sheet.iter_rows()]
            if cut:
                notes.append(
                    f"{counted(len(cut), 'cell')} of {sheet.title} with a day and a month without "
                    f"a year ({', '.join(cut[:_SHOWN])}): a spreadsheet makes a date of 1-2"
                )
            with zipfile.ZipFile(path) as archive:
                found = _MERGED.findall(archive.read(sheet._worksheet_path))
            ranges = [openpyxl.utils.cell.range_boundaries(place.decode()) for place in found]
            _fill([(a - 1, b - 1, c - 1, d - 1) for a, b, c, d in ranges], rows)
            if ranges:
                notes.append(
                    f"merged cells of {sheet.title} were filled with what they show "
                    f"({counted(len(ranges), 'place')})"
                )
            sheets[str(sheet.title)] = tidy(rows)
    finally:
        book.close()
    return Opened(sheets, tuple(notes))


def _older(path: Path) -> Opened:
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_path(path)
        visible = python_calamine.SheetVisibleEnum.Visible
        worksheet = python_calamine.SheetTypeEnum.WorkSheet
        seen = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.visible == visible and sheet.typ == worksheet
        ]
        read = {name: book.get_sheet_by_name(name) for name in seen}
        _check_cells(path, sum(one.total_height * one.total_width for one in read.values()))
        values = {name: one.to_python(skip_empty_area=False) for name, one in read.items()}
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise ProjectError(
            f"{path.name}: this workbook cannot be read ({error}). If it has a password, take it "
            "off; else save it as an Excel workbook (.xlsx)."
        ) from error
    sheets = {
        name: tidy([[plain_cell(_plain(value)) for value in row] for row in rows])
        for name, rows in values.items()
    }
    note = (
        "of this kind of workbook only the values are known and not how they are shown: zeros in "
        "front of a number are lost. If it has any, save it as .xlsx and import that"
    )
    return Opened(sheets, (note,))


def _check_repeated(path: Path) -> None:
    """Count the cells of an OpenDocument sheet, which says of a cell how often it is repeated."""
    check_packed(path)
    cells = 0
    for content in read_members(path, lambda name: name == "content.xml").values():
        for row in parse_xml(content, shown=path.name)[0].iter("{*}table-row"):
            filled = [cell for cell in row if len(cell) and local_name(cell) == "table-cell"]
            cells += _times(row, "rows") * sum(_times(cell, "columns") for cell in filled)
    _check_cells(path, cells)


def _times(element: Any, what: str) -> int:
    text = element.get(f"{_TABLE}number-{what}-repeated", "1")
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else 1


def _check_cells(path: Path, cells: int) -> None:
    most = bound(MOST_CELLS)
    if cells > most:
        raise ProjectError(
            f"{path.name}: the workbook has more than {most:,} cells. Copy the table alone into a "
            f"new workbook. {to_read_more()}"
        )


def _shown(cell: Any, cut: list[str]) -> str:
    value, form = cell.value, getattr(cell, "number_format", "") or ""
    if isinstance(value, bool) or not isinstance(value, int | float | datetime.datetime):
        return plain_cell(_plain(value))
    if isinstance(value, datetime.datetime):
        try:
            return date_as_shown(value, form)
        except NoYear as date:
            cut.append(str(date))
            return str(date)
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


def _fill(ranges: list[tuple[int, int, int, int]], rows: Rows) -> None:
    """Put what a merged cell shows into each of its cells."""
    for left, top, right, bottom in ranges:
        if top >= len(rows) or left >= len(rows[top]):
            continue
        for row in rows[top : bottom + 1]:
            row += [""] * (right + 1 - len(row))
            row[left : right + 1] = [rows[top][left]] * (right + 1 - left)
