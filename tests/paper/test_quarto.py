import os
import stat
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from compendium.errors import PaperError
from compendium.layout import Layout
from compendium.paper import build_paper
from compendium.paper.parts import write_parts
from compendium.paper.quarto import quarto_version, render_quarto

TESTS = str(Path(__file__).parents[1])
SCRIPT = """\
#!{python}
import html, os, pathlib, sys, zipfile
sys.path.insert(0, {tests!r})
import stand_in_quarto
if sys.argv[1:] == ["--version"]:
    print("1.11.3")
    sys.exit()
pathlib.Path("called.txt").write_text(" ".join(sys.argv[1:] + [os.environ["SOURCE_DATE_EPOCH"]]))
output = pathlib.Path("paper/_output")
output.mkdir(exist_ok=True)
page = {page!r} or html.escape(stand_in_quarto.render(pathlib.Path("paper")))
for name in {files!r}:
    (output / name).write_text(page)
    if name.endswith(".docx"):
        with zipfile.ZipFile(output / name, "w") as word:
            word.writestr("word/document.xml", page)
print({said!r}, file=sys.stderr)
sys.exit({code})
"""


@pytest.fixture
def quarto(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., None]:
    """Put a script on the PATH that makes a page, or without one does what Quarto would."""

    def install(
        *,
        page: str = "<p>Fine</p>",
        said: str = "",
        code: int = 0,
        files: Sequence[str] = ("index.html", "index.pdf", "index.docx"),
    ) -> None:
        folder = tmp_path_factory.mktemp("bin")
        program = folder / "quarto"
        program.write_text(
            SCRIPT.format(
                python=sys.executable, tests=TESTS, files=files, page=page, said=said, code=code
            )
        )
        program.chmod(program.stat().st_mode | stat.S_IEXEC)
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")

    return install


def render(layout: Layout) -> list[Path]:
    return render_quarto(layout, lambda line: None)


def test_all_formats_in_one_call(layout: Layout, quarto: Callable[..., None]) -> None:
    quarto()
    assert [path.name for path in render(layout)] == ["index.html", "index.docx", "index.pdf"]
    assert (layout.root / "called.txt").read_text() == "render paper --no-execute 1735689600"
    assert quarto_version() == "1.11.3"


def test_auto_takes_quarto_where_it_is(
    layout: Layout, quarto: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    quarto(files=())
    with pytest.raises(PaperError, match=r"Quarto made no paper/_output/index\.html"):
        build_paper(layout, report=lambda line: None)


def test_failure_shows_the_last_lines(layout: Layout, quarto: Callable[..., None]) -> None:
    quarto(code=1, said="\n".join(f"line {n}" for n in range(40)))
    with pytest.raises(PaperError) as caught:
        render(layout)
    lines = str(caught.value).split("\n")
    assert lines[0] == "Quarto failed (exit code 1). It said:"
    assert lines[1:] == [f"line {n}" for n in range(25, 40)]


@pytest.mark.parametrize(
    "warning",
    [
        "\x1b[33m[WARNING] Unable to resolve crossref @fig-x\x1b[39m",
        "[WARNING] Citeproc: citation x not found",
        "WARN: Unknown variable a.b in shortcode",
    ],
)
def test_a_warning_about_something_unresolved(
    layout: Layout, quarto: Callable[..., None], warning: str
) -> None:
    quarto(said=f"pandoc\n{warning}\nOutput created: _output/index.html")
    with pytest.raises(PaperError) as caught:
        render(layout)
    assert len(str(caught.value).split("\n")) == 3
    assert "Quarto could not resolve everything" in str(caught.value)


def test_a_shortcode_that_slipped_through_fails(
    layout: Layout, quarto: Callable[..., None], write: Callable[[str], Layout]
) -> None:
    write("<!-- {{< var north.gone >}} -->\n")
    write_parts(layout)
    quarto(page="")
    with pytest.raises(PaperError, match=r"Unknown var north\.gone"):
        render(layout)


def test_other_warnings_are_let_pass(layout: Layout, quarto: Callable[..., None]) -> None:
    quarto(said="[WARNING] This font is old")
    assert render(layout)


def test_missing_format(layout: Layout, quarto: Callable[..., None]) -> None:
    quarto(files=("index.html", "index.docx"))
    with pytest.raises(PaperError, match=r"Quarto made no paper/_output/index\.pdf"):
        render(layout)


def test_marks_in_the_output(layout: Layout, quarto: Callable[..., None]) -> None:
    quarto(page="<p>See ?@fig-x</p>", files=("index.html", "index.pdf", "index.docx"))
    with pytest.raises(PaperError, match=r"paper/_output/index\.html: \?@fig-x"):
        build_paper(layout, renderer="quarto", report=lambda line: None)


def test_the_reviewers_page_needs_no_quarto(layout: Layout, quarto: Callable[..., None]) -> None:
    quarto()
    (layout.paper / "verification.qmd").write_text("---\ntitle: Verdicts\n---\n\nText.\n")
    outputs = build_paper(layout, renderer="quarto", report=lambda line: None)
    assert [path.name for path in outputs][-2:] == ["index.pdf", "verification.html"]
    assert "<p>Text.</p>" in outputs[-1].read_text(encoding="utf-8")
