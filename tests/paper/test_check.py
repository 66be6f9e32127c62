from collections.abc import Callable

import pytest

from compendium.errors import PaperError
from compendium.layout import Layout
from compendium.paper.check import check_sources, cited_keys, digits_in_prose
from compendium.paper.parts import write_parts

LONG = "a" * 300
FIRST = 13  # line of index.qmd on which the body begins


def problems(layout: Layout) -> list[str]:
    write_parts(layout)
    with pytest.raises(PaperError) as caught:
        check_sources(layout)
    heading, *lines, advice = str(caught.value).split("\n")
    assert heading == f"The manuscript has {len(lines)} problem{'s' * (len(lines) != 1)}:"
    assert advice == "Correct this, then build the paper again."
    return lines


def test_a_correct_manuscript_passes(layout: Layout) -> None:
    write_parts(layout)
    check_sources(layout)
    assert cited_keys(layout) == {"bee2020", "dee_2021"}


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (
            "{{< var north.scale.meen >}}",
            "unknown variable north.scale.meen — did you mean north.scale.mean?",
        ),
        (
            "{{< var north.scale >}}",
            "north.scale is a group of values; name one, such as north.scale.best_one.label_here",
        ),
        (
            "{{< var north.scale.rounds >}}",
            "variable north.scale.rounds is a list; only a single value can stand in a sentence",
        ),
        (
            "{{< var north.scale.gone >}}",
            "variable north.scale.gone is empty: the analysis could not compute it, or two of its "
            "values have this name",
        ),
        (
            "{{< var north.scale.case.6 >}}",
            "6 in north.scale.case.6 is a number to Quarto, which then finds no such value; a name "
            "that begins with a digit has the first letter of what it stands in before it: write "
            "something like north.scale.case.c6",
        ),
        (
            "{{< include _parts/north/scale/bar.qmd >}}",
            "included file _parts/north/scale/bar.qmd does not exist — did you mean "
            "_parts/north/scale/bars.qmd?",
        ),
        ("See {{< include _parts/north/scale/bars.qmd >}}", "include must stand alone on its line"),
        ("{{< include index.qmd >}}", "index.qmd includes itself"),
        ("{{< varr x >}}", "unknown shortcode varr — did you mean var?"),
        ("{{< video x >}}", "unknown shortcode video — known are include, pagebreak, var"),
        ("{{< var x", "a shortcode is not closed on its line; write {{< … >}}"),
        ("See @fig-north.scale.bars.", "reference @fig-north.scale.bars has no target"),
        ("See @sec-x\n\n# A {#sec-y}", "reference @sec-x has no target — did you mean sec-y?"),
        ("See @eq-x.", "references of the kind @eq- are not known: @fig-, @tbl-, @sec-"),
        (
            "As [see @bee2021; @bee2020].",
            "citation @bee2021 is not in references.bib — did you mean bee2020?",
        ),
        (
            '![A](_parts/north/scale/none){fig-alt="x"}',
            "image _parts/north/scale/none.png, _parts/north/scale/none.svg does not exist",
        ),
        ("![A](none.png)", "image none.png does not exist"),
        # No name of a file is that long; and the text before it takes no time of its own.
        (f"{'x' * 100_000} ![A]({LONG}.png)", f"image {LONG}.png does not exist"),
        (f"{{{{< include {LONG}.qmd >}}}}", f"included file {LONG}.qmd does not exist"),
        (
            "![A](https://example.org/a.png)",
            "image https://example.org/a.png is not in the compendium; save it below paper/ "
            "or figures/",
        ),
        (
            "There are 12 items.",
            "12 is typed; take the number from a variable, or write it as a word",
        ),
    ],
)
def test_each_problem(write: Callable[[str], Layout], body: str, message: str) -> None:
    layout = write(f"Text.\n\n{body}\n")
    assert problems(layout) == [f"paper/index.qmd, line {FIRST + 2}: {message}"]


def test_a_target_defined_twice(write: Callable[[str], Layout]) -> None:
    layout = write("# A {#sec-a}\n\n# B {.x #sec-a}\n")
    assert problems(layout) == [
        f"paper/index.qmd, line {FIRST + 2}: #sec-a is defined twice (first in index.qmd, "
        f"line {FIRST})"
    ]


def test_section_references_need_numbered_sections(write: Callable[[str], Layout]) -> None:
    layout = write("# A {#sec-a}\n\nSee @sec-a.\n")
    settings = layout.paper / "_quarto.yml"
    settings.write_text(settings.read_text().replace("number-sections: true\n", ""))
    assert problems(layout) == [
        f"paper/index.qmd, line {FIRST + 2}: reference @sec-a needs `number-sections: true` in "
        "_quarto.yml"
    ]


def test_all_problems_at_once_by_file_and_line(write: Callable[[str], Layout]) -> None:
    layout = write("@x\n\n{{< include _a.qmd >}}\n\n@z and {{< var q >}}\n")
    (layout.paper / "_a.qmd").write_text("A\n\n\n@y1\n{{< var also.unknown >}}\n")
    assert [line.split(" — ")[0] for line in problems(layout)] == [
        f"paper/index.qmd, line {FIRST}: citation @x is not in references.bib",
        f"paper/index.qmd, line {FIRST + 4}: citation @z is not in references.bib",
        f"paper/index.qmd, line {FIRST + 4}: unknown variable q",
        "paper/_a.qmd, line 4: citation @y1 is not in references.bib",
        "paper/_a.qmd, line 5: unknown variable also.unknown",
    ]


def test_problems_in_the_header(layout: Layout) -> None:
    path = layout.paper / "index.qmd"
    path.write_text(path.read_text().replace("north.scale.n_items", "north.scale.items"))
    assert problems(layout) == [
        "paper/index.qmd, line 9: unknown variable north.scale.items — did you mean "
        "north.scale.n_items?"
    ]


def test_what_is_no_reference_is_left_alone(write: Callable[[str], Layout]) -> None:
    layout = write(
        "Mail ann@example.org, `@code`, \\@escaped, <!-- @comment {{{< var x >}}} 5 -->,\n"
        "[a](https://social.example/@ann), <https://example.org/@b>.\n\n"
        "```python\nx = 5  # @no {{{< var x >}}} {#sec-introduction}\n```\n\n"
        "``a `@b` {{{< nothing >}}}`` and {{{< var x >}}}\n\n"
        '![Cap [b]](_parts/north/scale/bars){#fig-a fig-alt="at 5 @ #sec-a {x}"} '
    )
    write_parts(layout)
    check_sources(layout)


def test_missing_bibliography(layout: Layout) -> None:
    (layout.paper / "references.bib").unlink()
    assert problems(layout)[0] == (
        "paper/index.qmd, line 1: bibliography references.bib does not exist"
    )


def test_without_artefacts_the_advice_is_to_run_the_analyses(
    write: Callable[[str], Layout],
) -> None:
    layout = write("{{< var north.scale.mean >}}\n")
    for path in layout.figures.glob("*/*/*"):
        path.unlink()
    write_parts(layout)
    with pytest.raises(PaperError, match="figures/ holds no artefacts yet: run the analyses first"):
        check_sources(layout)


@pytest.mark.parametrize(
    "content", ["", "{", "5", "[5]", '[{"title": "A"}]', "[" * 100_000], ids=range(6)
)
def test_a_bibliography_in_json_that_is_none(layout: Layout, content: str) -> None:
    (layout.paper / "references.json").write_text(content)
    manuscript = layout.paper / "index.qmd"
    text = manuscript.read_text().replace("references.bib", "references.json")
    manuscript.write_text(text)
    settings = layout.paper / "_quarto.yml"
    settings.write_text(settings.read_text().replace("references.bib", "references.json"))
    write_parts(layout)
    with pytest.raises(PaperError, match=r"^paper/references\.json: expected a list"):
        check_sources(layout)


def test_a_folder_in_place_of_the_manuscript(layout: Layout) -> None:
    (layout.paper / "index.qmd").unlink()
    (layout.paper / "index.qmd").mkdir()
    with pytest.raises(PaperError, match=r"^paper/index\.qmd: this file is a folder"):
        check_sources(layout)


def test_missing_manuscript(layout: Layout) -> None:
    (layout.paper / "index.qmd").unlink()
    with pytest.raises(PaperError, match=r"^paper/index\.qmd: this file does not exist"):
        check_sources(layout)


def test_broken_header(layout: Layout) -> None:
    (layout.paper / "index.qmd").write_text("---\ntitle: a: b\n---\n\nText\n")
    write_parts(layout)
    with pytest.raises(PaperError, match=r"^paper/index\.qmd, line 2: not valid YAML"):
        check_sources(layout)


@pytest.mark.parametrize(
    "line",
    [
        "In 2019, 1999-2005 and (2023).",
        "# Part 2",
        "As @dee_2021 [p. 33] and [see @bee2020, pp. 3-5] say.",
        "See @fig-x2 and [a link](https://example.org/5 'x').",
        "Code `x = 5`, note[^1] and &#160; <br class='a5'>.",
        "1. a list",
        "::: {.column width=50%}",
        "{{< var north.scale.n2 >}} and ![A](b2.png){width=50%}",
        "<!-- 5 -->",
    ],
)
def test_digits_that_may_stand(write: Callable[[str], Layout], line: str) -> None:
    assert digits_in_prose(write(line + "\n")) == []


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("There are 12.5 of them.", "12.5"),
        ("A total (n=12) of", "n=12"),
        ("In 20191 or", "20191"),
        ("In 1850 or", "1850"),
        ("H₂O", "H₂O"),
        ("*Figure 3* shows", "3"),
        ("| a | 5 |", "5"),
    ],
)
def test_digits_that_must_come_from_a_variable(
    write: Callable[[str], Layout], line: str, number: str
) -> None:
    assert digits_in_prose(write(f"A\n{line}\n")) == [
        f"paper/index.qmd, line {FIRST + 1}: {number} is typed; take the number from a variable, "
        "or write it as a word"
    ]
