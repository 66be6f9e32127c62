"""The report of one study: what stands out, a section per question, an appendix with the rest.

It is a paper of its own, with the template ``paper/report/`` as its manuscript, and is rendered
as the paper is, in the language of the study.
"""

import os
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from compendium.errors import StudyError
from compendium.exhibits.origin import Origin
from compendium.exhibits.save import artefact_files, write_artefacts
from compendium.files import working_folder, write_whole
from compendium.language import mark, say as words, speaking
from compendium.layout import LANGUAGE, RECORD, Layout
from compendium.own.hints import example_rows_left
from compendium.own.report.about import about_exhibits
from compendium.own.report.appendix import appendix
from compendium.own.report.body import body
from compendium.own.report.code_tree import ANALYSIS as TREE, code_tree
from compendium.own.report.draft import Draft, copy_made
from compendium.own.report.findings import Finding, choose
from compendium.own.report.first_page import first_page
from compendium.own.report.followed import write_followed
from compendium.own.report.form import PPTX, XLSX, Form, check_form, check_template
from compendium.own.report.material import Material
from compendium.own.report.page import finish_page
from compendium.own.report.quotes import Passage, browser, quotes_part, read_passages, warning
from compendium.own.report.readings import reading_of
from compendium.own.report.sections import in_order, section_of
from compendium.own.report.slides import build_slides
from compendium.own.report.tables import workbook
from compendium.own.report.title import title_values, write_settings
from compendium.own.report.word import finish_word
from compendium.paper import ENDINGS, build_paper
from compendium.steps.plan import Step, lacking, make_plan, read_analyses
from compendium.steps.run import Outcome, run_steps
from compendium.steps.withheld import withheld_steps
from compendium.study.study import Study, read_study, study_names
from compendium.study.unknown import name_problems

BUILDING = mark("Building the report")
PIECES = "pieces"  # below build/: figures and tables of web pages, as they were last rendered
TEMPLATE = "report"  # in paper/, and below build/ what is made of it


@dataclass(frozen=True)
class Report:
    """What building a report gave.

    Parameters
    ----------
    files : tuple of Path
        The web page, the Word file, the PDF and the workbook of tables, as far as asked for.
    failures : dict of str to str
        What went wrong, by the name of the analysis; the report lists it too.
    waiting : tuple of str
        Analyses that are not up to date, and were put off.
    """

    files: tuple[Path, ...]
    failures: dict[str, str]
    waiting: tuple[str, ...] = ()


def build_report(
    layout: Layout,
    name: str,
    *,
    jobs: int = 1,
    renderer: str = "auto",
    form: Form | None = None,
    put_off: Collection[str] = (),
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
    form : Form, optional
        Language, files, template for Word, and whether there are quotations.
    put_off : collection of str, optional
        Analyses that are shown as they were made last, where they were, and not run.
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
    form = form or Form()
    study = read_study(name, layout=layout)
    if wrong := name_problems(name):
        raise StudyError(wrong[0])
    template = layout.paper / TEMPLATE
    check_template(layout, template)
    check_form(layout, form)
    language = form.language or study.shown_in
    made_in = layout if language == study.shown_in else replace(layout, language=language)
    with _spoken(made_in.language):
        passages = read_passages(study) if form.quotes else []
    withheld = withheld_steps(made_in, studies=[name])
    steps = [*make_plan(made_in, studies=[name]), *(one.step for one in withheld)]
    due = [step for step in steps if step.reason]
    waiting = [step for step in due if step.analysis in put_off and _was_made(made_in, step)]
    with _spoken(made_in.language):
        failures = _run(made_in, [step for step in due if step not in waiting], jobs, say)
    with _spoken(made_in.language), speaking(language), working_folder(layout.build) as folder:
        home = Layout(folder)
        shutil.copytree(template, home.paper)
        marked = warning() if passages else ""
        kept = {one.step.analysis: one.why for one in withheld}
        draft = _write_draft(home, made_in, study, steps, failures, kept, marked=marked)
        write_settings(home, study, template=form.template, marked=marked)
        _add_quotations(home, passages)
        say(words(BUILDING))
        endings = [ending for ending in form.endings if ending in ENDINGS]
        outputs = []
        if endings:
            outputs = build_paper(
                home, renderer=renderer, report=lambda _: None, formats=endings,
                pieces=layout.build / PIECES / f"{name}-{language}.json",
            )  # fmt: skip
        files = _finished(layout, draft, outputs, form, passages)
        made = _keep(layout, study, files, form, base=_base(study, language, bool(passages)))
        return Report(made, failures, tuple(step.analysis for step in waiting))


def _write_draft(
    home: Layout,
    layout: Layout,
    study: Study,
    steps: Sequence[Step],
    failures: Mapping[str, str],
    kept: Mapping[str, str],
    *,
    marked: str,
) -> Draft:
    """Write the parts of a report beside its template."""
    by_name = {step.analysis: step for step in steps}
    ordered = [by_name[name] for name in in_order(list(by_name))]
    done = [step for step in ordered if step.analysis not in failures]
    material = Material(study, copy_made(home, layout, done), kept)
    analyses = read_analyses(layout)
    draft = Draft(home, study, material, analyses, {TREE: code_tree(material)})
    missing = {
        analysis: lacking(analysis, study.folder)
        for analysis in analyses
        if analysis.name not in by_name
    }
    about = about_exhibits(draft, layout, ordered)
    made = artefact_files(about, title_values(study), origin=Origin(study.name, "report"))
    write_artefacts(home.artefacts("report", "made"), made)
    filled = [name for name, exhibit in about.items() if len(exhibit.table)]
    texts = {
        "_first_page.qmd": first_page(material, stand_out(material), _examples(study), marked),
        "_body.qmd": body(draft, ordered, failures, kept),
        "_appendix.qmd": appendix(draft, ordered, missing, filled),
    }
    for file, text in texts.items():
        (home.paper / file).write_bytes(text.encode())
    return draft


def stand_out(material: Material) -> list[Finding]:
    """Choose what stands out of all that the analyses found."""
    readings = [reading_of(material, name) for name in material.made]
    return choose(finding for reading in readings for finding in reading.findings)


def _add_quotations(home: Layout, passages: Sequence[Passage]) -> None:
    """Put the quotations before the appendix; without any nothing changes."""
    if passages:
        path = home.paper / "_appendix.qmd"
        text = f"{quotes_part(list(passages))}\n{path.read_text(encoding='utf-8')}"
        path.write_bytes(text.encode())


def _finished(
    layout: Layout,
    draft: Draft,
    outputs: Sequence[Path],
    form: Form,
    passages: Sequence[Passage],
) -> dict[str, bytes]:
    """Give what each file of the report holds, by its ending."""
    marked = warning() if passages else ""
    made = {path.suffix[1:]: path.read_bytes() for path in outputs}
    if "html" in made and "html" in form.endings:
        listing = browser(list(passages)) if passages else ""
        page = finish_page(made["html"].decode(), marked=marked, passages=listing)
        made["html"] = page.encode()
    if "docx" in made:
        made["docx"] = finish_word(made["docx"], marked=marked)
    files = {ending: made[ending] for ending in ENDINGS if ending in form.endings}
    if PPTX in form.endings:
        files[PPTX] = build_slides(layout, draft.material, stand_out(draft.material))
    if XLSX in form.endings:
        titles = {name: words(section_of(name).heading) for name in draft.material.made}
        files[XLSX] = workbook(list(draft.material.made.values()), titles)
    return files


def _was_made(layout: Layout, step: Step) -> bool:
    return (layout.artefacts(step.study, step.analysis) / RECORD).is_file()


def _examples(study: Study) -> list[str]:
    return list(example_rows_left(study))


@contextmanager
def _spoken(language: str) -> Iterator[None]:
    """Let notebooks speak another language than that of their study."""
    if language:
        os.environ[LANGUAGE] = language
    try:
        yield
    finally:
        os.environ.pop(LANGUAGE, None)


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


def _base(study: Study, language: str, quotes: bool) -> str:
    """Name of the files of a report, before what they end with."""
    base = study.name if language == study.shown_in else f"{study.name}-{language}"
    return f"{base}-with-quotes" if quotes else base


def _keep(
    layout: Layout, study: Study, files: Mapping[str, bytes], form: Form, *, base: str
) -> tuple[Path, ...]:
    """Put the files in their place, and take away the reports of studies that are gone."""
    home = layout.build / TEMPLATE
    name = study.name
    kept = []
    for ending, content in files.items():
        file = f"{base}-tables.xlsx" if ending == XLSX else f"{base}.{ending}"
        kept.append(home / name / file)
        write = write_followed if form.followed and ending == "html" else write_whole
        write(kept[-1], content)
    known = study_names(layout)
    for folder in home.iterdir():
        if folder.is_dir() and folder.name not in known:
            shutil.rmtree(folder)
    return tuple(kept)
