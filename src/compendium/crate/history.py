"""What ran: each step with what it read, what it made, and when.

All of it comes from the records that the steps left; of a step that did not run here, only what
it made is known.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compendium.crate.contents import PRIVATE, committed
from compendium.errors import CompendiumError
from compendium.files import read_object
from compendium.fingerprint import digest
from compendium.layout import Layout
from compendium.paper.closing import (
    PAPER,
    VERIFICATION,
    closing_steps,
    paper_folder,
    verification_folder,
)
from compendium.steps.leftovers import out_of_reach
from compendium.steps.plan import Step, make_plan, record_of
from compendium.steps.stale import read_record
from compendium.steps.withheld import withheld_steps

SHOWN = 3
NO_TEXTS = "its texts are not on this machine"
# The programs of the last two steps, which are no notebooks.
PROGRAMS = {
    VERIFICATION: "src/compendium/verification/run.py",
    PAPER: "src/compendium/paper/__init__.py",
}


@dataclass(frozen=True)
class Ran:
    """A step that ran.

    Parameters
    ----------
    name : str
        ``study/analysis``, ``verification`` or ``paper``.
    tool : str
        The notebook or module that did it, from the top-level folder.
    reads : tuple of str
        Tables, texts and artefacts that it read.
    makes : dict of str to str
        What it made, with the hash of each file.
    ended : str
        When, in UTC as ISO 8601; empty where it is not known.
    seconds : float or None
        How long it took.
    elsewhere : str
        Why it did not run here; empty when it did.
    of_texts : bool
        Whether it read texts of participants: what it made lists words of theirs, and is not
        among `makes`.
    """

    name: str
    tool: str
    reads: tuple[str, ...]
    makes: dict[str, str]
    ended: str = ""
    seconds: float | None = None
    elsewhere: str = ""
    of_texts: bool = False


def what_ran(layout: Layout) -> list[Ran]:
    """List all steps as they ran, in the order of the plan.

    Raises
    ------
    CompendiumError
        When one is not up to date: what it made would not follow from the files in the crate.
    """
    steps = make_plan(layout)
    closing = closing_steps(layout)
    reasons = {step.name: step.reason for step in steps}
    reasons |= {step.name: step.reason for step in closing}
    stale = [name for name, reason in reasons.items() if reason]
    if stale:
        more = f" and {len(stale) - SHOWN} more" if len(stale) > SHOWN else ""
        raise CompendiumError(
            f"Not up to date: {', '.join(stale[:SHOWN])}{more}. A crate holds what follows "
            "from the files that are in it. Type `compendium run`, then the same again."
        )
    return [
        *(_of_step(layout, step) for step in steps),
        *(_elsewhere(layout, name, NO_TEXTS) for name in out_of_reach(layout)),
        *(_elsewhere(layout, one.step.name, one.why) for one in withheld_steps(layout)),
        *(_of_closing(layout, step.name) for step in closing),
    ]


def last_run(layout: Layout) -> dict[str, Any]:
    """Give the record of the last run; empty where there is none."""
    try:
        return read_object(layout.build / "run.json")
    except (OSError, ValueError):
        return {}


def _of_step(layout: Layout, step: Step) -> Ran:
    folder = layout.artefacts(step.study, step.analysis)
    made = {
        layout.shown(folder / name): "" for name in (record_of(layout, step) or {})["artefacts"]
    }
    return _ran(layout, step.name, step.notebook, record_of(layout, step) or {}, made)


def _of_closing(layout: Layout, name: str) -> Ran:
    folder = verification_folder(layout) if name == VERIFICATION else paper_folder(layout)
    record = read_record(folder) or {}
    made = dict.fromkeys(record.get("artefacts", {}), "")
    return _ran(layout, name, layout.root / PROGRAMS[name], record, made)


def _ran(
    layout: Layout, name: str, tool: Path, record: Mapping[str, Any], made: Mapping[str, str]
) -> Ran:
    read = [
        file
        for group in ("tables", "sources", "artefacts_read")
        for file, seen in record.get(group, {}).items()
        # A folder is read for the names in it.
        if seen and not (layout.root / file).is_dir()
    ]
    seconds = record.get("seconds")
    of_texts = any(PRIVATE in Path(file).parts for file in read)
    return Ran(
        name,
        layout.shown(tool),
        tuple(sorted(set(read))),
        {} if of_texts else {file: digest(layout.root / file) for file in sorted(made)},
        str(record.get("ended") or ""),
        float(seconds) if isinstance(seconds, int | float) else None,
        of_texts=of_texts,
    )


def _elsewhere(layout: Layout, name: str, why: str) -> Ran:
    (notebook,) = layout.notebooks.glob(f"*-{name.split('/')[1]}.ipynb")
    of_texts = why == NO_TEXTS
    files = [] if of_texts else committed(layout, name)
    made = {file: digest(layout.root / file) for file in files}
    why = f"{why}; what it made came with the repository"
    return Ran(name, layout.shown(notebook), (), made, elsewhere=why, of_texts=of_texts)
