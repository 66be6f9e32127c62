"""Projects that are written, judged by the rules of the schema and by reading them back."""

import io
import zipfile

import pytest
from lxml import etree

from compendium.errors import ProjectError
from compendium.qda.model.coded import Coded
from compendium.qda.model.frames import kind_frame
from compendium.qda.read.refi.project import read_refi
from compendium.qda.write.refi import write_refi
from refi_dialects import atlas, maxqda, nvivo, pack, plain
from refi_schema import faults


def small(**changes):
    """Make a project of one code, one source and one passage."""
    columns = {
        "codes": {"code": ["trust"], "label": ["Trust"]},
        "sources": {"source": ["talk"], "kind": ["interview"], "label": ["Talk"]},
        "segments": {
            "segment": ["p1"], "code": ["trust"], "source": ["talk"], "form": ["coding"],
            "start": [3], "end": [8], "coder": ["Ann"],
        },
    }  # fmt: skip
    for kind, changed in changes.items():
        columns[kind] = columns.get(kind, {}) | changed
    return Coded("", "", {kind: kind_frame(kind, values) for kind, values in columns.items()})


def unpacked(content):
    """Give the members of a project, and the tree of its XML."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return members, etree.fromstring(members["project.qde"])


@pytest.mark.parametrize(
    "members",
    [nvivo(), atlas(), maxqda(), plain("Taguette 1.4", "UTF-8 bytes")],
    ids=["nvivo", "atlas", "maxqda", "taguette"],
)
def test_what_was_read_is_written_by_the_schema_and_read_back_the_same(tmp_path, members):
    coded = read_refi(pack(tmp_path / "first.qdpx", members))
    content = write_refi(coded, name="Test")
    assert faults(unpacked(content)[1]) == []
    path = tmp_path / "second.qdpx"
    path.write_bytes(content)
    again = read_refi(path)
    assert again.tables.keys() == coded.tables.keys()
    for kind, table in coded.tables.items():
        assert again.tables[kind].to_csv() == table.to_csv(), kind
    assert (again.texts, again.passages) == (coded.texts, coded.passages)
    assert (again.tool, again.unit, again.unit_score) == ("compendium", "code points", 1.0)


def test_the_same_project_gives_the_same_bytes():
    assert write_refi(small(), name="a") == write_refi(small(), name="a")
    assert b"20" not in unpacked(write_refi(small(), name="a"))[0]["project.qde"].split(b"guid")[0]


def test_without_texts_no_words_of_a_participant_are_written():
    coded = small()
    with_passage = Coded("", "", coded.tables, passages={"p1": "my secret"})
    members, root = unpacked(write_refi(with_passage, name="a"))
    assert list(members) == ["project.qde"]
    assert b"secret" not in members["project.qde"]
    [selection] = root.iter("{*}PlainTextSelection")
    assert (selection.get("startPosition"), selection.get("endPosition")) == ("3", "8")


def test_kinds_columns_and_cases_of_a_study_come_back(tmp_path):
    coded = small(
        sources={"role": ["nurse"], "case": ["north"], "wave": ["2"], "groups": ["A; B"]},
        cases={"case": ["north"], "label": ["North"], "place": ["Delft"], "colour": ["red"]},
        codes={"kind": ["theme"], "colour": ["no colour"]},
    )
    path = tmp_path / "study.qdpx"
    path.write_bytes(write_refi(coded, name="a"))
    again = read_refi(path)
    wanted = ["source", "kind", "label", "case", "role", "wave", "groups"]
    assert again.table("sources")[wanted].loc[0].tolist() == [
        "talk", "interview", "Talk", "north", "nurse", "2", "A; B",
    ]  # fmt: skip
    assert again.table("cases")[["case", "label", "place", "colour"]].loc[0].tolist() == [
        "north", "North", "Delft", "red",
    ]  # fmt: skip
    assert faults(unpacked(path.read_bytes())[1]) == []


def test_passages_without_a_place_come_back_each_by_itself(tmp_path):
    coded = small(
        segments={
            "segment": ["a", "b", "c", "c", "d"],
            "code": ["trust", "trust", "trust", "time", "trust"],
            "source": ["talk"] * 5,
            "form": ["coding"] * 5,
            "start": [None] * 5,
            "end": [None] * 5,
            "coder": ["Ann", "Ann", "Bo", "Bo", "Ann"],
            "where": ["row 7", "row 7", "3:12", "3:12", "whole source"],
        },
        codes={"code": ["trust", "time"], "label": ["Trust", "Time"]},
    )
    path = tmp_path / "study.qdpx"
    path.write_bytes(write_refi(coded, name="a"))
    again = read_refi(path)
    assert not any("not read" in line for line in again.skipped)
    assert faults(unpacked(path.read_bytes())[1]) == []
    assert sorted(
        again.table("segments")[["code", "coder", "where"]].to_numpy().tolist()
    ) == sorted(coded.table("segments")[["code", "coder", "where"]].to_numpy().tolist())
    assert again.table("segments")["segment"].nunique() == 4


def test_a_category_is_what_no_passage_is_given(tmp_path):
    coded = small(
        codes={"code": ["theme", "trust"], "label": ["Theme", "Trust"],
               "kind": ["category", "code"], "parent": [None, "theme"]},
    )  # fmt: skip
    path = tmp_path / "study.qdpx"
    path.write_bytes(write_refi(coded, name="a"))
    assert read_refi(path).table("codes")["kind"].tolist() == ["folder", "code"]


@pytest.mark.parametrize("column", ["source", "code"])
def test_a_segment_without_a_source_or_code_is_refused(column):
    with pytest.raises(ProjectError, match=f"1 segment without a {column} of {column}s.csv .p1."):
        write_refi(small(segments={column: ["other"]}), name="a")


def test_characters_that_xml_cannot_hold_are_left_out_of_names():
    members, _ = unpacked(write_refi(small(codes={"label": ["Tr\x00ust\x0b"]}), name="a\x01"))
    assert b'name="Trust"' in members["project.qde"]


def test_an_empty_project_is_a_project(tmp_path):
    path = tmp_path / "empty.qdpx"
    path.write_bytes(write_refi(Coded("", "", {}), name="Nothing"))
    assert faults(unpacked(path.read_bytes())[1]) == []
    assert read_refi(path).table("segments").empty
