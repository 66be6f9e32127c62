"""What offsets count, against counting with Python's own encoders."""

import numpy as np
import pytest
from hypothesis import given, strategies as st

from compendium.qda.model.judging import Marked
from compendium.qda.model.offsets import UNITS, WIDTHS, Unit, to_code_points
from compendium.qda.model.units import find_unit
from refi_dialects import TALK, WORDS, offset

PIECES = ["woord", "één", "🙂", "e\u0301", "👩‍🍳", "\r\n", "\n", "\r", " ", ".", "信任"]
texts = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


def count(text, at, unit):
    """Count as a program with this unit does."""
    mark = 3 if unit.width == "UTF-8 bytes" else 1
    before = mark if unit.bom_counted else 0
    if unit.lf_as_two and "\r" not in text:
        before += text[:at].count("\n")
    return before + offset(text, at, unit.width, crlf_as_one=unit.crlf_as_one)


@given(texts, st.sampled_from(UNITS), st.data())
def test_offsets_in_any_unit_come_back_as_code_points(text, unit, data):
    # Between the two characters of a line end that counts as one there is no place.
    places = [
        place
        for place in range(len(text) + 1)
        if not (unit.crlf_as_one and text[place - 1 : place + 1] == "\r\n")
    ]
    chosen = data.draw(st.lists(st.sampled_from(places), max_size=10))
    counted = [count(text, place, unit) for place in chosen]
    assert to_code_points(counted, text, unit=unit, bom=unit.bom_counted).tolist() == chosen


@given(texts, st.sampled_from(UNITS), st.integers(-5, 400))
def test_an_offset_is_found_exactly_or_not_at_all(text, unit, asked):
    [found] = to_code_points([asked], text, unit=unit, bom=True).tolist()
    if found == -1:
        assert asked not in {count(text, place, unit) for place in range(len(text) + 1)}
    else:
        assert count(text, found, unit) == asked


@st.composite
def marked(draw):
    """Draw a text of words, with passages of whole words behind its first emoji and line end."""
    words = ["Anna: 🙂", "dag\r\nBram:", "\r\n"]
    words += draw(st.lists(st.sampled_from(WORDS), min_size=30, max_size=60))
    text, starts, ends = "", [], []
    for word in words:
        text += " "
        starts.append(len(text))
        text += word
        ends.append(len(text))
    spans = []
    for _ in range(draw(st.integers(6, 12))):
        first = draw(st.integers(3, len(words) - 4))
        last = draw(st.integers(first, len(words) - 1))
        spans.append((starts[first], ends[last]))
    passages = [span for span in spans if any(map(str.isalnum, text[slice(*span)]))]
    return text, passages or [(starts[0], ends[-1])]


def shown(text, span, how):
    """Show a passage as a program does: not at all, whole, or cut off."""
    passage = " ".join(text[slice(*span)].split())
    return {"not": "", "whole": passage, "cut off": f"{passage[:25]}…"}[how]


@given(marked(), st.sampled_from(UNITS), st.sampled_from(["whole", "cut off"]))
def test_the_unit_is_found_from_the_snippets_of_the_passages(project, unit, how):
    text, spans = project
    document = Marked(
        text,
        unit.bom_counted,
        *([count(text, span[edge], unit) for span in spans] for edge in (0, 1)),
        [shown(text, span, how) for span in spans],
    )
    found, score, *_ = find_unit([document])
    edges = [
        to_code_points(offsets, text, unit=found, bom=unit.bom_counted, end=end)
        for offsets, end in ((document.starts, False), (document.ends, True))
    ]
    got = [text[start:end] for start, end in zip(*edges, strict=True)]
    assert score == 1.0
    if how == "whole":
        assert [" ".join(part.split()) for part in got] == [shown(text, s, how) for s in spans]
    else:
        assert [shown(text, (start, end), how) for start, end in zip(*edges, strict=True)] == [
            shown(text, span, how) for span in spans
        ]


@pytest.mark.parametrize("unit", [unit for unit in UNITS if not unit.bom_counted])
def test_without_snippets_the_unit_is_found_from_whole_words(unit):
    words = [
        "koken",
        "elke",
        "week samen",
        "buurthuis",
        "één keer",
        "met de buren",
        "daarna",
        "eten",
    ]
    text = TALK.replace("\r\n", "\n") if unit.lf_as_two else TALK
    starts = [text.index(word) for word in words]
    document = Marked(
        text,
        False,
        [count(text, start, unit) for start in starts],
        [count(text, start + len(word), unit) for start, word in zip(starts, words, strict=True)],
        [""] * len(words),
    )
    assert find_unit([document])[:2] == (unit, 1.0)


TEXT = "Alpha beta gamma. Delta epsilon zeta eta theta. Iota kappa lambda mu nu xi omicron."
SPANS = [(6, 10), (11, 16), (24, 36)]


@pytest.mark.parametrize(
    ("start", "end", "label"),
    [
        (0, -1, "code points, ends inclusive"),
        (1, 1, "code points, from 1"),
        (1, 0, "code points, from 1, ends inclusive"),
    ],
)
def test_what_is_seldom_counted_is_found_where_the_passages_are_shown(start, end, label):
    snippets = [TEXT[slice(*span)] for span in SPANS]
    starts, ends = [one + start for one, _ in SPANS], [other + end for _, other in SPANS]
    found = find_unit([Marked(TEXT, False, starts, ends, snippets)])
    assert (found.unit.label, found.score) == (label, 1.0)
    places = [
        to_code_points(offsets, TEXT, unit=found.unit, end=last).tolist()
        for offsets, last in ((starts, False), (ends, True))
    ]
    assert list(zip(*places, strict=True)) == SPANS
    # Without the passages nothing says so, and the places are doubted instead.
    blind = find_unit([Marked(TEXT, False, starts, ends, [""] * len(SPANS))])
    assert (blind.unit, blind.trusted) == (Unit(), (False,))


def test_a_document_whose_text_is_another_is_doubted_alone():
    snippets = [TEXT[slice(*span)] for span in SPANS]
    starts, ends = zip(*SPANS, strict=True)
    other = "Something else was said here, by somebody else, in quite another conversation."
    found = find_unit([Marked(text, False, starts, ends, snippets) for text in (TEXT, other, TEXT)])
    assert found.unit == Unit()
    assert found.trusted == (True, False, True)
    assert found.fitting[0] == (3, 3)
    assert found.fitting[1][1] == 3


def test_only_the_passages_that_do_not_fit_are_doubted():
    snippets = [TEXT[slice(*span)] for span in SPANS] + ["kappa lambda"]
    starts, ends = [*(start for start, _ in SPANS), 0], [*(end for _, end in SPANS), 12]
    found = find_unit([Marked(TEXT, False, starts, ends, snippets)])
    assert (found.trusted, found.score) == ((True,), 0.75)
    assert found.sure == ((True, True, True, False),)
    # In a text that is another, what reads as the file shows it is as it should be.
    other = "Alpha beta, but then somebody else went on about quite another thing altogether."
    found = find_unit([Marked(other, False, starts, ends, snippets, verbatim=True)])
    assert (found.trusted, found.sure) == ((False,), ((True, False, False, False),))


def test_a_title_that_somebody_gave_a_passage_is_no_reason_to_doubt_it():
    snippets = [TEXT[slice(*span)] for span in SPANS[:2]] + ["what she said first"]
    starts, ends = zip(*SPANS, strict=True)
    document = Marked(TEXT, False, starts, ends, snippets)
    assert find_unit([document]).sure == ((True, True, True),)
    assert find_unit([document._replace(verbatim=True)]).sure == ((True, True, False),)


def test_offsets_that_no_passage_has_do_not_count_against_the_others():
    starts, ends = [5, -3, 0, 0, 6], [2, 5, 0, 5, 10]
    found = find_unit([Marked(TEXT, False, starts, ends, [""] * 5)])
    assert (found.score, found.fitting, found.trusted) == (1.0, ((2, 2),), (True,))


def test_a_tie_goes_to_what_the_program_is_known_to_count():
    # As code points this is "cc", as UTF-16 code units "bb".
    document = Marked("🙂🙂🙂 aa bb cc", False, [10], [12], [""])
    assert find_unit([document]).unit == Unit()
    assert find_unit([document], tool="NVivo").unit == Unit("UTF-16 code units")


def test_plain_ascii_counts_as_code_points():
    document = Marked("All of this is plain.", False, [0, 12], [3, 14], ["All", ""])
    assert find_unit([document])[:2] == (Unit(), 1.0)
    assert find_unit([])[:2] == (Unit(), None)


def test_a_name_that_is_no_snippet_does_not_count_against_a_unit():
    document = Marked("All of this is plain.", False, [0, 13], [3, 14], ["my own title", ""])
    # The second begins and ends inside "is".
    assert find_unit([document])[:2] == (Unit(), 0.5)


def test_the_mark_of_a_byte_order_is_told_in_the_name_of_the_unit():
    text = "één woord en nog een"
    spans = [(4, 9), (13, 16), (17, 20)]
    document = Marked(
        text,
        True,
        [1 + start for start, _ in spans],
        [1 + end for _, end in spans],
        [text[start:end] for start, end in spans],
    )
    unit, score, *_ = find_unit([document])
    assert (unit.label, score) == ("code points, byte-order mark counted", 1.0)
    assert {unit.width for unit in UNITS} == set(WIDTHS)


def test_offsets_without_a_text_are_outside_it():
    assert np.array_equal(to_code_points([0, 1], "", unit=Unit()), [0, -1])
