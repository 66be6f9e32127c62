"""What answers tell of few people: nothing from which their number can be read or computed."""

import json
import re

import numpy as np
import pandas as pd
import pytest

import compendium as co
from compendium.analyses.answers.few import few_blank, others, shown_pairs, shown_spread
from compendium.exhibits.exhibit import Exhibit
from compendium.exhibits.hints import hints_of

LEAST = 5
ITEMS = pd.DataFrame(
    {
        "item": ["1", "2", "3", "4"],
        "dimension": ["Trust", "Trust", "Means", "Means"],
        "label": ["we trust", "we share", "there is money", "there is time"],
    }
)


def responses():
    """Seventeen people, one of whom leaves an item blank; then four, and then fourteen."""
    draw = np.random.default_rng(7)
    rows = []
    for name, people in (("before", 17), ("between", 4), ("after", 14)):
        for person in range(people):
            for item in ITEMS["item"]:
                blank = (name, person, item) == ("before", 3, "2")
                rating = None if blank else int(draw.integers(1, 6))
                rows.append((f"R{person}", item, name, rating))
    table = pd.DataFrame(rows, columns=["respondent", "item", "round", "rating"])
    return table.astype({"rating": "Float64"})


@pytest.fixture(scope="module")
def told():
    """Give all that the notebook makes of these answers: exhibits and values."""
    answers = co.recoded(responses(), ITEMS, low=1, high=5)
    about = {"title": "Kitchens", "smallest_cell": LEAST}
    scores = co.respondent_scores(answers, least_answered=0.5)
    items, dimensions = co.item_spread(answers), co.dimension_spread(scores)
    changes = co.round_changes(scores)
    draw = np.random.default_rng(1)
    changed = co.paired_changes(scores, rng=draw)
    exhibits = {
        "answers": co.draw_answers(
            co.answer_counts(answers, smallest_cell=LEAST), answers=answers, **about
        ),
        "item-means": co.draw_item_means(items, answers=answers, **about),
        "dimensions": co.draw_dimension_spread(
            dimensions, scores, answers=answers, least_answered=0.5, show_respondents=True, **about
        ),
        "items": co.tabulate_item_spread(items, **about),
        "dimension-table": co.tabulate_dimension_spread(dimensions, least_answered=0.5, **about),
        "changes": co.tabulate_changes(changes, **about),
        "paired": co.tabulate_paired_changes(changed, **about),
        "rest": co.tabulate_item_rest(co.item_rest(answers), **about),
        "reliability": co.tabulate_reliability(co.reliability(answers, rng=draw), **about),
        "slopes": co.draw_respondent_changes(scores, **about),
    }
    values = co.summarise_answers(
        items, dimensions, changes, answers=answers, least_answered=0.5, smallest_cell=LEAST
    )
    values["paired"] = co.summarise_paired_changes(changed, smallest_cell=LEAST)
    return exhibits, values


def said(exhibit: Exhibit) -> str:
    if exhibit.is_figure:
        written = [text.get_text() for text in exhibit.content.findobj(match=hasattr_text)]
        return " ".join([exhibit.caption, exhibit.alt, *written, hints_of(exhibit.content)])
    return f"{exhibit.caption} {exhibit.alt}"


def hasattr_text(artist):
    return hasattr(artist, "get_text") and hasattr(artist, "get_fontsize")


def test_no_number_of_few_people_is_told_in_words(told):
    exhibits, _ = told
    for name, exhibit in exhibits.items():
        text = said(exhibit)
        assert "respondents in before, 4 in" not in text, name
        assert "4 respondents" not in text, name
        assert not re.search(r"n = (?:16|4)\b", text), name
        assert "1 is blank" not in text, name
        assert "139" not in text, name  # of these answers, which four times 35 people gave
    assert "respondents in before, <5 in between" in said(exhibits["answers"])
    finding = exhibits["answers"].caption.split(". ")[0]
    assert "in before" in finding
    assert "in between" not in finding  # what four people answered most


def test_who_left_an_item_blank_is_not_counted(told):
    exhibits, _ = told
    table = exhibits["items"].content
    row = table[(table["Round"] == "before") & (table["Item"] == "2. we share")].iloc[0]
    assert (row["n"], row["Missing"]) == ("–", "<5")
    assert row["Mean"] != "–"
    other = table[(table["Round"] == "before") & (table["Item"] == "1. we trust")].iloc[0]
    assert (other["n"], other["Missing"]) == ("17", "0")
    few = table[table["Round"] == "between"]
    assert set(few["n"]) == {"<5"}
    assert set(few["Missing"]) == set(few["Mean"]) == {"–"}
    assert "Fewer than 5 people are written as <5" in exhibits["items"].caption


def test_who_answered_all_items_and_who_stayed_gives_no_one_away(told):
    exhibits, values = told
    together = exhibits["reliability"].content
    assert together.loc[together["Round"] == "before", "n"].to_list() == ["–", "17"]
    # Of the 17 before, 14 came back: three did not.
    for name, column in (("changes", "In both"), ("paired", "n")):
        table = exhibits[name].content
        whole = table[(table["From"] == "before") & (table["To"] == "after")]
        assert set(whole[column]) == {"–"}, name
    assert set(values["n_paired"].values()) == {"–"}
    assert {one["n"] for one in values["paired"].values()} == {"–"}


def test_values_hold_back_what_tables_hold_back(told):
    _, values = told
    assert values["round"]["between"]["n_respondents"] == "<5"
    assert values["round"]["before"]["n_blank"] == values["n_blank"] == values["n_answers"] == "–"
    assert (values["round"]["after"]["n_respondents"], values["round"]["after"]["n_blank"]) == (
        14,
        0,
    )
    json.dumps(values)


def test_the_length_of_a_bar_does_not_say_how_many_left_the_item_blank(told):
    exhibits, _ = told
    axes = exhibits["answers"].content.axes[0]
    bars = [bar for bar in axes.patches if bar.get_hatch()]
    widths = {}
    for bar in bars:
        widths.setdefault(round(bar.get_y(), 3), set()).add(round(bar.get_width(), 4))
    assert all(len(one) == 1 for one in widths.values())


def test_all_is_shown_where_the_study_says_so():
    answers = co.recoded(responses(), ITEMS, low=1, high=5)
    spread = co.item_spread(answers)
    assert shown_spread(spread, 1)["missing"].to_list()[:2] == ["0", "1"]
    assert not few_blank(answers, 1)
    scores = co.respondent_scores(answers, least_answered=0.5)
    own = scores[scores["dimension"] == "Trust"]
    assert others(own, "before", "after") == 3
    n = pd.Series([14])
    assert shown_pairs(n, pd.Series([3]), 1) == [14]
    assert shown_pairs(n, pd.Series([0]), 5) == [14]
