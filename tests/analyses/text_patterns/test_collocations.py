"""Pairs of words and words in context, against nltk on lists of words."""

import numpy as np
import pandas as pd
import pytest
from nltk.collocations import BigramCollocationFinder
from nltk.metrics import BigramAssocMeasures

import compendium as co
from compendium.analyses.text_patterns.collocations import collocations, in_context
from compendium.analyses.text_patterns.words import tokens
from compendium.study.transcripts import turns

ROWS = [
    ("s1", "en", "R: Word of mouth. Social work is social work, and social workers work."),
    ("s2", "en", "R: She does social work. Work, social or not.\nI: Social?\nR: Work."),
    ("s3", "nl", "R: Vertrouwen groeit. Ik vertrouw de auto’s niet. Vertrouwt u hem?"),
]
TEXTS = pd.DataFrame(ROWS, columns=["source", "language", "text"])


@pytest.fixture(scope="module")
def found():
    return tokens(TEXTS, turns(TEXTS, leave_out="I"))


def test_pairs_are_counted_within_a_sentence_and_without_punctuation(found):
    pairs = collocations(found, least=1).set_index(["first", "second"])
    assert pairs.loc[("social", "work"), "n"] == 3
    assert pairs.loc[("social", "work"), "sources"] == 2
    assert ("work", "social") not in pairs.index, "a comma or a full stop stands between them"
    assert ("word", "mouth") not in pairs.index, "they are not side by side"


def test_scores_are_those_of_nltk_for_all_words(found):
    english = found[(found["language"] == "en") & found["is_word"]]
    words = list(english["lemma"].astype(str))
    finder = BigramCollocationFinder.from_words(words)
    finder.ngram_fd[("social", "work")] = 3  # nltk does not know of punctuation
    row = collocations(found, least=3).iloc[0]
    measures = BigramAssocMeasures()
    assert row["g2"] == pytest.approx(
        finder.score_ngram(measures.likelihood_ratio, "social", "work")
    )
    assert row["pmi"] == pytest.approx(finder.score_ngram(measures.pmi, "social", "work"))


def test_without_pairs_the_table_is_empty_and_can_be_listed(found):
    about = {"title": "Tiny", "lemmatiser": "simplemma", "sources": 2}
    for pairs in (collocations(found, least=99), collocations(found[:0])):
        assert pairs.empty
        assert co.tabulate_collocations(pairs, **about).content.empty


def test_words_are_found_in_every_form_with_their_place(found):
    lines = in_context(TEXTS, found, ["vertrouwen", "social work", "auto's", "nothing"])
    text = dict(zip(TEXTS["source"], TEXTS["text"], strict=True))
    trust = lines[lines["word"] == "vertrouwen"]
    assert list(trust["found"]) == ["Vertrouwen", "vertrouw", "Vertrouwt"]
    for row in trust.itertuples():
        assert text[row.source][row.start :].startswith(row.found)
    assert trust.iloc[1]["left"].endswith("Ik")
    assert trust.iloc[1]["right"].startswith("de auto’s niet")
    assert list(lines.loc[lines["word"] == "auto's", "found"]) == ["auto’s"]
    phrases = lines[lines["word"] == "social work"]
    assert set(phrases["found"].str.lower()) == {"social work"}
    assert "nothing" not in set(lines["word"])


def test_no_word_asked_for_gives_no_line(found):
    lines = in_context(TEXTS, found, ["", " "])
    assert lines.empty
    assert co.tabulate_context(lines, {}, title="Tiny").content.empty


def made_up(sentences):
    """Tokens of sentences of lemmas; de and en are function words."""
    rows, place = [], 0
    for number, sentence in enumerate(sentences):
        for word in sentence.split():
            rows.append((f"s{number % 3}", "nl", 0, number, place, place + len(word), word, word,
                         True, word in {"de", "en"}))  # fmt: skip
            place += len(word) + 1
    columns = ["source", "language", "turn", "sentence", "start", "end", "form", "lemma",
               "is_word", "is_stop"]  # fmt: skip
    kinds = dict.fromkeys(["source", "language", "form", "lemma"], "category")
    return pd.DataFrame(rows, columns=columns).astype(kinds)


def test_pairs_that_stand_together_less_often_than_by_chance_are_left_out():
    sentences = [*["buurt de"] * 400, *["en mensen"] * 400, *["buurt mensen"] * 4]
    pairs = collocations(made_up([*sentences, *["goede raad"] * 5]))
    assert pairs[["first", "second"]].to_numpy().tolist() == [["goede", "raad"]]


def test_in_random_texts_no_pair_is_repelled_and_the_effect_is_a_choice():
    rng = np.random.default_rng(1)
    words = [f"w{number}" for number in range(12)]
    tokens_ = made_up([" ".join(rng.choice(words, 8)) for _ in range(200)])
    every = collocations(tokens_, least=1, effect=0)
    assert len(every) > 10
    assert (every["pmi"] > 0).all()
    assert (collocations(tokens_, least=1)["pmi"] >= 1).all()
