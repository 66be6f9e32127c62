"""Whether the program that runs belongs to the folder that it works in, and to its lock."""

import sys
from pathlib import Path

import compendium
from compendium.errors import CompendiumError
from compendium.layout import MARKER, Layout
from compendium.naming import counted
from compendium.steps.installed import installed_packages, is_for_here, locked_packages
from compendium.steps.stale import LOCK

SHOWN = 3


def check_home(layout: Layout) -> None:
    """Refuse to work in a copy of a compendium with the program of another one.

    In a folder that was copied together with its ``.venv`` the commands are those of the first
    folder: what is edited in the copy would have no effect.

    Raises
    ------
    CompendiumError
        When the folder has a program of its own, and another one runs.
    """
    own = layout.root / "src" / "compendium"
    running = Path(compendium.__file__).resolve().parent
    if not (own / "__init__.py").is_file() or running == own.resolve():
        return
    copied = (running.parents[1] / MARKER).is_file()
    if copied or _modules(running) != _modules(own):
        raise CompendiumError(
            f"This program was loaded from {running}, and the folder that it is to work in, "
            f"{layout.root}, has one of its own in src/: what you edit there would have no effect. "
            "Was the folder copied? Then type `make reproduce` in it, which sets it up anew."
        )


def differing_packages(layout: Layout) -> list[str]:
    """Name the installed packages whose version is not that of the lock.

    Parameters
    ----------
    layout : Layout
        The compendium.

    Returns
    -------
    list of str
        Such as ``pandas 3.0.1 (locked: 3.0.0)``; what the lock names for other machines, and what
        is not installed here, is left out.
    """
    installed = installed_packages()
    return [
        f"{name} {installed[name]} (locked: {locked})"
        for name, locked, marker in locked_packages(layout)
        if installed.get(name, locked) != locked and is_for_here(marker)
    ]


def told(differing: list[str]) -> str:
    """Say which packages differ from the lock, and what that means; empty when none does."""
    if not differing:
        return ""
    more = f", and {len(differing) - SHOWN} more" if len(differing) > SHOWN else ""
    return (
        f"note: {counted(len(differing), 'package')} not as in {LOCK}: "
        f"{', '.join(differing[:SHOWN])}{more}. Figures may differ in a few bytes from those that "
        "are committed. To install what is locked: make clean reproduce"
    )


def tell_differing(layout: Layout) -> None:
    """Print which packages differ from the lock, when any does."""
    note = told(differing_packages(layout))
    if note:
        print(note, file=sys.stderr, flush=True)


def _modules(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.py")}
