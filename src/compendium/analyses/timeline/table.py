"""Tables for print of events, how sure their dates are, and what their bounds rest on."""

import pandas as pd

from compendium.analyses.timeline.events import people_shown
from compendium.exhibits.exhibit import Exhibit
from compendium.language import counted, say, tell
from compendium.study.date_words import between, in_words
from compendium.study.small_cells import rule


def tabulate_events(
    spans: pd.DataFrame, lanes: pd.Series, *, title: str, smallest_cell: int = 1
) -> Exhibit:
    """List the events with their dates as written, how sure these are, and their bounds.

    Parameters
    ----------
    spans : DataFrame
        What `co.event_spans` gives.
    lanes : Series
        What `co.lanes` gives.
    title : str
        Whose events, for the caption.
    smallest_cell : int, optional
        The smallest number of people that is shown.
    """
    number = people_shown(spans, smallest_cell)
    bounded = spans["certainty"] == "bounded"
    table = pd.DataFrame(
        {
            "Lane": lanes.map(tell),
            "Event": spans["label"],
            "Start": spans["start"].map(in_words, na_action="ignore"),
            "End": spans["end"].map(in_words, na_action="ignore"),
            "Earliest to latest": spans.apply(between, axis=1).where(bounded),
            "Number": number,
            "Unit": spans["unit"],
            "Date": spans["certainty"].map(tell),
        }
    )
    # A lane that only repeats its event's name, as those of cases do, says nothing in a table.
    if (table["Lane"] == table["Event"]).all():
        table = table.drop(columns="Lane")
    unknown = int(spans["certainty"].isin(["bounded", "unknown"]).sum())
    table = table.dropna(axis="columns", how="all")
    return Exhibit(
        table,
        say(
            "{title}: events with their dates; an empty cell is a date that is not stated.",
            title=title,
        )
        + rule(list(number.dropna().astype(str)), smallest_cell),
        say(
            "Table of {events}, {unknown} without a date.",
            events=counted(len(spans), "event"),
            unknown=unknown,
        ),
    )


def tabulate_bounds(spans: pd.DataFrame, *, title: str) -> Exhibit:
    """List the events without a date with the sentences that bound them, and their places."""
    rows = spans[spans["certainty"] == "bounded"]
    table = pd.DataFrame(
        {
            "Event": rows["label"],
            "Earliest": _days(rows["earliest"]),
            "Latest": _days(rows["latest"]),
            "Because": rows["rests_on"],
        }
    )
    return Exhibit(
        table,
        say(
            "{title}: the earliest and the latest that an event without a date can have been, and "
            "the sentences from which this follows, with their places.",
            title=title,
        ),
        say(
            "Table of {events} without a date of which bounds follow.",
            events=counted(len(rows), "event"),
        ),
    )


def tabulate_contradictions(contradictions: list[list[str]], *, title: str) -> Exhibit:
    """List, chain by chain, what is said of time that cannot all be true."""
    rows = [
        {"Contradiction": number, "Sentence": sentence}
        for number, chain in enumerate(contradictions, start=1)
        for sentence in chain
    ]
    return Exhibit(
        pd.DataFrame(rows, columns=["Contradiction", "Sentence"]),
        say(
            "{title}: sentences about time that cannot all be true, with their places. Relations "
            "among them are left out of the bounds, since nothing says which one is wrong.",
            title=title,
        ),
        say("Table of contradictions in time: {number}.", number=len(contradictions)),
    )


def _days(days: pd.Series) -> pd.Series:
    return days.map(lambda day: in_words(day.date().isoformat()), na_action="ignore")
