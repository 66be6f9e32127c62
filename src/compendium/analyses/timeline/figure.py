"""Events in lanes over time; what is not known for certain looks different."""

from typing import Any

import matplotlib.dates
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from compendium.analyses.timeline.events import CERTAINTIES
from compendium.exhibits import style
from compendium.exhibits.exhibit import Exhibit
from compendium.naming import counted, listed

ROW = 5.4  # millimetres per row
LABEL_WIDTH = 50
BAR = 0.56
MOST_YEARS = 24  # whose names stand side by side on the axis
LOOKS: dict[str, dict[str, Any]] = {
    "certain": {"facecolor": style.BLUE, "edgecolor": style.BLUE},
    "approximate": {"facecolor": "#b9d9ee", "edgecolor": style.BLUE, "linestyle": "--"},
    "open": {"facecolor": style.GREEN, "edgecolor": style.GREEN},
    "unknown": {"facecolor": "white", "edgecolor": style.PALE, "hatch": "////"},
}
MEANINGS = {
    "certain": "date stated (the bar spans what it leaves open)",
    "approximate": "approximate or inferred",
    "open": "start or end open (arrow)",
    "unknown": "date not stated",
}
mdates: Any = matplotlib.dates  # carries no types


def draw_timeline(spans: pd.DataFrame, lanes: pd.Series, *, title: str) -> Exhibit:
    """Draw one row per event, in lanes, with certain, approximate, open and unknown dates.

    Parameters
    ----------
    spans : DataFrame
        What `co.event_spans` gives.
    lanes : Series of str
        Lane of each event, as `co.lanes` gives them.
    title : str
        What the timeline is of, for the caption.

    Returns
    -------
    Exhibit
        The figure.
    """
    rows, headings = _rows(spans, lanes)
    figure = style.new_figure(ROW * (len(rows) + len(headings)) + 22)
    axes = figure.add_subplot()
    left, right = _limits(spans)
    for place, event in rows:
        _draw_event(axes, place, event, left, right)
    labels = [(place, _label(event), "normal") for place, event in rows]
    labels += [(place, name[:1].upper() + name[1:], "bold") for place, name in headings]
    axes.set_yticks(
        [label[0] for label in labels], [style.wrap(label[1], LABEL_WIDTH) for label in labels]
    )
    for text, (_, _, weight) in zip(axes.get_yticklabels(), labels, strict=True):
        text.set_fontweight(weight)
    for place, _ in headings:
        axes.axhline(place - 0.5, color=style.PALE, linewidth=0.6)
    axes.set(xlim=(left, right), ylim=(len(rows) + len(headings) - 0.4, -0.6))
    _date_axis(axes, left, right)
    style.bare(axes, keep=["bottom"])
    handles = [
        Patch(label=MEANINGS[name], **LOOKS[name])
        for name in CERTAINTIES
        if (spans["certainty"] == name).any()
    ]
    figure.legend(handles=handles, loc="outside lower center", ncols=2)
    return Exhibit(figure, _caption(spans, title), _alt(spans, lanes))


def _rows(
    spans: pd.DataFrame, lanes: pd.Series
) -> tuple[list[tuple[int, pd.Series]], list[tuple[int, str]]]:
    """Place events in their lanes; a lane of one event that bears its name needs no heading."""
    rows, headings, place = [], [], 0
    for name in lanes.unique():
        inside = spans[lanes == name]
        if list(inside["label"]) != [name]:
            headings.append((place, name))
            place += 1
        for _, event in inside.iterrows():
            rows.append((place, event))
            place += 1
    return rows, headings


def _limits(spans: pd.DataFrame) -> tuple[float, float]:
    """First and last day of the axis, as matplotlib numbers days."""
    days = pd.concat([spans["first"], spans["last"]]).dropna()
    if days.empty:
        days = pd.Series(pd.to_datetime(["2000-01-21", "2000-11-22"]))
    first, last = _number(days.min()), _number(days.max())
    margin = max(20, (last - first) * 0.04)
    return first - margin, last + 2 * margin


def _number(day: pd.Timestamp) -> float:
    return float(mdates.date2num(day))


def _draw_event(axes: Axes, place: int, event: pd.Series, left: float, right: float) -> None:
    look = LOOKS[event["certainty"]]
    first = _number(event["first"]) if pd.notna(event["first"]) else left
    last = _number(event["last"]) + 1 if pd.notna(event["last"]) else right
    least = (right - left) / 130
    width = max(last - first, least)
    axes.barh(place, width, left=first, height=BAR, linewidth=0.9, zorder=2, **look)
    if event["certainty"] == "open":
        goes_on = pd.isna(event["last"])
        axes.plot(
            [right if goes_on else left],
            [place],
            marker=">" if goes_on else "<",
            markersize=8,
            color=style.GREEN,
            clip_on=False,
            zorder=3,
        )


def _date_axis(axes: Axes, left: float, right: float) -> None:
    long = int(right - left) > 4 * 365
    years = (right - left) / 365
    step = next((step for step in (1, 2, 5, 10, 20, 50, 100) if years / step <= MOST_YEARS), 500)
    locator = mdates.YearLocator(step) if long else mdates.MonthLocator((1, 4, 7, 10))
    axes.xaxis_date()
    axes.xaxis.set_major_locator(locator)
    # The year once, under its January: twelve labels of four digits would run together.
    quarters = mdates.ConciseDateFormatter(
        locator,
        formats=["%Y", "%b", "%d", "%H", "%H", "%S"],
        zero_formats=["", "Jan\n%Y", "%b", "%d", "%H", "%H"],
        show_offset=False,
    )
    axes.xaxis.set_major_formatter(mdates.DateFormatter("%Y") if long else quarters)
    axes.grid(axis="x", color=style.PALE, linewidth=0.5)


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
    parts = [
        f"{counted(int((spans['certainty'] == name).sum()), 'date')} {words}"
        for name, words in (
            ("certain", "stated"),
            ("approximate", "approximate or inferred"),
            ("open", "open at one end"),
            ("unknown", "not stated"),
        )
        if (spans["certainty"] == name).any()
    ]
    return (
        f"{title}: {counted(len(spans), 'event')}, with {listed(parts)}. A hatched row has no date "
        "in the source."
    )


def _alt(spans: pd.DataFrame, lanes: pd.Series) -> str:
    dated = spans.dropna(subset=["first"])
    first = dated.loc[dated["first"].idxmin()] if len(dated) else None
    last = dated.loc[dated["first"].idxmax()] if len(dated) else None
    unknown = spans.loc[spans["certainty"] == "unknown", "label"]
    parts = [f"Timeline with {counted(lanes.nunique(), 'lane')}."]
    if first is not None and last is not None:
        parts.append(
            f"It starts with {first['label']} ({first['start']}); the last to start is "
            f"{last['label']} ({last['start']})."
        )
    if len(unknown):
        parts.append(f"Without a date: {listed(unknown)}.")
    return " ".join(parts)
