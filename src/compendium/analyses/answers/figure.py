"""Scores of respondents: dimensions with their spread, and items by round."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

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
from compendium.naming import counted, listed

MARKERS = "oDs^v"
# Parts of a row: the line stands above its middle, the respondents in a strip below the line.
LINE, STRIP = -0.22, 0.52
ALIKE = 2  # points of score within which two respondents would hide each other


def draw_dimension_spread(
    spread: pd.DataFrame,
    scores: pd.DataFrame,
    *,
    answers: pd.DataFrame,
    least_answered: float,
    show_respondents: bool,
    title: str,
) -> Exhibit:
    """Draw the mean and the quartiles of each dimension, the rounds below one another.

    Parameters
    ----------
    spread, scores, answers : DataFrame
        What `co.dimension_spread`, `respondent_scores` and `recoded` give.
    least_answered : float
        Part of a dimension's items that a respondent had to answer, for the caption.
    show_respondents : bool
        Draw each respondent as a faint dot.
    title : str
        Who answered, for the caption.

    Returns
    -------
    Exhibit
        The figure.
    """
    rounds, dimensions = list(spread["round"].unique()), list(spread["dimension"].unique())
    rows = len(dimensions) * (len(rounds) + 0.6)
    figure = style.new_figure(min(7.5, max(3.4, TALLEST / rows)) * rows + 24)
    axes = figure.add_subplot()
    ticks = []
    for (name, dimension), place in _rows(dimensions, rounds).items():
        colour = style.SEQUENCE[rounds.index(name) % len(style.SEQUENCE)]
        marker = MARKERS[rounds.index(name) % len(MARKERS)]
        if show_respondents:
            chosen = (scores["round"] == name) & (scores["dimension"] == dimension)
            _draw_dots(axes, scores.loc[chosen, "score"].dropna(), place, colour)
        chosen = (spread["round"] == name) & (spread["dimension"] == dimension)
        for row in spread[chosen & (spread["n"] > 0)].itertuples():
            axes.hlines(place + LINE, row.q1, row.q3, color=colour, linewidth=2.4, zorder=3)
            axes.scatter(
                row.mean,
                place + LINE,
                s=46,
                color=colour,
                marker=marker,
                edgecolor="white",
                zorder=4,
            )
            axes.text(103, place, f"{row.mean:.0f}", va="center", color=style.INK, fontsize=8)
        if name == rounds[0]:
            ticks.append((place + (len(rounds) - 1) / 2, style.wrap(dimension, 34)))
    axes.set_yticks([place for place, _ in ticks], [label for _, label in ticks])
    axes.set(xlim=(-3, 110), ylim=(rows - 0.8, -0.8), xlabel="Score (0 to 100)")
    _finish(axes)
    quartiles = Line2D([], [], color=style.GREY, linewidth=2.4, label="first to third quartile")
    handles = [*_markers(rounds, "mean"), quartiles]
    figure.legend(handles=handles, loc="outside lower center", ncols=4)
    dots = "A faint dot is a respondent, a" if show_respondents else "A"
    part = "all" if least_answered == 1 else f"at least {100 * least_answered:.0f} %"
    caption = (
        f"{title}: scores by dimension of {respondents_in_words(answers)}. {dots} marker the mean "
        "of the respondents, its line goes from the first to the third quartile. A respondent has "
        f"a score on a dimension when {part} of its items were answered; {_left_out(scores)}. "
        f"{blank_in_words(answers)}"
    )
    return Exhibit(figure, caption, _alt_dimensions(spread))


def draw_item_means(spread: pd.DataFrame, *, answers: pd.DataFrame, title: str) -> Exhibit:
    """Draw the mean of each item, a marker per round, grouped by dimension.

    Parameters
    ----------
    spread, answers : DataFrame
        What `co.item_spread` and `recoded` give.
    title : str
        Who answered, for the caption.

    Returns
    -------
    Exhibit
        The figure.
    """
    rounds = list(spread["round"].unique())
    places, headings = item_places(spread)
    rows = len(places) + len(headings)
    figure = style.new_figure(row_height(rows) * rows + 24)
    axes = figure.add_subplot()
    for item, own in spread.dropna(subset="mean").groupby("item", sort=False):
        reach = (own["mean"].min(), own["mean"].max())
        axes.hlines(places[str(item)], *reach, color=style.PALE, linewidth=2.4, zorder=1)
    for number, name in enumerate(rounds):
        own = spread[spread["round"] == name]
        colour, marker = style.SEQUENCE[number % len(style.SEQUENCE)], MARKERS[number % 5]
        heights = own["item"].map(places)
        # A later round lies over an earlier one: it is smaller, so that both are seen.
        size = 40 - 22 * number / max(1, len(rounds) - 1)
        axes.scatter(own["mean"], heights, s=size, color=colour, marker=marker, zorder=3 + number)
    label_items(axes, spread, places, headings)
    axes.set(xlim=(-3, 103), xlabel="Mean score (0 to 100)")
    _finish(axes)
    figure.legend(handles=_markers(rounds, "mean"), loc="outside lower center", ncols=5)
    caption = (
        f"{title}: mean score of {counted(len(places), 'item')} by dimension, of "
        f"{respondents_in_words(answers)}; the mean of those who answered the item. "
        f"{blank_in_words(answers)}{turned_in_words(answers)}"
    )
    last = spread[spread["round"] == rounds[-1]].dropna(subset="mean")
    low, high = last.loc[last["mean"].idxmin()], last.loc[last["mean"].idxmax()]
    alt = (
        f"Dot plot of mean item scores. In {rounds[-1]} the lowest is item {low['item']} "
        f"({low['label']}) with {low['mean']:.0f}, the highest item {high['item']} "
        f"({high['label']}) with {high['mean']:.0f}."
    )
    return Exhibit(figure, caption, alt)


def _draw_dots(axes: Axes, scores: pd.Series, place: float, colour: str) -> None:
    """Draw respondents below the line of their round; those who score alike stand in a column."""
    bins = scores.floordiv(ALIKE)
    rank, size = scores.groupby(bins).cumcount(), scores.groupby(bins).transform("size")
    step = (STRIP / size).clip(upper=STRIP / 4)
    heights = place + LINE + 0.2 + rank * step
    axes.scatter(scores, heights, s=15, color=colour, alpha=0.35, linewidth=0, zorder=2)


def _rows(dimensions: list[str], rounds: list[str]) -> dict[tuple[str, str], float]:
    """Row of each round of each dimension, from the top."""
    return {
        (name, dimension): place * (len(rounds) + 0.6) + number
        for place, dimension in enumerate(dimensions)
        for number, name in enumerate(rounds)
    }


def _finish(axes: Axes) -> None:
    axes.set_xticks(range(0, 101, 10))
    axes.grid(axis="x", color=style.PALE, linewidth=0.5)
    style.bare(axes, keep=["bottom"])


def _markers(rounds: list[str], what: str) -> list[Line2D]:
    return [
        Line2D(
            [],
            [],
            marker=MARKERS[number % len(MARKERS)],
            linestyle="",
            color=style.SEQUENCE[number % len(style.SEQUENCE)],
            label=what if len(rounds) == 1 else f"{what}, {name}",
        )
        for number, name in enumerate(rounds)
    ]


def _left_out(scores: pd.DataFrame) -> str:
    missing = int(scores["score"].isna().sum())
    return f"{counted(missing, 'score')} of {len(scores)} {'is' if missing == 1 else 'are'} missing"


def _alt_dimensions(spread: pd.DataFrame) -> str:
    sentences = [
        f"{dimension}: "
        + listed(
            f"{row.mean:.0f} in {row.round}" if row.n else f"no score in {row.round}"
            for row in own.itertuples()
        )
        for dimension, own in spread.groupby("dimension", sort=False)
    ]
    return f"Means by dimension, from 0 to 100. {'. '.join(sentences)}."
