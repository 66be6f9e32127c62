"""Names of people and places are in no list of words."""

import pandas as pd
import pytest

from compendium.analyses.text_patterns.collocations import collocations
from compendium.analyses.text_patterns.keyness import groups_of, word_counts
from compendium.analyses.text_patterns.words import tokens
from compendium.study.transcripts import turns

# Names within sentences and at their beginning, in the genitive, double, and in capitals.
DUTCH = (
    "Toen kwam Anna langs bij de buurvrouw. Anna\u2019s moeder woont in Zevenkerke. "
    "Fatima kookt. De GGD belde Jan-Willem. De Turkse buurvrouw komt met Kerst. "
    "Samen is het leuk en wij doen het samen. Mark helpt, en dan lacht Mark."
)
ENGLISH = "Then Anna came to the garden. On Monday she and Mrs. Smith cook. People like Rose. I do."


def listed(text, language, **options):
    texts = pd.DataFrame({"source": ["a", "b"], "language": language, "text": text})
    found = tokens(texts, turns(texts), **options)
    counts = word_counts(found, groups_of(texts))
    pairs = collocations(found, least=1)
    return set(counts["lemma"]) | set(pairs["first"]) | set(pairs["second"])


@pytest.mark.parametrize(
    ("language", "text", "names", "words"),
    [
        (
            "nl",
            DUTCH,
            "anna anna's zevenkerke fatima ggd jan-willem mark",
            "buurvrouw turkse koken",
        ),
        ("en", ENGLISH, "anna smith rose", "garden monday cook"),
    ],
)
def test_no_list_has_a_name(language, text, names, words):
    found = listed(text, language)
    assert not found & set(names.split())
    assert set(words.split()) <= found


def test_a_first_name_that_is_a_word_too_is_none_at_the_beginning_of_a_sentence():
    found = listed("Jan komt elke week. Roos ook, en Daan niet. Bewoners komen.", "nl")
    assert not found & {"jan", "roos", "daan"}
    assert {"week", "bewoner"} <= found


def test_a_name_that_the_study_keeps_is_listed():
    assert "zevenkerke" in listed(DUTCH, "nl", keep=["Zevenkerke"])


def test_a_name_behind_an_article_and_one_of_several_words_is_listed_nowhere():
    text = (
        "Toen sprak d\u2019Ancona. Daar is El-Khatib, met Van den Berg en Visser-de Wit. Ik kook."
    )
    shown = listed(text, "nl")
    assert not {"d'ancona", "ancona", "el-khatib", "khatib", "berg", "visser-de", "wit"} & shown
    assert "koken" in shown
