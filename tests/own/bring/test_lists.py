"""Lists of participants and of dates."""

import datetime as dt

import pytest
from hypothesis import given, strategies as st

from compendium.own.bring.given import Given
from compendium.own.bring.lists import read_lists
from compendium.study.kinds.checks import check_columns, type_columns
from made_files import as_csv, as_workbook, dates, google_forms
from old_sheets import as_ods, as_xls


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


DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2029, 12, 31))
MARKS = {"csv": as_csv, "xlsx": as_workbook, "ods": as_ods, "xls": as_xls}
dialects = pytest.mark.parametrize("ending", MARKS)


def written(day, form):
    """Write a day as people do, and as EDTF says it."""
    months = ("januari", "feb", "mrt", "April", "mei", "June", "juli", "aug.", "sept", "okt",
              "november", "dec")  # fmt: skip
    month, names = months[day.month - 1], {1: "Q1", 2: "Q2", 3: "Q3", 4: "Q4"}
    quarter = (day.month + 2) // 3
    return {
        "iso": (day.isoformat(), day.isoformat()),
        "dutch": (f"{day.day}-{day.month}-{day.year}", day.isoformat()),
        "dots": (f"{day:%d.%m.%Y}", day.isoformat()),
        "words": (f"{day.day} {month} {day.year}", day.isoformat()),
        "month": (f"{month} {day.year}", f"{day:%Y-%m}"),
        "quarter": (f"{names[quarter]} {day.year}", f"{day.year}-{32 + quarter}"),
        "year": (str(day.year), str(day.year)),
    }[form]


forms = st.sampled_from(["iso", "dutch", "dots", "words", "month", "quarter", "year"])


@dialects
@given(rows=st.lists(st.tuples(DAYS, forms, st.integers(1, 999)), min_size=1, max_size=6))
def test_dates_read_back_the_same(tmp_path_factory, ending, rows):
    sheet = [["Activiteit", "Datum", "Aantal"]]
    sheet += [[f"Stap {n}", written(day, form)[0], n + many] for n, (day, form, many)
              in enumerate(rows)]  # fmt: skip
    path = tmp_path_factory.mktemp("dates") / f"list.{ending}"
    path.write_bytes(MARKS[ending](sheet))
    events = rows_of(read_lists(Given((path,))), "events")
    assert [(row["label"], row["start"], row["n"]) for row in events] == [
        (f"Stap {n}", written(day, form)[1], str(n + many))
        for n, (day, form, many) in enumerate(rows)
    ]


people = st.tuples(
    st.sampled_from(["bewoner", "ambtenaar", "wijkmanager & co", "é"]),
    st.sampled_from(["Buurt", "Gemeente", "Corporatie A/B"]),
    st.one_of(st.integers(18, 99), st.just("")),
)


@dialects
@given(rows=st.lists(people, min_size=1, max_size=6))
def test_participants_read_back_the_same(tmp_path_factory, ending, rows):
    sheet = [["Deelnemer", "Rol", "Organisatie", "Leeftijd"]]
    sheet += [[f"P{n:03d}", *row] for n, row in enumerate(rows)]
    path = tmp_path_factory.mktemp("people") / f"list.{ending}"
    path.write_bytes(MARKS[ending](sheet))
    found = rows_of(read_lists(Given((path,))), "participants")
    assert [(row["participant"], row["role"], row["group"], row["age"]) for row in found] == [
        (f"P{n:03d}", role, group, str(age)) for n, (role, group, age) in enumerate(rows)
    ]


def test_what_is_not_read_of_a_list_is_told(tmp_path):
    rows = [["Deelnemer", "Rol", "Leeftijd", "Opmerking"], ["a", "bewoner", "34 jaar", "aardig"],
            ["b", "bewoner", "n.v.t.", ""]]  # fmt: skip
    found = brought(tmp_path, rows)
    assert [row["age"] for row in rows_of(found, "participants")] == ["34", ""]
    assert "  columns that are not read: 'Opmerking'" in found.receipt
    assert not any("no age" in line for line in found.receipt)
    rows = [["Wat", "Wanneer", "Aantal"], ["A", "mei 2024", "1.000"], ["", "mei 2024", "3,0"],
            ["B", "2024", "3,0"]]  # fmt: skip
    found = brought(tmp_path, rows)
    assert [row["n"] for row in rows_of(found, "events")] == ["", "3"]
    assert any("left empty (1): A: '1.000'" in line for line in found.receipt)
    assert "  1 row that does not say what happened left out" in found.receipt


def test_what_is_going_on_and_what_cannot_be_read_are_kept(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(
        as_csv(
            [["Activiteit", "Start", "Eind"], ["a", "mei 2022", "heden"], ["b", "kerst 2022", ""]]
        )
    )
    table = read_lists(Given((path,), folder=tmp_path / "mine")).coded.tables["events"]
    assert table["end"].tolist() == ["..", ""]
    assert table["written"].tolist() == ["", "kerst 2022"]


def test_low_and_high_are_numbers_and_a_stakeholder_is_a_group(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(
        as_csv(
            [["Stakeholder", "Type", "Belang", "Invloed"], ["Bewoners", "burger", "hoog", "laag"]]
        )
    )
    brought = read_lists(Given((path,), folder=tmp_path / "mine"))
    row = brought.coded.tables["participants"].iloc[0]
    assert (row["group"], row["actor"]) == ("Bewoners", "burger")
    assert (row["interest"], row["influence"]) == ("3", "1")
