"""Find signs of control in the cells of a table, where they can still be told by their place."""

import pandas as pd

from compendium.language import say
from compendium.naming import CONTROL
from compendium.study.kinds.checks import Problem


def sign_problems(cells: pd.DataFrame) -> list[Problem]:
    """Find the columns that hold signs of control; of each, the rows.

    Parameters
    ----------
    cells : DataFrame
        One text column per column of the table; the index holds spreadsheet row numbers.

    Returns
    -------
    list of Problem
        One for each such column.
    """
    return [problem for name in cells for problem in _check_signs(cells[name], str(name))]


def _check_signs(column: pd.Series, name: str) -> list[Problem]:
    """Find signs of control: nobody sees them, and no figure, page or PDF can hold them."""
    found = column.str.extract(f"({CONTROL.pattern})", expand=False).dropna()
    if found.empty:
        return []
    sign = f"U+{ord(found.iloc[0]):04X}"
    shown = CONTROL.sub("\ufffd", column[found.index[0]])
    return [
        Problem(
            say(
                "{shown!r} holds a sign of control ({sign}), which no figure or page can show",
                shown=shown,
                sign=sign,
            ),
            say(
                "Type the text of the cell anew; such a sign comes with text copied from elsewhere."
            ),
            name,
            tuple(int(row) for row in found.index),
        )
    ]
