"""The text of a report: per analysis its question, figures, tables and values."""

import json
from collections.abc import Mapping, Sequence

from compendium.exhibits.markup import code_block, markdown
from compendium.layout import Layout
from compendium.naming import listed
from compendium.own.report.tables import whole_table
from compendium.steps.plan import Analysis, Step
from compendium.study.study import Study


def introduction(study: Study, examples: Sequence[str]) -> str:
    """Say what the report is of, and whether there are example rows left in it."""
    text = (
        f"This report shows what the analyses of the compendium make of the tables in "
        f"`data/{study.name}/`: each question with its figures, tables and values.\n"
    )
    if examples:
        text += (
            "\n**Some tables still hold example rows of the template, so that not all that follows "
            f"is about the study itself.** `compendium check {study.name}` names the rows.\n"
        )
    return text


def body(
    draft: Layout,
    steps: Sequence[Step],
    analyses: Sequence[Analysis],
    failures: Mapping[str, str],
    wholes: Mapping[str, Mapping[str, str]],
    missing: Mapping[Analysis, Sequence[str]],
) -> str:
    """Write a section for each analysis, and one of what other tables would add.

    Parameters
    ----------
    draft : Layout
        Where copies of the artefacts are.
    steps : sequence of Step
        The analyses that the study has, in order.
    analyses : sequence of Analysis
        All analyses, with their questions.
    failures : mapping of str to str
        Message by analysis, of those that failed.
    wholes : mapping of str to mapping of str to str
        Per analysis, the whole of each table that was cut.
    missing : mapping of Analysis to sequence of str
        What the study lacks for the other analyses.

    Returns
    -------
    str
        Markdown that includes the parts of the artefacts.
    """
    questions = {analysis.name: analysis.question for analysis in analyses}
    sections = []
    for step in steps:
        lines = [f"# {markdown(questions[step.analysis])}"]
        if step.analysis in failures:
            lines.append(_failure(step, failures[step.analysis]))
        else:
            lines += _exhibits(draft, step, wholes[step.analysis])
        sections.append("\n\n".join(lines))
    if missing:
        sections.append(_missing(missing))
    return "\n\n".join(sections) + "\n"


def _exhibits(draft: Layout, step: Step, wholes: Mapping[str, str]) -> list[str]:
    """Include the figures, then the tables, then the values of a step."""
    folder = draft.artefacts(step.study, step.analysis)
    captions = json.loads((folder / "captions.json").read_text(encoding="utf-8"))
    lines = []
    for name in sorted(captions, key=lambda name: (captions[name]["kind"] != "figure", name)):
        lines.append(f"{{{{< include _parts/{step.study}/{step.analysis}/{name}.qmd >}}}}")
        if name in wholes:
            lines.append(whole_table(draft, step, name, wholes[name]))
    made = draft.artefacts("report", "made") / f"{step.analysis}-values.md"
    if made.is_file():
        lines.append(f"{{{{< include _parts/report/made/{step.analysis}-values.qmd >}}}}")
    return lines


def _failure(step: Step, message: str) -> str:
    return (
        f"**Nothing can be shown here.** The analysis {step.analysis} stopped, and said:\n\n"
        f"{code_block(message)}"
    )


def _missing(missing: Mapping[Analysis, Sequence[str]]) -> str:
    lines = ["# What other tables would add", ""]
    lines += [
        f"- **{analysis.name}**: {markdown(analysis.question)} "
        f"It needs {listed(f'`{need}`' for need in needs)}."
        for analysis, needs in missing.items()
    ]
    return "\n".join(lines)
