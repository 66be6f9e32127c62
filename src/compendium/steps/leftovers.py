"""What steps left behind that are no more: their study or analysis was removed or renamed.

Only files that a step is known to have made are removed, and never one that was changed since.
"""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from compendium.files import WRITING, read_object
from compendium.fingerprint import digest
from compendium.layout import RECORD, TEXTS, Layout
from compendium.steps.needs import TEXT_NEED
from compendium.steps.plan import read_analyses
from compendium.steps.stale import read_record
from compendium.steps.watch import log_of

_ALWAYS = {"captions.json", "values.json", RECORD}


@dataclass(frozen=True)
class Leftover:
    """Files of a step that is no more.

    Parameters
    ----------
    name : str
        The step: study/analysis.
    made : tuple of Path
        Files that the step made: they can be removed.
    kept : tuple of Path
        Files in its folder that it did not make, or that were changed since.
    """

    name: str
    made: tuple[Path, ...]
    kept: tuple[Path, ...]


def find_leftovers(layout: Layout, steps: Collection[str]) -> list[Leftover]:
    """Find what steps left behind that are no more.

    Parameters
    ----------
    layout : Layout
        The compendium.
    steps : collection of str
        Names of all steps that there are, ``verification/summary`` among them.

    Returns
    -------
    list of Leftover
        By name; of a folder without any file that a step made, nothing is said.
    """
    names = {
        *(f"{path.parts[-2]}/{path.parts[-1]}" for path in layout.figures.glob("*/*/")),
        *(f"{path.parts[-2]}/{path.stem}" for path in layout.build.glob("notebooks/*/*.ipynb")),
    }
    found = [_leftover(layout, name) for name in sorted(names - set(steps))]
    return [leftover for leftover in found if leftover.made]


def out_of_reach(layout: Layout) -> list[str]:
    """Name the steps whose texts are on another machine: what they made cannot be made here.

    Texts of participants are not committed, so that a clone has the artefacts and not the texts.
    Where there is no ``private/`` at all, nobody here took them away.
    """
    needing = {one.name for one in read_analyses(layout) if TEXT_NEED in one.needs}
    steps = (path for path in layout.figures.glob("*/*/") if path.name in needing)
    return [
        f"{path.parent.name}/{path.name}"
        for path in sorted(steps)
        if (layout.data / path.parent.name).is_dir()
        and not (layout.data / path.parent.name / TEXTS.parent).exists()
    ]


def remove(layout: Layout, leftover: Leftover) -> None:
    """Remove what a step made, the record last, and the folders that are empty then."""
    for path in sorted(leftover.made, key=lambda path: path.name == RECORD):
        path.unlink(missing_ok=True)
    study, analysis = leftover.name.split("/")
    for folder in (layout.artefacts(study, analysis), layout.executed(study, analysis).parent):
        for place in (folder, folder.parent):
            inside = place not in (layout.figures, layout.build / "notebooks")
            if inside and place.is_dir() and not any(place.iterdir()):
                place.rmdir()


def _leftover(layout: Layout, name: str) -> Leftover:
    study, analysis = name.split("/")
    folder = layout.artefacts(study, analysis)
    there = sorted(path for path in folder.rglob("*") if path.is_file())
    made = [path for path in there if path.parent == folder and is_made(folder, path)]
    record = read_record(folder)
    if record is None and len(made) < len(there):
        made = []  # nobody knows what the others are
    executed = layout.executed(study, analysis)
    working = [path for path in (executed, log_of(layout, study, analysis)) if path.is_file()]
    kept = [path for path in there if path not in made]
    return Leftover(name, (*made, *working), tuple(kept))


def is_made(folder: Path, path: Path) -> bool:
    """Whether a step made a file: its record says so, or else its captions do."""
    if path.name == RECORD or path.name.startswith(WRITING):
        return True
    record = read_record(folder)
    if record is not None:
        return bool(record.get("artefacts", {}).get(path.name) == digest(path))
    return path.name in _ALWAYS | _captioned(folder)


def _captioned(folder: Path) -> set[str]:
    try:
        captions = read_object(folder / "captions.json")
    except (OSError, ValueError):
        return set()
    forms = {"figure": ("svg", "png"), "table": ("csv", "md")}
    return {
        f"{name}.{form}"
        for name, about in captions.items()
        for form in forms.get(str(about.get("kind")) if isinstance(about, dict) else "", ())
    }
