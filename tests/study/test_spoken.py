"""The same word, however it is written, and where it stands."""

import pytest
from hypothesis import given, strategies as st

from compendium.study.spoken import as_spoken


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("cafe\u0301", "café"),
        ("samen\u00adwerking", "samenwerking"),
        ("samen\u00ad\r\nwerking", "samenwerking"),
        ("\u200bsamen\u200bwerking\ufeff", "samenwerking"),
        ("co\u2011creatie", "co-creatie"),
        ("\ufb01nanciën", "financiën"),
        ("zo’n", "zo'n"),
    ],
)
def test_a_word_is_the_same_however_it_is_written(written, word):
    spoken, starts, ends = as_spoken(f"ja {written} nee")
    assert spoken == f"ja {word} nee"
    assert len(starts) == len(ends) == len(spoken)
    first, last = spoken.index(word), spoken.index(word) + len(word) - 1
    inside = f"ja {written} nee"[starts[first] : ends[last]]
    assert inside.strip("\u200b\ufeff") == written.strip("\u200b\ufeff")


NOTES = (
    *("[NAAM]", "[onverstaanbaar 00:12]", "(lacht)", "(pause)", "XXX", "<naam>", "{plaats 1}"),
    *("((lacht hard))", "(korte pauze)", "*zucht*", "NAAM_2", "(PLAATS)", "xxx", "[Naam: collega]"),
)


@pytest.mark.parametrize("note", NOTES)
def test_what_a_transcriber_notes_is_nobodys_word(note):
    spoken, _, _ = as_spoken(f"ja {note} nee é")
    assert spoken.split() == ["ja", "nee", "é"]
    assert as_spoken("(dat zei hij) x")[0] == "(dat zei hij) x"


@given(st.text(alphabet="ae\u0301\u00ad\u200b\ufb01’\u2011[]X \n", max_size=30))
def test_places_lie_in_order_within_the_text(text):
    spoken, starts, ends = as_spoken(text)
    assert len(starts) == len(ends) == len(spoken)
    assert (starts[1:] >= starts[:-1]).all()
    assert (starts < ends).all()
    assert not len(ends) or ends[-1] <= len(text)
