"""Words are measured in their font, and broken between words."""

import pytest

from compendium.exhibits import style
from compendium.exhibits.lettering import cut, fit, width_of, wrap


def test_a_text_is_as_wide_as_matplotlib_draws_it():
    figure = style.new_figure(20, width=100)
    text = figure.text(0, 0.5, "Gezond je ding doen in Zuiderveld", fontsize=9)
    drawn = text.get_window_extent().width / figure.dpi * 25.4
    assert width_of("Gezond je ding doen in Zuiderveld", 9) == pytest.approx(drawn, rel=0.02)


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("two words", 200, ["two words"]),
        ("two words", 10, ["two", "words"]),
        ("Gemeente/Ambtenaren", 20, ["Gemeente/", "Ambtenaren"]),
        ("inter-professional", 18, ["inter-", "professional"]),
        ("first\nsecond line", 200, ["first", "second line"]),
        ("", 5, [""]),
    ],
)
def test_lines_end_between_words(text, room, lines):
    assert wrap(text, room, 8).split("\n") == lines


@pytest.mark.parametrize("room", [4, 9, 30])
def test_no_line_is_wider_than_the_room(room):
    text = "an unbreakablelongwordwithoutanyspace and others"
    broken = wrap(text, room, 8)
    letters = broken.replace("-", "")  # a broken word has a hyphen
    assert "".join(letters.split()) == "".join(text.split()), "no letter is lost"
    assert width_of(broken, 8) <= room


def test_what_does_not_fit_is_cut_and_says_so():
    assert cut("short", 100, 8) == "short"
    shortened = cut("a text that is much longer than its room", 20, 8)
    assert shortened.endswith("…")
    assert width_of(shortened, 8) <= 20
    broken = fit("one two three four five six seven eight", 12, 8, lines=2)
    assert broken.count("\n") == 1
    assert broken.endswith("…")
    assert fit("one\ntwo", 100, 8, lines=1) == "one two"
