"""Lists of participants and of dates."""

import pytest

from compendium.own.bring.given import Given
from compendium.own.bring.lists import read_lists
from compendium.study.kinds.checks import check_columns, type_columns
from made_files import as_csv, as_workbook, dates, google_forms


def brought(tmp_path, rows, kind=""):
    path = tmp_path / "list.xlsx"
    path.write_bytes(as_workbook(rows))
    return read_lists(Given((path,), kind=kind))


def rows_of(found, kind):
    table = found.coded.tables[kind]
    assert not check_columns(list(table), kind)
    assert not type_columns(table.fillna(""), kind)[1]
    return table.to_dict("records")


def test_dates_become_events(tmp_path):
    found = brought(tmp_path, dates())
    rows = rows_of(found, "events")
    assert [(row["start"], row["end"], row["n"], row["stated"]) for row in rows] == [
        ("2024-10", "", "6", "stated"),
        ("2023-23", "", "", "stated"),
        ("2024-03-18", "2024-03-24", "1", "stated"),
        ("2024-03-12", "2024-03-26", "", "stated"),
        ("", "", "", "unknown"),
    ]
    assert rows[0]["event"] == "interviews-with-residents"


def test_what_was_assumed_and_what_cannot_be_read_stands_in_the_receipt(tmp_path):
    rows = [["Wat", "Start", "Eind"], ["A", "mei 2024", ""], ["B", "week 30", "volgt"]]
    found = brought(tmp_path, rows)
    assert rows_of(found, "events")[1]["stated"] == "inferred"
    assert "  assumed (1): B: 2024 as the year of week 30" in found.receipt
    assert any("B: 'volgt'" in line for line in found.receipt)


@pytest.mark.parametrize("last", ["3/25/2024", "25/3/2024"])
def test_one_date_tells_where_the_month_stands_in_all(tmp_path, last):
    found = brought(tmp_path, [["Event", "Date"], ["A", "3/4/2024"], ["B", last]])
    first = rows_of(found, "events")[0]["start"]
    assert first == ("2024-03-04" if last.startswith("3/") else "2024-04-03")


def test_participants_come_without_their_names(tmp_path):
    rows = [
        ["Naam", "Organisatie", "Functie", "Leeftijd", "E-mail", "Sinds"],
        ["Anna Berg", "Gemeente", "wijkmanager", 54, "a@example.org", "mrt 2022"],
        ["Bo Dijk", "", "bewoner", "60+", "", ""],
    ]
    found = brought(tmp_path, rows)
    assert rows_of(found, "participants") == [
        {"participant": "P1", "group": "Gemeente", "role": "wijkmanager", "age": "54",
         "from": "2022-03"},
        {"participant": "P2", "group": "not stated", "role": "bewoner", "age": "", "from": ""},
    ]  # fmt: skip
    assert "  kept out, since it names people: Naam and E-mail" in found.receipt


def test_a_questionnaire_is_no_list(tmp_path):
    assert brought(tmp_path, google_forms()) is None
    path = tmp_path / "list.csv"
    path.write_bytes(as_csv([["sun", "rain"], ["hot", "wet"]]))
    assert read_lists(Given((path,))) is None
