"""Rows of items below their dimensions, and what captions say about answers."""

import pandas as pd

from compendium.exhibits.rows import Row
from compendium.language import listed, say_number


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


def turned_in_words(answers: pd.DataFrame) -> str:
    """Name the reversed items; nothing where there are none."""
    turned = list(answers.loc[answers["reversed"], "item"].unique())
    return (
        say_number(
            len(turned),
            " Answers to item {items} are turned over.",
            " Answers to items {items} are turned over.",
            items=listed(turned),
        )
        if turned
        else ""
    )
