"""Projects and codebooks of REFI-QDA, in the dialects of the programs that write them."""

import pytest

from compendium.errors import ProjectError
from compendium.qda.read.refi.project import read_refi
from refi_dialects import (
    TALK,
    atlas,
    coding,
    element,
    guid,
    maxqda,
    nvivo,
    pack,
    packed,
    plain,
    project,
)


@pytest.fixture
def read(tmp_path):
    """Read a project of these members."""
    return lambda members: read_refi(pack(tmp_path / "test.qdpx", members))


def links(coded):
    """Each coding of a project by source, passage or place, code and coder."""
    rows = coded.table("segments").astype(object).fillna("").to_dict("records")
    return {
        (row["source"], coded.passages.get(row["segment"], row["where"]), row["code"], row["coder"])
        for row in rows
    }


def test_nvivo_counts_utf_16_and_names_no_passage(read):
    coded = read(nvivo())
    assert (coded.tool, coded.version) == ("NVivo", "12.6")
    assert (coded.unit, coded.unit_score) == ("UTF-16 code units", 1.0)
    assert coded.texts == {"interview_1": TALK}
    assert links(coded) == {
        ("interview_1", "elke week samen", "together", "AB"),
        ("interview_1", "elke week samen", "cooking", "AB"),
        ("interview_1", "elke week samen", "together", "CD"),
        ("interview_1", "met de buren", "together", "AB"),
        ("interview_1", "daarna eten we", "cooking", "CD"),
    }
    segments = coded.table("segments")
    assert list(segments["segment"]) == ["p1", "p1", "p1-2", "p2", "p3"]
    assert list(segments["words"]) == [3, 3, 3, 3, 3]
    start = TALK.index("met de buren")
    assert segments.loc[3, ["start", "end", "where"]].tolist() == [
        start, start + 12, f"characters {start}-{start + 12}",
    ]  # fmt: skip
    assert coded.coders == ("AB", "CD")


def test_a_case_that_is_also_a_code_is_a_case_alone(read):
    coded = read(nvivo())
    codes = coded.table("codes")
    assert list(codes["code"]) == ["cooking", "together", "cases"]
    assert list(codes["kind"]) == ["code", "code", "folder"]
    assert codes["parent"].fillna("").tolist() == ["", "cooking", ""]
    cases = coded.table("cases")
    assert cases.loc[0, ["case", "label", "Age"]].tolist() == ["anna", "Anna", "61"]
    # "Place" would be taken for the column that the kind has already.
    assert cases.loc[0, "Place (variable)"] == "Schilderswijk"
    assert list(coded.table("sources")["case"]) == ["anna"]


def test_atlas_ti_counts_a_line_end_as_one_and_cuts_its_snippets_off(read):
    coded = read(atlas())
    assert (coded.tool, coded.version) == ("ATLAS.ti", "8.4.0 573")
    assert (coded.unit, coded.unit_score) == ("code points, CRLF as one", 1.0)
    text = {code: passage for _, passage, code, _ in links(coded) if passage in TALK}
    assert text["food"] == "Wij koken 🙂 elke week"
    assert text["food_warm"].endswith("buren.\r\nAnna: En daarna eten we met z'n allen.")
    # The codings name nobody: who made a quotation gave its codes.
    assert coded.coders == ("Markgraf",)


def test_one_quotation_of_a_pdf_counts_once_however_often_it_is_written(read):
    segments = read(atlas()).table("segments").set_index("source")
    of_pdf = segments.loc["recipe"]
    assert list(of_pdf["code"]) == ["food", "food_warm"]
    assert list(of_pdf["where"]) == [
        "page 1, region 18,45 to 577,234; page 2, region 18,45 to 577,234",
        "page 1, region 18,45 to 577,234",
    ]
    assert of_pdf["start"].tolist()[0] == 0
    assert of_pdf["words"].tolist()[0] == 12


def test_recordings_are_placed_in_time_and_never_opened_or_named_by_path(read):
    coded = read(atlas())
    video = coded.table("segments").set_index("source").loc["cooking"]
    assert video[["start", "end", "where"]].tolist() == [1500, 4250, "seconds 1.500-4.250"]
    assert any("1 recording, 1 video: not opened" in line for line in coded.skipped)
    everything = "".join(table.to_csv() for table in coded.tables.values()) + str(coded.skipped)
    assert "secret-person" not in everything


def test_passages_of_a_transcript_are_placed_in_time_or_by_their_characters(read):
    points = [
        element("SyncPoint", guid=guid(300), position=0, timeStamp=1000),
        element("SyncPoint", guid=guid(301), position=20, timeStamp=2500),
        element("SyncPoint", guid=guid(302), position=40),
    ]
    marks = [
        element("TranscriptSelection", coding(guid(12), 400 + end), guid=guid(500 + end),
                **({"fromSyncPoint": guid(300), "toSyncPoint": guid(end)} if end else {}))
        for end in (301, 302, 0)
    ]  # fmt: skip
    # A second passage without any place is not the same as the first.
    marks.append(element("TranscriptSelection", coding(guid(12), 410), guid=guid(510)))
    members = atlas()
    transcript = element("Transcript", *points, *marks, guid=guid(600))
    members["Project.qde"] = members["Project.qde"].replace(
        b"</AudioSource>", transcript.encode() + b"</AudioSource>"
    )
    rows = read(members).table("segments").set_index("source").loc["talk_2"]
    assert rows["where"].fillna("").tolist() == [
        "seconds 1.000-2.500", "transcript, characters 0-40", "", "",
    ]  # fmt: skip
    assert rows["segment"].is_unique


def test_groups_and_colours_are_kept_memos_and_descriptions_are_not(read):
    coded = read(atlas())
    sources, codes = coded.table("sources"), coded.table("codes")
    assert sources["groups"].fillna("").tolist() == ["Text; age: 25", "Text", "", ""]
    assert sources["kind"].tolist() == ["text", "pdf", "audio", "video"]
    assert codes["groups"].fillna("").tolist() == ["", "Meals"]
    assert codes["colour"].fillna("").tolist() == ["#F00082", ""]
    assert "1 passage without a code." in coded.skipped
    assert any(line.startswith("1 memo:") for line in coded.skipped)
    assert any(line.startswith("The descriptions of 1 code:") for line in coded.skipped)


def test_variables_of_a_nameless_case_belong_to_its_source(read):
    coded = read(maxqda())
    source = coded.table("sources").loc[0]
    assert (source["label (variable)"], source["Age"]) == ("north", "44")
    assert "cases" not in coded.tables
    assert coded.texts == {"talk": "We trust the staff."}


def test_two_codes_and_two_users_of_one_name_are_told_apart(read):
    coded = read(maxqda())
    assert list(coded.table("codes")["code"]) == [
        "residents", "residents_trust", "staff", "staff_trust",
    ]  # fmt: skip
    assert links(coded) == {
        ("talk", "trust", "residents_trust", "Coder"),
        ("talk", "trust", "staff_trust", "Coder 2"),
    }
    assert any("1 coding with a code that the project does not define" in s for s in coded.skipped)


@pytest.mark.parametrize(
    ("origin", "width", "more", "unit"),
    [
        ("QualCoder 3.5", "code points", {"name": ""}, "code points"),
        ("Taguette 1.4.1", "UTF-8 bytes", {}, "UTF-8 bytes"),
        ("qc 1.3.2", "code points", {"name": "line:6"}, "code points"),
    ],
)
def test_simple_programs_are_read_whatever_they_count(read, origin, width, more, unit):
    coded = read(plain(origin, width, path="talk.txt", **more))
    assert (coded.tool, coded.unit, coded.unit_score) == (origin.split()[0], unit, 1.0)
    assert links(coded) == {
        ("talk", "elke week samen", "cooking", "cp"),
        ("talk", "met de buren", "neighbours", "cp"),
        ("talk", "daarna eten we", "cooking", "cp"),
    }
    assert coded.table("sources")["label"].tolist() == ["talk.txt"]


def test_a_source_without_its_text_keeps_the_offsets_of_the_program(read):
    members = plain("QualCoder 3.5", "code points", name="")
    del members["sources/talk.txt"]
    coded = read(members)
    segments = coded.table("segments")
    assert (coded.unit, coded.unit_score, coded.texts, coded.passages) == ("", None, {}, {})
    assert segments["start"].tolist()[0] == TALK.index("elke week samen")
    assert segments["words"].isna().all()
    assert any("The text of 1 source, which is not in the file" in s for s in coded.skipped)


def test_codes_without_any_coding_are_spoken_of(read):
    members = plain("NVivo 15", "code points")
    members["project.qde"] = members["project.qde"].replace(b"Coding", b"Ignored")
    skipped = read(members).skipped
    assert any("2 codes and no coding at all" in line for line in skipped)


def test_a_codebook_gives_its_codes(tmp_path):
    path = tmp_path / "codes.qdc"
    inner = element("Code", guid=guid(2), name="Economy", isCodable="true")
    path.write_text(
        element(
            "CodeBook",
            element(
                "Codes",
                element("Code", inner, guid=guid(1), name="Topics", isCodable="false"),
                element("Code", guid=guid(3), name="信任", isCodable="true"),
            ),
            xmlns="urn:QDA-XML:codebook:0:4",
            origin="NVivo 12 For Mac",
        ),
        encoding="utf-8",
    )
    coded = read_refi(path)
    assert list(coded.tables) == ["codes"]
    codes = coded.tables["codes"]
    assert codes["code"].tolist() == ["topics", "economy", "信任"]
    assert codes["parent"].fillna("").tolist() == ["", "topics", ""]
    assert codes["kind"].tolist() == ["folder", "code", "code"]


def test_passages_of_several_cases_leave_the_case_of_their_source_empty(read):
    members = nvivo()
    members["Test.qde"] = members["Test.qde"].replace(
        b"</Cases>", element("Case", element("SelectionRef", targetGUID=guid(203)),
                             guid=guid(22), name="Bram").encode() + b"</Cases>",
    )  # fmt: skip
    coded = read(members)
    assert coded.table("sources")["case"].isna().all()
    assert any("1 source with passages of several cases" in line for line in coded.skipped)


def test_offsets_outside_the_text_are_left_empty_and_counted(read):
    members = plain("QualCoder 3.5", "code points", name="")
    members["sources/talk.txt"] = TALK[: TALK.index("Bram")].encode()
    coded = read(members)
    segments = coded.table("segments")
    assert segments["start"].isna().tolist() == [False, True, True]
    assert segments["where"].tolist()[1].endswith(", outside the text")
    assert any("2 codings with offsets outside of the text" in line for line in coded.skipped)


@pytest.mark.parametrize(
    ("path", "member"),
    [
        ("internal://one/talk.txt", "sources/one/talk.txt"),
        ("internal://Sources/Talk.txt", "sources/talk.txt"),
        ("talk.txt", "Project/Sources/TALK.TXT"),
        ("internal://t%C3%A1lk.txt", "sources/ta\u0301lk.txt"),
        ("internal://talk.txt", "talk.txt"),
    ],
)
def test_a_text_is_found_however_its_path_is_written(read, path, member):
    members = plain("QualCoder 3.5", "code points", path=path, name="")
    del members["sources/talk.txt"]
    other = {"other/talk.txt": b"another", "sources/two/talk.txt": b"yet another"}
    shadow = {"__MACOSX/._project.qde": b"\x00", "codes.qdc": b"<CodeBook/>"}
    coded = read(members | shadow | {member: TALK.encode()} | (other if "one" in path else {}))
    assert list(coded.texts.values()) == [TALK]


@pytest.mark.parametrize("path", ["relative:///talk.txt", "absolute:///sources/talk.txt"])
def test_a_text_outside_the_project_is_never_opened(read, path):
    assert read(plain("QualCoder 3.5", "code points", path=path)).texts == {}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "damaged or cut short"),
        (b"Dear student,", "damaged or cut short"),
        (b"<html/>", "this is XML, but of 'html'"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><Project/>", "declares a document type"),
        (b"PK\x03\x04 and no more", "the zip file is damaged"),
        (packed({"sources/a.txt": b"text"}), "holds no project"),
        (packed({"a.qde": b"<Project/>", "b.qde": b"<Project/>"}), "holds 2 projects"),
        (packed({"a.qde": b"<Project>\n<Users>"}), "bad.qdpx, a.qde, line 2: the XML is damaged"),
        (packed({"a.qde": b"<Project/>", "../b.txt": b"x"}), "a path that leads out"),
    ],
)
def test_what_is_no_project_is_refused_with_the_reason(tmp_path, content, message):
    path = tmp_path / "bad.qdpx"
    path.write_bytes(content)
    with pytest.raises(ProjectError, match=r"^bad\.qdpx") as refusal:
        read_refi(path)
    assert message in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(ProjectError, match=r"none\.qdpx: the file cannot be opened"):
        read_refi(tmp_path / "none.qdpx")


def test_a_project_in_another_encoding_is_read(tmp_path):
    path = tmp_path / "wide.qde"
    text = project(
        element("CodeBook", element("Codes", element("Code", guid=guid(1), name="Één 🙂"))),
        origin="Any 1",
    ).decode()
    path.write_bytes(text.replace("utf-8", "utf-16").encode("utf-16"))
    assert read_refi(path).table("codes")["label"].tolist() == ["Één 🙂"]
