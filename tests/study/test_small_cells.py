"""Small numbers of people are not shown, and cannot be computed from what is."""

from itertools import product

import pytest
from hypothesis import given, strategies as st

from compendium.errors import StudyError
from compendium.study.small_cells import HELD, read_smallest, shown_counts


def possible(shown, total, least):
    """All numbers of people that a reader of a row, and of its total, has to reckon with."""
    ranges = [
        range(1, least) if text == f"<{least}" else range(total + 1) if text == HELD
        else [int(text)]
        for text in shown
    ]  # fmt: skip
    for counts in product(*ranges):
        if sum(counts) == total:
            yield counts


@given(st.lists(st.integers(0, 9), min_size=1, max_size=4), st.integers(2, 5))
def test_no_small_number_can_be_computed(counts, least):
    shown = shown_counts(counts, least=least)
    found = list(possible(shown, sum(counts), least))
    assert tuple(counts) in found
    small = [place for place, n in enumerate(counts) if 0 < n < least]
    # One that stands alone is the total itself, and so many values as people have one each.
    values = sum(n > 0 for n in counts)
    if 1 < values < sum(counts):
        for place in small:
            assert len({one[place] for one in found}) > 1, shown


def test_what_is_large_enough_is_shown():
    assert shown_counts([5, 0, 40], least=5) == ["5", "0", "40"]
    assert shown_counts([1, 2, 3], least=1) == ["1", "2", "3"]
    assert shown_counts([9, 7, 1], least=5) == ["9", HELD, "<5"]
    assert shown_counts([4, 4], least=5) == [HELD, HELD]
    assert shown_counts([0, 3, 0], least=5) == [HELD, HELD, HELD]


@pytest.mark.parametrize("given", [{"smallest_cell": "5"}, {"smallest_cell": 0}, 5])
def test_a_wrong_line_is_told(given):
    with pytest.raises(StudyError, match="smallest_cell = 1 to show every number"):
        read_smallest(given, "study.toml")
