"""Scores beside passages: every verdict, and what is counted."""

import pandas as pd
import pytest

from compendium.analyses.joint_display.display import joint_display, summarise_joint_display
from compendium.analyses.joint_display.figure import draw_joint_display
from compendium.analyses.joint_display.table import tabulate_joint_display
from compendium.errors import TableError

SOURCES = pd.DataFrame(
    {"source": ["s1", "s2"], "role": ["resident", None], "label": ["Interview", "Map"]},
    dtype="str",
)


def codes(*rows):
    columns = ["code", "parent", "label", "kind", "dimension"]
    table = pd.DataFrame(rows, columns=columns).astype("str")
    return table.where(table != "")


def means(score):
    return pd.DataFrame({"round": ["1", "2"], "dimension": "Aims", "mean": [0.0, score]})


def segments(text):
    """Passages of codes: h helps, b hinders, o neither."""
    rows = [(f"p{n}", {"h": "help", "b": "bar", "o": "top"}[one]) for n, one in enumerate(text)]
    table = pd.DataFrame(rows, columns=["segment", "code"], dtype="str")
    return table.assign(source=["s1", "s2"][: len(table)] + ["s1"] * (len(table) - 2))


TREE = codes(
    ("top", "", "Top", "theme", "Aims"),
    ("help", "top", "Helps", "opportunity", ""),
    ("bar", "top", "Hinders", "Barrier", ""),
)


@pytest.mark.parametrize(
    ("score", "text", "verdict"),
    [
        (80, "hhb", "agree"),
        (20, "hbb", "agree"),
        (80, "hbb", "differ"),
        (20, "hhb", "differ"),
        (80, "hb", "mixed"),
        (50, "hhb", "mixed"),
        (80, "oo", "no direction"),
        (80, "", "silent"),
    ],
)
def test_scores_and_passages_agree_differ_or_say_nothing(score, text, verdict):
    row = joint_display(means(score), TREE, segments(text), SOURCES).iloc[0]
    assert row["verdict"] == verdict
    assert row["score"] == score, "of the last round"
    assert row["passages"] == len(text)
    assert (row["helps"], row["hinders"]) == (text.count("h"), text.count("b"))


def test_a_dimension_that_no_code_names_is_said_to_have_none():
    other = TREE.assign(dimension=None)
    display = joint_display(means(80), other, segments("hh"), SOURCES)
    assert display.loc[0, ["codes", "passages", "verdict"]].to_list() == ["", 0, "no code"]


def test_a_dimension_without_a_score_is_told_with_the_one_that_was_meant():
    other = TREE.assign(dimension=["Aim", None, None])
    with pytest.raises(TableError, match=r"'Aim' of the code 'top' has no score.*'Aims'\?"):
        joint_display(means(80), other, segments("hh"), SOURCES)


def test_a_code_may_speak_to_several_dimensions():
    both = pd.DataFrame({"round": "1", "dimension": ["Aims", "People"], "mean": [80.0, 20.0]})
    display = joint_display(both, TREE.assign(dimension=["Aims; People", None, None]),
                            segments("hh"), SOURCES)  # fmt: skip
    assert display["passages"].to_list() == [2, 2]
    assert display["verdict"].to_list() == ["agree", "differ"]


def test_a_direction_speaks_for_the_codes_below_and_before_the_kind():
    way = TREE.assign(effect=["hinders", None, "helps"])
    row = joint_display(means(80), way, segments("hbo"), SOURCES).iloc[0]
    assert (row["helps"], row["hinders"]) == (2, 1)
    with pytest.raises(TableError, match="'maybe' of the code 'top' is neither helps nor hinders"):
        joint_display(means(80), TREE.assign(effect="maybe"), segments("h"), SOURCES)


def test_a_passage_with_two_codes_counts_once():
    both = segments("hb").assign(segment="p0")
    row = joint_display(means(80), TREE, both, SOURCES).iloc[0]
    assert row["passages"] == 1
    assert (row["helps"], row["hinders"]) == (1, 1)


def test_voices_are_speakers_roles_or_sources_with_their_passages():
    row = joint_display(means(80), TREE, segments("hhh"), SOURCES).iloc[0]
    assert row["voices"] == "resident (2) and Map (1)"
    spoken = segments("hhh").assign(speaker=[None, "chair", None])
    row = joint_display(means(80), TREE, spoken, SOURCES).iloc[0]
    assert row["voices"] == "resident (2) and chair (1)"


def test_kinds_are_told_where_codes_of_several_kinds_speak():
    more = pd.concat([TREE, codes(("t", "", "Topic of aims", "topic", "Aims"))])
    row = joint_display(means(80), more, segments("h"), SOURCES).iloc[0]
    assert row["codes"] == "Top (theme); Topic of aims (topic)"


def test_without_any_passage_the_figure_has_no_scale_of_passages():
    display = joint_display(means(80), TREE, segments(""), SOURCES)
    figure = draw_joint_display(display, title="Tiny")
    assert "1 silent" in figure.caption
    titles = {axes.get_title(loc="left"): axes for axes in figure.content.axes}
    assert len(titles["Passages"].get_xticks()) == 0


def test_figure_table_and_values_tell_the_same():
    display = joint_display(means(80), TREE, segments("hhb"), SOURCES)
    figure = draw_joint_display(display, title="Tiny")
    assert figure.pictures["png"].startswith(b"\x89PNG")
    assert "1 agree" in figure.caption
    assert tabulate_joint_display(display, title="Tiny").content["Together"].to_list() == ["agree"]
    values = summarise_joint_display(display)
    assert (values["n_agree"], values["n_differ"]) == (1, 0)
    assert values["dimension"]["aims"]["passages"] == 3


def test_of_a_round_of_few_people_no_score_is_shown():
    of_people = means(80.0).assign(n=[9, 3])
    shown = joint_display(of_people, TREE, segments("hb"), SOURCES, smallest_cell=5)
    assert shown["score"].to_list() == [0.0]  # that of the round before
    nothing = joint_display(of_people, TREE, segments("hb"), SOURCES, smallest_cell=10)
    assert nothing.empty
    assert "too few people" in draw_joint_display(nothing, title="T", middle=50).caption
    assert "too few people" in tabulate_joint_display(nothing, title="T").caption
    assert summarise_joint_display(nothing)["n_dimensions"] == 0
