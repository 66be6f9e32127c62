"""Who took part: a panel of bars per property, and the seats before and after."""

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from compendium.analyses.participants.composition import HEADINGS, NOT_STATED
from compendium.exhibits import style
from compendium.exhibits.exhibit import Exhibit
from compendium.exhibits.hints import hint
from compendium.exhibits.lettering import line_height, wrap
from compendium.exhibits.rows import GAP, Laid, Row, draw_labels, lay_out, row_figure
from compendium.exhibits.sheet import MARGIN, axes_at
from compendium.language import counted, listed, mark, say, say_number, tell
from compendium.study.date_words import in_words
from compendium.study.small_cells import HELD, rule

MOST_VALUES = 14
LABELS = 0.62  # of the width of a panel
NARROWEST = 78.0  # millimetres of a panel
SEATS = 0.48  # of the width, for the names of seats at most
BETWEEN = 5.0  # millimetres between panels
BAR = 2.6  # millimetres
OTHERS = mark(" other values together")


def draw_composition(table: pd.DataFrame, *, n: int, title: str, smallest_cell: int = 1) -> Exhibit:
    """Draw the composition of the participants, one panel per property.

    Parameters
    ----------
    table : DataFrame
        What `co.composition` gives.
    n : int
        Number of participants.
    title : str
        Whose participants, for the caption.
    smallest_cell : int, optional
        The smallest number that is shown, beside 0. A smaller one is a pale bar of this length.

    Returns
    -------
    Exhibit
        The figure; of a property with more than 14 values, fewer on a small page, the largest
        are drawn and the others put together. A property that is the same for all is told in the
        caption.
    """
    every = {str(name): part for name, part in table.groupby("property", sort=False)}
    for most in range(MOST_VALUES, 3, -1):
        panels = {name: _longest(part, most) for name, part in every.items() if len(part) > 1}
        width, laid, lines, heights = _placed(panels)
        tall = sum(heights) + BETWEEN * len(lines) + 2 * MARGIN
        if tall <= style.TALLEST:
            break
    figure = style.new_figure(tall, free=True)
    table = table.assign(n=[_length(row, smallest_cell) for row in table.itertuples()])
    panels = {
        name: part.assign(n=[_length(row, smallest_cell) for row in part.itertuples()])
        for name, part in panels.items()
    }
    top = max((int(part["n"].max()) for part in panels.values()), default=1)
    place = MARGIN
    for line, height in zip(lines, heights, strict=True):
        for column, name in enumerate(line):
            left = MARGIN + column * (width + BETWEEN)
            figure.text(
                left / style.WIDTH, 1 - place / (figure.get_size_inches()[1] * style.MM_PER_INCH),
                tell(HEADINGS[name]), va="top", fontsize=style.HEADING, fontweight="bold",
            )  # fmt: skip
            _draw_panel(
                figure, panels[name], laid[name], (left, place + _title_height(), width), top, n
            )
        place += height + BETWEEN
    same = [
        say(
            "All are of the same {heading}: {value}.",
            heading=tell(HEADINGS[name]).lower(),
            value=part["value"].iloc[0],
        )
        for name, part in every.items()
        if len(part) == 1
    ]
    caption = (
        say(
            "{finding} {title}: composition of the {participants}, by {headings}. {same}",
            finding=_finding(every, n),
            title=title,
            participants=counted(n, "participant"),
            headings=listed(tell(HEADINGS[name]).lower() for name in panels),
            same=" ".join(same),
        )
    ).rstrip() + rule(list(table["shown"]), smallest_cell)
    return Exhibit(figure, caption, _alt(table, _finding(every, n)))


def _placed(
    panels: dict[str, pd.DataFrame],
) -> tuple[float, dict[str, Laid], list[list[str]], list[float]]:
    """Place panels: their width, rows and lines, and the height of each line, in millimetres."""
    columns = 2 if len(panels) > 1 and style.WIDTH / 2 >= NARROWEST else 1
    width = (style.WIDTH - 2 * MARGIN - BETWEEN * (columns - 1)) / columns
    laid = {
        name: lay_out([Row(value) for value in part["value"]], most=LABELS * width)
        for name, part in panels.items()
    }
    names = list(panels)
    lines = [names[place : place + columns] for place in range(0, len(names), columns)]
    heights = [max(laid[name].height for name in line) + _title_height() for line in lines]
    return width, laid, lines, heights


def _title_height() -> float:
    return line_height(style.HEADING) + 1.5


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
    before, after = (in_words(moment) for moment in changed.attrs["moments"])
    laid = lay_out([Row(role) for role in changed["role"]], most=SEATS * style.WIDTH)
    room = min(style.WIDTH - laid.width - GAP, 75) / 2 - 2
    columns = [
        wrap(text, room, style.BODY)
        for text in (
            say("at the start\n({before})", before=before),
            say("after the changes\n({after})", after=after),
        )
    ]
    plot = row_figure(
        laid,
        header=(1 + max(text.count("\n") for text in columns)) * line_height(style.BODY) + 2,
        right=max(0.0, style.WIDTH - laid.width - GAP - 75),
        tick_lines=0,
    )
    for height, seat in zip(plot.places, changed.itertuples(), strict=True):
        if seat.before and seat.after:
            plot.axes.plot([0, 1], [height] * 2, color=style.PALE, linewidth=3, zorder=1)
        for place, filled in ((0, seat.before), (1, seat.after)):
            face = style.BLUE if filled else "white"
            edge = style.BLUE if filled else style.GREY
            plot.axes.scatter(place, height, s=44, facecolor=face, edgecolor=edge, zorder=3)
            is_filled = say("filled") if filled else say("not filled")
            hint(plot.axes, f"{seat.role}, {columns[place]}: {is_filled}", place, height)
    plot.axes.xaxis.tick_top()
    plot.axes.set_xticks([0, 1], columns)
    plot.axes.tick_params(length=0)
    plot.axes.set(xlim=(-0.5, 1.5))
    left = changed.loc[changed["before"] & ~changed["after"], "role"]
    joined = changed.loc[~changed["before"] & changed["after"], "role"]
    finding = say_number(
        len(left),
        "Of {seats} at the start {number} was given up; {joined} joined, so that {after} were "
        "filled after the changes.",
        "Of {seats} at the start {number} were given up; {joined} joined, so that {after} were "
        "filled after the changes.",
        seats=counted(int(changed["before"].sum()), "seat"),
        joined=len(joined),
        after=int(changed["after"].sum()),
    )
    caption = say(
        "{finding} {title}: seats filled (dots) and not filled (circles) in "
        "{before} and in {after}.",
        finding=finding,
        title=title,
        before=before,
        after=after,
    )
    gone, new = listed(left) or say("none"), listed(joined) or say("none")
    return Exhibit(
        plot.figure,
        caption,
        say("{finding} Left: {gone}. Joined: {new}.", finding=finding, gone=gone, new=new),
    )


def _longest(part: pd.DataFrame, most: int) -> pd.DataFrame:
    """Keep the largest values of a property, put the rest together, and end with what is not known.

    Ages stay in their order.
    """
    known = part[part["value"] != say(NOT_STATED)]
    if part["property"].iloc[0] != "age":
        # Numbers that are held back tell nothing by their place either.
        sizes = known["n"].where(known["shown"].str.isdecimal(), 0)
        known = known.loc[sizes.sort_values(ascending=False, kind="stable").index]
    rest = known.iloc[most - 1 :] if len(known) > most else known.iloc[:0]
    together = rest["n"].sum()
    held = len(rest) and not rest["shown"].str.isdecimal().all()
    other = {
        **part.iloc[0].to_dict(),
        "value": f"{len(rest)}{say(OTHERS)}",
        "n": together,
        "shown": HELD if held else str(together),
    }
    return pd.concat(
        [
            known.drop(rest.index),
            pd.DataFrame([other] if len(rest) else [], columns=part.columns).astype(part.dtypes),
            part[part["value"] == say(NOT_STATED)],
        ],
        ignore_index=True,
    )


def _draw_panel(
    figure: Figure,
    part: pd.DataFrame,
    laid: Laid,
    place: tuple[float, float, float],
    top: int,
    n: int,
) -> None:
    left, down, width = place
    draw_labels(axes_at(figure, left, down, max(laid.width, 1), laid.height), laid)
    start = laid.width + GAP
    axes = axes_at(figure, left + start, down, width - start, laid.height)
    known = [
        not row.value.endswith(say(OTHERS))
        and row.value != say(NOT_STATED)
        and row.shown.isdecimal()
        for row in part.itertuples()
    ]
    colours = [style.BLUE if is_known else style.PALE for is_known in known]
    axes.barh(laid.places, part["n"], height=BAR, color=colours)
    for height, row in zip(laid.places, part.itertuples(), strict=True):
        rest = say("{n} of {all}", n=row.shown, all=n)
        hint(axes, f"{row.value}: {rest}", (0, row.n), height)
    for height, number, text in zip(laid.places, part["n"], part["shown"], strict=True):
        axes.annotate(
            text,
            (number, height),
            xytext=(3, 0),
            textcoords="offset points",
            va="center_baseline",
            fontsize=style.SMALL,
        )
    # The same scale in every panel, so that bars can be compared by eye.
    axes.set(xlim=(0, top * 1.2), ylim=(laid.height, 0), xticks=[], yticks=[])
    style.bare(axes)


def _length(row: Any, least: int) -> int:
    """Length of a bar: of a number that is held back, that of the smallest one that is shown."""
    return int(row.n) if row.shown.isdecimal() else least - (row.shown != HELD)


def _finding(panels: dict[str, pd.DataFrame], n: int) -> str:
    """Say which value is the most frequent, of the first property with several."""
    for name, part in panels.items():
        known = part[(part["value"] != say(NOT_STATED)) & part["shown"].str.isdecimal()]
        if len(known) > 1:
            most = known[known["n"] == known["n"].max()]
            each = say(" each") if len(most) > 1 else ""
            return say(
                "By {heading}, most are {value} ({n} of {all}{each}).",
                heading=tell(HEADINGS[name]).lower(),
                value=listed(most["value"]),
                n=known["n"].max(),
                all=n,
                each=each,
            )
    return say("Took part: {participants}.", participants=counted(n, "participant"))


def _alt(table: pd.DataFrame, finding: str) -> str:
    sentences = []
    for name, part in table.groupby("property", sort=False):
        shown = part.nlargest(6, "n")
        more = say(" and {number} more", number=len(part) - 6) if len(part) > 6 else ""
        values = [f"{row.value} {row.shown}" for row in shown.itertuples()]
        text = ", ".join(values) + more if more else listed(values)
        sentences.append(f"{tell(HEADINGS[str(name)])}: {text}.")
    return say("{finding} Bars. {sentences}", finding=finding, sentences=" ".join(sentences))
