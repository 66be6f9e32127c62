"""Events on a timeline, and how sure their dates are."""

import pandas as pd
import pytest

from compendium.analyses.timeline.events import (
    case_events,
    date_certainty,
    event_spans,
    lanes,
    people_shown,
    summarise_timeline,
)
from compendium.analyses.timeline.figure import draw_timeline
from compendium.study.study import read_study


def event(start, end, stated="stated"):
    return pd.DataFrame(
        {"event": ["a"], "label": ["A"], "start": [start], "end": [end], "stated": [stated]},
        dtype="str",
    )


@pytest.mark.parametrize(
    ("start", "end", "stated", "first", "last", "certainty"),
    [
        ("2023-09-15", None, "stated", "2023-09-15", "2023-09-15", "certain"),
        ("2023-09", None, "stated", "2023-09-01", "2023-09-30", "certain"),
        ("2022", "2023-06", "stated", "2022-01-01", "2023-06-30", "certain"),
        ("2022~", "2023-06", "stated", "2022-01-01", "2023-06-30", "approximate"),
        ("2022", "2023-06~", "stated", "2022-01-01", "2023-06-30", "approximate"),
        ("2022", "2023", "inferred", "2022-01-01", "2023-12-31", "approximate"),
        ("2022", "..", "stated", "2022-01-01", None, "open"),
        ("2022~", "..", "inferred", "2022-01-01", None, "open"),
        ("..", "2023", "stated", None, "2023-12-31", "open"),
        (None, "2023", "stated", None, "2023-12-31", "open"),
        ("2023-09", "2022-01", "stated", None, None, "unknown"),
        ("192X", None, "stated", "1920-01-01", "1929-12-31", "approximate"),
        ("2021", None, "unknown", "2021-01-01", "2021-12-31", "approximate"),
        (None, None, "unknown", None, None, "unknown"),
        (None, "..", "stated", None, None, "unknown"),
    ],
)
def test_a_span_has_days_and_a_certainty(start, end, stated, first, last, certainty):
    span = event_spans(event(start, end, stated)).loc[0]
    assert span["certainty"] == certainty
    for found, expected in ((span["first"], first), (span["last"], last)):
        assert (pd.isna(found) and expected is None) or found == pd.Timestamp(expected)


def test_events_keep_their_order_and_their_columns(tiny):
    events = read_study("tiny", layout=tiny).table("events")
    copy = events.copy(deep=True)
    spans = event_spans(events)
    assert spans["event"].to_list() == ["talks", "meeting", "follow-up", "report"]
    assert spans["certainty"].to_list() == ["certain", "approximate", "open", "unknown"]
    assert list(spans)[: events.shape[1]] == list(events)
    pd.testing.assert_frame_equal(events, copy)


def test_events_are_counted_by_certainty_also_those_that_do_not_occur(tiny):
    spans = event_spans(read_study("tiny", layout=tiny).table("events"))
    counts = date_certainty(spans[spans["certainty"] != "open"])
    assert dict(zip(counts["certainty"], counts["events"], strict=True)) == {
        "certain": 1,
        "approximate": 1,
        "open": 0,
        "bounded": 0,
        "unknown": 1,
    }


def test_a_lane_is_that_of_the_element_then_the_events_own_then_other():
    events = pd.DataFrame({"element": ["1", "x", None, None], "lane": ["own", None, "own", None]})
    elements = pd.DataFrame({"element": ["1", "x"], "label": ["Talks", "Reading"]})
    assert lanes(events, elements).to_list() == ["1. Talks", "Reading", "own", "other"]
    assert lanes(events, None).to_list() == ["own", "other", "own", "other"]
    assert lanes(events.drop(columns="lane"), None).unique().tolist() == ["other"]


def test_cases_become_events_with_a_lane_each():
    cases = pd.DataFrame(
        {
            "case": ["A", "B"],
            "label": ["Alder", "Birch"],
            "start": ["2020", None],
            "end": ["..", None],
        },
        dtype="str",
    )
    spans = event_spans(case_events(cases))
    assert spans["lane"].to_list() == ["Alder", "Birch"]
    assert spans["certainty"].to_list() == ["open", "unknown"]


def test_values_name_each_event(tiny):
    study = read_study("tiny", layout=tiny)
    values = summarise_timeline(event_spans(study.table("events")), study.table("elements"))
    assert values["n_events"] == 4
    assert values["n_elements"] == 2
    assert values["certainty"] == {
        "certain": 1,
        "approximate": 1,
        "open": 1,
        "bounded": 0,
        "unknown": 1,
    }
    assert values["event"]["talks"] == {
        "start": "2023-01",
        "end": "2023-03",
        "n": 4,
        "certainty": "certain",
        "earliest": "2023-01-01",
        "latest": "2023-03-31",
    }
    assert values["event"]["follow_up"]["end"] == ".."
    assert values["event"]["report"]["start"] is None


def test_cases_without_dates_get_no_axis():
    cases = pd.DataFrame({"case": ["a"], "label": ["Alder"], "start": [None], "end": [None]})
    spans = event_spans(case_events(cases))
    shown = draw_timeline(spans, lanes(spans, None), title="T")
    assert not shown.is_figure
    assert shown.caption == "T: none of the 1 event has a date."


def test_few_people_of_an_event_are_not_counted():
    spans = pd.DataFrame(
        {"n": pd.array([3, 3, 12, None], "Int64"),
         "unit": ["deelnemers", "interviews", "participants", None]}
    )  # fmt: skip
    assert people_shown(spans, 5).to_list()[:3] == ["<5", 3, "12"]
    assert people_shown(spans, 1).to_list()[:3] == ["3", 3, "12"]
