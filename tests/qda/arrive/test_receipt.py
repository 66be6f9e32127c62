"""What an import says."""

import pandas as pd

from compendium.qda.arrive.receipt import compare_pairs, frequency_lines, pair_lines, receipt
from compendium.qda.model.coded import Coded
from compendium.qda.model.shape import as_kinds

CODES = pd.DataFrame(
    {
        "code": ["t1", "x", "y", "z"],
        "parent": [None, "t1", "t1", None],
        "label": ["T1", "x", "y", "z"],
        "frequency": [3, 2, 2, 0],
    }
)
SEGMENTS = pd.DataFrame(
    {
        "segment": ["s1", "s1", "s2", "s3"],
        "code": ["x", "y", "x", "y"],
        "source": "a",
        "form": "coding",
        "coder": ["Ann", "Ann", "Bo", None],
    }
)
SOURCES = pd.DataFrame({"source": ["a"], "kind": ["document"], "label": ["A"]})


def coded(**more):
    tables = {"codes": CODES, "sources": SOURCES, "segments": SEGMENTS}
    return Coded("Tool", "2.1", as_kinds(tables), **more)


def test_the_receipt_counts_everything():
    lines = receipt(coded(unit="UTF-8 bytes", unit_score=0.975, skipped=("One thing.",)), name="f")
    assert lines == [
        "f: Tool 2.1",
        "  documents  1",
        "  codes      4",
        "  segments   4 (codes given to 3 passages)",
        "  coders     2: Ann and Bo",
        "  cases      0",
        "  offsets    UTF-8 bytes; 97.5% of the passages fit",
        "  frequencies 4 of 4 codes have as many passages as the program says",
        "  left out, or worth knowing:",
        "    One thing.",
    ]


def test_a_frequency_that_differs_is_shown_with_both_numbers():
    other = Coded(
        "Tool",
        "",
        as_kinds({"codes": CODES.assign(frequency=[3, 5, 2, 0]), "segments": SEGMENTS}),
    )
    assert frequency_lines(other) == [
        "frequencies 3 of 4 codes have as many passages as the program says",
        "  these have not: x 2, there 5",
    ]


def test_a_program_that_does_not_count_for_the_category_is_compared_in_its_own_way():
    alone = Coded(
        "Tool", "", as_kinds({"codes": CODES.assign(frequency=[0, 2, 2, 0]), "segments": SEGMENTS})
    )
    assert frequency_lines(alone)[0].startswith("frequencies 4 of 4")


def test_coefficients_are_compared_rounded_half_up():
    pairs = pd.DataFrame(
        [
            ("T1", "z", 0, 0.0),
            ("T1: x", "T1: y", 1, 0.33),
            ("T1", "x", 2, 0.66),
            ("x", "gone", 1, 0.5),
        ],
        columns=["first", "second", "together", "coefficient"],
    )
    compared = compare_pairs(pairs, SEGMENTS, CODES)
    assert compared["agrees"].tolist() == [True, True, False]
    assert compared["our_coefficient"].tolist() == [0.0, 0.33, 0.67]
    assert pair_lines(compared, len(pairs)) == [
        "co-occurrence: 2 of 3 pairs of codes agree with the segments of the study",
        "1 pair with a code the study does not have",
        "  T1 with x: 2 with c = 0.66 in the file, 2 (c = 0.67) in the study",
    ]


def test_one_of_eight_is_thirteen_hundredths():
    segments = pd.DataFrame(
        {
            "segment": ["s0", *(f"s{place}" for place in range(8))],
            "code": ["z", *["x"] * 8],
        }
    )
    pairs = pd.DataFrame(
        [("x", "z", 1, 0.13)], columns=["first", "second", "together", "coefficient"]
    )
    assert compare_pairs(pairs, segments, CODES)["agrees"].tolist() == [True]
