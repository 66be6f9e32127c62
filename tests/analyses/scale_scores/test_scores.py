"""Scores of a questionnaire, against counting by hand."""

import math
from collections import Counter
from fractions import Fraction
from itertools import combinations_with_replacement, product

import pandas as pd
import pytest
from hypothesis import given, strategies as st

from compendium.analyses.scale_scores.grim import debit, grim, grimmer
from compendium.analyses.scale_scores.possible import granularity, possible_scores
from compendium.analyses.scale_scores.scores import (
    dimension_means,
    item_scores,
    summarise_scores,
)
from compendium.analyses.scale_scores.table import tabulate_granularity
from compendium.rounding import round_half_up
from compendium.study.study import read_study

SIZES = {"n": st.integers(1, 5), "k": st.integers(2, 5)}


def scored_table(*scores):
    names = [str(number) for number in range(1, len(scores) + 1)]
    table = pd.DataFrame({"round": "T1", "dimension": "D", "item": names, "label": names})
    return table.assign(score=pd.array(scores, dtype="Float64"))


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (0.5, 0, 1),
        (1.5, 0, 2),
        (2.5, 0, 3),
        (80.5, 0, 81),
        (-2.5, 0, -3),
        (2.4999, 0, 2),
        (1.005, 2, 1.01),
        (2.675, 2, 2.68),
        (79.25, 1, 79.3),
        (7, 0, 7),
    ],
)
def test_halves_go_up(value, decimals, expected):
    assert round_half_up(value, decimals) == expected


def test_scores_stand_beside_their_dimension_in_the_order_of_the_items(tiny):
    study = read_study("tiny", layout=tiny)
    items = study.table("items").iloc[::-1]
    scored = item_scores(items, study.table("scores"))
    assert list(scored) == ["round", "dimension", "item", "label", "score", "printed"]
    assert scored["item"].to_list() == ["3", "2", "1"]
    assert scored["dimension"].to_list() == ["Means", "Trust", "Trust"]


def test_an_item_without_a_score_in_a_round_is_not_listed():
    items = pd.DataFrame({"item": ["1", "2"], "dimension": ["D", "D"], "label": ["a", "b"]})
    scores = pd.DataFrame({"item": ["1", "2", "2"], "round": ["T1", "T1", "T2"], "score": 1})
    scored = item_scores(items, scores)
    assert list(zip(scored["round"], scored["item"], strict=True)) == [
        ("T1", "1"),
        ("T1", "2"),
        ("T2", "2"),
    ]


def test_the_tables_stay_as_they_were(tiny):
    study = read_study("tiny", layout=tiny)
    items, scores = study.table("items"), study.table("scores")
    copies = items.copy(deep=True), scores.copy(deep=True)
    dimension_means(item_scores(items, scores))
    pd.testing.assert_frame_equal(items, copies[0])
    pd.testing.assert_frame_equal(scores, copies[1])


def test_a_dimension_is_the_mean_of_its_items_rounded_half_up():
    scored = scored_table(50, 51, 80, 81).assign(dimension=["B", "B", "A", "A"])
    means = dimension_means(scored)
    assert means.to_dict("list") == {
        "round": ["T1", "T1"],
        "dimension": ["B", "A"],
        "items": [2, 2],
        "mean": [50.5, 80.5],
        "score": [51, 81],
    }


def test_each_round_has_its_own_means():
    scored = scored_table(50, 60, 70, 90).assign(round=["T1", "T1", "T2", "T2"])
    means = dimension_means(scored)
    assert means["round"].to_list() == ["T1", "T2"]
    assert means["mean"].to_list() == [55, 80]


@given(**SIZES)
def test_possible_scores_are_those_of_all_answers(n, k):
    table = possible_scores(n, k)
    sets = Counter(sum(answers) for answers in combinations_with_replacement(range(k), n))
    patterns = Counter(sum(answers) for answers in product(range(k), repeat=n))
    totals = sorted(patterns)
    assert table["score"].to_list() == [100 * total / (n * (k - 1)) for total in totals]
    assert table["answer_sets"].to_list() == [sets[total] for total in totals]
    assert table["answer_patterns"].to_list() == [patterns[total] for total in totals]


@given(n=st.integers(1, 60), k=st.integers(2, 9))
def test_all_answers_are_counted_once_in_groups_of_any_size(n, k):
    table = possible_scores(n, k)
    assert sum(table["answer_patterns"]) == k**n
    assert sum(table["answer_sets"]) == math.comb(n + k - 1, n)


@given(**SIZES)
def test_a_printed_score_is_possible_when_some_answers_round_to_it(n, k):
    patterns = Counter(
        math.floor(Fraction(100 * sum(answers), n * (k - 1)) + Fraction(1, 2))
        for answers in product(range(k), repeat=n)
    )
    sets = Counter(
        math.floor(Fraction(100 * sum(answers), n * (k - 1)) + Fraction(1, 2))
        for answers in combinations_with_replacement(range(k), n)
    )
    checked = granularity(scored_table(*range(101)), respondents=n, points=k, rounding="half up")
    assert checked["possible"].to_list() == [score in patterns for score in range(101)]
    assert checked["answer_sets"].to_list() == [sets[score] for score in range(101)]
    assert checked["answer_patterns"].to_list() == [patterns[score] for score in range(101)]


def test_a_group_whose_patterns_no_machine_number_holds():
    checked = granularity(scored_table(50), respondents=40, points=5)
    assert checked.loc[0, "possible"]
    assert 2**63 < checked.loc[0, "answer_patterns"] < 5**40


@pytest.mark.parametrize(("respondents", "points"), [(0, 5), (5, 1), (-1, 5)])
def test_a_group_or_scale_that_cannot_be_is_refused(respondents, points):
    with pytest.raises(ValueError, match="at least 1 respondent and 2 points"):
        possible_scores(respondents, points)


def test_values_are_those_of_the_last_round():
    scored = pd.concat([scored_table(10, 20, 30), scored_table(50, 76, 25).assign(round="T2")])
    scored = scored.reset_index(drop=True)
    scale = {"respondents": 2, "points": 5}
    values = summarise_scores(scored, dimension_means(scored), scale=scale)
    assert values["score"] == {"1": 50, "2": 76, "3": 25}
    assert values["dimension_mean"] == {"d": pytest.approx(151 / 3)}
    assert values["dimension_score"] == {"d": 50}
    assert values["n_items"] == 3
    assert values["n_rounds"] == 2
    assert values["step"] == 12.5
    assert values["n_impossible"] == 1
    assert values["lowest"] == {"item": "3", "label": "3", "score": 25}
    assert values["highest"] == {"item": "2", "label": "2", "score": 76}


def test_a_score_is_compared_at_its_own_decimals():
    scored = pd.DataFrame(
        {"round": "1", "item": ["a", "b", "c"], "label": "x", "score": [62.5, 63.0, 62.6]}
    )
    checked = granularity(scored, respondents=4, points=5)
    assert list(checked["possible"]) == [True, True, False]
    assert checked["answer_sets"].iloc[0] == checked["answer_sets"].iloc[1] > 0


def test_a_mean_that_is_exactly_a_half_goes_up():
    means = dimension_means(scored_table(34.71, 67.13, 62.33, 17.83))
    assert means["score"].to_list() == [46]
    values = summarise_scores(
        scored_table(34.71, 67.13, 62.33, 17.83).assign(round="T1"),
        means,
        scale={"respondents": 100, "points": 5},
    )
    assert values["score_all_items"] == 46


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=9))
def test_a_dimension_is_rounded_as_fractions_are(hundredths):
    means = dimension_means(scored_table(*[number / 100 for number in hundredths]))
    exact = Fraction(sum(hundredths), 100 * len(hundredths))
    assert means["score"].to_list() == [math.floor(exact + Fraction(1, 2))]


@pytest.mark.parametrize(
    ("score", "n", "k", "rounding", "possible"),
    [
        ("63.0", 12, 5, "any", False),
        ("63", 12, 5, "any", True),
        ("62.5", 12, 5, "any", True),
        ("62", 2, 5, "any", True),
        ("63", 2, 5, "any", True),
        ("62", 2, 5, "half up", False),
        ("62", 2, 5, "half even", True),
        ("63", 2, 5, "half even", False),
        ("62", 2, 5, "half down", True),
        ("62", 2, 5, "down", True),
        ("63", 2, 5, "down", False),
        ("87", 28, 3, "any", True),
    ],
)
def test_the_decimals_that_are_printed_count_and_so_does_the_rule(score, n, k, rounding, possible):
    scored = pd.DataFrame({"round": "1", "item": "a", "label": "x", "score": [score]})
    checked = granularity(scored, respondents=n, points=k, rounding=rounding)
    assert checked.loc[0, "possible"] == possible
    assert (checked.loc[0, "answer_sets"] > 0) == possible


def test_scores_of_a_table_keep_the_decimals_that_are_printed(tiny):
    (tiny.data / "tiny" / "scores.csv").write_text(
        "item,round,score,sd\n1,T1,63.0,12.50\n2,T1,62.5,\n3,T1,70,9\n"
    )
    study = read_study("tiny", layout=tiny)
    scored = item_scores(study.table("items"), study.table("scores"))
    assert scored["printed"].to_list() == ["63.0", "62.5", "70"]
    checked = granularity(scored, respondents=4, points=5)
    assert checked["possible"].to_list() == [False, True, False]
    assert checked["sd_possible"].isna().to_list() == [False, True, False]


def test_an_unknown_rule_is_refused():
    with pytest.raises(ValueError, match="use one of half up, half down"):
        granularity(scored_table(50), respondents=2, points=5, rounding="up")


@pytest.mark.parametrize("call", [lambda: grim("5", 0), lambda: grimmer("5", "1", 1),
                                  lambda: debit("0.5", "1.5", 9)])  # fmt: skip
def test_groups_and_deviations_that_cannot_be_are_refused(call):
    with pytest.raises(ValueError, match=r"needs at least|from 0 to 1"):
        call()


def test_the_table_names_the_deviations_that_cannot_be():
    items = pd.DataFrame({"item": ["1", "2", "3"], "dimension": "D", "label": list("abc")})
    scores = pd.DataFrame(
        {"round": "T1", "item": ["1", "2", "3"], "score": ["62.5", "62.5", "75"],
         "sd": ["20.1", "22.6", None]}
    )  # fmt: skip
    checked = granularity(item_scores(items, scores), respondents=12, points=5)
    table = tabulate_granularity(checked, respondents=12, points=5)
    by_score = table.content.set_index("Score")["Impossible SD"]
    assert checked["sd_possible"].fillna(True).to_list() == [False, True, True]
    assert by_score.to_dict() == {"75": "", "62.5": "1 (20.1)"}
    assert "Impossible SD" in table.caption
    without = granularity(item_scores(items, scores.drop(columns="sd")), respondents=12, points=5)
    assert "Impossible SD" not in tabulate_granularity(without, respondents=12, points=5).content
