"""Rows of items below their dimensions, and what captions say about answers."""

import pandas as pd

from compendium.exhibits.rows import Row
from compendium.naming import counted, listed


def item_rows(table: pd.DataFrame, *, least: float = 0.0) -> tuple[list[Row], dict[str, int]]:
    """Rows of items below their dimensions, and the number of the row of each item."""
    rows: list[Row] = []
    numbers: dict[str, int] = {}
    for dimension, own in table.drop_duplicates("item").groupby("dimension", sort=False):
        rows.append(Row(str(dimension), bold=True))
        for item in own.itertuples():
            numbers[str(item.item)] = len(rows)
            rows.append(Row(f"{item.item}. {item.label}", depth=1, least=least))
    return rows, numbers


def blank_in_words(answers: pd.DataFrame) -> str:
    """Say how many answers are missing."""
    blank = int(answers["score"].isna().sum())
    are = "is" if blank < 2 else "are"
    return f"Of {counted(len(answers), 'answer')} {blank or 'none'} {are} blank."


def turned_in_words(answers: pd.DataFrame) -> str:
    """Name the reversed items; nothing where there are none."""
    turned = list(answers.loc[answers["reversed"], "item"].unique())
    what = "item" if len(turned) == 1 else "items"
    return f" Answers to {what} {listed(turned)} are turned over." if turned else ""
