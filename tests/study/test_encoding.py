"""Text that does not say in which encoding it is."""

import pytest
from hypothesis import given
from hypothesis.strategies import text

from compendium.study.encoding import decoded

DUTCH = [
    "één respondent zei: het buurthuis is één van de beste plekken",
    "coördinator;vrijwilliger\nJosé;Zoë",
    "reünie van de coöperatie",
    "“Geen tijd”, zei ze – en het kostte €5",
    "naïef",
    "zo’n buurt",
    "• punt\n• twee",
    "kop à kop",
]


@pytest.mark.parametrize("words", DUTCH)
@pytest.mark.parametrize(
    ("encoding", "named"),
    [("cp1252", "Western European Windows"), ("mac_roman", "Mac Roman")],
)
def test_an_older_encoding_is_told_by_where_letters_stand(words, encoding, named):
    assert decoded(words.encode(encoding)) == (words, named)


@pytest.mark.parametrize("words", ["współpraca i życie", "źródło wiedzy", "Małgorzata;współpraca"])
def test_central_european_text_is_not_taken_for_western(words):
    assert decoded(words.encode("cp1250")) == (words, "Central European Windows")


@given(text(alphabet="aéë€\U0001f600\n,"))
def test_text_in_unicode_is_read_as_it_is(words):
    assert decoded(words.encode("utf-8-sig")) == (words, "")
    assert decoded(words.encode("utf-16")) == (words, "")


def test_a_large_text_is_judged_by_its_beginning():
    # Sign by sign this would take minutes.
    text, encoding = decoded("één coördinator ".encode("cp1252") * 1_000_000)
    assert (text[:15], encoding) == ("één coördinator", "Western European Windows")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Mieszkańcy ufają gminie i sąsiadom", "cp1250"),
        ("Spotykają się często, żeby dzielić się planami", "cp1250"),
        ("100 m² en 3 m³", "cp1252"),
        ("¿Qué tal?", "cp1252"),
    ],
)
def test_signs_of_other_languages_tell_the_encoding(text, encoding):
    assert decoded(text.encode(encoding))[0] == text
