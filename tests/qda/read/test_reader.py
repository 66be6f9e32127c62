"""Any file: the right reader, or a refusal that says what was found."""

import random
import sqlite3
import zipfile
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

import compendium as co
from compendium.errors import ProjectError
from compendium.qda.arrive.merge import as_text
from compendium.qda.arrive.receipt import frequency_lines, receipt
from compendium.study.kinds import column_names, needed_columns
from compendium.study.kinds.checks import type_columns
from compendium.study.kinds.references import check_references
from dialects import (
    as_csv,
    as_workbook,
    co_occurrence,
    code_list,
    qualcoder,
    quotations,
    segments_of_maxqda,
    taguette,
    zipped,
)

NAMES = ["report.csv", "codes.csv", "report.xlsx", "together.xlsx", "matrix.csv", "segments.csv",
         "t.sqlite3", "data.qda", "study.zip"]  # fmt: skip
MATRIX = [["", "A : Alder"], ["1 : Time", "2"], ["2 : Ties", "0"]]


@pytest.fixture(scope="module")
def samples(tmp_path_factory):
    """Give a folder of one small export of each kind."""
    folder = tmp_path_factory.mktemp("samples")
    project = qualcoder(folder / "study.qda")
    samples = {
        "report.csv": as_csv(quotations(), ";").encode(),
        "codes.csv": as_csv(code_list()).encode("utf-16"),
        "report.xlsx": as_workbook({"Quotations": quotations(), "Codes": code_list()}),
        "together.xlsx": as_workbook({"Count": co_occurrence({})}),
        "matrix.csv": as_csv(MATRIX).encode(),
        "segments.csv": as_csv(segments_of_maxqda(), "\t").encode(),
        "t.sqlite3": taguette(folder / "t.sqlite3").read_bytes(),
        "data.qda": (project / "data.qda").read_bytes(),
        "study.zip": zipped(project, folder / "study.zip").read_bytes(),
    }
    for name, content in samples.items():
        (folder / name).write_bytes(content)
    return folder


def assert_valid(coded):
    """Check that a project is one that a study can take."""
    typed = {}
    for kind, table in coded.tables.items():
        assert set(column_names(kind)) <= set(table)
        text = as_text(table)
        typed[kind], problems = type_columns(text, kind)
        assert [problem.message(kind) for problem in problems] == []
        assert not (text[needed_columns(kind)] == "").any(axis=None)
    for kind, table in typed.items():
        problems = check_references(table, kind, typed.get)
        assert [problem.message(kind) for problem in problems] == []
    assert set(coded.passages) <= set(coded.table("segments")["segment"])
    assert set(coded.texts) <= set(coded.table("sources")["source"])
    assert receipt(coded, name="x")


def assert_read_or_refused(path):
    """Any other error than the one for the user fails the test."""
    try:
        coded = co.read_coded(path)
    except ProjectError as error:
        message = str(error)
        coded = None
    if coded is None:
        assert path.name in message
    else:
        assert_valid(coded)


def test_every_sample_is_read(samples, tmp_path):
    tools = []
    for name in NAMES:
        path = tmp_path / name
        path.write_bytes((samples / name).read_bytes())
        coded = co.read_coded(path)
        path.unlink()
        assert_valid(coded)
        tools.append(coded.tool)
    assert tools == ["ATLAS.ti"] * 4 + ["NVivo", "MAXQDA", "Taguette", "QualCoder", "QualCoder"]


@pytest.mark.parametrize("name", NAMES)
@given(seed=st.integers(0, 2**32))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_file_is_refused_or_read_as_something_valid(samples, tmp_path, name, seed):
    chance = random.Random(seed)
    content = bytearray((samples / name).read_bytes())
    if chance.random() < 0.4:
        del content[chance.randrange(len(content)) :]
    for _ in range(chance.randrange(6)):
        if content:
            content[chance.randrange(len(content))] = chance.randrange(256)
    if chance.random() < 0.3 and content:
        place = chance.randrange(len(content))
        content[place:place] = content[: chance.randrange(200)]
    path = tmp_path / name
    path.write_bytes(bytes(content))
    assert_read_or_refused(path)


@given(rows=st.lists(st.lists(st.text(max_size=8), max_size=6), max_size=6))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_report_with_any_rows_below_is_refused_or_read(tmp_path, rows):
    path = tmp_path / "report.csv"
    text = as_csv([*quotations(), *rows])
    path.write_bytes(text.encode("utf-8", "replace"))
    assert_read_or_refused(path)


def test_what_is_no_export_is_named_with_what_was_found(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("name,age\nAnn,3\n")
    with pytest.raises(ProjectError, match=r"people.csv: a table with the columns name, age,"):
        co.read_coded(path)
    path.write_text("just a text\n")
    with pytest.raises(ProjectError, match=r"people.csv: no table, which is no export"):
        co.read_coded(path)
    path.write_bytes(b"\x00\x01\x02")
    with pytest.raises(ProjectError, match="neither a text file nor a workbook"):
        co.read_coded(path)
    with pytest.raises(ProjectError, match="this is missing"):
        co.read_coded(tmp_path / "none.qdpx")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf \n", "the file is empty"),
        (b"%PDF-1.7\n", "a PDF document"),
        (b"{\\rtf1 x}", "a text with its layout"),
        (b'{"a": 1}', "JSON with the keys a, which no program"),
        (b"[1, 2]", "JSON with the keys none, which no program"),
        (b"\x89PNG\r\n", "a picture"),
        (b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"), "an older Word document"),
        (b"\xd0\xcf\x11\xe0", "an older workbook"),
    ],
)
def test_a_file_that_can_hold_no_codes_is_named(tmp_path, content, words):
    path = tmp_path / "study.csv"
    path.write_bytes(content)
    with pytest.raises(ProjectError, match=f"study.csv: {words}"):
        co.read_coded(path)


def test_a_list_of_codes_without_frequencies_is_not_compared(samples):
    coded = co.read_coded(samples / "report.csv", codes=samples / "codes.csv")
    assert any(line.startswith("frequencies") for line in frequency_lines(coded))
    codes = coded.table("codes").assign(frequency=None)
    bare = replace(coded, tables={**coded.tables, "codes": codes})
    assert frequency_lines(bare) == []


def test_an_archive_and_a_database_of_something_else(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("photo.jpg", b"")
    with pytest.raises(ProjectError, match=r"a.zip: an archive with photo.jpg, which is no"):
        co.read_coded(tmp_path / "a.zip")
    connection = sqlite3.connect(tmp_path / "b.db")
    connection.execute("CREATE TABLE pears (id)")
    connection.commit()
    connection.close()
    with pytest.raises(ProjectError, match=r"b.db: a database with the tables pears, which no"):
        co.read_coded(tmp_path / "b.db")


def test_a_path_that_leads_out_of_an_archive_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("../data.qda", b"SQLite")
    with pytest.raises(ProjectError, match="a path that leads out"):
        co.read_coded(tmp_path / "a.zip")
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_a_folder_without_a_project(tmp_path):
    with pytest.raises(ProjectError, match="holds 0 quotation reports"):
        co.read_coded(tmp_path)
