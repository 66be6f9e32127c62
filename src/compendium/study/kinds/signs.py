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


def heading_problems(columns: list[str]) -> list[Problem]:
    """Find signs of control in the names of columns.

    Parameters
    ----------
    columns : list of str
        Names of the columns, as row 1 has them.

    Returns
    -------
    list of Problem
        One for each such name.
    """
    return [_problem(name, name, (1,)) for name in columns if CONTROL.search(name)]


def _check_signs(column: pd.Series, name: str) -> list[Problem]:
    found = column.str.contains(CONTROL, regex=True, na=False)
    rows = tuple(int(row) for row in column.index[found])
    return [_problem(str(column[rows[0]]), name, rows)] if rows else []


def _problem(text: str, name: str, rows: tuple[int, ...]) -> Problem:
    """Say that a text holds a sign that nobody sees, and that no figure, page or PDF can hold."""
    found = CONTROL.search(text)
    return Problem(
        say(
            "{shown!r} holds a sign of control ({sign}), which no figure or page can show",
            shown=CONTROL.sub("\ufffd", text),
            sign=f"U+{ord(found.group()):04X}" if found else "",
        ),
        say("Type the text of the cell anew; such a sign comes with text copied from elsewhere."),
        CONTROL.sub("\ufffd", name),
        rows,
    )
