"""Rows that point at the row above them, and in the end at themselves."""

import pandas as pd


def above_itself(
    table: pd.DataFrame, column: str, key: str
) -> list[tuple[str, str, tuple[int, ...]]]:
    """Find rows that are above themselves, when each row points at the one above it.

    Parameters
    ----------
    table : DataFrame
        A table of a kind.
    column, key : str
        Column that points at another row, and the one that names each row.

    Returns
    -------
    list of tuple of str, str and tuple of int
        What is wrong, what to do, and the rows as a spreadsheet numbers them; empty or one.
    """
    above = dict(zip(table[key], table[column], strict=True))
    rows = []
    for row, start in table[key].items():
        name, passed = above[start], {start}
        while name in above and name not in passed:
            passed.add(name)
            name = above[name]
        if name == start:
            rows.append(int(str(row)))
    if not rows:
        return []
    what = f"following the column {column} from {table.loc[rows[0], key]!r} leads back to it"
    return [(what, f"Leave the {column} of the topmost {key} empty.", tuple(rows))]
