"""Names to show in tables for print; the tables are in a module per analysis."""

import pandas as pd


def labels_of(table: pd.DataFrame, key: str) -> dict[str, str]:
    """Name to show for each row of a table.

    Parameters
    ----------
    table : DataFrame
        A table with the columns ``label`` and the key, such as ``codes`` or ``cases``.
    key : str
        Column that holds the identifiers, such as ``code`` or ``case``.

    Returns
    -------
    dict of str to str
        Label by identifier; empty for a table without rows.

    Examples
    --------
    >>> labels_of(pd.DataFrame({"case": ["A"], "label": ["Alder"]}), "case")
    {'A': 'Alder'}
    """
    return dict(zip(table[key], table["label"], strict=True))
