"""Pairs of words and words in context, against nltk on lists of words."""

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
