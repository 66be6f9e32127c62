"""Places in a publication: where they come from, and when two of them are different."""

import pandas as pd
import pytest

from compendium.errors import StudyError
from compendium.study.places import is_other_place, row_places
from compendium.study.study import Study


def study(tmp_path, **where):
    return Study("mine", tmp_path, {"where": where}, ())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Table 1, row 2", "Table 1, row Total"),
        ("2.1.2 paragraph 1", "2.1.2 paragraph 2"),
        ("2.2 CAC", "2.2 paragraph 3"),
        ("Section 4, p. 5", "Section 4, p. 7"),
        ("Table A1, item 1", "Table A1, item 12"),
        ("Section 3.2", "Section 3.2.1"),
    ],
)
def test_different_places(one, other):
    assert is_other_place(one, other)
    assert is_other_place(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Table 1", "Table 1, row 2"),
        ("Section 2.2", "2.2 paragraph 3"),
        ("Section 4", "Section 4, last paragraph, p. 7"),
        ("TABLE 1, p. 6", "Table 1"),
        ("header", "header, p. 1"),
    ],
)
def test_places_that_may_be_the_same_are_not_different(one, other):
    assert not is_other_place(one, other)
    assert not is_other_place(other, one)


def test_a_cell_goes_before_the_default_of_the_table(tmp_path):
    rows = pd.DataFrame({"item": ["1", "2", None], "where": ["p. 4", None, ""]})
    places = row_places(study(tmp_path, items="Table 1, item {item}"), "items", rows)
    assert places == ["p. 4", "Table 1, item 2", ""]
    assert row_places(study(tmp_path), "items", rows) == ["p. 4", "", ""]


def test_settings_have_a_place_each(tmp_path):
    rows = pd.DataFrame({"setting": ["points", "minimum"]})
    assert row_places(study(tmp_path, scale={"points": "p. 3"}), "scale", rows) == ["p. 3", ""]


@pytest.mark.parametrize("default", ["Table 1, {nosuch}", "Table 1, {item", "Table 1, {item.name}"])
def test_a_default_that_names_no_column_is_refused(tmp_path, default):
    with pytest.raises(StudyError, match=r"^data/mine/study\.toml: the place of the table items"):
        row_places(study(tmp_path, items=default), "items", pd.DataFrame({"item": ["1"]}))
