"""Claims that need no SQL: five patterns, in words."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from compendium.errors import DateError, StudyError
from compendium.study.dates import read_date
from compendium.study.kinds import KINDS, load_schema

Tables = Mapping[str, pd.DataFrame]
Rows = list[dict[str, Any]]
EXAMPLES = (
    "each cases has participants of actor = resident",
    "no participants of role = chair",
    "as many items of dimension = Trust as items of dimension = Means",
    "event talks before event report",
    "at least 3 participants of actor = resident",
)


class NotTestableError(Exception):
    """The tables leave open whether the claim holds; the text says why."""


def check_pattern(check: str, tables: Tables) -> Rows:
    """Look for what speaks against a claim that is written as a pattern.

    Parameters
    ----------
    check : str
        One of the five patterns: ``each A has B``, ``no A``, ``as many A as B``, ``event A
        before event B``, ``at least 3 A``. A and B are kinds of tables, each perhaps with
        conditions, ``participants of actor = resident and group = board``.
    tables : mapping of str to DataFrame
        The study's tables by kind.

    Returns
    -------
    list of dict
        The counterexamples; empty where the claim holds.

    Raises
    ------
    NotTestableError
        When the tables leave it open: an order of events of which one has no date.
    StudyError
        When it is none of the patterns, or names a table or column that is not there.

    Examples
    --------
    >>> cases = pd.DataFrame({"case": ["a", "b"], "label": ["Alder", "Birch"]})
    >>> people = pd.DataFrame({"participant": ["p"], "case": ["a"]})
    >>> check_pattern("each cases has participants", {"cases": cases, "participants": people})
    [{'case': 'b', 'label': 'Birch'}]
    """
    for pattern, judge in _PATTERNS.items():
        match = re.fullmatch(pattern, " ".join(check.split()), flags=re.IGNORECASE)
        if match:
            return judge(tables, *match.groups())
    raise StudyError(f"{check!r} is none of the five patterns, such as: {'; '.join(EXAMPLES)}")


def _each(tables: Tables, one: str, other: str) -> Rows:
    rows, others = _chosen(tables, one), _chosen(tables, other)
    kind, linked = one.split(" of ")[0].strip(), other.split(" of ")[0].strip()
    keys = load_schema(kind)["primaryKey"]
    if len(keys) != 1 or keys[0] not in others:
        raise StudyError(f"the table {linked} has no column {keys[0]} that names the {kind}")
    if rows.empty:
        raise NotTestableError(f"there are no {one}")
    return _shown(rows[~rows[keys[0]].isin(others[keys[0]])], kind)


def _none(tables: Tables, one: str) -> Rows:
    return _shown(_chosen(tables, one), one.split(" of ")[0].strip())


def _as_many(tables: Tables, one: str, other: str) -> Rows:
    counts = {one: len(_chosen(tables, one)), other: len(_chosen(tables, other))}
    return [] if len(set(counts.values())) == 1 else [counts]


def _at_least(tables: Tables, number: str, one: str) -> Rows:
    found = len(_chosen(tables, one))
    return [] if found >= int(number) else [{one: found}]


def _before(tables: Tables, one: str, other: str) -> Rows:
    events = _chosen(tables, "events").set_index("event")
    for name in (one, other):
        if name not in events.index:
            raise StudyError(f"the table events has no event {name}")
    spans = [_start(events.loc[name, "start"]) for name in (one, other)]
    if spans[0] is None or spans[1] is None:
        undated = [n for n, span in zip((one, other), spans, strict=True) if span is None]
        raise NotTestableError(f"no date is known of {' and '.join(undated)}")
    if spans[0].earliest > spans[1].latest:
        return [{name: events.loc[name, "start"] for name in (one, other)}]
    if spans[0].latest >= spans[1].earliest:
        raise NotTestableError("the dates are not exact enough to tell which came first")
    return []


def _start(date: object) -> Any:
    try:
        return read_date(date) if isinstance(date, str) else None
    except DateError:
        return None


def _chosen(tables: Tables, phrase: str) -> pd.DataFrame:
    """Keep the rows of a table that fit its conditions."""
    kind, _, conditions = phrase.strip().partition(" of ")
    if kind not in KINDS:
        raise StudyError(f"{kind!r} is no kind of table; the kinds are {', '.join(KINDS)}")
    if kind not in tables:
        raise NotTestableError(f"the study has no table {kind}")
    rows = tables[kind]
    for condition in re.split(r"\s+and\s+(?=\w+\s*=)", conditions) if conditions else []:
        column, sign, value = (part.strip() for part in condition.partition("="))
        if not sign or column not in rows:
            raise StudyError(
                f"{condition!r} does not say a column of {kind} and what it holds, as in "
                f"{rows.columns[0]} = ...; the columns are {', '.join(rows)}"
            )
        cells = rows[column].astype("str").str.casefold()
        rows = rows[rows[column].notna() & (cells == value.casefold())]
    return rows


def _shown(rows: pd.DataFrame, kind: str) -> Rows:
    keys = load_schema(kind)["primaryKey"]
    names = [*keys, *(["label"] if "label" in rows else [])]
    return [{str(key): cell for key, cell in row.items()} for row in rows[names].to_dict("records")]


_PATTERNS: dict[str, Callable[..., Rows]] = {
    r"each (.+?) has (.+)": _each,
    r"no (.+)": _none,
    r"as many (.+?) as (.+)": _as_many,
    r"at least (\d+) (.+)": _at_least,
    r"event (\S+) before event (\S+)": _before,
}
