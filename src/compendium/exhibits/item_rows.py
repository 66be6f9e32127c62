"""Rows of items below their dimensions, and what captions say about answers."""

import pandas as pd
from matplotlib.axes import Axes

from compendium.exhibits import style
from compendium.naming import counted, listed

LABEL_WIDTH = 46
TALLEST = 225  # millimetres: what stands on a page with its caption


def item_places(table: pd.DataFrame) -> tuple[dict[str, int], dict[str, int]]:
    """Row of each item and of each dimension's heading, from the top."""
    places: dict[str, int] = {}
    headings: dict[str, int] = {}
    row = 0
    for dimension, own in table.drop_duplicates("item").groupby("dimension", sort=False):
        headings[str(dimension)] = row
        places |= {item: row + number for number, item in enumerate(own["item"], start=1)}
        row += len(own) + 1
    return places, headings


def row_height(rows: int) -> float:
    """Millimetres for a row: less where there are many, but never too low for its label."""
    return min(5.2, max(3.6, TALLEST / rows))


def label_items(
    axes: Axes, table: pd.DataFrame, places: dict[str, int], headings: dict[str, int]
) -> None:
    """Write the items and, bold, their dimensions beside their rows."""
    labels = table.drop_duplicates("item").set_index("item")["label"]
    ticks = [
        (place, style.cut(f"{item}. {labels[item]}", LABEL_WIDTH), "normal")
        for item, place in places.items()
    ]
    ticks += [(place, style.cut(name, LABEL_WIDTH), "bold") for name, place in headings.items()]
    axes.set_yticks([tick[0] for tick in ticks], [tick[1] for tick in ticks])
    for text, (_, _, weight) in zip(axes.get_yticklabels(), ticks, strict=True):
        text.set_fontweight(weight)
    axes.set(ylim=(len(places) + len(headings) - 0.3, -0.7))


def blank_in_words(answers: pd.DataFrame) -> str:
    """Say how many answers are missing."""
    blank = int(answers["score"].isna().sum())
    return f"{counted(blank, 'answer')} of {len(answers)} {'is' if blank == 1 else 'are'} blank."


def turned_in_words(answers: pd.DataFrame) -> str:
    """Name the reversed items; nothing where there are none."""
    turned = list(answers.loc[answers["reversed"], "item"].unique())
    what = "item" if len(turned) == 1 else "items"
    return f" Answers to {what} {listed(turned)} are turned over." if turned else ""
