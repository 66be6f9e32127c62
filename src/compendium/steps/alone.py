"""One command at a time for each study: two that write the same files would undo each other's work.

The system lets go of a lock when the process that took it has ended, however it ended. What the
lock's file says is only for the message. Where the file system has no locks, it decides.
"""

import errno
import json
import os
import platform
import re
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from compendium.errors import BusyError
from compendium.layout import Layout
from compendium.study.sheets import study_folders

PATIENCE = 2.0  # seconds: what a stopped run had started needs a moment to end
# In the environment of all that a command starts: by it the next command finds what was left over.
STARTED_BY = "COMPENDIUM_STARTED_BY"
PAPER = "paper"  # the lock of the paper stands beside those of the studies
_HELD = (errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK)
_NOT_PLAIN = re.compile(r"[^\w-]")
_FAR = 1_000_000  # not the first bytes: a locked byte cannot be read on Windows


def everything(layout: Layout) -> list[str]:
    """Names of all locks: those of the studies, and that of the paper."""
    return [*study_folders(layout), PAPER]


@contextmanager
def alone(
    layout: Layout, names: Iterable[str], *, command: str, patience: float | None = None
) -> Iterator[None]:
    """Keep other commands away from some studies until the block ends.

    Parameters
    ----------
    layout : Layout
        The compendium.
    names : iterable of str
        Names of the studies; `PAPER` for the paper.
    command : str
        What is to be done, for whoever has to wait: ``compendium import``.
    patience : float, optional
        Seconds to wait for each lock; by default `PATIENCE`.

    Raises
    ------
    BusyError
        When another command has a lock: which one, in which process, and since when.
    """
    with ExitStack() as locks:
        for name in sorted(set(names)):
            wait = PATIENCE if patience is None else patience
            locks.enter_context(_lock(layout, name, command, wait))
        before = os.environ.get(STARTED_BY)
        os.environ[STARTED_BY] = str(os.getpid())
        try:
            yield
        finally:
            os.environ.pop(STARTED_BY)
            if before is not None:
                os.environ[STARTED_BY] = before


@contextmanager
def _lock(layout: Layout, name: str, command: str, patience: float) -> Iterator[None]:
    # Whether there is such a study, the command itself will say.
    path = layout.build / "locks" / f"{_NOT_PLAIN.sub('_', name)[:100]}.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as file:
        deadline = time.monotonic() + patience
        while not _take(file, path):
            if time.monotonic() > deadline:
                raise BusyError(_held(layout, name, path, holder(path)))
            time.sleep(0.05)
        now = f"{datetime.now():%Y-%m-%d %H:%M}"
        about = {"process": os.getpid(), "host": platform.node(), "command": command, "since": now}
        _say(file, json.dumps(about))
        try:
            yield
        finally:
            _say(file, "")


def forget(path: Path) -> None:
    """Empty the file of a lock whose holder is gone, unless somebody else has it by now."""
    with suppress(OSError), path.open("a+", encoding="utf-8") as file:
        if _take(file, path):
            _say(file, "")


def _take(file: IO[str], path: Path) -> bool:
    """Take the lock, if nobody else has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(_FAR)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        # Some network drives have no locks: there it counts whether the holder is alive.
        return error.errno not in _HELD and not is_alive(holder(path), path)
    return True


def _say(file: IO[str], text: str) -> None:
    with suppress(OSError):  # on a full disk the lock holds all the same
        file.seek(0)
        file.truncate(0)
        file.write(text)
        file.flush()


def holder(path: Path) -> dict[str, Any]:
    """Read who has a lock, by its file; empty when it does not say."""
    try:
        about = json.loads(path.read_text(encoding="utf-8"))
        return about if isinstance(about["process"], int) else {}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}


def is_alive(about: dict[str, Any], path: Path) -> bool:
    """Whether who has a lock is still at work, and not another process of its number."""
    if not about or about.get("host") != platform.node():
        return bool(about)  # of another machine nothing is known
    import psutil  # only now: a lock that is free asks for no process

    try:
        process = psutil.Process(about["process"])
        begun: float = process.create_time()
        return process.status() != psutil.STATUS_ZOMBIE and begun <= path.stat().st_mtime + 1
    except (OSError, ValueError, OverflowError, psutil.NoSuchProcess):
        return False
    except psutil.Error:  # it is there, and somebody else's
        return True


def _held(layout: Layout, name: str, path: Path, about: dict[str, Any]) -> str:
    what = "the paper" if name == PAPER else f"data/{name}"
    if not about:
        return (
            f"{what}: another command is at work on it. Wait until it has ended, or stop it, then "
            "try again."
        )
    said = f"`{about.get('command')}` (process {about['process']} on {about.get('host')})"
    if not is_alive(about, path):
        left = ", ".join(map(str, _who_has_open(path))) or "not known which"
        return (
            f"{what}: {said} was ended, but what it had started is still at work (processes: "
            f"{left}). Wait a moment, or end these processes, then try again."
        )
    return (
        f"{what}: {said} has been at work on it since {about.get('since')}. Wait until it has "
        f"ended, or stop it, then try again. (The lock is {layout.shown(path)}.)"
    )


def _who_has_open(path: Path) -> list[int]:
    """Find the processes that have a file open, of those that may be looked at."""
    import psutil

    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            if any(file.path == str(path) for file in process.open_files()):
                found.append(process.pid)
    return found
