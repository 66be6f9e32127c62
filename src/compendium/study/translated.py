"""Names in another language, where a table has them: ``label_en`` beside ``label``."""

from collections.abc import Mapping

import pandas as pd


def in_language(
    table: pd.DataFrame, language: str, *, also: Mapping[str, Mapping[str, str]] | None = None
) -> pd.DataFrame:
    """Put the names of a language in the place of the others, where a table has them.

    Parameters
    ----------
    table : DataFrame
        Any table. Of a column such as ``label``, ``dimension``, ``role`` or ``group`` the names in
        a language stand in a column of the same name with the code of the language behind it, such
        as ``label_en``; an empty cell leaves the name as it is.
    language : str
        Code of the language, such as ``en``.
    also : mapping of str to mapping, optional
        Names by column that another table translates.

    Returns
    -------
    DataFrame
        The table, with all its columns.

    Examples
    --------
    >>> table = pd.DataFrame({"label": ["Rust", "Druk"], "label_en": ["Quiet", None]})
    >>> list(in_language(table, "en")["label"])
    ['Quiet', 'Druk']
    """
    for name in list(table):
        other = f"{name}_{language}"
        if other in table:
            given = table[other].where(table[other].notna() & (table[other] != ""))
            table = table.assign(**{name: given.fillna(table[name])})
    for name, names in (also or {}).items():
        if name in table:
            table = table.assign(**{name: table[name].replace(dict(names))})
    return table
