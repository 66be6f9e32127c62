"""Tables for print of events and how sure their dates are."""

import pandas as pd

from compendium.exhibits.exhibit import Exhibit
from compendium.language import counted, say, tell
from compendium.study.date_words import in_words


def tabulate_events(spans: pd.DataFrame, lanes: pd.Series, *, title: str) -> Exhibit:
    """List the events with their dates as written and how sure these are."""
    table = pd.DataFrame(
        {
            "Lane": lanes.map(tell),
            "Event": spans["label"],
            "Start": spans["start"].map(in_words, na_action="ignore"),
            "End": spans["end"].map(in_words, na_action="ignore"),
            "Number": spans["n"],
            "Unit": spans["unit"],
            "Date": spans["certainty"].map(tell),
        }
    )
    # A lane that only repeats its event's name, as those of cases do, says nothing in a table.
    if (table["Lane"] == table["Event"]).all():
        table = table.drop(columns="Lane")
    unknown = int((spans["certainty"] == "unknown").sum())
    table = table.dropna(axis="columns", how="all")
    return Exhibit(
        table,
        say(
            "{title}: events with their dates; an empty cell is a date that the "
            "publication does not state.",
            title=title,
        ),
        say(
            "Table of {events}, {unknown} without a date.",
            events=counted(len(spans), "event"),
            unknown=unknown,
        ),
    )
