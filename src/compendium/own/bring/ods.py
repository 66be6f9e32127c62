"""OpenDocument sheets, as they are shown: zeros in front, percentages, dates, merged cells.

Read from the document itself: it holds beside the value of a cell the text that it shows, of which
the libraries that read many kinds of workbooks give the value alone.
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from compendium.errors import ProjectError
from compendium.language import say
from compendium.qda.read.archive import read_members
from compendium.qda.read.sheet import Rows, check_packed
from compendium.qda.read.xml import local_name, parse_xml
from compendium.study.bounds import MOST_CELLS, MOST_COLUMNS, bound, to_read_more
from compendium.study.shown import LostDigits, NotAsTyped, NoYear, check_digits, number_as_shown

_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TABLE, _TEXT = (f"{_NAMES}{name}:1.0}}" for name in ("office", "table", "text"))
_STYLE = f"{_NAMES}style:1.0}}"
Range = tuple[int, int, int, int]  # left, top, right, bottom


@dataclass
class Sheet:
    """A sheet: its cells, which of them are merged, and dates that are shown without a year."""

    name: str
    hidden: bool
    rows: Rows = field(default_factory=list)
    merged: list[Range] = field(default_factory=list)
    cut: list[NotAsTyped] = field(default_factory=list)


def read_ods(path: Path) -> list[Sheet]:
    """Read the sheets of an OpenDocument spreadsheet.

    Raises
    ------
    ProjectError
        When it is broken, has a password, or more cells than a table can have.
    """
    check_packed(path)
    content = read_members(path, lambda name: name == "content.xml").get("content.xml")
    if content is None:
        raise ProjectError(
            say(
                "{name}: this workbook holds no sheets. Save it as an Excel workbook (.xlsx).",
                name=path.name,
            )
        )
    root = parse_xml(content, shown=path.name)[0]
    unseen = {
        style.get(f"{_STYLE}name")
        for style in root.iter(f"{_STYLE}style")
        for properties in style.iter(f"{_STYLE}table-properties")
        if properties.get(f"{_TABLE}display") == "false"
    }
    sheets, cells, most = [], 0, bound(MOST_CELLS)
    for table in root.iter(f"{_TABLE}table"):
        name, style = str(table.get(f"{_TABLE}name", "")), table.get(f"{_TABLE}style-name")
        sheet = Sheet(name, style in unseen)
        widest = 0
        for blank, row, times in _rows(table, sheet):
            cells, widest = cells + (len(row) + 1) * times + blank, max(widest, len(row))
            size = (len(sheet.rows) + blank + times) * widest
            if max(cells, size) > most or widest > bound(MOST_COLUMNS):
                raise ProjectError(
                    say(
                        "{name}: the workbook has more than {most:,} cells. Copy the table alone "
                        "into a new workbook. {more}",
                        name=path.name,
                        most=most,
                        more=to_read_more(),
                    )
                )
            sheet.rows += [[] for _ in range(blank)]
            sheet.rows += [list(row) for _ in range(times)]
        sheets.append(sheet)
    return sheets


def _rows(table: etree._Element, sheet: Sheet) -> Iterator[tuple[int, list[str], int]]:
    """Give each row with the blank rows above it, which count only so, and how often it stands."""
    blank, top = 0, 0
    for row in table.iter(f"{_TABLE}table-row"):
        times = _times(row, "number-rows-repeated")
        cells = _cells(row, sheet, top + blank)
        if any(cells):
            yield blank, cells, times
            top, blank = top + blank + times, 0
        else:
            blank += times


def _cells(row: etree._Element, sheet: Sheet, top: int) -> list[str]:
    cells: list[str] = []
    gap = 0
    for cell in row:
        if local_name(cell) not in ("table-cell", "covered-table-cell"):
            continue
        times = _times(cell, "number-columns-repeated")
        text = _shown(cell, sheet.cut)
        if not text:
            gap += times
            continue
        # Of a row that is too wide no more is made than shows that it is.
        room = bound(MOST_COLUMNS) + 1 - len(cells)
        cells += ([""] * min(gap, room) + [text] * min(times, room))[:room]
        gap = 0
        wide, high = _times(cell, "number-columns-spanned"), _times(cell, "number-rows-spanned")
        if wide > 1 or high > 1:
            left = len(cells) - 1
            sheet.merged.append((left, top, left + wide - 1, top + high - 1))
    return cells


def _times(element: etree._Element, name: str) -> int:
    text = element.get(f"{_TABLE}{name}", "1")
    return min(int(text), bound(MOST_CELLS)) if re.fullmatch(r"[0-9]{1,9}", text) else 1


def _shown(cell: etree._Element, cut: list[NotAsTyped]) -> str:
    shown = "\n".join(_words(part) for part in cell if part.tag == f"{_TEXT}p")
    kind, value = cell.get(f"{_OFFICE}value-type"), cell.get(f"{_OFFICE}value", "")
    if kind in ("float", "percentage", "currency") and value:
        number = float(value)
        if re.fullmatch(r"0\d+", shown) and int(shown) == number:
            return shown
        try:
            check_digits(number)
        except LostDigits as text:
            cut.append(text)
            return str(text)
        return number_as_shown(number, "0%" if kind == "percentage" else "")
    if kind == "boolean":
        return str(cell.get(f"{_OFFICE}boolean-value", "")).upper()
    if kind == "date":
        return _date(cell.get(f"{_OFFICE}date-value", ""), shown, cut)
    return shown


def _date(value: str, shown: str, cut: list[NotAsTyped]) -> str:
    """Write a date as far as the cell shows it."""
    try:
        moment = datetime.datetime.fromisoformat(value)
    except ValueError:
        return shown
    numbers = [int(number) for number in re.findall(r"\d+", shown)]
    if not shown or moment.time() != datetime.time():
        return value
    if moment.year not in numbers and moment.year % 100 not in numbers:
        cut.append(NoYear(f"{moment.day}-{moment.month}"))
        return str(cut[-1])
    return value[:10] if moment.day in numbers else value[:7]


def _words(element: etree._Element) -> str:
    """Give the words of a paragraph: several blanks, tabs and ends of lines are elements."""
    parts = [element.text or ""]
    for child in element:
        name = local_name(child)
        if name == "s":
            parts.append(" " * min(int(child.get(f"{_TEXT}c", "1")), 1000))
        elif name in ("tab", "line-break"):
            parts.append("\t" if name == "tab" else "\n")
        elif name != "annotation":
            parts.append(_words(child))
        parts.append(child.tail or "")
    return "".join(parts)
