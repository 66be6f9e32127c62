"""Printed numbers beside recomputed ones."""

import pandas as pd
import pytest

from compendium.verification.printed import (
    COLUMNS,
    alike,
    compare_printed,
    look_up,
    not_computable,
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("26", 26),
        (" 26 ", 26),
        ("-3", -3),
        ("79.8", 79.8),
        ("79.8%", 79.8),
        ("79,8 %", 79.8),
        ("68,3", 68.3),
        (".05", 0.05),
        ("−3", -3),
        ("1,234", 1234),
        ("12 (34%)", 12),
        ("p < .001", "p < .001"),
        ("fifteen to twenty", "fifteen to twenty"),
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
        ("many", 26, None, "26", "not readable"),
        ("26 items", 26.4, 0, "26", "not readable"),
        ("begin 2022", "2022-01", None, "2022-01", "not readable"),
        ("May 2022", "2022-01", None, "2022-01", "differs"),
        ("68,3", 68.3, 1, "68.3", "reproduced"),
        ("68,3", 68.26, 1, "68.3", "reproduced"),
        ("68,4", 68.3, 1, "68.3", "differs"),
        ("79,8%", 79.8, 1, "79.8", "reproduced"),
        ("79,8 %", 0.7979, 1, "79.8", "reproduced"),
        ("80 procent", 0.7979, 1, "79.8", "differs"),
        (".05", 0.05, 2, "0.05", "reproduced"),
        ("-.34", -0.3391, 2, "-0.34", "reproduced"),
        ("−3", -3, 0, "-3", "reproduced"),
        ("–3", 3, 0, "3", "differs"),
        ("1,234", 1234, 0, "1234", "reproduced"),
        ("1.234", 1234, 0, "1234", "reproduced"),
        ("1.234", 1.2341, 3, "1.234", "reproduced"),
        ("1 234", 1234, 0, "1234", "reproduced"),
        ("1.234,5", 1234.5, 1, "1234.5", "reproduced"),
        ("12,345,678", 12345678, None, "12345678", "reproduced"),
        ("€ 1.250,-", 1250, None, "1250", "reproduced"),
        ("80.0", 79.6, 0, "79.6", "differs"),
        ("80.0", 80.04, 0, "80", "reproduced"),
        ("80", 79.6, 0, "80", "reproduced"),
        ("0.3", 0.1 + 0.2, None, "0.3", "reproduced"),
        ("p < .001", 0.0004, None, "0.0004", "reproduced"),
        ("p < .001", 0.001, None, "0.001", "differs"),
        ("p = .03", 0.0312, 2, "0.03", "reproduced"),
        ("n = 12", 12, None, "12", "reproduced"),
        ("r(28) = ,34", 0.338, 2, "0.34", "reproduced"),
        ("12 (34%)", 12, None, "12", "reproduced"),
        ("12 (34%)", 34.29, 0, "34", "reproduced"),
        ("12 (34%)", 0.3429, 0, "34", "reproduced"),
        ("12 (34%)", 13, 0, "13", "differs"),
        ("12–15", 13, None, "13", "reproduced"),
        ("12–15", 16, None, "16", "differs"),
        ("vijftien tot twintig", 20, None, "20", "reproduced"),
        ("twenty-five to thirty", 24, None, "24", "differs"),
        ("tussen 3 en 5", 4, None, "4", "reproduced"),
        ("at least two", 3, None, "3", "reproduced"),
        ("minder dan tien", 10, None, "10", "differs"),
        ("one hundred and twenty-five", 125, None, "125", "reproduced"),
        ("honderdvijfentwintig", 125, None, "125", "reproduced"),
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


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("7", "seven", True),
        ("7", "8", False),
        ("68,3", "68.3", True),
        ("68.3", "68", True),
        ("68.3", "69", False),
        ("80.0", "79.6", False),
        ("12–15", "13", True),
        ("p < .05", "0.03", True),
        ("p < .05", "0.06", False),
        ("May 2022", "mei 2022", True),
        ("May 2022", "June 2022", False),
    ],
)
def test_two_printed_texts_are_alike_when_one_value_can_be_printed_as_both(one, other, expected):
    assert alike(one, other) is expected
    assert alike(other, one) is expected
