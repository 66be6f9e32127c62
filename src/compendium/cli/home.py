"""Whether the program that runs belongs to the folder that it works in, and to its lock."""

import re
import sys
from pathlib import Path

import compendium
from compendium.errors import CompendiumError
from compendium.layout import MARKER, Layout
from compendium.naming import counted

LOCK = Path("locks", "run.lock")
SHOWN = 3
_DASHES = re.compile(r"[-_.]+")
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)(?:\s*;\s*([^\\]+))?", re.MULTILINE)


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
    try:
        text = (layout.root / LOCK).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return []
    installed = _installed()
    return [
        f"{name} {installed[name]} (locked: {locked})"
        for name, locked, marker in _PINNED.findall(text)
        if installed.get(name, locked) != locked and _is_for_here(marker)
    ]


def told(differing: list[str]) -> str:
    """Say which packages differ from the lock, and what that means; empty when none does."""
    if not differing:
        return ""
    more = f", and {len(differing) - SHOWN} more" if len(differing) > SHOWN else ""
    return (
        f"note: {counted(len(differing), 'package')} not as in {LOCK.as_posix()}: "
        f"{', '.join(differing[:SHOWN])}{more}. Figures may differ in a few bytes from those that "
        "are committed. To install what is locked: make clean reproduce"
    )


def tell_differing(layout: Layout) -> None:
    """Print which packages differ from the lock, when any does."""
    note = told(differing_packages(layout))
    if note:
        print(note, file=sys.stderr, flush=True)


def _installed() -> dict[str, str]:
    """Give the version of each package, as the name of its folder says it: quicker than asking."""
    found: dict[str, str] = {}
    for place in sys.path:
        for path in Path(place).glob("*.dist-info"):
            name, _, version = path.name.removesuffix(".dist-info").rpartition("-")
            found.setdefault(_DASHES.sub("-", name).lower(), version)
    return found


def _is_for_here(marker: str) -> bool:
    if not marker:
        return True
    from packaging.markers import InvalidMarker, Marker

    try:
        return Marker(marker.strip()).evaluate()
    except InvalidMarker:
        return True


def _modules(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.py")}
