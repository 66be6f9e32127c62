"""Checks of cells against the schema of their kind."""

import pandas as pd
import pytest

from compendium.study.kinds.checks import Problem, check_columns, type_columns
from compendium.study.kinds.references import check_references


def cells(**columns):
    table = pd.DataFrame(columns, dtype="str")
    table.index = pd.RangeIndex(2, 2 + len(table), name="row")
    return table


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((), "t.csv: it is wrong. Mend it."),
        ((4,), "t.csv, row 4, column c: it is wrong. Mend it."),
        ((4, 6), "t.csv, row 4, column c: it is wrong (2 such rows: 4, 6). Mend it."),
        ((4, 6, 7), "t.csv, row 4, column c: it is wrong (3 such rows: 4, 6, 7). Mend it."),
        (
            (4, 6, 7, 9),
            "t.csv, row 4, column c: it is wrong (4 such rows: 4, 6, 7, ...). Mend it.",
        ),
    ],
)
def test_a_message_names_the_place_and_the_first_three_rows(rows, expected):
    problem = Problem("it is wrong", "Mend it.", "c" if rows else "", rows)
    assert problem.message("t.csv") == expected


def test_columns_that_are_not_needed_may_be_absent():
    assert check_columns(["event", "label", "stated"], "events") == []
    assert [p.what for p in check_columns(["event", "label"], "events")] == [
        "the column stated is missing; found the columns event, label"
    ]


def test_typed_columns_have_the_types_of_the_schema():
    table, problems = type_columns(
        cells(case=["A", "B"], factor=["x", "x"], present=["yes", "no"]), "presence"
    )
    assert problems == []
    assert table["present"].to_list() == [True, False]
    assert table.dtypes.astype(str).to_dict() == {
        "case": "str",
        "factor": "str",
        "present": "boolean",
        "passages": "Int64",
    }


@pytest.mark.parametrize(("word", "value"), [("yes", True), ("YES", True), ("No", False)])
def test_yes_and_no_may_be_in_capitals(word, value):
    table, problems = type_columns(cells(case=["A"], factor=["x"], present=[word]), "presence")
    assert problems == []
    assert table["present"].to_list() == [value]


def test_an_empty_optional_cell_is_missing_and_no_problem():
    table, problems = type_columns(
        cells(segment=["p"], code=["c"], source=["s"], form=["mention"], words=[""], where=[""]),
        "segments",
    )
    assert problems == []
    assert table[["words", "where"]].isna().all(axis=None)


def test_the_input_stays_as_it_was():
    before = cells(item=["1"], round=["T1"], score=["high"], remark=["r"])
    copy = before.copy(deep=True)
    type_columns(before, "scores")
    pd.testing.assert_frame_equal(before, copy)


def test_rows_of_the_same_key_are_counted_from_the_second_on():
    _, problems = type_columns(
        cells(item=["1", "2", "1", "1", "2"], round=["T"] * 5, score=["5"] * 5), "scores"
    )
    assert [problem.rows for problem in problems] == [(4, 5, 6)]


def test_a_reference_is_checked_only_where_there_is_a_table_and_a_value():
    events = pd.DataFrame({"event": ["a", "b"], "element": ["9", None], "after": [None, "a"]})
    events = events.assign(before=None, during=None)
    events.index = [2, 3]
    assert check_references(events, "events", lambda _: None) == []
    elements = pd.DataFrame({"element": ["1"]})
    problems = check_references(events, "events", lambda _: elements)
    assert [(p.column, p.rows) for p in problems] == [("element", (2,))]


def test_a_row_that_hangs_on_a_circle_is_no_part_of_it():
    codes = pd.DataFrame({"code": list("abcd"), "parent": ["b", "a", "a", None]}, index=range(2, 6))
    problems = check_references(codes, "codes", lambda _: None)
    assert [(p.column, p.rows) for p in problems] == [("parent", (2, 3))]
