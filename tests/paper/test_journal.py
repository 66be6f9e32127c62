"""What a journal asks for: citation style, template for Word, numbered lines, bibliographies."""

import io
import re
import zipfile

import pytest

from compendium.errors import PaperError
from compendium.paper import ENDINGS, build_paper
from compendium.paper.builtin import typst_source
from compendium.paper.journal import not_followed
from compendium.paper.word import reference_doc

CSL = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<info><title>Bare</title><id>bare</id><updated>2020-01-01T00:00:00+00:00</updated></info>
<citation><layout prefix="&lt;" suffix="&gt;"><text variable="citation-number"/></layout></citation>
<bibliography><layout><text value="ITEM"/><text variable="title"/></layout></bibliography>
</style>
"""


def build(layout, *formats, said=None):
    report = said.append if said is not None else lambda line: None
    return build_paper(layout, renderer="builtin", report=report, formats=formats or ENDINGS)


def setting(layout, text, below=""):
    """Add settings at the top, and below one of the formats."""
    path = layout.paper / "_quarto.yml"
    quarto = path.read_text()
    if below:
        quarto = quarto.replace(f"{below}: {{", f"{below}: {{{text}, ")
        text = ""
    path.write_text(f"{quarto}{text}\n")


def part(word, name="word/document.xml"):
    with zipfile.ZipFile(word) as archive:
        return archive.read(name).decode()


def with_style(content, old, new):
    """Make a template of another look: the same parts, one text of the styles another."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            text = before.read(name).decode()
            after.writestr(name, text.replace(old, new))
    return made.getvalue()


def test_the_citation_style_of_a_journal_is_followed_in_every_format(layout):
    (layout.paper / "bare.csl").write_text(CSL)
    setting(layout, "csl: bare.csl")
    page, word = build(layout, "html", "docx")
    for text in (page.read_text(encoding="utf-8"), part(word), typst_source(layout).decode()):
        plain = re.sub(r"(?s)<[^>]+>", "", text)
        assert "ITEM" in plain
        assert "Bee and Cee 2020" not in plain


def test_a_style_can_hold_for_one_format(layout):
    (layout.paper / "bare.csl").write_text(CSL)
    setting(layout, "csl: bare.csl", below="docx")
    page, word = build(layout, "html", "docx")
    assert "ITEM" in part(word)
    assert "ITEM" not in page.read_text(encoding="utf-8")


def test_several_bibliographies(layout):
    path = layout.paper / "_quarto.yml"
    path.write_text(path.read_text().replace("references.bib", "[references.bib, more.bib]"))
    (layout.paper / "more.bib").write_text("@book{eff, author={Eff, E}, title={Effs}, year=2022}")
    text = (layout.paper / "index.qmd").read_text()
    (layout.paper / "index.qmd").write_text(
        text.replace("@dee_2021 says", "@eff and @dee_2021 say")
    )
    page = build(layout, "html")[0].read_text(encoding="utf-8")
    assert "Eff (2022)" in re.sub(r"<[^>]+>", "", page)


def test_word_has_a_page_of_a4_and_styles_of_its_own(layout):
    (word,) = build(layout, "docx")
    assert re.search(r'<w:pgSz w:(w="11906" w:h="16838"|h="16838" w:w="11906") ?/>', part(word))
    assert 'w:styleId="TableText"' in part(word, "word/styles.xml")
    assert '<w:pStyle w:val="TableText"' in part(word)
    assert "lnNumType" not in part(word)


def test_a_template_of_ones_own_keeps_its_page_and_its_styles(layout):
    own = with_style(reference_doc(), 'w:w="11906"', 'w:w="10000"')
    own = with_style(own, "TableText", "TheirText")
    (layout.paper / "own.docx").write_bytes(own)
    setting(layout, "reference-doc: own.docx", below="docx")
    (word,) = build(layout, "docx")
    assert 'w:w="10000"' in part(word)
    assert "11906" not in part(word)
    assert 'w:styleId="TheirText"' in part(word, "word/styles.xml")
    assert "TableText" not in part(word)
    assert 'descr="A &quot;tall&quot; &amp; {bar}"' in part(word)


@pytest.mark.parametrize("own", [False, True])
def test_lines_are_numbered_in_word_and_in_the_pdf(layout, own):
    setting(layout, "line-numbers: true")
    if own:
        (layout.paper / "own.docx").write_bytes(reference_doc())
        setting(layout, "reference-doc: own.docx", below="docx")
    (word,) = build(layout, "docx")
    section = part(word)[part(word).rindex("<w:sectPr") :]
    assert section.count("<w:lnNumType") == 1
    # The order within a section is that of the standard; Word refuses another.
    assert section.index("<w:pgMar") < section.index("<w:lnNumType")
    assert "#set par.line(numbering:" in typst_source(layout).decode()


@pytest.mark.parametrize(
    ("text", "below", "message"),
    [
        ("csl: apa.csl", "", "csl apa.csl does not exist in paper/; save it there"),
        ("csl: https://www.zotero.org/styles/apa", "", "is not in the compendium; download it"),
        ("csl: references.bib", "", "csl references.bib is no file of this kind"),
        ("reference-doc: no.docx", "docx", "reference-doc no.docx does not exist in paper/"),
        ("reference-doc: index.qmd", "docx", "reference-doc index.qmd is no file of this kind"),
        ("line-numbers: 5", "", "line-numbers is true or false"),
        ("line-numbers: true", "docx", "line-numbers is true or false, and stands beside"),
    ],
)
def test_what_a_setting_names_has_to_be_there(layout, text, below, message):
    setting(layout, text, below)
    with pytest.raises(PaperError, match=re.escape(message)):
        build(layout)
    assert not (layout.paper / "_output").exists()


def test_settings_that_only_quarto_follows_are_named(layout):
    setting(layout, "mainfont: Arial")
    setting(layout, "columns: 2", below="typst")
    said = []
    build(layout, said=said)
    assert "The built-in renderer does not follow these settings: mainfont, columns (typst)" in said


def test_the_settings_of_the_paper_are_all_followed():
    assert not_followed({"title": "A", "format": {"html": {"toc": True, "theme": "default"}}}) == []
