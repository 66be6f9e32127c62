"""Each method against what is independent of it; the page in docs says what was measured."""

import pytest

from oracles.table import COLUMNS, HEAD, PAGE, methods

METHODS = {f"{method.name}, {method.oracle}": method for method in methods()}
TOLERANCE = 1e-6


def test_every_comparison_has_a_name_of_its_own():
    assert len(METHODS) == len(methods())


@pytest.mark.parametrize("name", METHODS)
def test_every_cell_of_the_page_says_something(name):
    method = METHODS[name]
    assert all((method.function, method.formula, method.reference, method.oracle))


@pytest.mark.parametrize("name", METHODS)
def test_a_method_gives_what_is_independent_of_it_gives(name):
    cases, largest = METHODS[name].measure()
    assert cases > 2
    assert largest < TOLERANCE
    assert METHODS[name].row(cases, largest) in PAGE.read_text(encoding="utf-8").split("\n")


def test_the_page_has_a_row_for_each_comparison_and_no_other():
    page = PAGE.read_text(encoding="utf-8")
    assert page.startswith(HEAD + COLUMNS)
    assert len(page.removeprefix(HEAD + COLUMNS).splitlines()) == len(METHODS)
