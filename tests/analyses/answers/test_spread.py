"""Answers of respondents, against numbers worked out by hand."""

import warnings

import pandas as pd
import pytest
from hypothesis import given, strategies as st
from matplotlib.collections import PathCollection

from compendium.analyses.answers.figure import draw_dimension_spread, draw_item_means
from compendium.analyses.answers.figure_distribution import draw_answers
from compendium.analyses.answers.figure_slopes import draw_respondent_changes
from compendium.analyses.answers.spread import (
    answer_counts,
    answers_by_scale,
    dimension_spread,
    item_spread,
    recoded,
    respondent_scores,
    respondents_in_words,
    round_changes,
)
from compendium.analyses.answers.table import (
    tabulate_changes,
    tabulate_dimension_spread,
    tabulate_item_spread,
)
from compendium.analyses.answers.values import summarise_answers
from compendium.errors import AnalysisError, TableError

ITEMS = pd.DataFrame(
    {
        "item": ["1", "2", "3"],
        "dimension": ["Trust", "Trust", "Means"],
        "label": ["we trust", "we doubt", "we have money"],
        "reversed": pd.array([None, True, False], dtype="boolean"),
    }
)
# Ratings of the items 1, 2 and 3 (2 is reversed), on a scale from 1 to 5.
FIRST = {"a": (5, 1, 3), "b": (4, 2, None), "c": (1, None, 1)}
SECOND = {"a": (5, 3, 5), "b": (None, None, 2), "d": (3, 3, 3)}


def responses_of(**rounds):
    rows = [
        (respondent, item, name, rating)
        for name, ratings in rounds.items()
        for respondent, given_ratings in ratings.items()
        for item, rating in zip("123", given_ratings, strict=True)
    ]
    table = pd.DataFrame(rows, columns=["respondent", "item", "round", "rating"])
    return table.astype({"rating": "Float64"})


def answers_of(low=1, high=5, items=ITEMS, **rounds):
    return recoded(responses_of(**rounds), items, low=low, high=high)


@pytest.fixture
def answers():
    return answers_of(T1=FIRST, T2=SECOND)


def known(numbers):
    return [None if pd.isna(number) else round(float(number), 3) for number in numbers]


def test_answers_are_recoded_from_0_to_100_and_reversed_items_turned_over(answers):
    first = answers[answers["round"] == "T1"]
    scores = {item: known(own["score"]) for item, own in first.groupby("item")}
    assert scores == {"1": [100, 75, 0], "2": [100, 75, None], "3": [50, None, 0]}
    assert known(first.loc[first["item"] == "2", "rating"]) == [5, 4, None]


def test_a_scale_may_start_at_0():
    answers = answers_of(T1={"a": (0, 0, 10), "b": (5, 10, 2)}, low=0, high=10)
    assert known(answers["score"]) == [0, 50, 100, 0, 100, 20]


def test_without_the_column_no_item_is_reversed():
    answers = answers_of(T1={"a": (5, 1, 3)}, items=ITEMS.drop(columns="reversed"))
    assert known(answers["score"]) == [100, 0, 50]


def test_an_answer_without_a_row_is_missing_like_an_empty_one(answers):
    rows = responses_of(T1=FIRST, T2=SECOND).dropna()
    pd.testing.assert_frame_equal(recoded(rows, ITEMS, low=1, high=5), answers)


def test_who_answered_nothing_in_a_round_took_no_part_in_it():
    answers = answers_of(T1=FIRST, T2={"a": (1, 1, 1), "b": (None, None, None)})
    assert respondents_in_words(answers) == "3 respondents in T1 and 1 in T2"


def test_an_item_that_a_round_did_not_ask_is_not_missing_there():
    rows = responses_of(T1=FIRST, T2=SECOND)
    asked = rows[~((rows["round"] == "T2") & (rows["item"] == "3"))]
    answers = recoded(asked, ITEMS, low=1, high=5)
    assert answers.loc[answers["round"] == "T2", "item"].unique().tolist() == ["1", "2"]


def test_the_tables_stay_as_they_were():
    rows, items = responses_of(T1=FIRST), ITEMS.copy(deep=True)
    before = rows.copy(deep=True)
    recoded(rows, items, low=1, high=5)
    pd.testing.assert_frame_equal(rows, before)
    pd.testing.assert_frame_equal(items, ITEMS)


def test_a_rating_outside_the_scale_is_refused_with_its_names():
    with pytest.raises(
        TableError, match=r"2 ratings outside the scale \(respondent \w+, item 2, round T1: 6;"
    ):
        answers_of(T1={"a": (5, 6, 0)})


def test_nothing_answered_is_refused():
    with pytest.raises(TableError, match="no rating is filled in"):
        answers_of(T1={"a": (None, None, None)})


@pytest.mark.parametrize(
    ("least", "trust"),
    [
        (0, {"T1": [100, 75, 0], "T2": [75, None, 50]}),
        (0.5, {"T1": [100, 75, 0], "T2": [75, None, 50]}),
        (0.51, {"T1": [100, 75, None], "T2": [75, None, 50]}),
        (1, {"T1": [100, 75, None], "T2": [75, None, 50]}),
    ],
)
def test_who_answered_too_few_items_has_no_score(answers, least, trust):
    scores = respondent_scores(answers, least_answered=least)
    own = scores[scores["dimension"] == "Trust"]
    assert {name: known(part["score"]) for name, part in own.groupby("round")} == trust
    assert own["n_answered"].to_list() == [2, 2, 1, 2, 0, 2]
    assert own["n_items"].eq(2).all()


def test_a_third_of_three_items_is_one_item():
    items = ITEMS.assign(dimension="Trust")
    answers = answers_of(T1={"a": (5, None, None)}, items=items)
    assert known(respondent_scores(answers, least_answered=1 / 3)["score"]) == [100]


@pytest.mark.parametrize("least", [-0.1, 1.5, 50])
def test_the_rule_is_a_part(answers, least):
    with pytest.raises(AnalysisError, match="from 0 to 1"):
        respondent_scores(answers, least_answered=least)


def test_the_spread_of_an_item(answers):
    first = item_spread(answers).iloc[0]
    # Of 100, 75 and 0.
    assert first[["round", "item", "n", "missing"]].to_list() == ["T1", "1", 3, 0]
    spread = known(first[["mean", "sd", "q1", "median", "q3"]])
    assert spread == [58.333, 52.042, 37.5, 75, 87.5]
    assert item_spread(answers)["missing"].to_list() == [0, 1, 1, 1, 1, 0]


def test_the_spread_of_a_dimension_counts_who_has_a_score(answers):
    spread = dimension_spread(respondent_scores(answers, least_answered=1))
    assert spread["dimension"].to_list() == ["Trust", "Means"] * 2
    assert spread["n"].to_list() == [2, 2, 2, 3]
    assert spread["missing"].to_list() == [1, 1, 1, 0]
    assert known(spread["mean"]) == [87.5, 25, 62.5, 58.333]
    assert known(spread["sd"]) == [17.678, 35.355, 17.678, 38.188]


def test_every_answer_of_the_scale_is_counted_also_when_nobody_gave_it(answers):
    counts = answer_counts(answers)
    own = counts[(counts["round"] == "T1") & (counts["item"] == "1")]
    assert own["rating"].to_list() == [1, 2, 3, 4, 5]
    assert own["n"].to_list() == [1, 0, 0, 1, 1]
    assert counts["n"].sum() == answers["rating"].notna().sum()


def test_an_answer_between_two_points_is_counted():
    counts = answer_counts(answers_of(T1={"a": (4.5, 1, 1)}))
    assert counts.loc[counts["item"] == "1", "rating"].to_list() == [1, 2, 3, 4, 4.5, 5]


def test_an_item_may_have_a_scale_of_its_own():
    items = ITEMS.assign(reversed=[False, False, True], low=[None, None, 1], high=[None, None, 10])
    answers = answers_of(T1={"a": (5, 1, 10), "b": (3, 3, 1)}, items=items)
    assert known(answers["score"]) == [100, 50, 0, 50, 0, 100]
    assert {name: len(own) for name, own in answers_by_scale(answers).items()} == {
        "answers": 4, "answers-1-to-10": 2,
    }  # fmt: skip
    own = answers_by_scale(answers)["answers-1-to-10"]
    assert answer_counts(own)["rating"].to_list() == list(range(1, 11))
    with pytest.raises(TableError, match="expected 1 to 10"):
        answers_of(T1={"a": (5, 1, 11)}, items=items)
    for wrong in ({"low": [None, None, None]}, {"high": [None, None, 1]}):
        with pytest.raises(TableError, match="the item '3' has no scale of its own"):
            answers_of(T1={"a": (5, 1, 3)}, items=items.assign(**wrong))


def test_nobody_has_a_dot_or_a_line_where_few_are_not_shown():
    rounds = {
        "T1": {str(n): (3, 3, 3) for n in range(9)},
        "T2": {str(n): (1 if n < 2 else 5 if n < 8 else 3, 3, 3) for n in range(9)},
    }
    answers = answers_of(**rounds)
    scores = respondent_scores(answers, least_answered=0.5)

    def drawn(least):
        dots = draw_dimension_spread(
            dimension_spread(scores), scores, answers=answers, least_answered=0.5,
            show_respondents=True, title="Kitchens", smallest_cell=least,
        )  # fmt: skip
        lines = draw_respondent_changes(scores, title="Kitchens", smallest_cell=least)
        return dots, lines

    dots, lines = drawn(1)
    assert "A faint dot is a respondent" in dots.caption
    assert "Trust: 6 of 9 respondents rose, 2 fell" in lines.caption
    assert len(lines.content.axes[0].lines) == 10
    dots, lines = drawn(5)
    assert "dot" not in dots.caption
    assert "Trust: 6 of 9 respondents rose, <5 fell and Means: 0 of 9" in lines.caption
    assert "Fewer than 5 people are written as <5" in lines.caption
    assert "2 fell" not in lines.alt
    assert len(lines.content.axes[0].lines) == 1


def test_changes_of_all_and_of_those_who_took_part_twice(answers):
    changes = round_changes(respondent_scores(answers, least_answered=0.5))
    trust, means = changes.to_dict("records")
    # T1: 100, 75 and 0; T2: 75 and 50. Only the first respondent has a score in both.
    assert known([trust["mean_before"], trust["mean_after"], trust["difference"]]) == [
        58.333,
        62.5,
        4.167,
    ]
    assert (trust["n_paired"], trust["paired_difference"]) == (1, -25)
    assert pd.isna(trust["paired_sd"])
    assert (means["n_paired"], means["paired_difference"]) == (1, 50)


def test_three_rounds_are_compared_in_turn_and_first_with_last():
    answers = answers_of(T1=FIRST, T2=SECOND, T3=FIRST)
    changes = round_changes(respondent_scores(answers, least_answered=0.5))
    pairs = list(zip(changes["before"], changes["after"], strict=True))
    assert pairs == [("T1", "T2"), ("T2", "T3"), ("T1", "T3")] * 2
    assert known(changes["difference"])[2] == 0


def test_nobody_in_both_rounds_gives_no_paired_change():
    answers = answers_of(T1={"a": (1, 1, 1)}, T2={"b": (5, 5, 5)})
    changes = round_changes(respondent_scores(answers, least_answered=0.5))
    assert changes["n_paired"].to_list() == [0, 0]
    assert changes["paired_difference"].isna().all()


def test_the_values_name_rounds_items_and_dimensions(answers):
    scores = respondent_scores(answers, least_answered=0.5)
    changes = round_changes(scores)
    values = summarise_answers(
        item_spread(answers),
        dimension_spread(scores),
        changes,
        answers=answers,
        least_answered=0.5,
    )
    assert values["n_respondents"] == 4
    assert (values["n_answers"], values["n_blank"]) == (14, 4)
    assert values["round"]["t1"]["n_respondents"] == 3
    assert values["round"]["t1"]["item_mean"] == pytest.approx({"1": 175 / 3, "2": 87.5, "3": 25})
    assert values["round"]["t2"]["dimension_mean"]["trust"] == 62.5
    assert values["change"] == pytest.approx({"trust": 62.5 - 175 / 3, "means": 175 / 3 - 25})
    assert values["n_paired"] == {"trust": 1, "means": 1}


def test_one_respondent_has_means_and_no_spread():
    answers = answers_of(T1={"a": (5, 1, 3)})
    spread = dimension_spread(respondent_scores(answers, least_answered=0.5))
    assert known(spread["mean"]) == [100, 50]
    assert spread["sd"].isna().all()
    assert round_changes(respondent_scores(answers, least_answered=0.5)).empty


@given(
    ratings=st.lists(
        st.tuples(*[st.one_of(st.none(), st.integers(1, 7))] * 3), min_size=1, max_size=5
    ).filter(lambda rows: any(rating is not None for row in rows for rating in row)),
    turned=st.lists(st.booleans(), min_size=3, max_size=3),
    least=st.floats(0, 1),
)
def test_scores_stay_within_0_and_100_and_turning_twice_changes_nothing(ratings, turned, least):
    rows = {f"r{number}": row for number, row in enumerate(ratings)}
    items = ITEMS.assign(reversed=turned)
    once = answers_of(T1=rows, items=items, high=7)
    scores = respondent_scores(once, least_answered=least)
    for frame in (once, scores):
        assert frame["score"].dropna().between(0, 100).all()
    again = once[["respondent", "item", "round", "rating"]]
    twice = recoded(again, items, low=1, high=7)
    plain = answers_of(T1=rows, items=items.assign(reversed=False), high=7)
    pd.testing.assert_series_equal(twice["score"], plain["score"])


def exhibits_of(answers, *, shown=True):
    scores = respondent_scores(answers, least_answered=0.5)
    items, dimensions = item_spread(answers), dimension_spread(scores)
    words = {"answers": answers, "title": "Kitchens"}
    figures = {
        "answers": draw_answers(answer_counts(answers), **words),
        "items": draw_item_means(items, **words),
        "dimensions": draw_dimension_spread(
            dimensions, scores, least_answered=0.5, show_respondents=shown, **words
        ),
    }
    tables = {
        "item-table": tabulate_item_spread(items, title="Kitchens"),
        "dimension-table": tabulate_dimension_spread(
            dimensions, least_answered=0.5, title="Kitchens"
        ),
        "changes": tabulate_changes(round_changes(scores), title="Kitchens"),
    }
    return figures, tables


@pytest.mark.parametrize(
    ("rounds", "scale"),
    [
        ({"T1": FIRST, "T2": SECOND}, {}),
        ({"T1": {"a": (5, 1, None)}}, {}),
        ({"T1": FIRST, "T2": {"a": (1, 1, None)}}, {}),
        ({"T1": {"a": (0, 55, 100), "b": (12.5, 3, 7)}}, {"low": 0, "high": 100}),
    ],
    ids=["two rounds", "one respondent", "item unanswered in a round", "long scale"],
)
def test_pictures_are_drawn_without_a_warning(rounds, scale):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figures, _ = exhibits_of(answers_of(**rounds, **scale))
        for figure in figures.values():
            assert figure.pictures["svg"]


def test_captions_say_who_answered_what_is_missing_and_by_which_rule(answers):
    figures, _ = exhibits_of(answers)
    for figure in figures.values():
        assert "3 respondents in T1 and 3 in T2" in figure.caption
        assert "Of 18 answers 4 are blank" in figure.caption
    assert "at least 50 % of its items were answered" in figures["dimensions"].caption
    assert "2 scores of 12 are missing" in figures["dimensions"].caption
    assert "Answers to item 2 are turned over" in figures["answers"].caption


def test_the_respondents_can_be_left_out(answers):
    def dots(shown):
        _, axes = exhibits_of(answers, shown=shown)[0]["dimensions"].content.axes
        drawn = [dots for dots in axes.collections if isinstance(dots, PathCollection)]
        # A mean has a white edge, a respondent has none.
        return sum(len(dots.get_offsets()) for dots in drawn if not dots.get_linewidth()[0])

    assert dots(True) == 10  # of 12 scores 2 are missing
    assert dots(False) == 0


def test_bars_of_an_item_add_up_to_100_per_cent(answers):
    _, axes = exhibits_of(answers)[0]["answers"].content.axes
    assert sum(bar.get_width() for bar in axes.patches) == pytest.approx(6 * 100)


def test_a_long_scale_is_drawn_in_bands():
    answers = answers_of(T1={"a": (0, 55, 100), "b": (12, 3, 7)}, low=0, high=100)
    figure = exhibits_of(answers)[0]["answers"].content
    names = [text.get_text() for text in figure.legends[0].get_texts()]
    bands = ["0 to 20", "20 to 40", "40 to 60", "60 to 80", "80 to 100"]
    assert names == [f"answer {band}" for band in bands]


def test_tables_for_print_give_signs_to_changes_and_leave_out_what_is_unknown(answers):
    _, tables = exhibits_of(answers)
    trust = tables["changes"].content.iloc[0]
    assert trust[["Difference", "Mean change", "SD of change"]].to_list() == ["+4.2", "-25.0", ""]
    assert list(tables["item-table"].content)[:5] == ["Round", "Dimension", "Item", "n", "Missing"]
    assert tables["dimension-table"].content["Mean"].to_list() == ["58.3", "25.0", "62.5", "58.3"]


def test_one_round_has_no_changes_to_list():
    _, tables = exhibits_of(answers_of(T1=FIRST))
    assert tables["changes"].content.empty
    assert "one round" in tables["changes"].caption


def test_rounds_come_in_the_order_of_the_table():
    items = pd.DataFrame({"item": ["1"], "dimension": ["Trust"], "label": ["we trust"]})
    rows = [(name, "1", "pre", 2) for name in "ABC"] + [(name, "1", "post", 4) for name in "ABC"]
    responses = pd.DataFrame(rows, columns=["respondent", "item", "round", "rating"])
    scores = respondent_scores(recoded(responses, items, low=1, high=5), least_answered=0.5)
    change = round_changes(scores).iloc[0]
    assert (change["before"], change["after"], change["difference"]) == ("pre", "post", 50)
