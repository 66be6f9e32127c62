"""Each check of a study against itself: with the fault, and without."""

import pandas as pd
import pytest
from hypothesis import given, strategies as st

from compendium.study.kinds import column_names
from compendium.study.kinds.checks import type_columns
from compendium.verification.consistency import find_inconsistencies


def study(**tables):
    """Give tables by kind, typed, from lists of dicts; kinds that are not given have no rows."""

    def table(kind):
        cells = pd.DataFrame(tables.get(kind, []), dtype="str").fillna("")
        if cells.empty:
            cells = pd.DataFrame(columns=column_names(kind), dtype="str")
        typed, problems = type_columns(cells, kind)
        assert problems == []
        return typed.reset_index(drop=True)

    return table


def found(scale=None, **tables):
    findings = find_inconsistencies(study(**tables), scale)
    return [(row.check, row.finding) for row in findings.itertuples()]


def printed(name, text, *, value="n", part_of="", artefact="Table 1"):
    return {
        "printed_id": name,
        "artefact": artefact,
        "where": "row 1",
        "quantity": f"number {name}",
        "printed": text,
        "analysis": "factor-matrix" if value else "",
        "value": value,
        "part_of": part_of,
    }


CASES = [{"case": "A", "label": "Alder"}, {"case": "B", "label": "Birch"}]
FACTORS = [{"factor": "money", "kind": "condition", "label": "Money"}]
PRESENCE = [
    {"case": "A", "factor": "money", "present": "yes"},
    {"case": "B", "factor": "money", "present": "no"},
]


@pytest.mark.parametrize(
    ("total", "findings"),
    [
        ("1", []),
        ("2", [("totals against marks", "the total is printed as 2; the marks add up to 1")]),
    ],
)
def test_totals_against_marks(total, findings):
    rows = [printed("total", total, value="total.money")]
    assert found(cases=CASES, factors=FACTORS, presence=PRESENCE, printed=rows) == findings


@pytest.mark.parametrize(
    ("other", "findings"),
    [
        ("seven", []),
        ("7.0", []),
        ("6.8", []),
        ("8", [("printed twice", "printed as 7 (Table 1, row 1); 8 (text, row 1)")]),
    ],
)
def test_printed_twice(other, findings):
    rows = [printed("a", "7"), printed("b", other, artefact="text")]
    assert found(printed=rows) == findings


@pytest.mark.parametrize(
    ("whole", "findings"),
    [
        ("eighteen", []),
        (
            "Seventeen",
            [
                (
                    "parts and wholes",
                    "number whole: printed as Seventeen; its parts 7 + 11 add up to 18",
                )
            ],
        ),
    ],
)
def test_parts_and_wholes(whole, findings):
    rows = [
        printed("whole", whole, value="w"),
        printed("one", "7", value="x", part_of="whole"),
        printed("other", "11", value="y", part_of="whole"),
    ]
    assert found(printed=rows) == findings


def parts(whole, *texts, rounding=""):
    rows = [{**printed("whole", whole, value="w"), "rounding": rounding}]
    rows += [
        {**printed(f"p{n}", text, value=f"v{n}", part_of="whole"), "rounding": rounding}
        for n, text in enumerate(texts)
    ]
    return found(printed=rows)


@pytest.mark.parametrize(
    "texts",
    [
        ("30.3", "10.1", "20.2"),
        ("30,3", "10,1", "20,2"),
        ("100%", "33.3%", "33.3%", "33.3%"),
        ("100", "33", "33", "34%"),
        ("1,234", "1,000", "234"),
        ("1.234", "1.000", "234"),
        ("hundred", "fifty", "vijftig"),
        ("100", "about half", "50"),
    ],
)
def test_parts_that_make_the_whole_are_no_finding(texts):
    assert parts(*texts) == []


@pytest.mark.parametrize(
    ("texts", "added"),
    [
        (("30.5", "10.1", "20.2"), "30.3"),
        (("18", "7", "12"), "19"),
        (("100%", "33.3%", "33.3%"), "66.6"),
        (("1,235", "1,000", "234"), "1234"),
    ],
)
def test_parts_that_do_not_are_one(texts, added):
    ((check, finding),) = parts(*texts)
    assert check == "parts and wholes"
    assert finding.endswith(f"add up to {added}")


def test_whole_numbers_that_were_rounded_may_differ_by_half_a_unit_each():
    assert parts("100", "33", "33", "33", rounding="0") == []
    assert len(parts("100", "33", "33", "32", rounding="0")) == 0
    assert len(parts("100", "33", "33", "31", rounding="0")) == 1


@given(st.lists(st.integers(0, 9999), min_size=1, max_size=6), st.sampled_from(".,"))
def test_right_tables_are_never_flagged(tenths, mark):
    written = [f"{number // 10}{mark}{number % 10}" for number in [sum(tenths), *tenths]]
    assert parts(*written) == []


@pytest.mark.parametrize(
    ("case", "findings"),
    [
        ("A", []),
        (
            "B",
            [
                (
                    "quoted where absent",
                    "a quotation on Money comes from case B, where the matrix marks it as absent",
                )
            ],
        ),
    ],
)
def test_quoted_where_absent(case, findings):
    assert (
        found(
            cases=CASES,
            factors=FACTORS,
            presence=PRESENCE,
            codes=[{"code": "c", "label": "C"}],
            sources=[{"source": "s", "kind": "interview", "label": "S", "case": case}],
            segments=[
                {
                    "segment": "1",
                    "code": "c",
                    "source": "s",
                    "form": "quotation",
                    "where": "p. 1",
                    "factor": "money",
                }
            ],
        )
        == findings
    )


@pytest.mark.parametrize(
    ("source", "finding"),
    [
        ({"role": "nurse"}, None),
        (
            {"role": "practice nurses"},
            "quoted as practice nurses; the participants' table has Nurse",
        ),
        ({"role": "alderman"}, "quoted as alderman; the participants' table has no such role"),
        ({"role": "nurse", "participant": "I1"}, None),
        (
            {"role": "nurse", "participant": "I9"},
            "I9 is quoted, and is not in the participants' table",
        ),
        (
            {"role": "doctor", "participant": "I1"},
            "I1 is quoted as doctor; the participants' table says Nurse",
        ),
    ],
)
def test_voices_without_participant(source, finding):
    findings = found(
        participants=[{"participant": "I1", "group": "g", "role": "Nurse"}],
        codes=[{"code": "c", "label": "C"}],
        sources=[{"source": "s", "kind": "interview", "label": "S", **source}],
        segments=[{"segment": "1", "code": "c", "source": "s", "form": "quotation"}],
    )
    assert findings == ([] if finding is None else [("voices without participant", finding)])


@pytest.mark.parametrize(
    ("numbers", "findings"),
    [
        ([1, 2, 3, 4], []),
        ([1, 2, 4], [("gaps in numbering", "the series I1 to I4 lacks I3")]),
        ([2, 10, 16], []),  # a selection, not a series
    ],
)
def test_gaps_in_numbering(numbers, findings):
    rows = [{"participant": f"I{n}", "group": "g", "role": "r"} for n in numbers]
    assert found(participants=rows) == findings


def event(name, start, *, end="", after=""):
    return {
        "event": name,
        "label": name.capitalize(),
        "start": start,
        "end": end,
        "after": after,
        "stated": "stated" if start else "unknown",
    }


@pytest.mark.parametrize(
    ("events", "findings"),
    [
        ([event("a", "2023-01", end="2023-05")], []),
        ([event("a", "2023-05", end="2023-01")], ["A: started May 2023; A: ended January 2023"]),
        ([event("a", "2022"), event("b", "2023", after="a")], []),
        (
            [event("a", "2023"), event("b", "2022-12", after="a")],
            ["B: December 2022; A: 2023; B: after A"],
        ),
        ([event("a", "2023-06"), event("b", "2023", after="a")], []),  # within the same year
        ([event("a", ""), event("b", "2023", after="a")], []),
    ],
)
def test_order_of_events(events, findings):
    told = [f"these cannot all be true: {chain}" for chain in findings]
    assert found(events=events) == [("order of events", one) for one in told]


def test_impossible_scores():
    tables = {
        "items": [{"item": str(n), "dimension": "d", "label": "l"} for n in (1, 2)],
        "scores": [
            {"item": "1", "round": "1", "score": "95"},
            {"item": "2", "round": "1", "score": "96"},
        ],
    }
    scale = {"respondents": 5, "points": 5}
    assert found(scale, **tables) == [("possible scores", "no set of answers gives the score 96")]
    assert found(None, **tables) == []
