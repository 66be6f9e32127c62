"""The work list: which analysis runs on which study, and why it would run.

The list is never written down. A step exists for every study that has the tables an analysis
needs; it is stale when something that it depends on changed in content.
"""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from compendium.errors import AnalysisError, StudyError
from compendium.fingerprint import digest, fingerprint
from compendium.layout import Layout
from compendium.steps.chosen import cannot_run, check_names
from compendium.steps.contract import check_parameters, parse_value, read_contract
from compendium.steps.needs import is_met, kinds_needed, parse_need
from compendium.steps.stale import LOCK, changes, read_record, told
from compendium.steps.undeclared import find_undeclared
from compendium.study.sheets import study_folders
from compendium.study.withheld import away

NOT_RUN = "not run yet"


@dataclass(frozen=True)
class Analysis:
    """One question, asked by one notebook.

    Parameters
    ----------
    name : str
        As in ``notebooks/analyses.toml`` and in the notebook's file name.
    question : str
        The question, in a sentence.
    needs : tuple of str
        What a study must have, as `compendium.steps.needs` reads it: a kind of table, or something
        about one.
    uses : tuple of str
        Kinds of tables that are used when the study has them.
    across : tuple of str
        Kinds of tables that are read of other studies.
    makes : str
        What it makes, in words.
    notebook : Path
        The notebook.
    """

    name: str
    question: str
    needs: tuple[str, ...]
    uses: tuple[str, ...]
    across: tuple[str, ...]
    makes: str
    notebook: Path


@dataclass(frozen=True)
class Step:
    """One analysis of one study.

    Parameters
    ----------
    study, analysis : str
        Their names.
    notebook : Path
        The notebook to run.
    parameters : dict
        Values for its parameters.
    reason : str
        Why it would run; empty when everything is up to date.
    kinds : tuple of str
        Kinds of tables of the study that the analysis declares.
    across : tuple of str
        Kinds of tables of other studies that it declares.
    given : dict
        Fingerprints of the notebook and of the lock when the plan was made: what is edited while
        the step runs has then changed since.
    """

    study: str
    analysis: str
    notebook: Path
    parameters: dict[str, Any]
    reason: str
    kinds: tuple[str, ...] = ()
    across: tuple[str, ...] = ()
    given: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The step in messages: study/analysis."""
        return f"{self.study}/{self.analysis}"


def read_analyses(layout: Layout) -> list[Analysis]:
    """Read ``notebooks/analyses.toml`` and find the notebook of each analysis.

    Raises
    ------
    AnalysisError
        When the file cannot be read, a kind of table is unknown, or a notebook is missing.
    """
    path = layout.notebooks / "analyses.toml"
    try:
        listed = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise AnalysisError(
            f"notebooks/analyses.toml: the file cannot be read ({error.strerror}). Check that you "
            "may open it."
        ) from error
    except (ValueError, RecursionError) as error:
        raise AnalysisError(f"notebooks/analyses.toml: {error}. Correct that line.") from error
    return [_analysis(layout, name, entry) for name, entry in listed.items()]


def make_plan(
    layout: Layout,
    *,
    studies: Sequence[str] = (),
    analyses: Sequence[str] = (),
    parameters: Mapping[str, str] | None = None,
) -> list[Step]:
    """List the steps, with the reason why each would run.

    Parameters
    ----------
    layout : Layout
        The compendium.
    studies, analyses : sequence of str, optional
        Only these; by default all.
    parameters : mapping of str to str, optional
        Values for parameters of the notebooks, as text.

    Returns
    -------
    list of Step
        By study, then in the order of ``analyses.toml``.

    Raises
    ------
    StudyError, AnalysisError
        When a study or analysis is not there, a study lacks what a chosen analysis needs, or
        a parameter does not exist or has another type.
    """
    known = read_analyses(layout)
    present = study_folders(layout)
    check_names("study", studies, list(present), StudyError)
    check_names("analysis", analyses, [analysis.name for analysis in known], AnalysisError)
    chosen = [analysis for analysis in known if not analyses or analysis.name in analyses]
    look = cache(digest)  # most steps depend on the same modules
    asked = {s: present[s] for s in studies or present}
    absent = away(layout)
    steps = [
        _step(layout, study, analysis, parameters or {}, look)
        for study, folder in present.items()
        if study in asked
        for analysis in chosen
        if not lacking(analysis, folder) and not cannot_run(analysis, study, absent)
    ]
    if not steps and (studies or analyses):
        raise StudyError(_why_none(chosen, asked, absent))
    return steps


def lacking(analysis: Analysis, folder: Path) -> list[str]:
    """Needs of an analysis that the study in a folder does not meet."""
    return [need for need in analysis.needs if not is_met(need, folder)]


def record_of(layout: Layout, step: Step) -> dict[str, Any] | None:
    """Read the record that the last run of a step left; None when there is none."""
    return read_record(layout.artefacts(step.study, step.analysis))


def messages_of(layout: Layout, step: Step) -> list[str]:
    """Say what the last run of a step touched beyond what it declares."""
    return list((record_of(layout, step) or {}).get("messages", []))


def completed_record(layout: Layout, step: Step) -> dict[str, Any]:
    """Add to the record that `co.save` left what only the runner knows."""
    record = record_of(layout, step)
    if record is None:
        raise AnalysisError(
            f"{step.notebook.name} ran to its end but saved nothing. "
            f'End it with a cell that calls co.save(study, "{step.analysis}", ...).'
        )
    found = find_undeclared(
        layout,
        step.study,
        step.analysis,
        declared=step.kinds,
        across=step.across,
        tables=record.get("tables", {}),
    )
    return {
        **record,
        **step.given,
        "parameters": step.parameters,
        "undeclared": found.files,
        "messages": found.messages,
    }


def _analysis(layout: Layout, name: str, entry: Any) -> Analysis:
    where = f"notebooks/analyses.toml, [{name}]"
    lines = entry if isinstance(entry, dict) else {}
    absent = [line for line in ("question", "needs", "makes") if line not in lines]
    if absent:
        raise AnalysisError(
            f"{where}: there is no line {absent[0]}. Each analysis is a section of its own, with "
            "question, needs and makes."
        )
    for line in ("needs", "uses", "across"):
        value = lines.get(line, [])
        if not (isinstance(value, list) and all(isinstance(name, str) for name in value)):
            raise AnalysisError(
                f"{where}: {line} is {value!r}. Write the names of tables, each between quotation "
                f'marks, in square brackets: {line} = ["codes", "segments"]'
            )
    for line in ("question", "makes"):
        if not isinstance(lines[line], str):
            raise AnalysisError(
                f"{where}: {line} is {lines[line]!r}. Write it between quotation marks."
            )
    try:
        for need in [*entry["needs"], *entry.get("uses", []), *entry.get("across", [])]:
            parse_need(need)
    except AnalysisError as error:
        raise AnalysisError(f"{where}: {error}") from error
    notebooks = sorted(layout.notebooks.glob(f"*-{name}.ipynb"))
    if len(notebooks) != 1:
        raise AnalysisError(
            f"{where}: expected one notebook NN-{name}.ipynb in notebooks/, "
            f"found {len(notebooks)}. Add it, or correct the name."
        )
    return Analysis(
        name,
        entry["question"],
        tuple(entry["needs"]),
        tuple(entry.get("uses", [])),
        tuple(entry.get("across", [])),
        entry["makes"],
        notebooks[0],
    )


def _step(
    layout: Layout,
    study: str,
    analysis: Analysis,
    given: Mapping[str, str],
    look: Callable[[Path], str],
) -> Step:
    contract = read_contract(analysis.notebook)
    values: dict[str, Any] = {"study": study}
    if "study" in given:
        raise AnalysisError(
            f"-p study={given['study']}: the study is not chosen so, since its artefacts would be "
            f"taken for those of {study}. Type --study {given['study']}."
        )
    for name, text in given.items():
        values[name] = parse_value(text, contract[name]) if name in contract else text
    check_parameters(contract, values, notebook=analysis.notebook.name)
    named = [*analysis.needs, *analysis.uses]
    step = Step(
        study,
        analysis.name,
        analysis.notebook,
        values,
        "",
        kinds=tuple(kind for need in named for kind in kinds_needed(need)),
        across=analysis.across,
        given={
            "notebook": {layout.shown(analysis.notebook): fingerprint(analysis.notebook)},
            "lock": {LOCK: look(layout.root / LOCK)},
        },
    )
    return replace(step, reason=_why_stale(layout, step, look))


def _why_stale(layout: Layout, step: Step, look: Callable[[Path], str]) -> str:
    """Say what changed since the step's record was made; empty when nothing did."""
    record = record_of(layout, step)
    # Only the runner adds the notebook: a record without it is of a step that did not end.
    if record is None or not isinstance(record.get("notebook"), dict):
        return NOT_RUN
    folder = layout.artefacts(step.study, step.analysis)
    reasons = changes(layout, record, folder, look=look)
    if record.get("parameters") != step.parameters:
        reasons.insert(0, "parameters changed")
    if step.given["notebook"].keys() != record["notebook"].keys():
        reasons.insert(0, f"{step.notebook.name} is the notebook now")
    return told(reasons)


def _why_none(
    chosen: Sequence[Analysis],
    present: Mapping[str, Path],
    absent: Mapping[str, Mapping[str, str]],
) -> str:
    lines = []
    for study, folder in present.items():
        for analysis in chosen:
            needs = f"{analysis.name} needs {', '.join(lacking(analysis, folder))}"
            withheld = cannot_run(analysis, study, absent)
            told = f"{analysis.name} rests on a withheld table: {'; '.join(withheld)}"
            lines.append(f"{study}: {told if withheld else needs}")
    return "nothing to run; tables are missing. Add them to the study's folder.\n" + "\n".join(
        lines
    )
