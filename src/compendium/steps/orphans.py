"""Programs that a command had started, and that are still at work after it was killed.

What the engine forks ends by itself with the command. Programs such as pandoc and Quarto do not
notice: they are found by their environment, where what starts them is named.
"""

import os
from contextlib import suppress

from compendium.layout import Layout
from compendium.naming import counted
from compendium.steps.alone import STARTED_BY, forget, holder, is_alive

PATIENCE = 3.0  # seconds for a program to be gone


def end_orphans(layout: Layout) -> str:
    """End what commands that were killed had started.

    That a command was killed its lock tells: at its end it would have said so there.

    Parameters
    ----------
    layout : Layout
        The compendium.

    Returns
    -------
    str
        What is to be said about it, a sentence; empty when there was nothing.
    """
    killed = {}
    for path in (layout.build / "locks").glob("*.lock"):
        about = holder(path)
        if about and not is_alive(about, path):
            killed[path] = str(about["process"])
    names = _end(set(killed.values())) if killed else []
    for path in killed:
        forget(path)
    if not names:
        return ""
    return (
        f"The last command was killed; what it had started was still at work, and was ended "
        f"({counted(len(names), 'program')}: {', '.join(sorted(set(names)))})."
    )


def _end(killed: set[str]) -> list[str]:
    """End the processes that one of these commands started; give their names."""
    import psutil  # only now: there is hardly ever anything to end

    mine, found = {os.getpid(), os.getppid()}, []
    for process in psutil.process_iter():
        # Those of other people, or of no environment, are none of ours.
        with suppress(psutil.Error, OSError):
            if process.pid not in mine and process.environ().get(STARTED_BY) in killed:
                found.append((process, process.name()))
    for process, _ in found:
        with suppress(psutil.Error):
            process.kill()
    psutil.wait_procs([process for process, _ in found], timeout=PATIENCE)
    return [name for _, name in found]
