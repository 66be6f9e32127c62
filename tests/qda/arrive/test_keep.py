"""A passage keeps its identifier by its place, whatever the file calls it."""

import pandas as pd
from hypothesis import given, strategies as st

from compendium.qda.arrive.keep import digests, keep_names
from compendium.qda.arrive.merge import merge_table

COLUMNS = ["segment", "code", "source", "coder", "start", "end", "where"]


def segments(*rows):
    return pd.DataFrame([dict(zip(COLUMNS, row, strict=True)) for row in rows], dtype="str")


def at(name, start, *, code="trust", coder="Ann", source="talk"):
    return (name, code, source, coder, str(start), str(start + 4), "")


def test_a_passage_in_front_moves_no_note():
    old = segments(at("p1", 6), at("p2", 11), at("p3", 24)).assign(note=["on 6", "on 11", "on 24"])
    new, named = keep_names(
        segments(*(at(f"p{n}", s) for n, s in enumerate((0, 6, 11, 24), 1))), old
    )
    merged = merge_table(
        "segments", new, old, base=old.drop(columns="note"), imported=COLUMNS, renamed={}
    )
    notes = dict(zip(merged.table["start"], merged.table["note"], strict=True))
    assert notes == {"0": "", "6": "on 6", "11": "on 11", "24": "on 24"}
    assert merged.lost == ()
    assert named["p1"] not in {"p1", "p2", "p3"}


def test_a_note_whose_passage_is_gone_is_put_aside_and_named():
    old = segments(at("p1", 6), at("p2", 11)).assign(note=["on 6", "on 11"])
    new, _ = keep_names(segments(at("p1", 11)), old)
    merged = merge_table(
        "segments", new, old, base=old.drop(columns="note"), imported=COLUMNS, renamed={}
    )
    assert merged.table["note"].tolist() == ["on 11"]
    assert merged.lost == ("p1 trust, note: 'on 6'",)


def test_another_coder_or_source_is_another_passage():
    old = segments(at("p1", 6))
    for other in (at("p1", 6, coder="Bo"), at("p1", 6, source="other")):
        new, named = keep_names(segments(other), old)
        assert named == {"p1": "p2"}
        assert new["segment"].tolist() == ["p2"]


def unplaced(name, *, where="", code="trust"):
    return (name, code, "talk", "Ann", "", "", where)


def test_a_passage_that_nothing_tells_apart_keeps_its_name_only_in_the_same_file():
    row = unplaced("q7")
    _, named = keep_names(segments(row), segments(row), unchanged=True)
    assert named == {}
    _, named = keep_names(segments(row), segments(row))
    assert named == {"q7": "q8"}


def test_the_row_of_a_table_is_no_place():
    old = segments(unplaced("row 2", where="row 2"), unplaced("row 3", where="row 3"))
    rows = (unplaced(f"row {n}", where=f"row {n}") for n in (2, 3, 4))
    words = {"row 2": "new", "row 3": "yes", "row 4": "no"}
    new, named = keep_names(
        segments(*rows),
        old,
        texts=digests(words),
        earlier=digests({"row 2": "yes", "row 3": "no"}),
    )
    assert named == {"row 2": "row 5", "row 3": "row 2", "row 4": "row 3"}
    assert new["segment"].tolist() == ["row 5", "row 2", "row 3"]


def test_a_passage_with_other_words_at_the_same_place_is_another_passage():
    old = segments(at("p1", 6), at("p2", 20))
    _, named = keep_names(
        segments(at("p1", 6), at("p2", 20)),
        old,
        texts=digests({"p1": "beta", "p2": "same"}),
        earlier=digests({"p1": "alfa", "p2": "same"}),
    )
    assert named == {"p1": "p3"}


def test_the_same_words_twice_keep_their_names_until_one_comes_or_goes():
    old = segments(unplaced("a 1", where="3"), unplaced("a 2", where="3", code="time"))
    same = digests({"a 1": "yes", "a 2": "yes", "a 3": "yes"})
    _, named = keep_names(old, old, texts=same, earlier=same)
    assert named == {}
    more = segments(*(unplaced(f"a {n}", where="3") for n in (1, 2, 3)))
    _, named = keep_names(more, old, texts=same, earlier=same)
    assert set(named.values()).isdisjoint({"a 1", "a 2"})
    assert len(named) == 2


places = st.lists(st.integers(0, 60), unique=True, min_size=1, max_size=12)


@given(places, places, st.randoms(use_true_random=False))
def test_whoever_was_there_keeps_its_name_and_no_two_share_one(before, after, random):
    random.shuffle(after)
    old = segments(*(at(f"p{n}", start) for n, start in enumerate(before, 1)))
    new, _ = keep_names(segments(*(at(f"p{n}", s) for n, s in enumerate(after, 1))), old)
    assert new["segment"].is_unique
    earlier = dict(zip(old["start"], old["segment"], strict=True))
    for start, name in zip(new["start"], new["segment"], strict=True):
        if start in earlier:
            assert name == earlier[start]
        else:
            assert name not in set(earlier.values())
