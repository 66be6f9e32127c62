"""How all respondents answered each item: bars of 100 %."""

from itertools import pairwise

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_hex, to_rgb
from matplotlib.patches import Patch

from compendium.analyses.answers.spread import respondents_in_words
from compendium.exhibits import style
from compendium.exhibits.exhibit import Exhibit
from compendium.exhibits.item_rows import (
    TALLEST,
    blank_in_words,
    item_places,
    label_items,
    row_height,
    turned_in_words,
)
from compendium.naming import counted

MOST_RATINGS = 11  # scales with more answers are drawn in bands
BANDS = 5
ROOM = 5.5  # per cent of the width from which a number fits into its part of a bar
# From the lowest answer to the highest: apart for colour-blind readers, and pale in the middle.
ANSWERS = LinearSegmentedColormap.from_list(
    "compendium-answers", [style.ORANGE, "#f3b68c", "#e8e8e8", "#8fc3e6", style.BLUE]
)


def draw_answers(counts: pd.DataFrame, *, answers: pd.DataFrame, title: str) -> Exhibit:
    """Draw how all answered each item: a bar of 100 % per item and round.

    Parameters
    ----------
    counts, answers : DataFrame
        What `co.answer_counts` and `recoded` give.
    title : str
        Who answered, for the caption.

    Returns
    -------
    Exhibit
        The figure; a scale of more than 11 answers is drawn in five bands of equal width.
    """
    counts = _banded(counts)
    rounds = list(counts["round"].unique())
    places, headings = item_places(counts)
    rows = len(places) + len(headings)
    millimetres = max(row_height(rows), min(4.2 * len(rounds), 1.35 * TALLEST / rows))
    figure = style.new_figure(millimetres * rows + 26)
    axes = figure.add_subplot()
    thick = 0.84 / len(rounds)
    colours = [to_hex(ANSWERS(share)) for share in np.linspace(0, 1, counts["band"].nunique())]
    printed = thick * millimetres >= 2.5
    for (item, name), own in counts.groupby(["item", "round"], sort=False):
        place = places[str(item)] + (rounds.index(name) - (len(rounds) - 1) / 2) * thick
        _draw_bar(axes, own["n"].to_list(), place, thick * 0.9, colours, printed=printed)
        if printed and len(rounds) > 1:
            axes.text(
                101, place, style.cut(str(name), 14), va="center", fontsize=6, color=style.GREY
            )
    label_items(axes, counts, places, headings)
    axes.set(xlim=(0, 100 if len(rounds) == 1 or not printed else 108))
    axes.set(xlabel="Share of those who answered the item (%)", xticks=range(0, 101, 20))
    style.bare(axes)
    names = counts["band"].unique()
    handles = [
        Patch(facecolor=colour, label=name) for colour, name in zip(colours, names, strict=True)
    ]
    figure.legend(handles=handles, loc="outside lower center", ncols=11, title="Answer")
    order = f" Per item from top to bottom: {', '.join(rounds)}." if len(rounds) > 1 else ""
    number = " Numbers are respondents, where there is room." if printed else ""
    caption = (
        f"{title}: answers to {counted(len(places), 'item')} by "
        f"{respondents_in_words(answers)}.{order}{number} {blank_in_words(answers)}"
        f"{turned_in_words(answers)}"
    )
    return Exhibit(figure, caption, _alt_answers(counts))


def _draw_bar(
    axes: Axes,
    numbers: list[int],
    place: float,
    thick: float,
    colours: list[str],
    *,
    printed: bool,
) -> None:
    start, total = 0.0, sum(numbers)
    for number, colour in zip(numbers, colours, strict=True):
        share = 100 * number / total if total else 0
        axes.barh(place, share, left=start, height=thick, color=colour)
        if printed and share >= ROOM:
            axes.text(
                start + share / 2,
                place,
                str(number),
                fontsize=6,
                color=_ink(colour),
                ha="center",
                va="center_baseline",
            )
        start += share


def _ink(colour: str) -> str:
    """Black or white, whichever is read on a colour."""
    red, green, blue = to_rgb(colour)
    return style.INK if 0.299 * red + 0.587 * green + 0.114 * blue > 0.55 else "white"


def _banded(counts: pd.DataFrame) -> pd.DataFrame:
    """Name each answer, or put the answers of a long scale into bands."""
    ratings = counts["rating"].unique()
    if len(ratings) <= MOST_RATINGS:
        return counts.assign(band=counts["rating"].map("{:g}".format))
    edges = np.linspace(ratings.min(), ratings.max(), BANDS + 1)
    names = [f"{low:g} to {high:g}" for low, high in pairwise(edges)]
    bands = pd.cut(counts["rating"], edges, labels=names, include_lowest=True).astype(str)
    by = ["round", "dimension", "item", "label", "reversed", "band"]
    return counts.assign(band=bands).groupby(by, sort=False, as_index=False)["n"].sum()


def _alt_answers(counts: pd.DataFrame) -> str:
    totals = counts.groupby(["round", "band"], sort=False)["n"].sum()
    sentences = []
    for name in counts["round"].unique():
        own = totals[name]
        shares = [f"{band}: {100 * n / own.sum():.0f} %" for band, n in own.items()]
        sentences.append(f"All items in {name}: {', '.join(shares)}.")
    return "Bars of 100 %, a part for each answer. " + " ".join(sentences)
