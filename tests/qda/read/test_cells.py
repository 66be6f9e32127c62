"""Cells of codes, taken apart."""

from hypothesis import given, strategies as st

from compendium.qda.read.cells import MOST_PIECES, Split, learn_codes, split_codes

words = st.sampled_from(["a", "b", "c", "Time", "money", "T2"])
names = st.lists(words, min_size=1, max_size=4).map(", ".join)


def test_the_longest_name_goes_first():
    known = {"Time", "Time, money", "money"}
    assert split_codes("Time, money, Time", known) == Split(("Time, money", "Time"), ())


def test_the_number_of_codes_decides_between_two_ways():
    known = {"Time", "Time, money", "money"}
    assert split_codes("Time, money", known, number=1).codes == ("Time, money",)
    assert split_codes("Time, money", known, number=2).codes == ("Time", "money")


def test_what_is_on_no_list_is_kept_in_one_piece():
    split = split_codes("Ties, so, so, Time", {"Ties", "Time"}, number=3)
    assert split == Split(("Ties", "Time"), ("so, so",))


def test_a_cell_may_have_a_code_on_each_line():
    assert split_codes("Time, money\nTies", {"Time, money", "Ties"}).codes == (
        "Time, money",
        "Ties",
    )


def test_an_empty_cell_has_no_codes():
    assert split_codes("", {"Time"}, number=0) == Split((), ())


@given(st.sets(names, min_size=1, max_size=8), st.data())
def test_every_list_of_known_codes_is_found_again(known, data):
    chosen = data.draw(st.lists(st.sampled_from(sorted(known)), min_size=1, max_size=6))
    cell = ", ".join(chosen)
    split = split_codes(cell, known, number=len(chosen))
    assert split.rest == ()
    assert ", ".join(split.codes) == cell
    assert len(split.codes) == len(chosen)
    assert set(split.codes) <= known


@given(st.text(max_size=60), st.sets(names, max_size=5), st.integers(0, 9))
def test_any_cell_is_split_without_losing_a_word(cell, known, number):
    split = split_codes(cell, known, number=number)
    found = " ".join([*split.codes, *split.rest])
    assert sorted(found.replace(",", " ").split()) == sorted(cell.replace(",", " ").split())


def test_a_cell_without_end_is_split_all_the_same():
    cell = ", ".join(["a"] * (5 * MOST_PIECES))
    assert len(split_codes(cell, {"a", "a, a"}, number=3).codes) == 5 * MOST_PIECES / 2


def test_names_with_commas_are_learned_from_cells_of_one_code():
    cells = [("Time, money", 1), ("Time, money, Ties", 2), ("Ties, a, b, c", 2), ("x, y", None)]
    assert learn_codes(cells) == {"Time, money", "Ties", "a, b, c", "x", "y"}


def test_a_cell_that_could_be_split_in_two_ways_teaches_nothing():
    assert learn_codes([("a, b, c", 2)]) == set()
