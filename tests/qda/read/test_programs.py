"""What was written in the dialect of a program reads back the same."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings

import programs
from compendium.errors import ProjectError
from compendium.qda.arrive.receipt import receipt
from compendium.qda.read.reader import read_coded
from programs import WRITERS, projects


def read_back(coded, *, offsets, coders, tree):
    codes = coded.table("codes")
    label = dict(zip(codes["code"], codes["label"], strict=True))
    above = dict(zip(codes["code"], codes["parent"], strict=True))
    title = dict(
        zip(coded.table("sources")["source"], coded.table("sources")["label"], strict=True)
    )
    found = set()
    for row in coded.table("segments").itertuples():
        place = (row.start, row.end) if offsets else coded.passages[row.segment]
        parent = label.get(above[row.code], "") if tree else ""
        coder = row.coder if coders else ""
        found.add((title[row.source], label[row.code], parent, place, coder))
    return found


def as_written(project, *, offsets, coders, tree):
    return {
        (one.document, one.code, project.codes[one.code] if tree else "",
         (one.start, one.end) if offsets else project.shown(one), one.coder if coders else "")
        for one in project.given
    }  # fmt: skip


@pytest.mark.parametrize("program", WRITERS)
@settings(max_examples=8)
@given(full=projects(), bare=projects(places=False))
def test_what_is_written_reads_back_the_same(program, full, bare):
    write, *shows = WRITERS[program]
    offsets, coders, tree = shows
    project = full if offsets else bare
    with tempfile.TemporaryDirectory() as folder:
        coded = read_coded(write(project, Path(folder, "export")))
    assert coded.tool == program.partition(",")[0]
    what = {"offsets": offsets, "coders": coders, "tree": tree}
    wanted = as_written(project, **what)
    found = read_back(coded, **what)
    assert {one for one in found if one[3] != "of it all"} == wanted
    if offsets:
        spans = {(one.document, one.start, one.end, one.coder) for one in project.given}
        assert coded.table("segments")["segment"].nunique() == len(spans)
        assert len(coded.table("segments")) == len(project.given)


def small():
    given = [
        programs.Given("talk", "Trust", 0, 3, "Ann"),
        programs.Given("talk", "Ties", 0, 3, "Ann"),
    ]
    return programs.Project({"talk": "one two"}, {"Trust": "Staff", "Ties": ""}, given)


def told(coded):
    return "\n".join(receipt(coded, name="x"))


def test_deleted_rows_of_rqda_are_told_and_left_out(tmp_path):
    coded = read_coded(programs.rqda(small(), tmp_path / "p.rqda"))
    assert len(coded.table("segments")) == 2
    assert "Deleted in RQDA, and still in the file: 1 coding." in coded.skipped
    assert coded.table("codes")["kind"].tolist() == ["category", "code", "code"]


def test_maxqda_says_that_the_texts_cannot_be_read(tmp_path):
    coded = read_coded(programs.maxqda(small(), tmp_path / "p.mx24"))
    assert (coded.version, coded.texts) == ("24", {})
    assert coded.table("sources")["group"].tolist() == ["Staff"]
    assert coded.table("segments")["words"].tolist() == [1, 1]
    assert "only MAXQDA reads them" in told(coded)


@pytest.mark.parametrize(
    ("program", "tables", "way"),
    [
        ("MAXQDA", ("Codewords", "Codings", "Texts"), "REFI-QDA"),
        ("RQDA", ("freecode", "coding", "source"), "QualCoder"),
    ],
)
def test_a_version_that_is_not_known_is_told_with_the_way_from_there(
    tmp_path, program, tables, way
):
    path = programs._database(tmp_path / "study.db", {name: ("x", []) for name in tables})
    with pytest.raises(ProjectError, match=rf"study.db, a .* of {program}: .*{way}"):
        read_coded(path)


def test_two_codes_of_the_same_words_are_one_passage(tmp_path):
    for program in ("Delve", "Dovetail", "QualCoder", "Taguette"):
        write = WRITERS[program][0]
        coded = read_coded(write(small(), tmp_path / "export"))
        segments = coded.table("segments")
        both = segments[segments["code"].isin(["trust", "ties"])]
        assert both["segment"].nunique() == 1, program


def test_the_pages_that_a_catma_export_lacks_are_told(tmp_path):
    path = programs.catma(small(), tmp_path / "e.json")
    path.write_text(path.read_text().replace('"totalPages": 1', '"totalPages": 3'))
    assert "this is page 1 of 3 pages" in told(read_coded(path))


def test_what_is_left_out_of_annotations_is_counted(tmp_path):
    path = programs.hypothesis(small(), tmp_path / "h.json")
    text = path.read_text()
    path.write_text(
        text.replace('"tags": ["Trust", "Ties"]', '"tags": []').replace('"text": ""', '"text": "a"')
    )
    coded = read_coded(path)
    assert len(coded.table("segments")) == 0
    assert {
        "1 annotation without a tag.",
        "1 comment: they can hold words of participants.",
    } == set(coded.skipped)


def test_predictions_and_skipped_annotations_are_told(tmp_path):
    path = programs.labelstudio(small(), tmp_path / "l.json")
    text = path.read_text().replace('"completed_by": {"email": "Bo"}', '"was_cancelled": true')
    path.write_text(text.replace('"data":', '"predictions": [1, 2], "data":'))
    assert {
        "1 annotation that the annotator skipped: left out.",
        "2 predictions of a model: left out.",
    } == set(read_coded(path).skipped)


def test_columns_that_are_not_read_are_named(tmp_path):
    assert (
        "1 column not read: URL."
        in read_coded(programs.dovetail(small(), tmp_path / "d.csv")).skipped
    )


def test_the_code_system_of_maxqda_gives_the_tree(tmp_path):
    rows = [["Color", "Parent code", "Code", "Cod. seg. (all documents)", "Memo"],
            ["●", "", "Means", 2, "what it costs"], ["●", "Means", "Time", 5, ""],
            ["●", "Means\\Time", "Hours", 1, ""]]  # fmt: skip
    path = programs._rows(tmp_path / "codes.csv", rows)
    codes = read_coded(path).table("codes")
    assert codes["parent"].fillna("").tolist() == ["", "means", "time"]
    assert codes["frequency"].tolist() == [2, 5, 1]
    assert "1 memo" in told(read_coded(path))


def test_the_codebook_of_taguette_gives_tags_below_one_another(tmp_path):
    rows = [["tag", "description", "number of highlights"], ["emotion", "", 3],
            ["emotion.joy", "gladness", 2], ["v1.2", "", 1]]  # fmt: skip
    coded = read_coded(programs._rows(tmp_path / "codebook.csv", rows))
    codes = coded.table("codes")
    assert codes["label"].tolist() == ["emotion", "joy", "v1.2"]
    assert codes["parent"].fillna("").tolist() == ["", "emotion", ""]
    assert codes["frequency"].tolist() == [3, 2, 1]
    assert "read as a path, such as 'joy' below 'emotion'" in told(coded)
