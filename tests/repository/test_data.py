"""The tables of the studies that come with the compendium."""

import json
import re
import tomllib

import frictionless
import pandas as pd
import pytest

from compendium.layout import Layout
from compendium.naming import slug
from compendium.own.check import check_study
from compendium.steps.plan import read_analyses
from compendium.study.kinds import KINDS, load_schema
from compendium.study.package import describe
from compendium.study.study import read_study, study_names
from compendium.verification.printed import DIFFERS, compare_printed, look_up
from tiny_compendium import REPOSITORY

LAYOUT = Layout(REPOSITORY)
STUDIES = {name: read_study(name, layout=LAYOUT) for name in study_names(LAYOUT)}
ANALYSES = [analysis.name for analysis in read_analyses(LAYOUT)]
WITH_PRINTED = [name for name, study in STUDIES.items() if study.has("printed")]

each_study = pytest.mark.parametrize("name", STUDIES)


@each_study
def test_every_table_reads_and_every_reference_points_at_a_row(name):
    assert STUDIES[name].kinds
    assert check_study(STUDIES[name]) == []


def test_the_readme_counts_the_rows_of_every_table():
    text = (REPOSITORY / "data" / "README.md").read_text(encoding="utf-8")
    sections = re.split(r"^## (\w+):.*$", text, flags=re.MULTILINE)[1:]
    told = {
        (study, kind): int(rows)
        for study, section in zip(sections[::2], sections[1::2], strict=True)
        for kind, rows in re.findall(r"^\| `(\w+)\.csv` \| (\d+) \|", section, re.MULTILINE)
    }
    assert len(told) > 15
    counted = {(study, kind): len(STUDIES[study].table(kind)) for study, kind in told}
    assert told == counted


@each_study
def test_every_table_is_of_a_known_kind(name):
    tables = {path.stem for path in STUDIES[name].folder.glob("*.csv")}
    assert tables <= set(KINDS)


@each_study
def test_the_study_says_what_it_is(name):
    about = STUDIES[name].about
    assert about["title"]
    assert about["label"]
    assert about["language"] in ("en", "nl")
    assert "source" in about


@each_study
def test_another_judge_finds_the_tables_valid(name):
    study = STUDIES[name]
    package = frictionless.Package.from_descriptor(
        json.loads(json.dumps(describe(study))), basepath=str(study.folder)
    )
    report = package.validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "note"])
    assert len(report.tasks) == len(study.kinds)


@each_study
def test_the_data_package_is_in_step_with_the_tables(name):
    path = STUDIES[name].folder / "datapackage.json"
    if not path.is_file():
        pytest.skip("the study has no data package")
    assert json.loads(path.read_text(encoding="utf-8")) == describe(STUDIES[name]), (
        f"run: compendium package {name}"
    )


@each_study
def test_tables_are_written_as_the_package_says(name):
    for kind in STUDIES[name].kinds:
        content = (STUDIES[name].folder / f"{kind}.csv").read_bytes()
        assert not content.startswith(b"\xef\xbb\xbf"), kind
        assert b"\r" not in content, kind
        assert content.endswith(b"\n"), kind
        assert content.decode("utf-8")


@each_study
def test_names_in_values_do_not_clash(name):
    for kind in ("codes", "factors", "cases", "events", "sources", "items"):
        if not STUDIES[name].has(kind):
            continue
        (key,) = load_schema(kind)["primaryKey"]
        keys = STUDIES[name].table(kind)[key]
        slugs = pd.Series([slug(text) for text in keys])
        assert not slugs[slugs.duplicated()].to_list(), kind
        assert (slugs != "").all()


def values_of(name, analysis):
    path = LAYOUT.artefacts(name, analysis) / "values.json"
    if not path.is_file():
        pytest.skip(f"{path.relative_to(REPOSITORY)} is not there: run compendium run")
    return json.loads(path.read_text(encoding="utf-8"))


PRINTED = [
    (name, analysis)
    for name in WITH_PRINTED
    for analysis in ANALYSES
    if (STUDIES[name].table("printed")["analysis"] == analysis).any()
]


@pytest.mark.parametrize("name", WITH_PRINTED)
def test_a_printed_number_names_an_analysis_that_exists_or_says_why_not(name):
    printed = STUDIES[name].table("printed")
    assert set(printed["analysis"].dropna()) <= set(ANALYSES)
    without = printed[printed["analysis"].isna() & printed["note"].isna()]
    assert without["printed_id"].to_list() == []


@pytest.mark.parametrize(("name", "analysis"), PRINTED)
def test_a_printed_number_names_a_value_that_exists(name, analysis):
    printed, values = STUDIES[name].table("printed"), values_of(name, analysis)
    paths = printed.loc[(printed["analysis"] == analysis) & printed["note"].isna(), "value"]
    absent = [path for path in paths.dropna() if look_up(values, path) is None]
    assert absent == []
    assert paths.notna().all()


@pytest.mark.parametrize(("name", "analysis"), PRINTED)
def test_a_printed_number_that_differs_has_a_note(name, analysis):
    compared = compare_printed(
        STUDIES[name].table("printed"), values_of(name, analysis), analysis=analysis
    )
    differs = compared[compared["verdict"] == DIFFERS]
    assert differs.loc[differs["note"].isna(), "printed_id"].to_list() == []


def test_the_list_of_analyses_is_one_page():
    text = (LAYOUT.notebooks / "analyses.toml").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 90
    assert list(tomllib.loads(text)) == ANALYSES
