"""Data packages: a study described for other programs."""

import hashlib
import json

import frictionless
import pytest
from openpyxl import Workbook

from compendium.errors import StudyError
from compendium.study.kinds import load_schema
from compendium.study.package import describe, write_package
from compendium.study.study import read_study
from tiny_compendium import TABLES


def judged(path):
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    return frictionless.Package.from_descriptor(descriptor, basepath=str(path.parent)).validate()


def test_a_package_names_title_source_and_licence(tiny):
    package = describe(read_study("tiny", layout=tiny))
    assert package["name"] == "tiny"
    assert package["title"] == "Tables of the study Tiny"
    assert package["description"] == "Transcribed from a publication by A. Author (2024)."
    assert package["sources"] == [{"title": "A tiny study"}]
    assert package["licenses"][0]["name"] == "CC-BY-4.0"


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ('doi = "10.1/x"\nurl = "https://example.org"', "https://doi.org/10.1/x"),
        ('url = "https://example.org"', "https://example.org"),
    ],
)
def test_a_source_has_an_address_when_the_study_gives_one(tiny, line, path):
    about = tiny.data / "tiny" / "study.toml"
    about.write_text(about.read_text().replace("year = 2024", line))
    (source,) = describe(read_study("tiny", layout=tiny))["sources"]
    assert source == {"title": "A tiny study", "path": path}


def test_a_resource_is_the_file_as_it_is(tiny):
    study = read_study("tiny", layout=tiny)
    resources = {resource["name"]: resource for resource in describe(study)["resources"]}
    content = (study.folder / "scores.csv").read_bytes()
    assert list(resources) == list(study.kinds)
    assert resources["scores"]["path"] == "scores.csv"
    assert resources["scores"]["bytes"] == len(content)
    assert resources["scores"]["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"


def test_a_schema_has_the_columns_of_the_file_and_references_that_can_be_followed(tiny):
    folder = tiny.data / "tiny"
    (folder / "sources.csv").unlink()
    (folder / "codes.csv").write_text("remark,code,label\nx,top,Top\n")
    study = read_study("tiny", layout=tiny)
    schemas = {r["name"]: r["schema"] for r in describe(study)["resources"]}
    assert [field["name"] for field in schemas["codes"]["fields"]] == ["remark", "code", "label"]
    assert "foreignKeys" not in schemas["codes"]
    assert [key["fields"] for key in schemas["segments"]["foreignKeys"]] == ["code"]


def test_frictionless_finds_the_package_valid(tiny):
    path = write_package(read_study("tiny", layout=tiny))
    assert path.read_text(encoding="utf-8").endswith("}\n")
    report = judged(path)
    assert report.valid, report.flatten(["type", "note"])
    assert sorted(task.name for task in report.tasks) == sorted(TABLES)


def test_frictionless_notices_a_file_that_changed_since(tiny):
    path = write_package(read_study("tiny", layout=tiny))
    scores = tiny.data / "tiny" / "scores.csv"
    scores.write_text(scores.read_text().replace("75", "74"))
    assert [error[0] for error in judged(path).flatten(["type"])] == ["hash-count"]


def test_a_workbook_is_described_as_one_and_frictionless_finds_it_valid(tiny):
    folder = tiny.data / "tiny"
    for kind in ("scores", "presence", "events"):
        rows = [line.split(",") for line in (folder / f"{kind}.csv").read_text().splitlines()]
        (folder / f"{kind}.csv").unlink()
        book = Workbook()
        book.active.append(["notes that are no table"])
        sheet = book.create_sheet(kind.capitalize())
        for row in rows:
            sheet.append([int(cell) if cell.isdecimal() else cell or None for cell in row])
        book.save(folder / f"{kind}.xlsx")
    study = read_study("tiny", layout=tiny)
    resources = {resource["name"]: resource for resource in describe(study)["resources"]}
    assert resources["scores"]["path"] == "scores.xlsx"
    assert resources["scores"]["format"] == "xlsx"
    assert resources["scores"]["dialect"]["excel"]["sheet"] == "Scores"
    assert "encoding" not in resources["scores"]
    report = judged(write_package(study))
    assert report.valid, report.flatten(["type", "note"])
    assert {task.name: task.stats["rows"] for task in report.tasks}["presence"] == 6


def test_the_examples_of_the_kinds_are_not_in_a_package(tiny):
    resources = describe(read_study("tiny", layout=tiny))["resources"]
    fields = [field for resource in resources for field in resource["schema"]["fields"]]
    assert not any("example" in field for field in fields)


def test_the_schemas_of_the_kinds_are_not_changed(tiny):
    before = json.dumps(load_schema("segments"))
    describe(read_study("tiny", layout=tiny))
    assert json.dumps(load_schema("segments")) == before


@pytest.mark.parametrize(
    "content",
    [
        b"item;round;score\n1;T1;50\n",
        "item,round,score\n1,één,50\n".encode("utf-16"),
        b"Item,Round,Score\n1,T1,50\n",
        b"",
    ],
)
def test_a_table_that_other_programs_could_not_read_is_refused(tiny, content):
    (tiny.data / "tiny" / "scores.csv").write_bytes(content)
    with pytest.raises(StudyError) as caught:
        describe(read_study("tiny", layout=tiny))
    assert str(caught.value) == (
        "data/tiny/scores.csv: a data package holds tables with commas, in UTF-8, with the columns "
        "item, round, score. In the spreadsheet, save the table as CSV (UTF-8) with commas."
    )


def test_a_study_without_title_or_source_is_refused(tiny):
    (tiny.data / "tiny" / "study.toml").write_text('title = "T"\n')
    with pytest.raises(StudyError) as caught:
        write_package(read_study("tiny", layout=tiny))
    assert str(caught.value) == (
        "data/tiny/study.toml: title or [source] is missing. Add the publication's title, and a "
        "section [source] with authors, year and doi or url."
    )
    assert not (tiny.data / "tiny" / "datapackage.json").exists()
