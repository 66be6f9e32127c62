"""Word frequencies by group and keyness, against counting by hand."""

from collections import Counter
from math import log, log2

import pandas as pd
import pytest
from hypothesis import given, strategies as st

import compendium as co
from compendium.analyses.text_patterns import keyness as keyness_room
from compendium.analyses.text_patterns.dispersion import dispersion
from compendium.analyses.text_patterns.keyness import (
    groups_of,
    in_several,
    keyness,
    summarise_texts,
    text_sizes,
    word_counts,
)
from compendium.analyses.text_patterns.words import tokens
from compendium.errors import TableError
from compendium.study.transcripts import turns

ROWS = [
    ("s1", "nl", "De bewoner vertrouwt de gemeente. De bewoner kookt.", "resident"),
    ("s2", "nl", "De bewoner is moe, zegt Samira. Samira kookt.", "resident"),
    ("s3", "nl", "De gemeente beslist. De gemeente betaalt.", "professional"),
    ("s4", "en", "The gemeente decides.", "professional"),
]
TEXTS = pd.DataFrame(ROWS, columns=["source", "language", "text", "role"])


@pytest.fixture(scope="module")
def found():
    return tokens(TEXTS, turns(TEXTS))


@pytest.fixture(scope="module")
def groups():
    return groups_of(TEXTS, by="role")


def test_words_are_counted_by_language_and_group(found, groups):
    counts = word_counts(found, groups).set_index(["language", "group", "lemma"])
    assert counts.loc[("nl", "resident", "bewoner"), "n"] == 3
    assert counts.loc[("nl", "professional", "gemeente"), "n"] == 2
    assert counts.loc[("en", "professional", "gemeente"), "n"] == 1
    assert counts.loc[("nl", "resident", "gemeente"), "sources"] == 2, "of both groups"
    assert counts.loc[("nl", "resident", "bewoner"), "per_10k"] == pytest.approx(10_000 * 3 / 16)
    assert "de" not in counts.index.get_level_values("lemma"), "a function word"


def test_sizes_count_function_words_too(found, groups):
    sizes = text_sizes(found, groups).set_index(["language", "group"])
    assert sizes.loc[("nl", "resident")].to_dict() == {"sources": 2, "words": 16, "lemmas": 9}
    assert sizes["words"].sum() == found["is_word"].sum()


def test_a_word_of_one_source_is_not_kept(found, groups):
    counts = word_counts(found, groups)
    assert "betalen" in set(counts["lemma"])
    assert "samira" not in set(counts["lemma"]), "a name, which is in no list"
    assert set(in_several(counts, sources=2)["lemma"]) == {"bewoner", "gemeente", "koken"}
    assert in_several(counts, sources=5).empty


def test_an_unknown_column_is_named_with_those_there_are():
    with pytest.raises(TableError, match=r"no column 'rol' to group the texts by.* one of role"):
        groups_of(TEXTS, by="rol")
    assert set(groups_of(TEXTS)) == {"all sources"}
    assert set(groups_of(TEXTS.assign(role=None), by="role")) == {"all sources"}


def table(counts, sizes):
    rows = [("nl", group, lemma, n, 2) for (group, lemma), n in counts.items()]
    frame = pd.DataFrame(rows, columns=["language", "group", "lemma", "n", "sources"])
    totals = pd.DataFrame(
        [("nl", group, size) for group, size in sizes.items()],
        columns=["language", "group", "words"],
    )
    return frame, totals


def test_log_likelihood_and_log_ratio_are_those_computed_by_hand():
    # 12 in 1,000 words against 3 in 2,000: expected are 5 and 10.
    row = keyness(*table({("a", "x"): 12, ("b", "x"): 3}, {"a": 1000, "b": 2000})).iloc[0]
    assert row["g2"] == pytest.approx(2 * (12 * log(12 / 5) + 3 * log(3 / 10)))
    assert row["log_ratio"] == pytest.approx(3)
    assert row["p"] == pytest.approx(0.000207, abs=5e-6)


def test_p_is_that_of_the_tables_of_chi_square():
    # A log-likelihood of 3.84 is the 5 % point of chi-square with one degree of freedom.
    frames = [
        keyness(*table({("a", "x"): n, ("b", "x"): 100}, {"a": 10_000, "b": 10_000}))
        for n in range(101, 160)
    ]
    rows = pd.concat(frames)
    assert ((rows["p"] < 0.05) == (rows["g2"] > 3.841459)).all()
    assert ((rows["p"] < 0.001) == (rows["g2"] > 10.827566)).all()


def test_bonferroni_counts_the_words_that_were_compared():
    counts = {("a", "x"): 12, ("b", "x"): 3, ("a", "y"): 5, ("b", "y"): 6, ("a", "rare"): 1}
    rows = keyness(*table(counts, {"a": 1000, "b": 2000}), least=3).set_index("lemma")
    assert set(rows.index) == {"x", "y"}
    assert rows.loc["x", "p_adjusted"] == pytest.approx(2 * rows.loc["x", "p"])
    assert rows["p_adjusted"].max() <= 1


def test_a_word_that_one_group_never_uses_counts_as_half_for_the_ratio():
    row = keyness(*table({("a", "x"): 8, ("b", "y"): 9}, {"a": 100, "b": 100})).set_index("lemma")
    assert row.loc["x", "log_ratio"] == pytest.approx(log2(8 / 0.5))
    assert row.loc["y", "log_ratio"] == pytest.approx(log2(0.5 / 9))


@given(st.lists(st.integers(0, 30), min_size=6, max_size=6))
def test_three_groups_are_each_compared_with_the_others(numbers):
    counts = {
        (group, word): n
        for (group, word), n in zip(
            [(group, word) for group in "abc" for word in "xy"], numbers, strict=True
        )
        if n
    }
    rows = keyness(*table(counts, {"a": 900, "b": 900, "c": 900}), least=1)
    together = Counter()
    for (_, word), n in counts.items():
        together[word] += n
    for row in rows.itertuples():
        assert row.n == counts.get((row.group, row.lemma), 0)
        assert row.n + row.n_against == together[row.lemma]
        assert row.g2 >= 0
        if row.n_against == 2 * row.n:
            assert row.g2 == pytest.approx(0, abs=1e-9)
    assert len(rows) == 3 * len(together)


def test_one_group_has_nothing_to_be_compared_with():
    rows = keyness(*table({("a", "x"): 12}, {"a": 100}))
    assert rows.empty
    about = {"title": "Tiny", "lemmatiser": "simplemma", "sources": 2}
    shown = co.draw_keyness(rows, **about)
    assert shown.alt.startswith("No word to compare.")
    assert not shown.is_figure
    assert co.tabulate_keyness(rows, **about).content.empty


def test_the_values_hold_numbers_and_no_word_of_a_text(found, groups):
    sizes = text_sizes(found, groups)
    rows = keyness(word_counts(found, groups), sizes)
    values = summarise_texts(sizes, rows, lemmatiser="simplemma 2.0.0")
    assert values["lemmatiser"] == "simplemma 2.0.0"
    assert (values["n_sources"], values["n_words"]) == (4, int(found["is_word"].sum()))
    assert values["language"]["nl"]["resident"]["words"] == 16
    assert "bewoner" not in str(values)


@pytest.mark.parametrize("draw", ["draw_words", "draw_keyness"])
@pytest.mark.parametrize("many", [1, 14])
def test_figures_draw_at_most_six_panels_and_say_so(draw, many):
    names = [f"A group with a name that is much too long {number:02d}" for number in range(many)]
    counts = {
        (name, f"buitengewoonlangwoord{word}"): 5 + (word * number) % 7
        for number, name in enumerate(names)
        for word in range(30)
    }
    frame, sizes = table(counts, dict.fromkeys(names, 1000))
    frame = frame.assign(per_10k=10.0 * frame["n"])
    shown = frame if draw == "draw_words" else keyness(frame, sizes)
    exhibit = getattr(co, draw)(shown, title="Tiny", lemmatiser="simplemma 2.0.0", sources=2)
    if shown.empty:  # one group has no other to be compared with
        assert not exhibit.is_figure
        return
    visible = [axes for axes in exhibit.content.axes if axes.get_visible()]
    assert len(visible) == min(many, 6)
    assert ("Not drawn: 8 groups with fewer words" in exhibit.caption) == (many == 14)
    assert "simplemma 2.0.0" in exhibit.caption
    assert "at least 2 sources" in exhibit.caption


def test_lists_say_what_was_left_out(found, groups):
    counts = in_several(word_counts(found, groups), sources=2)
    about = {"title": "Tiny", "lemmatiser": "simplemma 2.0.0", "sources": 2}
    listing = co.tabulate_words(counts, **about)
    assert "Only words found in at least 2 sources." in listing.caption
    assert "samira" not in listing.content.to_csv()
    sizes = co.tabulate_texts(text_sizes(found, groups), title="Tiny", lemmatiser="simplemma 2.0.0")
    assert list(sizes.content["Language"].unique()) == ["Dutch", "English"]  # as the texts come


def test_p_is_adjusted_for_the_words_of_all_groups():
    counts = {(group, word): 5 + place for place, (group, word) in enumerate(
        [(group, word) for group in "abc" for word in "xy"])}  # fmt: skip
    rows = keyness(*table(counts, {"a": 900, "b": 900, "c": 900}), least=1)
    assert rows["p_adjusted"].to_numpy() == pytest.approx((6 * rows["p"]).clip(upper=1).to_numpy())


def test_the_size_of_the_difference_and_the_evidence_are_those_computed_by_hand():
    # 12 in 1,000 words against 3 in 2,000: eight times the frequency, 700 % more.
    row = keyness(*table({("a", "x"): 12, ("b", "x"): 3}, {"a": 1000, "b": 2000})).iloc[0]
    assert row["difference"] == pytest.approx(700)
    assert row["bayes"] == pytest.approx(row["g2"] - log(3000))


def test_dispersion_of_a_word_in_all_sources_and_in_one():
    words = {"s1": "x y y y", "s2": "x y y y", "s3": "x z z z"}
    rows = [(source, "nl", word) for source, text in words.items() for word in text.split()]
    tokens = pd.DataFrame(rows, columns=["source", "language", "lemma"])
    tokens = tokens.assign(is_word=True, is_stop=False)
    groups = pd.Series("g", index=["s1", "s2", "s3"])
    found = dispersion(tokens, groups).set_index("lemma")
    assert found.loc["x", ["dp", "d"]].to_list() == pytest.approx([0, 1])
    assert found.loc["z", ["dp", "d"]].to_list() == pytest.approx([1, 0])
    assert found.loc["y", "dp"] == pytest.approx((1 / 6 + 1 / 6 + 1 / 3) / 2 / (2 / 3))
    alone = dispersion(tokens[tokens["source"] == "s1"], groups)
    assert alone[["dp", "d"]].isna().all(axis=None)


def test_a_group_of_few_sources_is_not_counted():
    rows = [("nl", "a", 7, 800, 90), ("nl", "b", 1, 90, 40), ("nl", "c", 5, 9, 9)]
    sizes = pd.DataFrame(rows, columns=["language", "group", "sources", "words", "lemmas"])
    assert keyness_room.shown_sources(sizes, 5) == ["–", "<5", "–"]
    assert keyness_room.shown_sources(sizes, 1) == [7, 1, 5]
    assert keyness_room.shown_sources(sizes.iloc[1:2], 5) == [1]  # all sources together
    listed = co.tabulate_texts(sizes, title="T", lemmatiser="L", smallest_cell=5)
    assert listed.content["Sources"].to_list() == ["–", "<5", "–"]
    assert "Fewer than 5 people are written as <5" in listed.caption
