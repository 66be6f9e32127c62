"""What follows from what is said of time, held against every assignment of days."""

import datetime as dt
import random
from itertools import product

import pandas as pd
import pytest

from compendium.analyses.timeline.events import event_spans
from compendium.analyses.timeline.figure import draw_timeline
from compendium.analyses.timeline.network import (
    ORIGIN,
    Constraint,
    contradiction,
    turned,
    ways_from,
)
from compendium.analyses.timeline.relations import event_bounds, time_contradictions
from compendium.analyses.timeline.table import tabulate_bounds, tabulate_contradictions
from compendium.errors import StudyError
from compendium.study.study import read_study


def events(**starts):
    """Events by name; a start, or a start and an end."""
    rows = []
    for name, dates in starts.items():
        start, end = dates if isinstance(dates, tuple) else (dates, None)
        stated = "stated" if start or end else "unknown"
        rows.append((name, name.capitalize(), start, end, stated))
    return pd.DataFrame(rows, columns=["event", "label", "start", "end", "stated"], dtype="object")


def relations(*rows):
    columns = ["relation_id", "event", "relation", "other", "at_least", "at_most", "where"]
    filled = [
        (str(number), *row, *[None] * (5 - len(row)), f"p. {number}")
        for number, row in enumerate(rows, start=1)
    ]
    return pd.DataFrame(filled, columns=columns, dtype="object")


def days(bounds, name):
    row = bounds.set_index("event").loc[name]
    return tuple(None if pd.isna(row[n]) else row[n].isoformat() for n in ("earliest", "latest"))


@pytest.mark.parametrize(
    ("said", "earliest", "latest"),
    [
        (("x", "after", "a"), "2023-01-01", None),
        (("x", "after", "a", "1 year"), "2024-01-01", None),
        (("x", "after", "a", "3 months"), "2023-03-31", None),  # 89 days, the least of three months
        (("x", "before", "a"), None, "2023-01-31"),
        (("x", "before", "a", "2 weeks"), None, "2023-01-17"),
        (("x", "before", "a", None, "1 week"), None, "2023-01-31"),  # no start of x follows
        (("x", "during", "p"), "2022-01-01", "2022-12-31"),
        (("x", "lasts", None, "3 months", "3 months"), None, None),
    ],
)
def test_a_relation_bounds_an_event_without_a_date(said, earliest, latest):
    bounds = event_bounds(events(a="2023-01", p=("2022", "2022"), x=None), relations(said))
    assert days(bounds, "x") == (earliest, latest)


def test_bounds_name_the_chain_of_sentences_with_their_places():
    said = relations(("b", "after", "a", "1 year"), ("x", "after", "b"), ("x", "before", "z"))
    bounds = event_bounds(events(a="2020-05-01", b=None, x=None, z="2022"), said).set_index("event")
    assert bounds.loc["x", "rests_on"] == (
        "A: 1 May 2020; B: at least 1 year after A (p. 1); X: after B (p. 2); "
        "X: before Z (p. 3); Z: 2022"
    )
    assert days(bounds.reset_index(), "b") == ("2021-05-01", "2022-12-31")


def test_columns_of_the_events_say_the_same_as_the_table():
    table = events(a="2023-01-10", x=None, z="2023-12-01")
    table = table.assign(after=[None, "a", None], before=[None, "z", None])
    said = relations(("x", "after", "a"), ("x", "before", "z"))
    plain = event_bounds(table.drop(columns=["after", "before"]), said)
    assert days(event_bounds(table), "x") == days(plain, "x") == ("2023-01-10", "2023-12-01")
    lasting = table.assign(start=["2023-01-10", "2023-02-01", "2023-12-01"], end=None)
    lasting = lasting.assign(stated="stated", lasts=[None, "at least 1 year", None])
    (chain,) = time_contradictions(lasting)
    assert "X: lasted at least 1 year" in chain


def test_a_contradiction_is_told_with_its_chain_and_bounds_nothing():
    said = relations(
        ("a", "during", "logs"),
        ("z", "during", "logs"),
        ("logs", "lasts", None, "3 months", "3 months"),
        ("logs", "after", "a"),
        ("other", "after", "z"),
    )
    table = events(a="2023-09", z="2024", logs=None, other=None)
    chains = time_contradictions(table, said.drop(3))
    assert [sorted(chain) for chain in chains] == [
        [
            "A: September 2023",
            "A: during Logs (p. 1)",
            "Logs: lasted 3 months (p. 3)",
            "Z: 2024",
            "Z: during Logs (p. 2)",
        ]
    ]
    bounds = event_bounds(table, said.drop(3))
    assert days(bounds, "logs") == (None, None)
    assert days(bounds, "other") == ("2024-01-01", None)
    assert len(tabulate_contradictions(chains, title="T").content) == 5


def test_what_is_approximate_or_inferred_is_no_ground_for_a_bound_but_may_contradict():
    said = relations(("x", "after", "a"))
    assert days(event_bounds(events(a="2023~", x=None), said), "x") == (None, None)
    inferred = events(a="2023", x=None).assign(stated=["inferred", "unknown"])
    assert days(event_bounds(inferred, said), "x") == (None, None)
    assert len(time_contradictions(events(a="2023~", x="2021"), said)) == 1


def test_a_stated_year_is_narrowed_by_what_came_before():
    spans = event_spans(events(a="2023-06-15", x="2023"), relations(("x", "after", "a")))
    assert spans.loc[1, ["first", "last"]].to_list() == [
        pd.Timestamp("2023-06-15"),
        pd.Timestamp("2023-12-31"),
    ]


@pytest.mark.parametrize(
    "row", [("x", "lasts", None), ("x", "lasts", "a", "1 day"), ("x", "after", None)]
)
def test_a_row_that_says_nothing_is_an_error(row):
    with pytest.raises(StudyError, match=r"relation_id 1: (lasts|after) needs"):
        event_bounds(events(a="2023", x=None), relations(row))


def solutions(rules, points, most):
    for numbers in product(range(most), repeat=len(points)):
        at = dict(zip(points, numbers, strict=True)) | {ORIGIN: 0}
        if all(at[rule.later] - at[rule.earlier] >= rule.days for rule in rules):
            yield at


def test_bounds_and_contradictions_are_those_of_trying_every_day():
    draw = random.Random(4)
    agree = 0
    points, most = [(name, "start") for name in "abc"], 7
    for _ in range(150):
        rules = [Constraint(ORIGIN, point, 0) for point in points]
        rules += [Constraint(point, ORIGIN, 1 - most) for point in points]
        for _ in range(draw.randint(1, 5)):
            one, other = draw.sample([ORIGIN, *points], 2)
            rules.append(Constraint(one, other, draw.randint(-4, 5), "said"))
        found = list(solutions(rules, points, most))
        circle = contradiction(rules)
        assert bool(found) is not bool(circle)
        if circle:
            assert sum(rule.days for rule in circle) > 0
            assert all(
                one.later == other.earlier
                for one, other in zip(circle, [*circle[1:], circle[0]], strict=True)
            )
            continue
        agree += 1
        first, last = ways_from(rules, ORIGIN), ways_from(turned(rules), ORIGIN)
        for point in points:
            assert first[point][0] == min(at[point] for at in found)
            assert -last[point][0] == max(at[point] for at in found)
            assert sum(rule.days for rule in first[point][1]) == first[point][0]
    assert 30 < agree < 140


def test_the_connectors_have_bounds_where_the_text_gives_no_date():
    study = read_study("connectors")
    spans = event_spans(study.table("events"), study.table("relations")).set_index("event")
    interviews = spans.loc["interviews"]
    assert interviews["earliest"].date() == dt.date(2023, 9, 1)
    assert interviews["latest"].date() == dt.date(2023, 10, 31)
    assert not (spans["certainty"] == "unknown").any()
    assert len(time_contradictions(study.table("events"), study.table("relations"))) == 1


def test_the_figure_and_the_table_show_bounds_also_where_one_side_is_open():
    said = relations(("x", "after", "a"), ("y", "before", "a"))
    table = events(a="2023-01", x=None, y=None, u=None).assign(n=pd.NA, unit=None)
    spans = event_spans(table, said)
    lanes = pd.Series(["l"] * 4, index=spans.index)
    drawn = draw_timeline(spans, lanes, title="T")
    assert "X (not before 1 January 2023); Y (not after 31 January 2023)" in drawn.alt
    assert "Without a date: U." in drawn.alt
    arrows = [
        line.get_marker()
        for axes in drawn.content.axes
        for line in axes.lines
        if line.get_marker() in ("<", ">")
    ]
    assert sorted(arrows) == ["<", ">"]
    table = tabulate_bounds(spans, title="T").content
    assert table["Event"].to_list() == ["X", "Y"]
