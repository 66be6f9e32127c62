"""Which packages are installed, and which the lock names for this machine."""

import re
import sys
from pathlib import Path

from compendium.layout import Layout
from compendium.steps.stale import LOCK

_DASHES = re.compile(r"[-_.]+")
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)(?:\s*;\s*([^\\]+))?", re.MULTILINE)


def locked_packages(layout: Layout) -> list[tuple[str, str, str]]:
    """Name, version and marker of each package in the lock; none where it cannot be read."""
    try:
        text = (layout.root / LOCK).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return []
    return _PINNED.findall(text)


def installed_packages() -> dict[str, str]:
    """Give the version of each package, as the name of its folder says it: quicker than asking."""
    found: dict[str, str] = {}
    for place in sys.path:
        for path in Path(place).glob("*.dist-info"):
            name, _, version = path.name.removesuffix(".dist-info").rpartition("-")
            found.setdefault(_DASHES.sub("-", name).lower(), version)
    return found


def is_for_here(marker: str) -> bool:
    """Whether what follows a package in the lock is true of this machine."""
    if not marker:
        return True
    from packaging.markers import InvalidMarker, Marker

    try:
        return Marker(marker.strip()).evaluate()
    except InvalidMarker:
        return True
