"""Scores of respondents: dimensions with their spread, and items by round."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from compendium.analyses.answers.few import (
    blank_in_words,
    scores_missing_in_words,
    told_of_enough,
)
from compendium.analyses.answers.spread import respondents_in_words
from compendium.exhibits import style
from compendium.exhibits.exhibit import Exhibit
from compendium.exhibits.hints import hint
from compendium.exhibits.item_rows import item_rows, turned_in_words
from compendium.exhibits.rows import PAD, Plot, Row, lay_out, row_figure
from compendium.language import counted, listed, say, written

MARKERS = "oDs^v"
LABELS = 0.42  # of the width
NUMBER = 7.0  # millimetres of a column of numbers
# Millimetres for a round in a row: its line, and below that a strip with the respondents.
LINE, STRIP = 2.6, 3.4
ALIKE = 2  # points of score within which two respondents would hide each other


def draw_dimension_spread(
    spread: pd.DataFrame,
    scores: pd.DataFrame,
    *,
    answers: pd.DataFrame,
    least_answered: float,
    show_respondents: bool,
    title: str,
    smallest_cell: int = 1,
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
    smallest_cell : int, optional
        The smallest number of people of whom something is shown. Above 1, nobody has a dot.

    Returns
    -------
    Exhibit
        The figure.
    """
    few = _few(spread, smallest_cell)
    spread = told_of_enough(spread, smallest_cell)
    rounds = list(spread["round"].unique())
    show_respondents = show_respondents and smallest_cell == 1
    each = LINE + (STRIP if show_respondents else 1.0)
    rows = [Row(str(name), least=each * len(rounds) + PAD) for name in spread["dimension"].unique()]
    quartiles = Line2D(
        [], [], color=style.GREY, linewidth=2.4, label=say("first to third quartile")
    )
    plot = row_figure(
        lay_out(rows, most=LABELS * style.WIDTH),
        right=NUMBER,
        xlabel=say("Score (0 to 100)"),
        handles=[*_markers(rounds, say("mean")), quartiles],
    )
    _finish(plot)
    for place, row in zip(plot.places, rows, strict=True):
        for number, name in enumerate(rounds):
            line = place + (number - len(rounds) / 2) * each + LINE / 2
            own = (spread["round"] == name) & (spread["dimension"] == row.label)
            _draw_spread(plot, spread[own & (spread["n"] > 0)], line, number)
            if show_respondents and spread.loc[own, "n"].any():
                own = (scores["round"] == name) & (scores["dimension"] == row.label)
                _draw_dots(plot.axes, scores.loc[own, "score"].dropna(), line, number)
    dots = (
        say("A faint dot is a respondent, a marker the mean of the respondents")
        if show_respondents
        else say("A marker is the mean of the respondents")
    )
    part = (
        say("all")
        if least_answered == 1
        else say("at least {least_answered:.0f} %", least_answered=100 * least_answered)
    )
    caption = say(
        "{finding} {title}: scores by dimension of {respondents_in_words}. {dots}, its "
        "line goes from the first to the "
        "third quartile. A respondent has a score on a dimension when {part} of "
        "its items were answered; {left_out}. {blank_in_words}",
        finding=_finding(spread),
        title=title,
        respondents_in_words=respondents_in_words(answers, smallest_cell=smallest_cell),
        dots=dots,
        part=part,
        left_out=scores_missing_in_words(scores, smallest_cell=smallest_cell),
        blank_in_words=blank_in_words(answers, smallest_cell=smallest_cell),
    )
    caption += few
    return Exhibit(plot.figure, caption, _alt_dimensions(spread))


def draw_item_means(
    spread: pd.DataFrame, *, answers: pd.DataFrame, title: str, smallest_cell: int = 1
) -> Exhibit:
    """Draw the mean of each item, a marker per round, grouped by dimension.

    Parameters
    ----------
    spread, answers : DataFrame
        What `co.item_spread` and `recoded` give.
    title : str
        Who answered, for the caption.
    smallest_cell : int, optional
        The smallest number of people of whom something is shown.

    Returns
    -------
    Exhibit
        The figure.
    """
    few = _few(spread, smallest_cell)
    spread = told_of_enough(spread, smallest_cell)
    rounds = list(spread["round"].unique())
    rows, numbers = item_rows(spread)
    plot = row_figure(
        lay_out(rows, most=LABELS * style.WIDTH),
        right=NUMBER,
        xlabel=say("Mean score (0 to 100)"),
        handles=_markers(rounds, say("mean")),
    )
    _finish(plot)
    heights = spread["item"].map(lambda item: plot.places[numbers[item]])
    for height, own in spread.dropna(subset="mean").groupby(heights, sort=False):
        reach = (own["mean"].min(), own["mean"].max())
        plot.axes.hlines(height, *reach, color=style.PALE, linewidth=2.4, zorder=1)
    for number, name in enumerate(rounds):
        own = spread["round"] == name
        # A later round lies over an earlier one: it is smaller, so that both are seen.
        size = 40 - 22 * number / max(1, len(rounds) - 1)
        plot.axes.scatter(
            spread.loc[own, "mean"], heights[own], s=size, color=_colour(number),
            marker=MARKERS[number % len(MARKERS)], zorder=3 + number,
        )  # fmt: skip
        for row in spread[own].dropna(subset="mean").itertuples():
            name_of = f"{row.item}. {row.label}, {row.round}"
            hint(plot.axes, _told(name_of, row), row.mean, heights[row.Index])
    finding = _finding_of_items(spread[spread["round"] == rounds[-1]].dropna(subset="mean"))
    caption = say(
        "{finding} {title}: mean score of {items} by dimension, of "
        "{respondents_in_words}; the mean of those who answered the item. "
        "{blank_in_words}{turned_in_words}",
        finding=finding,
        title=title,
        items=counted(len(numbers), "item"),
        respondents_in_words=respondents_in_words(answers, smallest_cell=smallest_cell),
        blank_in_words=blank_in_words(answers, smallest_cell=smallest_cell),
        turned_in_words=turned_in_words(answers),
    )
    caption += few
    return Exhibit(
        plot.figure, caption, say("{finding} Dot plot of mean item scores.", finding=finding)
    )


def _few(spread: pd.DataFrame, smallest_cell: int) -> str:
    """Say what is not drawn since it would tell of few people."""
    hidden = spread["n"].between(1, smallest_cell - 1)
    rule = say(" What fewer than {least} people answered is not drawn.", least=smallest_cell)
    return rule if hidden.any() else ""


def _finding_of_items(last: pd.DataFrame) -> str:
    if last.empty:
        return say("No item has a mean that is shown.")
    low, high = last.loc[last["mean"].idxmin()], last.loc[last["mean"].idxmax()]
    if low["mean"] == high["mean"]:
        return _all_alike(low)
    return say(
        "In {round} the lowest is item {item} ({label}) with {mean:.0f}, the highest item "
        "{item_2} ({label_2}) with {mean_2:.0f}.",
        round=low["round"],
        item=low["item"],
        label=low["label"],
        mean=low["mean"],
        item_2=high["item"],
        label_2=high["label"],
        mean_2=high["mean"],
    )


def _colour(number: int) -> str:
    return style.SEQUENCE[number % len(style.SEQUENCE)]


def _draw_spread(plot: Plot, spread: pd.DataFrame, line: float, number: int) -> None:
    """Draw the mean and the quartiles of one round of one dimension."""
    for row in spread.itertuples():
        plot.axes.hlines(line, row.q1, row.q3, color=_colour(number), linewidth=2.4, zorder=3)
        plot.axes.scatter(
            row.mean, line, s=42, color=_colour(number), marker=MARKERS[number % len(MARKERS)],
            edgecolor="white", zorder=4,
        )  # fmt: skip
        hint(plot.axes, _told(f"{row.dimension}, {row.round}", row), (row.q1, row.q3), line)
        plot.axes.annotate(
            written(row.mean, 0), (1, line), xycoords=plot.axes.get_yaxis_transform(),
            xytext=(NUMBER / style.MM_PER_POINT, 0), textcoords="offset points", ha="right",
            va="center", fontsize=style.SMALL,
        )  # fmt: skip


def _told(name: str, row: Any) -> str:
    """Say a mean, of how many, and how far they differ."""
    differ = "" if pd.isna(row.sd) else f", SD {written(row.sd, 1)}"
    number = say("n = {number}", number=row.shown)
    return f"{name}: {say('mean')} {written(row.mean, 1)} ({number}{differ})"


def _draw_dots(axes: Axes, scores: pd.Series, line: float, number: int) -> None:
    """Draw respondents below the line of their round; those who score alike stand in a column."""
    bins = scores.floordiv(ALIKE)
    rank, size = scores.groupby(bins).cumcount(), scores.groupby(bins).transform("size")
    step = ((STRIP - 1.0) / size).clip(upper=(STRIP - 1.0) / 4)
    heights = line + LINE / 2 + rank * step
    faint = style.tint(_colour(number), 0.45)
    axes.scatter(scores, heights, s=11, color=faint, linewidth=0, zorder=2)


def _finish(plot: Plot) -> None:
    plot.axes.set(xlim=(-2, 102), xticks=range(0, 101, 20))
    plot.axes.grid(axis="x", color=style.PALE, linewidth=0.5)


def _markers(rounds: list[str], what: str) -> list[Line2D]:
    return [
        Line2D(
            [],
            [],
            marker=MARKERS[number % len(MARKERS)],
            linestyle="",
            color=_colour(number),
            label=what if len(rounds) == 1 else f"{what}, {name}",
        )
        for number, name in enumerate(rounds)
    ]


def _finding(spread: pd.DataFrame) -> str:
    last = spread.loc[spread["round"] == spread["round"].iloc[-1]].dropna(subset="mean")
    if last.empty:
        return say("No dimension has a mean that is shown.")
    low, high = last.loc[last["mean"].idxmin()], last.loc[last["mean"].idxmax()]
    if len(last) > 1 and low["mean"] == high["mean"]:
        return _all_alike(low)
    if len(last) == 1:
        return say(
            "In {round} the mean of {dimension} is {mean:.0f}.",
            round=low["round"],
            dimension=low["dimension"],
            mean=low["mean"],
        )
    return say(
        "In {round} the lowest mean is that of {dimension} ({mean:.0f}), the "
        "highest that of {highest_dimension} ({highest:.0f}).",
        round=low["round"],
        dimension=low["dimension"],
        mean=low["mean"],
        highest_dimension=high["dimension"],
        highest=high["mean"],
    )


def _all_alike(row: pd.Series) -> str:
    return say("In {round} all means are {mean:.0f}.", round=row["round"], mean=row["mean"])


def _alt_dimensions(spread: pd.DataFrame) -> str:
    sentences = [
        f"{dimension}: "
        + listed(
            say("{mean:.0f} in {round}", mean=row.mean, round=row.round)
            if row.n
            else say("no score in {round}", round=row.round)
            for row in own.itertuples()
        )
        for dimension, own in spread.groupby("dimension", sort=False)
    ]
    return say(
        "{finding} Dots and lines, means by dimension, from 0 to 100. {sentences}.",
        finding=_finding(spread),
        sentences=". ".join(sentences),
    )
