"""Each catalogue says all that the code says, with the same places to fill."""

import pytest

from compendium.language import (
    CATALOGUES,
    ENGLISH,
    LANGUAGES,
    counted,
    in_numbers,
    listed,
    month_names,
    say,
    say_number,
    shaped,
    speak,
    speaking,
    spoken,
    tell,
    written,
)
from compendium.language.catalogue import catalogue
from compendium.language.messages import said
from compendium.own.new.wish import MATERIALS
from compendium.study.kinds import load_schema
from compendium.study.study import read_study
from language.messages import headings, places, places_left_open, unsaid

SAID = said()
OTHERS = [language for language in LANGUAGES if language != ENGLISH]
# In tables whose other headings are names of the study's own: cases, rounds and the like.
THE_SAME = {"%", "%DIFF", "Brennan-Prediger", "D", "DP", "F1", "Fleiss' kappa", "Holsti", "Jaccard",
            "SD", "c", "dz", "n", "p", "p (Bonferroni)", "q (FDR)", "5 %", "95 %", "Score",
            "Item", "Items"}  # fmt: skip


def test_there_is_english_and_dutch():
    assert {"en", "nl"} <= set(LANGUAGES)
    assert sorted(path.stem for path in CATALOGUES.glob("*.po")) == OTHERS


@pytest.mark.parametrize("language", OTHERS)
def test_a_catalogue_says_all_that_the_code_says(language):
    known = catalogue(language)
    lacking = {message: SAID[message] for message in SAID if not known.get(message[0])}
    assert not lacking
    empty = [message for message in SAID if not all(_forms(known.get(message[0])))]
    assert not empty
    # What is counted has a form for one and a form for many.
    one_form = [message for message in SAID if len(_forms(known.get(message[0]))) < len(message)]
    assert not one_form


def test_a_call_fills_all_places_of_its_message():
    wrong = [
        f"{path.name}, line {line}: {', '.join(sorted(lacking))}"
        for path, line, lacking in places_left_open()
    ]
    assert wrong == []


def test_what_refuses_the_files_of_a_study_is_said_in_every_language():
    english = [
        f"{path}, line {line}: {text}"
        for path, line, text in unsaid(("own", "qda", "study"))
        if path != "own/new/analysis.py"  # for those who change the program
    ]
    assert english == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_message_has_the_same_places_in_each_language(language):
    known = catalogue(language)
    for message in SAID:
        wanted = [_with_places(form) for form in message]
        for form in _forms(known.get(message[0])):
            assert _with_places(form) in wanted, f"{message[0]!r} is {form!r}"


@pytest.mark.parametrize("language", OTHERS)
def test_a_catalogue_knows_every_heading_that_is_the_projects_own(language):
    known = catalogue(language)
    own = {heading for heading in headings() if known.get(heading) or heading in THE_SAME}
    data = {"kitchen", "repair", "walking", *map(str, range(1, 10))}  # names of cases
    assert not {heading for heading in headings() - own if heading not in data}


def _with_places(form):
    """Give the places of a form; a language may do without an article."""
    return [place for place in places(form) if not place.startswith("article:")]


def _forms(entry):
    return entry.string if isinstance(entry.string, tuple | list) else [entry.string]


def test_a_language_is_spoken_for_a_while_whatever_is_read():
    with speaking("nl"):
        assert speak("en") == "nl"
        assert (say("none"), tell("quotation"), counted(2, "code")) == ("geen", "citaat", "2 codes")
        assert listed(["a", "b", "c"]) == "a, b en c"
        assert say_number(1, "{themes} has most passages ({passages}).",
                          "{themes} have most passages ({passages}).", themes="A",
                          passages=3) == "A heeft de meeste fragmenten (3)."  # fmt: skip
    assert spoken() == ENGLISH


def test_a_language_without_a_catalogue_is_spoken_in_english():
    with speaking("xx"):
        assert spoken() == ENGLISH
        assert say("none") == "none"
    with speaking("nl-BE"):
        assert spoken() == "nl"


def test_what_a_catalogue_lacks_stays_english_and_the_studys_own_words_stay_as_they_are():
    with speaking("nl"):
        assert say("Nobody translated {this}.", this="that") == "Nobody translated that."
        assert tell("kruidentuin") == "kruidentuin"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.74 [0.50, 0.90]", "0,74 [0,50, 0,90]"),
        ("1,234.5", "1.234,5"),
        ("12,252", "12.252"),
        ("1, 2 and 3", "1, 2 and 3"),
        ("-0.3", "-0,3"),
        ("v1.2.3", "v1.2.3"),
        ("2023-09", "2023-09"),
    ],
)
def test_numbers_in_a_text(text, expected):
    with speaking("nl"):
        assert in_numbers(text) == expected
    assert in_numbers(text) == text


def test_numbers_and_months():
    with speaking("nl"):
        assert written(62.25, 1) == "62,3"
        assert say("{low:g} to {high:g}", low=0.5, high=1) == "0,5 tot 1"
        assert month_names()[2] == "maart"
    assert month_names("abbreviated")[2] == "Mar"


def test_a_study_is_shown_in_its_own_language_or_in_the_one_it_names(tiny, monkeypatch):
    about = tiny.data / "tiny" / "study.toml"
    about.write_text('language = "nl"\n', encoding="utf-8")
    assert read_study("tiny", layout=tiny).shown_in == spoken() == "nl"
    about.write_text('language = "nl"\nreport_language = "en"\n', encoding="utf-8")
    assert read_study("tiny", layout=tiny).shown_in == spoken() == "en"
    monkeypatch.setenv("COMPENDIUM_LANGUAGE", "nl")
    read_study("tiny", layout=tiny)
    assert spoken() == "nl"
    monkeypatch.setenv("COMPENDIUM_STEP", "another/answers")
    speak("en")
    read_study("tiny", layout=tiny)  # a study that a step of another one reads beside its own
    assert spoken() == "en"


def test_a_half_is_rounded_up_in_every_sentence_and_shape():
    written_so = [
        (62.5, "{:.0f}", "63"), (0.125, "{:.2f}", "0.13"), (-0.04, "{:.1f}", "0.0"),
        (1234.5, "{:,.0f}", "1,235"), (45.5, "{:g}", "45.5"), (float("nan"), "{:.1f}", "nan"),
        (3, "{}", "3"),
    ]  # fmt: skip
    for value, shape, text in written_so:
        assert shaped(shape)(value) == text
        assert say(shape.replace("{", "{x"), x=value) == text
    with speaking("nl"):
        assert shaped("{:,.1f}")(1234.25) == "1.234,3"


@pytest.mark.parametrize("language", OTHERS)
def test_a_catalogue_knows_what_the_columns_of_a_new_study_hold(language):
    known = catalogue(language)
    schemas = [load_schema(kind) for material in MATERIALS.values() for kind in material.kinds]
    told = {schema["description"] for schema in schemas}
    told |= {field["description"] for schema in schemas for field in schema["fields"]}
    assert {text for text in told if not known.get(text)} == set()
