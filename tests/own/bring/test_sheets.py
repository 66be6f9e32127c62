"""The sheets of a file that somebody brings."""

import datetime
import io

import pytest
from openpyxl import Workbook

from compendium.errors import ProjectError
from compendium.own.bring.sheets import open_sheets


def workbook(path, change):
    book = Workbook()
    change(book)
    content = io.BytesIO()
    book.save(content)
    path.write_bytes(content.getvalue())
    return open_sheets(path)


def test_a_workbook_gives_what_it_shows_and_says_what_it_does_not(tmp_path):
    def change(book):
        sheet = book.active
        sheet.title = "Data"
        sheet.append(["Name", "Group", None])
        sheet.append([1, 0.75, datetime.datetime(2024, 2, 1)])
        sheet["A2"].number_format, sheet["B2"].number_format = "000", "0%"
        sheet["C2"].number_format = "d-mmm"
        sheet.merge_cells("B1:C1")
        book.create_sheet("Secret").sheet_state = "hidden"

    opened = workbook(tmp_path / "a.xlsx", change)
    assert opened.sheets == {"Data": [["Name", "Group", "Group"], ["001", "75%", "1-2"]]}
    for part in ("hidden and not read: Secret", "1 cell of Data with a day and a month without",
                 "merged cells of Data were filled"):  # fmt: skip
        assert any(part in note for note in opened.notes)


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_text_has_any_separator_and_encoding(tmp_path, mark):
    path = tmp_path / "a.csv"
    path.write_bytes(f"sep={mark}\rnaam{mark}één\rcoördinator{mark}b\r".encode("mac_roman"))
    opened = open_sheets(path)
    assert opened.sheets == {"": [["naam", "één"], ["coördinator", "b"]]}
    assert opened.notes == (
        "the file does not say its encoding; it was read as Mac Roman: één, coördinator",
    )


def test_a_total_below_a_table_is_no_row_of_it(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Rol,Groep,n\nbewoner,Buurt,1\n\nTotaal,,1\nGemiddelde,,\"0,5\"\n")
    opened = open_sheets(path)
    assert opened.sheets[""] == [["Rol", "Groep", "n"], ["bewoner", "Buurt", "1"]]
    assert opened.notes == ("a total below the table, not read: Totaal | 1",)


def test_what_is_no_workbook_is_told(tmp_path):
    path = tmp_path / "a.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + b"x" * 600)
    with pytest.raises(ProjectError, match="this workbook cannot be read"):
        open_sheets(path)
