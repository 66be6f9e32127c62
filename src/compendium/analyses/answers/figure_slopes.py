"""Change between rounds: a line for each respondent who answered in both."""

import math

import pandas as pd
from matplotlib.axes import Axes

from compendium.analyses.answers.few import others
from compendium.exhibits import style
from compendium.exhibits.exhibit import Exhibit
from compendium.exhibits.hints import hint
from compendium.exhibits.lettering import fit, line_height
from compendium.exhibits.sheet import MARGIN, TICK_GAP, axes_at
from compendium.language import counted, listed, say, written
from compendium.study.small_cells import rule, shown_counts, shown_part

FEWEST = 5  # in both rounds: with fewer, a line shows a person who may be recognised
HEIGHT = 42.0  # millimetres of a panel
AXIS = 12.0  # millimetres left of the first panel, for the numbers of the axis
NARROWEST = 34.0  # millimetres of a panel
BETWEEN = 5.0  # millimetres between panels
MIDDLE = 8.0  # points within which a change is drawn as none


def draw_respondent_changes(
    scores: pd.DataFrame, *, title: str, show_respondents: bool = True, smallest_cell: int = 1
) -> Exhibit:
    """Draw for each dimension how the score of each respondent changed, first to last round.

    Parameters
    ----------
    scores : DataFrame
        What `co.respondent_scores` gives, of two rounds or more.
    title : str
        Who answered, for the caption.
    show_respondents : bool, optional
        Draw a line for each respondent; with fewer than five in both rounds of a dimension only
        their mean is drawn.
    smallest_cell : int, optional
        The smallest number of people that is shown, beside 0. Above 1, nobody has a line.

    Returns
    -------
    Exhibit
        The figure: a panel for each dimension, with the line of the mean on top.
    """
    show_respondents = show_respondents and smallest_cell == 1
    first, last = scores["round"].iloc[0], list(scores["round"].unique())[-1]
    own = {str(name): part for name, part in scores.groupby("dimension", sort=False)}
    panels = {name: both_rounds(part, str(first), str(last)) for name, part in own.items()}
    numbers = {
        name: shown_part(
            len(wide), len(wide) + others(own[name], str(first), str(last)), least=smallest_cell
        )
        for name, wide in panels.items()
    }
    room = style.WIDTH - 2 * MARGIN - AXIS
    columns = max(1, min(len(panels), int((room + BETWEEN) / (NARROWEST + BETWEEN))))
    lines = math.ceil(len(panels) / columns)
    width = (room - (columns - 1) * BETWEEN) / columns
    head = 2 * line_height(style.BODY) + 1.5
    foot = line_height(style.BODY) + TICK_GAP + 3
    figure = style.new_figure(2 * MARGIN + lines * (head + HEIGHT + foot), free=True)
    for place, (name, wide) in enumerate(panels.items()):
        line, column = divmod(place, columns)
        left = MARGIN + AXIS + column * (width + BETWEEN)
        axes = axes_at(figure, left, MARGIN + line * (head + HEIGHT + foot) + head, width, HEIGHT)
        _draw_panel(axes, name, wide, show_respondents, numbers[name])
        heading = fit(name, width, style.BODY, lines=1, bold=True)
        axes.set_title(
            f"{heading}\n{say('n = {number}', number=numbers[name])}",
            loc="left",
            fontsize=style.BODY,
        )
        axes.set_xticks([0, 1], [fit(str(one), width / 2, style.SMALL, lines=1)
                                 for one in (first, last)])  # fmt: skip
        if column:
            axes.set_yticklabels([])
        elif not line:
            axes.set_ylabel(say("Score (0 to 100)"))
    shown = {name: wide for name, wide in panels.items() if len(wide)}
    moved = {name: _moved(wide, smallest_cell, numbers[name]) for name, wide in shown.items()}
    finding = _finding(moved, numbers, str(first), str(last))
    few = [name for name, wide in panels.items() if len(wide) < FEWEST]
    caption = say(
        "{finding} {title}: scores of the respondents who have one in {first} and in {last}, by "
        "dimension. {lines}{few}",
        finding=finding,
        title=title,
        first=first,
        last=last,
        lines=say(
            "A thin line is a respondent, the thick one their mean; blue rises, orange falls, grey "
            "changes by less than {middle:g} points.",
            middle=MIDDLE,
        )
        if show_respondents
        else say(
            "The line is their mean; up or down is by {middle:g} points or more.", middle=MIDDLE
        ),
        few=say(" With fewer than {fewest} in both rounds only the mean is drawn.", fewest=FEWEST)
        if few and show_respondents
        else "",
    ) + rule(
        [*numbers.values(), *(number for rose in moved.values() for number in rose)], smallest_cell
    )
    return Exhibit(figure, caption, say("{finding} Lines from round to round.", finding=finding))


def both_rounds(scores: pd.DataFrame, first: str, last: str) -> pd.DataFrame:
    """Put the scores of one dimension in two rounds side by side, of those who have both.

    Parameters
    ----------
    scores : DataFrame
        Columns ``respondent, round, score`` of one dimension.
    first, last : str
        The two rounds.

    Returns
    -------
    DataFrame
        One row per respondent, columns ``before`` and ``after``.
    """
    wide = scores.pivot(index="respondent", columns="round", values="score")
    wide = wide.reindex(columns=[first, last]).dropna()
    return wide.set_axis(["before", "after"], axis="columns")


def _draw_panel(axes: Axes, name: str, wide: pd.DataFrame, show_respondents: bool, n: str) -> None:
    if show_respondents and len(wide) >= FEWEST:
        for row in wide.itertuples():
            change = row.after - row.before
            colour = (
                style.GREY if abs(change) < MIDDLE else style.BLUE if change > 0 else style.ORANGE
            )
            axes.plot([0, 1], [row.before, row.after], color=style.tint(colour, 0.55),
                      linewidth=0.9, zorder=2)  # fmt: skip
            moved = f"{written(row.before, 0)} → {written(row.after, 0)}"
            hint(axes, say("one respondent: {moved}", moved=moved), 1, row.after)
    if len(wide):
        before, after = wide["before"].mean(), wide["after"].mean()
        axes.plot([0, 1], [before, after], color=style.INK, linewidth=2.2, marker="o",
                  markersize=4.5, zorder=4)  # fmt: skip
        for place, value, side in ((0, before, "right"), (1, after, "left")):
            axes.annotate(
                written(value, 0), (place, value), xytext=(-5 if side == "right" else 5, 0),
                textcoords="offset points", ha=side, va="center_baseline", fontsize=style.SMALL,
            )  # fmt: skip
            number = say("n = {number}", number=n)
            hint(axes, f"{name}: {say('mean')} {written(value, 1)} ({number})", place, value)
    axes.set(xlim=(-0.3, 1.3), ylim=(-3, 103), yticks=range(0, 101, 25))
    axes.grid(axis="y", color=style.PALE, linewidth=0.5)
    axes.tick_params(axis="x", length=0, labelsize=style.SMALL)
    axes.tick_params(axis="y", labelsize=style.SMALL)


def _moved(wide: pd.DataFrame, smallest_cell: int, n: str) -> list[str]:
    """Count those who rose, those who fell and the others, as they may be shown."""
    change = wide["after"] - wide["before"]
    rose, fell = int((change >= MIDDLE).sum()), int((change <= -MIDDLE).sum())
    if not n.isdecimal():
        return [shown_part(number, least=smallest_cell) for number in (rose, fell)]
    return shown_counts([rose, fell, len(wide) - rose - fell], least=smallest_cell)


def _finding(moved: dict[str, list[str]], numbers: dict[str, str], first: str, last: str) -> str:
    if not moved:
        return say("Nobody has a score in {first} and in {last}.", first=first, last=last)
    parts = [
        say(
            "{name}: {rose} of {all} rose, {fell} fell",
            name=name,
            rose=rose,
            all=counted(int(numbers[name]), "respondent")
            if numbers[name].isdecimal()
            else say("{number} respondents", number=numbers[name]),
            fell=fell,
        )
        for name, (rose, fell, *_) in moved.items()
    ]
    return f"{listed(parts)}."
