"""Dictionary coding, against looking through the sentences one by one."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, strategies as st

import compendium as co
from compendium.analyses.text_patterns.terms import (
    compare_terms,
    find_terms,
    read_terms,
    sentences,
    summarise_terms,
)
from compendium.analyses.text_patterns.words import tokens
from compendium.errors import TableError
from compendium.study.transcripts import turns

ROWS = [
    ("s1", "nl", "R: Ik vertrouw haar. Er is wantrouwen. Wie doet wat?\nI: Vertrouwen?\nR: Nee."),
    ("s2", "en", "R: Word of mouth works. The word mouth. It is trusted, I don't know by whom."),
]
TEXTS = pd.DataFrame(ROWS, columns=["source", "language", "text"])
CODES = pd.DataFrame(
    {
        "code": ["t", "m", "n"],
        "label": ["Trust", "Mouth", "None"],
        "terms": ["vertrouwen; TRUST*", "word of mouth; wie  doet wat", None],
    }
)


@pytest.fixture(scope="module")
def found():
    return tokens(TEXTS, turns(TEXTS, leave_out="I"))


def passages(found, terms):
    codes = pd.DataFrame({"code": ["c"], "label": ["C"], "terms": [terms]})
    text = dict(zip(TEXTS["source"], TEXTS["text"], strict=True))
    rows = find_terms(found, read_terms(codes)).itertuples()
    return [text[row.source][row.start : row.end] for row in rows]


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ("vertrouwen", ["Ik vertrouw haar."]),
        ("vertrouw", ["Ik vertrouw haar."]),
        ("vertrouwt", []),
        ("*trouw*", ["Ik vertrouw haar.", "Er is wantrouwen."]),
        ("wantrouw*", ["Er is wantrouwen."]),
        ("trust", ["It is trusted, I don't know by whom."]),
        ("wie doet wat", ["Wie doet wat?"]),
        ("w* doe* wat", ["Wie doet wat?"]),
        ("word mouth", ["The word mouth."]),
        ("wat nee", []),
        ("a b c d e f g h", []),
        ("niets; ; haar;", ["Ik vertrouw haar."]),
    ],
)
def test_a_term_proposes_the_sentences_that_hold_it(found, terms, expected):
    assert passages(found, terms) == expected


def test_terms_are_read_once_in_small_letters():
    codes = CODES.assign(terms=["Trust; trust;  word   of mouth", None, "auto’s"])
    assert list(read_terms(codes)["term"]) == ["trust", "word of mouth", "auto's"]


def test_a_term_of_asterisks_is_refused():
    with pytest.raises(TableError, match=r"code 't', column terms: the term '\*' would find every"):
        read_terms(CODES.assign(terms=["trust; *", None, None]))


def test_a_code_book_without_terms_proposes_nothing(found):
    terms = read_terms(CODES.assign(terms=None))
    proposed = find_terms(found, terms)
    assert proposed.empty
    segments = pd.DataFrame(columns=["segment", "code", "source", "start", "end"])
    compared = compare_terms(proposed, terms, found, segments, TEXTS)
    assert compared.empty
    assert co.tabulate_terms(compared, title="Tiny", lemmatiser="simplemma").content.empty
    assert co.tabulate_proposals(proposed, {}, title="Tiny").content.empty
    assert summarise_terms(compared) == {}


def segments_of(rows):
    table = pd.DataFrame(rows, columns=["code", "source", "start", "end"])
    return table.assign(segment=[f"p{row}" for row in range(len(rows))])


def test_proposals_are_compared_with_the_coded_sentences_of_coded_sources(found):
    terms = read_terms(CODES)
    # In s1, trust was coded in the second sentence and a bit of the third, and by two coders.
    segments = segments_of([("t", "s1", 21, 42), ("t", "s1", 25, 30), ("x", "s1", 0, 5)])
    compared = compare_terms(find_terms(found, terms), terms, found, segments, TEXTS)
    rows = compared.set_index("code")
    assert list(rows.index) == ["t", "m"]
    assert rows.loc["t", ["terms", "sentences", "proposed", "coded", "both"]].tolist() == [
        2, 4, 1, 2, 0,
    ]  # fmt: skip
    assert rows.loc["t", ["precision", "recall", "f1"]].tolist() == [0, 0, 0]
    assert rows.loc["m", "proposed"] == 1
    assert np.isnan(rows.loc["m", "recall"])
    assert np.isnan(rows.loc["m", "f1"])
    assert summarise_terms(compared)["t"]["coded"] == 2


@given(
    st.lists(
        st.tuples(
            st.sampled_from("tm"),
            st.sampled_from(["s1", "s2"]),
            st.integers(0, 60),
            st.integers(1, 20),
        ),
        max_size=8,
    )
)
def test_precision_and_recall_are_those_of_the_sentences_one_by_one(rows):
    found = tokens(TEXTS, turns(TEXTS, leave_out="I"))
    terms = read_terms(CODES)
    proposed = find_terms(found, terms)
    lengths = TEXTS.set_index("source")["text"].str.len()
    coded = [(c, s, start, min(start + n, lengths[s])) for c, s, start, n in rows]
    compared = compare_terms(proposed, terms, found, segments_of(coded), TEXTS)
    every = [
        row for row in sentences(found).itertuples() if row.source in {s for _, s, *_ in coded}
    ]
    for row in compared.itertuples():
        human = {
            place.sentence
            for place in every
            for code, source, start, end in coded
            if code == row.code and source == place.source
            if start < place.end and place.start < end
        }
        machine = set(proposed.loc[proposed["code"] == row.code, "sentence"])
        machine &= {place.sentence for place in every}
        assert (row.proposed, row.coded) == (len(machine), len(human))
        assert row.both == len(machine & human)
        if machine:
            assert row.precision == len(machine & human) / len(machine)
        if human:
            assert row.recall == len(machine & human) / len(human)
        assert row.sentences == len(every)


def test_a_passage_behind_the_end_of_its_text_is_refused(found):
    terms = read_terms(CODES)
    segments = segments_of([("t", "s1", 0, 5000)])
    message = r"passage 'p0' ends at character 5000, but the text of 's1' has \d+ \(1 such row\)"
    with pytest.raises(TableError, match=message):
        compare_terms(find_terms(found, terms), terms, found, segments, TEXTS)


def test_proposals_are_listed_by_place_and_without_text(found):
    proposed = find_terms(found, read_terms(CODES))
    listing = co.tabulate_proposals(proposed, {"s1": "First"}, title="Tiny").content
    assert list(listing["Source"].unique()) == ["First", "s2"]
    assert "haar" not in listing.to_csv()
