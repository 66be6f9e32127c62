"""The report of a study: what is in it, what is not, and what it leaves behind."""

import html
import re
import shutil
import zipfile
from types import SimpleNamespace

import openpyxl
import pytest
import yaml

from compendium import cli
from compendium.errors import PaperError, StudyError
from compendium.layout import Layout
from compendium.own.report import build_report
from compendium.own.report.appendix import appendix
from compendium.own.report.draft import Shown
from compendium.own.report.form import Form
from compendium.own.report.tables import MOST_ROWS
from tiny_compendium import ABOUT, REPOSITORY, add_broken, write_tables


@pytest.fixture
def layout(tiny) -> Layout:
    shutil.copytree(REPOSITORY / "paper" / "report", tiny.paper / "report")
    return tiny


def build(layout, name="tiny", *, endings=Form.endings):
    said = []
    form = Form(endings=endings)
    built = build_report(layout, name, jobs=2, renderer="builtin", form=form, say=said.append)
    return built, said


def page_of(built):
    return built.files[0].read_text(encoding="utf-8")


def words_of(built):
    """Text of the page and, where it was made, of the Word file, each in one line."""
    texts = [re.sub(r"(?s)<style.*?</style>", "", page_of(built))]
    for path in built.files:
        if path.suffix == ".docx":
            with zipfile.ZipFile(path) as archive:
                texts.append(archive.read("word/document.xml").decode())
    return [" ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split()) for text in texts]


def test_a_report_shows_each_question_with_what_was_made(layout):
    title = "On *stars*, [a] {b}, @who & <b>, $x$"
    about = layout.data / "tiny" / "study.toml"
    about.write_text(ABOUT.replace("A tiny study", title), encoding="utf-8")
    built, said = build(layout)
    assert [line.partition("  ")[0] for line in sorted(said)] == [
        "Building the report",
        "tiny/quick",
        "tiny/slow",
    ]
    assert built.failures == {}
    home = layout.build / "report" / "tiny"
    names = ("tiny.html", "tiny.docx", "tiny.pdf", "tiny-tables.xlsx")
    assert built.files == tuple(home / name for name in names)
    assert built.files[2].read_bytes().startswith(b"%PDF")
    page = page_of(built)
    assert "<svg" in page or "data:image/svg+xml" in page
    assert not re.search(r"(?:src|href)=\"(?!data:|#)", page)
    for text in words_of(built):
        assert "How high are the scores?" in text
        assert "What happened when?" in text
        assert "Mean score of each dimension" in text
        assert "segments.csv a code on a passage 5" in text
        assert "Key values" in text
        assert "SHA-256 begins with" in text
        assert "example rows" not in text
        assert "values.json" not in text
    assert "On *stars*, [a] {b}, @who & <b>, $x$" in words_of(built)[0]


def test_what_is_up_to_date_is_not_run_again_and_gives_the_same_report(layout):
    first, _ = build(layout)
    contents = [path.read_bytes() for path in first.files]
    second, said = build(layout)
    assert said == ["Building the report"]
    assert [path.read_bytes() for path in second.files] == contents
    assert sorted(path.name for path in layout.build.iterdir() if path.name[0] == ".") == []


def test_an_analysis_that_fails_is_told_and_the_others_are_shown(layout, capsys):
    add_broken(layout)
    built, said = build(layout, endings=("html", "xlsx"))
    assert list(built.failures) == ["broken"]
    assert any(line.startswith("tiny/broken  failed") for line in said)
    for text in words_of(built):
        assert "What now?" in text
        assert "ValueError: a first line" in text or "the last line" in text
        assert "Mean score of each dimension" in text
    assert cli.main(["report", "tiny", "--renderer", "builtin", "-j", "1"]) == 1
    captured = capsys.readouterr()
    assert "the last line" in captured.err
    assert captured.out.splitlines()[-1] == "build/report/tiny/tiny-tables.xlsx"


def test_a_long_table_is_cut_in_the_text_and_whole_in_the_appendix_and_the_workbook(layout):
    rows = range(MOST_ROWS + 5)
    write_tables(
        layout.data / "tiny",
        {
            "items": "item,dimension,label\n" + "".join(f"{n},D{n},L{n}\n" for n in rows),
            "scores": "item,round,score\n" + "".join(f"{n},T1,50\n" for n in rows),
        },
    )
    built, _ = build(layout, endings=("html", "docx", "xlsx"))
    last = f"D{MOST_ROWS + 4}"
    for text in words_of(built):
        assert f"The first {MOST_ROWS} of {MOST_ROWS + 5} rows; all are in Table" in text
        assert text.count(f" D{MOST_ROWS - 1} ") == 2
        assert text.count(f" {last} ") == 1
    book = openpyxl.load_workbook(built.files[2])
    means = book["means"]
    assert means.max_row == MOST_ROWS + 6
    assert [type(cell.value) for cell in means[2]] == [str, str, int, int, int]
    assert book.worksheets[0].title == "Contents"
    assert [row[0].value for row in book.worksheets[0].iter_rows(min_row=2)] == book.sheetnames[1:]


def test_a_report_says_what_other_tables_would_add_and_where_examples_are_left(layout):
    assert cli.main(["new", "mine", "--with", "cases"]) == 0
    built, _ = build(layout, "mine", endings=("html",))
    for text in words_of(built):
        assert "Some tables still hold example rows" in text
        assert re.search(r"Quick\s*: needs items and scores", text)


def test_reports_of_studies_that_are_gone_are_removed(layout):
    build(layout, endings=("html",))
    (layout.data / "tiny").rename(layout.data / "renamed")
    built, _ = build(layout, "renamed", endings=("html",))
    assert [path.name for path in (layout.build / "report").iterdir()] == ["renamed"]
    assert all(path.is_file() for path in built.files)


def test_an_earlier_report_stays_where_a_new_one_cannot_be_made(layout):
    built, _ = build(layout, endings=("html",))
    contents = [path.read_bytes() for path in built.files]
    template = layout.paper / "report" / "index.qmd"
    template.write_text(template.read_text() + "\n{{< var report.made.titel >}}\n")
    with pytest.raises(PaperError, match=r"unknown variable report\.made\.titel"):
        build(layout)
    assert [path.read_bytes() for path in built.files] == contents


def test_a_study_without_the_tables_of_any_analysis(layout):
    write_tables(layout.data / "bare", {"codes": "code,label\na,A\n"})
    with pytest.raises(StudyError, match="nothing to run; tables are missing"):
        build(layout, "bare")
    with pytest.raises(StudyError, match="Did you mean tiny"):
        build(layout, "tinny")
    assert not (layout.build / "report").exists()


def test_without_a_name_there_is_a_report_of_every_study(layout, capsys):
    write_tables(layout.data / "bare", {"codes": "code,label\na,A\n"})
    assert cli.main(["report", "--renderer", "builtin", "-j", "2"]) == 1
    captured = capsys.readouterr()
    assert captured.err.startswith("nothing to run; tables are missing")
    assert captured.out.splitlines()[-1] == "build/report/tiny/tiny-tables.xlsx"


def test_without_its_template(tiny):
    with pytest.raises(PaperError, match="the template of the report is missing"):
        build(tiny)


def test_the_manuscript_does_not_render_the_template():
    settings = yaml.safe_load((REPOSITORY / "paper" / "_quarto.yml").read_text())
    assert settings["project"]["render"] == ["index.qmd"]
    own = yaml.safe_load((REPOSITORY / "paper" / "report" / "_quarto.yml").read_text())
    assert set(own["format"]) == set(settings["format"])
    assert own["execute"] == {"enabled": False}


def test_a_table_too_long_for_the_appendix_is_named_there():
    draft = SimpleNamespace(shown=lambda _: Shown(elsewhere=("word-list", "texts")))
    text = appendix(draft, [SimpleNamespace(analysis="text-patterns")], {}, [])
    assert "## Words\n\nIn the workbook of tables alone: word-list and texts." in text
