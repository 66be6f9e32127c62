"""What a text says of when something happened, as constraints between points in time."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from compendium.analyses.timeline.durations import read_duration, read_limits
from compendium.analyses.timeline.network import (
    ORIGIN,
    Constraint,
    Point,
    contradiction,
    turned,
    ways_from,
)
from compendium.errors import DateError, StudyError
from compendium.study.date_words import in_words
from compendium.study.dates import read_date

COLUMNS = ["event", "earliest", "latest", "rests_on"]
SHORT = ("after", "before", "during")  # columns of events
Cells = Mapping[str, Any]


def event_bounds(events: pd.DataFrame, relations: pd.DataFrame | None = None) -> pd.DataFrame:
    """Work out the earliest and the latest that each event can have been.

    Dates and relations together make a simple temporal network; the bounds are what follows
    from them, and nothing else. A date that is approximate, or inferred by a reader, is no
    ground for a bound. Relations that contradict each other are all left out.

    Parameters
    ----------
    events : DataFrame
        Table of kind ``events``.
    relations : DataFrame, optional
        Table of kind ``relations``.

    Returns
    -------
    DataFrame
        Columns ``event, earliest, latest, rests_on``, one row per event: the first day on which
        it can have started, the last on which it can have ended, or started where only a start
        is given (dates; missing where nothing follows), and the sentences with their places
        on which the two rest.

    See Also
    --------
    time_contradictions : what was left out.
    """
    rules, _ = _agreeing(events, relations, sure=True)
    first, last = ways_from(rules, ORIGIN), ways_from(turned(rules), ORIGIN)
    rows = []
    for event, start, end in zip(events["event"], events["start"], events["end"], strict=True):
        # An event that has a start only may be one moment: its end says nothing.
        ending = "start" if isinstance(start, str) and not isinstance(end, str) else "end"
        early, late = first.get((event, "start")), last.get((event, ending))
        ways = [*(early[1] if early else []), *(late[1][::-1] if late else [])]
        rows.append(
            {
                "event": event,
                "earliest": _day(early[0]) if early else None,
                "latest": _day(-late[0]) if late else None,
                "rests_on": "; ".join(dict.fromkeys(rule.why for rule in ways if rule.why)),
            }
        )
    return pd.DataFrame(rows, columns=COLUMNS)


def time_contradictions(
    events: pd.DataFrame, relations: pd.DataFrame | None = None
) -> list[list[str]]:
    """Find what a text says of time that cannot all be true.

    Parameters
    ----------
    events, relations : DataFrame
        As for `event_bounds`.

    Returns
    -------
    list of list of str
        For each contradiction the chain of sentences, with their places, that cause it. Dates
        that are approximate count here as they are written.
    """
    return _agreeing(events, relations, sure=False)[1]


def _agreeing(
    events: pd.DataFrame, relations: pd.DataFrame | None, *, sure: bool
) -> tuple[list[Constraint], list[list[str]]]:
    """Keep the constraints that agree, and give the chains of those that do not.

    Of a contradiction no link is taken to be the wrong one: its relations go, all of them, and
    its dates only where there are no relations.
    """
    dates = [rule for row in events.to_dict("records") for rule in _of_dates(row, sure=sure)]
    said = _of_relations(events, relations)
    chains = []
    while circle := contradiction([*dates, *said]):
        chains.append(list(dict.fromkeys(rule.why for rule in circle if rule.why)))
        wrong = {rule.why for rule in circle if rule.why}
        fewer = [rule for rule in said if rule.why not in wrong]
        if len(fewer) < len(said):
            said = fewer
        else:
            dates = [rule for rule in dates if rule.why not in wrong]
    return [*dates, *said], chains


def _of_dates(row: Cells, *, sure: bool) -> Iterator[Constraint]:
    """Make constraints of an event's dates: where sure, of those stated and not approximate."""
    begin, end = (row["event"], "start"), (row["event"], "end")
    yield Constraint(begin, end, 0)
    for point, cell, word in ((begin, row["start"], "started"), (end, row["end"], "ended")):
        span = _span(cell)
        is_sure = span and row["stated"] == "stated" and not set("~?%S") & set(cell)
        if span and (is_sure or not sure):
            # What has no end is told as one moment.
            what = f"{word} {in_words(cell)}" if isinstance(row["end"], str) else in_words(cell)
            why = _told(f"{row['label']}: {what}", row.get("where"))
            yield Constraint(ORIGIN, point, span.earliest.toordinal(), why)
            yield Constraint(point, ORIGIN, -span.latest.toordinal(), why)


def _of_relations(events: pd.DataFrame, relations: pd.DataFrame | None) -> list[Constraint]:
    labels = dict(zip(events["event"], events["label"], strict=True))
    rows: list[Cells] = [] if relations is None else relations.to_dict("records")
    return [rule for row in (*_shorthand(events), *rows) for rule in _of_relation(row, labels)]


def _shorthand(events: pd.DataFrame) -> Iterator[Cells]:
    """Turn the columns after, before, during and lasts of the events into relations."""
    for row in events.to_dict("records"):
        said = {"event": row["event"], "where": row.get("where"), "at_least": None, "at_most": None}
        for name in SHORT:
            if isinstance(row.get(name), str):
                yield {**said, "relation": name, "other": row[name]}
        if isinstance(row.get("lasts"), str):
            yield {**said, "relation": "lasts", "other": None, "lasts": row["lasts"]}


def _of_relation(row: Cells, labels: Mapping[str, str]) -> Iterator[Constraint]:
    begin, end = (row["event"], "start"), (row["event"], "end")
    least, most = _limits(row)
    _check(row, least, most)
    why = _told(_in_words(row, labels), row["where"])
    if row["relation"] == "lasts":
        yield from _apart(begin, end, least, most, why)
        return
    other_begin, other_end = (row["other"], "start"), (row["other"], "end")
    if row["relation"] == "during":
        yield Constraint(other_begin, begin, 0, why)
        yield Constraint(end, other_end, 0, why)
    elif row["relation"] == "after":
        yield from _apart(other_end, begin, least or 0, most, why)
    else:
        yield from _apart(end, other_begin, least or 0, most, why)


def _apart(
    one: Point, other: Point, least: int | None, most: int | None, why: str
) -> Iterator[Constraint]:
    if least is not None:
        yield Constraint(one, other, least, why)
    if most is not None:
        yield Constraint(other, one, -most, why)


def _limits(row: Cells) -> tuple[int | None, int | None]:
    if isinstance(row.get("lasts"), str):
        return read_limits(row["lasts"])
    least, most = row["at_least"], row["at_most"]
    return (
        read_duration(least)[0] if isinstance(least, str) else None,
        read_duration(most)[1] if isinstance(most, str) else None,
    )


def _in_words(row: Cells, labels: Mapping[str, str]) -> str:
    label, relation = labels[row["event"]], row["relation"]
    given = [
        f"{words} {row[name]}"
        for name, words in (("at_least", "at least"), ("at_most", "at most"))
        if isinstance(row[name], str)
    ]
    length = row.get("lasts")
    if not isinstance(length, str):
        same = row["at_least"] == row["at_most"] and isinstance(row["at_least"], str)
        length = row["at_least"] if same else " and ".join(given)
    if relation == "lasts":
        return f"{label}: lasted {length}"
    return f"{label}: {f'{length} ' if length else ''}{relation} {labels[row['other']]}"


def _check(row: Cells, least: int | None, most: int | None) -> None:
    lasts = row["relation"] == "lasts"
    if isinstance(row["other"], str) != lasts and (
        not lasts or least is not None or most is not None
    ):
        return
    needed = "at_least or at_most, and no other" if lasts else "the other event, in other"
    raise StudyError(
        f"the table relations, relation_id {row.get('relation_id')}: {row['relation']} needs "
        f"{needed}. Fill it in, or remove the row."
    )


def _told(what: str, where: object) -> str:
    return f"{what} ({where})" if isinstance(where, str) else what


def _span(text: object) -> Any:
    try:
        return read_date(text) if isinstance(text, str) else None
    except DateError:
        return None


def _day(number: int) -> dt.date | None:
    return dt.date.fromordinal(number) if 1 <= number <= dt.date.max.toordinal() else None
