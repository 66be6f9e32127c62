"""Events in lanes over time; what is not known for certain looks different."""

from dataclasses import replace
from typing import Any

import matplotlib.dates
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter

from compendium.analyses.timeline.events import CERTAINTIES, people_shown
from compendium.exhibits import style
from compendium.exhibits.exhibit import Exhibit, nothing
from compendium.exhibits.hints import hint
from compendium.exhibits.lettering import line_height, wrap
from compendium.exhibits.rows import GAP, PAD, Plot, Row, lay_out, row_figure
from compendium.exhibits.sheet import MARGIN
from compendium.language import counted, listed, mark, month_names, say, tell
from compendium.study.date_words import between, in_words

LABELS = 0.42  # of the width
BAR = 2.8  # millimetres
ARROW = 2.0  # millimetres
ROOM_OF_A_MONTH = 8.0  # millimetres
NOT_DATED = mark("no date stated")
MOST_NAMED = 5  # events without a date, where the picture is told in words
MOST_YEARS = 24  # whose names stand side by side on the axis
# An event without a date has no bar, and so no look: its name stands where the bar would be.
LOOKS: dict[str, dict[str, Any]] = {
    "certain": {"facecolor": style.BLUE, "edgecolor": style.BLUE},
    "approximate": {
        "facecolor": style.tint(style.BLUE, 0.3),
        "edgecolor": style.BLUE,
        "linestyle": "--",
    },
    "open": {"facecolor": style.GREEN, "edgecolor": style.GREEN},
    "bounded": {"color": style.GREY, "linewidth": 1.2},
}
MEANINGS = {
    "certain": mark("date stated; the bar spans what it leaves open"),
    "approximate": mark("approximate or inferred"),
    "open": mark("start or end open: the bar goes on"),
    "bounded": mark("no date: earliest to latest that the text allows"),
}
mdates: Any = matplotlib.dates  # carries no types


def draw_timeline(
    spans: pd.DataFrame, lanes: pd.Series, *, title: str, smallest_cell: int = 1
) -> Exhibit:
    """Draw one row per event, in lanes, and show how sure its date is.

    A date is a bar. Between the earliest and the latest day of an event without a date there is
    a thin line, with an arrow where one of the two does not follow.

    Parameters
    ----------
    spans : DataFrame
        What `co.event_spans` gives.
    lanes : Series of str
        Lane of each event, as `co.lanes` gives them.
    title : str
        What the timeline is of, for the caption.
    smallest_cell : int, optional
        The smallest number of people that is shown.

    Returns
    -------
    Exhibit
        The figure; nothing, where no event has a date.
    """
    if spans[["first", "last"]].isna().all(axis=None):
        return nothing(
            say(
                "{title}: none of the {events} has a date.",
                title=title,
                events=counted(len(spans), "event"),
            )
        )
    spans = spans.assign(n=people_shown(spans, smallest_cell))
    rows = _rows(spans, lanes)
    laid = lay_out([row for row, _ in rows], most=LABELS * style.WIDTH)
    room = style.WIDTH - laid.width - GAP - 2 * MARGIN - ARROW - 1
    rows = [(_with_room(row, events, room), events) for row, events in rows]
    left, right = _limits(spans)
    plot = row_figure(
        lay_out([row for row, _ in rows], most=LABELS * style.WIDTH),
        right=ARROW,
        tick_lines=1 if _is_long(left, right) else 2,
        handles=[
            _handle(name)
            for name in CERTAINTIES
            if name in LOOKS and (spans["certainty"] == name).any()
        ],
    )
    for number, (row, events) in enumerate(rows):
        if row.bold and number:
            top = plot.places[number] - plot.heights[number] / 2
            plot.axes.axhline(top, color=style.PALE, linewidth=0.6)
        if _is_undated(events):
            _write_names(plot, plot.places[number], events, left, room)
        else:
            for _, event in events.iterrows():
                _draw_event(plot, number, event, left, right)
    plot.axes.set(xlim=(left, right))
    _date_axis(plot.axes, left, right)
    return Exhibit(plot.figure, _caption(spans, title), _alt(spans, lanes))


def _handle(name: str) -> Artist:
    if name == "bounded":
        return Line2D([], [], label=say(MEANINGS[name]), marker="|", markersize=8, **LOOKS[name])
    return Patch(label=say(MEANINGS[name]), **LOOKS[name])


def _rows(spans: pd.DataFrame, lanes: pd.Series) -> list[tuple[Row, pd.DataFrame]]:
    """Place events in their lanes: a heading, a row per event, one for all without a date.

    A lane of one event that bears its name is one row, and its heading.
    """
    rows: list[tuple[Row, pd.DataFrame]] = []
    alone = all(list(spans.loc[lanes == name, "label"]) == [name] for name in lanes.unique())
    for name in lanes.unique():
        inside = spans[lanes == name]
        dated = inside[inside["certainty"] != "unknown"]
        shown = tell(name)
        heading = Row(shown[:1].upper() + shown[1:], bold=not alone)
        if dated.empty:
            rows.append((heading, inside))
            continue
        if list(dated["label"]) == [name]:
            rows.append((replace(heading, label=_label(dated.iloc[0])), dated))
        else:
            rows.append((heading, dated.iloc[:0]))
            rows += [
                (Row(_label(event), depth=1), dated.loc[[place]])
                for place, event in dated.iterrows()
            ]
        if len(dated) < len(inside):
            rows.append((Row(say("other events"), depth=1), inside.drop(dated.index)))
    return rows


def _with_room(row: Row, events: pd.DataFrame, room: float) -> Row:
    """Make a row tall enough for the names of events without a date."""
    if not _is_undated(events):
        return row
    lines = wrap(_names(events), room, style.SMALL).count("\n") + 1
    return replace(row, least=lines * line_height(style.SMALL) + PAD)


def _is_undated(events: pd.DataFrame) -> bool:
    return len(events) > 0 and bool((events["certainty"] == "unknown").all())


def _names(events: pd.DataFrame) -> str:
    return f"{say(NOT_DATED)}: {'; '.join(_label(event) for _, event in events.iterrows())}"


def _write_names(plot: Plot, place: float, events: pd.DataFrame, left: float, room: float) -> None:
    plot.axes.annotate(
        wrap(_names(events), room, style.SMALL), (left, place), xytext=(2, 0),
        textcoords="offset points", va="center_baseline", fontsize=style.SMALL, color=style.GREY,
        linespacing=1.1, bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.0},
    )  # fmt: skip


def _limits(spans: pd.DataFrame) -> tuple[float, float]:
    """First and last day of the axis, as matplotlib numbers days."""
    days = pd.concat([spans["first"], spans["last"]]).dropna()
    first, last = _number(days.min()), _number(days.max())
    margin = max(20, (last - first) * 0.04)
    return first - margin, last + 2 * margin


def _number(day: pd.Timestamp) -> float:
    return float(mdates.date2num(day))


def _draw_event(plot: Plot, row: int, event: pd.Series, left: float, right: float) -> None:
    look, place = LOOKS[event["certainty"]], plot.places[row]
    first = _number(event["first"]) if pd.notna(event["first"]) else left
    last = _number(event["last"]) + 1 if pd.notna(event["last"]) else right
    if event["certainty"] == "bounded":
        _draw_bounds(plot, place, event, first, last)
        return
    width = max(last - first, (right - left) / 130)
    hint(plot.axes, _told(event), (first, first + width), place)
    plot.axes.barh(place, width, left=first, height=BAR, linewidth=0.9, zorder=2, **look)
    if event["certainty"] == "open":
        goes_on = pd.isna(event["last"])
        plot.axes.plot(
            [right if goes_on else left],
            [place],
            marker=">" if goes_on else "<",
            markersize=7,
            color=style.GREEN,
            clip_on=False,
            zorder=3,
        )


def _told(event: pd.Series) -> str:
    """Say when an event was, and how sure that is."""
    ends = [in_words(event[name]) for name in ("start", "end") if pd.notna(event[name])]
    return f"{_label(event)}: {' – '.join(ends)} ({say(MEANINGS[event['certainty']])})"


def _draw_bounds(plot: Plot, place: float, event: pd.Series, first: float, last: float) -> None:
    """Draw a line from the earliest to the latest day, with an end or an arrow on each side."""
    look = LOOKS["bounded"]
    plot.axes.plot([first, last], [place, place], zorder=2, solid_capstyle="butt", **look)
    for day, known, arrow in (
        (first, pd.notna(event["first"]), "<"),
        (last, pd.notna(event["last"]), ">"),
    ):
        plot.axes.plot(
            [day], [place], marker="|" if known else arrow, markersize=8 if known else 6,
            color=look["color"], markeredgewidth=1.2 if known else 0, clip_on=False, zorder=3,
        )  # fmt: skip


def _is_long(left: float, right: float) -> bool:
    return right - left > 4 * 365


def _date_axis(axes: Axes, left: float, right: float) -> None:
    long = _is_long(left, right)
    years = (right - left) / 365
    most = min(MOST_YEARS, axes.get_position().width * style.WIDTH / ROOM_OF_A_MONTH)
    step = next((step for step in (1, 2, 5, 10, 20, 50, 100) if years / step <= most), 500)
    locator = mdates.YearLocator(step) if long else mdates.MonthLocator(_months(axes, left, right))
    axes.xaxis_date()
    axes.xaxis.set_major_locator(locator)
    # The year once, under its January: twelve labels of four digits would run together.
    axes.xaxis.set_major_formatter(mdates.DateFormatter("%Y") if long else FuncFormatter(_month))
    axes.grid(axis="x", color=style.PALE, linewidth=0.5)


def _month(place: float, _: int | None) -> str:
    when = mdates.num2date(place)
    name = month_names("abbreviated")[when.month - 1]
    return f"{name}\n{when.year}" if when.month == 1 else name


def _months(axes: Axes, left: float, right: float) -> tuple[int, ...]:
    """Months that are named below the axis: as many as have room."""
    quarters = (right - left) / 91
    narrow = axes.get_position().width * style.WIDTH / quarters < ROOM_OF_A_MONTH
    return (1, 7) if narrow else (1, 4, 7, 10)


def _label(event: pd.Series) -> str:
    number = event.get("n")
    if pd.isna(number):
        return str(event["label"])
    return (
        f"{event['label']} ({number} {event['unit']})"
        if pd.notna(event["unit"])
        else f"{event['label']} ({number})"
    )


def _caption(spans: pd.DataFrame, title: str) -> str:
    counts = spans["certainty"].value_counts()
    parts = [
        f"{counts[name]} {say(words)}"
        for name, words in (
            ("certain", mark("with a date that is stated")),
            ("approximate", mark("with one that is approximate or inferred")),
            ("open", mark("open at one end")),
            ("bounded", mark("without a date, of which an earliest or a latest day follows")),
            ("unknown", mark("without any date")),
        )
        if name in counts
    ]
    return say(
        "{title}: {events}, of which {parts}.",
        title=title,
        events=counted(len(spans), "event"),
        parts=listed(parts),
    )


def _alt(spans: pd.DataFrame, lanes: pd.Series) -> str:
    dated = spans[spans["first"].notna() & (spans["certainty"] != "bounded")]
    first = dated.loc[dated["first"].idxmin()] if len(dated) else None
    last = dated.loc[dated["first"].idxmax()] if len(dated) else None
    unknown = spans.loc[spans["certainty"] == "unknown", "label"]
    parts = []
    if first is not None and last is not None:
        parts.append(
            say(
                "It starts with {label} ({start}); the last to start is {last} ({last_start}).",
                label=first["label"],
                start=in_words(first["start"]),
                last=last["label"],
                last_start=in_words(last["start"]),
            )
        )
    bounded = spans[spans["certainty"] == "bounded"]
    if len(bounded):
        each = [f"{event['label']} ({between(event)})" for _, event in bounded.iterrows()]
        parts.append(say("Between bounds: {events}.", events="; ".join(each)))
    if len(unknown):
        told = listed(unknown) if len(unknown) <= MOST_NAMED else counted(len(unknown), "event")
        parts.append(say("Without a date: {unknown}.", unknown=told))
    return " ".join([*parts, say("Timeline with {lanes}.", lanes=counted(lanes.nunique(), "lane"))])
