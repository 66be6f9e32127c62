"""The cells of a table that another program exported: CSV or XLSX, as rows of text.

Nothing is known of such a file beforehand: not its separator, encoding, number of sheets, nor
in which row its header stands. It comes from a stranger, so sizes are capped and document type
declarations, which could expand without end, are refused.
"""

import csv
import io
from datetime import datetime
from pathlib import Path
from typing import Any

from compendium.errors import ProjectError
from compendium.language import say
from compendium.qda.read.archive import read_members
from compendium.qda.read.there import check_there
from compendium.study.bounds import (
    BROKEN,
    MOST_CELLS,
    MOST_WORKBOOK,
    bound,
    counted_rows,
    to_read_more,
    too_much_packed,
)
from compendium.study.encoding import decode

ZIP = b"PK\x03\x04"
MOST_BYTES = 256 * 1024 * 1024
MARKS = (";", ",", "\t", "|")
_JUDGED = 200  # rows by which a separator is judged

Rows = list[list[str]]


def read_sheets(path: Path) -> dict[str, Rows]:
    """Read all sheets of a table file.

    Parameters
    ----------
    path : Path
        A CSV or XLSX file; which of them, its first bytes tell.

    Returns
    -------
    dict of str to list of list of str
        Rows by name of the sheet; a CSV file is one sheet without a name. Cells are stripped,
        and a row ends at its last filled cell.

    Raises
    ------
    ProjectError
        When the file is no table, is broken, or is larger than it can be.
    """
    content = read_content(path)
    if content.startswith(ZIP):
        return _read_workbook(path, content)
    return {"": _read_text(content, path.name)}


def read_content(path: Path) -> bytes:
    """Read the bytes of a file, if it is there and not larger than a table can be."""
    check_there(path)
    try:
        size = path.stat().st_size
        if size > bound(MOST_BYTES):
            raise ProjectError(
                say(
                    "{name}: {size:,} bytes; a table of at most {most_bytes:,} can be read. Export "
                    "fewer columns or rows. {more}",
                    name=path.name,
                    size=size,
                    most_bytes=bound(MOST_BYTES),
                    more=to_read_more(),
                )
            )
        return path.read_bytes()
    except OSError as error:
        raise ProjectError(
            say(
                "{name}: the file cannot be read ({reason}). Check its name.",
                name=path.name,
                reason=error.strerror,
            )
        ) from error


def _read_text(content: bytes, name: str) -> Rows:
    try:
        text = decode(content)
    except UnicodeDecodeError as error:
        raise ProjectError(
            say(
                "{name}: the text breaks off in the middle of a character. Export the table again.",
                name=name,
            )
        ) from error
    if "\x00" in text:
        raise ProjectError(say("{name}: this is neither a text file nor a workbook.", name=name))
    # A quotation can be a whole document, which is longer than Python's limit for a cell.
    limit = csv.field_size_limit(MOST_BYTES)
    try:
        mark = max(MARKS, key=lambda mark: _fit(text, mark))
        return tidy(counted_rows(csv.reader(io.StringIO(text, newline=""), delimiter=mark)))
    except OverflowError as error:
        raise ProjectError(
            say(
                "{name}: the table has {error}. {more}", name=name, error=error, more=to_read_more()
            )
        ) from error
    except csv.Error as error:
        raise ProjectError(
            say("{name}: the rows cannot be told apart ({error}).", name=name, error=error)
        ) from error
    finally:
        csv.field_size_limit(limit)


def _fit(text: str, mark: str) -> float:
    """Judge a separator: how many cells it makes that stand under the widest common row."""
    widths: list[int] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark):
            widths.append(len(row))
            if len(widths) >= _JUDGED:
                break
    except csv.Error:
        return 0.0
    if not widths:
        return 0.0
    common = max(set(widths), key=lambda width: (widths.count(width), width))
    return (common - 1) * widths.count(common) / len(widths)


def _read_workbook(path: Path, content: bytes) -> dict[str, Rows]:
    # Only now: a command that reads no workbook stays quick.
    import openpyxl

    check_packed(path)
    # By whatever name: a workbook says itself which of its members are sheets.
    for member in read_members(path, lambda _: True).values():
        _check_declarations(member, path.name)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheets, cells, most = {}, 0, bound(MOST_CELLS)
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            rows = []
            for values in sheet.iter_rows(values_only=True):
                cells += len(values) + 1
                if cells > most:
                    raise ProjectError(
                        say(
                            "{name}: the workbook has more than {most:,} cells. Export fewer "
                            "columns or rows. {more}",
                            name=path.name,
                            most=most,
                            more=to_read_more(),
                        )
                    )
                rows.append([_as_text(value) for value in values])
            sheets[str(sheet.title)] = tidy(rows)
    except ProjectError:
        raise
    except Exception as error:
        # A broken workbook fails anywhere inside openpyxl, with whatever error comes first.
        raise ProjectError(
            say(
                "{name}: the workbook is broken ({error}). Export the table again.",
                name=path.name,
                error=type(error).__name__,
            )
        ) from error
    return sheets


def check_packed(path: Path) -> None:
    """Refuse a workbook that unpacks to more than tables can be.

    Raises
    ------
    ProjectError
        When it does, or when it is no whole zip file.
    """
    try:
        too_much = too_much_packed(path, xml=MOST_WORKBOOK)
    except (*BROKEN, OSError) as error:
        raise ProjectError(
            say(
                "{name}: the workbook is damaged or cut short ({error}). Export the table again.",
                name=path.name,
                error=error,
            )
        ) from error
    if too_much:
        raise ProjectError(
            say(
                "{name}: the workbook unpacks to {too_much}. Export fewer columns or rows. {more}",
                name=path.name,
                too_much=too_much,
                more=to_read_more(),
            )
        )


def _check_declarations(xml: bytes, name: str) -> None:
    plain = xml.replace(b"\x00", b"")
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise ProjectError(
            say("{name}: the workbook declares entities, which no spreadsheet does.", name=name)
        )


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    return str(value)


def tidy(rows: Any) -> Rows:
    """Strip the cells, and drop what is empty at the end of a row and of the table."""
    tidied = []
    for row in rows:
        cells = [cell.strip() for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        tidied.append(cells)
    while tidied and not tidied[-1]:
        tidied.pop()
    return tidied
