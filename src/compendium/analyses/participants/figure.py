"""Who took part: a panel of bars per property, and the seats before and after."""

import pandas as pd
from matplotlib.axes import Axes

from compendium.analyses.participants.composition import HEADINGS
from compendium.exhibits import style
from compendium.exhibits.exhibit import Exhibit
from compendium.naming import counted, listed

ROW = 5.0  # millimetres per row
MOST_VALUES = 14
LABEL_WIDTH = 40
OTHERS = " other values together"


def draw_composition(table: pd.DataFrame, *, n: int, title: str) -> Exhibit:
    """Draw the composition of the participants, one panel per property.

    Parameters
    ----------
    table : DataFrame
        What `co.composition` gives.
    n : int
        Number of participants.
    title : str
        Whose participants, for the caption.

    Returns
    -------
    Exhibit
        The figure; of a property with more than 14 values the largest are drawn and the others
        put together.
    """
    panels = {name: _longest(part) for name, part in table.groupby("property", sort=False)}
    columns = 2 if len(panels) > 1 else 1
    pairs = [list(panels)[place : place + columns] for place in range(0, len(panels), columns)]
    heights = [max(len(panels[name]) for name in pair) + 2.2 for pair in pairs]
    figure = style.new_figure(ROW * sum(heights) + 6)
    grid = figure.subplots(len(pairs), columns, squeeze=False, height_ratios=heights)
    top = max(int(part["n"].max()) for part in panels.values())
    for row, pair in enumerate(pairs):
        for column in range(columns):
            axes = grid[row][column]
            if column >= len(pair):
                axes.set_visible(False)
                continue
            _draw_panel(axes, panels[pair[column]], HEADINGS[pair[column]], top, heights[row])
    caption = (
        f"{title}: composition of the {counted(n, 'participant')}, by "
        f"{listed(HEADINGS[name].lower() for name in panels)}."
    )
    return Exhibit(figure, caption, _alt(table))


def draw_changes(changed: pd.DataFrame, *, title: str) -> Exhibit:
    """Draw which seats were filled before and after the participants changed.

    Parameters
    ----------
    changed : DataFrame
        What `co.changes` gives; at least one row.
    title : str
        Whose participants, for the caption.

    Returns
    -------
    Exhibit
        The figure: a row per seat, a dot where it was filled.
    """
    before, after = changed.attrs["moments"]
    figure = style.new_figure(ROW * 1.15 * len(changed) + 16, width=120)
    axes = figure.add_subplot()
    for row, seat in enumerate(changed.itertuples()):
        if seat.before and seat.after:
            axes.plot([0, 1], [row, row], color=style.PALE, linewidth=3, zorder=1)
        for place, filled in ((0, seat.before), (1, seat.after)):
            face = style.BLUE if filled else "white"
            edge = style.BLUE if filled else style.PALE
            axes.scatter(place, row, s=70, facecolor=face, edgecolor=edge, zorder=3)
    axes.set_yticks(range(len(changed)), changed["role"])
    axes.xaxis.tick_top()
    axes.set_xticks([0, 1], [f"at the start\n({before})", f"after the changes\n({after})"])
    axes.set(xlim=(-0.5, 1.5), ylim=(len(changed) - 0.4, -0.6))
    style.bare(axes)
    left = changed.loc[changed["before"] & ~changed["after"], "role"]
    joined = changed.loc[~changed["before"] & changed["after"], "role"]
    caption = (
        f"{title}: seats filled at the start ({before}, {int(changed['before'].sum())} seats) and "
        f"after the changes ({after}, {int(changed['after'].sum())} seats)."
    )
    gone, new = listed(left) or "none", listed(joined) or "none"
    alt = f"Two columns of dots. Left: {gone}. Joined: {new}."
    return Exhibit(figure, caption, alt)


def _longest(part: pd.DataFrame) -> pd.DataFrame:
    """Keep the largest values of a property, and put the rest together."""
    if len(part) <= MOST_VALUES:
        return part
    kept = part.nlargest(MOST_VALUES - 1, "n")
    rest = part.drop(kept.index)
    other = {**rest.iloc[0].to_dict(), "value": f"{len(rest)}{OTHERS}", "n": rest["n"].sum()}
    return pd.concat([kept, pd.DataFrame([other])], ignore_index=True)


def _draw_panel(axes: Axes, part: pd.DataFrame, heading: str, top: int, rows: float) -> None:
    places = range(len(part))
    colours = [style.PALE if value.endswith(OTHERS) else style.BLUE for value in part["value"]]
    axes.barh(places, part["n"], height=0.62, color=colours)
    for place, number in zip(places, part["n"], strict=True):
        axes.annotate(
            str(number),
            (number, place),
            xytext=(3, 0),
            textcoords="offset points",
            va="center",
            fontsize=8,
        )
    axes.set_yticks(places, [style.cut(value, LABEL_WIDTH) for value in part["value"]])
    # The same row height in every panel, so that bars can be compared by eye.
    axes.set(xlim=(0, top * 1.15), ylim=(rows - 2.2 - 0.4, -0.6))
    axes.set_xticks([])
    axes.set_title(heading)
    style.bare(axes)


def _alt(table: pd.DataFrame) -> str:
    sentences = []
    for name, part in table.groupby("property", sort=False):
        shown = part.nlargest(6, "n")
        more = f" and {len(part) - 6} more" if len(part) > 6 else ""
        values = [f"{row.value} {row.n}" for row in shown.itertuples()]
        text = ", ".join(values) + more if more else listed(values)
        sentences.append(f"{HEADINGS[str(name)]}: {text}.")
    return "Bars. " + " ".join(sentences)
