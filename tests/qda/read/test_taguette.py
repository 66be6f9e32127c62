"""Taguette's database and table."""

import pytest

from compendium.qda.read.reader import read_coded
from compendium.qda.read.taguette import plain_text
from dialects import as_csv, as_workbook, taguette

HIGHLIGHTS = [
    ["id", "document", "tag", "content"],
    [1, "Alder", "time", "two days"],
    [1, "Alder", "loss", "two days"],
    [2, "Birch", "time", "later"],
    [3, "Birch", "", "nothing"],
]


def test_offsets_in_bytes_become_characters(tmp_path):
    coded = read_coded(taguette(tmp_path / "t.sqlite3"))
    assert (coded.unit, coded.unit_score) == ("UTF-8 bytes", 1.0)
    segments = coded.table("segments")
    assert segments["code"].tolist() == ["time", "loss", "time"]
    for row in segments.itertuples():
        assert coded.texts[row.source][row.start : row.end] == coded.passages[row.segment]
    assert coded.skipped == ("1 highlight without a tag.",)


def test_the_database_is_not_changed_and_nothing_is_laid_beside_it(tmp_path):
    path = taguette(tmp_path / "t.sqlite3")
    before = path.read_bytes()
    read_coded(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_two_projects_in_one_file_are_told_apart(tmp_path):
    coded = read_coded(taguette(tmp_path / "t.sqlite3", projects=2))
    assert len(coded.table("segments")) == 6
    codes = coded.table("codes")
    assert codes["code"].is_unique
    assert codes["project"].tolist() == ["Project 1", "Project 1", "Project 2", "Project 2"]
    assert "2 projects (Project 1 and Project 2)" in coded.skipped[0]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_table_of_highlights_has_no_offsets(tmp_path, ending):
    path = tmp_path / f"all_tags.{ending}"
    if ending == "csv":
        path.write_text(as_csv(HIGHLIGHTS), encoding="utf-8")
    else:
        path.write_bytes(as_workbook({"highlights": HIGHLIGHTS}))
    coded = read_coded(path)
    assert coded.tool == "Taguette"
    assert coded.table("segments")["code"].tolist() == ["time", "loss", "time"]
    assert coded.table("segments")["start"].isna().all()
    assert coded.unit == ""
    assert "1 highlight without a tag." in coded.skipped


def test_changes_that_are_not_in_the_file_yet_are_not_overlooked(tmp_path):
    path = taguette(tmp_path / "t.sqlite3")
    path.with_name("t.sqlite3-wal").write_bytes(b"changes")
    with pytest.raises(Exception, match="Close the program that has the project open"):
        read_coded(path)


def test_text_is_stripped_as_a_browser_shows_it():
    assert plain_text("<p>a &lt; b</p>\n<p>c<br>d</p>") == "a < b\ncd"
