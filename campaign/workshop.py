"""A small compendium of its own to try things on, and the commands in it."""

import contextlib
import hashlib
import io
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import psutil

from compendium.cli import main
from compendium.files import WRITING
from compendium.layout import Layout
from compendium.steps import needs
from compendium.study import study as study_module

REPOSITORY = Path(__file__).parents[1]
STUDY = "example"
PATIENCE = 120  # seconds until a command counts as one that hangs
# Working files that say how the work went, and not what it gave.
_WORKING = ("build/run.json", "build/timings.json", "build/kernels.log", "build/locks/")
_WORKING += ("build/notebooks/", "build/mistakes.log", ".git/")


def make_workshop(folder: Path) -> Layout:
    """Make a compendium with the notebooks of this one and its made-up study, under git."""
    for name in ("notebooks", "locks", "paper/report", "data/example"):
        left_out = shutil.ignore_patterns(".ipynb_checkpoints", "_output", "_parts", WRITING + "*")
        shutil.copytree(REPOSITORY / name, folder / name, ignore=left_out)
    shutil.copy(REPOSITORY / ".gitignore", folder / ".gitignore")
    for path in (REPOSITORY / "paper").glob("*.*"):
        if path.is_file() and path.suffix in (".bib", ".csl", ".yml", ".scss", ".css"):
            shutil.copy(path, folder / "paper" / path.name)
    git(folder, "init", "-q")
    return Layout(folder)


def git(folder: Path, *words: str) -> str:
    """Run git in a folder; give what it said."""
    done = subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


def start(layout: Layout, words: Sequence[str]) -> subprocess.Popen[str]:
    """Start a command in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "compendium.cli", *words],
        cwd=layout.root,
        env=environment(layout),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
        errors="replace",
    )


def environment(layout: Layout) -> dict[str, str]:
    """Give the environment of a command: that of this process, in the workshop."""
    source = str(REPOSITORY / "src")
    return {**os.environ, "COMPENDIUM_ROOT": str(layout.root), "PYTHONPATH": source}


def run(layout: Layout, words: Sequence[str]) -> tuple[int, str]:
    """Run a command in a process of its own; give its exit code and all that it said.

    A command that hangs is ended; its code is None.
    """
    process = start(layout, words)
    try:
        out, err = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return -signal.SIGALRM, "it hung"
    return process.returncode, out + err


def run_here(layout: Layout, words: Sequence[str]) -> tuple[int, str]:
    """Run a command in this process, as if it had read nothing yet; give code and words."""
    forget()
    os.environ["COMPENDIUM_ROOT"] = str(layout.root)
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = main(words)
    return code, said.getvalue()


def forget() -> None:
    """Forget what this process has read."""
    study_module._typed_table.cache_clear()
    study_module._checked_table.cache_clear()
    study_module.tables_read.clear()
    needs._values.cache_clear()


def is_mistake(code: int, said: str) -> str:
    """Tell a traceback, or a message that stands for one; empty when there is none."""
    if "Traceback (most recent call last)" in said or "This is a mistake of the program" in said:
        return said.strip()[-300:]
    if code not in (0, 1, 2, 130):
        return f"exit code {code}: {said.strip()[-200:]}"
    return "" if code == 0 or said.strip() else "it failed without a word"


def contents(layout: Layout, *folders: str) -> dict[str, str]:
    """Hash of every file in some folders of a compendium, but for those that tell how it went."""
    found = {}
    for folder in folders or ("data", "figures", "build", "notebooks", "paper"):
        for path in (layout.root / folder).rglob("*"):
            name = path.relative_to(layout.root).as_posix()
            if path.is_file() and not name.startswith(_WORKING):
                found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def left_behind(layout: Layout) -> list[str]:
    """Name what is being written, now that nothing is being written any more."""
    return [
        path.relative_to(layout.root).as_posix()
        for path in layout.root.rglob(f"{WRITING}*")
        if ".git" not in path.parts
    ]


def orphans(layout: Layout, *, patience: float = 15) -> list[str]:
    """Name the processes that still work in the workshop after a while."""
    deadline = time.monotonic() + patience
    while (names := list(_at_work(layout))) and time.monotonic() < deadline:
        time.sleep(0.1)
    return names


def _at_work(layout: Layout) -> Iterator[str]:
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            if process.pid == os.getpid() or process.status() == psutil.STATUS_ZOMBIE:
                continue
            here = Path(process.cwd()).is_relative_to(layout.root)
            # A process that was forked from this one, as for the kill at a rename, is not one.
            if here or process.environ().get("COMPENDIUM_ROOT") == str(layout.root):
                yield f"{process.name()} {process.pid}"
