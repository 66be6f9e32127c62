"""What a report says about itself: tables, values, notebooks and versions, as artefacts."""

import hashlib
import json
import platform
import shutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from importlib.metadata import version
from typing import Any

import pandas as pd

from compendium.errors import TableError
from compendium.exhibits.exhibit import Exhibit
from compendium.exhibits.save import artefact_files
from compendium.layout import TEXTS, Layout, has_texts
from compendium.paper.parts import decimal_text
from compendium.steps.plan import Step
from compendium.steps.stale import LOCK
from compendium.study.kinds import load_schema
from compendium.study.study import Study

MOST_VALUES = 30
PACKAGES = ("compendium", "pandas", "matplotlib", "seaborn", "papermill")
RENDERERS = ("pypandoc_binary", "typst")


def about_files(
    draft: Layout, layout: Layout, study: Study, steps: Sequence[Step], failed: Collection[str]
) -> dict[str, bytes]:
    """Make the artefacts that describe a study and its report.

    Parameters
    ----------
    draft : Layout
        Where copies of the artefacts are.
    layout : Layout
        The compendium.
    study : Study
        The study.
    steps : sequence of Step
        The steps of the study.
    failed : collection of str
        Analyses that failed.

    Returns
    -------
    dict of str to bytes
        Files of a folder of artefacts: tables ``study-tables``, ``<analysis>-values``,
        ``notebooks`` and ``versions``; values ``title`` and ``label``.
    """
    exhibits = {"study-tables": _tables(study)}
    for step in [step for step in steps if step.analysis not in failed]:
        path = draft.artefacts(step.study, step.analysis) / "values.json"
        values = json.loads(path.read_text(encoding="utf-8"))
        exhibits[f"{step.analysis}-values"] = _values(values, step)
    exhibits["notebooks"] = _notebooks(steps)
    exhibits["versions"] = _versions(layout)
    title = str(study.about.get("title") or study.label)
    values = {"title": title, "label": study.label}
    return artefact_files(exhibits, values, made_by="")


def _tables(study: Study) -> Exhibit:
    rows = []
    for kind in study.kinds:
        what = load_schema(kind)["description"].rstrip(".")
        try:
            count = str(len(study.numbered(kind)))
        except TableError:
            count = "has mistakes"
        rows.append((study.file_name(kind), what[0].lower() + what[1:], count))
    if has_texts(study.folder):
        texts = [path for path in (study.folder / TEXTS).rglob("*") if path.is_file()]
        count = str(sum(not path.name.startswith(".") for path in texts))
        rows.append((f"{TEXTS.as_posix()}/", "a text, which stays on this computer", count))
    table = pd.DataFrame(rows, columns=["File", "One row is", "Rows"])
    return Exhibit(table, f"The tables of the study, in data/{study.name}/.", "")


def _values(values: Mapping[str, Any], step: Step) -> Exhibit:
    """List the values of an analysis; where there are very many, those at the top."""
    found = dict(_flat(values))
    top = {name: value for name, value in found.items() if "." not in name}
    shown = found if len(found) <= MOST_VALUES else dict(list(top.items())[:MOST_VALUES])
    rows = [(_words(name), _text(value)) for name, value in shown.items()]
    table = pd.DataFrame(rows, columns=["Quantity", "Value"])
    count = "" if len(shown) == len(found) else f", {len(shown)} of {len(found)},"
    where = f"figures/{step.study}/{step.analysis}/values.json"
    return Exhibit(table, f"Key values{count} from {where}.", "")


def _flat(values: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{above}{name}.")
        elif value is not None and not isinstance(value, list):
            yield f"{above}{name}", value


def _words(name: str) -> str:
    words = name.replace(".", ": ").replace("_", " ")
    return f"number of {words[2:]}" if words.startswith("n ") else words


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return decimal_text(value) if isinstance(value, float) else str(value)


def _notebooks(steps: Sequence[Step]) -> Exhibit:
    rows = [
        (step.analysis, step.notebook.name, _short_hash(step.notebook.read_bytes()))
        for step in steps
    ]
    table = pd.DataFrame(rows, columns=["Analysis", "Notebook", "SHA-256 begins with"])
    return Exhibit(table, "The notebooks that made the figures and tables.", "")


def _versions(layout: Layout) -> Exhibit:
    from compendium.paper.quarto import quarto_version

    rows = [("Python", platform.python_version())]
    rows += [(name, version(name)) for name in PACKAGES]
    if shutil.which("quarto"):
        rows.append(("Quarto", quarto_version()))
    rows += [(name.removesuffix("_binary"), version(name)) for name in RENDERERS]
    lock = layout.root / LOCK
    if lock.is_file():
        rows.append((f"{LOCK}, SHA-256 begins with", _short_hash(lock.read_bytes())))
    table = pd.DataFrame(rows, columns=["Program", "Version"])
    return Exhibit(table, "The programs, and the file that pins all packages.", "")


def _short_hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
