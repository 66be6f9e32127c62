"""Printed numbers beside recomputed ones."""

import pandas as pd
import pytest

from compendium.verification.printed import (
    COLUMNS,
    compare_printed,
    look_up,
    not_computable,
    number_words,
    read_printed,
)
from compendium.verification.table import tabulate_printed


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("zero", 0),
        ("one", 1),
        ("Nine", 9),
        ("twelve", 12),
        ("Seventeen", 17),
        ("twenty", 20),
        ("twenty-one", 21),
        ("Forty-two", 42),
        ("eighty", 80),
        ("ninety-nine", 99),
        ("nul", 0),
        ("een", 1),
        ("één", 1),
        ("Eén", 1),
        ("twee", 2),
        ("Negen", 9),
        ("twaalf", 12),
        ("veertien", 14),
        ("achttien", 18),
        ("twintig", 20),
        ("eenentwintig", 21),
        ("tweeëntwintig", 22),
        ("drieëndertig", 33),
        ("vierenveertig", 44),
        ("vijfenvijftig", 55),
        ("zesenzestig", 66),
        ("zevenenzeventig", 77),
        ("achtentachtig", 88),
        ("negenennegentig", 99),
    ],
)
def test_number_words_in_english_and_dutch(word, number):
    assert read_printed(word) == number


def test_every_number_up_to_99_has_a_word_in_both_languages():
    words = number_words()
    assert set(words.values()) == set(range(100))
    twice = [number for number in range(100) if list(words.values()).count(number) < 2]
    assert twice == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("26", 26),
        (" 26 ", 26),
        ("-3", -3),
        ("79.8", 79.8),
        ("79.8%", 79.8),
        ("80 %", 80),
        ("5 June 2023", "2023-06-05"),
        ("15 juni 2023", "2023-06-15"),
        ("September 2023", "2023-09"),
        ("augustus 2022", "2022-08"),
        ("2 mei 2021", "2021-05-02"),
        ("autumn of 2019", "2019-23"),
        ("Summer 2019", "2019-22"),
        ("voorjaar 2020", "2020-21"),
        ("najaar van 2020", "2020-23"),
        ("winter 2020", "2020-24"),
        ("5 autumn 2019", "5 autumn 2019"),
        ("2023", 2023),
        ("2023-06-05", "2023-06-05"),
        ("heden", "heden"),
        ("around  Thirty people", "around thirty people"),
        ("26 items", "26 items"),
        ("", ""),
        ("Brumaire 1799", "brumaire 1799"),
    ],
)
def test_what_is_printed_is_read_as_number_date_or_text(text, expected):
    assert read_printed(text) == expected


def printed_table(*rows):
    columns = ["printed", "value", "rounding", "note", "analysis"]
    table = pd.DataFrame(
        [(*row, *[None] * (4 - len(row)), "a") for row in rows], columns=columns
    ).astype({"rounding": "Int64"})
    table["printed_id"] = [f"p{number}" for number in range(len(table))]
    return table.assign(artefact="text", where="p. 1", quantity="q", extra="x")


@pytest.mark.parametrize(
    ("printed", "value", "rounding", "recomputed", "verdict"),
    [
        ("26", 26, None, "26", "reproduced"),
        ("twenty-six", 26, None, "26", "reproduced"),
        ("zesentwintig", 26, None, "26", "reproduced"),
        ("27", 26, None, "26", "differs"),
        ("67", 200 / 3, 0, "67", "reproduced"),
        ("66.7%", 200 / 3, 1, "66.7", "reproduced"),
        ("66.7", 200 / 3, None, "66.66666667", "differs"),
        ("81", 80.5, 0, "81", "reproduced"),
        ("80", 80.5, 0, "81", "differs"),
        ("0.13", 0.125, 2, "0.13", "reproduced"),
        ("5 June 2023", "2023-06-05", None, "2023-06-05", "reproduced"),
        ("June 2023", "2023-06-05", None, "2023-06-05", "differs"),
        ("2023", "2023", None, "2023", "reproduced"),
        ("autumn of 2019", "2019-23", None, "2019-23", "reproduced"),
        ("Talks", "talks", None, "talks", "reproduced"),
        ("nine", "9", None, "9", "reproduced"),
        ("many", 26, None, "26", "differs"),
        ("26", None, None, None, "not computable"),
        ("26", {"trust": 26}, None, None, "not computable"),
        ("26", [26], None, None, "not computable"),
    ],
)
def test_verdicts(printed, value, rounding, recomputed, verdict):
    row = compare_printed(
        printed_table((printed, "group.v", rounding)), {"group": {"v": value}}, analysis="a"
    ).loc[0]
    assert row["verdict"] == verdict
    assert row["recomputed"] == recomputed or (pd.isna(row["recomputed"]) and recomputed is None)


def test_only_the_numbers_of_the_analysis_are_compared_in_the_order_of_the_table():
    printed = printed_table(("1", "x"), ("2", "x"), ("3", "x"))
    printed["analysis"] = ["a", "b", "a"]
    compared = compare_printed(printed, {"x": 1}, analysis="a")
    assert list(compared) == COLUMNS
    assert compared["printed_id"].to_list() == ["p0", "p2"]
    assert compared["verdict"].to_list() == ["reproduced", "differs"]
    assert compare_printed(printed, {}, analysis="c").empty


def test_a_value_that_is_not_there_is_named_in_the_note():
    compared = compare_printed(
        printed_table(("1", "no.such"), ("1", "no.such", None, "not public")), {}, analysis="a"
    )
    assert compared["note"].to_list() == ["the analysis has no value no.such", "not public"]


def test_what_no_analysis_recomputes_is_listed_with_its_reason():
    printed = printed_table(("1", "x"), ("9", None, None, "not public"))
    printed["analysis"] = ["a", None]
    rows = not_computable(printed.astype({"analysis": "str"}))
    assert list(rows) == COLUMNS
    assert rows[["printed_id", "verdict", "note"]].to_numpy().tolist() == [
        ["p1", "not computable", "not public"]
    ]


@pytest.mark.parametrize(
    ("path", "found"),
    [("a", 1), ("b.c", 2), ("b", {"c": 2}), ("b.d", None), ("a.c", None), ("", None)],
)
def test_a_value_is_found_by_its_path(path, found):
    assert look_up({"a": 1, "b": {"c": 2}}, path) == found


def test_the_list_has_differences_first_and_tells_the_tally():
    printed = printed_table(("1", "x"), ("2", "x"), ("3", "none"))
    exhibit = tabulate_printed(compare_printed(printed, {"x": 1}, analysis="a"))
    assert exhibit.content["Verdict"].to_list() == ["differs", "not computable", "reproduced"]
    assert "1 reproduced, 1 differs and 1 not computable" in exhibit.caption
    none = tabulate_printed(compare_printed(printed, {}, analysis="c"))
    assert none.caption == "The publication prints no number that this analysis recomputes."
