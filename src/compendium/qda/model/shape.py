"""Give the tables of a reader all columns of their kinds."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from compendium.language import counted, say
from compendium.qda.model.frames import kind_frame
from compendium.qda.model.passages import one_line
from compendium.study.kinds import load_schema


def as_kinds(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Complete and type tables as their kinds have it.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        Tables by kind, with any of the columns of the kind and others.

    Returns
    -------
    dict of str to DataFrame
        The same rows, with all columns of the kind first; a label that is empty is the key.
    """
    shaped = {}
    for kind, table in tables.items():
        columns = {str(name): [_plain(value) for value in table[name]] for name in table}
        if "label" in columns:
            keys = columns[load_schema(kind)["primaryKey"][0]]
            pairs = zip(columns["label"], keys, strict=True)
            columns["label"] = [label or key for label, key in pairs]
        shaped[kind] = kind_frame(kind, columns)
    return shaped


def left_descriptions(number: int) -> list[str]:
    """Say that descriptions of codes were left out; nothing when there were none."""
    if not number:
        return []
    return [
        say(
            "The descriptions of {codes}: they can hold words of participants.",
            codes=counted(number, "code"),
        )
    ]


def _plain(value: Any) -> Any:
    """Give a cell as Python has it: None where it is empty."""
    if value is None or pd.isna(value):
        return None
    if isinstance(value, str):
        return one_line(value) or None
    return value.item() if hasattr(value, "item") else value
