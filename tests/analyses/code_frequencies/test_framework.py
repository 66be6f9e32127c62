"""Themes by case, with short cells."""

import pandas as pd

from compendium.analyses.code_frequencies.counts import code_counts, cross_count
from compendium.analyses.code_frequencies.figure_framework import draw_framework, has_themes

CODES = pd.DataFrame(
    {
        "code": ["top", "a", "b", "alone"],
        "parent": [None, "top", "top", None],
        "label": ["Top", "Apple", "Bread", "Alone"],
        "label_en": None,
        "kind": None,
    }
)
SOURCES = pd.DataFrame({"source": ["s1", "s2"], "case": ["A", "B"], "kind": "interview"})
SEGMENTS = pd.DataFrame(
    [("1", "a", "s1"), ("2", "a", "s1"), ("3", "b", "s1"), ("4", "alone", "s2")],
    columns=["segment", "code", "source"],
).assign(form="coding", coder=None, words=None)


def drawn():
    tree = code_counts(SEGMENTS, CODES)
    counts = cross_count(SEGMENTS, CODES, SOURCES, pd.DataFrame({"case": ["A", "B"]}), by="case")
    return draw_framework(counts, tree, {"A": "Alder", "B": "Birch"}, title="Tiny", by="case")


def test_a_cell_names_the_codes_with_most_passages_first():
    exhibit = drawn()
    (axes,) = exhibit.content.axes
    texts = [text.get_text() for text in axes.texts]
    assert texts == ["Top", "Alder", "Apple 2\nBread 1", "Birch", ""]
    assert "Of 2 cells 1 is blank." in exhibit.caption


def test_without_codes_below_others_there_are_no_themes():
    flat = CODES.assign(parent=None)
    assert has_themes(code_counts(SEGMENTS, CODES))
    assert not has_themes(code_counts(SEGMENTS, flat))
