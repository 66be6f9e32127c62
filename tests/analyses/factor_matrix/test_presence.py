"""Presence derived from coding, against counting by hand."""

import pandas as pd
import pytest
from hypothesis import given, strategies as st

from compendium.analyses.factor_matrix.presence import (
    factors_of,
    presence_from_coding,
    presence_of,
    presence_rule,
)
from compendium.errors import TableError

CODES = pd.DataFrame(
    {
        "code": ["top", "left", "right", "alone"],
        "parent": [None, "top", "top", None],
        "label": ["Top", "Left", "Right", "Alone"],
        "label_en": None,
    }
)
CASES = pd.DataFrame({"case": ["A", "B", "C"], "label": ["Alder", "Birch", "Cedar"]})
SOURCES = pd.DataFrame({"source": ["s1", "s2", "s3", "s4"], "case": ["A", "A", "B", None]})
ROWS = [
    ("p1", "left", "s1", "coding"),
    ("p1", "right", "s1", "coding"),
    ("p2", "left", "s2", "coding"),
    ("p3", "right", "s3", "coding"),
    ("p4", "alone", "s4", "coding"),
    ("p5", "alone", "s3", "quotation"),
]
SEGMENTS = pd.DataFrame(ROWS, columns=["segment", "code", "source", "form"])
EMPTY = pd.DataFrame({"case": [], "factor": [], "present": []})


def study(**changed):
    """Give tables as a study does."""
    tables = {"segments": SEGMENTS, "sources": SOURCES, "cases": CASES, "codes": CODES, **changed}
    return lambda kind, optional=False: tables.get(kind, EMPTY) if optional else tables[kind]


def found(presence):
    """Name the factors present in each case."""
    rows = presence[presence["present"]]
    return {case: list(part["factor"]) for case, part in rows.groupby("case")}


def test_passages_of_the_codes_below_count_for_their_parent_once():
    presence = presence_of(study())
    counted = presence.set_index(["case", "factor"])["passages"]
    assert counted["A"].to_dict() == {"top": 2, "left": 2, "right": 1, "alone": 0}
    assert counted["B"].to_dict() == {"top": 1, "left": 0, "right": 1, "alone": 0}
    assert found(presence) == {"A": ["top", "left", "right"], "B": ["top", "right"]}


def test_a_higher_threshold_asks_for_more_passages():
    assert found(presence_of(study(), at_least=2)) == {"A": ["top", "left"]}


@given(
    st.lists(
        st.tuples(
            st.integers(0, 5),
            st.sampled_from(["top", "left", "right", "alone"]),
            st.sampled_from(["s1", "s2", "s3"]),
        ),
        min_size=1,
    ),
    st.integers(1, 4),
)
def test_a_higher_threshold_never_adds_a_factor(rows, at_least):
    segments = pd.DataFrame(
        [(f"p{number}{source}", code, source, "coding") for number, code, source in rows],
        columns=["segment", "code", "source", "form"],
    ).drop_duplicates()
    low = presence_of(study(segments=segments), at_least=at_least)
    high = presence_of(study(segments=segments), at_least=at_least + 1)
    assert not (high["present"] & ~low["present"]).any()


def test_only_factors_that_are_codes_are_looked_for():
    factors = pd.DataFrame(
        {"factor": ["top", "other"], "kind": "condition", "label": ["Top", "Other"]}
    )
    presence = presence_of(study(factors=factors))
    assert set(presence["factor"]) == {"top"}
    assert found(presence) == {"A": ["top"], "B": ["top"]}


def test_without_factors_codes_are_named_after_the_top_of_their_tree():
    factors = factors_of(study())
    assert factors["factor"].to_list() == ["top", "left", "right", "alone"]
    assert factors["kind"].to_list() == ["Top", "Top", "Top", "Alone"]


def test_what_a_study_states_is_not_derived():
    stated = pd.DataFrame({"case": ["A"], "factor": ["alone"], "present": [True]})
    assert presence_of(study(presence=stated), at_least=9) is stated
    assert presence_rule(study(presence=stated)) == ""


def test_the_rule_names_the_threshold_and_the_passages_left_out():
    assert presence_rule(study(), at_least=2) == (
        "A factor is present in a case when at least 2 coded passages of its sources have this "
        "code or a code below it. Not counted: 1 passage in sources without a case."
    )


@pytest.mark.parametrize(
    ("changed", "at_least", "message"),
    [
        ({}, 0, "at_least = 0"),
        ({"sources": SOURCES.assign(case=None)}, 1, "no source with a coded passage has a case"),
        (
            {"factors": pd.DataFrame({"factor": ["x"], "kind": ["y"], "label": ["z"]})},
            1,
            "no factor is a code",
        ),
    ],
)
def test_presence_that_cannot_follow_is_refused(changed, at_least, message):
    with pytest.raises(TableError, match=message):
        presence_of(study(**changed), at_least=at_least)


def test_the_input_stays_as_it_was():
    copy = SEGMENTS.copy(deep=True)
    presence_from_coding(SEGMENTS, SOURCES, CASES, CODES, factors_of(study()))
    pd.testing.assert_frame_equal(SEGMENTS, copy)
