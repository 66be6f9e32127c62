"""Shortcodes where Quarto and a reader of the source would not expect the same."""

import html
import re
import shutil
import subprocess
from collections.abc import Callable
from typing import NamedTuple

import pytest
import yaml

import stand_in_quarto
from compendium.errors import PaperError
from compendium.layout import Layout
from compendium.paper.builtin import render_builtin
from compendium.paper.check import check_sources
from compendium.paper.parts import write_parts

NUMBERS = ["6", "007", "1e5", "0x1f", "-3", "0x1p4", "+3", "1E-2"]
WORDS = ["6a", "1_000", "inf", "nan", "0b1", "1e", "0x", "t1", "٣"]
VARIABLES = {"a": {"mean": 75, **dict.fromkeys([*NUMBERS, *WORDS], "found")}}
GARBAGE = "8fc729-690b-4000-b19f-365a4093b2ff;7B7B3C;"
SHOWN = "{{< var a.mean >}}"


class Case(NamedTuple):
    """A line of a page, what stands in Quarto's page, and why the check of sources refuses it."""

    line: str
    becomes: str
    refused: str = ""


CASES = [
    *(Case(f"{{{{< var a.{part} >}}}}", f"?var:a.{part}", "is a number to Quarto")
      for part in NUMBERS),
    *(Case(f"{{{{< var a.{part} >}}}}", "found") for part in WORDS),
    Case("{{< var a.nothing >}}", "?var:a.nothing", "unknown variable a.nothing"),
    Case("{{< var a.mean >}} {{<var a.mean>}}", "75 75"),
    Case("`{{< var a.mean >}}`", "75", "a shortcode in code"),
    Case("```\n{{< var a.mean >}}\n```", "75", "a shortcode in code"),
    Case("x <!-- {{< var a.mean >}} -->", "x <!-- 75 -->", "a shortcode in a comment"),
    Case("<!--\n{{< include _part.qmd >}}\n-->", "<!-- in a part -->", "a shortcode in a comment"),
    Case("```\n{{< include _part.qmd >}}\n```", "in a part", "a shortcode in code"),
    Case(r"\{{< var a.mean >}}", GARBAGE, "a shortcode after a backslash"),
    Case(r"\\{{< var a.mean >}}", r"\75"),
    Case("`{{{< var a.mean >}}}`", SHOWN),
    Case("{{{< var a.mean >}}}", SHOWN),
    Case("```\n{{{< var a.mean >}}}\n```", SHOWN),
    Case("[x](https://example.org/{{< var a.mean >}})", "x https://example.org/75"),
    Case('[x]{title="{{< var a.mean >}}"}', "x 75"),
]  # fmt: skip
KEPT = [case for case in CASES if not case.refused]
names = pytest.mark.parametrize("case", CASES, ids=[f"{n}" for n, _ in enumerate(CASES)])


def as_read(text: str) -> str:
    """Text of a piece of a page, with what its links and titles say, and comments."""
    text = re.sub(r'<\w[^>]*?(?:href|title)="([^"]*)"[^>]*>(.*?)</\w+>', r"\2 \1", text)
    text = re.sub(r"<(?!!--)[^>]+>", "", text)
    return " ".join(re.sub(r"8fc729[^ ]*7D;", GARBAGE, html.unescape(text)).split())


def as_written(line: str) -> str:
    """Text of a line of Markdown, as far as the cases use it."""
    line = re.sub(r"\[x\]\(([^)]*)\)", r"x \1", re.sub(r'\[x\]\{title="([^"]*)"\}', r"x \1", line))
    return " ".join(line.replace("`", "").replace(r"\\", "\\").split())


def page_of(cases: list[Case]) -> str:
    return "\n\n".join(f"## Case {place}\n\n{case.line}" for place, case in enumerate(cases))


def pieces(page: str) -> list[str]:
    parts = re.split(r"<h2[^>]*>(?:(?!</h2>).)*Case \d+</h2>", page, flags=re.S)[1:]
    parts[-1] = re.sub(r"<section.*|<h1.*|<div.*", "", parts[-1], flags=re.S)
    return [as_read(part) for part in parts]


@pytest.fixture
def prepared(layout: Layout, write: Callable[[str], Layout]) -> Callable[[str], Layout]:
    def prepare(body: str) -> Layout:
        write_parts(write(body))
        text = yaml.dump(VARIABLES | {"north": {"scale": {"n_items": 1}}}, allow_unicode=True)
        (layout.paper / "_variables.yml").write_text(text, encoding="utf-8")
        (layout.paper / "_part.qmd").write_text("in a part\n")
        return layout

    return prepare


@names
def test_the_stand_in_does_with_them_what_quarto_does(tmp_path, case):
    (tmp_path / "_part.qmd").write_text("in a part\n")
    text, warnings = stand_in_quarto.run(case.line, VARIABLES, tmp_path)
    assert as_written(text) == case.becomes
    assert bool(warnings) == ("?var" in case.becomes)


@pytest.mark.skipif(shutil.which("quarto") is None, reason="needs Quarto itself")
def test_quarto_itself_does_with_them_what_is_written_here(tmp_path):
    (tmp_path / "_part.qmd").write_text("in a part\n")
    (tmp_path / "_variables.yml").write_text(yaml.dump(VARIABLES, allow_unicode=True))
    (tmp_path / "_quarto.yml").write_text("format: {html: {theme: none, minimal: true}}\n")
    (tmp_path / "index.qmd").write_text(f"---\ntitle: T\n---\n\n{page_of(CASES)}\n", "utf-8")
    subprocess.run(["quarto", "render", "index.qmd", "--no-execute"], cwd=tmp_path, check=True)
    found = pieces((tmp_path / "index.html").read_text("utf-8"))
    assert found == [case.becomes for case in CASES]


@names
def test_what_fails_in_quarto_is_refused_with_its_place(prepared, case):
    layout = prepared(f"{case.line}\n")
    if not case.refused:
        check_sources(layout)
        return
    with pytest.raises(PaperError) as caught:
        check_sources(layout)
    _, problem, _ = str(caught.value).split("\n")
    line = 13 + case.line[: case.line.index("{{<")].count("\n")
    assert problem.startswith(f"paper/index.qmd, line {line}: ")
    assert case.refused in problem


def test_the_built_in_renderer_makes_of_the_others_what_quarto_makes(prepared):
    outputs = render_builtin(prepared(page_of(KEPT)), lambda line: None, formats=["html"])
    assert pieces(outputs[0].read_text("utf-8")) == [case.becomes for case in KEPT]


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("north.scale.case.6", "write north.scale.case.c6"),
        ("north.scale.case.-3", "write something like north.scale.case.c3"),
    ],
)
def test_a_number_in_a_name_is_said_with_the_name_to_write(artefacts, write, name, better):
    layout = write(f"{{{{< var {name} >}}}}\n")
    values = {"n_items": 1, "case": {"6": 4}}
    artefacts("north/scale", {"bars": ("figure", "Bars.", "Bars"), "items": ("table", "A.", "")},
              values)  # fmt: skip
    write_parts(layout)
    with pytest.raises(PaperError, match=better):
        check_sources(layout)
