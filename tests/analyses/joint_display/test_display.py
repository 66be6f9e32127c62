"""Scores beside passages: every verdict, and what is counted."""

import pandas as pd
import pytest

from compendium.analyses.joint_display.display import joint_display, summarise_joint_display
from compendium.analyses.joint_display.figure import draw_joint_display
from compendium.analyses.joint_display.table import tabulate_joint_display

SOURCES = pd.DataFrame(
    {"source": ["s1", "s2"], "role": ["resident", None], "kind": ["interview", "map"]}
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
    other = TREE.assign(dimension="People")
    display = joint_display(means(80), other, segments("hh"), SOURCES)
    assert display.loc[0, ["codes", "passages", "verdict"]].to_list() == ["", 0, "no code"]


def test_a_passage_with_two_codes_counts_once_and_voices_are_told():
    both = segments("hb").assign(segment="p0")
    row = joint_display(means(80), TREE, both, SOURCES).iloc[0]
    assert row["passages"] == 1
    assert row["voices"] == "map and resident"


def test_figure_table_and_values_tell_the_same():
    display = joint_display(means(80), TREE, segments("hhb"), SOURCES)
    figure = draw_joint_display(display, title="Tiny")
    assert figure.pictures["png"].startswith(b"\x89PNG")
    assert "1 agree" in figure.caption
    assert tabulate_joint_display(display, title="Tiny").content["Together"].to_list() == ["agree"]
    values = summarise_joint_display(display)
    assert (values["n_agree"], values["n_differ"]) == (1, 0)
    assert values["dimension"]["aims"]["passages"] == 3
