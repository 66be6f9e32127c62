"""QualCoder's project, as a folder, as its database and as an archive."""

import sqlite3

import pytest

from compendium.qda.read.reader import read_coded
from dialects import qualcoder, zipped


@pytest.fixture
def folder(tmp_path):
    return qualcoder(tmp_path / "study.qda")


def test_folder_database_and_archive_are_the_same_project(folder, tmp_path):
    archive = zipped(folder, tmp_path / "study.zip")
    found = [read_coded(path) for path in (folder, folder / "data.qda", archive)]
    first = found[0].table("segments").to_csv()
    assert [coded.table("segments").to_csv() for coded in found] == [first] * 3
    assert found[0].tool, found[0].version == ("QualCoder", "3.7")


def test_texts_and_pictures_are_coded_by_two_coders(folder):
    coded = read_coded(folder)
    segments = coded.table("segments")
    assert segments["code"].tolist() == ["time", "ties", "time", "ties"]
    assert segments["segment"].tolist() == [
        "alder-8-15-Ann", "alder-8-15-Ann", "alder-8-15-Bo", "map-area 10-20-30-40-Ann"
    ]  # fmt: skip
    assert coded.coders == ("Ann", "Bo")
    assert (coded.unit, coded.unit_score) == ("code points", 1.0)
    assert coded.texts["alder"][8:15] == "an hour"
    assert segments["where"].tolist()[-1] == "area 10 20 30 40"
    assert "hours" not in coded.table("codes").to_csv()
    assert coded.skipped == (
        "The descriptions of 1 code: they can hold words of participants.",
        "1 coding of no code or source, or without a place.",
    )


def test_categories_cases_and_attributes_come_along(folder):
    coded = read_coded(folder)
    codes = coded.table("codes").set_index("code")
    assert codes.loc["time", ["parent", "kind"]].tolist() == ["means", "code"]
    assert codes.loc["means", "kind"] == "category"
    sources = coded.table("sources").set_index("source")
    assert sources.loc["alder", "case"] == "north"
    assert sources.loc["alder", "attribute_role"] == "volunteer"
    assert sources["kind"].tolist() == ["document", "image"]
    assert coded.table("cases")["size"].tolist() == ["12"]


def test_categories_that_go_round_in_a_circle_do_not_stop_the_reading(folder):
    connection = sqlite3.connect(folder / "data.qda")
    connection.execute("INSERT INTO code_cat VALUES (2, 'Ring', '', 1)")
    connection.execute("UPDATE code_cat SET supercatid = 2 WHERE catid = 1")
    connection.commit()
    connection.close()
    parents = read_coded(folder).table("codes").set_index("code")["parent"]
    assert parents["means"] != "ring" or parents["ring"] != "means"


def test_a_source_in_two_cases_has_no_case_of_its_own(folder):
    connection = sqlite3.connect(folder / "data.qda")
    connection.execute("INSERT INTO cases VALUES (2, 'South')")
    connection.execute("INSERT INTO case_text VALUES (2, 1, 5, 9)")
    connection.commit()
    connection.close()
    coded = read_coded(folder)
    assert coded.table("sources")["case"].isna().all()
    assert "1 source in several cases: its column case left empty." in coded.skipped
