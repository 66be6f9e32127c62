"""Events on a timeline, with how sure their dates are."""

import datetime as dt
from typing import Any

import pandas as pd

from compendium.analyses.timeline.relations import event_bounds
from compendium.naming import slug
from compendium.study.dates import read_date
from compendium.study.small_cells import counts_people, shown_part

CERTAINTIES = ("certain", "approximate", "open", "bounded", "unknown")


def event_spans(events: pd.DataFrame, relations: pd.DataFrame | None = None) -> pd.DataFrame:
    """Turn the dates of events, and what is said of them beside dates, into days.

    Parameters
    ----------
    events : DataFrame
        Table of kind ``events``: ``start`` and ``end`` in EDTF.
    relations : DataFrame, optional
        Table of kind ``relations``: what comes after, before or during what, and how long.

    Returns
    -------
    DataFrame
        The events, in their own order, with ``first`` and ``last`` day (timestamps; missing
        where there is none) and ``certainty``: ``unknown`` (no date, or an end before its start),
        ``bounded`` (no date, but an earliest or a latest day follows), ``open`` (one end not
        known or not come yet), ``approximate`` (given as about, digits left out, or inferred) or
        ``certain``; and with ``earliest``, ``latest`` (timestamps; the latest start of an event
        that has a start only) and ``rests_on``, as `event_bounds` gives them.
    """
    spans = [
        _span(start, end, stated)
        for start, end, stated in zip(events["start"], events["end"], events["stated"], strict=True)
    ]
    added = pd.DataFrame(spans, columns=["first", "last", "certainty"], index=events.index)
    bounds = event_bounds(events, relations).drop(columns="event").set_index(events.index)
    added = added.join(bounds)
    days = ["first", "last", "earliest", "latest"]
    added[days] = added[days].apply(pd.to_datetime)
    found = added[["earliest", "latest"]].notna().any(axis=1)
    added.loc[found & (added["certainty"] == "unknown"), "certainty"] = "bounded"
    # Of a date that is stated as a year, relations may leave a part only.
    narrower = added["certainty"].isin(["certain", "bounded"])
    added.loc[narrower, "first"] = added[["first", "earliest"]].max(axis=1)
    added.loc[narrower, "last"] = added[["last", "latest"]].min(axis=1)
    return events.join(added)


def case_events(cases: pd.DataFrame) -> pd.DataFrame:
    """Make one event of each case's duration, for a study that has no table of events.

    Parameters
    ----------
    cases : DataFrame
        Table of kind ``cases``.

    Returns
    -------
    DataFrame
        Columns as of kind ``events`` with a ``lane`` per case.
    """
    return pd.DataFrame(
        {
            "event": cases["case"],
            "label": cases["label"],
            "start": cases["start"],
            "end": cases["end"],
            "element": None,
            "n": pd.array([pd.NA] * len(cases), dtype="Int64"),
            "unit": None,
            "stated": ["unknown" if pd.isna(start) else "stated" for start in cases["start"]],
            "lane": cases["label"],
        }
    )


def lanes(events: pd.DataFrame, elements: pd.DataFrame | None) -> pd.Series:
    """Name the lane of each event.

    Parameters
    ----------
    events : DataFrame
        Table of kind ``events``; an extra column ``lane`` names lanes other than elements.
    elements : DataFrame or None
        Table of kind ``elements``, where the study has one.

    Returns
    -------
    Series of str
        The element's label, with its number where it has one; otherwise the lane that the
        event names; otherwise "other".
    """
    names = pd.Series("other", index=events.index, dtype="str")
    if "lane" in events:
        names = events["lane"].fillna(names)
    if elements is not None:
        labels = {
            row.element: f"{row.element}. {row.label}" if row.element.isdigit() else row.label
            for row in elements.itertuples()
        }
        names = events["element"].map(labels).fillna(names)
    return names.astype("str")


def date_certainty(spans: pd.DataFrame) -> pd.DataFrame:
    """Count events by how sure their dates are: columns ``certainty, events``."""
    counts = spans["certainty"].value_counts().reindex(list(CERTAINTIES), fill_value=0)
    return pd.DataFrame({"certainty": counts.index, "events": counts.to_numpy()})


def _span(start: object, end: object, stated: str) -> tuple[dt.date | None, dt.date | None, str]:
    first = read_date(start) if isinstance(start, str) else None
    last = read_date(end) if isinstance(end, str) else None
    if first is None and last is None:
        return None, None, "unknown"
    if first and last and last.latest < first.earliest:
        return None, None, "unknown"
    is_open = end == ".." or start == ".." or first is None
    # A date of which it is said that the source leaves it open cannot be certain.
    given = any(span.approximate for span in (first, last) if span)
    approximate = given or stated in ("inferred", "unknown")
    certainty = "open" if is_open else "approximate" if approximate else "certain"
    day_one = first.earliest if first else None
    day_last = last.latest if last else (None if is_open or first is None else first.latest)
    return day_one, day_last, certainty


def summarise_timeline(
    spans: pd.DataFrame,
    elements: pd.DataFrame | None,
    contradictions: list[list[str]] | None = None,
) -> dict[str, Any]:
    """Collect the values of the analysis timeline.

    Returns
    -------
    dict
        ``n_events``, ``n_elements``, ``n_contradictions`` (in what is said of time),
        ``certainty`` (number of events by certainty), ``element.<slug>.events`` (number of
        events of an element) and ``event.<slug>`` with ``start``, ``end``, ``n``, ``certainty``
        and, where they follow, ``earliest`` and ``latest``.
    """
    known = spans.astype(object).where(spans.notna(), None)
    return {
        "n_events": len(spans),
        "n_elements": 0 if elements is None else len(elements),
        "n_contradictions": len(contradictions or []),
        "certainty": {name: int((spans["certainty"] == name).sum()) for name in CERTAINTIES},
        "element": {
            slug(str(element)): {"events": int(number)}
            for element, number in spans["element"].value_counts(sort=False).items()
        },
        "event": {
            slug(row.event): {
                "start": row.start,
                "end": row.end,
                "n": row.n,
                "certainty": row.certainty,
                **{
                    name: day.date().isoformat()
                    for name, day in (("earliest", row.earliest), ("latest", row.latest))
                    if day is not None
                },
            }
            for row in known.itertuples()
        },
    }


def people_shown(spans: pd.DataFrame, smallest_cell: int) -> pd.Series:
    """Write the numbers of events, those of people as they may be shown."""
    return pd.Series(
        [
            shown_part(int(n), least=smallest_cell) if pd.notna(n) and counts_people(unit) else n
            for n, unit in zip(spans["n"], spans["unit"], strict=True)
        ],
        index=spans.index,
        dtype=object,
    )
