"""One command at a time: two that write the same files would undo each other's work."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from compendium.errors import CompendiumError
from compendium.layout import Layout

PATIENCE = 2.0  # seconds: what a stopped run had started needs a moment to end


@contextmanager
def alone(layout: Layout) -> Iterator[None]:
    """Keep other commands of this compendium from running until the block ends.

    The system lets go of the lock when the process ends, however it ends.

    Parameters
    ----------
    layout : Layout
        The compendium.

    Raises
    ------
    CompendiumError
        When another command is at work.
    """
    path = layout.build / "run.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as file:
        deadline = time.monotonic() + PATIENCE
        while not _take(file):
            if time.monotonic() > deadline:
                file.seek(0)
                raise CompendiumError(
                    f"another command is at work in this compendium (process {file.read()}). "
                    "Wait until it has ended, or stop it, then try again."
                )
            time.sleep(0.05)
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def _take(file: IO[str]) -> bool:
    """Take the lock, if nobody else has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(1_000_000)  # not the first bytes: a locked byte cannot be read
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
