"""The sheets of a file that somebody brings."""

import datetime
import io
import zipfile

import pytest
import python_calamine
from hypothesis import given, strategies as st
from openpyxl import Workbook

from compendium.errors import ProjectError
from compendium.own.bring.sheets import open_sheets
from compendium.qda.read.sheet import tidy
from compendium.study.signs import plain_cell
from old_sheets import as_ods, as_xls


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
        sheet.append(["Name", "Group", None, None])
        sheet.append([1, 0.75, datetime.datetime(2024, 2, 1), 1234567890123456789])
        sheet["A2"].number_format, sheet["B2"].number_format = "000", "0%"
        sheet["C2"].number_format = "d-mmm"
        sheet.merge_cells("B1:C1")
        book.create_sheet("Secret").sheet_state = "hidden"

    opened = workbook(tmp_path / "a.xlsx", change)
    shown = ["001", "75%", "1-2", "1.23456789012346e+18"]
    assert opened.sheets == {"Data": [["Name", "Group", "Group"], shown]}
    for part in ("hidden and not read: Secret", "1 cell of Data with a day and a month without",
                 "1 cell of Data with a number of more than 15 digits (1.23456789012346e+18)",
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
    path.write_text('Rol,Groep,n\nbewoner,Buurt,1\n\nTotaal,,1\nGemiddelde,,"0,5"\n')
    opened = open_sheets(path)
    assert opened.sheets[""] == [["Rol", "Groep", "n"], ["bewoner", "Buurt", "1"]]
    assert opened.notes == ("a total below the table, not read: Totaal | 1",)


def test_what_is_no_workbook_is_told(tmp_path):
    path = tmp_path / "a.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + b"x" * 600)
    with pytest.raises(ProjectError, match="this workbook cannot be read"):
        open_sheets(path)


def test_an_opendocument_sheet_gives_what_it_shows(tmp_path):
    path = tmp_path / "a.ods"
    cells = (
        cell("float", "1", "001"), cell("percentage", "0.75", "75%"), cell("float", "3.25", "3"),
        cell("date", "2024-03-12", "12-03-24"), cell("date", "2024-03-01", "mrt 2024"),
        cell("date", "2026-02-01", "1-2"), cell("boolean", "true", "WAAR"),
        '<table:table-cell table:number-columns-spanned="2"><text:p>a<text:s text:c="2"/>b</text:p>'
        "</table:table-cell><table:covered-table-cell/>",
    )  # fmt: skip
    blank = '<table:table-row table:number-rows-repeated="9"><table:table-cell/></table:table-row>'
    content = as_ods([["x"]], hidden="Secret")
    path.write_bytes(
        replaced(content, f"<table:table-row>{''.join(cells)}</table:table-row>{blank}")
    )
    opened = open_sheets(path)
    assert opened.sheets == {
        "Blad1": [["001", "75%", "3.25", "2024-03-12", "2024-03", "1-2", "TRUE", "a  b", "a  b"]]
    }
    for part in ("hidden and not read: Secret", "1 cell of Blad1 with a day and a month without",
                 "merged cells of Blad1 were filled"):  # fmt: skip
        assert any(part in note for note in opened.notes)


def cell(kind, value, shown):
    name = {"date": "date-value", "boolean": "boolean-value"}.get(kind, "value")
    return (
        f'<table:table-cell office:value-type="{kind}" office:{name}="{value}">'
        f"<text:p>{shown}</text:p></table:table-cell>"
    )


def replaced(content, row):
    """Put another row into the sheet that is seen."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w") as new:
        for member in old.namelist():
            text = old.read(member).decode()
            mine = (
                '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
            )
            new.writestr(member, text.replace(f"<table:table-row>{mine}</table:table-row>", row))
    return packed.getvalue()


words = st.text(alphabet="ab é😀\n&<1.", max_size=6).map(lambda text: "\n".join(
    line.strip() for line in text.strip().split("\n")))  # fmt: skip
table = st.lists(
    st.lists(st.one_of(words, st.integers(0, 10**6)), min_size=1, max_size=4),
    min_size=1,
    max_size=5,
)


@given(table)
def test_old_and_open_workbooks_read_back_the_same(tmp_path_factory, rows):
    rows = [["name", "other"], *rows]
    folder = tmp_path_factory.mktemp("old")
    for name, content in (("a.xls", as_xls(rows)), ("a.ods", as_ods(rows))):
        (folder / name).write_bytes(content)
        assert open_sheets(folder / name).sheets == {
            "Blad1": tidy([[plain_cell(str(one)) for one in row] for row in rows])
        }


def test_the_reader_of_opendocument_agrees_with_a_library(tmp_path):
    path = tmp_path / "a.ods"
    path.write_bytes(as_ods([["a", "b"], ["é", 3], ["", 2.5]]))
    values = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_name("Blad1").to_python()
    assert values == [["a", "b"], ["é", 3], ["", 2.5]]
    assert open_sheets(path).sheets["Blad1"] == [["a", "b"], ["é", "3"], ["", "2.5"]]
