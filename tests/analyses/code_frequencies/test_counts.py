"""Counts of coded passages, against counting code by code down the tree."""

import pandas as pd
import pytest
from hypothesis import given, strategies as st

from compendium.analyses.code_frequencies.columns import column_labels, columns_to_count_by
from compendium.analyses.code_frequencies.counts import (
    branches,
    code_counts,
    code_tree,
    cross_count,
    cross_table,
    present_forms,
    shares,
    subtree,
    summarise_coding,
    unused_codes,
)
from compendium.analyses.code_frequencies.use import (
    code_presence,
    most_used,
    rank_codes,
    summarise_presence,
)
from compendium.errors import AnalysisError, TableError
from compendium.study.study import read_study


@st.composite
def projects(draw):
    """Draw a code tree in any order, and passages of sources, with one or more codes each."""
    size = draw(st.integers(1, 8))
    parents = [
        draw(st.none() | st.integers(0, place - 1)) if place else None for place in range(size)
    ]
    rows = [
        (f"c{place}", None if parent is None else f"c{parent}")
        for place, parent in enumerate(parents)
    ]
    rows = draw(st.permutations(rows))
    codes = pd.DataFrame(rows, columns=["code", "parent"], dtype="str")
    codes["label"] = codes["code"].str.upper()
    codes["kind"] = "theme"
    passages = draw(
        st.lists(
            st.tuples(
                st.lists(st.integers(0, size - 1), min_size=1, max_size=3, unique=True),
                st.sampled_from(["s0", "s1", "s2"]),
                st.sampled_from(["quotation", "mention", "coding"]),
                st.none() | st.integers(1, 50),
            ),
            min_size=1,
            max_size=12,
        )
    )
    segments = pd.DataFrame(
        [
            (f"p{number}", f"c{code}", source, form, words)
            for number, (coded, source, form, words) in enumerate(passages)
            for code in coded
        ],
        columns=["segment", "code", "source", "form", "words"],
    ).astype({"words": "Int64"})
    return codes, segments


SOURCES = pd.DataFrame(
    {"source": ["s0", "s1", "s2"], "case": ["A", "A", "B"], "kind": "interview", "label": "x"}
)


def passages_of(code, codes, segments):
    """Passages of a code and of the codes below it, one code at a time."""
    own = {
        (row.segment, row.source, row.form, row.words)
        for row in segments.itertuples()
        if row.code == code
    }
    children = [row.code for row in codes.itertuples() if row.parent == code]
    return own.union(*(passages_of(child, codes, segments) for child in children))


@given(projects())
def test_counts_are_those_of_the_code_and_all_below_it(project):
    codes, segments = project
    counted = code_counts(segments, codes).set_index("code")
    assert sorted(counted.index) == sorted(codes["code"])
    for code in codes["code"]:
        passages = passages_of(code, codes, segments)
        assert counted.loc[code, "together"] == len(passages)
        assert counted.loc[code, "own"] == len(
            set(segments.loc[segments["code"] == code, "segment"])
        )
        for form in ("quotation", "mention", "coding"):
            number = sum(passage[2] == form for passage in passages)
            assert counted.loc[code].get(form, 0) == number
        words = sum(passage[3] for passage in passages if not pd.isna(passage[3]))
        assert counted.loc[code, "words"] == words


@given(projects())
def test_parents_stand_above_their_children(project):
    codes, _ = project
    tree = code_tree(codes)
    place = {code: number for number, code in enumerate(tree["code"])}
    depth = dict(zip(tree["code"], tree["depth"], strict=True))
    root = dict(zip(tree["code"], tree["root"], strict=True))
    for row in tree.itertuples():
        assert row.children == (codes["parent"] == row.code).sum()
        if pd.isna(row.parent):
            assert (row.depth, row.root) == (0, row.code)
        else:
            assert place[row.parent] < place[row.code]
            assert row.depth == depth[row.parent] + 1
            assert row.root == root[row.parent]


@given(projects())
def test_a_tree_is_in_one_piece(project):
    codes, _ = project
    ancestors = subtree(codes).groupby("ancestor")["code"].agg(set)
    order = code_tree(codes)["code"].to_list()
    for code, below in ancestors.items():
        start = order.index(code)
        assert set(order[start : start + len(below)]) == below


@given(projects())
def test_counts_by_case_are_those_of_its_sources(project):
    codes, segments = project
    case_of = dict(zip(SOURCES["source"], SOURCES["case"], strict=True))
    counts = cross_count(segments, codes, SOURCES, by="case")
    for code in codes["code"]:
        passages = passages_of(code, codes, segments)
        if not passages:
            assert code not in counts.index
            continue
        for case in counts:
            number = sum(case_of[passage[1]] == case for passage in passages)
            assert counts.loc[code, case] == number


@given(projects())
def test_unused_codes_have_no_passage_below_them(project):
    codes, segments = project
    expected = [c for c in codes["code"] if not passages_of(c, codes, segments)]
    assert unused_codes(segments, codes) == expected


@given(projects())
def test_the_input_stays_as_it_was(project):
    codes, segments = project
    copies = codes.copy(deep=True), segments.copy(deep=True)
    code_counts(segments, codes)
    cross_table(segments, codes, SOURCES, by="source")
    pd.testing.assert_frame_equal(codes, copies[0])
    pd.testing.assert_frame_equal(segments, copies[1])


@pytest.mark.parametrize("of", ["row", "column"])
def test_shares_add_up_to_one(of):
    counts = pd.DataFrame({"A": [3, 0, 1], "B": [1, 0, 0]}, index=["x", "y", "z"])
    totals = shares(counts, of=of).sum(axis=1 if of == "row" else 0)
    assert totals.to_dict() == ({"x": 1, "y": 0, "z": 1} if of == "row" else {"A": 1, "B": 1})


def test_shares_of_nothing_are_missing():
    assert shares(pd.DataFrame({"A": [0, 2]}), of="row")["A"].isna().to_list() == [True, False]


@pytest.mark.parametrize("count", [code_tree, subtree])
def test_parents_in_a_circle_are_refused(count):
    codes = pd.DataFrame({"code": ["a", "b", "c"], "parent": ["b", "a", None], "label": "x"})
    with pytest.raises(TableError) as caught:
        count(codes)
    assert str(caught.value) == (
        "codes.csv: the parents of a, b go round in a circle. "
        "Leave the parent of the topmost code empty."
    )


def tables(tiny):
    study = read_study("tiny", layout=tiny)
    return study.table("segments"), study.table("codes"), study.table("sources")


def test_a_passage_with_two_codes_of_a_branch_counts_once(tiny):
    segments, codes, _ = tables(tiny)
    counted = code_counts(segments, codes).set_index("code")
    assert counted["together"].to_dict() == {"top": 4, "left": 2, "leaf": 2, "right": 1, "alone": 0}
    assert counted["own"].to_dict() == {"top": 1, "left": 1, "leaf": 2, "right": 1, "alone": 0}
    assert counted.loc["top", ["quotation", "mention", "words"]].to_list() == [2, 2, 15]
    assert "coding" not in counted


def test_forms_stand_in_their_own_order(tiny):
    segments, *_ = tables(tiny)
    assert present_forms(segments.iloc[::-1]) == ["quotation", "mention"]


def test_counts_of_one_form_only(tiny):
    counts = cross_count(*tables(tiny), by="source", form="mention")
    assert counts.to_dict("index") == {
        "top": {"s1": 1, "s2": 1},
        "left": {"s1": 0, "s2": 1},
        "leaf": {"s1": 0, "s2": 1},
        "right": {"s1": 1, "s2": 0},
    }


def test_the_long_table_has_counts_and_shares(tiny):
    table = cross_table(*tables(tiny), by="case")
    together = table[table["form"] == "together"]
    row = together[(together["code"] == "left") & (together["case"] == "A")].iloc[0]
    assert (row["label"], row["passages"]) == ("Left", 1)
    assert row["row_share"] == 0.5
    assert row["column_share"] == 0.5
    assert (table["passages"] > 0).all()
    assert table["form"].unique().tolist() == ["quotation", "mention", "together"]


def test_branches_keep_the_whole_tree_of_a_code_in_use(tiny):
    _, codes, _ = tables(tiny)
    assert branches(codes, ["leaf"])["code"].to_list() == ["top", "left", "leaf", "right"]


def test_values_count_distinct_passages(tiny):
    values = summarise_coding(*tables(tiny))
    assert values["n_codes"] == 5
    assert values["n_unused_codes"] == 1
    assert values["n_segments"] == 4
    assert (values["n_quotations"], values["n_mentions"], values["n_codings"]) == (2, 2, 0)
    assert values["words"] == 15
    assert values["code"]["top"]["children"] == 2
    assert values["code"]["left"]["quotations"] == 1
    assert values["kind"] == {"theme": {"codes": 2}, "code": {"codes": 3}}
    assert values["case"] == {"a": {"together": 2}, "b": {"together": 2}}
    assert values["source"]["s1"] == {"together": 2}


def project():
    """Four codes, passages of three sources by two coders; c is below b, b below a."""
    codes = pd.DataFrame(
        {"code": list("abcd"), "parent": [None, "a", "b", None], "label": list("ABCD")}
    )
    rows = [
        ("p1", "c", "s0", "Anna"),
        ("p1", "b", "s0", "Bilal"),
        ("p2", "c", "s1", "Anna"),
        ("p3", "b", "s2", None),
        ("p4", "a", None, "Anna"),
    ]
    segments = pd.DataFrame(rows, columns=["segment", "code", "source", "coder"], dtype="str")
    segments["form"], segments["words"] = "coding", pd.array([5] * 5, dtype="Int64")
    sources = SOURCES.assign(role=["resident", "professional", "resident"])
    cases = pd.DataFrame(
        {"case": ["A", "B"], "label": ["Alder", "Birch"], "setting": ["in", "out"]}
    )
    return segments, codes, sources, cases


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        # Both coders coded p1 below a, so that it counts for each of them.
        ("coder", {"a": {"Anna": 3, "Bilal": 1}, "b": {"Anna": 2, "Bilal": 1}}),
        (
            "role",
            {"a": {"resident": 2, "professional": 1}, "b": {"resident": 2, "professional": 1}},
        ),
        ("setting", {"a": {"in": 2, "out": 1}, "b": {"in": 2, "out": 1}}),
    ],
)
def test_counts_by_coder_role_and_property_of_the_case(by, expected):
    counts = cross_count(*project(), by=by)
    assert counts.loc[["a", "b"]].to_dict("index") == expected
    table = cross_table(*project(), by=by)
    cells = table[(table["form"] == "together") & (table["code"] == "a")]
    assert dict(zip(cells[by], cells["passages"], strict=True)) == expected["a"]


def test_a_column_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(AnalysisError) as caught:
        cross_count(*project(), by="age")
    assert str(caught.value) == (
        "Passages cannot be counted by 'age': neither the sources nor the cases have such a "
        "column. Choose source, coder, case, kind, role and setting."
    )


def test_an_empty_column_cannot_be_counted_by():
    segments, codes, sources, cases = project()
    with pytest.raises(AnalysisError, match="no passage has a coder"):
        cross_count(segments.assign(coder=None), codes, sources, cases, by="coder")
    assert "coder" not in columns_to_count_by(segments.assign(coder=None), sources, cases)


def test_only_sources_and_cases_have_labels():
    *_, sources, cases = project()
    assert column_labels(sources, cases, by="case") == {"A": "Alder", "B": "Birch"}
    assert column_labels(sources, cases, by="role") == {}


def test_presence_counts_sources_and_cases_with_and_without_a_code():
    segments, codes, sources, _ = project()
    presence = code_presence(segments, codes, sources)
    assert presence.drop(columns="label").to_numpy().tolist() == [
        ["a", 3, 0, 1.0, 2, 0, 1.0],
        ["b", 3, 0, 1.0, 2, 0, 1.0],
        ["c", 2, 1, 0.6667, 1, 1, 0.5],
        ["d", 0, 3, 0.0, 0, 2, 0.0],
    ]
    values = summarise_presence(presence, segments)
    assert values["presence"]["c"] == {"sources": 2, "no_sources": 1, "cases": 1, "no_cases": 1}
    assert summarise_presence(presence, segments.assign(form="quotation")) == {}


def test_presence_in_cases_is_missing_where_no_source_has_one():
    segments, codes, sources, _ = project()
    presence = code_presence(segments, codes, sources.assign(case=None))
    assert presence["cases"].to_list() == [0, 0, 0, 0]
    assert presence["case_share"].isna().all()


def test_codes_are_ranked_by_their_own_passages():
    segments, codes, *_ = project()
    ranked = rank_codes(code_counts(segments, codes))
    rows = list(zip(ranked["code"], ranked["own"], ranked["rank"], strict=True))
    assert rows == [("b", 2, 1), ("c", 2, 1), ("a", 1, 3), ("d", 0, 4)]


@given(projects(), st.integers(1, 8))
def test_the_most_used_codes_come_with_those_above_them(project, most):
    codes, segments = project
    tree = code_counts(segments, codes)
    kept = most_used(tree, most=most)
    assert set(kept["parent"].dropna()) <= set(kept["code"])
    assert (kept["together"] > 0).all()
    assert tree.loc[tree["own"].idxmax(), "code"] in set(kept["code"])
    if (tree["together"] > 0).sum() <= most:
        assert len(kept) == (tree["together"] > 0).sum()
    else:
        assert len(kept) <= max(most, tree["depth"].max() + 1)


@pytest.mark.parametrize("code", [None, "unknown"])
def test_passages_without_a_code_on_the_list_count_as_none(code):
    codes = pd.DataFrame({"code": ["a"], "parent": [None], "label": ["A"]}, dtype="str")
    segments = pd.DataFrame(
        {"segment": ["p"], "code": [code], "form": ["coding"], "words": [3]}
    ).astype({"segment": "str", "code": "str", "form": "str"})
    segments["code"] = segments["code"].where(segments["code"] != "None")
    row = code_counts(segments, codes).iloc[0]
    assert row[["own", "coding", "together", "words"]].tolist() == [0, 0, 0, 0]
