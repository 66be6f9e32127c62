"""Case x factor matrices, against plain loops."""

from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given, strategies as st

from compendium.analyses.factor_matrix.matrix import (
    co_occurrence,
    factor_matrix,
    matrix_kinds,
    printed_totals,
    summarise_matrices,
    total_table,
)
from compendium.errors import TableError
from compendium.study.study import read_study


@st.composite
def studies(draw):
    """Draw cases, factors of two kinds, and the presence of some of them."""
    cases = [f"case {n}" for n in range(draw(st.integers(1, 5)))]
    factors = [f"factor {n}" for n in range(draw(st.integers(2, 5)))]
    kinds = [draw(st.sampled_from(["actor", "condition"])) for _ in factors]
    marks = {
        (case, factor): draw(st.sampled_from([True, False, None]))
        for case in cases
        for factor in factors
    }
    rows = [(case, factor, mark) for (case, factor), mark in marks.items() if mark is not None]
    presence = pd.DataFrame(rows, columns=["case", "factor", "present"])
    presence = presence.astype({"case": "str", "factor": "str", "present": "boolean"})
    tables = {
        "presence": presence.iloc[::-1],
        "cases": pd.DataFrame({"case": cases, "label": cases}),
        "factors": pd.DataFrame(
            {"factor": factors, "kind": kinds, "label": factors, "label_en": None}
        ),
    }
    return tables, marks


@given(studies())
def test_a_matrix_holds_every_mark_in_the_order_of_the_tables(study):
    tables, marks = study
    for kind in matrix_kinds(tables["presence"], tables["factors"]):
        matrix = factor_matrix(**tables, kind=kind)
        for case in matrix.index:
            for factor in matrix:
                found = matrix.loc[case, factor]
                assert (None if pd.isna(found) else found) == marks[case, factor]
        assert list(matrix.index) == sorted(matrix.index)
        assert list(matrix) == sorted(matrix)
    kind_of = dict(zip(tables["factors"]["factor"], tables["factors"]["kind"], strict=True))
    seen = {kind_of[factor] for (_, factor), mark in marks.items() if mark is not None}
    assert set(matrix_kinds(tables["presence"], tables["factors"])) == seen


@given(studies())
def test_totals_count_the_cases_with_a_factor(study):
    tables, marks = study
    none = pd.DataFrame(columns=["artefact", "analysis", "value", "printed"], dtype="str")
    for kind in matrix_kinds(tables["presence"], tables["factors"]):
        table = total_table(factor_matrix(**tables, kind=kind), tables["factors"], none)
        for row in table.itertuples():
            assert row.counted == sum(
                mark is True for (_, factor), mark in marks.items() if factor == row.factor
            )
            assert pd.isna(row.printed)
            assert pd.isna(row.difference)


@given(
    st.lists(
        st.lists(st.sampled_from([True, False, None]), min_size=3, max_size=3),
        min_size=1,
        max_size=6,
    )
)
def test_pairs_are_counted_case_by_case(rows):
    matrix = pd.DataFrame(rows, columns=list("xyz"), dtype="boolean")
    pairs = co_occurrence(matrix)
    assert list(zip(pairs["factor"], pairs["other"], strict=True)) == list(combinations("xyz", 2))
    for pair in pairs.itertuples():
        first, second = "xyz".index(pair.factor), "xyz".index(pair.other)
        both = sum(row[first] is True and row[second] is True for row in rows)
        either = sum(row[first] is True or row[second] is True for row in rows)
        assert (pair.both, pair.either) == (both, either)
        assert pd.isna(pair.jaccard) if either == 0 else pair.jaccard == both / either


def test_one_factor_makes_no_pair():
    with pytest.raises(TableError) as caught:
        co_occurrence(pd.DataFrame({"x": [True]}))
    assert str(caught.value) == (
        "presence.csv: pairs need two factors; found 1. Add the presence of another factor, or "
        "leave this analysis out."
    )


def printed_table(*rows):
    columns = ["artefact", "analysis", "value", "printed"]
    return pd.DataFrame(rows, columns=columns, dtype="str")


def test_printed_totals_are_those_of_tables_the_first_of_several():
    printed = printed_table(
        ("Table 5", "factor-matrix", "total.room", "2"),
        ("Table 6", "factor-matrix", "total.room", "9"),
        ("tab. 5", "factor-matrix", "total.money", "1"),
        ("text", "factor-matrix", "total.resident", "7"),
        ("Table 5", "timeline", "total.case", "7"),
        ("Table 5", "factor-matrix", "n_cases", "7"),
        ("Table 5", None, None, "7"),
        ("Table 5", "factor-matrix", "total.garden", "many"),
    )
    totals = printed_totals(printed)
    assert totals.to_dict() == {"room": 2, "money": 1}


@pytest.mark.parametrize(
    ("text", "number"),
    [("negen", 9), ("1.234", 1234), ("9 (82%)", 9), ("n = 9", 9), ("twenty-one", 21)],
)
def test_printed_totals_are_read_as_all_printed_numbers(text, number):
    totals = printed_totals(printed_table(("Table 5", "factor-matrix", "total.room", text)))
    assert totals.to_dict() == {"room": number}


@pytest.mark.parametrize("text", ["6,5", "8-9", "< 9", "several"])
def test_what_is_no_whole_number_is_no_total(text):
    assert printed_totals(printed_table(("Table 5", "factor-matrix", "total.room", text))).empty


def test_a_printed_total_that_differs_is_shown_beside_the_marks(tiny):
    study = read_study("tiny", layout=tiny)
    factors = study.table("factors")
    matrix = factor_matrix(study.table("presence"), study.table("cases"), factors, kind="condition")
    printed = printed_table(
        ("Table 5", "factor-matrix", "total.room", "2"),
        ("Table 5", "factor-matrix", "total.money", "3"),
    )
    table = total_table(matrix, factors, printed)
    assert table[["factor", "counted", "printed", "difference"]].to_dict("list") == {
        "factor": ["room", "money"],
        "counted": [2, 1],
        "printed": [2, 3],
        "difference": [0, -2],
    }


def test_values_name_totals_cases_and_differences(tiny):
    study = read_study("tiny", layout=tiny)
    cases, factors, presence = (study.table(kind) for kind in ("cases", "factors", "presence"))
    printed = printed_table(("Table 5", "factor-matrix", "total.money", "3"))
    kinds = matrix_kinds(presence, factors)
    assert kinds == ["condition", "actor"]
    matrices = {kind: factor_matrix(presence, cases, factors, kind=kind) for kind in kinds}
    totals = {kind: total_table(matrices[kind], factors, printed) for kind in kinds}
    pairs = co_occurrence(factor_matrix(presence, cases, factors))
    values = summarise_matrices(matrices, totals, pairs, cases, factors)
    assert values["total"] == {"room": 2, "money": 1, "resident": 1}
    assert values["printed_total"] == {"money": 3}
    assert values["kind"] == {"condition": {"factors": 2}, "actor": {"factors": 1}}
    assert values["case_total"] == {
        "a": {"condition": 1, "actor": 1},
        "b": {"condition": 2, "actor": 0},
    }
    assert values["n_differences"] == 1
    assert values["n_pairs"] == 3
    assert values["n_pairs_everywhere"] == 0
    assert values["case"]["a"] == {"start": None, "end": None}
