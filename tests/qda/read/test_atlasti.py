"""ATLAS.ti's tables, in several languages of its interface."""

import pandas as pd
import pytest

from compendium.analyses.code_frequencies.counts import code_counts
from compendium.errors import ProjectError
from compendium.qda.read.atlasti import matrix as atlasti_matrix
from compendium.qda.read.atlasti.codes import find_codes, read_code_list
from compendium.qda.read.atlasti.report import read_quotations
from compendium.qda.read.reader import find_table, read_coded, read_cooccurrence
from compendium.qda.read.sheet import tidy
from dialects import (
    CELLS,
    CODES,
    HEADERS,
    PASSAGES,
    as_csv,
    as_workbook,
    co_occurrence,
    code_list,
    quotations,
    segments_of_maxqda,
)


def sheet(rows):
    return tidy([["" if cell is None else str(cell) for cell in row] for row in rows])


def read(language="English", listed=True):
    codes = read_code_list(sheet(code_list()), name="codes.csv") if listed else None
    return read_quotations(sheet(quotations(language)), name="report.csv", codes=codes)


@pytest.mark.parametrize("language", HEADERS)
def test_the_report_is_the_same_in_every_language(language):
    coded = read(language)
    segments, codes = coded.table("segments"), coded.table("codes")
    names = codes.set_index("code")["name"]
    found = segments.assign(name=segments["code"].map(names)).groupby("segment")["name"].apply(list)
    assert found.to_dict() == {
        "1:1": ["Means: Time, money", "Ties: Trust"],
        "1:2": ["Means: Rooms"],
        "2:1": ["Means: Time, money", "Ties: Trust", "Ties: Trust, earned"],
    }
    assert coded.table("sources")["label"].tolist() == ["Interview Alder", "Interview Birch"]
    assert coded.passages == {name: text for name, text in PASSAGES.items() if CELLS[name][1]}


def test_counts_are_those_of_the_program_with_each_category_once_per_passage():
    coded = read()
    counts = code_counts(coded.table("segments"), coded.table("codes"))
    assert counts["together"].tolist() == [CODES[name] for name in counts["name"]]
    assert counts["frequency"].tolist() == counts["together"].tolist()


def test_tables_hold_places_and_lengths_and_no_text():
    coded = read()
    first = coded.table("segments").iloc[0]
    assert (first["where"], first["words"]) == ("1:1 ¶ 1", 8)
    assert pd.isna(first["start"])
    everything = " ".join(table.astype("str").to_csv() for table in coded.tables.values())
    for text in (*PASSAGES.values(), "a remark"):
        assert text not in everything


def test_numbers_that_the_report_lacks_and_quotations_without_codes_are_told():
    assert read().skipped == (
        "1 quotation without a code.",
        "1 number (2:2) between the others not in the report: deleted in the project, or not "
        "exported.",
    )


def test_rows_that_do_not_add_up_are_told_and_nothing_is_made_up():
    rows = quotations()
    rows[1][5], rows[1][6] = "Means: Rooms, so, so, and, so", 3
    codes = read_code_list(sheet(code_list()), name="codes.csv")
    coded = read_quotations(sheet(rows), name="report.csv", codes=codes)
    segments = coded.table("segments")
    assert segments.loc[segments["segment"] == "1:1", "code"].tolist() == ["rooms"]
    assert coded.skipped[0].startswith("1 quotation (1:1): the codes found are not as many")


def test_a_code_that_is_on_no_list_is_kept_when_the_numbers_agree():
    rows = quotations()
    rows[1][5], rows[1][6] = "Means: Rooms, new, one", 2
    codes = read_code_list(sheet(code_list()), name="codes.csv")
    coded = read_quotations(sheet(rows), name="report.csv", codes=codes)
    assert coded.table("codes")["label"].tolist()[-1] == "new, one"
    assert coded.skipped[0] == (
        "1 code (new, one) of the report not on the code list: kept as codes."
    )


def test_a_code_that_is_the_passage_itself_is_left_out():
    rows = quotations()
    rows[2][5], rows[2][6] = f'"{PASSAGES["1:2"]}", Means: Rooms', 2
    codes = read_code_list(sheet(code_list()), name="codes.csv")
    coded = read_quotations(sheet(rows), name="report.csv", codes=codes)
    assert PASSAGES["1:2"] not in coded.table("codes").to_csv()
    assert coded.skipped[0].startswith("1 quotation (1:2): a code that is not on the code list")
    assert len(coded.table("segments")) == 6


def test_without_a_code_list_the_report_alone_is_used_and_says_so():
    coded = read(listed=False)
    codes = coded.table("codes")
    assert dict(zip(codes["label"], codes["parent"].fillna(""), strict=True)) == {
        "Means: Rooms": ""
    }
    assert coded.skipped[0].endswith("Give the code list with --codes.")
    assert coded.skipped[1].startswith("2 quotations (1:1 and 2:1): the codes found are not")


def test_categories_are_read_off_the_names_of_codes_when_there_is_no_list():
    rows = [HEADERS["English"], ["1:1", "", "", "x", "Alder", "T: a, T: b, c", 3, ""]]
    coded = read_quotations(sheet(rows), name="report.csv")
    codes = coded.table("codes")
    assert codes["label"].tolist() == ["T", "a", "b", "c"]
    assert codes["parent"].fillna("").tolist() == ["", "t", "t", ""]
    assert "1 category stands before the colon" in coded.skipped[0]


def test_the_code_list_beside_a_report_is_found(tmp_path):
    (tmp_path / "report.csv").write_text(as_csv(quotations(), ";"), encoding="utf-8-sig")
    assert len(read_coded(tmp_path / "report.csv").table("segments")) < 6
    (tmp_path / "codes.xlsx").write_bytes(as_workbook({"Codes": code_list()}))
    for place in (tmp_path / "report.csv", tmp_path):
        coded = read_coded(place)
        assert len(coded.table("segments")) == 6
        assert coded.skipped[0] == (
            "Codes by the code list beside the report, codes.xlsx: it has every code of the "
            "report; 7 of 7 frequencies agree."
        )


def test_of_several_code_lists_the_one_that_fits_is_used_and_the_others_are_named(tmp_path):
    (tmp_path / "report.csv").write_text(as_csv(quotations(), ";"), encoding="utf-8-sig")
    short = [row for row in code_list() if "Rooms" not in row[1]]
    other = [[*row[:2], 9, *row[3:]] if at else row for at, row in enumerate(code_list())]
    for name, rows in {"a.xlsx": short, "b.xlsx": other, "codes.xlsx": code_list()}.items():
        (tmp_path / name).write_bytes(as_workbook({"Codes": rows}))
    coded = read_coded(tmp_path / "report.csv")
    assert coded.table("codes")["frequency"].tolist() == list(CODES.values())
    told = coded.skipped[0]
    assert told.startswith("3 code lists lie beside the report. Used is codes.xlsx, which fits")
    assert "a.xlsx lacks 1 code of the report" in told
    assert "b.xlsx has every code of the report; 0 of 7 frequencies agree" in told
    chosen = read_coded(tmp_path / "report.csv", codes=tmp_path / "a.xlsx")
    assert "1 code (Means: Rooms) of the report not on the code list" in " ".join(chosen.skipped)


def test_a_table_of_coded_segments_beside_a_report_is_no_list(tmp_path):
    assert not find_codes(sheet(segments_of_maxqda()))
    assert not find_codes(sheet(segments_of_maxqda("German")))


def test_two_lists_that_fit_the_same_are_told(tmp_path):
    (tmp_path / "report.csv").write_text(as_csv(quotations(), ";"), encoding="utf-8-sig")
    for name in ("codes.xlsx", "themes.xlsx"):
        (tmp_path / name).write_bytes(as_workbook({"Codes": code_list()}))
    told = read_coded(tmp_path / "report.csv").skipped[0]
    assert told.endswith(
        "As well fits themes.xlsx: if that is the right one, name it with --codes."
    )


@pytest.mark.parametrize("before", [[], [["Project: x"], ["Report of codes"]]])
def test_a_codebook_with_groups_is_a_list(tmp_path, before):
    rows = [*before, ["Code", "Comment", "Code Group 1", "Code Group 2"],
            ["Means: Time, money", "what it costs", "Costs", "Staff"], ["Ties: Trust", "", "", ""],
            ["Means: Rooms", "", "Costs", ""], ["Ties: Trust, earned", "", "", ""]]  # fmt: skip
    (tmp_path / "book.csv").write_text(as_csv(rows, ";"), encoding="utf-8-sig")
    book = read_coded(tmp_path / "book.csv")
    assert book.table("codes")["groups"].fillna("").tolist() == ["Costs; Staff", "", "Costs", ""]
    assert any("descriptions of 1 code" in line for line in book.skipped)
    (tmp_path / "report.csv").write_text(as_csv(quotations(), ";"), encoding="utf-8-sig")
    for codes in (None, tmp_path / "book.csv"):
        coded = read_coded(tmp_path / "report.csv", codes=codes)
        assert len(coded.table("segments")) == 6


def test_a_code_list_gives_the_tree_and_the_frequencies():
    codes = read_code_list(sheet(code_list()), name="codes.csv").table("codes")
    assert codes["label"].tolist() == [
        "Means", "Time, money", "Rooms", "Ties", "Trust", "Trust, earned", "Alone"
    ]  # fmt: skip
    assert codes["parent"].isna().tolist() == [True, False, False, True, False, False, True]
    assert codes["frequency"].tolist() == list(CODES.values())


def test_a_flat_code_list_finds_the_category_before_the_colon():
    rows = [["Kode", "Häufigkeit"], ["Ties", 4], ["Ties: Trust", 3], ["So: far", 1]]
    codes = read_code_list(sheet(rows), name="codes.csv").table("codes")
    assert codes["label"].tolist() == ["Ties", "Trust", "So: far"]
    assert codes["parent"].fillna("").tolist() == ["", "ties", ""]


def test_the_same_label_under_two_categories_is_two_codes():
    rows = code_list()
    rows.append(["", "● Trust", 1, 0, "", ""])
    codes = read_code_list(sheet(rows), name="codes.csv").table("codes")
    assert codes["code"].is_unique
    assert {"ties_trust", "alone_trust"} <= set(codes["code"])


def test_a_table_of_something_else_is_no_code_list():
    assert not find_codes(sheet([["Code", "Price"], ["a", 1]]))
    with pytest.raises(ProjectError, match=r"this is not a code list of ATLAS.ti"):
        read_code_list(sheet([["Code", "Price"], ["a", 1]]), name="x.csv")


TOGETHER = {("Means", "Ties"): 2, ("Ties", "Means"): 2, ("Ties: Trust", "Alone"): 0}


def test_a_co_occurrence_table_of_counts_and_one_of_coefficients(tmp_path):
    coefficients = {("Means", "Ties"): 0.67, ("Ties", "Means"): 0.67}
    path = tmp_path / "together.xlsx"
    totals = [*co_occurrence(TOGETHER), ["Totals", 1, 2, 3]]
    path.write_bytes(as_workbook({"Count": totals, "Coefficient": co_occurrence(coefficients)}))
    coded = read_coded(path)
    assert coded.table("codes")["frequency"].tolist() == list(CODES.values())
    assert len(coded.table("segments")) == 0
    pairs = read_cooccurrence(path).set_index(["first", "second"])
    assert pairs.loc[("Means", "Ties")].tolist() == [2, 0.67]
    assert len(pairs) == 7 * 6 / 2


def test_counts_and_coefficients_side_by_side():
    rows = [
        ["", "●A\nGr=4", "", "●B\nGr=3", ""],
        ["", "count", "coefficient", "count", "coefficient"],
        ["●A\nGr=4", "0", "0", "2", "0,40"],
        ["●B\nGr=3", "2", "0,40", "0", "0"],
        ["Totals", "2", "", "2", ""],
    ]
    pairs = atlasti_matrix.read_pairs({"": rows})
    assert pairs.to_dict("records") == [
        {"first": "A", "second": "B", "together": 2.0, "coefficient": 0.4}
    ]


def test_a_table_that_fills_one_triangle_is_read_from_it():
    rows = [["", "A\nM=4", "B\nM=3"], ["A\nM=4", "0", "0"], ["B\nM=3", "2", "0"]]
    pairs = atlasti_matrix.read_pairs({"Count": rows})
    assert pairs["together"].tolist() == [2]
    pairs = atlasti_matrix.read_pairs({"Koeffizient": rows})
    assert pairs["coefficient"].tolist() == [2]


@pytest.mark.parametrize("turned", [False, True])
def test_a_code_document_table_gives_codes_in_documents(turned):
    rows = [
        ["", "1: Alder\nGr=7", "2: Birch\nGr=2", "Totals"],
        ["●Time, money\nGr=5;  GS=2", "3", "2", "5"],
        ["●Ties\nGr=4", "4", "0", "4"],
        ["Totals", "7", "2", "9"],
    ]
    if turned:
        rows = [list(row) for row in zip(*rows, strict=True)]
    coded = atlasti_matrix.read_matrix({"": rows})
    assert coded.table("sources")["label"].tolist() == ["Alder", "Birch"]
    presence = coded.table("presence").set_index(["case", "factor"])
    assert presence["passages"].to_dict() == {
        ("alder", "time_money"): 3,
        ("alder", "ties"): 4,
        ("birch", "time_money"): 2,
        ("birch", "ties"): 0,
    }
    assert not presence.loc[("birch", "ties"), "present"]
    assert coded.table("codes")["frequency"].tolist() == [5, 4]


def test_the_formats_are_told_apart_by_what_they_hold():
    assert find_table(sheet(quotations("German"))) == "ATLAS.ti's quotation report"
    assert find_table(sheet(code_list())) == "ATLAS.ti's code list and codebook"
    assert find_table(sheet(co_occurrence({}))) == (
        "ATLAS.ti's tables of codes against codes or documents"
    )
    assert find_table(sheet([["name", "age"], ["Ann", "3"]])) == ""


def test_a_table_that_somebody_made_by_hand_is_no_report():
    by_hand = [["Document", "Quotation", "Codes"], ["talk", "We meet.", "trust; time"]]
    assert find_table(sheet(by_hand)) == ""
    numbered = [["ID", *by_hand[0]], ["1:2", *by_hand[1]]]
    assert find_table(sheet(numbered)) == "ATLAS.ti's quotation report"
