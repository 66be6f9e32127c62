import html.parser
import re
import zipfile
from pathlib import Path

import pytest

from compendium.errors import PaperError
from compendium.layout import Layout
from compendium.paper import ENDINGS, build_paper
from compendium.paper.builtin import typst_source
from compendium.paper.marks import check_output, unresolved
from compendium.paper.parts import write_parts

NBSP = "\u00a0"


class Page(html.parser.HTMLParser):
    """Text, links, and the attributes of all elements of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text, self.in_link = "", False
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.links: list[list[str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = {name: value or "" for name, value in attrs}
        self.elements.append((tag, own))
        if tag == "a":
            self.links.append([own.get("href", ""), ""])
            self.in_link = True

    def handle_endtag(self, tag: str) -> None:
        self.in_link = self.in_link and tag != "a"

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.in_link:
            self.links[-1][1] += data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]


def text_of(page: Page) -> str:
    return re.sub(r"[ \n]+", " ", page.text)


def build(layout: Layout, *formats: str) -> list[Path]:
    chosen = formats or ENDINGS
    return build_paper(layout, renderer="builtin", report=lambda line: None, formats=chosen)


def page_of(layout: Layout) -> str:
    """Build the page alone, which takes a fraction of the time of all three formats."""
    return build(layout, "html")[0].read_text(encoding="utf-8")


@pytest.fixture
def page(layout: Layout) -> Page:
    return Page(page_of(layout))


def test_three_files(layout: Layout) -> None:
    outputs = build(layout)
    assert [path.name for path in outputs] == ["index.html", "index.docx", "index.pdf"]
    assert outputs[2].read_bytes().startswith(b"%PDF-")
    assert re.search(rb"/Count [1-9]", outputs[2].read_bytes())
    assert sorted(path.name for path in (layout.paper / "_output").iterdir()) == [
        "index.docx",
        "index.html",
        "index.pdf",
    ]


def test_numbers_and_references_of_the_page(page: Page) -> None:
    text = text_of(page)
    assert f"See Section{NBSP}2.1 and Figure{NBSP}1, Table{NBSP}2; as Dee (2021)" in text
    assert "(see Bee and Cee 2020, 3)" in text
    assert f"The mean is 75.13 (1, Table{NBSP}1)." in text
    assert f"Figure{NBSP}1: Bars [a] of *b* at 5 @ x. Made by `01-s.ipynb`." in text
    assert f"Table{NBSP}1: Items | all." in text
    assert f"and Figure{NBSP}2." in text
    assert "It has 25 items (Bee and Cee 2020)." in text
    targets = {attributes["id"] for _, attributes in page.elements if "id" in attributes}
    inner = {address[1:] for address, _ in page.links if address.startswith("#")}
    assert inner <= targets
    assert {"fig-north.scale.bars", "tbl-north.scale.items", "sec-one", "ref-bee2020"} <= inner


def test_accessibility_of_the_page(page: Page) -> None:
    assert page.all("html")[0]["lang"] == "en"
    assert {"header", "main", "nav"} <= {tag for tag, _ in page.elements}
    assert page.all("meta")[1]["content"] == "width=device-width, initial-scale=1"
    assert page.links[0] == ["#main", "Skip to the text"]
    assert [image["alt"] for image in page.all("img")] == ['A "tall" & {bar}', "Grid"]
    assert all(cell["scope"] == "col" for cell in page.all("th"))
    boxes = [box for box in page.all("div") if "scroll" in box.get("class", "")]
    assert len(boxes) == 4
    assert all(box["tabindex"] == "0" for box in boxes)
    assert len(page.all("h1")) == 1


def test_the_page_asks_for_nothing_from_elsewhere(page: Page) -> None:
    for tag, attributes in page.elements:
        for name in ("src", "href", "srcset", "data"):
            if tag != "a" and name in attributes:
                assert attributes[name].startswith(("data:", "#"))
    assert not page.all("script")
    assert "@import" not in page.text


def test_only_a_table_of_long_cells_becomes_cards_on_small_screens(layout: Layout) -> None:
    long = "some words " * 6
    (layout.figures / "north/scale/items.md").write_text(f"| item | n |\n|:--|--:|\n| {long} | |\n")
    page = Page(page_of(layout))
    boxes = [box for box in page.all("div") if "scroll" in box.get("class", "")]
    assert sorted(box["class"] for box in boxes) == ["scroll", "scroll", "scroll", "scroll cards"]
    assert [cell.get("data-label") for cell in page.all("td")][:2] == ["item", "n"]
    assert [cell.get("class") for cell in page.all("td")][:2] == ["long", "empty"]
    assert [table.get("role") for table in page.all("table")] == ["table", None]


def test_captions_stand_above_tables_and_below_figures(layout: Layout) -> None:
    text = page_of(layout)
    assert text.index(f"Table{NBSP}1: ") < text.index("<table")
    assert text.index("<img") < text.index(f"Figure{NBSP}1: ")


def document(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read("word/document.xml").decode()


def test_word(layout: Layout) -> None:
    (word,) = build(layout, "docx")
    xml = document(word)
    paragraphs = [re.sub(r"<[^>]+>", "", p) for p in re.findall(r"<w:p>.*?</w:p>", xml, re.S)]
    text = re.sub(r"\s*\n\s*", "", "\n".join(paragraphs))
    assert f"See Section{NBSP}2.1 and Figure{NBSP}1, Table{NBSP}2; as Dee (2021)" in text
    assert f"Table{NBSP}1: Items | all." in text
    assert "2.1\u2003One" in text
    assert 'descr="A &quot;tall&quot; &amp; {bar}"' in xml
    assert xml.count("<w:tblHeader") == 2
    assert xml.index(f"Table{NBSP}1:") < xml.index("<w:tbl>")
    anchors = set(re.findall(r'w:anchor="([^"]+)"', xml))
    assert anchors <= set(re.findall(r'<w:bookmarkStart[^>]*w:name="([^"]+)"', xml))
    with zipfile.ZipFile(word) as archive:
        assert [n for n in archive.namelist() if n.endswith(".png")]
        assert {info.date_time for info in archive.infolist()} == {(2025, 1, 1, 0, 0, 0)}


def test_pdf_source(layout: Layout) -> None:
    build(layout, "html")
    text = re.sub(r"\s+", " ", typst_source(layout).decode())
    assert "See #link(<sec-one>)[Section~2.1] and #link(<fig-north.scale.bars>)[Figure~1]" in text
    assert "Figure~1: Bars" in text
    assert "caption: [Table~1: Items" in text
    assert 'alt: "A \\"tall\\" & {bar}"' in text
    assert "= 2~~Results" in text
    assert 'paper: "a4"' in text


def test_two_builds_give_the_same_bytes(layout: Layout) -> None:
    first = [path.read_bytes() for path in build(layout)]
    assert [path.read_bytes() for path in build(layout)] == first


def test_references_come_last_without_a_place_of_their_own(layout: Layout) -> None:
    path = layout.paper / "index.qmd"
    path.write_text(path.read_text().split("# References")[0])
    page = Page(page_of(layout))
    text = text_of(page)
    assert text.rindex("References") < text.rindex("On Bees")
    assert f"Section{NBSP}2.1" in text


def test_sections_that_begin_at_the_second_level_count_from_one(layout: Layout) -> None:
    path = layout.paper / "index.qmd"
    path.write_text(re.sub(r"^#", "##", path.read_text(), flags=re.M))
    assert f"See Section{NBSP}2.1" in text_of(Page(page_of(layout)))


def test_an_unresolved_mark_in_the_output_fails(layout: Layout) -> None:
    write_parts(layout)
    page = layout.paper / "page.html"
    page.write_text("<p>A <b>?@fig-x</b>, ?var:a.b and (<strong>bee2020?</strong>).</p>")
    with pytest.raises(PaperError) as caught:
        check_output(layout, [page])
    assert str(caught.value).split("\n")[1:-1] == [
        "paper/page.html: ?@fig-x",
        "paper/page.html: ?var:a.b",
        "paper/page.html: bee2020?",
    ]


def test_a_question_is_no_unresolved_mark() -> None:
    assert unresolved("Really? (In 2020?) xbee2020?", ["bee2020"]) == []


@pytest.mark.parametrize("before", ["", "- an item\n- ", "> "])
def test_a_number_that_begins_a_line_is_no_list(layout: Layout, before: str) -> None:
    path = layout.paper / "index.qmd"
    value = "{{< var north.scale.n_items >}}"
    path.write_text(path.read_text() + f"\n{before}{value}. An end; and\n{value}) too.\n")
    text = text_of(Page(page_of(layout)))
    assert "25. An end; and 25) too." in text


def test_unknown_things_stop_the_build(layout: Layout) -> None:
    path = layout.paper / "index.qmd"
    path.write_text(path.read_text() + "\n@fig-nothing\n")
    with pytest.raises(PaperError, match="reference @fig-nothing has no target"):
        build(layout)
    assert not (layout.paper / "_output").exists()


def test_what_typst_refuses_is_told_without_a_traceback(layout: Layout) -> None:
    path = layout.paper / "index.qmd"
    path.write_text(path.read_text() + "\n```{=typst}\n#nothing()\n```\n")
    with pytest.raises(PaperError, match="Typst could not make the PDF"):
        build(layout)


def test_renderers(layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(PaperError, match="Quarto is not installed"):
        build_paper(layout, renderer="quarto")
    with pytest.raises(PaperError, match="renderer 'word' is unknown"):
        build_paper(layout, renderer="word")
