"""Tables of a kind from lists of values."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from compendium.study.kinds import load_schema

_TYPES = {"integer": "Int64", "number": "Float64", "boolean": "boolean"}


def kind_frame(kind: str, columns: Mapping[str, Sequence[Any]]) -> pd.DataFrame:
    """Put lists of values in a table of a kind, typed as if it had been read from a file.

    Parameters
    ----------
    kind : str
        Kind of the table.
    columns : mapping of str to sequence
        Values by column, all of one length, None where there is none; columns that the schema
        does not have come behind those that it has.

    Returns
    -------
    DataFrame
        All columns of the schema, then the others, as text.

    Examples
    --------
    >>> table = kind_frame("cases", {"case": ["a"], "label": ["Alder"], "colour": ["green"]})
    >>> list(table)
    ['case', 'label', 'place', 'province', 'start', 'end', 'method', 'colour']
    """
    length = max((len(values) for values in columns.values()), default=0)
    typed = {
        field["name"]: pd.Series(
            columns.get(field["name"], [None] * length),
            dtype=_TYPES.get(field["type"], "str"),
        )
        for field in load_schema(kind)["fields"]
    }
    for name, values in columns.items():
        if name not in typed:
            whole = all(value is None or isinstance(value, int) for value in values)
            filled = any(value is not None for value in values)
            typed[name] = pd.Series(values, dtype="Int64" if whole and filled else "str")
    return pd.DataFrame(typed)
