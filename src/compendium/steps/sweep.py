"""Tidy up after commands that were killed: complete or undo what they were writing.

Each command does this first. A study that another command is at work on is left alone.
"""

from collections.abc import Iterator
from pathlib import Path

from compendium.errors import BusyError, CompendiumError
from compendium.files import complete, remains, remove
from compendium.layout import JOURNAL, Layout
from compendium.naming import counted
from compendium.steps.alone import alone
from compendium.steps.orphans import end_orphans

# Where anything is written. Of data/ all is looked at, since an import writes into a few folders.
_PLACES = (
    *("data", "data/*", "data/*/private", "data/*/private/**"),
    *("figures", "figures/*", "figures/*/*", "paper", "paper/_output"),
    *(
        "build",
        "build/crate",
        "build/crate/**",
        "build/report/*",
        "build/export",
        "build/notebooks/*",
    ),
    *("notebooks", "docs", "docs/guides", "src/compendium/analyses/*", "tests/analyses/*"),
)


def sweep(layout: Layout) -> list[str]:
    """Complete or undo what commands that were killed had begun.

    Parameters
    ----------
    layout : Layout
        The compendium.

    Returns
    -------
    list of str
        What is to be said about it, a sentence each; empty when all was in order.

    Raises
    ------
    CompendiumError
        When an import that was stopped half-way can be neither completed nor undone.
    """
    ended = end_orphans(layout)
    if layout.journal.is_file():
        placed = _complete(layout.journal, "the compendium")
        said = [f"The last command was stopped half-way; {counted(placed, 'file')} put in place."]
    else:
        said = []
    said += [ended] * bool(ended)
    said += [
        sentence
        for journal in sorted(layout.data.glob(f"*/{JOURNAL.as_posix()}"))
        if (sentence := _completed(layout, journal.parents[len(JOURNAL.parts) - 1]))
    ]
    undone: dict[str, int] = {}
    for place in _folders(layout):
        for path in remains(place):
            remove(path)
            if layout.data in place.parents:
                study = path.relative_to(layout.data).parts[0]
                undone[study] = undone.get(study, 0) + 1
    for study in sorted(undone):
        _remove_if_empty(layout.data / study)
        said.append(
            f"data/{study}: a command was stopped before it changed anything here; what it had "
            f"begun to write was removed ({counted(undone[study], 'file')})."
        )
    return said


def _completed(layout: Layout, folder: Path) -> str:
    """Complete an import that was stopped half-way; empty when a command is at work on it."""
    try:
        with alone(layout, [folder.name], command="compendium", patience=0):
            if not (folder / JOURNAL).is_file():
                return ""
            placed = _complete(folder / JOURNAL, f"data/{folder.name}")
    except BusyError:
        return ""
    return (
        f"data/{folder.name}: the last import was stopped half-way, and is complete now "
        f"({counted(placed, 'file')} put in place)."
    )


def _complete(journal: Path, what: str) -> int:
    try:
        return complete(journal)
    except OSError as error:
        raise CompendiumError(
            f"{what}: a command was stopped half-way while it wrote, and what it began cannot be "
            f"completed ({error.strerror}: {error.filename}). See that the folder is not "
            "write-protected and the disk not full, and type the same again."
        ) from error


def _folders(layout: Layout) -> Iterator[Path]:
    seen = set()
    for place in _PLACES:
        for folder in layout.root.glob(place):
            if folder not in seen and not folder.name.startswith(".") and folder.is_dir():
                seen.add(folder)
                yield folder


def _remove_if_empty(folder: Path) -> None:
    """Remove a study's folder in which there is no file, such as one that was never filled."""
    there = folder.rglob("*")
    if all(path.is_dir() and not path.is_symlink() for path in there):
        remove(folder)
