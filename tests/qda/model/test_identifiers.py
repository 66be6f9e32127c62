"""Identifiers made of names."""

import re

from hypothesis import given, strategies as st

from compendium.naming import slug
from compendium.qda.model.identifiers import LONGEST, identifiers, numbered

names = st.lists(st.sampled_from(["Trust", "trust", "Trust 2", "trust_2", "信任", "", "code 3"]))


@given(names, names)
def test_no_identifier_is_given_twice(labels, above):
    above = (above + [""] * len(labels))[: len(labels)]
    given_ids = identifiers(labels, otherwise="code", above=above)
    assert len(set(given_ids)) == len(labels)
    assert all(re.fullmatch(r"\w+", name) for name in given_ids)
    assert all(slug(name) == name for name in given_ids if name.isascii())


@given(names)
def test_a_name_that_stands_once_keeps_itself(labels):
    kept = numbered(labels, joint=" ")
    assert len(set(kept)) == len(labels)
    assert [old for old in labels if labels.count(old) == 1] == [
        new for old, new in zip(labels, kept, strict=True) if labels.count(old) == 1
    ]


def test_a_whole_sentence_is_cut_at_a_word():
    [name] = identifiers(["They meet every week in the community centre with all the others"],
                         otherwise="code")  # fmt: skip
    assert name == "they_meet_every_week_in_the_community_centre_with_all_the"
    assert len(name) <= LONGEST
