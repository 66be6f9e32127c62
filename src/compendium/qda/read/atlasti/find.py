"""Find the columns of ATLAS.ti's quotation report: by their names, or by what they hold.

The names follow the language of the interface, and no list of languages is complete. What the
columns hold does not: a quotation has a number such as ``12:3``, its codes stand in one cell, and
another cell says how many they are.
"""

import re
from itertools import islice

from compendium.qda.read.cells import pieces_of
from compendium.qda.read.columns import QUOTATION_REPORT, SEARCHED, Places, cell, find_header
from compendium.qda.read.sheet import Rows

QUOTATION = re.compile(r"\d+:\d+")
_MOST = 0.8  # part of the rows that must look alike
# Columns that a table made by hand does not have, where quotations have no numbers.
_MARKS = {"count", "reference", "name"}
_JUDGED = 1_000  # rows by which a column of numbers is told
_SOME = 0.3  # part of the rows in which the pieces between commas must be as many as the codes


def find_report(rows: Rows) -> tuple[int, Places] | None:
    """Find the header of a quotation report and what its columns hold.

    Parameters
    ----------
    rows : list of list of str
        A sheet.

    Returns
    -------
    tuple of int and dict, or None
        Place of the header and of the columns; None when this is no quotation report.
    """
    found = find_header(rows, QUOTATION_REPORT, ["codes", "document"])
    if found and ("text" in found[1] or "id" in found[1] or "count" in found[1]):
        header, places = found
        numbers = _numbers(rows[header + 1 : header + 1 + 2 * _JUDGED])
        if numbers is not None:
            places["id"] = numbers
        elif not (_MARKS & places.keys() and "text" in places):
            # Three names of columns are in many a table that somebody made by hand.
            return None
        return header, places
    return _by_content(rows)


def _by_content(rows: Rows) -> tuple[int, Places] | None:
    for header, row in enumerate(rows[:SEARCHED]):
        number = _numbers(rows[header + 1 : header + 1 + 2 * _JUDGED])
        if number is None or QUOTATION.fullmatch(cell(row, number)) or len(row) <= number:
            continue
        below = [other for other in rows[header + 1 :] if other]
        counted = _codes_and_count(below, len(row), number)
        if counted is None:
            return None
        codes, count = counted
        places = {"id": number, "codes": codes, "count": count}
        document = _document(below, len(row), places)
        if document is not None:
            places["document"] = document
        text = _longest(below, len(row), set(places.values()))
        if text is not None:
            places["text"] = text
        return header, places
    return None


def _numbers(rows: Rows) -> int | None:
    """Find the column of quotation numbers such as ``12:3``."""
    judged = list(islice(filter(None, rows), _JUDGED))
    for place in range(max(map(len, judged), default=0)):
        values = [cell(row, place) for row in judged]
        if values and sum(map(bool, map(QUOTATION.fullmatch, values))) >= _MOST * len(values):
            return place
    return None


def _codes_and_count(rows: Rows, width: int, number: int) -> tuple[int, int] | None:
    """Find the cell of codes and the cell that says how many: they must agree in every row."""
    best, found = _SOME, None
    columns = [[cell(row, place) for row in rows] for place in range(width)]
    for count, counts in enumerate(columns):
        if count == number or not all(value.isdecimal() for value in counts):
            continue
        wanted = [int(value) for value in counts]
        for codes, values in enumerate(columns):
            if codes in (number, count) or all(value.isdecimal() for value in values if value):
                continue
            pieces = [len(pieces_of(value)) for value in values]
            pairs = list(zip(pieces, wanted, strict=True))
            if any(have < want or bool(have) != bool(want) for have, want in pairs):
                continue
            agreeing = sum(have == want for have, want in pairs) / len(pairs)
            if len(set(counts)) > 1 and agreeing > best:
                best, found = agreeing, (codes, count)
    return found


def _document(rows: Rows, width: int, places: Places) -> int | None:
    """Find the column that goes with the first part of the quotation's number, and only with it."""
    documents = [cell(row, places["id"]).partition(":")[0] for row in rows]
    for place in range(width):
        values = [cell(row, place) for row in rows]
        pairs = set(zip(documents, values, strict=True))
        if (
            place not in places.values()
            and len(pairs) == len(set(documents)) == len(set(values))
            and all(any(letter.isalpha() for letter in value) for value in values)
        ):
            return place
    return None


def _longest(rows: Rows, width: int, taken: set[int]) -> int | None:
    lengths = {
        place: sum(len(cell(row, place)) for row in rows)
        for place in range(width)
        if place not in taken
    }
    return max(lengths, key=lambda place: lengths[place], default=None)
