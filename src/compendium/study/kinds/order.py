"""Whether what ends has started: two dates of a row, and what is said of them."""

import pandas as pd

from compendium.language import say
from compendium.study.kinds import EDTF, load_schema

ENDS = (("start", "end"), ("from", "until"))


def ends_before_starts(cells: pd.DataFrame, kind: str) -> list[tuple[str, str, int]]:
    """Find rows whose end lies before their start, whatever days the two dates may mean.

    Parameters
    ----------
    cells : DataFrame
        The table, as text or typed.
    kind : str
        Kind of the table.

    Returns
    -------
    list of tuple of str, str and int
        What is wrong, the column of the end, and the row as a spreadsheet numbers it.
    """
    dates = {field["name"] for field in load_schema(kind)["fields"] if field.get("rdfType") == EDTF}
    found = []
    for start, end in ENDS:
        if not {start, end} <= dates or not {start, end} <= set(cells):
            continue
        for row, first, last in zip(cells.index, cells[start], cells[end], strict=True):
            if isinstance(first, str) and isinstance(last, str) and _before(last, first):
                found.append(
                    (
                        say(
                            "{last!r} is before the {start}, {first!r}",
                            last=last,
                            start=start,
                            first=first,
                        ),
                        end,
                        int(row),
                    )
                )
    return found


def _before(last: str, first: str) -> bool:
    # Only now: a step whose tables hold no two dates does not depend on how dates are read.
    from compendium.errors import DateError
    from compendium.study.dates import read_date

    try:
        # An empty cell is no date, and told on its own where it must be filled.
        begin, end = read_date(first), read_date(last)
    except DateError:  # told on its own
        return False
    return begin is not None and end is not None and end.latest < begin.earliest
