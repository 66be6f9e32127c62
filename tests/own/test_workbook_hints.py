"""What a workbook hides, and what of it is not read."""

import openpyxl

from compendium.own.check import check_study
from compendium.own.hints import study_hints
from compendium.study.study import read_study

ROWS = [["item", "dimension", "label"], ["1", "A", "x"], ["2", "A", "y"], ["3", "B", "z"]]


def study_of(tiny, change):
    folder = tiny.data / "book"
    folder.mkdir()
    (folder / "study.toml").write_text('title = "B"\nlabel = "B"\n')
    book = openpyxl.Workbook()
    sheet = book.active
    for row in ROWS:
        sheet.append(row)
    change(book, sheet)
    book.save(folder / "items.xlsx")
    return read_study("book", layout=tiny)


def test_hidden_rows_count_and_that_is_said(tiny):
    def hide(_, sheet):
        sheet.row_dimensions[3].hidden = True

    study = study_of(tiny, hide)
    assert len(study.table("items")) == 3
    assert any("hidden or filtered out count too (row 3)" in one for one in study_hints(study))


def test_a_second_sheet_with_the_columns_is_named(tiny):
    def add(book, _):
        other = book.create_sheet("More")
        for row in ROWS:
            other.append(row)

    hints = study_hints(study_of(tiny, add))
    assert any("the sheet 'More' has the columns of this table too" in one for one in hints)


def test_the_sheet_that_holds_the_table_is_named(tiny):
    def move(book, sheet):
        book.create_sheet("Data")
        for row in ROWS:
            book["Data"].append(row)
        sheet.delete_rows(1, 10)
        sheet.append(["About these data"])

    (message,) = check_study(study_of(tiny, move))
    assert "but the sheet 'Data' has its columns" in message


def test_a_plain_workbook_needs_no_word(tiny):
    assert not any("sheet" in one for one in study_hints(study_of(tiny, lambda *_: None)))
