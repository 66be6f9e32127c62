"""What changed since a step was recorded.

The record of a step is one small file beside what it made. It holds groups of files, each with
its fingerprint: those that the step made, and those that it depends on.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from compendium.files import read_object
from compendium.fingerprint import is_unchanged
from compendium.layout import RECORD, Layout

SHOWN = 3
# The groups of a record whose files a step depends on; the order is that of the reasons.
DEPENDS = ("notebook", "sources", "tables", "artefacts_read", "schemas", "modules", "undeclared")
LOCK = "locks/run.lock"


def read_record(folder: Path) -> dict[str, Any] | None:
    """Read the record in a folder of artefacts; None when there is none that can be read."""
    try:
        record = read_object(folder / RECORD)
    except (OSError, ValueError):
        return None
    return record if _is_sound(record) else None


def changes(
    layout: Layout, record: Mapping[str, Any], folder: Path, *, look: Callable[[Path], str]
) -> list[str]:
    """Say what a record names and what is no longer as it was.

    Parameters
    ----------
    layout : Layout
        The compendium.
    record : mapping
        Groups of files, by their name in the record.
    folder : Path
        Where the files lie that the step made.
    look : callable
        Gives the digest of a file, empty when there is none.

    Returns
    -------
    list of str
        One piece of a sentence per file: first what the step depends on, then what it made.
    """
    reasons = []
    for group in (*DEPENDS, "lock"):
        for name, recorded in record.get(group, {}).items():
            path = layout.root / name
            if not is_unchanged(path, recorded, look=look):
                reasons.append(f"{name} {_how(recorded, look(path))}")
    for name, recorded in record.get("artefacts", {}).items():
        if not is_unchanged(folder / name, recorded, look=look):
            reasons.append(f"{name} was {'changed' if look(folder / name) else 'deleted'}")
    return reasons


def told(reasons: Sequence[str]) -> str:
    """Put the reasons in one line: the first three, and how many more there are.

    Examples
    --------
    >>> told(["a.csv changed", "b.csv changed"])
    'a.csv changed; b.csv changed'
    >>> told(["a changed", "b changed", "c changed", "d changed", "e changed"])
    'a changed; b changed; c changed; and 2 more'
    """
    more = len(reasons) - SHOWN
    return "; ".join([*reasons[:SHOWN], *([f"and {more} more"] if more > 0 else [])])


def ran(seconds: float) -> dict[str, Any]:
    """Say in a record when its step ended, and how many seconds it took."""
    ended = datetime.now(UTC).isoformat(timespec="seconds")
    return {"ended": ended, "seconds": round(seconds, 3)}


def _is_sound(record: Mapping[str, Any]) -> bool:
    """Whether a record is as a step writes it: the groups name files with their fingerprints."""
    groups = [record.get(group, {}) for group in (*DEPENDS, "lock", "artefacts")]
    texts = record.get("messages", [])
    return (
        all(
            isinstance(group, dict) and all(isinstance(value, str) for value in group.values())
            for group in groups
        )
        and isinstance(texts, list)
        and all(isinstance(text, str) for text in texts)
    )


def _how(recorded: str, found: str) -> str:
    if not found:
        return "was deleted"
    return "changed" if recorded else "was added"
