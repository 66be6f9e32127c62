"""Do a work again whenever a file changed, from a process that stays warm.

The process that waits has loaded the libraries and does nothing but wait and fork; the work is
done in a fork, so that it starts at once and leaves nothing behind. When the code of the package
itself changed, the process starts anew.
"""

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path

from compendium.errors import CompendiumError
from compendium.layout import RECORD, Layout

LOOK = 0.15  # seconds between looks
QUIET = 0.1  # seconds without a further change, after which a file counts as saved
PACKAGE = Path(__file__).parents[1]
# What building a paper loads, beside what notebooks do.
LOADED_TOO = ("lxml.etree", "pypandoc", "typst", "yaml", "zipfile")
_NOT_FOLLOWED = ("_output", "_parts", "_variables.yml", "verification.html", "__pycache__")


def follow(
    layout: Layout,
    work: Callable[[], int],
    *,
    tell: Callable[[str], object],
    loads: Iterable[str] = LOADED_TOO,
) -> None:
    """Do the work now and after each change below ``data/``, ``notebooks/`` and ``paper/``.

    It ends when it is interrupted.

    Parameters
    ----------
    layout : Layout
        The compendium.
    work : callable
        The work; it is called in a process of its own, and gives that process's exit code.
    tell : callable
        Called with a line for people: what is waited for, what changed, how long it took.
    loads : iterable of str, optional
        Modules that the work needs: loaded once, before the first fork.

    Raises
    ------
    CompendiumError
        Where processes cannot be forked.
    """
    from compendium.engine.warm import can_fork, warm_up
    from compendium.steps.run.pool import make_folder_ready

    if not can_fork():
        raise CompendiumError(
            "Following changes needs a system that can fork processes; this one cannot. "
            "Give the command again after each change."
        )
    warm_up()
    for record in layout.figures.glob(f"*/*/{RECORD}"):
        make_folder_ready(layout, record.parent)
    for name in loads:
        import_module(name)
    before = changed_at(layout)
    while True:
        start = time.perf_counter()
        code = _in_a_fork(work)
        outcome = "done" if code == 0 else "not all went well"
        tell(f"{outcome}, {time.perf_counter() - start:.1f} s; waiting for changes, Ctrl + C ends")
        before, changed = next_change(layout, before)
        tell(f"{', '.join(map(layout.shown, changed[:3]))} changed")
        if any(path.is_relative_to(PACKAGE) for path in changed):
            os.execv(sys.executable, [sys.executable, "-m", "compendium.cli", *sys.argv[1:]])


def changed_at(layout: Layout) -> dict[Path, int]:
    """Give when each file that is followed was last changed, in nanoseconds."""
    return dict(_times([layout.data, layout.notebooks, layout.paper, PACKAGE]))


def next_change(layout: Layout, before: dict[Path, int]) -> tuple[dict[Path, int], list[Path]]:
    """Wait until files changed and are quiet again; give the new times, and which changed."""
    while (now := changed_at(layout)) == before:
        time.sleep(LOOK)
    while True:
        time.sleep(QUIET)
        later = changed_at(layout)
        if later == now:
            break
        now = later
    return now, sorted({path for path, _ in before.items() ^ now.items()})


def _times(folders: Iterable[Path]) -> Iterator[tuple[Path, int]]:
    for folder in folders:
        try:
            entries = list(os.scandir(folder))
        except OSError:  # it went away meanwhile
            continue
        for entry in entries:
            # Hidden files are on their way elsewhere; a spreadsheet's lock is no table.
            if entry.name.startswith((".", "~$")) or entry.name in _NOT_FOLLOWED:
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _times([Path(entry.path)])
            else:
                try:
                    yield Path(entry.path), entry.stat().st_mtime_ns
                except OSError:
                    continue


def _in_a_fork(work: Callable[[], int]) -> int:
    """Do the work in a fork of this process; give its exit code."""
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            code = work()
        except CompendiumError as error:
            print(error, file=sys.stderr)
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)
