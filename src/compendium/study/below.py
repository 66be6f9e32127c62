"""What stands in a table and is no row of it: a second heading, and notes and totals below."""

from collections.abc import Sequence

import pandas as pd

from compendium.language import say
from compendium.study.kinds.checks import Problem
from compendium.study.kinds.headings import is_second_heading
from compendium.study.totals import is_total


def no_rows(cells: pd.DataFrame, needed: Sequence[str]) -> list[Problem]:
    """Find what stands in a table and is no row of it.

    Parameters
    ----------
    cells : DataFrame
        The table as text; its index holds the rows of the spreadsheet.
    needed : sequence of str
        Columns in which each row must have something.

    Returns
    -------
    list of Problem
        A second row of headings, the headings again further down, a total, a note or another
        table below.
    """
    return [*_headings(cells), *_below(cells, [name for name in needed if name in cells])]


def _headings(cells: pd.DataFrame) -> list[Problem]:
    found = []
    for row, texts in list(cells.iterrows())[:1]:
        if is_second_heading({str(name): str(text) for name, text in texts.items()}):
            found.append(int(str(row)))
    same = pd.Series(True, index=cells.index)
    for name in cells:
        same &= cells[name].str.casefold().isin([str(name).casefold(), ""])
    filled = (cells != "").sum(axis=1) > 1
    found += [int(row) for row in cells.index[same & filled] if row not in found]
    if not found:
        return []
    text = next(text for text in cells.loc[found[0]] if text)
    return [
        Problem(
            say("{text!r} names the columns a second time", text=text),
            say("Take the row out of the table."),
            rows=tuple(found),
        )
    ]


def _below(cells: pd.DataFrame, needed: Sequence[str]) -> list[Problem]:
    """Find the rows at the end that lack what each row must have, and begin something else."""
    lacks = (cells[list(needed)] == "").any(axis=1)
    end = len(cells)
    while end and lacks.iloc[end - 1]:
        end -= 1
    if not 0 < end < len(cells):
        return []
    after = cells.iloc[end:]
    first = [text for text in after.iloc[0] if text]
    apart = int(after.index[0]) > int(cells.index[end - 1]) + 1
    if not (apart or is_total(first) or len(first) == 1):
        return []
    what = (
        say("{text!r} looks like a total, and is no row of the table", text=first[0])
        if is_total(first)
        else say("{text!r} stands below the table, and is no row of it", text=first[0])
    )
    todo = say(
        "Take it out, or fill in {needed}.",
        needed=", ".join(name for name in needed if (after[name] == "").any()),
    )
    return [Problem(what, todo, rows=tuple(int(row) for row in after.index))]
