"""Numbers in words: spellings that people use. Those of num2words are compared in tests/oracles."""

import pytest

from compendium.study.number_words import read_number_word


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Forty two", 42),
        ("twee en twintig", 22),
        ("tweeentwintig", 22),
        ("één", 1),
        ("a hundred", 100),
        ("honderd en vijf", 105),
        ("vijftienhonderd", 1500),
        ("twelve hundred", 1200),
        ("geen", 0),
        ("hundreds", None),
        ("honderden", None),
        ("een paar", None),
        ("twenty twenty", None),
        ("thousandth", None),
        ("", None),
    ],
)
def test_spellings(text, number):
    assert read_number_word(text) == number
