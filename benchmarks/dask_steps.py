"""Steps on Dask workers of this machine, and on paper what a thousand workers would ask for.

The notebooks are left out: the workers give back at once what a step of this repository made. So
everything else is there (parcels, messages, artefacts that come back and are written), and what
remains is what Dask and the sending cost.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from distributed import Client

from benchmarks.beside_tools import TO_SEE, steps_of_nothing
from benchmarks.copies import BIN, REPOSITORY
from benchmarks.rows import Row
from compendium.cluster import run_on_cluster, worker
from compendium.cluster.delivery import Delivery
from compendium.cluster.environment import PACKAGE
from compendium.layout import RECORD, Layout
from compendium.naming import counted
from compendium.steps.plan import Step, make_plan

STEPS = int(os.environ.get("BENCHMARK_DASK_STEPS", "3300"))
QUICK_STEPS = 20
WORKERS, QUICK_WORKERS = (1, 2, 4), (1,)
GIVEN = REPOSITORY / "figures" / "connectors" / "timeline"  # an analysis of medium size
SECONDS = 3.0  # that a step takes on a worker, for the reckoning: a notebook in a kernel of its own
MANY = 1000


def stand_in(parcels: Sequence[Mapping[str, bytes]], step: Step, **_: Any) -> Delivery:
    """Give back what a step of this repository made; called by the workers."""
    files = {f"{step.study}-{name}": content for name, content in _given().items()}
    return Delivery(artefacts=files, record={"tables": {}}, package=str(PACKAGE))


@cache
def _given() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in GIVEN.iterdir() if path.name != RECORD}


def measure(*, quick: bool) -> list[Row]:
    """Run the same steps on one, two and four workers, and reckon for a thousand."""
    steps = QUICK_STEPS if quick else STEPS
    rows, first = [], None
    for workers in QUICK_WORKERS if quick else WORKERS:
        took, ours, scheduler = _run(steps, workers)
        first = first or took
        rows.append(
            Row(
                f"{steps:,} steps on Dask, the notebooks left out, "
                f"{counted(workers, 'local worker')}",
                f"{took:.2f} s",
                TO_SEE,
                True,
                f"1 worker: {first:.2f} s",
                f"{took / first:.2f}",
            )
        )
    return [*rows, *_on_paper(steps, ours, scheduler)]


def _on_paper(steps: int, ours: float, scheduler: Mapping[str, float]) -> list[Row]:
    """Reckon at how many workers the scheduler, and the process that sends, have no rest left."""
    messages, size = scheduler["messages"] / steps, scheduler["bytes"] / steps / 1024
    each = {"the scheduler": scheduler["seconds"] / steps, "the sender": ours / steps}
    busy = ", ".join(f"{name} {1000 * seconds:.1f} ms" for name, seconds in each.items())
    slower = max(each, key=lambda name: each[name])
    at_most = SECONDS / each[slower]
    asked = MANY * each[slower] / SECONDS
    return [
        Row(
            "Dask: what a step asks of the scheduler",
            f"{messages:.0f} messages, {size:.0f} KiB",
            TO_SEE,
            True,
            f"time of a core for a step: {busy}",
            "",
        ),
        Row(
            f"on paper, {MANY:,} workers and steps of {SECONDS:g} s: {slower} would need",
            f"{asked:.1f} cores, and has one",
            TO_SEE,
            True,
            f"saturated at {at_most:.0f} workers",
            "",
        ),
    ]


def _run(steps: int, workers: int) -> tuple[float, float, dict[str, float]]:
    """Give the seconds of a run, the sender's of a core, and what the scheduler counted."""
    with steps_of_nothing(steps) as root, _cluster(workers) as (address, scheduler):
        layout = Layout(root)
        plan = make_plan(layout)
        original, worker.run_parcels = worker.run_parcels, stand_in
        try:
            scheduler.stdin.write("begin\n")
            scheduler.stdin.flush()
            start, taken = perf_counter(), process_time()
            outcomes = run_on_cluster(
                layout, plan, address=address, jobs=workers, on_end=lambda _: None
            )
            took, ours = perf_counter() - start, process_time() - taken
        finally:
            worker.run_parcels = original
        failed = [outcome.error for outcome in outcomes if outcome.error]
        if failed or len(outcomes) != steps:
            raise SystemExit(f"{len(failed)} of {steps} steps failed: {failed[:1]}")
        scheduler.stdin.close()
        return took, ours, json.loads(scheduler.stdout.readline())


@contextmanager
def _cluster(workers: int) -> Iterator[tuple[str, Any]]:
    """Start a scheduler that counts, and workers of one thread each."""
    with tempfile.TemporaryDirectory(prefix="benchmark-dask-") as folder:
        here = {"cwd": REPOSITORY, "stderr": subprocess.DEVNULL}
        scheduler: Any = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.counted_scheduler"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, **here,
        )  # fmt: skip
        address = scheduler.stdout.readline().strip()
        command = [str(BIN / "python"), "-m", "distributed.cli.dask_worker", address]
        options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1"]
        started = [
            subprocess.Popen(
                [*command, *options, "--local-directory", str(Path(folder, str(number)))],
                stdout=subprocess.DEVNULL, **here,
            )
            for number in range(workers)
        ]  # fmt: skip
        try:
            with Client(address) as client:
                client.wait_for_workers(workers)
            yield address, scheduler
        finally:
            for process in [*started, scheduler]:
                process.kill()
                process.wait()
