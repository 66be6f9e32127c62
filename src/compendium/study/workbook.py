"""Read the cells of a sheet of an Excel workbook (XLSX) as text.

The seam around openpyxl: what a broken, protected or hostile workbook can do to it ends here in
a message. Without pandas, and openpyxl is loaded only when there is a workbook to read.
"""

import datetime
import re
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from compendium.errors import TableError
from compendium.language import mark, say
from compendium.study.bounds import (
    MOST_CELLS,
    MOST_WORKBOOK,
    bound,
    to_read_more,
    too_much_packed,
)
from compendium.study.shown import NotAsTyped, check_digits, date_as_shown, number_as_shown

LAST_ROW = 1_048_576  # of any sheet, in every spreadsheet program
SHOWN = 3

Places = list[tuple[int, int, str]]  # row, column and what stands there
Cut = tuple[int, int, NotAsTyped]
Cells = tuple[list[list[str]], Places, set[tuple[int, int]], list[Cut]]

_OLD_OR_PROTECTED = b"\xd0\xcf\x11\xe0"
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*\bref=\"([A-Z0-9:]+)\"")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_CLEAR = mark("Open it in the spreadsheet and save it as an Excel workbook (.xlsx) again.")


def read_sheet(path: Path, *, named: str, shown: str = "") -> list[list[str]]:
    """Read a sheet as a spreadsheet would write it to CSV.

    Whole numbers have no decimals, but the zeros and letters in front that their cells show, and
    percentages their sign; dates are written in ISO 8601 and only as far as the cell shows them
    (``Sep-23`` is ``2023-09``), truth values are ``TRUE`` and ``FALSE``. Row 1 is the first given.

    Parameters
    ----------
    path : Path
        An ``.xlsx`` file.
    named : str
        Name of the sheet, in capitals or not; where no sheet has it, the first one is read.
    shown : str, optional
        Name of the file in messages; by default the path.

    Returns
    -------
    list of list of str
        The rows; a row ends at its last filled cell.

    Raises
    ------
    TableError
        When the file is no workbook, protected, damaged or too large, or cells are merged, hold
        an error, or a formula whose result was not saved.
    """
    shown = shown or str(path)
    try:
        _check_file(path, shown)
        # openpyxl warns of parts that it leaves out, such as drop-down lists.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _read(path, named, shown)
    except TableError:
        raise
    except FileNotFoundError as error:
        raise TableError(
            say("{shown}: the file is missing. Put it there, or correct its name.", shown=shown)
        ) from error
    except PermissionError as error:
        raise TableError(
            say(
                "{shown}: the file cannot be opened. Close it in the spreadsheet, then try again.",
                shown=shown,
            )
        ) from error
    except Exception as error:  # whatever openpyxl trips over
        raise TableError(
            say(
                "{shown}: this workbook is damaged ({name}: {error}). {clear}",
                shown=shown,
                name=type(error).__name__,
                error=error,
                clear=say(_CLEAR),
            )
        ) from error


def sheet_name(path: Path, *, named: str) -> str:
    """Name of the sheet that `read_sheet` reads."""
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True)
    try:
        return str(_sheet(book, named).title)
    finally:
        book.close()


def _check_file(path: Path, shown: str) -> None:
    """Refuse what is no workbook, or would unpack to more than a table can be."""
    with path.open("rb") as file:
        start = file.read(4)
    if start == _OLD_OR_PROTECTED:
        raise TableError(
            say(
                "{shown}: this workbook is protected with a password, or is an older .xls "
                "under another name. Take the password off. {clear}",
                shown=shown,
                clear=say(_CLEAR),
            )
        )
    if not zipfile.is_zipfile(path):
        raise TableError(
            say("{shown}: this is not an Excel workbook. {clear}", shown=shown, clear=say(_CLEAR))
        )
    too_much = too_much_packed(path, xml=MOST_WORKBOOK)
    if too_much:
        raise TableError(
            say(
                "{shown}: the workbook unpacks to {too_much}. Copy the table alone into a "
                "new workbook. {to_read_more}",
                shown=shown,
                too_much=too_much,
                to_read_more=to_read_more(),
            )
        )


def _read(path: Path, named: str, shown: str) -> list[list[str]]:
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=True)
    try:
        sheet = _sheet(book, named)
        if sheet is None:
            raise TableError(
                say(
                    "{shown}: the workbook holds no sheet with cells. {clear}",
                    shown=shown,
                    clear=say(_CLEAR),
                )
            )
        content = _source(path, sheet)
        rows, errors, blank, cut = _cells(sheet, shown)
        joined = [place.decode() for place in _MERGED.findall(content)]
        merged = [place for place in joined if not _is_title(place, rows)]
        if merged:
            more = say(" ({merged} such places)", merged=len(merged)) if merged[1:] else ""
            raise TableError(
                say(
                    "{shown}: the cells {merged} are merged{more}. In the spreadsheet, unmerge "
                    "them and fill in each cell.",
                    shown=shown,
                    merged=", ".join(merged[:SHOWN]),
                    more=more,
                )
            )
    finally:
        book.close()
    if errors:
        raise TableError(
            _wrong_cells(errors, shown, rows, say("an error"), say("Correct its formula."))
        )
    if cut:
        kind = type(cut[0][2])
        places = [(row, column, str(cell)) for row, column, cell in cut if type(cell) is kind]
        raise TableError(_wrong_cells(places, shown, rows, say(kind.what), say(kind.todo)))
    if _FORMULA.search(content):
        unknown = [
            (row, column, formula)
            for row, column, formula in _formulas(path, sheet.title)
            if (row, column) not in blank and not _cell_at(rows, row, column)
        ]
        if unknown:
            raise TableError(
                _wrong_cells(
                    unknown,
                    shown,
                    rows,
                    say("a formula without its result"),
                    say(
                        "Open the workbook in the spreadsheet and save it, or paste values in "
                        "place of formulas."
                    ),
                )
            )
    return rows


def _sheet(book: Any, named: str) -> Any:
    """Sheet with the name, or else the first that is not hidden, or else the first."""
    sheets = book.worksheets
    by_name = [sheet for sheet in sheets if sheet.title.strip().casefold() == named.casefold()]
    visible = [sheet for sheet in sheets if sheet.sheet_state == "visible"]
    return next(iter([*by_name, *visible, *sheets]), None)


def _is_title(merged: str, rows: list[list[str]]) -> bool:
    """Whether merged cells are alone in one row: what to do is then told by their text."""
    top, *more = dict.fromkeys(map(int, re.findall(r"\d+", merged)))
    return not more and len([cell for row in rows[top - 1 : top] for cell in row if cell]) <= 1


def _source(path: Path, sheet: Any) -> bytes:
    """XML of a sheet: openpyxl tells nothing of merged cells while it streams."""
    with zipfile.ZipFile(path) as archive:
        return archive.read(sheet._worksheet_path)


def _rows(sheet: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:
    sheet.reset_dimensions()  # what a file says about its size need not be so
    return enumerate(sheet.iter_rows(), start=1)


def _cells(sheet: Any, shown: str) -> Cells:
    """Texts of all cells; errors; formulas that give an empty text; cells that are not as typed."""
    rows: list[list[str]] = []
    errors: Places = []
    cut: list[Cut] = []
    blank: set[tuple[int, int]] = set()
    visited = filled = 0
    most = bound(MOST_CELLS)
    for number, cells in _rows(sheet):
        visited += len(cells)
        if visited > most or number > LAST_ROW:
            raise TableError(
                say(
                    "{shown}: the sheet {title!r} goes on to row {number} and has more cells "
                    "than a table can have. Copy the table alone into a new workbook. "
                    "{to_read_more}",
                    shown=shown,
                    title=sheet.title,
                    number=number,
                    to_read_more=to_read_more(),
                )
            )
        texts: list[str] = []
        for column, cell in enumerate(cells, start=1):
            if cell.data_type == "e" and cell.value is not None:
                errors.append((number, column, str(cell.value)))
            elif cell.data_type == "str":
                blank.add((number, column))
            try:
                texts.append(_text(cell))
            except NotAsTyped as text:
                cut.append((number, column, text))
                texts.append(str(text))
        while texts and not texts[-1].strip():
            texts.pop()
        rows.append(texts)
        filled = number if texts else filled
    return rows[:filled], errors, blank, cut


def _formulas(path: Path, title: str) -> Iterator[tuple[int, int, str]]:
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=False)
    try:
        for number, cells in _rows(book[title]):
            for column, cell in enumerate(cells, start=1):
                if cell.data_type == "f":
                    yield number, column, str(getattr(cell.value, "text", cell.value))
    finally:
        book.close()


def _cell_at(rows: list[list[str]], row: int, column: int) -> str:
    texts = rows[row - 1] if row <= len(rows) else []
    return texts[column - 1] if column <= len(texts) else ""


def _wrong_cells(found: Places, shown: str, rows: list[list[str]], what: str, todo: str) -> str:
    """Say where cells hold something that cannot be read."""
    from openpyxl.utils import get_column_letter

    row, column, text = found[0]
    name = _cell_at(rows, 1, column).strip() or get_column_letter(column)
    cells = [f"{get_column_letter(place)}{number}" for number, place, _ in found]
    dots = ", ..." if len(cells) > SHOWN else ""
    shown_cells = f"{', '.join(cells[:SHOWN])}{dots}"
    more = say(" ({number} such cells: {cells})", number=len(cells), cells=shown_cells)
    more = more if found[1:] else ""
    return say(
        "{shown}, row {row}, column {name}: the cell holds {what}, {text}{more}. {todo}",
        shown=shown,
        row=row,
        name=name,
        what=what,
        text=text,
        more=more,
        todo=todo,
    )


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        check_digits(value)
        return number_as_shown(value, cell.number_format or "")
    if isinstance(value, datetime.datetime):
        return date_as_shown(value, cell.number_format or "")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value)
