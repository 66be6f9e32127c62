"""Tests and restatements told apart, and counted by distinct quantity."""

import pandas as pd
import pytest

from compendium.study.study import Study
from compendium.verification.evidence import count_quantities, with_evidence


def study(tmp_path, printed, where):
    (tmp_path / "cases.csv").write_text("case,label\na,Alder\nb,Birch\n")
    (tmp_path / "printed.csv").write_text(
        "printed_id,artefact,where,quantity,printed,analysis,value,about\n" + printed
    )
    return Study("mine", tmp_path, {"where": where}, ("cases", "printed"))


def kinds(tmp_path, row, where, verdict="reproduced"):
    this = study(tmp_path, f"p,{row}\n", where)
    compared = pd.DataFrame({"printed_id": ["p"], "verdict": [verdict]})
    return with_evidence(this, compared).iloc[0]


TABLE = {"cases": "Table 1, row {case}"}


@pytest.mark.parametrize(
    ("row", "where", "verdict", "test"),
    [
        ("text,Methods,cases,2,factor-matrix,n_cases,", TABLE, "reproduced", "tested"),
        ("text,Methods,cases,3,factor-matrix,n_cases,", TABLE, "differs", "tested"),
        ("Table 1,row Total,cases,2,factor-matrix,n_cases,", TABLE, "reproduced", "tested"),
        ("Table 1,row a,start,2,factor-matrix,case.a.start,", TABLE, "reproduced", "restated"),
        (
            "text,Methods,cases,2,factor-matrix,n_cases,",
            {"cases": "Methods"},
            "reproduced",
            "restated",
        ),
        ("text,Methods,cases,2,factor-matrix,n_cases,", {}, "reproduced", "not traced"),
        ("text,Methods,cases,2,my-analysis,n,", TABLE, "reproduced", "not traced"),
        ("text,Methods,cases,2,,,", TABLE, "not computable", "not computable"),
        ("text,Methods,cases,2,factor-matrix,n_cases,external", TABLE, "reproduced", "external"),
    ],
)
def test_what_a_number_was_held_against(tmp_path, row, where, verdict, test):
    found = kinds(tmp_path, row, where, verdict)
    assert found["test"] == test


def test_a_number_names_the_rows_behind_it_and_their_places(tmp_path):
    found = kinds(tmp_path, "text,Methods,cases,2,factor-matrix,n_cases,", TABLE)
    assert found["tables"] == "cases: all rows (2 rows)"
    assert found["places"] == "Table 1, row a; Table 1, row b"


def test_a_quantity_counts_once_and_as_tested_when_one_of_its_numbers_is():
    rows = [
        ("cases", "a", "n", "tested", "reproduced"),
        ("cases, again", "a", "n", "tested", "differs"),
        ("cases, in the same table", "a", "n", "restated", "reproduced"),
        ("people", "a", "m", "tested", "reproduced"),
        ("a date", "a", "d", "restated", "reproduced"),
        ("Duration", None, None, "not computable", "not computable"),
        ("duration", None, None, "not computable", "not computable"),
        ("duration", None, None, "external", "not computable"),
    ]
    names = ["quantity", "analysis", "value", "test", "verdict"]
    compared = pd.DataFrame(rows, columns=names).assign(study="mine")
    assert count_quantities(compared).to_dict("records") == [
        {
            "study": "mine",
            "quantities": 5,
            "tested": 2,
            "reproduced": 1,
            "differs": 1,
            "restated": 1,
            "external": 1,
            "not computable": 1,
            "printed": 8,
        }
    ]
