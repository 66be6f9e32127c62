"""The work list: which analysis runs on which study, and why it would run.

The list is never written down. A step exists for every study that has the tables an analysis
needs; it is stale when something that it depends on changed in content.
"""

import difflib
import hashlib
import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compendium.contract import check_parameters, parse_value, read_contract
from compendium.errors import AnalysisError, StudyError
from compendium.files import folder_hash
from compendium.kinds import KINDS
from compendium.layout import RECORD, Layout
from compendium.needs import has_texts, is_met, parse_need

LOCK = "requirements.lock"


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
        What a study must have, as `compendium.needs` reads it: a kind of table, or something
        about one.
    uses : tuple of str
        Kinds of tables that are used when the study has them.
    makes : str
        What it makes, in words.
    notebook : Path
        The notebook.
    """

    name: str
    question: str
    needs: tuple[str, ...]
    uses: tuple[str, ...]
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
    """

    study: str
    analysis: str
    notebook: Path
    parameters: dict[str, Any]
    reason: str

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
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
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
    present = _study_folders(layout)
    _check_names("study", studies, list(present), StudyError)
    _check_names("analysis", analyses, [analysis.name for analysis in known], AnalysisError)
    chosen = [analysis for analysis in known if not analyses or analysis.name in analyses]
    lock = _digest(layout.root / LOCK)
    steps = [
        _step(layout, study, analysis, parameters or {}, lock)
        for study, folder in present.items()
        if not studies or study in studies
        for analysis in chosen
        if not lacking(analysis, folder)
    ]
    if not steps and (studies or analyses):
        raise StudyError(_why_none(chosen, {s: present[s] for s in studies or present}))
    return steps


def lacking(analysis: Analysis, folder: Path) -> list[str]:
    """Needs of an analysis that the study in a folder does not meet."""
    return [need for need in analysis.needs if not is_met(need, folder)]


def record_of(layout: Layout, step: Step) -> dict[str, Any] | None:
    """Read the record that the last run of a step left; None when there is none."""
    path = layout.artefacts(step.study, step.analysis) / RECORD
    try:
        record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return None
    return record


def completed_record(layout: Layout, step: Step) -> dict[str, Any]:
    """Add to the record that `compendium.save` left what only the runner knows."""
    record = record_of(layout, step)
    if record is None:
        raise AnalysisError(
            f"{step.notebook.name} ran to its end but saved nothing. "
            f'End it with a cell that calls co.save(study, "{step.analysis}", ...).'
        )
    return {
        **record,
        "notebook": _digest(step.notebook),
        "parameters": step.parameters,
        "lock": _digest(layout.root / LOCK),
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
    try:
        for need in [*entry["needs"], *entry.get("uses", [])]:
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
        entry["makes"],
        notebooks[0],
    )


def _study_folders(layout: Layout) -> dict[str, Path]:
    """Find the folders of the studies: those that hold a table or texts."""
    if not layout.data.is_dir():
        return {}
    return {
        folder.name: folder
        for folder in sorted(layout.data.iterdir())
        if has_texts(folder) or any((folder / f"{kind}.csv").is_file() for kind in KINDS)
    }


def _step(
    layout: Layout, study: str, analysis: Analysis, given: Mapping[str, str], lock: str
) -> Step:
    contract = read_contract(analysis.notebook)
    values: dict[str, Any] = {"study": study}
    for name, text in given.items():
        values[name] = parse_value(text, contract[name]) if name in contract else text
    check_parameters(contract, values, notebook=analysis.notebook.name)
    step = Step(study, analysis.name, analysis.notebook, values, "")
    reason = _why_stale(layout, step, record_of(layout, step), lock)
    return Step(study, analysis.name, analysis.notebook, values, reason)


def _why_stale(layout: Layout, step: Step, record: dict[str, Any] | None, lock: str) -> str:
    """Say what changed since the step's record was made; empty when nothing did."""
    if record is None or "notebook" not in record:
        return "not run yet"
    if record["parameters"] != step.parameters:
        return "parameters changed"
    if record["notebook"] != _digest(step.notebook):
        return f"{step.notebook.name} changed"
    if record["lock"] != lock:
        return f"{LOCK} changed"
    for path, digest in {**record["tables"], **record["modules"]}.items():
        found = _digest(layout.root / path)
        if found != digest:
            return f"{path} {'changed' if digest else 'was added'}"
    folder = layout.artefacts(step.study, step.analysis)
    for name, digest in record["artefacts"].items():
        found = _digest(folder / name)
        if found != digest:
            return f"{name} was {'changed' if found else 'deleted'}"
    return ""


def _digest(path: Path) -> str:
    """SHA-256 of a file, or of the names in a folder; empty when there is neither."""
    if path.is_dir():
        return folder_hash(path)
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return ""


def _check_names(
    what: str, names: Sequence[str], known: Sequence[str], error: type[StudyError | AnalysisError]
) -> None:
    for name in names:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"Did you mean {near[0]}?" if near else f"There are {', '.join(known)}."
            raise error(f"there is no {what} {name!r}. {hint}")


def _why_none(chosen: Sequence[Analysis], present: Mapping[str, Path]) -> str:
    lines = [
        f"{study}: {analysis.name} needs {', '.join(lacking(analysis, folder))}"
        for study, folder in present.items()
        for analysis in chosen
    ]
    return "nothing to run; tables are missing. Add them to the study's folder.\n" + "\n".join(
        lines
    )
