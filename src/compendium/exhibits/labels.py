"""Names to show in tables for print; the tables are in a module per analysis."""

import pandas as pd


def labels_of(table: pd.DataFrame, key: str, *, english: bool = False) -> dict[str, str]:
    """Name to show for each row of a table.

    Parameters
    ----------
    table : DataFrame
        A table with the columns ``label`` and the key, such as ``codes`` or ``cases``.
    key : str
        Column that holds the identifiers, such as ``code`` or ``case``.
    english : bool, optional
        Put the column ``label_en`` on a second line, where it says something else.

    Returns
    -------
    dict of str to str
        Label by identifier; empty for a table without rows.

    Examples
    --------
    >>> labels_of(pd.DataFrame({"case": ["A"], "label": ["Alder"]}), "case")
    {'A': 'Alder'}
    """
    labels = table["label"]
    if english:
        pairs = [
            (label, english_of(label, other))
            for label, other in zip(labels, table["label_en"], strict=True)
        ]
        labels = [f"{label}\n({other})" if other else label for label, other in pairs]
    return dict(zip(table[key], labels, strict=True))


def english_of(label: str, english: object) -> str:
    """English name of something, where it says something else than the name; empty otherwise.

    Examples
    --------
    >>> english_of("Succes", "Success"), english_of("Community", "community")
    ('Success', '')
    """
    if not isinstance(english, str) or english.casefold() == label.casefold():
        return ""
    return english
