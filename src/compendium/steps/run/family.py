"""A process and all that it started: found, and ended together."""

import os
import sys
from contextlib import suppress
from time import sleep

import psutil

PR_SET_CHILD_SUBREAPER = 36  # from Linux's prctl.h
ROUNDS = 20  # of looking for what was started while the others were ended


def become_leader() -> None:
    """Make this process one under which all that it starts is found again.

    It gets a session of its own, so that Ctrl-C reaches only the process of the run; on Linux
    also what detaches itself from its parent stays below it. Elsewhere that may escape.
    """
    if sys.platform == "win32":
        return
    os.setsid()
    if sys.platform == "linux":
        import ctypes

        # Where the system forbids it, what detaches itself may escape: no reason to stop.
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def end_descendants(leader: int) -> None:
    """End all that a process started, and what that started; the process itself goes on."""
    with suppress(psutil.NoSuchProcess):
        for _ in range(ROUNDS):
            family = psutil.Process(leader).children(recursive=True)
            # Those that have ended wait for their parent to notice; they start nothing more.
            alive = [process for process in family if _is_running(process)]
            if not alive:
                return
            for process in alive:
                with suppress(psutil.NoSuchProcess):
                    process.kill()
            sleep(0.005)


def end_family(leader: int) -> None:
    """End a process and all that it started, also when it has ended itself already."""
    end_descendants(leader)
    with suppress(psutil.NoSuchProcess):
        psutil.Process(leader).kill()
    if sys.platform == "win32":
        return
    for process in psutil.process_iter():
        with suppress(ProcessLookupError, PermissionError, psutil.NoSuchProcess):
            if os.getsid(process.pid) == leader:
                process.kill()


def has_children() -> bool:
    """Whether this process has children, or inherited some, that have not ended."""
    if sys.platform == "win32":
        return True
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return False
    return True


def _is_running(process: psutil.Process) -> bool:
    try:
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False
