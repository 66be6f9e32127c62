"""Change between rounds, a line for each respondent."""

import pandas as pd

from compendium.analyses.answers.figure_slopes import FEWEST, both_rounds, draw_respondent_changes


def scores(people, missing=()):
    rows = [
        (f"p{n}", name, "Trust", 20.0 + n + (30 if name == "T2" else 0))
        for n in range(people)
        for name in ("T1", "T2")
        if (f"p{n}", name) not in missing
    ]
    return pd.DataFrame(rows, columns=["respondent", "round", "dimension", "score"])


def lines(exhibit):
    return [line for axes in exhibit.content.axes for line in axes.lines]


def test_only_who_answered_in_both_rounds_counts():
    wide = both_rounds(scores(6, missing={("p2", "T1")}), "T1", "T2")
    assert list(wide.index) == ["p0", "p1", "p3", "p4", "p5"]
    assert (wide["after"] - wide["before"] == 30).all()


def test_a_line_for_each_respondent_and_one_of_the_mean():
    exhibit = draw_respondent_changes(scores(6), title="Tiny")
    assert len(lines(exhibit)) == 7
    assert "Trust: 6 of 6 respondents rose, 0 fell." in exhibit.caption
    assert len(lines(draw_respondent_changes(scores(6), title="T", show_respondents=False))) == 1


def test_with_few_respondents_only_the_mean_is_drawn():
    exhibit = draw_respondent_changes(scores(FEWEST - 1), title="Tiny")
    assert len(lines(exhibit)) == 1
    assert "With fewer than 5 in both rounds only the mean is drawn." in exhibit.caption


def test_nobody_in_both_rounds():
    nobody = scores(2, missing={("p0", "T2"), ("p1", "T1")})
    exhibit = draw_respondent_changes(nobody, title="Tiny")
    assert "Nobody has a score in T1 and in T2." in exhibit.caption
    assert not lines(exhibit)
