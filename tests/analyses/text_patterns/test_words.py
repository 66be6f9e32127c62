"""Tokens, sentences and lemmas, Dutch and English, with what transcripts hold."""

from importlib.metadata import version

import pandas as pd
import pytest
import spacy

from compendium.analyses.text_patterns.lemmas import accuracy
from compendium.analyses.text_patterns.words import lemmatiser, tokens
from compendium.errors import AnalysisError
from compendium.study.transcripts import turns


def split(text, language="nl", **options):
    texts = pd.DataFrame({"source": ["s"], "language": [language], "text": [text]})
    return tokens(texts, turns(texts), **options)


def lemmas(text, language="nl"):
    found = split(text, language)
    return list(found.loc[found["is_word"], "lemma"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("De bewoners vertrouwden elkaar", ["de", "bewoner", "vertrouwen", "elkaar"]),
        ("Foto’s en auto's", ["foto", "en", "auto"]),
        ("'t is zo'n één-op-één", ["het", "zijn", "zo'n", "één-op-één"]),
        ("VERTROUWEN vertrouwt", ["vertrouwen", "vertrouwen"]),
    ],
)
def test_dutch_words_have_their_lemma(text, expected):
    assert lemmas(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The neighbours trusted houses", ["the", "neighbour", "trust", "house"]),
        ("We don’t know", ["we", "do", "not", "know"]),
        ("co-creation — it's one-on-one", ["co-creation", "it", "'s", "one-on-one"]),
    ],
)
def test_english_words_have_their_lemma(text, expected):
    assert lemmas(text, "en") == expected


def test_a_word_before_a_full_stop_is_no_abbreviation():
    found = split("Zo zei hij dat. Voor mij is dat het best. Art. 3 en dhr. Wit.")
    assert {"dat", "best"} <= set(found["form"])
    assert not {"dat.", "best."} & set(found["form"])
    assert {"art.", "dhr."} <= set(found["form"])


def test_numbers_emoji_and_addresses_are_no_words():
    found = split("Op 12 mei 🙂👍🏽 om 10:30 via jan@voorbeeld.nl of www.voorbeeld.nl: 12%")
    assert list(found.loc[found["is_word"], "form"]) == ["op", "mei", "om", "via", "of"]


def test_function_words_are_known_by_form_or_lemma():
    found = split("'n huis en m'n taak").set_index("form")["is_stop"]
    assert found.to_dict() == {"'n": True, "huis": False, "en": True, "m'n": True, "taak": False}


def test_places_are_those_of_the_text_also_behind_emoji_and_blank_lines():
    text = "I: 🙂 Hé!\n\nR1: 👍🏽 Goed’s dan.\r\n\r\n En nu? Ja"
    found = split(text)
    for row in found.itertuples():
        assert text[row.start : row.end].lower().replace("’", "'") == row.form
    spans = found.groupby("sentence").agg(start=("start", "min"), end=("end", "max"))
    assert [text[start:end] for start, end in spans.itertuples(index=False)] == [
        "🙂 Hé!",
        "👍🏽 Goed’s dan.",
        "En nu?",
        "Ja",
    ]


def test_several_languages_keep_the_order_of_the_texts():
    rows = [("a", "nl", "Wij praten."), ("b", "en", "We talk."), ("c", "nl", "Wij koken.")]
    texts = pd.DataFrame(rows, columns=["source", "language", "text"])
    found = tokens(texts, turns(texts))
    assert list(found.loc[found["is_word"], "lemma"]) == [
        "wij",
        "praten",
        "we",
        "talk",
        "wij",
        "koken",
    ]
    assert list(found["source"].unique()) == ["a", "b", "c"]
    assert list(found["sentence"].unique()) == [0, 1, 2]


def test_texts_without_a_word_give_no_tokens_and_stay_usable():
    assert split("  \n").empty
    found = split("🙂 ...")
    assert not found["is_word"].any()
    assert list(split("").columns) == list(found.columns)


@pytest.mark.parametrize("language", ["fr", "und", "xh"])
def test_words_of_another_language_or_of_none_are_counted_as_they_are_written(language):
    found = split("Parlent avec les voisins. Aident!", language)
    words = found[found["is_word"]]
    assert words["lemma"].tolist() == words["form"].tolist()
    assert len(words) == 5
    assert found["sentence"].nunique() == 2
    # A function word of French; of a language without a list there is none.
    assert words.set_index("form")["is_stop"]["les"] == (language == "fr")
    assert lemmatiser([language]) == "no lemmas, words as written"


def test_the_lemmatiser_is_named_with_its_version():
    assert lemmatiser(["nl", "en", "nl"]) == f"simplemma {version('simplemma')}"


@pytest.fixture
def pipeline(tmp_path):
    """Make a pipeline that knows one lemma from its context."""
    nlp = spacy.blank("nl")
    ruler = nlp.add_pipe("attribute_ruler")
    ruler.add([[{"LOWER": "de"}, {"LOWER": "loop"}]], {"LEMMA": "geweerloop"}, index=1)
    nlp.meta.update(name="made_up", version="1.2.3")
    nlp.to_disk(tmp_path / "made-up")
    return str(tmp_path / "made-up")


def test_a_trained_pipeline_gives_the_lemmas_of_its_language(pipeline):
    rows = [("a", "nl", "Ik loop. De loop."), ("b", "en", "She walks.")]
    texts = pd.DataFrame(rows, columns=["source", "language", "text"])
    found = tokens(texts, turns(texts), pipeline=pipeline)
    words = found[found["is_word"]]
    assert list(words["lemma"]) == ["ik", "loop", "de", "geweerloop", "she", "walk"]
    assert list(words["sentence"]) == [0, 0, 1, 1, 2, 2]
    named = lemmatiser(["nl", "en"], pipeline=pipeline)
    assert named == f"nl_made_up 1.2.3 (Dutch) and simplemma {version('simplemma')} (English)"


def test_a_pipeline_that_is_not_there_or_not_of_use_is_named(pipeline):
    with pytest.raises(AnalysisError, match="'nl_nothing_sm' is not on this machine"):
        split("ja", pipeline="nl_nothing_sm")
    with pytest.raises(AnalysisError, match="is for the language 'nl', but the texts are in en"):
        split("yes", "en", pipeline=pipeline)


def marked(text, language="nl", **options):
    found = split(text, language, **options)
    found = found[found["is_word"]]
    return dict(zip(found["form"], zip(found["lemma"], found["is_stop"], strict=True), strict=True))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_lemmas_of_a_list_made_by_hand_are_nearly_all_right(language):
    right, forms = accuracy([language])
    assert forms > 100
    assert right / forms > 0.95
    assert 0 < accuracy(["nl", "en"])[0] - right < 200


@pytest.mark.parametrize(
    ("forms", "lemma"),
    [
        ("samenwerken samenwerkt samengewerkt", "samenwerken"),
        ("spelen speelt gespeeld", "spelen"),
        ("psycholoog psychologen", "psycholoog"),
        ("zei zegt gezegd", "zeggen"),
        ("zorg zorg-", "zorg"),
    ],
)
def test_forms_of_one_word_have_one_lemma_and_count_alike(forms, lemma):
    found = marked(f"ja {forms}.")
    assert {found[form] for form in forms.split()} == {(lemma, False)}


def test_tense_decides_for_no_verb_whether_it_is_a_function_word():
    found = marked("hij zei en zegt, kon en kan, wilde en wil, was en is.")
    for one, other in (("zei", "zegt"), ("kon", "kan"), ("wilde", "wil"), ("was", "is")):
        assert found[one] == found[other]
    assert not found["zegt"][1]
    assert found["kan"][1]
    assert found["wil"][1]


def test_what_people_say_while_they_think_and_short_forms_are_function_words():
    assert all(stop for _, stop in marked("eh, uhm, 'k heb zo’n in- en uit.").values())
    assert marked("She felt it was gone, uhm.", "en")["felt"] == ("feel", False)


def test_a_name_keeps_its_form():
    found = marked("Wij zagen Wouters en Bergen. De bergen, en Zuidwijk.")
    assert found["wouters"][0] == "wouters"
    assert found["zuidwijk"][0] == "zuidwijk"
    assert found["bergen"][0] == "berg", "bergen stands there without a capital, too"


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("Wij werken hier goed samen.", "samenwerken"),
        ("Wij werken samen, omdat het moet.", "samenwerken"),
        ("Wij proberen samen te werken.", "samenwerken"),
        ("Zij dacht altijd mee.", "meedenken"),
        ("Wij werken samen aan de straat.", "werken"),
        ("De bewoners werken. Wij zijn samen.", "werken"),
    ],
)
def test_a_separable_verb_is_joined_at_the_end_of_its_clause(text, lemma):
    assert lemma in {one for one, _ in marked(text).values()}


def test_the_study_says_what_is_left_out_and_what_counts():
    text = "De wijk doet samen veel."
    assert not marked(text)["wijk"][1]
    changed = marked(text, stop=["Wijk"], keep=["veel"])
    assert changed["wijk"][1]
    assert not changed["veel"][1]


def test_parts_of_speech_come_from_a_trained_pipeline_only(pipeline):
    assert split("De loop.")["pos"].isna().all()
    texts = pd.DataFrame({"source": ["s"], "language": ["nl"], "text": ["De loop."]})
    assert "pos" in tokens(texts, turns(texts), pipeline=pipeline)
