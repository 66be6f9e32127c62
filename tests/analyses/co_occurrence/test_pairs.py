"""Codes that occur together, against a count by hand and by brute force."""

import sys

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, strategies as st
from matplotlib.patches import PathPatch

from compendium.analyses.co_occurrence.figure import draw_code_pairs
from compendium.analyses.co_occurrence.figure_network import _places, draw_code_network
from compendium.analyses.co_occurrence.pairs import code_pairs, is_unequal, summarise_code_pairs
from compendium.analyses.co_occurrence.table import tabulate_code_pairs
from compendium.exhibits import style
from compendium.exhibits.lettering import line_height

CODES = pd.DataFrame({"code": list("abc"), "label": ["Aims", "Bonds", "Coffee"]})
LABELS = dict(zip(CODES["code"], CODES["label"], strict=True))


def segments(*rows):
    table = pd.DataFrame(rows, columns=["segment", "code", "source", "start", "end"])
    return table.astype({"start": "Int64", "end": "Int64"})


def pair(found, one, other):
    return found.set_index(["code", "other"]).loc[(one, other)]


def test_one_passage_and_overlapping_passages_are_counted_apart():
    found = code_pairs(
        segments(
            ("p1", "a", "s1", 0, 10),
            ("p2", "b", "s1", 0, 10),  # the same place, marked once more
            ("p3", "b", "s1", 8, 20),
            ("p4", "c", "s1", 20, 30),  # begins where the one before ends
            ("p5", "c", "s2", 0, 10),
        ),
        CODES,
    )
    assert len(found) == 1
    both = pair(found, "a", "b")
    assert (both["n"], both["n_other"], both["same"], both["overlapping"]) == (1, 2, 1, 2)
    assert both["c_same"] == pytest.approx(1 / 2)
    assert both["c"] == pytest.approx(2 / 1)


def test_a_place_marked_by_two_coders_is_one_passage():
    found = code_pairs(
        segments(("p1", "a", "s1", 0, 9), ("p2", "a", "s1", 0, 9), ("p3", "b", "s1", 0, 9)), CODES
    )
    assert pair(found, "a", "b")[["n", "n_other", "same"]].tolist() == [1, 1, 1]


def test_without_a_place_only_the_segment_says_that_two_codes_are_together():
    missing = pd.NA
    found = code_pairs(
        segments(
            ("p1", "a", "s1", missing, missing),
            ("p1", "b", "s1", missing, missing),
            ("p2", "c", "s1", missing, missing),
        ),
        CODES,
    )
    assert [tuple(row) for row in found[["code", "other", "same", "overlapping"]].to_numpy()] == [
        ("a", "b", 1, 1)
    ]


def test_a_coefficient_without_a_positive_divisor_is_missing():
    long = ("p1", "a", "s1", 0, 100)
    short = [(f"q{n}", "b", "s1", n, n + 1) for n in range(3)]
    wide = [(f"r{n}", "a", "s1", n, 50 + n) for n in range(3)]
    found = code_pairs(segments(long, *short, *wide), CODES)
    both = pair(found, "a", "b")
    assert both["overlapping"] >= both["n"] + both["n_other"]
    assert np.isnan(both["c"])
    assert "not defined" in tabulate_code_pairs(found, LABELS, title="T").content["c"].tolist()


places = st.tuples(
    st.sampled_from("abc"), st.sampled_from(["s1", "s2"]), st.integers(0, 12), st.integers(1, 6)
)


@given(st.lists(places, min_size=1, max_size=14))
def test_the_sweep_counts_as_looking_at_every_pair_does(marks):
    table = segments(*((f"p{n}", c, s, a, a + w) for n, (c, s, a, w) in enumerate(marks)))
    of = {code: {(s, a, a + w) for c, s, a, w in marks if c == code} for code in CODES["code"]}
    found = code_pairs(table, CODES).set_index(["code", "other"])
    for one, other in [("a", "b"), ("a", "c"), ("b", "c")]:
        touching = [
            (p, q)
            for p in of[one]
            for q in of[other]
            if p[0] == q[0] and p[1] < q[2] and q[1] < p[2]
        ]
        if not touching:
            assert (one, other) not in found.index
            continue
        row = found.loc[(one, other)]
        assert row["overlapping"] == len(touching)
        assert row["same"] == len(of[one] & of[other])
        apart = [(p, q) for p, q in touching if p != q]
        assert row["within"] == sum(q[1] <= p[1] and p[2] <= q[2] for p, q in apart)
        assert row["encloses"] == sum(p[1] <= q[1] and q[2] <= p[2] for p, q in apart)
        assert row["partly"] == len(apart) - row["within"] - row["encloses"]
        assert (row["n"], row["n_other"]) == (len(of[one]), len(of[other]))


def test_many_overlaps_are_counted_in_parts(monkeypatch):
    rng = np.random.default_rng(3)
    start = rng.integers(0, 200, 300)
    table = segments(
        *((f"p{n}", "abc"[n % 3], "s1", int(a), int(a) + 20) for n, a in enumerate(start))
    )
    whole = code_pairs(table, CODES)
    monkeypatch.setattr(sys.modules["compendium.analyses.co_occurrence.pairs"], "AT_A_TIME", 50)
    pd.testing.assert_frame_equal(code_pairs(table, CODES), whole)


def test_values_figure_and_table_say_the_same():
    found = code_pairs(
        segments(("p1", "a", "s1", 0, 10), ("p2", "b", "s1", 5, 10), ("p3", "c", "s1", 6, 9)), CODES
    )
    values = summarise_code_pairs(found)
    assert values["n_pairs"] == 3
    assert values["n_pairs_on_one_passage"] == 0
    kinds = {"within": 0, "encloses": 1, "partly": 0}
    assert values["pair"]["a"]["b"] == {"same": 0, "overlapping": 1, "c": 1.0} | kinds
    figure = draw_code_pairs(found, LABELS, most=2, title="T")
    assert "1 further code in the table" in figure.caption
    assert figure.pictures["png"].startswith(b"\x89PNG")


def test_a_passage_of_no_length_overlaps_nothing():
    found = code_pairs(segments(("p1", "a", "s1", 0, 10), ("p2", "b", "s1", 5, 5)), CODES)
    assert found.empty


@pytest.mark.parametrize("most", [2, 3, 20])
def test_the_network_has_a_line_for_each_pair_and_warns_of_unequal_frequencies(most):
    many = [(f"b{n}", "b", "s2", 10 * n, 10 * n + 5) for n in range(6)]
    found = code_pairs(
        segments(
            ("p1", "a", "s1", 0, 10), ("p2", "b", "s1", 5, 10), ("p3", "c", "s1", 6, 9), *many
        ),
        CODES,
    )
    network = draw_code_network(found, LABELS, most=most, title="T")
    axes = network.content.axes[0]
    lines = [patch for patch in axes.patches if isinstance(patch, PathPatch)]
    assert len(lines) == (1 if most == 2 else 3)
    assert sum(line.get_linestyle() != "-" for line in lines) == (1 if most == 2 else 2)
    assert "one code is so much more frequent" in network.caption
    assert [text.get_text() for text in axes.texts][-1].endswith("(1)" if most > 2 else "(7)")
    assert network.pictures["png"].startswith(b"\x89PNG")


@pytest.mark.parametrize("number", [2, 3, 9, 20])
def test_no_labels_of_the_network_touch(number):
    places = _places(number)
    assert len(places) == number
    assert np.isfinite(places).all()
    line = line_height(style.BODY)
    for side in (places[places[:, 0] > 0], places[places[:, 0] < 0]):
        heights = np.sort(side[:, 1])
        assert (np.diff(heights) > 2 * line).all()


def test_no_pair_at_all_is_said():
    found = code_pairs(segments(("p1", "a", "s1", 0, 10)), CODES)
    assert "no two codes" in draw_code_network(found, LABELS, most=20, title="T").caption
    assert found.empty
    assert "no two codes" in draw_code_pairs(found, LABELS, most=20, title="T").caption
    assert tabulate_code_pairs(found, LABELS, title="T").content.empty


def test_pairs_of_a_frequent_and_a_rare_code_are_told_apart():
    pairs = pd.DataFrame({"n": [10, 9, 2, 1], "n_other": [2, 2, 10, 1]})
    assert is_unequal(pairs) == [True, False, True, False]


def test_a_passage_counts_for_the_codes_above_and_pairs_below_one_another_come_last():
    codes = pd.DataFrame({"code": ["means", "time", "ties"], "parent": [None, "means", None]})
    segments = pd.DataFrame(
        {
            "segment": ["a", "a", "b"],
            "code": ["time", "ties", "time"],
            "source": ["s"] * 3,
            "start": pd.array([0, 0, 9], dtype="Int64"),
            "end": pd.array([5, 5, 12], dtype="Int64"),
        }
    )
    pairs = code_pairs(segments, codes).set_index(["code", "other"])
    assert pairs["same"].to_dict() == {
        ("means", "ties"): 1,
        ("time", "ties"): 1,
        ("means", "time"): 2,
    }
    assert pairs.loc[("means", "ties"), ["n", "n_other"]].tolist() == [2, 1]
    assert pairs["nested"].tolist() == [False, False, True]
