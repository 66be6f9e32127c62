import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from compendium.errors import PaperError
from compendium.layout import Layout
from compendium.paper import ENDINGS, build_paper
from compendium.paper.builtin import render_reviewers_page
from compendium.paper.parts import write_parts
from compendium.verification.run import verify, write_verification
from hostile import TEXTS, make_hostile, open_quiet, spaces_as_one
from tiny_compendium import REPOSITORY

HEADER = "---\ntitle: Printed numbers\npage-layout: full\n---\n\n"
BODY = """\
Of {{< var verification.summary.all.printed >}} numbers, see @tbl-verification.summary.numbers and
[the manuscript](index.html); so does @bee2020.

::: {.cards .filterable select="Study, Verdict" noun="numbers"}
{{< include _parts/verification/summary/numbers.qmd >}}
:::
"""
NUMBERS = (
    "| Study | Verdict | Note |\n|:--|:--|:--|\n"
    "| north | reproduced |  |\n| south | not computable | differs |\n| south | differs | why |\n"
)


@pytest.fixture
def page(layout: Layout, artefacts: Callable[..., Path]) -> Path:
    """Add a reviewer's page to the small compendium, and what it shows."""
    folder = artefacts(
        "verification/summary",
        {"numbers": ("table", "Every number.", "")},
        {"all": {"printed": 3}},
    )
    (folder / "numbers.md").write_text(NUMBERS)
    source = layout.paper / "verification.qmd"
    source.write_text(HEADER + BODY)
    return source


def build(layout: Layout, *formats: str) -> list[Path]:
    chosen = formats or ("html",)
    return build_paper(layout, renderer="builtin", report=lambda line: None, formats=chosen)


def test_the_page_comes_after_the_manuscript(layout: Layout, page: Path) -> None:
    outputs = build(layout, *ENDINGS)
    names = ["index.html", "index.docx", "index.pdf", "verification.html"]
    assert [path.name for path in outputs] == names
    text = outputs[-1].read_text(encoding="utf-8")
    assert "Of 3 numbers, see" in text
    assert "<title>Printed numbers</title>" in text
    assert 'href="#tbl-verification.summary.numbers" class="xref">Table\u00a01</a>' in text
    assert 'id="ref-bee2020"' in text
    first = [path.read_bytes() for path in outputs]
    assert [path.read_bytes() for path in build(layout, *ENDINGS)] == first


def test_only_this_page_has_a_filter_and_the_whole_width(layout: Layout, page: Path) -> None:
    manuscript, reviewers = (path.read_bytes() for path in build(layout))
    assert b'<body class="wide">' in reviewers
    assert b'data-select="Study, Verdict"' in reviewers
    assert reviewers.count(b"<script>") == 1
    assert b"<script" not in manuscript
    assert b"<body>" in manuscript


def test_verdicts_are_marked_in_their_column_only(layout: Layout, page: Path) -> None:
    text = build(layout)[-1].read_text(encoding="utf-8")
    table = text[text.index("<tbody") : text.index("</tbody>")]
    assert table.count('class="verdict verdict-') == 3
    for verdict in ("reproduced", "not-computable", "differs"):
        assert f'class="verdict verdict-{verdict}"' in table
    assert table.count('data-label="Note"') == 3


def test_the_manuscript_needs_no_reviewers_page(layout: Layout, page: Path) -> None:
    page.unlink()
    assert len(build(layout)) == 1


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("There are 3.", "3 is typed; take the number from a variable, or write it as a word"),
        ("{{< var no.such >}}", "unknown variable no.such"),
        ("See @fig-north.scale.bars.", "reference @fig-north.scale.bars has no target"),
        ("As @nobody says.", "citation @nobody is not in references.bib"),
    ],
)
def test_the_page_is_checked_as_the_manuscript_is(
    layout: Layout, page: Path, line: str, message: str
) -> None:
    page.write_text(HEADER + line + "\n")
    with pytest.raises(PaperError) as caught:
        build(layout)
    _, problem, _ = str(caught.value).split("\n")
    assert problem.split(" — ")[0] == f"paper/verification.qmd, line 6: {message}"
    assert not (layout.paper / "_output").exists()


def test_before_the_first_verification_the_advice_is_to_verify(layout: Layout) -> None:
    (layout.paper / "verification.qmd").write_text(HEADER + BODY)
    with pytest.raises(PaperError, match="run `compendium verify` first"):
        build(layout)


def test_without_differences_a_sentence_stands_in_for_their_table(
    layout: Layout, page: Path
) -> None:
    part = "_parts/verification/summary/{}.qmd"
    includes = [f"{{{{< include {part.format(name)} >}}}}\n" for name in ("differences", "numbers")]
    page.write_text(HEADER + "\n".join(includes))
    text = build(layout)[-1].read_text(encoding="utf-8")
    assert "<p>No printed number differs from the recomputed one.</p>" in text
    assert "Table\u00a01: Every number." in text
    assert not (layout.paper / part.format("tally")).exists()


def test_what_pandoc_refuses_is_said_of_this_page(layout: Layout, page: Path) -> None:
    (layout.paper / "bad.csl").write_text("no style")
    page.write_text("---\ntitle: T\ncsl: bad.csl\n---\n\nAs @bee2020 says.\n")
    with pytest.raises(PaperError, match=r"^paper/verification\.qmd: pandoc could not render it"):
        build(layout)


def test_a_copy_stands_where_quarto_takes_it_from(layout: Layout, page: Path) -> None:
    outputs = build(layout)
    assert page.with_suffix(".html").read_bytes() == outputs[-1].read_bytes()
    settings = (Path(__file__).parents[2] / "paper" / "_quarto.yml").read_text(encoding="utf-8")
    assert "  resources:\n    - verification.html\n" in settings


def test_hostile_texts_run_nothing_and_fetch_nothing(tmp_path: Path, browser: Browser) -> None:
    layout, texts = Layout(tmp_path), {}
    for name in ("cocreation",):
        make_hostile(REPOSITORY / "data" / name, layout.data / name, texts)
        shutil.copy(REPOSITORY / "data" / name / "study.toml", layout.data / name)
        for values in (REPOSITORY / "figures" / name).glob("*/values.json"):
            target = layout.artefacts(name, values.parent.name)
            target.mkdir(parents=True)
            shutil.copy(values, target)
            (target / "captions.json").write_text("{}")
    shutil.copytree(
        REPOSITORY / "paper", layout.paper, ignore=shutil.ignore_patterns("_*put", "_p*")
    )
    write_verification(layout, *verify(layout))
    write_parts(layout)
    page = render_reviewers_page(layout)

    opened = open_quiet(browser, page, "Do the printed numbers follow from the data?")
    shown = spaces_as_one(opened.locator("main").text_content() or "")
    assert [text for text in TEXTS if spaces_as_one(text) not in shown] == []
