"""The report of one study: what stands out, a section per question, an appendix with the rest.

It is a paper of its own, with the template ``paper/report/`` as its manuscript, and is rendered
as the paper is, in the language of the study.
"""

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from compendium.errors import PaperError
from compendium.exhibits.save import artefact_files, write_artefacts
from compendium.files import working_folder, write_whole
from compendium.language import say as words, speaking
from compendium.layout import Layout
from compendium.own.hints import study_hints
from compendium.own.report.about import about_exhibits
from compendium.own.report.appendix import appendix
from compendium.own.report.body import body
from compendium.own.report.draft import Draft, copy_made
from compendium.own.report.findings import Finding, choose
from compendium.own.report.first_page import first_page
from compendium.own.report.material import Material
from compendium.own.report.readings import reading_of
from compendium.own.report.sections import in_order, section_of
from compendium.own.report.tables import workbook
from compendium.own.report.title import title_values, write_settings
from compendium.paper import build_paper
from compendium.steps.plan import Step, lacking, make_plan, read_analyses
from compendium.steps.run import Outcome, run_steps
from compendium.study.study import Study, read_study, study_names

TEMPLATE = "report"  # in paper/, and below build/ what is made of it
ENDINGS = ("html", "docx", "pdf")
TABLES = "tables.xlsx"


@dataclass(frozen=True)
class Report:
    """What building a report gave.

    Parameters
    ----------
    files : tuple of Path
        The web page, the Word file, the PDF and the workbook of tables.
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
    with speaking(study.shown_in), working_folder(layout.build) as folder:
        home = Layout(folder)
        shutil.copytree(template, home.paper)
        tables = _write_draft(home, layout, study, steps, failures)
        say("Building the report")
        made = build_paper(home, renderer=renderer, report=lambda _: None)
        return Report(_keep(layout, name, made, tables), failures)


def _write_draft(
    home: Layout, layout: Layout, study: Study, steps: Sequence[Step], failures: Mapping[str, str]
) -> bytes:
    """Write the parts of a report beside its template; give the workbook of all tables."""
    by_name = {step.analysis: step for step in steps}
    ordered = [by_name[name] for name in in_order(list(by_name))]
    done = [step for step in ordered if step.analysis not in failures]
    made = copy_made(home, layout, done)
    analyses = read_analyses(layout)
    draft = Draft(home, study, Material(study, made), analyses)
    missing = {
        analysis: lacking(analysis, study.folder)
        for analysis in analyses
        if analysis.name not in by_name
    }
    about = about_exhibits(draft, layout, ordered)
    write_artefacts(
        home.artefacts("report", "made"), artefact_files(about, title_values(study), made_by="")
    )
    filled = [name for name, exhibit in about.items() if len(exhibit.table)]
    texts = {
        "_first_page.qmd": first_page(draft.material, _findings(draft), _examples(study)),
        "_body.qmd": body(draft, ordered, failures),
        "_appendix.qmd": appendix(draft, ordered, missing, filled),
    }
    for file, text in texts.items():
        write_whole(home.paper / file, text.encode())
    write_settings(home, study)
    titles = {name: words(section_of(name).heading) for name in by_name}
    return workbook(list(made.values()), titles)


def _findings(draft: Draft) -> list[Finding]:
    """Choose what stands out of all that the analyses found."""
    readings = [reading_of(draft.material, name) for name in draft.material.made]
    return choose(finding for reading in readings for finding in reading.findings)


def _examples(study: Study) -> list[str]:
    return [hint for hint in study_hints(study) if "example row" in hint]


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


def _keep(layout: Layout, name: str, made: Sequence[Path], tables: bytes) -> tuple[Path, ...]:
    """Put the files in their place, and take away the reports of studies that are gone."""
    home = layout.build / TEMPLATE
    files = []
    for ending in ENDINGS:
        (source,) = [path for path in made if path.suffix == f".{ending}"]
        files.append(home / name / f"{name}.{ending}")
        write_whole(files[-1], source.read_bytes())
    files.append(home / name / f"{name}-{TABLES}")
    write_whole(files[-1], tables)
    known = study_names(layout)
    for folder in home.iterdir():
        if folder.is_dir() and folder.name not in known:
            shutil.rmtree(folder)
    return tuple(files)
