"""What stands in a table and is no row of it, and headings that are not in cells of their own."""

import pytest

from compendium.errors import TableError
from compendium.study.tables import read_table

ITEMS = "item,dimension,label\n"
ROWS = "1,Trust,we trust\n2,Trust,we share\n"
RESPONSES = "respondent,item,round,rating\n"
ANSWERS = "R1,1,T1,3\nR2,1,T1,4\n"


def told(tmp_path, kind, text):
    path = tmp_path / f"{kind}.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TableError) as caught:
        read_table(path, kind, shown=path.name)
    return str(caught.value)


@pytest.mark.parametrize(
    "second", ["Vraagnummer,Dimensie,Korte omschrijving", "item,DIMENSION,Label", "Vraag,,Naam"]
)
def test_a_second_heading_is_no_item(tmp_path, second):
    message = told(tmp_path, "items", f"{ITEMS}{second}\n{ROWS}")
    assert message.startswith("items.csv, row 2: ")
    assert "names the columns a second time. Take the row out of the table." in message


def test_headings_that_come_again_are_no_answers(tmp_path):
    message = told(tmp_path, "responses", RESPONSES + ANSWERS + RESPONSES + "R3,1,T1,2\n")
    assert "row 4: 'respondent' names the columns a second time" in message


@pytest.mark.parametrize("first", ["vraag 1,Dimensie A,Label", "x,Scale,we trust", "a,Thema,Naam"])
def test_a_row_that_may_be_an_item_is_one(tmp_path, first):
    (tmp_path / "items.csv").write_text(f"{ITEMS}{first}\n{ROWS}")
    assert len(read_table(tmp_path / "items.csv", "items")) == 3


@pytest.mark.parametrize(
    ("below", "message"),
    [
        ("Totaal,,,7\n", "row 4: 'Totaal' looks like a total, and is no row of the table"),
        ("Source: own,,,\n", "row 4: 'Source: own' stands below the table"),
        ("\ngroup,number,,\na,3,,\n", "row 5: 'group' stands below the table"),
    ],
)
def test_what_stands_below_a_table_is_told(tmp_path, below, message):
    found = told(tmp_path, "responses", RESPONSES + ANSWERS + below)
    assert message in found
    assert "Take it out, or fill in" in found


def test_an_empty_cell_among_the_rows_is_an_empty_cell(tmp_path):
    found = told(tmp_path, "responses", RESPONSES + "R1,,T1,3\n" + ANSWERS + "R3,1,,2\n")
    assert "row 2, column item: the cell is empty" in found
    assert "row 5, column round: the cell is empty" in found


@pytest.mark.parametrize("sign", ["|", "^", " "])
def test_another_separator_is_named(tmp_path, sign):
    found = told(tmp_path, "responses", (RESPONSES + ANSWERS).replace(",", sign))
    assert "the names of the columns are not in cells of their own" in found


def test_rows_that_are_quoted_as_a_whole_are_told(tmp_path):
    found = told(tmp_path, "responses", '"respondent,item,round,rating"\n"R1,1,T1,3"\n')
    assert "no quotation marks around whole rows" in found


def test_other_names_of_columns_are_told(tmp_path):
    text = (RESPONSES + ANSWERS).replace("respondent,item,round", "respondent,vraag,ronde")
    assert told(tmp_path, "responses", text) == (
        "responses.csv: columns have other names than here. Write 'vraag' as item and 'ronde' as "
        "round."
    )


@pytest.mark.parametrize("text", ["<html><table>", '[{"item": "1"}]', "<?xml version='1.0'?>"])
def test_what_is_no_table_at_all_is_told(tmp_path, text):
    assert "this is a web page, XML or JSON" in told(tmp_path, "items", text)


@pytest.mark.parametrize(
    ("cell", "todo"),
    [
        ("1'000", "Write 1000."),
        ("1\u2009000", "Write 1000."),
        ("\u22123", "Write -3, and nothing else"),
        ("\uff11\uff12", "Write 12, and nothing else"),
        ("3/4", "Write 0.75 if it is a fraction."),
        ("\u00bd", "Write 0.50 if it is a fraction."),
        ("12 mensen", "Write 12, and nothing else"),
        ("#N/A", "It is the error of a formula"),
        ("n.v.t.", "Leave the cell empty where there is no number."),
        ("-", "Leave the cell empty where there is no number."),
        ("twelve", "Write one number, in digits."),
    ],
)
def test_what_to_write_in_place_of_what_is_no_number(tmp_path, cell, todo):
    found = told(tmp_path, "events", f"event;label;stated;n\na;A;unknown;{cell}\n")
    assert todo in found
