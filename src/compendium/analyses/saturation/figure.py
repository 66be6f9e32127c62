"""The growth of the number of codes over the sources."""

import pandas as pd

from compendium.analyses.saturation.growth import saturated_at
from compendium.exhibits import style
from compendium.exhibits.exhibit import Exhibit
from compendium.naming import counted

HEIGHT = 82  # millimetres
NAMED = 30  # so many sources can be named below the axis
LABEL_WIDTH = 30


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
    named = len(growth) <= NAMED
    longest = max((min(len(str(name)), LABEL_WIDTH) for name in growth["label"]), default=0)
    figure = style.new_figure(HEIGHT + (1.6 * longest if named else 0))
    axes = figure.add_subplot()
    places = range(1, len(growth) + 1)
    axes.bar(places, growth["new"], color=style.SKY, width=0.7, label="new in this source")
    axes.fill_between(
        random["sources"],
        random["low"],
        random["high"],
        color=style.PALE,
        label="random orders, 5 to 95 %",
    )
    axes.plot(random["sources"], random["mean"], color=style.GREY, ls="--", label="their mean")
    dots = "o" if named else ""
    axes.plot(
        places, growth["codes"], color=style.BLUE, marker=dots, markersize=4, label="codes so far"
    )
    reached = saturated_at(runs, threshold=threshold)
    if reached:
        axes.axvline(reached, color=style.ORANGE, ls=":", label="saturation")
    axes.set(ylabel="Codes", ylim=(0, None), xlim=(0.4, len(growth) + 0.6))
    if named:
        names = [style.cut(str(name), LABEL_WIDTH) for name in growth["label"]]
        axes.set_xticks(list(places), names, rotation=90 if len(names) > 4 else 0)
    else:
        axes.set_xlabel("Sources")
    axes.grid(axis="y", color=style.PALE, linewidth=0.5)
    figure.legend(loc="outside lower center", ncols=3)
    return Exhibit(figure, _caption(growth, runs, reached, threshold, title), _alt(growth, reached))


def _caption(
    growth: pd.DataFrame, runs: pd.DataFrame, reached: int | None, threshold: float, title: str
) -> str:
    if runs.empty:
        end = "There are too few sources to tell whether new codes still appear."
    elif reached:
        end = (
            f"From source {reached} on, a run of sources adds at most {threshold:.0%} to the base."
        )
    else:
        end = f"No run of sources adds at most {threshold:.0%} to the base."
    return (
        f"{title}: different codes after each source, in the order of the sources, and in random "
        f"orders. {end}"
    )


def _alt(growth: pd.DataFrame, reached: int | None) -> str:
    last = growth.iloc[-1]
    at = f", saturation at source {reached}" if reached else ""
    return (
        f"Rising curve: {counted(int(last.codes), 'code')} after "
        f"{counted(len(growth), 'source')}, {int(growth['codes'].iloc[0])} after the first{at}."
    )
