"""Cells of tables as spreadsheets write them: text files and Excel workbooks."""

import datetime
import io
import os
import re
import zipfile

import pytest
from hypothesis import given, strategies as st
from openpyxl import Workbook

from compendium.errors import CompendiumError, TableError
from compendium.study import bounds, workbook as workbook_module
from compendium.study.encoding import decode
from compendium.study.sheets import read_rows, table_files
from compendium.study.tables import read_table
from compendium.study.workbook import sheet_name

COLUMNS = ["item", "round", "score"]


def save(path, *rows, title="Sheet", forms=None):
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    for place, form in (forms or {}).items():
        book.active[place].number_format = form
    book.save(path)
    return path


def cells(path):
    return read_rows(path, COLUMNS, shown=f"data/mine/{path.name}")[0]


def refusal(path):
    with pytest.raises(TableError) as caught:
        cells(path)
    return str(caught.value)


def change(path, part, pattern, new):
    """Change the XML of one part of a workbook."""
    content = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(content, "w") as made:
        for name in old.namelist():
            text = old.read(name)
            if name == part:
                text, count = re.subn(pattern, new, text.decode())
                assert count, f"{part} has no {pattern}"
                text = text.encode()
            made.writestr(name, text)
    path.write_bytes(content.getvalue())
    return path


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (4, "General", "4"),
        (4.0, "0.00", "4"),
        (62.5, "General", "62.5"),
        (0.1 + 0.2, "General", "0.3"),
        (-3.0, "General", "-3"),
        (True, "General", "TRUE"),
        (False, "General", "FALSE"),
        ("één – ‘café’", "@", "één – ‘café’"),
        ("007", "@", "007"),
        (1, "000", "001"),
        (12, "0000", "0012"),
        (7, '"R"00', "R07"),
        (34, '0" jaar"', "34"),
        (0.75, "0%", "75%"),
        (0.755, "0%", "75.5%"),
        (1000, "#,##0", "1000"),
        (1.234, "General", "1.2340"),
        (3.14159, "0.0", "3.14159"),
        (datetime.date(2023, 9, 15), "dd-mm-yyyy", "2023-09-15"),
        (datetime.datetime(2023, 9, 15), "d mmmm yyyy", "2023-09-15"),
        (datetime.datetime(2023, 9, 1), "mmm-yy", "2023-09"),
        (datetime.datetime(2023, 9, 1), "[$-413]mmm\\ yyyy;@", "2023-09"),
        (datetime.datetime(2023, 1, 1), "yyyy", "2023"),
        (datetime.datetime(2023, 9, 15, 10, 30), "d-m-yyyy h:mm", "2023-09-15T10:30:00"),
        (datetime.time(10, 30), "h:mm", "10:30:00"),
    ],
)
def test_a_cell_is_read_as_a_spreadsheet_shows_it(tmp_path, value, form, text):
    path = save(tmp_path / "scores.xlsx", ["item"], [value], forms={"A2": form})
    assert cells(path) == [["item"], [text]]


def test_the_sheet_with_the_name_of_the_kind_is_read_and_else_the_first_that_is_shown(tmp_path):
    path = tmp_path / "scores.xlsx"
    book = Workbook()
    book.active.append(["notes"])
    book.active.sheet_state = "hidden"
    book.create_sheet("first").append(["first"])
    book.create_sheet("other").append(["other"])
    book.save(path)
    assert cells(path) == [["first"]]
    book.create_sheet(" Scores").append(["item"])
    book.save(path)
    assert cells(path) == [["item"]]
    assert sheet_name(path, named="scores") == " Scores"


def test_blank_rows_keep_their_numbers_and_blank_ends_are_left_out(tmp_path):
    path = save(tmp_path / "scores.xlsx", COLUMNS, [], ["1", "T1", 50, None, " "], [None, ""], [""])
    assert cells(path) == [COLUMNS, [], ["1", "T1", "50"]]
    table = read_table(path, "scores")
    assert list(table.index) == [3]
    assert table.to_dict("list") == {"item": ["1"], "round": ["T1"], "score": [50.0]}


def test_an_empty_workbook(tmp_path):
    with pytest.raises(TableError, match="the file is empty"):
        read_table(save(tmp_path / "scores.xlsx"), "scores")


def test_the_workbook_is_never_changed(tmp_path):
    path = save(tmp_path / "scores.xlsx", COLUMNS, ["1", "T1", 50])
    before = path.read_bytes()
    read_table(path, "scores")
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_decimal_comma_typed_as_text_is_a_number(tmp_path):
    path = save(tmp_path / "scores.xlsx", COLUMNS, ["1", "T1", "62,5"])
    assert read_table(path, "scores").loc[2, "score"] == 62.5


def test_decimal_commas_between_tabs(tmp_path):
    path = tmp_path / "scores.csv"
    path.write_text("item\tround\tscore\n1\tT1\t62,5\n")
    assert read_table(path, "scores").loc[2, "score"] == 62.5


def test_what_is_wrong_in_a_workbook_has_its_row_and_column(tmp_path):
    path = save(tmp_path / "scores.xlsx", COLUMNS, ["1", "T1", "high"])
    with pytest.raises(TableError) as caught:
        read_table(path, "scores", shown="data/mine/scores.xlsx")
    assert str(caught.value) == (
        "data/mine/scores.xlsx, row 2, column score: 'high' is not a number. "
        "Write one number, in digits."
    )


# What a workbook may hold that is no text


def test_cells_with_an_error_are_named(tmp_path):
    rows = [["1", "T1", "#REF!"], ["2", "T1", 50], *[["3", "T1", "#N/A"]] * 3]
    path = save(tmp_path / "scores.xlsx", COLUMNS, *rows)
    assert refusal(path) == (
        "data/mine/scores.xlsx, row 2, column score: the cell holds an error, #REF! "
        "(4 such cells: C2, C4, C5, ...). Correct its formula."
    )


def test_a_formula_is_read_as_its_result(tmp_path):
    path = save(tmp_path / "scores.xlsx", COLUMNS, ["1", "T1", "=25*2"])
    change(path, SHEET, r"<v ?/>|<v></v>", "<v>50</v>")
    assert cells(path)[1] == ["1", "T1", "50"]


def test_a_formula_whose_result_is_an_empty_text_is_an_empty_cell(tmp_path):
    path = save(tmp_path / "scores.xlsx", COLUMNS, ["1", "T1", '=""', "x"])
    change(path, SHEET, r'<c r="C2"[^>]*>', '<c r="C2" t="str">')
    assert cells(path)[1] == ["1", "T1", "", "x"]


def test_a_formula_without_its_result_is_named(tmp_path):
    path = save(tmp_path / "scores.xlsx", COLUMNS, ["1", "T1", "=A2*2"], ["2", "T1", 4])
    assert refusal(path) == (
        "data/mine/scores.xlsx, row 2, column score: the cell holds a formula without its result, "
        "=A2*2. Open the workbook in the spreadsheet and save it, or paste values in place of "
        "formulas."
    )


def test_merged_cells_are_named(tmp_path):
    path = tmp_path / "scores.xlsx"
    book = Workbook()
    for row in (COLUMNS, ["1", "T1", 50], [None, "T2", 60]):
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    book.save(path)
    assert refusal(path) == (
        "data/mine/scores.xlsx: the cells A2:A3 are merged. In the spreadsheet, unmerge them and "
        "fill in each cell."
    )


# Files that are no workbook, or a hostile one


def test_a_protected_or_old_workbook(tmp_path):
    path = tmp_path / "scores.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    assert refusal(path).startswith(
        "data/mine/scores.xlsx: this workbook is protected with a password, or is an older .xls"
    )


@pytest.mark.parametrize("content", [b"", b"item,round,score\n", b"PK\x03\x04 cut off"])
def test_a_file_that_is_no_workbook(tmp_path, content):
    path = tmp_path / "scores.xlsx"
    path.write_bytes(content)
    assert refusal(path).startswith("data/mine/scores.xlsx: this is not an Excel workbook. Open it")


def test_a_zip_file_of_something_else(tmp_path):
    path = tmp_path / "scores.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "a")
    assert refusal(path).startswith("data/mine/scores.xlsx: this workbook is damaged (")


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"])
def test_a_damaged_workbook(tmp_path, part):
    path = save(tmp_path / "scores.xlsx", COLUMNS, ["1", "T1", 50])
    change(path, part, r"(?s)\A(.{200}).*", r"\1")
    message = refusal(path)
    assert message.startswith("data/mine/scores.xlsx: this workbook is damaged (")
    assert message.endswith("save it as an Excel workbook (.xlsx) again.")


def test_a_workbook_that_unpacks_to_too_much(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook_module, "MOST_WORKBOOK", 1_000_000)
    path = save(tmp_path / "scores.xlsx", COLUMNS)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet2.xml", b" " * 2_000_000)
    assert path.stat().st_size < 20_000
    assert refusal(path) == (
        "data/mine/scores.xlsx: the workbook unpacks to more than 1 MB of text. Copy the table "
        "alone into a new workbook. If the file is right, let more be read: set "
        "COMPENDIUM_BOUNDS=2 (or higher) and try again."
    )
    monkeypatch.setenv("COMPENDIUM_BOUNDS", "3")
    assert read_rows(path, COLUMNS)[0] == [COLUMNS]


def test_a_sheet_by_another_name_is_counted_all_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook_module, "MOST_WORKBOOK", 100_000)
    path = save(tmp_path / "scores.xlsx", COLUMNS, *[["1", "T1", 50]] * 5000)
    change(path, "xl/_rels/workbook.xml.rels", "sheet1.xml", "sheet1.dat")
    renamed = tmp_path / "other.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(renamed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name.replace("sheet1.xml", "sheet1.dat"), old.read(name))
    renamed.replace(path)
    assert "unpacks to more than 0 MB of text" in refusal(path)


def test_a_text_of_more_cells_than_a_table_has(tmp_path, monkeypatch):
    monkeypatch.setattr(bounds, "MOST_CELLS", 1000)
    path = tmp_path / "scores.csv"
    path.write_text("item,round,score\n" + "1,T1,50\n" * 300)
    assert refusal(path).startswith("data/mine/scores.csv: the table has more than 1,000 cells. ")


@pytest.mark.parametrize("setting", ["much", "0", "-1", "nan", "inf"])
def test_a_setting_that_is_no_number_is_refused(tmp_path, monkeypatch, setting):
    monkeypatch.setenv("COMPENDIUM_BOUNDS", setting)
    (tmp_path / "scores.csv").write_text("item,round,score\n")
    with pytest.raises(CompendiumError, match="this setting multiplies the bounds"):
        read_rows(tmp_path / "scores.csv", COLUMNS)


@pytest.mark.parametrize("kind", ["link", "loop", "folder", "pipe"])
def test_what_is_no_file_is_named_and_never_waited_for(tmp_path, kind):
    path = tmp_path / "scores.csv"
    {
        "link": lambda: path.symlink_to(tmp_path / "unplugged" / "scores.csv"),
        "loop": lambda: path.symlink_to(path),
        "folder": path.mkdir,
        "pipe": lambda: os.mkfifo(path),
    }[kind]()
    assert table_files(tmp_path) == {"scores": path}
    assert refusal(path).startswith("data/mine/scores.csv: the file ")


def test_a_sheet_of_more_cells_than_a_table_has(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook_module, "MOST_CELLS", 1000)
    path = save(tmp_path / "scores.xlsx", COLUMNS)
    change(path, SHEET, "</row>", '</row><row r="2"><c r="XFD2" t="n"/></row>')
    assert "goes on to row 2 and has more cells than a table can have" in refusal(path)


def test_a_row_with_a_number_that_no_sheet_has(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook_module, "LAST_ROW", 1000)
    path = save(tmp_path / "scores.xlsx", COLUMNS)
    change(path, SHEET, "</row>", '</row><row r="99999999999"><c r="A3" t="n"/></row>')
    assert "goes on to row 1001" in refusal(path)


def test_what_a_sheet_says_of_its_size_is_not_believed(tmp_path):
    path = save(tmp_path / "scores.xlsx", COLUMNS, ["1", "T1", 50])
    change(path, SHEET, r'<dimension ref="[^"]*"', '<dimension ref="A1:A1"')
    assert cells(path) == [COLUMNS, ["1", "T1", "50"]]


def test_a_workbook_that_is_not_there(tmp_path):
    assert refusal(tmp_path / "scores.xlsx").startswith(
        "data/mine/scores.xlsx: the file is missing."
    )


# Which file is a table


def test_a_table_is_a_text_or_a_workbook_named_after_its_kind(tmp_path):
    save(tmp_path / "scores.xlsx", COLUMNS)
    save(tmp_path / "~$items.xlsx", COLUMNS)
    (tmp_path / "codes.csv").write_text("code,label\n")
    (tmp_path / "events.xlsx").mkdir()
    found = table_files(tmp_path)
    assert {kind: path.name for kind, path in found.items()} == {
        "scores": "scores.xlsx",
        "codes": "codes.csv",
        "events": "events.xlsx",
    }
    assert refusal(tmp_path / "events.xlsx").startswith(
        "data/mine/events.xlsx: the file is a folder. "
    )
    assert table_files(tmp_path / "nothing") == {}


def test_a_table_in_both_forms_is_refused(tmp_path):
    save(tmp_path / "scores.xlsx", COLUMNS)
    path = tmp_path / "scores.csv"
    path.write_text("item,round,score\n1,T1,50\n")
    assert refusal(path) == (
        "data/mine/scores.csv: scores.xlsx is there too, and both are the table scores. Keep the "
        "one that is up to date, and move the other out of the folder."
    )


# The same table in every form

LETTERS = st.characters(codec="cp1252", exclude_categories=["C"], exclude_characters="\x7f")
TEXTS = st.text(LETTERS, min_size=1, max_size=12).map(str.strip).filter(bool)
ROWS = st.lists(
    st.tuples(TEXTS, TEXTS, st.integers(0, 400).map(lambda number: number / 4)),
    min_size=1,
    max_size=6,
    unique_by=lambda row: (row[0], row[1]),
)


def quoted(row, delimiter):
    return delimiter.join('"' + str(cell).replace('"', '""') + '"' for cell in row)


@given(rows=ROWS)
def test_the_same_cells_read_the_same_in_every_form(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("forms")
    # A text that begins with = would be a formula in a workbook.
    rows = [(f"i{item}", f"r{time}", score) for item, time, score in rows]
    found = [read_table(save(folder / "scores.xlsx", COLUMNS, *rows), "scores")]
    (folder / "scores.xlsx").unlink()
    for delimiter in (",", ";", "\t"):
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
            point = "." if delimiter == "," else ","
            written = [(a, b, str(score).replace(".", point)) for a, b, score in rows]
            text = "\r\n".join(quoted(row, delimiter) for row in [COLUMNS, *written])
            if encoding == "cp1252" and decode(text.encode(encoding)) != text:
                continue  # by chance the same bytes as another text in UTF-8
            (folder / "scores.csv").write_bytes(text.encode(encoding))
            found.append(read_table(folder / "scores.csv", "scores"))
    assert found[0]["score"].to_list() == [score for _, _, score in rows]
    for other in found[1:]:
        # A text keeps the noughts at the end of a number, which a workbook does not hold.
        assert other[COLUMNS].equals(found[0][COLUMNS])


def test_a_date_without_its_year_is_asked_about(tmp_path):
    path = save(
        tmp_path / "scores.xlsx",
        COLUMNS,
        [datetime.date(2026, 2, 1), "T1", 50],
        forms={"A2": "d-mmm"},
    )
    assert refusal(path) == (
        "data/mine/scores.xlsx, row 2, column item: the cell holds a day and a month without a "
        "year, 1-2. A spreadsheet makes a date of 1-2 or 3/4: give the column the format Text and "
        "type it again, or show the year."
    )


def test_a_number_of_which_the_spreadsheet_lost_digits_is_asked_about(tmp_path):
    path = save(tmp_path / "scores.xlsx", COLUMNS, [1234567890123456789, "T1", 50])
    assert refusal(path) == (
        "data/mine/scores.xlsx, row 2, column item: the cell holds a number of more than 15 "
        "digits, 1.23456789012346e+18. A spreadsheet keeps 15 digits of a number: give the column "
        "the format Text and bring in the numbers again."
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("first", ["", "sep={mark}{end}"])
def test_every_end_of_a_line_and_the_line_that_names_the_separator(tmp_path, end, mark, first):
    path = tmp_path / "scores.csv"
    lines = [mark.join(COLUMNS), mark.join(["1", "T1", "50"]), ""]
    path.write_bytes((first.format(mark=mark, end=end) + end.join(lines)).encode())
    assert cells(path)[:2] == [COLUMNS, ["1", "T1", "50"]]
