"""The appendix: further figures, whole tables, key values, and how the report was made."""

from collections.abc import Collection, Mapping, Sequence

from compendium.exhibits.markup import markdown
from compendium.language import listed, say
from compendium.own.report.body import PAGE, missing_part
from compendium.own.report.draft import Draft
from compendium.own.report.findings import MOST, MOST_OF_ONE, RULES
from compendium.own.report.sections import section_of
from compendium.own.report.word import FIGURES
from compendium.steps.plan import Analysis, Step


def appendix(
    draft: Draft,
    steps: Sequence[Step],
    missing: Mapping[Analysis, Sequence[str]],
    about: Collection[str],
) -> str:
    """Write the appendix.

    Parameters
    ----------
    draft : Draft
        The draft, with what was made.
    steps : sequence of Step
        The steps of the study, in the order of the report.
    missing : mapping of Analysis to sequence of str
        What the study lacks for the other analyses.
    about : collection of str
        Names of the tables about the report that have rows.

    Returns
    -------
    str
        Markdown.
    """
    parts = [PAGE, f"# {markdown(say('Appendix'))}", _figures()]
    for step in steps:
        shown = draft.shown(step.analysis)
        if shown.appendix or shown.elsewhere:
            parts.append(f"## {markdown(say(section_of(step.analysis).heading))}")
        parts += [draft.include(step.analysis, name) for name in shown.appendix]
        if shown.elsewhere:
            names = listed(shown.elsewhere)
            parts.append(markdown(say("In the workbook of tables alone: {names}.", names=names)))
    if "key-values" in about:
        parts += [f"## {markdown(say('Key values'))}", _made("key-values")]
    parts += [f"## {markdown(say('How this was made'))}", markdown(_how())]
    parts += [_made(name) for name in ("study-tables", "notebooks", "versions") if name in about]
    parts += [f"## {markdown(say('How what stands out was chosen'))}", _rules()]
    parts += [missing_part(missing)] if missing else []
    return "\n\n".join(parts) + "\n"


def _figures() -> str:
    """Keep a place for the table of figures of the Word file."""
    name = markdown(say("Figures"))
    return (
        f'::: {{.content-visible when-format="docx"}}\n## {name} {{.unnumbered}}\n\n{FIGURES}\n:::'
    )


def _how() -> str:
    return say(
        "Every figure, table and value in this report was made by a notebook of the compendium "
        "from the tables of the study, and nothing was typed by hand. The same tables, notebooks "
        "and packages give the same figures, tables and values."
    )


def _rules() -> str:
    lead = say(
        "A rule finds at most one sentence in the values of an analysis. At most {most} are shown, "
        "in the order of the rules, and at most {each} of one analysis:",
        most=MOST,
        each=MOST_OF_ONE,
    )
    listing = "\n".join(f"{number}. {markdown(say(rule))}" for number, rule in enumerate(RULES, 1))
    return f"{markdown(lead)}\n\n{listing}"


def _made(name: str) -> str:
    return f"{{{{< include _parts/report/made/{name}.qmd >}}}}"
