"""Stakeholders by their interest and their influence: the power-interest grid."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from compendium.exhibits import style
from compendium.exhibits.exhibit import Exhibit
from compendium.exhibits.hints import hint
from compendium.exhibits.lettering import fit, line_height
from compendium.exhibits.sheet import MARGIN, axes_at
from compendium.language import counted, listed, mark, say

HEIGHT = 130.0  # millimetres of the square
LEFT, BELOW = 12.0, 11.0  # millimetres for the names of the axes
MOST_NAMES = 4  # in one place; how many there are further is told
# What one does with each corner, after Mendelow (1991) and Eden and Ackermann (1998).
CORNERS = {
    (False, True): mark("keep satisfied"),
    (True, True): mark("work closely with"),
    (False, False): mark("follow"),
    (True, False): mark("keep informed"),
}


def stakeholders(participants: pd.DataFrame) -> pd.DataFrame:
    """Put together the participants of whom interest and influence are known, place by place.

    Parameters
    ----------
    participants : DataFrame
        Table of kind ``participants`` with numbers in ``interest`` and ``influence``.

    Returns
    -------
    DataFrame
        One row per place: ``interest, influence, n`` and ``names`` (groups, such as organisations,
        where each has one of its own; else roles, with their group where two groups have the same
        role); no rows where neither is recorded.
    """
    if not {"interest", "influence"} <= set(participants):
        return pd.DataFrame(columns=["interest", "influence", "n", "names"])
    known = participants.dropna(subset=["interest", "influence"]).copy()
    if known["group"].notna().all() and known["group"].is_unique:
        known["name"] = known["group"]
    else:
        several = known.groupby("role")["group"].transform("nunique") > 1
        known["name"] = known["role"].where(~several, known["role"] + " (" + known["group"] + ")")
    places = known.groupby(["interest", "influence"], sort=True)["name"]
    return places.agg(n="size", names=lambda names: list(dict.fromkeys(names))).reset_index()


def draw_power_interest(places: pd.DataFrame, *, title: str) -> Exhibit:
    """Draw stakeholders by interest (across) and influence (up), with the four corners named.

    Parameters
    ----------
    places : DataFrame
        What `co.stakeholders` gives; at least one row.
    title : str
        Whose stakeholders, for the caption.

    Returns
    -------
    Exhibit
        The figure. A larger dot is several participants in one place.

    References
    ----------
    Mendelow (1991), Stakeholder mapping; Eden and Ackermann (1998), Making strategy.
    """
    low, high = _scale(places)
    middle = (low + high) / 2
    figure: Figure = style.new_figure(HEIGHT + BELOW + 2 * MARGIN, free=True)
    width = style.WIDTH - LEFT - 2 * MARGIN
    axes = axes_at(figure, MARGIN + LEFT, MARGIN, width, HEIGHT)
    edge = (high - low) / 8
    axes.set(
        xlim=(low - edge, high + edge), ylim=(low - edge, high + edge), xlabel=say("Interest"),
        ylabel=say("Influence"),
    )  # fmt: skip
    ticks = list(range(int(low), int(high) + 1)) if high - low <= 10 else [low, high]
    axes.set_xticks(ticks)
    axes.set_yticks(ticks)
    for place, name in CORNERS.items():
        _draw_corner(axes, place, say(name), middle)
    steps = max(1.0, (high - low) / 10)
    room = width / (high - low + 2 * edge) * steps - 0.7
    lines = int(HEIGHT / (high - low + 2 * edge) * steps / line_height(style.SMALL)) - 1
    for row in places.itertuples():
        axes.scatter(
            row.interest, row.influence, s=24 + 14 * (row.n - 1), color=style.BLUE, zorder=3
        )
        at = f"{say('Interest')} {row.interest:g}, {say('Influence')} {row.influence:g}"
        number = say("n = {number}", number=row.n)
        text = f"{listed(row.names)}: {at} ({number})"
        hint(axes, text, row.interest, row.influence)
        # Below its dot, in a column as wide as from one dot to the next.
        axes.annotate(
            _names(row.names, room, lines), (row.interest, row.influence), xytext=(0, -5),
            textcoords="offset points", va="top", ha="center", fontsize=style.SMALL,
            linespacing=1.05, zorder=4,
        )  # fmt: skip
    finding = _finding(places, middle)
    caption = say(
        "{finding} {title}: {participants} by their interest and their influence, from {low:g} to "
        "{high:g}. A larger dot is several in one place; the corners are named after Mendelow "
        "(1991).",
        finding=finding,
        title=title,
        participants=counted(int(places["n"].sum()), "participant"),
        low=low,
        high=high,
    )
    return Exhibit(figure, caption, say("{finding} Grid with names.", finding=finding))


def _scale(places: pd.DataFrame) -> tuple[float, float]:
    """Lowest and highest value that may be given: 1 to 5, or to what the table has."""
    smallest = float(places[["interest", "influence"]].to_numpy().min())
    largest = float(places[["interest", "influence"]].to_numpy().max())
    least = min(1.0, smallest)
    most = next((end for end in (5.0, 7.0, 10.0, 100.0) if largest <= end), largest)
    return least, most


def _draw_corner(axes: Axes, place: tuple[bool, bool], name: str, middle: float) -> None:
    right, above = place
    (low_x, high_x), (low_y, high_y) = axes.get_xlim(), axes.get_ylim()
    x = (middle, high_x) if right else (low_x, middle)
    y = (middle, high_y) if above else (low_y, middle)
    colour = style.TINTS[0] if right and above else style.FAINT if right or above else "white"
    axes.fill_between(x, *y, color=colour, linewidth=0, zorder=0)
    axes.text(
        x[1] if right else x[0], y[1] if above else y[0], f" {name} ",
        ha="right" if right else "left", va="top" if above else "bottom",
        color=style.GREY, fontsize=style.BODY, fontstyle="italic", zorder=1,
    )  # fmt: skip


def _names(names: list[str], room: float, lines: int) -> str:
    """Names below a dot: as many lines as there are to the next dot, shared among them."""
    each = max(1, lines // min(len(names), MOST_NAMES))
    mark = "· " if len(names) > 1 else ""  # where one name ends and the next begins
    shown = [fit(mark + name, room, style.SMALL, lines=each) for name in names[:MOST_NAMES]]
    more = len(names) - MOST_NAMES
    return "\n".join([*shown, *([say("and {number} more", number=more)] if more > 0 else [])])


def _finding(places: pd.DataFrame, middle: float) -> str:
    close = places[(places["interest"] > middle) & (places["influence"] > middle)]
    names = [name for row in close["names"] for name in row]
    if not names:
        return say("Nobody has both more than half of the interest and of the influence.")
    shown = listed(names[:MOST_NAMES])
    return say(
        "High in both interest and influence: {number} of {all}, among them {names}.",
        number=int(close["n"].sum()),
        all=int(places["n"].sum()),
        names=shown,
    )
