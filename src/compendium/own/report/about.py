"""What a report says of its making: tables of the study, key values, notebooks, programs."""

import hashlib
import platform
import shutil
from collections.abc import Sequence
from importlib.metadata import version

import pandas as pd

from compendium.errors import TableError
from compendium.exhibits.exhibit import Exhibit
from compendium.language import mark, say, tell
from compendium.layout import TEXTS, Layout, has_texts
from compendium.own.report.draft import Draft
from compendium.own.report.quantities import key_values
from compendium.own.report.sections import section_of
from compendium.steps.plan import Step
from compendium.steps.stale import LOCK
from compendium.study.small_cells import HELD
from compendium.study.study import Study
from compendium.study.withheld import withheld_tables

PACKAGES = ("compendium", "pandas", "matplotlib", "seaborn", "papermill")
RENDERERS = ("pypandoc_binary", "typst")
# What a row of each kind of table is.
ROWS = {
    "cases": mark("a case"),
    "claims": mark("something that the publication says about its own data"),
    "codes": mark("a code"),
    "concepts": mark("a concept shared by several studies"),
    "crosswalk": mark("a code that stands for a shared concept"),
    "elements": mark("a way of collecting data"),
    "events": mark("something that happened"),
    "factors": mark("a condition, a type of actor or a property"),
    "items": mark("an item of the questionnaire"),
    "participants": mark("a person or a seat"),
    "presence": mark("a factor in a case"),
    "printed": mark("a number that the publication prints"),
    "responses": mark("an answer"),
    "scores": mark("a published score of an item"),
    "segments": mark("a code on a passage"),
    "sources": mark("a document, an interview or another source that was coded"),
    "topics": mark("a topic of an instrument"),
}


def about_exhibits(draft: Draft, layout: Layout, steps: Sequence[Step]) -> dict[str, Exhibit]:
    """Make the tables that describe a study and its report.

    Parameters
    ----------
    draft : Draft
        The draft.
    layout : Layout
        The compendium.
    steps : sequence of Step
        The steps of the study.

    Returns
    -------
    dict of str to Exhibit
        ``study-tables``, ``key-values``, ``notebooks`` and ``versions``.
    """
    return {
        "study-tables": _tables(draft.study),
        "key-values": _values(draft),
        "notebooks": _notebooks(steps),
        "versions": _versions(layout),
    }


def _tables(study: Study) -> Exhibit:
    rows = []
    for kind in study.kinds:
        try:
            count = _rows(study, kind)
        except TableError:
            count = say("has mistakes")
        rows.append((study.file_name(kind), say(ROWS[kind]) if kind in ROWS else kind, count))
    for kind, one in withheld_tables(study.folder).items():
        if kind not in study.kinds:
            rows.append((one.kind, say(ROWS[kind]) if kind in ROWS else kind, say("withheld")))
    if has_texts(study.folder):
        texts = [path for path in (study.folder / TEXTS).rglob("*") if path.is_file()]
        count = str(sum(not path.name.startswith(".") for path in texts))
        rows.append((f"{TEXTS.as_posix()}/", say("a text, which stays on this computer"), count))
    table = pd.DataFrame(rows, columns=[mark("File"), mark("One row is"), mark("Rows")])
    return Exhibit(table, say("The tables of the study, in data/{name}/.", name=study.name), "")


def _rows(study: Study, kind: str) -> str:
    """Count the rows of a table; of answers not where the number would tell of a few people."""
    table = study.numbered(kind)
    if kind == "responses" and len(table):
        people = table.groupby("round")["respondent"].nunique()
        if (people < study.smallest_cell).any():
            return HELD
    return str(len(table))


def _values(draft: Draft) -> Exhibit:
    rows = [
        (say(section_of(analysis).heading), what, value)
        for analysis, made in draft.material.made.items()
        for what, value in key_values(made.values)
    ]
    table = pd.DataFrame(rows, columns=[mark("Section"), mark("Quantity"), mark("Value")])
    # The heading of a section stands once, above what belongs to it.
    table["Section"] = table["Section"].where(~table["Section"].duplicated(), "")
    caption = say("The most important values. Those by code, case and the like are in the tables.")
    return Exhibit(table, caption, "")


def _notebooks(steps: Sequence[Step]) -> Exhibit:
    rows = [
        (
            say(section_of(step.analysis).heading),
            step.notebook.name,
            _short_hash(step.notebook.read_bytes()),
        )
        for step in steps
    ]
    columns = [mark("Section"), mark("Notebook"), mark("SHA-256 begins with")]
    table = pd.DataFrame(rows, columns=columns)
    return Exhibit(table, say("The notebooks that made the figures and tables."), "")


def _versions(layout: Layout) -> Exhibit:
    from compendium.paper.quarto import quarto_version

    rows = [("Python", platform.python_version())]
    rows += [(name, version(name)) for name in PACKAGES]
    if shutil.which("quarto"):
        rows.append(("Quarto", quarto_version()))
    rows += [(name.removesuffix("_binary"), version(name)) for name in RENDERERS]
    lock = layout.root / LOCK
    if lock.is_file():
        what = f"{LOCK}, {tell('SHA-256 begins with')}"
        rows.append((what, _short_hash(lock.read_bytes())))
    table = pd.DataFrame(rows, columns=[mark("Program"), mark("Version")])
    return Exhibit(table, say("The programs, and the file that pins all packages."), "")


def _short_hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
