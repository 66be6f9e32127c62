"""Quotes in a sheet."""

import pandas as pd
import pytest
from hypothesis import given, strategies as st

from compendium.cli import main
from compendium.own.bring.given import Given
from compendium.own.bring.named import paths_of
from compendium.own.bring.quotes import find_quotes, quotes_of, read_quotes
from dialects import as_workbook
from made_files import QUOTES, as_csv, quotes

CODES = ("Trust", "Time and money", "Who is who?", "Old > Young", "Home\\Work")


def read(rows):
    rows = [[str(cell) for cell in row] for row in rows]
    return quotes_of({"": (rows, find_quotes(rows))})


def given_codes(coded):
    """Codes of each quote, as paths of labels."""
    codes = coded.tables["codes"].set_index("code")

    def path(code):
        above = codes.loc[code, "parent"]
        return (*(path(above) if above else ()), codes.loc[code, "label"])

    segments = coded.tables["segments"]
    return {
        name: {path(code) for code in rows["code"]}
        for name, rows in segments.groupby("segment", sort=False)
    }


def test_quotes_become_codes_sources_and_segments():
    coded, lines = read(quotes())
    assert given_codes(coded) == {
        "quote-1": {("Trust", "Old"), ("Meeting",)},
        "quote-2": {("Means",)},
        "quote-3": {("Trust", "New")},
        "quote-4": {("Means",), ("Meeting",)},
    }
    assert coded.tables["sources"]["label"].tolist() == [
        "Interview 1", "Interview 2", "Interview 3", "Interview 4",
    ]  # fmt: skip
    assert coded.passages["quote-2"] == QUOTES[1][1]
    assert "1 quote without a code left out" in lines
    assert not any(row["words"] == "0" for row in coded.tables["segments"].to_dict("records"))


@pytest.mark.parametrize("mark", ["; ", ";", "\n", " | "])
@given(rows=st.lists(st.lists(st.sampled_from(CODES), min_size=1, max_size=3, unique=True),
                     min_size=2, max_size=6))  # fmt: skip
def test_codes_of_one_cell_read_back_the_same(mark, rows):
    sheet = [["Bron", "Citaat", "Codes"], *(["i", "words", mark.join(row)] for row in rows)]
    sheet.append(["i", "words", mark.join(CODES)])  # the mark is seen at least once
    paths = paths_of(CODES)
    expected = [{paths[code] for code in row} for row in [*rows, CODES]]
    assert list(given_codes(read(sheet)[0]).values()) == expected


@given(st.lists(st.tuples(*[st.booleans()] * 3).filter(any), min_size=1, max_size=6))
def test_codes_in_columns_of_marks_read_back_the_same(rows):
    names = ("Trust", "Time", "Talk")
    rows = [(True, True, True), *rows]
    sheet = [["Interview", "Quote", *names], *(["i", "words", *map(int, row)] for row in rows)]
    expected = [{(name,) for name, one in zip(names, row, strict=True) if one} for row in rows]
    assert list(given_codes(read(sheet)[0]).values()) == expected


def test_a_comma_separates_where_nothing_else_does():
    rows = [["Quote", "Code"], ["a b", "Trust, Time"], ["c", "Time"]]
    assert given_codes(read(rows)[0])["quote-1"] == {("Trust",), ("Time",)}
    rows.append(["d", "Trust; Time, money"])
    assert given_codes(read(rows)[0])["quote-3"] == {("Trust",), ("Time, money",)}


def test_a_theme_beside_a_code_is_above_it():
    rows = [["Thema", "Code", "Citaat"], ["Trust", "Old", "x"], ["Trust", "New", "y"]]
    assert list(given_codes(read(rows)[0]).values()) == [{("Trust", "Old")}, {("Trust", "New")}]


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("Thema", "Subthema"),
        ("Hoofdcode", "Subcode"),
        ("Main theme", "Theme"),
        ("Code", "Sub-code"),
    ],
)
def test_a_theme_is_above_its_subtheme_and_alone_is_a_code(upper, lower):
    rows = [["Citaat (letterlijk)", upper, lower], ["x", "Trust", "Old"], ["y", "Trust", ""]]
    coded, _ = read(rows)
    assert list(given_codes(coded).values()) == [{("Trust", "Old")}, {("Trust",)}]


def test_an_arrow_is_a_path():
    assert paths_of(["A -> B", "A => C", "A → D"]) == {
        "A -> B": ("A", "B"), "A => C": ("A", "C"), "A → D": ("A", "D"),
    }  # fmt: skip


def test_an_empty_theme_below_one_is_told():
    rows = [["Citaat", "Thema", "Code"], ["x", "Trust", "Old"], ["y", "", "New"]]
    _, lines = read(rows)
    told = "no theme or code in row 3; if an empty cell means the one above it, fill it in"
    assert told in lines


@pytest.mark.parametrize(
    "marks", [("x", ""), ("✓", ""), ("ja", "nee"), ("WAAR", "ONWAAR"), ("v", "")]
)
def test_codes_are_marked_in_many_ways(marks):
    yes, no = marks
    rows = [["Citaat", "Trust", "Time"], ["a", yes, no], ["b", no, yes], ["c", yes, yes]]
    assert list(given_codes(read(rows)[0]).values()) == [
        {("Trust",)}, {("Time",)}, {("Trust",), ("Time",)},
    ]  # fmt: skip


def test_codes_in_several_columns_and_two_codes_of_one_name():
    rows = [["Quote", "Code 1", "Code 2"], ["x", "A > Other", "B > Other"], ["y", "A", ""]]
    coded, _ = read(rows)
    assert list(given_codes(coded).values()) == [{("A", "Other"), ("B", "Other")}, {("A",)}]
    assert coded.tables["codes"]["code"].is_unique


def test_a_sheet_without_quotes_or_codes_is_none():
    assert find_quotes([["name", "age"], ["a", "1"]]) is None
    assert find_quotes([["Quote", "Remark"], ["x", "y"]]) is None


def test_every_sheet_of_quotes_is_read(tmp_path):
    path = tmp_path / "quotes.xlsx"
    sheets = {
        "Anna": [["Citaat", "Codes"], ["a b", "Trust/Old"], ["c", "Trust/New"]],
        "Bo": [["Citaat", "Codes"], ["d", "Trust/Old; Means"]],
        "Legend": [["Trust", "when they trust"]],
    }
    path.write_bytes(as_workbook(sheets))
    brought = read_quotes(Given((path,)))
    assert brought.coded.tables["sources"]["label"].tolist() == ["Anna", "Bo"]
    assert brought.coded.tables["codes"]["label"].tolist() == ["Trust", "Old", "New", "Means"]
    assert any("not read: Legend" in line for line in brought.receipt)


@pytest.mark.parametrize("first", ["quotes", "texts"])
def test_quotes_and_transcripts_share_their_interviews(tiny, tmp_path, first):
    (tiny.root / ".gitignore").write_text("data/*/private/\n")
    path, text = tmp_path / "quotes.xlsx", tmp_path / "Interview 1.txt"
    path.write_bytes(as_workbook({"": quotes()}))
    text.write_text("I: Why?\nR: So it is.\n")
    for file in (path, text) if first == "quotes" else (text, path):
        assert main(["import", str(file), "--study", "mine"]) == 0
    sources = (tiny.data / "mine" / "sources.csv").read_text().splitlines()
    assert len(sources) == 5
    assert main(["check", "mine"]) == 0


def test_what_is_said_of_an_interview_stays_with_it(tiny, tmp_path, capsys):
    (tiny.root / ".gitignore").write_text("data/*/private/\n")
    path = tmp_path / "quotes.csv"
    rows = [
        ["Nr", "Interview", "Rol", "Ronde", "Sfeer", "Naam", "Citaat", "Code"],
        ["1", "A", "bewoner", "T1", "blij", "Anna", "a b", "Trust"],
        ["2", "", "", "", "boos", "", "c d", "Time"],
        ["3", "B", "ambtenaar", "T1", "", "Bert", "e", "Trust"],
        ["4", "C", "bewoner", "T2", "", "Cor", "f", "Trust"],
    ]
    path.write_bytes(as_csv(rows))
    assert main(["import", str(path), "--study", "mine"]) == 0
    out = capsys.readouterr().out
    assert "differs within an interview, and not read: 'Sfeer'" in out
    assert "held back: 'Naam' (3 values of 3)" in out
    sources = pd.read_csv(tiny.data / "mine" / "sources.csv", dtype="str")
    assert sources["role"].tolist() == ["bewoner", "ambtenaar", "bewoner"]
    assert sources["Ronde"].tolist() == ["T1", "T1", "T2"]
    assert "Naam" not in sources
    assert main(["import", str(path), "--study", "mine", "--variable", "Naam"]) == 0
    assert "Anna" in (tiny.data / "mine" / "sources.csv").read_text()


def test_a_case_is_named_as_the_study_names_it():
    rows = [["Interview", "Wijk", "Quote", "Code"], ["A", "De Alder", "x", "Trust"]]
    cases = pd.DataFrame({"case": ["alder"], "label": ["de alder"]})
    coded, _ = quotes_of({"": (rows, find_quotes(rows))}, cases=cases)
    assert coded.tables["sources"]["case"].tolist() == ["alder"]
