"""Kill an import at each of its renames: the tables are the old ones or the new ones, all of them.

The process is forked, and killed by a hook at the moment when it is about to rename a file.
"""

import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from campaign.tally import Tally
from campaign.workshop import (
    STUDY,
    contents,
    forget,
    is_mistake,
    left_behind,
    make_workshop,
    run_here,
)
from compendium.layout import Layout

AGAIN = "put in place"  # what the next command says of an import that it completes


def kill_at_renames(folder: Path, *, most: int) -> Tally:
    """Kill a first and a second import at each rename.

    Parameters
    ----------
    folder : Path
        An empty folder for the workshop.
    most : int
        How many renames of each of the two.
    """
    tally = Tally("kills at each rename of an import", "kills")
    layout = make_workshop(folder)
    run_here(layout, ["export", STUDY, "--qdpx", "--with-text", "-o", str(folder / "v1.qdpx")])
    file = str(folder / "v1.qdpx")
    first = ["import", file, "--study", "k", "--with-text"]
    _kill_each(layout, tally, "first import", first, lambda: None, most)
    # A second one over a table that was changed by hand; another program, so that all is replaced.
    other = str(layout.data / STUDY / "project.qdpx")
    second = ["import", other, "--study", "k", "--with-text", "--replace"]

    def with_edit() -> None:
        run_here(layout, first)
        codes = layout.data / "k" / "codes.csv"
        codes.write_text(codes.read_text().replace("\n", " edited by hand\n", 2))

    _kill_each(layout, tally, "second import", second, with_edit, most)
    return tally


def _kill_each(
    layout: Layout,
    tally: Tally,
    name: str,
    words: list[str],
    prepare: Callable[[], None],
    most: int,
) -> None:
    study = layout.data / "k"
    shutil.rmtree(study, ignore_errors=True)
    prepare()
    before = contents(layout, "data/k")
    edited = (study / "codes.csv").read_bytes() if study.is_dir() else b""
    run_here(layout, words)
    after = contents(layout, "data/k")
    for moment in range(1, most + 1):
        shutil.rmtree(study, ignore_errors=True)
        prepare()
        if not _killed_at(layout, words, moment):
            return  # there was no such rename: the import ended
        tally.tried += 1
        what = f"{name}, rename {moment}"
        code, said = run_here(layout, ["plan"])
        if is_mistake(code, said):
            tally.add("traceback", f"{what}: {is_mistake(code, said)}")
        there = contents(layout, "data/k")
        if there not in (before, after):
            tally.add("half-written", f"{what}: {sorted(set(there) ^ set(after))[:5]}")
        if there == after and AGAIN not in said and moment < most:
            tally.add("lost", f"{what}: the next command says nothing of what it completed")
        kept = [path.read_bytes() for path in study.rglob("codes.csv")]
        if edited and edited not in kept:
            tally.add("lost", f"{what}: the table that was changed by hand")
        for path in left_behind(layout):
            tally.add("left behind", f"{what}: {path}")
        code, said = run_here(layout, words)
        if code:
            tally.add("lost", f"{what}: the same import again says {said[-200:]}")


def _killed_at(layout: Layout, words: list[str], moment: int) -> bool:
    """Run a command in a fork of this process that is killed at a rename; False when it ended."""
    pid = os.fork()
    if pid:
        _, status = os.waitpid(pid, 0)
        return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    seen = 0

    def kill(event: str, _: object) -> None:
        nonlocal seen
        if event == "os.rename":
            seen += 1
            if seen == moment:
                os.kill(os.getpid(), signal.SIGKILL)

    try:
        forget()
        sys.addaudithook(kill)
        run_here(layout, words)
    finally:
        os._exit(0)
    raise AssertionError
