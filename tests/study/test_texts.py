"""Texts of a study: encodings, Word documents, what is said when one cannot be used."""

import pypandoc
import pytest

import compendium as co
from compendium.errors import StudyError
from compendium.language import ENGLISH, speaking
from compendium.layout import TEXTS
from compendium.steps.plan import make_plan, read_analyses
from compendium.study import study as study_module


@pytest.fixture(autouse=True)
def in_english():
    """Whatever the language of the texts is, these messages are read in English."""
    with speaking(ENGLISH):
        yield


SAID = "Één café, ‘zo’n’ plek 🙂\n"


@pytest.fixture
def folder(tiny):
    path = tiny.data / "tiny" / TEXTS
    path.mkdir(parents=True)
    (tiny.data / "tiny" / "study.toml").write_text('language = "nl"\n', encoding="utf-8")
    return path


def read(tiny):
    return co.read_texts(co.read_study("tiny", layout=tiny))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_text_is_read_in_any_unicode_encoding_to_the_character(tiny, folder, encoding):
    (folder / "s1.txt").write_bytes(SAID.encode(encoding))
    assert list(read(tiny)["text"]) == [SAID]


def test_a_text_of_windows_is_read_and_its_line_ends_are_kept(tiny, folder):
    (folder / "s1.txt").write_bytes("Één café ‘hier’\r\nen daar".encode("cp1252"))
    assert list(read(tiny)["text"]) == ["Één café ‘hier’\r\nen daar"]


def test_a_word_document_is_read_as_plain_text(tiny, folder):
    said = "**I:** Hoe *gaat* het?\n\nR1: Goed, één café 🙂\n"
    pypandoc.convert_text(said, "docx", format="md", outputfile=str(folder / "s2.docx"))
    texts = read(tiny)
    assert list(texts["text"]) == ["I: Hoe gaat het?\n\nR1: Goed, één café 🙂\n"]
    assert list(co.turns(texts)["speaker"]) == ["I", "R1"]


def test_a_text_carries_what_the_sources_say(tiny, folder):
    (folder / "s2.md").write_text("twee", encoding="utf-8")
    (folder / "s1.txt").write_text("", encoding="utf-8")
    (folder / ".DS_Store").write_bytes(b"\x00")
    texts = read(tiny)
    assert list(texts.columns[:3]) == ["source", "language", "text"]
    assert list(texts["source"]) == ["s1", "s2"]
    assert list(texts["label"]) == ["First", "Second"]
    assert list(texts["case"]) == ["A", "B"]
    assert list(texts["text"]) == ["", "twee"]


def test_a_language_of_a_source_goes_before_that_of_the_study(tiny, folder):
    table = "source,kind,label,language\ns1,interview,First,EN-gb\ns2,interview,Second,\n"
    (tiny.data / "tiny" / "sources.csv").write_text(table, encoding="utf-8")
    for name in ("s1", "s2"):
        (folder / f"{name}.txt").write_text("a", encoding="utf-8")
    assert list(read(tiny)["language"]) == ["en", "nl"]


def test_a_study_of_texts_alone_names_them_after_their_files(tmp_path, tiny):
    folder = tiny.data / "bare" / TEXTS
    folder.mkdir(parents=True)
    (folder / "een gesprek.txt").write_text("ja", encoding="utf-8")
    (tiny.data / "bare" / "study.toml").write_text('language = "nl"\n', encoding="utf-8")
    texts = co.read_texts(co.read_study("bare", layout=tiny))
    assert list(texts["label"]) == ["een gesprek"]
    assert texts["role"].isna().all()
    assert co.groups_of(texts, by="role").to_dict() == {"een gesprek": "all sources"}


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("s9.txt", b"a", r"sources.csv has no row with source 's9' \(1 such file\)"),
        ("s1.pdf", b"a", r"private/texts/s1.pdf: nothing reads this file \(1 such file"),
        ("s1.docx", b"a", "s1.docx: this is not a Word document"),
        ("s1.txt", b"a\x00b", "s1.txt: this is not a text file"),
        ("s1.txt", b"\xff\xfea\x00b", "s1.txt: the text breaks off"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(tiny, folder, name, content, message):
    (folder / name).write_bytes(content)
    with pytest.raises(StudyError, match=message):
        read(tiny)


def test_two_files_of_one_source_are_refused(tiny, folder):
    for name in ("s1.md", "s1.txt"):
        (folder / name).write_text("a", encoding="utf-8")
    with pytest.raises(StudyError, match=r"s1\.md and s1\.txt are both the text"):
        read(tiny)


def test_a_study_without_texts_is_told_where_to_put_them(tiny):
    with pytest.raises(StudyError, match="data/tiny/private/texts: there are no texts"):
        read(tiny)


def test_a_text_without_a_language_is_read_as_one_of_none(tiny, folder):
    (tiny.data / "tiny" / "study.toml").write_text("", encoding="utf-8")
    (folder / "s1.txt").write_text("a", encoding="utf-8")
    assert read(tiny)["language"].tolist() == ["und"]


def test_what_was_read_is_noted_for_the_record(tiny, folder):
    (folder / "s1.txt").write_text("a", encoding="utf-8")
    read(tiny)
    noted = study_module.tables_read
    first = noted[folder]
    assert noted[folder / "s1.txt"]
    (folder / "s2.txt").write_text("b", encoding="utf-8")
    read(tiny)
    assert noted[folder] != first, "a text was added"


def test_a_text_that_is_added_makes_the_step_run_again(tiny, folder):
    from compendium.exhibits.save import save
    from compendium.files import write_object
    from compendium.steps.plan import completed_record

    (folder / "s1.txt").write_text("a", encoding="utf-8")
    study = co.read_study("tiny", layout=tiny)
    co.read_texts(study)
    step = next(step for step in make_plan(tiny, analyses=["quick"]) if step.study == "tiny")
    save(study, "quick", exhibits={}, values={}, layout=tiny)
    write_object(tiny.artefacts("tiny", "quick") / ".step.json", completed_record(tiny, step))
    assert [step.reason for step in make_plan(tiny, analyses=["quick"])] == [""]
    (folder / "s2.txt").write_text("b", encoding="utf-8")
    reasons = [step.reason for step in make_plan(tiny, analyses=["quick"])]
    assert reasons == ["data/tiny/private/texts changed"]


def test_the_analysis_of_texts_needs_them():
    from compendium.layout import Layout
    from tiny_compendium import REPOSITORY

    needs = {analysis.name: analysis.needs for analysis in read_analyses(Layout(REPOSITORY))}
    assert needs["text-patterns"] == ("texts",)
