"""A hundred studies with four analyses each: seconds per step, memory of the parent."""

import io
import os
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import redirect_stdout, suppress
from importlib import import_module
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np
import psutil

from benchmarks.copies import COMPENDIUM, environment
from benchmarks.generate import ANALYSES, write_compendium
from benchmarks.other_ways import code_cells, run_cells
from benchmarks.parts import REST, in_words, once_in_a_new_process, parts_timed
from benchmarks.rows import Row, at_most
from compendium.engine.warm import LIBRARIES
from compendium.layout import Layout
from compendium.steps.plan import make_plan

STUDIES = int(os.environ.get("BENCHMARK_STUDIES", "100"))
QUICK_STUDIES = 5
INTERVAL = 0.5  # seconds between looks at the memory
TAKEN_APART = 5  # studies whose cells are executed once more, to see what takes the time
PARTS = {"compendium.exhibits.style:draw": "laying out and drawing figures"}
FLAT = 1.1  # the last quarter of the samples may be so many times the first


def measure(*, quick: bool) -> list[Row]:
    """Run all steps of a generated compendium once."""
    studies = QUICK_STUDIES if quick else STUDIES
    steps = studies * len(ANALYSES)
    cores = os.cpu_count() or 1
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        root = Path(folder) / "compendium"
        write_compendium(root, studies=studies, rng=np.random.default_rng(1))
        seconds, memory = _run_and_watch(root, jobs=cores)
        made = len(list((root / "figures").glob("*/*/.step.json")))
        parts = once_in_a_new_process(_parts, root, seconds * cores / steps)
    if made != steps:
        raise SystemExit(f"{made} of {steps} steps were made")
    ratio = flatness(memory)
    named = f"{studies} studies x {len(ANALYSES)} analyses"
    per_step = at_most(f"{named}: per step and core", seconds * cores / steps, 0.3, parts=parts)
    flat = Row(
        f"{named}: memory of the parent, last quarter of the run",
        f"{max(memory) / 2**20:.0f} MiB at most",
        f"at most {FLAT:g} times the first",
        ratio <= FLAT,
        "its first quarter",
        f"{ratio:.2f}",
    )
    return [per_step, flat]


def _parts(root: Path, per_step: float) -> str:
    """Execute the cells of some of the steps in this process, and say what takes how much."""
    os.environ |= {"COMPENDIUM_ROOT": str(root), "MPLBACKEND": "Agg"}
    for name in LIBRARIES:  # as a step finds them
        import_module(name)
    layout = Layout(root)
    steps = [step for step in make_plan(layout) if step.analysis in ANALYSES]
    chosen = steps[: (1 + TAKEN_APART) * len(ANALYSES)]
    os.chdir(layout.notebooks)
    with redirect_stdout(io.StringIO()):
        for step in chosen[: len(ANALYSES)]:  # the first time, modules are loaded
            run_cells(step, code_cells(step.notebook))
    with parts_timed(PARTS) as seconds, redirect_stdout(io.StringIO()):
        for step in chosen[len(ANALYSES) :]:
            run_cells(step, code_cells(step.notebook))
    done = len(chosen) - len(ANALYSES)
    share = {part: took / done for part, took in seconds.items()}
    share["around the cells: a process, papermill, the record"] = per_step - sum(share.values())
    share["the cells without their figures"] = share.pop(REST)
    return in_words(share)


def flatness(samples: Sequence[float]) -> float:
    """Divide the median of the last quarter of the samples by that of the first.

    Examples
    --------
    >>> flatness([10, 10, 10, 10, 10, 10, 15, 15])
    1.5
    """
    quarter = max(1, len(samples) // 4)
    return median(samples[-quarter:]) / median(samples[:quarter])


def _run_and_watch(root: Path, *, jobs: int) -> tuple[float, list[int]]:
    """Give the seconds of a run, and samples of the memory of its first process, in bytes."""
    chosen = [word for analysis in ANALYSES for word in ("--analysis", analysis)]
    start = perf_counter()
    process = subprocess.Popen(
        [COMPENDIUM, "run", "-j", str(jobs), *chosen],
        cwd=root,
        env=environment(root),
        stdout=subprocess.DEVNULL,
    )
    parent = psutil.Process(process.pid)
    memory = []
    while process.poll() is None:
        with suppress(psutil.Error):  # it may end at this moment
            memory.append(parent.memory_info().rss)
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=INTERVAL)
    seconds = perf_counter() - start
    if process.returncode:
        raise SystemExit(f"compendium run failed with code {process.returncode}")
    return seconds, memory
