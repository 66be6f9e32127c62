"""Item scores, grouped by dimension."""

import pandas as pd
from matplotlib.lines import Line2D

from compendium.exhibits import style
from compendium.exhibits.exhibit import Exhibit
from compendium.exhibits.hints import hint
from compendium.exhibits.item_rows import item_rows
from compendium.exhibits.lettering import line_height
from compendium.exhibits.rows import Plot, lay_out, row_figure
from compendium.language import counted, listed, say, written

LABELS = 0.5  # of the width
NUMBER = 9.0  # millimetres of a column of numbers
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
        The figure; with several rounds, one marker and one column of numbers per round.
    """
    rounds = list(scored["round"].unique())
    rows, numbers = item_rows(scored)
    plot = row_figure(
        lay_out(rows, most=LABELS * style.WIDTH),
        header=line_height(style.SMALL) + 1 if len(rounds) > 1 else 0,
        right=NUMBER * len(rounds),
        xlabel=say("Score (0 to 100)"),
        handles=_legend(rounds),
    )
    plot.axes.set(xlim=(-2, 102), xticks=range(0, 101, 50 if style.IS_NARROW else 20))
    plot.axes.grid(axis="x", color=style.PALE, linewidth=0.5)
    for number, name in enumerate(rounds):
        _draw_round(plot, scored[scored["round"] == name], numbers, number)
        _draw_means(plot, scored, means[means["round"] == name], numbers, number)
        if len(rounds) > 1:
            _write(plot, -1.0, name, number, va="bottom", color=style.GREY)
    return Exhibit(plot.figure, _caption(scored, title, rounds), _alt(scored, means))


def _write(plot: Plot, height: float, text: str, number: int, **how: object) -> None:
    """Write into the column of a round, to the right of the axes."""
    across = plot.axes.get_position().width * style.WIDTH
    plot.axes.text(
        1 + (NUMBER * (number + 1) - 0.5) / across,
        height,
        text,
        transform=plot.axes.get_yaxis_transform(),
        **{"ha": "right", "va": "center", "fontsize": style.SMALL, **how},  # type: ignore[arg-type]
    )


def _draw_round(plot: Plot, scored: pd.DataFrame, numbers: dict[str, int], number: int) -> None:
    heights = [plot.places[numbers[str(item)]] for item in scored["item"]]
    scores = scored["score"].astype(float)
    plot.axes.hlines(heights, 0, scores, color=style.PALE, linewidth=1.2, zorder=1)
    plot.axes.scatter(
        scores, heights, s=26, color=style.SEQUENCE[number % len(style.SEQUENCE)],
        marker=MARKERS[number % len(MARKERS)], zorder=3,
    )  # fmt: skip
    for height, row in zip(heights, scored.itertuples(), strict=True):
        text = f"{row.item}. {row.label}, {row.round}: {say('item score')} {written(row.score, 1)}"
        hint(plot.axes, text, float(row.score), height)
    for height, score in zip(heights, scored["score"], strict=True):
        _write(plot, height, f"{score:g}", number)


def _draw_means(
    plot: Plot, scored: pd.DataFrame, means: pd.DataFrame, numbers: dict[str, int], number: int
) -> None:
    for mean in means.itertuples():
        inside = scored.loc[scored["dimension"] == mean.dimension, "item"]
        own = [numbers[str(item)] for item in inside]
        heading, last = min(own) - 1, max(own)
        plot.axes.vlines(
            mean.mean, plot.places[heading], plot.places[last] + plot.heights[last] / 2,
            color=style.ORANGE, linestyle=(0, (3, 1.5)), linewidth=1.4, zorder=2,
        )  # fmt: skip
        _write(plot, plot.places[heading], f"{mean.score}", number, fontweight="bold")


def _legend(rounds: list[str]) -> list[Line2D]:
    handles = [
        Line2D(
            [],
            [],
            marker=MARKERS[number % len(MARKERS)],
            linestyle="",
            color=style.SEQUENCE[number % len(style.SEQUENCE)],
            label=say("item score") if len(rounds) == 1 else say("item score, {name}", name=name),
        )
        for number, name in enumerate(rounds)
    ]
    mean = Line2D(
        [],
        [],
        color=style.ORANGE,
        linestyle=(0, (3, 1.5)),
        label=say("mean of the dimension's items"),
    )
    return [*handles, mean]


def _caption(scored: pd.DataFrame, title: str, rounds: list[str]) -> str:
    items, dimensions = scored["item"].nunique(), scored["dimension"].nunique()
    return say(
        "{finding} {title}: scores of {items} in {dimensions} ({rounds}). In bold "
        "the mean of a dimension's items, rounded half up; the dashed line marks "
        "it.",
        finding=_finding(scored),
        title=title,
        items=counted(items, "item"),
        dimensions=counted(dimensions, "dimension"),
        rounds=listed(rounds),
    )


def _finding(scored: pd.DataFrame) -> str:
    last = scored[scored["round"] == scored["round"].iloc[-1]]
    low, high = last["score"].min(), last["score"].max()
    ends = {
        score: listed(
            say("item {item} ({label})", item=row.item, label=row.label) for row in at.itertuples()
        )
        for score in (low, high)
        for at in [last[last["score"] == score]]
    }
    if low == high:
        return say("All items score {low:g}.", low=low)
    return say(
        "Lowest is {ends} with {low:g}, highest {ends_2} with {high:g}.",
        ends=ends[low],
        low=low,
        ends_2=ends[high],
        high=high,
    )


def _alt(scored: pd.DataFrame, means: pd.DataFrame) -> str:
    by_dimension = listed(
        f"{mean.dimension} {mean.score}"
        for mean in means[means["round"] == scored["round"].iloc[-1]].itertuples()
    )
    return say(
        "{finding} Means by dimension: {by_dimension}. Dot plot of item scores from 0 to 100.",
        finding=_finding(scored),
        by_dimension=by_dimension,
    )
