"""The sections of a report: the question, what the values say, a figure, a table, two hints."""

from collections.abc import Mapping, Sequence

from compendium.exhibits.markup import code_block, markdown
from compendium.language import listed, say
from compendium.own.report.draft import Draft
from compendium.own.report.readings import reading_of
from compendium.own.report.sections import section_of
from compendium.steps.plan import Analysis, Step

PAGE = "{{< pagebreak >}}"
# In print the question and its answer stay with the figure below them.
TOGETHER = "```{=typst}\n#block(sticky: true)[\n```"
APART = "```{=typst}\n]\n```"


def body(
    draft: Draft,
    steps: Sequence[Step],
    failures: Mapping[str, str],
    kept: Mapping[str, str],
) -> str:
    """Write a section for each analysis that made something, or failed.

    Parameters
    ----------
    draft : Draft
        The draft, with what was made.
    steps : sequence of Step
        The steps of the study, in the order of the report.
    failures : mapping of str to str
        Message by analysis, of those that failed.
    kept : mapping of str to str
        Reason by analysis, of those that rest on a withheld table that is not here.

    Returns
    -------
    str
        Markdown that includes the parts of the artefacts.
    """
    sections = []
    for step in steps:
        if step.analysis in failures:
            sections.append(_failed(draft, step, failures[step.analysis]))
        elif draft.shown(step.analysis):
            sections.append(_section(draft, step, kept.get(step.analysis, "")))
    return "\n\n".join([PAGE, *sections]) + "\n"


def missing_part(missing: Mapping[Analysis, Sequence[str]]) -> str:
    """Say what other tables would add; nothing where no analysis is left."""
    if not missing:
        return ""
    lines = [f"## {markdown(say('What other tables would add'))}", ""]
    for analysis, needs in missing.items():
        section = section_of(analysis.name)
        needed = say("needs {tables}", tables=listed(_need(need) for need in needs))
        lines.append(f"- **{markdown(say(section.heading))}**: {needed}")
    return "\n".join(lines) + "\n"


def _need(need: str) -> str:
    """Say in words what an analysis needs, such as ``segments.coder>1`` or ``events or cases``."""
    ways = []
    for way in need.split(" or "):
        table, _, asked = way.partition(".")
        column, _, value = asked.partition("=")
        if value:
            way = say(
                "`{table}` with `{value}` in `{column}`", table=table, column=column, value=value
            )
        elif asked.endswith(">1"):
            way = say("`{table}` with several values of `{column}`", table=table, column=asked[:-2])
        elif asked:
            way = say("`{table}` with the column `{column}`", table=table, column=asked)
        else:
            way = say("texts") if table == "texts" else f"`{table}`"
        ways.append(way)
    return say(" or ").join(ways)


def _section(draft: Draft, step: Step, why_kept: str) -> str:
    section, question = section_of(step.analysis), draft.question(step.analysis)
    reading = reading_of(draft.material, step.analysis)
    main = draft.shown(step.analysis)
    lines = [f"# {markdown(say(section.heading))}", TOGETHER, f"*{markdown(question)}*"]
    if why_kept:
        told = say(
            "This was made where the data are, and is shown as it came: {why}.", why=why_kept
        )
        lines.append(markdown(told))
    if reading.sentences:
        lines.append(" ".join(markdown(sentence) for sentence in reading.sentences))
    lines.append(APART)
    lines += [draft.include(step.analysis, name) for name in main.figures]
    lines += [draft.extra(step.analysis)] if draft.extra(step.analysis) else []
    hints = [
        (say("How to read this"), section.reading(main.figures)),
        (say("What this cannot say"), section.limits),
    ]
    lines += [f"**{markdown(name)}.** {markdown(say(text))}" for name, text in hints if text]
    if main.table:
        lines.append(draft.include(step.analysis, main.table))
        lines += [main.note] if main.note else []
    return "\n\n".join(lines)


def _failed(draft: Draft, step: Step, message: str) -> str:
    section = section_of(step.analysis)
    return "\n\n".join(
        [
            f"# {markdown(say(section.heading))}",
            f"*{markdown(draft.question(step.analysis))}*",
            f"**{markdown(say('Nothing can be shown here. The analysis stopped, and said:'))}**",
            code_block(message),
        ]
    )
