"""The first page: the study in figures, and what stands out."""

from collections.abc import Sequence

from compendium.exhibits.markup import markdown
from compendium.language import say
from compendium.own.report.facts import study_in_figures
from compendium.own.report.findings import MOST, Finding
from compendium.own.report.material import Material
from compendium.own.report.sections import section_of


def first_page(
    material: Material, chosen: Sequence[Finding], examples: Sequence[str], marked: str
) -> str:
    """Write what a reader wants to know first.

    Parameters
    ----------
    material : Material
        The study.
    chosen : sequence of Finding
        What stands out.
    examples : sequence of str
        Hints about rows of the template that are still there.
    marked : str
        What stands on top of every page; the first one has no running head.

    Returns
    -------
    str
        Markdown.
    """
    parts = [f"**{markdown(marked)}**"] if marked else []
    if examples:
        parts.append(
            "**"
            + markdown(
                say(
                    "Some tables still hold example rows of the template, so that not all that "
                    "follows is about the study itself."
                )
            )
            + f"** `compendium check {material.study.name}`"
        )
    facts = study_in_figures(material)
    if facts:
        parts.append(_heading(say("The study in figures")))
        parts += [f"{markdown(name)}\n:   {markdown(text)}" for name, text in facts]
    if chosen:
        parts.append(_heading(say("What stands out")))
        parts.append(
            "\n".join(_item(number, one, material) for number, one in enumerate(chosen, 1))
        )
        rule = say(
            "At most {most} findings, chosen by rules that are in the appendix; beside each stands "
            "what it rests on. They are made from the values, and no one has weighed them.",
            most=MOST,
        )
        parts.append(f"*{markdown(rule)}*")
    return "\n\n".join(parts) + "\n"


def figure_of(finding: Finding, material: Material) -> str:
    """Label of the figure that shows a finding; empty where its analysis has none."""
    name = figure_name(finding, material)
    return f"fig-{material.study.name}.{finding.analysis}.{name}" if name else ""


def figure_name(finding: Finding, material: Material) -> str:
    """Name of the figure that shows a finding; empty where its analysis has none."""
    figures = material.made[finding.analysis].names("figure")
    order = [finding.figure, *section_of(finding.analysis).figures, *figures]
    return next((name for name in order if name in figures), "")


def _item(number: int, finding: Finding, material: Material) -> str:
    label = figure_of(finding, material)
    shown = f" @{label}" if label else ""
    beside = markdown(f"({finding.beside})")
    return f"{number}. {markdown(finding.sentence)} {beside}{shown}"


def _heading(text: str) -> str:
    return f"# {markdown(text)} {{.unnumbered}}"
