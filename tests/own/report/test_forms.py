"""The forms of a report: languages, quotations, slides, a template for Word, the web page."""

import io
import json
import re
import shutil
import zipfile
from dataclasses import dataclass, replace
from typing import Any

import pytest

from compendium import cli
from compendium.errors import PaperError, StudyError
from compendium.language import speaking
from compendium.layout import Layout
from compendium.own.report import build_report
from compendium.own.report.code_tree import code_tree
from compendium.own.report.form import Form
from compendium.own.report.material import Made, Material
from compendium.own.report.page import finish_page
from compendium.own.report.quotes import browser, quotes_part, read_passages, warning
from compendium.own.report.word import FIGURES, finish_word
from compendium.own.report.word_template import plain_template
from compendium.paper.word import reference_doc
from compendium.steps.plan import make_plan
from compendium.study.study import read_study
from tiny_compendium import ABOUT, REPOSITORY

WORDS = "The neighbours cooked for one another every week."


@dataclass
class FakeMaterial:
    study: Any
    numbers: dict
    flat: bool = False

    def table(self, kind):
        table = self.study.table(kind)
        return table.assign(parent=None) if self.flat else table

    def values(self, _):
        return self.numbers


@pytest.fixture
def layout(tiny) -> Layout:
    shutil.copytree(REPOSITORY / "paper" / "report", tiny.paper / "report")
    return tiny


def build(layout, **form):
    return build_report(layout, "tiny", renderer="builtin", form=Form(**form), say=lambda _: None)


def with_passages(layout):
    private = layout.data / "tiny" / "private"
    private.mkdir()
    (private / "passages.csv").write_text(f"segment,source,text\np1,s1,{WORDS}\n", "utf-8")
    return layout


def word_text(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("word/document.xml").decode()


def test_a_dutch_study_has_a_dutch_report_and_an_english_one_beside_it(layout):
    about = layout.data / "tiny" / "study.toml"
    about.write_text('language = "nl"\ndate = "2026-03-02"\n' + ABOUT, encoding="utf-8")
    dutch = build(layout, endings=("html",)).files[0]
    committed = sorted(path.name for path in layout.figures.rglob("*"))
    english = build(layout, endings=("html",), language="en").files[0]
    assert (dutch.name, english.name) == ("tiny.html", "tiny-en.html")
    for path, lang, words in (
        (dutch, "nl", ("Wat opvalt", "Inhoud", "Tabel\u00a01:", "Bijlage", "2 maart 2026")),
        (
            english,
            "en",
            ("What stands out", "Contents", "Table\u00a01:", "Appendix", "2 March 2026"),
        ),
    ):
        page = path.read_text(encoding="utf-8")
        assert f'<html lang="{lang}"' in page
        for word in words[1:]:
            assert word in page
    # What the other language made stands apart: nothing that is committed changed.
    assert sorted(path.name for path in layout.figures.rglob("*")) == committed
    assert (layout.build / "in-en" / "figures" / "tiny" / "quick" / "means.csv").is_file()


def test_quotations_stay_out_of_figures_and_are_marked_on_every_page(layout):
    with_passages(layout)
    plain = build(layout, endings=("html", "docx"))
    for path in plain.files:
        assert WORDS.encode() not in path.read_bytes()
    built = build(layout, endings=("html", "docx", "pdf"), quotes=True)
    assert [path.name for path in built.files] == [
        f"tiny-with-quotes.{ending}" for ending in ("html", "docx", "pdf")
    ]
    page = built.files[0].read_text(encoding="utf-8")
    assert WORDS in page
    assert f'<aside class="private" aria-label="{warning()}">{warning()}</aside>' in page
    with zipfile.ZipFile(built.files[1]) as archive:
        assert WORDS in archive.read("word/document.xml").decode()
        assert warning() in archive.read("word/header-private.xml").decode()
        assert "headerReference" in archive.read("word/document.xml").decode()
    for path in [*layout.figures.rglob("*"), *(layout.build / "notebooks").rglob("*")]:
        assert path.is_dir() or WORDS.encode() not in path.read_bytes(), path


def test_passages_come_code_by_code_with_what_stands_around_them(layout):
    with_passages(layout)
    (passage, other) = read_passages(read_study("tiny", layout=layout))
    assert [passage.code, other.code] == ["left", "leaf"]
    assert (passage.label, other.label) == ("Top › Left", "Top › Left › Leaf")
    assert (passage.text, passage.source, passage.case) == (WORDS, "First", "Alder")
    part = quotes_part([passage, other])
    assert part.count("> — First, Alder") == 2
    data = json.loads(re.search(r'data-passages="([^"]*)"', browser([passage]))[1]
                      .replace("&quot;", '"'))  # fmt: skip
    assert data["passages"][0]["text"] == WORDS


def test_a_passage_is_cut_out_of_its_text_with_its_surroundings(layout):
    folder = layout.data / "tiny"
    (folder / "private" / "texts").mkdir(parents=True)
    text = f"R: Before it. {WORDS} After it."
    (folder / "private" / "texts" / "s1.txt").write_text(text, encoding="utf-8")
    start = text.index(WORDS)
    (folder / "study.toml").write_text('language = "en"\n' + ABOUT, encoding="utf-8")
    (folder / "segments.csv").write_text(
        "segment,code,source,form,start,end,coder\n"
        f"p1,leaf,s1,coding,{start},{start + len(WORDS)},Anna\n",
        encoding="utf-8",
    )
    (passage,) = read_passages(read_study("tiny", layout=layout))
    assert (passage.before, passage.text, passage.after) == ("R: Before it.", WORDS, "After it.")
    assert passage.coder == "Anna"


def test_quotations_of_a_study_without_texts(layout):
    with pytest.raises(StudyError, match="there is no text of a passage"):
        build(layout, quotes=True)


def test_slides_hold_one_finding_each_and_no_place_of_this_computer(tiny):
    from compendium.own.report import stand_out
    from compendium.own.report.slides import build_slides

    repository = Layout(REPOSITORY)
    steps = make_plan(repository, studies=["example"])
    made = {
        step.analysis: Made(step, repository.artefacts("example", step.analysis)) for step in steps
    }
    material = Material(read_study("example", layout=repository), made)
    findings = stand_out(material)
    content = build_slides(tiny, material, findings)
    assert content == build_slides(tiny, material, findings)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [
            name for name in archive.namelist() if re.fullmatch(r"ppt/slides/slide\d+\.xml", name)
        ]
        assert len(names) == len(findings) + 2
        slides = "".join(archive.read(name).decode() for name in names)
    assert REPOSITORY.as_posix() not in slides
    assert "descr=" in slides


def test_the_template_of_a_university_gives_word_its_styles(layout, tmp_path):
    template = tmp_path / "my-university.docx"
    own = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(reference_doc())) as old, zipfile.ZipFile(own, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/styles.xml":
                part = re.sub(rb'(<w:style [^>]*w:styleId="Heading1".*?<w:sz w:val=")\d+',
                              rb"\g<1>77", part, flags=re.DOTALL)  # fmt: skip
            new.writestr(name, part)
    template.write_bytes(own.getvalue())
    (path,) = build(layout, endings=("docx",), template=template).files
    with zipfile.ZipFile(path) as archive:
        assert b'<w:sz w:val="77"' in archive.read("word/styles.xml")


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ({"endings": ("odt",)}, "a report cannot be made as 'odt'"),
        ({"endings": ()}, "no kind of file is named"),
        ({"language": "xx"}, "no catalogue of the language 'xx'"),
    ],
)
def test_what_cannot_be_made_is_told_before_anything_runs(layout, form, message):
    with pytest.raises(PaperError, match=message):
        build(layout, **form)
    assert not layout.figures.exists()


def test_a_template_that_is_none(layout, tmp_path, capsys):
    wrong = tmp_path / "wrong.docx"
    wrong.write_bytes(b"no Word file")
    arguments = ["report", "tiny", "--renderer", "builtin", "--template"]
    assert cli.main([*arguments, str(wrong)]) == 1
    assert "this is no Word file with styles" in capsys.readouterr().err
    assert cli.main([*arguments, str(tmp_path / "none.docx")]) == 1
    assert "there is no such file" in capsys.readouterr().err


def paragraph(style, *texts):
    runs = "".join(f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' for text in texts)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}" /></w:pPr>{runs}</w:p>'


def test_captions_become_fields_and_the_figures_are_listed():
    body = (
        paragraph("BodyText", FIGURES)
        + paragraph("ImageCaption", "Figure\u00a01:", " ", "All of it. And more.")
        + paragraph("TableCaption", "Table\u00a02: ", "Numbers.")
        + paragraph("ImageCaption", "Without a number.")
    )
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document><w:body>{body}</w:body></w:document>")
        archive.writestr("word/styles.xml", "<w:styles/>")
    text = word_text(finish_word(content.getvalue()))
    assert text.count("SEQ Figure") == 1
    assert text.count("SEQ Table") == 1
    assert 'TOC \\h \\z \\c "Figure"' in text
    assert FIGURES not in text
    plain = [re.sub(r"<w:instrText.*?</w:instrText>|<[^>]*>", "", one)
             for one in re.findall(r"<w:p>.*?</w:p>", text)]  # fmt: skip
    assert plain == [
        "Figure\u00a01: All of it.",
        "Figure 1: All of it. And more.",
        "Table 2: Numbers.",
        "Without a number.",
    ]


def test_the_page_gets_its_script_and_stays_one_file():
    page = "<html><head></head><body><p>&lt;/body&gt;</p></body></html>"
    with speaking("nl"):
        made = finish_page(page, marked="Geheim")
    assert made.index('<aside class="private" aria-label="Geheim">Geheim</aside>') < made.index(
        "<p>&lt;"
    )
    assert '@top-center { content: "Geheim";' in made  # on each sheet, when it is printed
    assert '"filter": "Filter de rijen"' in made
    assert made.rstrip().endswith("</body></html>")
    assert not re.search(r"(?:src|href)=\"(?!data:|#)", made)


def test_the_code_tree_of_the_page_tells_what_each_code_has(layout):
    study = read_study("tiny", layout=layout)
    values = {"code": {"top": {"together": 4}, "leaf": {"together": 2}}, "n_sources": 2,
              "presence": {"leaf": {"sources": 1}}}  # fmt: skip
    tree = code_tree(FakeMaterial(study, values))
    assert tree.count("<details open>") == 2  # top and left have codes below them
    assert 'title="2 passages in 1 of 2 sources">Leaf</span>' in tree
    assert code_tree(replace(FakeMaterial(study, values), flat=True)) == ""


def test_a_template_of_another_word_keeps_its_look_and_an_upright_page(tmp_path):
    styles = (
        '<w:styles><w:style w:type="paragraph" w:styleId="Kop1"><w:name w:val="heading 1"/>'
        '<w:basedOn w:val="Standaard"/></w:style><w:style w:styleId="Standaard">'
        '<w:name w:val="Normal"/></w:style></w:styles>'
    )
    across = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>'
    body = (
        f'<w:p><w:pPr><w:pStyle w:val="Kop1"/>{across}</w:pPr></w:p>'
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    )
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        made.writestr("word/styles.xml", styles)
        made.writestr("word/document.xml", f"<w:body>{body}</w:body>")
    with zipfile.ZipFile(io.BytesIO(plain_template(content.getvalue()))) as plain:
        document = plain.read("word/document.xml").decode()
        assert "landscape" not in document
        assert 'w:h="16838"' in document
        assert '<w:pStyle w:val="Heading1"/>' in document
        assert 'w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>' in (
            plain.read("word/styles.xml").decode()
        )
