"""Studies: folders of tables, opened by name."""

import pytest

from compendium.errors import StudyError, TableError
from compendium.own.check import check_study
from compendium.study import study as study_module
from compendium.study.study import read_study, study_names
from tiny_compendium import TABLES


def test_a_study_has_the_tables_of_its_folder(tiny):
    study = read_study("tiny", layout=tiny)
    assert set(study.kinds) == set(TABLES)
    assert study.has("codes")
    assert not study.has("responses")
    assert len(study.table("segments")) == 5
    assert study.label == "Tiny"
    assert study.scale["points"] == 5
    assert check_study(study) == []


def test_the_compendium_around_is_found_by_itself(tiny):
    assert read_study("tiny").folder == tiny.data / "tiny"


def test_an_unknown_study_is_answered_with_the_nearest_name(tiny):
    with pytest.raises(StudyError) as caught:
        read_study("tinny", layout=tiny)
    assert str(caught.value) == "data/tinny: there is no such study. Did you mean tiny?"
    with pytest.raises(StudyError) as caught:
        read_study("../elsewhere", layout=tiny)
    assert str(caught.value) == "data/../elsewhere: there is no such study. Choose one of tiny."


def test_only_folders_with_a_table_are_studies(tiny):
    (tiny.data / "README.md").write_text("About the data.\n")
    (tiny.data / "empty").mkdir()
    (tiny.data / "other").mkdir()
    (tiny.data / "other" / "notes.csv").write_text("a,b\n")
    assert study_names(tiny) == ["tiny"]


def test_a_table_that_is_not_there(tiny):
    (tiny.data / "bare").mkdir()
    (tiny.data / "bare" / "codes.csv").write_text("code,label\na,A\n")
    study = read_study("bare", layout=tiny)
    with pytest.raises(StudyError) as caught:
        study.table("segments")
    assert str(caught.value) == (
        "data/bare: there is no table segments; the study has codes. "
        "Add the table, or leave this analysis out."
    )
    empty = study.table("segments", optional=True)
    assert empty.empty
    assert str(empty["words"].dtype) == "Int64"
    assert list(empty)[:4] == ["segment", "code", "source", "form"]


def test_a_table_without_rows(tiny):
    (tiny.data / "tiny" / "segments.csv").write_text("segment,code,source,form\n")
    study = read_study("tiny", layout=tiny)
    with pytest.raises(TableError) as caught:
        study.table("segments")
    assert str(caught.value) == (
        "data/tiny/segments.csv: there are no rows below the header. Add them, or remove the file."
    )
    assert study.table("segments", optional=True).empty


def test_a_table_is_a_copy_that_may_be_changed(tiny):
    study = read_study("tiny", layout=tiny)
    table = study.table("scores")
    table.loc[0, "score"] = 99
    assert study.table("scores").loc[0, "score"] == 50


def test_rows_are_counted_from_zero_in_an_analysis(tiny):
    assert list(read_study("tiny", layout=tiny).table("scores").index) == [0, 1, 2]


def test_a_study_without_a_description(tiny):
    (tiny.data / "tiny" / "study.toml").unlink()
    study = read_study("tiny", layout=tiny)
    assert study.label == "tiny"
    with pytest.raises(StudyError) as caught:
        _ = study.scale
    assert str(caught.value) == (
        "data/tiny/study.toml: [scale] lacks low and high. Add a section [scale] with low and "
        "high: the lowest and the highest answer that a respondent can give, such as low = 1 and "
        "high = 5."
    )


def test_a_description_that_is_not_toml(tiny):
    (tiny.data / "tiny" / "study.toml").write_text("title = A tiny study\n")
    with pytest.raises(StudyError) as caught:
        read_study("tiny", layout=tiny)
    message = str(caught.value)
    assert message.startswith("data/tiny/study.toml: this is not TOML (")
    assert message.endswith('Write each line as name = "text" or name = number.')
    assert "line 1" in message


def test_every_wrong_table_is_told_once(tiny):
    folder = tiny.data / "tiny"
    (folder / "scores.csv").write_text("item,round,score\n1,T1,high\n9,T1,50\n")
    (folder / "codes.csv").write_text("code,label\na,\n")
    assert check_study(read_study("tiny", layout=tiny)) == [
        "data/tiny/scores.csv, row 2, column score: 'high' is not a number. "
        "Write one number, in digits.",
        "data/tiny/codes.csv, row 2, column label: the cell is empty. Fill it in.",
    ]


def test_what_was_read_and_what_was_looked_for_is_remembered(tiny):
    study = read_study("tiny", layout=tiny)
    study.table("segments")
    study.has("responses")
    read = {path.name: bool(digest) for path, digest in study_module.tables_read.items()}
    assert read == {
        "study.toml": True,
        "segments.csv": True,
        "codes.csv": True,
        "sources.csv": True,
        "responses.csv": False,
        "responses.xlsx": False,
    }


def test_a_table_that_nothing_reads_is_named_with_what_it_may_be(tiny):
    (tiny.data / "tiny" / "participant.csv").write_text("participant,group,role\n")
    (tiny.data / "tiny" / "code.xlsx").write_bytes(b"x")
    (tiny.data / "tiny" / "~$codes.xlsx").write_bytes(b"x")
    messages = check_study(read_study("tiny", layout=tiny))
    assert [message.partition(":")[0] for message in messages] == [
        "data/tiny/code.xlsx",
        "data/tiny/participant.csv",
    ]
    assert messages[0].endswith("Did you mean codes.xlsx?")
    assert messages[1].endswith("Did you mean participants.csv?")


def test_a_study_with_misnamed_tables_only_says_so(tiny):
    folder = tiny.data / "new"
    folder.mkdir()
    (folder / "Events.xlsx").write_bytes(b"x")
    with pytest.raises(StudyError, match=r"data/new: the study has no table yet") as caught:
        read_study("new", layout=tiny)
    assert str(caught.value).endswith("Did you mean events.xlsx?")
