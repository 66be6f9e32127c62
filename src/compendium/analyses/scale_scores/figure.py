"""Item scores, grouped by dimension."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from compendium.exhibits import style
from compendium.exhibits.exhibit import Exhibit
from compendium.naming import counted, listed

ROW = 5.2  # millimetres per row
LABEL_WIDTH = 52
MARKERS = "oDs^v"


def draw_item_scores(scored: pd.DataFrame, means: pd.DataFrame, *, title: str) -> Exhibit:
    """Draw one row per item, grouped by dimension, with the dimension's mean marked.

    Parameters
    ----------
    scored : DataFrame
        What `co.item_scores` gives.
    means : DataFrame
        What `co.dimension_means` gives.
    title : str
        What was scored, for the caption.

    Returns
    -------
    Exhibit
        The figure; with several rounds, one marker per round.
    """
    rounds = list(scored["round"].unique())
    places, headings = _places(scored)
    figure = style.new_figure(ROW * (len(places) + len(headings)) + 22)
    axes = figure.add_subplot()
    for number, name in enumerate(rounds):
        _draw_round(
            axes, scored[scored["round"] == name], means[means["round"] == name], places, number
        )
    labels = scored.drop_duplicates("item").set_index("item")["label"]
    ticks = [(places[item], f"{item}. {labels[item]}", "normal") for item in places]
    ticks += [(place, dimension, "bold") for dimension, place in headings.items()]
    axes.set_yticks(
        [tick[0] for tick in ticks], [style.wrap(tick[1], LABEL_WIDTH) for tick in ticks]
    )
    for text, (_, _, weight) in zip(axes.get_yticklabels(), ticks, strict=True):
        text.set_fontweight(weight)
    last = max(places.values())
    axes.set(xlim=(0, 108), ylim=(last + 0.7, -0.7), xlabel="Score (0 to 100)")
    axes.set_xticks(range(0, 101, 10))
    axes.grid(axis="x", color=style.PALE, linewidth=0.5)
    style.bare(axes, keep=["bottom"])
    figure.legend(handles=_legend(rounds), loc="outside lower center", ncols=3)
    return Exhibit(figure, _caption(scored, title, rounds), _alt(scored, means))


def _places(scored: pd.DataFrame) -> tuple[dict[str, int], dict[str, int]]:
    """Row of each item and of each dimension's heading, from the top."""
    places, headings, row = {}, {}, 0
    for dimension, group in scored.drop_duplicates("item").groupby("dimension", sort=False):
        headings[str(dimension)] = row
        for item in group["item"]:
            row += 1
            places[item] = row
        row += 1
    return places, headings


def _draw_round(
    axes: Axes, scored: pd.DataFrame, means: pd.DataFrame, places: dict[str, int], number: int
) -> None:
    colour = style.SEQUENCE[number % len(style.SEQUENCE)]
    rows = scored["item"].map(places)
    axes.hlines(rows, 0, scored["score"].astype(float), color=style.PALE, linewidth=1.2, zorder=1)
    axes.scatter(
        scored["score"].astype(float),
        rows,
        s=30,
        color=colour,
        marker=MARKERS[number % len(MARKERS)],
        zorder=3,
    )
    for row, score in zip(rows, scored["score"], strict=True):
        axes.annotate(
            f"{score:g}",
            (score, row),
            xytext=(5, 0),
            textcoords="offset points",
            va="center",
            fontsize=7.5,
            color=style.INK,
        )
    for mean in means.itertuples():
        inside = rows[scored["dimension"] == mean.dimension]
        axes.vlines(
            mean.mean,
            inside.min() - 0.45,
            inside.max() + 0.45,
            color=style.ORANGE,
            linestyle=(0, (3, 1.5)),
            linewidth=1.5,
            zorder=2,
        )
        axes.annotate(
            f"{mean.score}",
            (mean.mean, inside.min() - 0.5),
            ha="center",
            va="bottom",
            fontsize=8,
            fontweight="bold",
            color=style.ORANGE,
        )


def _legend(rounds: list[str]) -> list[Line2D]:
    handles = [
        Line2D(
            [],
            [],
            marker=MARKERS[number % len(MARKERS)],
            linestyle="",
            color=style.SEQUENCE[number % len(style.SEQUENCE)],
            label="item score" if len(rounds) == 1 else f"item score, {name}",
        )
        for number, name in enumerate(rounds)
    ]
    mean = Line2D(
        [], [], color=style.ORANGE, linestyle=(0, (3, 1.5)), label="mean of the dimension's items"
    )
    return [*handles, mean]


def _caption(scored: pd.DataFrame, title: str, rounds: list[str]) -> str:
    items, dimensions = scored["item"].nunique(), scored["dimension"].nunique()
    return (
        f"{title}: scores of {counted(items, 'item')} in {counted(dimensions, 'dimension')} "
        f"({listed(rounds)}). A dashed line marks the mean of a dimension's items, rounded half up."
    )


def _alt(scored: pd.DataFrame, means: pd.DataFrame) -> str:
    last = scored[scored["round"] == scored["round"].iloc[-1]]
    low, high = last.loc[last["score"].idxmin()], last.loc[last["score"].idxmax()]
    by_dimension = listed(
        f"{mean.dimension} {mean.score}"
        for mean in means[means["round"] == scored["round"].iloc[-1]].itertuples()
    )
    return (
        f"Dot plot of item scores from 0 to 100. Lowest is item {low['item']} ({low['label']}) "
        f"with {low['score']:g}, highest item {high['item']} ({high['label']}) with "
        f"{high['score']:g}. "
        f"Means by dimension: {by_dimension}."
    )
