"""What a mark of a figure says to who points at it."""

import re

import pandas as pd
import pytest

from compendium.exhibits import style
from compendium.exhibits.exhibit import Exhibit
from compendium.exhibits.heat import cell_hints, draw_pairs
from compendium.exhibits.hints import hint
from compendium.exhibits.look import Look
from compendium.language import speaking

RECTANGLE = re.compile(
    r'<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"><title>(.*?)</title>'
)


def figure_with(*hints, height=50):
    figure = style.new_figure(height, width=100, free=True)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, 100), ylim=(height, 0))
    for one in hints:
        hint(axes, *one)
    return figure


def rectangles(figure):
    picture = Exhibit(figure, "Caption.", "Alt.").pictures["svg"].decode()
    return [
        (*(round(float(place) * style.MM_PER_POINT, 1) for place in found[:4]), found[4])
        for found in RECTANGLE.findall(picture)
    ]


def test_a_hint_lies_where_its_mark_is_and_has_room_for_a_finger():
    found = rectangles(figure_with(("bar", (10, 60), (20, 30)), ("point", 50, 25)))
    assert found == [(10, 20, 50, 10, "bar"), (48.4, 23.4, 3.2, 3.2, "point")]


def test_a_hint_stays_inside_the_figure_and_its_text_is_a_text():
    (found,) = rectangles(figure_with(("a <b> & \nc", 0, 0)))
    assert found == (0, 0, 1.6, 1.6, "a &lt;b&gt; &amp; c")


def test_a_figure_without_hints_has_no_group_of_them():
    assert b"hints" not in Exhibit(figure_with(), "", "").pictures["svg"]


def test_a_figure_for_a_publisher_is_the_picture_alone(monkeypatch):
    figure = figure_with(("bar", 1, 1))
    monkeypatch.setattr(style, "LOOK", Look(width=85))
    assert b"hints" not in style.draw(figure, "svg")


def test_cells_say_row_column_and_value_and_blank_ones_nothing():
    told = cell_hints(pd.DataFrame([["3", ""]]), ["Trust"], ["Kitchen", "Walk"], what="Passages")
    assert told.to_numpy().tolist() == [["Trust, Kitchen: Passages 3", ""]]


@pytest.mark.parametrize(("language", "number"), [("en", "0.50"), ("nl", "0,50")])
def test_a_pair_says_what_it_rests_on_in_the_language(language, number):
    pairs = pd.DataFrame({"one": ["a"], "other": ["b"], "c": [0.5]})
    with speaking(language):
        figure = draw_pairs(
            pairs, {"a": "A", "b": "B"}, columns=("one", "other", "c"), top=1,
            write=lambda value: style.in_numbers(f"{value:.2f}"), key="c",
            of=lambda one, other: f" ({one}, {other})",
        )  # fmt: skip
    assert [text for *_, text in rectangles(figure)] == [f"B, A: c {number} (a, b)"]
