"""The report of one study: all that its analyses made, as a web page, a Word file and a PDF.

It is a paper of its own, with the template ``paper/report/`` as its manuscript, and is rendered
as the paper is.
"""

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from compendium.errors import PaperError
from compendium.exhibits.save import write_artefacts
from compendium.files import working_folder, write_whole
from compendium.layout import Layout
from compendium.own.hints import study_hints
from compendium.own.report.about import about_files
from compendium.own.report.body import body, introduction
from compendium.own.report.tables import shorten
from compendium.paper import build_paper
from compendium.steps.plan import Step, lacking, make_plan, read_analyses
from compendium.steps.run import Outcome, run_steps
from compendium.study.study import Study, read_study, study_names

TEMPLATE = "report"  # in paper/, and below build/ what is made of it
ENDINGS = ("html", "docx", "pdf")


@dataclass(frozen=True)
class Report:
    """What building a report gave.

    Parameters
    ----------
    files : tuple of Path
        The web page, the Word file and the PDF.
    failures : dict of str to str
        What went wrong, by the name of the analysis; the report lists it too.
    """

    files: tuple[Path, ...]
    failures: dict[str, str]


def build_report(
    layout: Layout,
    name: str,
    *,
    jobs: int = 1,
    renderer: str = "auto",
    say: Callable[[str], object] = print,
) -> Report:
    """Run the analyses of a study that are not up to date, and build its report.

    Parameters
    ----------
    layout : Layout
        The compendium.
    name : str
        Name of the study.
    jobs : int, optional
        How many notebooks run at a time, at least 1.
    renderer : {"auto", "quarto", "builtin"}, optional
        As for the paper.
    say : callable, optional
        Called with one line of text as each stage ends or begins.

    Returns
    -------
    Report
        The files in ``build/report/<study>/``, and what went wrong.

    Raises
    ------
    StudyError
        When there is no such study, or it has the tables of no analysis.
    PaperError
        When the report cannot be rendered; an earlier one then stays as it is.
    """
    study = read_study(name, layout=layout)
    template = layout.paper / TEMPLATE
    if not (template / "index.qmd").is_file():
        raise PaperError(
            f"{layout.shown(template)}/index.qmd: the template of the report is missing. "
            "Restore it from the repository."
        )
    steps = make_plan(layout, studies=[name])
    failures = _run(layout, [step for step in steps if step.reason], jobs, say)
    with working_folder(layout.build) as folder:
        draft = Layout(folder)
        shutil.copytree(template, draft.paper)
        _write_draft(draft, layout, study, steps, failures)
        say("Building the report")
        made = build_paper(draft, renderer=renderer, report=lambda _: None)
        return Report(_keep(layout, name, made), failures)


def _write_draft(
    draft: Layout, layout: Layout, study: Study, steps: Sequence[Step], failures: Mapping[str, str]
) -> None:
    """Put beside the template what it shows: copies of the artefacts, and the text about them."""
    done = [step for step in steps if step.analysis not in failures]
    wholes = {}
    for step in done:
        folder = layout.artefacts(step.study, step.analysis)
        shutil.copytree(folder, draft.artefacts(step.study, step.analysis))
        wholes[step.analysis] = shorten(draft, step)
    about = about_files(draft, layout, study, steps, failures)
    write_artefacts(draft.artefacts("report", "made"), about)
    analyses, had = read_analyses(layout), {step.analysis for step in steps}
    missing = {
        analysis: lacking(analysis, study.folder)
        for analysis in analyses
        if analysis.name not in had
    }
    examples = [hint for hint in study_hints(study) if "example row" in hint]
    texts = {
        "_introduction.qmd": introduction(study, examples),
        "_body.qmd": body(draft, steps, analyses, failures, wholes, missing),
    }
    for file, text in texts.items():
        write_whole(draft.paper / file, text.encode())


def _run(
    layout: Layout, steps: Sequence[Step], jobs: int, say: Callable[[str], object]
) -> dict[str, str]:
    """Run steps; give the message of each that failed."""
    if not steps:
        return {}

    def show(outcome: Outcome) -> None:
        mark = "failed" if outcome.error else "done"
        say(f"{outcome.step.name}  {mark}, {outcome.seconds:.1f} s")

    outcomes = run_steps(layout, steps, jobs=min(jobs, len(steps)), on_end=show)
    return {outcome.step.analysis: outcome.error for outcome in outcomes if outcome.error}


def _keep(layout: Layout, name: str, made: Sequence[Path]) -> tuple[Path, ...]:
    """Put the files in their place, and take away the reports of studies that are gone."""
    home = layout.build / TEMPLATE
    files = []
    for ending in ENDINGS:
        (source,) = [path for path in made if path.suffix == f".{ending}"]
        files.append(home / name / f"{name}.{ending}")
        write_whole(files[-1], source.read_bytes())
    known = study_names(layout)
    for folder in home.iterdir():
        if folder.is_dir() and folder.name not in known:
            shutil.rmtree(folder)
    return tuple(files)
