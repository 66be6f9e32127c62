"""Reliability and change, where there is little to say and where there is none."""

import numpy as np
import pandas as pd
import pytest

from compendium.analyses.answers.change import paired_change, paired_changes
from compendium.analyses.answers.reliability import (
    cronbach_alpha,
    item_rest,
    mcdonald_omega,
    reliability,
)
from compendium.analyses.answers.table import (
    tabulate_paired_changes,
)
from compendium.analyses.answers.table_reliability import tabulate_item_rest, tabulate_reliability
from compendium.language import speaking


def answers(scores):
    wide = pd.DataFrame(scores, columns=[f"{n}" for n in range(len(scores[0]))])
    long = wide.rename_axis("respondent").reset_index()
    long = long.melt("respondent", var_name="item", value_name="score")
    return long.assign(round="T1", dimension="Aims", label="x")


def drawn(people):
    rng = np.random.default_rng(1)
    return (rng.normal(size=(people, 1)) + 0.4 * rng.normal(size=(people, 4))).tolist()


@pytest.mark.parametrize(
    ("scores", "reading"),
    [
        (drawn(5), "too few complete respondents to say anything"),
        (drawn(40), "the items go together"),
        ([[1.0]] * 20, "one item: nothing to compare it with"),
        ([[1.0, 2.0]] * 20, "everybody answered alike: not defined"),
    ],
    ids=["few", "together", "one", "alike"],
)
def test_alpha_is_read_with_its_number_of_respondents(scores, reading):
    table = reliability(answers(scores), rng=np.random.default_rng(1))
    assert table.loc[0, "reading"] == reading
    assert tabulate_reliability(table, title="T").content["Reading"].to_list() == [reading]


def test_who_left_an_item_out_does_not_count_and_the_interval_holds_alpha():
    scores = drawn(40)
    scores[0][0] = np.nan
    row = reliability(answers(scores), rng=np.random.default_rng(1)).loc[0]
    assert row["n"] == 39
    assert row["alpha_low"] < row["alpha"] < row["alpha_high"]
    assert row["omega_low"] < row["omega"] < row["omega_high"]


def test_an_item_that_was_not_turned_over_stands_out():
    scores = np.array(drawn(40))
    scores[:, 2] *= -1
    table = item_rest(answers(scores.tolist())).set_index("item")
    assert table.loc["2", "item_total"] < 0 < table.loc["0", "item_total"]
    assert table["alpha_without"].idxmax() == "2"
    assert len(tabulate_item_rest(table.reset_index(), title="T").content) == 4


def test_what_is_not_defined_is_missing():
    assert np.isnan(cronbach_alpha(np.ones((9, 3))))
    assert np.isnan(mcdonald_omega(np.ones((9, 3))))
    assert np.isnan(mcdonald_omega(np.array(drawn(20))[:, :2]))


@pytest.mark.parametrize("n", [0, 1, 5])
def test_of_few_people_nothing_is_said(n):
    found = paired_change(pd.Series([10.0] * n), rng=np.random.default_rng(1))
    assert "too few people in both rounds" in found["reading"]
    assert np.isnan(found["p"])


def test_six_people_who_all_change_alike_are_the_fewest_that_can_be_sure():
    found = paired_change(pd.Series([5.0, 10, 15, 5, 10, 20]), rng=np.random.default_rng(1))
    assert found["p"] == 2 / 2**6
    assert found["low"] > 0
    assert found["reading"] == "the interval leaves out no change"
    assert 0 < found["effect_low"] < found["effect"] < found["effect_high"]


def test_people_who_all_change_as_much_have_no_effect_size():
    found = paired_change(pd.Series([5.0] * 7), rng=np.random.default_rng(1))
    assert (found["low"], found["high"]) == (5, 5)
    assert np.isnan([found["effect"], found["effect_low"], found["effect_high"]]).all()


def test_changes_are_those_of_people_in_both_rounds():
    rows = [("T1", f"R{n}", 50.0) for n in range(8)]
    rows += [("T2", f"R{n}", 60.0 + n) for n in range(1, 9)]
    scores = pd.DataFrame(rows, columns=["round", "respondent", "score"]).assign(dimension="Aims")
    table = paired_changes(scores, rng=np.random.default_rng(1))
    assert table.loc[0, ["n", "change"]].to_list() == [7, 14]
    listed = tabulate_paired_changes(table, title="T").content
    assert listed["n"].to_list() == [7]
    assert listed["p"].to_list() == ["0.016"]
    assert listed["dz"].iloc[0].startswith("6.48 [")
    assert paired_changes(scores[scores["round"] == "T1"], rng=np.random.default_rng(1)).empty


def test_what_rounding_leaves_of_nothing_is_no_change():
    thirds = [1 / 3, -1 / 3, 2 / 3, -2 / 3, 0.1, -0.1, 0.3, 1.7, 1.9, 0.4]
    for size in range(6, 11):
        changes = pd.Series([value * 12.5 for value in thirds[:size]])
        found = paired_change(changes, rng=np.random.default_rng(1))
        assert (found["p"] <= 0.05) == ("leaves out no change" in found["reading"])
    with speaking("nl"):
        scores = pd.DataFrame(
            [("1", f"R{n}", 50.0) for n in range(8)] + [("2", f"R{n}", 50.0) for n in range(8)],
            columns=["round", "respondent", "score"],
        ).assign(dimension="Aims")
        table = paired_changes(scores, rng=np.random.default_rng(1))
        assert tabulate_paired_changes(table, title="T").content.iloc[0, 4] == "0,0"
