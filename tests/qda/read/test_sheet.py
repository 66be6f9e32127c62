"""Cells of CSV and XLSX files that strangers made."""

import csv
import io
import zipfile

import pytest

from compendium.errors import ProjectError
from compendium.qda.read import sheet
from compendium.qda.read.sheet import read_sheets
from dialects import as_csv, as_workbook

ROWS = [["Code", "Text"], ["a", "one, two; three"], ["b", 'a "word"\nand more']]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_separator_and_encoding_are_found(tmp_path, mark, encoding):
    path = tmp_path / "table.csv"
    path.write_bytes(as_csv([*ROWS, ["é", "ë"]], mark).encode(encoding))
    assert read_sheets(path) == {"": [*ROWS, ["é", "ë"]]}


def test_a_workbook_gives_its_sheets_with_whole_numbers_as_such(tmp_path):
    path = tmp_path / "no-matter-what.csv"
    path.write_bytes(as_workbook({"One": [["a", 2, 2.0, 2.5, None]], "Two": [["b"], [], ["c"]]}))
    assert read_sheets(path) == {"One": [["a", "2", "2", "2.5"]], "Two": [["b"], [], ["c"]]}


@pytest.fixture
def limit():
    """Give the longest cell that Python's csv reads by itself; other libraries raise it."""
    before = csv.field_size_limit(1 << 17)
    yield csv.field_size_limit()
    csv.field_size_limit(before)


def test_a_passage_as_long_as_a_document_is_read(tmp_path, limit):
    path = tmp_path / "long.csv"
    path.write_text(as_csv([["a", "b"], ["x" * (2 * limit), "c"]]))
    assert len(read_sheets(path)[""][1][0]) == 2 * limit
    assert csv.field_size_limit() == limit


def rebuilt(content, change):
    """Write a workbook again with some members changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return out.getvalue()


def test_a_workbook_that_declares_entities_is_refused(tmp_path):
    def declare(name, xml):
        bomb = b'<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><worksheet'
        return xml.replace(b"<worksheet", bomb, 1)

    path = tmp_path / "bomb.xlsx"
    path.write_bytes(rebuilt(as_workbook({"One": [["a"]]}), declare))
    with pytest.raises(ProjectError, match=r"bomb.xlsx: the workbook declares entities"):
        read_sheets(path)


def test_a_workbook_that_grows_beyond_measure_is_refused(tmp_path):
    def swell(name, xml):
        return xml + b" " * 30_000_000 if "sheet1" in name else xml

    path = tmp_path / "bomb.xlsx"
    path.write_bytes(rebuilt(as_workbook({"One": [["a"]]}), swell))
    assert path.stat().st_size < 100_000
    with pytest.raises(ProjectError, match="which is too much"):
        read_sheets(path)


def test_a_sheet_with_too_many_cells_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(sheet, "MOST_CELLS", 20)
    path = tmp_path / "wide.xlsx"
    path.write_bytes(as_workbook({"One": [["a"] * 9] * 3}))
    with pytest.raises(ProjectError, match="more than 20 cells"):
        read_sheets(path)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(sheet, "MOST_BYTES", 3)
    path = tmp_path / "long.csv"
    path.write_text("a,b\n")
    with pytest.raises(ProjectError, match="4 bytes; a table of at most 3"):
        read_sheets(path)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(ProjectError, match=r"none.csv: this is missing"):
        read_sheets(tmp_path / "none.csv")
