"""The growth of the number of codes over the sources."""

import pandas as pd
from matplotlib.ticker import MaxNLocator

from compendium.analyses.saturation.growth import saturated_at
from compendium.exhibits import style
from compendium.exhibits.exhibit import Exhibit
from compendium.exhibits.heat import heads
from compendium.exhibits.hints import hint
from compendium.exhibits.lettering import line_height, width_of
from compendium.exhibits.sheet import MARGIN, axes_at, axis_height, draw_key, key_height
from compendium.language import counted, say

HEIGHT = 62  # millimetres of the axes


def draw_growth(
    growth: pd.DataFrame,
    random: pd.DataFrame,
    runs: pd.DataFrame,
    *,
    threshold: float,
    title: str,
) -> Exhibit:
    """Draw the codes so far after each source, with the band of random orders.

    Parameters
    ----------
    growth, random, runs : DataFrame
        What `compendium.analyses.saturation.growth` gives.
    threshold : float
        Share of new codes below which a run counts as saturated, 0 to 1.
    title : str
        What was coded, for the caption.

    Returns
    -------
    Exhibit
        The figure.
    """
    top = max(int(growth["codes"].max()), 1)
    left = MARGIN + line_height(style.BODY) + width_of(f"{top} ", style.BODY) + 2
    width = style.WIDTH - left - MARGIN
    each = width / (len(growth) + 0.2)
    # So many sources that their names would lie on one another are only numbered.
    named = each >= line_height(style.BODY)
    labels = heads([str(name) for name in growth["label"]], each)
    foot = labels.height + 2 if named else axis_height(tick_lines=1, label=say("Sources"))
    reached = saturated_at(runs, threshold=threshold)
    names = [say("new in this source"), say("codes so far"), say("mean of random orders")]
    names += [say("90 % of random orders"), *([say("saturation")] if reached else [])]
    key = key_height(names, style.WIDTH - 2 * MARGIN)
    figure = style.new_figure(MARGIN + 1 + HEIGHT + foot + key + MARGIN, free=True)
    axes = axes_at(figure, left, MARGIN + 1, width, HEIGHT)
    places = range(1, len(growth) + 1)
    pale = style.SEQUENCE[4]
    drawn = [
        axes.bar(places, growth["new"], color=pale, width=0.7, label=names[0]),
        *axes.plot(
            places, growth["codes"], color=style.BLUE, marker="o" if named else "", markersize=4,
            label=names[1], zorder=4,
        ),
        *axes.plot(random["sources"], random["mean"], color=style.GREY, ls="--", label=names[2]),
        axes.fill_between(
            random["sources"], random["low"], random["high"], color=style.PALE, label=names[3],
            zorder=1,
        ),
    ]  # fmt: skip
    for place, row in zip(places, growth.itertuples(), strict=True):
        parts = f"{names[0]} {row.new}, {names[1]} {row.codes}"
        hint(axes, f"{place}. {row.label}: {parts}", (place - 0.35, place + 0.35), (0, row.codes))
    if reached:
        line = axes.axvline(reached, color=style.ORANGE, ls=":", label=names[4])
        drawn.append(line)
    axes.set(ylabel=say("Codes"), ylim=(0, top * 1.08), xlim=(0.4, len(growth) + 0.6))
    axes.yaxis.set_major_locator(MaxNLocator(6, integer=True))
    if named:
        axes.set_xticks(list(places), labels.texts, rotation=90 if labels.turned else 0)
        axes.tick_params(axis="x", length=0)
    else:
        axes.set_xlabel(say("Sources"))
    axes.grid(axis="y", color=style.PALE, linewidth=0.5)
    draw_key(figure, drawn, left=MARGIN, top=MARGIN + 1 + HEIGHT + foot)
    return Exhibit(figure, _caption(growth, runs, reached, threshold, title), _alt(growth, reached))


def _caption(
    growth: pd.DataFrame, runs: pd.DataFrame, reached: int | None, threshold: float, title: str
) -> str:
    if runs.empty:
        end = say("There are too few sources to tell whether new codes still appear.")
    elif reached:
        end = say(
            "From source {reached} on, a run of sources adds at most {threshold:.0%} to the base.",
            reached=reached,
            threshold=threshold,
        )
    else:
        end = say(
            "No run of sources adds at most {threshold:.0%} to the base.", threshold=threshold
        )
    return say(
        "{finding} {end} {title}: different codes after each source, in the order "
        "of the sources, and in random orders.",
        finding=_finding(growth),
        end=end,
        title=title,
    )


def _finding(growth: pd.DataFrame) -> str:
    return say(
        "After {sources} there are {codes}, {first} of them after the first.",
        sources=counted(len(growth), "source"),
        codes=counted(int(growth["codes"].iloc[-1]), "code"),
        first=int(growth["codes"].iloc[0]),
    )


def _alt(growth: pd.DataFrame, reached: int | None) -> str:
    at = say(" Saturation at source {reached}.", reached=reached) if reached else ""
    return say("{finding}{at} Rising curve.", finding=_finding(growth), at=at)
