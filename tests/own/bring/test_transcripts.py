"""Transcripts, and documents that are coded with comments."""

import io
import zipfile
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, strategies as st

from compendium.cli import main
from compendium.errors import ProjectError
from compendium.own.bring.given import Given
from compendium.own.bring.opendocument import read_opendocument
from compendium.own.bring.transcripts import read_transcripts
from compendium.own.bring.word import read_word
from compendium.study.study import read_study
from compendium.study.texts import read_texts
from compendium.study.transcripts import turns
from made_files import TRANSCRIPTS, as_word


@pytest.fixture
def compendium(tiny):
    (tiny.root / ".gitignore").write_text("data/*/private/\n")
    return tiny


def write(tmp_path):
    for name, text in TRANSCRIPTS.items():
        (tmp_path / f"{name}.docx").write_bytes(as_word(text))
    return sorted(tmp_path.glob("*.docx"))


@given(st.text(alphabet="ab é&<\t\n:", max_size=40))
def test_a_word_document_reads_back_the_same(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("word") / "text.docx"
    path.write_bytes(as_word(text))
    assert read_word(path) == (f"{text}\n", [])


def test_several_transcripts_become_texts_with_their_speakers(compendium, tmp_path, capsys):
    paths = write(tmp_path)
    code = main(["import", *map(str, paths), "--study", "mine"])
    out = capsys.readouterr().out
    assert code == 0
    assert "  Interview 3.docx: 4 turns of I (7 words), R (14 words)" in out
    study = read_study("mine", layout=compendium)
    assert study.about["language"] == "en"
    texts = read_texts(study)
    assert texts["label"].tolist() == list(TRANSCRIPTS)
    said = turns(texts, leave_out="I, Interviewer")
    assert said.groupby("source").size().to_dict() == {
        f"interview-{place}": 2 for place in range(1, 5)
    }
    # A fifth one is added to those that are there.
    (tmp_path / "Interview 5.txt").write_text("I: Why?\nR: So.\n")
    main(["import", str(tmp_path / "Interview 5.txt"), "--study", "mine"])
    folder = compendium.data / "mine"
    assert len((folder / "sources.csv").read_text().splitlines()) == 6
    assert len(list((folder / "private" / "texts").iterdir())) == 5


def test_texts_are_read_by_nobody_else(compendium, tmp_path):
    main(["import", *map(str, write(tmp_path)), "--study", "mine"])
    for path in (compendium.data / "mine" / "private").rglob("*"):
        assert path.is_dir() or path.stat().st_mode & 0o077 == 0, path


def test_a_text_without_speakers_shows_its_first_lines(tmp_path):
    path = tmp_path / "report.docx"
    path.write_bytes(as_word("A report.\nOf two lines."))
    lines = read_transcripts(Given((path,), folder=tmp_path / "mine")).receipt
    assert any("no speaker found, so that all 5 words count" in line for line in lines)
    assert any(line.strip() == "A report." for line in lines)


def as_opendocument(text):
    """An OpenDocument text: a paragraph per line, tabs as elements."""
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text")
    )
    lines = [escape(line).replace("\t", "<text:tab/>") for line in text.split("\n")]
    body = "".join(f"<text:p>{line}</text:p>" for line in lines)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f"<office:document-content {names}><office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>",
        )
    return content.getvalue()


@given(st.text(alphabet="abé&<\t\n:", max_size=40))
def test_an_opendocument_text_reads_back_the_same(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("odt") / "text.odt"
    path.write_bytes(as_opendocument(text))
    assert read_opendocument(path) == (f"{text}\n", [])


VTT = """WEBVTT

1
00:00:01.000 --> 00:00:04.000
<v Interviewer>What do you do here?</v>

2
00:00:04.500 --> 00:00:09.000
<v Anna>I cook for the neighbours.</v>
"""
SRT = """1
00:00:01,000 --> 00:00:04,000
I: What do you do here?

2
00:00:04,500 --> 00:00:09,000
R: I cook for the neighbours.
"""


@pytest.mark.parametrize(("name", "text"), [("a.vtt", VTT), ("a.srt", SRT)])
def test_subtitles_are_transcripts_with_their_speakers(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text)
    brought = read_transcripts(Given((path,), folder=tmp_path / "mine"))
    assert f"{name}: 2 turns of" in brought.receipt[1]
    assert "(5 words)" in brought.receipt[1]


def test_comments_are_codes(tmp_path):
    path = tmp_path / "talk.docx"
    comments = [
        ("cook for the neighbours", "Cooking; Trust > Old", "Anna"),
        ("the centre is open", "Place", "Bo"),
        ("trust one another", "This remark is far too long to be the name of a code, is it not"
         "?", "Bo"),
    ]  # fmt: skip
    path.write_bytes(as_word(TRANSCRIPTS["Interview 1"], comments[:2]))
    coded = read_transcripts(Given((path,), folder=tmp_path / "mine")).coded
    segments, text = coded.tables["segments"], coded.texts["talk"]
    assert segments["code"].tolist() == ["cooking", "old", "place"]
    assert segments["coder"].tolist() == ["Anna", "Anna", "Bo"]
    assert [
        text[int(start) : int(end)]
        for start, end in zip(segments["start"], segments["end"], strict=True)
    ] == [comments[0][0], comments[0][0], comments[1][0]]
    path.write_bytes(as_word(TRANSCRIPTS["Interview 1"], comments[2:]))
    brought = read_transcripts(Given((path,), folder=tmp_path / "mine"))
    assert brought.receipt[-1].strip() == "1 comment of more than 60 signs is no code"


def test_a_comment_that_answers_another_or_has_no_passage_is_no_code(tmp_path):
    path = tmp_path / "talk.docx"
    path.write_bytes(
        as_word(
            TRANSCRIPTS["Interview 1"],
            [("the centre is open", "Place", "Bo"), ("cook for the neighbours", "Sure?", "Anna"),
             ("not in the text", "Check", "Bo")],
            answers={1: 0},
        )
    )  # fmt: skip
    brought = read_transcripts(Given((path,), folder=tmp_path / "mine"))
    assert brought.coded.tables["segments"]["code"].tolist() == ["place"]
    told = "\n".join(brought.receipt)
    assert "1 comment that answers another one is no code" in told
    assert "1 comment without a passage is no code" in told


def test_questions_in_bold_are_the_interviewers(tmp_path):
    path = tmp_path / "talk.docx"
    path.write_bytes(as_word("Why?\nSo.\nAnd then?\nThat.\nWell.\nIs it?\nYes.", bold="?"))
    brought = read_transcripts(Given((path,), folder=tmp_path / "mine"))
    assert "6 turns of Interviewer (5 words), Respondent (4 words)" in brought.receipt[1]


def test_what_is_no_transcript_is_told_where_several_come(tmp_path):
    (tmp_path / "a.txt").write_text("I: Why?\nR: So.\n")
    (tmp_path / "b.png").write_bytes(b"\x89PNG")
    with pytest.raises(ProjectError, match=r"b.png: this is no transcript"):
        read_transcripts(Given((tmp_path / "a.txt", tmp_path / "b.png")))
    assert read_transcripts(Given((tmp_path / "b.png",))) is None


def test_a_broken_document_is_told(tmp_path):
    path = tmp_path / "talk.docx"
    path.write_bytes(as_word("I: Why?")[:200])
    with pytest.raises(ProjectError, match=r"talk\.docx"):
        read_transcripts(Given((path,)))
