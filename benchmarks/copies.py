"""Temporary copies of this repository, and the time that a command takes in one."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter

REPOSITORY = Path(__file__).parents[1]
BIN = Path(sys.executable).parent  # of the environment that runs the benchmarks
COMPENDIUM = str(BIN / "compendium")


@contextmanager
def copy_of_repository() -> Iterator[Path]:
    """Copy what git tracks, or would, as it is in the working tree; with this environment."""
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        root = Path(folder) / "compendium"
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=REPOSITORY,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split("\0")
        for name in listed:
            if name and (REPOSITORY / name).is_file():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(REPOSITORY / name, root / name)
        (root / ".venv").symlink_to(BIN.parent)
        yield root


def forget(root: Path) -> None:
    """Remove all that earlier runs left in a copy, so that every step runs again."""
    for record in (root / "figures").rglob(".step.json"):
        record.unlink()
    for name in ("build", "paper/_output", "paper/_parts"):
        shutil.rmtree(root / name, ignore_errors=True)
    (root / "paper" / "_variables.yml").unlink(missing_ok=True)


def seconds_of(command: Sequence[str], *, root: Path, cwd: Path | None = None) -> float:
    """Run a command in a copy; give the seconds from start to end, or stop when it fails."""
    start = perf_counter()
    done = subprocess.run(
        command,
        cwd=cwd or root,
        env=environment(root),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    seconds = perf_counter() - start
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout}")
    return seconds


def environment(root: Path) -> dict[str, str]:
    """Give the environment of a command that works on a copy, with compiled modules kept.

    A copy of the repository runs its own code; a generated compendium has none.
    """
    kept = {k: value for k, value in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    code = {"PYTHONPATH": str(root / "src")} if (root / "src").is_dir() else {}
    return {**kept, **code, "COMPENDIUM_ROOT": str(root)}


def medians(times: Mapping[str, Sequence[float]]) -> dict[str, float]:
    """Give the median of the seconds of each way."""
    return {way: median(seconds) for way, seconds in times.items()}
