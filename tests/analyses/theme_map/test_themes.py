"""Themes with what hinders and helps, and the evidence behind them."""

import pandas as pd

from compendium.analyses.theme_map.figure import draw_theme_map
from compendium.analyses.theme_map.themes import summarise_themes, theme_evidence, theme_map
from compendium.study.kinds.checks import type_columns


def typed(kind, rows):
    return type_columns(pd.DataFrame(rows, dtype="str").fillna(""), kind)[0]


def code(name, parent="", kind="theme"):
    return {"code": name, "parent": parent, "label": name.capitalize(), "kind": kind}


CODES = typed(
    "codes",
    [
        code("level", kind="level"),
        code("trust", "level"),
        code("gossip", "trust", "threat"),
        code("time", "trust", "opportunity"),
        code("lonely", "level"),
        code("challenge"),
        code("money", "challenge", "barrier"),
        code("elsewhere"),
    ],
)
SOURCES = typed(
    "sources",
    [
        {"source": "s1", "kind": "interview", "label": "S1", "role": "nurse"},
        {"source": "s2", "kind": "interview", "label": "S2"},
    ],
)
SEGMENTS = typed(
    "segments",
    [
        {"segment": "1", "code": "gossip", "source": "s1", "form": "quotation", "words": "5"},
        {"segment": "2", "code": "trust", "source": "s2", "form": "mention"},
        {"segment": "3", "code": "elsewhere", "source": "s1", "form": "quotation", "words": "7"},
    ],
)


def test_codes_are_sorted_under_the_nearest_theme():
    mapped = theme_map(CODES, SEGMENTS)
    entries = mapped[mapped["code"].notna()].set_index("code")
    assert entries["theme"].to_dict() == {"gossip": "trust", "time": "trust", "money": "challenge"}
    assert entries["direction"].to_dict() == {
        "gossip": "barrier",
        "time": "opportunity",
        "money": "barrier",
    }
    assert entries["passages"].to_dict() == {"gossip": 1, "time": 0, "money": 0}


def test_a_theme_without_codes_stays_and_a_tree_without_directions_goes():
    mapped = theme_map(CODES, SEGMENTS)
    assert list(mapped.loc[mapped["code"].isna(), "theme"]) == ["lonely"]
    assert "elsewhere" not in set(mapped["root"])


def test_evidence_counts_passages_words_and_voices():
    mapped = theme_map(CODES, SEGMENTS)
    evidence = theme_evidence(mapped, CODES, SEGMENTS, SOURCES).set_index("theme")
    trust = evidence.loc["trust"]
    assert (trust["barriers"], trust["opportunities"]) == (1, 1)
    assert (trust["quotations"], trust["mentions"], trust["words"]) == (1, 1, 5)
    assert trust["voices"] == ["nurse", "S2"]
    assert list(evidence.index) == ["trust", "lonely", "challenge"]


def test_without_directions_the_trees_with_passages_are_mapped():
    codes = typed("codes", [code("top"), code("theme", "top"), code("deep", "theme"), code("no")])
    segments = typed("segments", [{"segment": "1", "code": "deep", "form": "quotation"}])
    mapped = theme_map(codes, segments)
    assert mapped[["theme", "code", "direction"]].to_numpy().tolist() == [
        ["theme", "deep", "other"]
    ]


def test_values_add_up():
    mapped = theme_map(CODES, SEGMENTS)
    values = summarise_themes(theme_evidence(mapped, CODES, SEGMENTS, SOURCES))
    assert (values["n_roots"], values["n_themes"]) == (2, 3)
    assert (values["n_barriers"], values["n_opportunities"]) == (2, 1)
    assert values["n_themes_without_quotation"] == 2
    assert values["root"]["level"] == {
        "barriers": 1,
        "opportunities": 1,
        "quotations": 1,
        "themes": 2,
    }


def test_the_map_says_its_numbers_and_draws_the_same_twice():
    mapped = theme_map(CODES, SEGMENTS)
    evidence = theme_evidence(mapped, CODES, SEGMENTS, SOURCES)
    names = dict(zip(CODES["code"], CODES["label"], strict=True))
    exhibit = draw_theme_map(mapped, evidence, names, title="Tiny")
    assert "3 themes, 2 barriers and 1 opportunity, under 2 headings" in exhibit.caption
    assert "Trust (1 −, 1 +)" in exhibit.alt
    assert exhibit.pictures["png"]


def test_barriers_without_a_code_above_stand_by_themselves():
    codes = pd.DataFrame(
        {"code": ["a", "b"], "parent": [None, None], "label": ["A", "B"],
         "kind": ["barrier", "opportunity"], "level": [None, None]}, dtype="str",
    )  # fmt: skip
    segments = pd.DataFrame({"segment": ["p"], "code": ["a"]}, dtype="str")
    mapped = theme_map(codes, segments)
    assert mapped[["theme", "code", "direction"]].to_numpy().tolist() == [
        ["a", "a", "barrier"], ["b", "b", "opportunity"],
    ]  # fmt: skip
