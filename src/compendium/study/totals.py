"""Rows below a table that sum it up: a total is no row of it."""

import re
from collections.abc import Sequence

_WORDS = re.compile(
    r"(?:grand )?(?:totaal|totalen|eindtotaal|subtotaal|total|totals|subtotal|som|sum|gemiddelde"
    r"|gemiddeld|average|mean)(?: aantal| score)?\s*[:=]?"
)
_NUMBER = re.compile(r"[-+]?[\d.,\s]+%?")


def is_total(row: Sequence[str]) -> bool:
    """Whether a row begins with a word such as Total, and holds nothing else but numbers.

    Examples
    --------
    >>> is_total(["Totaal", "", "12"]), is_total(["", "Gemiddelde:", "3,5"]), is_total(["Totaal"])
    (True, True, True)
    >>> is_total(["Total", "resident"]), is_total(["12", "3"]), is_total([])
    (False, False, False)
    """
    filled = [cell.strip() for cell in row if cell.strip()]
    if not filled or not _WORDS.fullmatch(filled[0].casefold()):
        return False
    return all(_NUMBER.fullmatch(cell) for cell in filled[1:])


def totals_below(rows: Sequence[Sequence[str]]) -> int:
    """Count the rows at the end of a table that sum it up; blank rows between them count too.

    Examples
    --------
    >>> totals_below([["a", "1"], [], ["Total", "1"]]), totals_below([["a", "1"]])
    (2, 0)
    """
    found = 0
    for number, row in enumerate(reversed(rows), start=1):
        if is_total(row):
            found = number
        elif any(cell.strip() for cell in row):
            break
    while 0 < found < len(rows) and not any(cell.strip() for cell in rows[-found - 1]):
        found += 1
    return min(found, max(len(rows) - 1, 0))
