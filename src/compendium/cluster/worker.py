"""What a Dask worker does: unpack a step, have a process run it, collect what it made.

A worker runs its tasks in threads. Steps are run by processes of their own, since notebooks'
clients must not share an event loop, and so that what ends the process of a step spares the
worker. Such a process stays for the steps to come: starting it takes longer than many a step.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from time import perf_counter, sleep
from typing import IO, TYPE_CHECKING, Any

from compendium.cluster.child import RESULT, TASK
from compendium.cluster.delivery import Delivery, collect
from compendium.cluster.environment import differences, refusal, versions_here
from compendium.cluster.parcel import unpack
from compendium.layout import Layout
from compendium.steps.plan import Step

if TYPE_CHECKING:
    from distributed import Worker

INTERVAL = 0.05  # seconds between looks whether the step has ended, and is still wanted


@dataclass(frozen=True)
class _Child:
    """A process that runs steps, and the file that holds what it printed."""

    process: "subprocess.Popen[bytes]"
    output: IO[bytes]


_idle: "SimpleQueue[_Child]" = SimpleQueue()


def run_parcels(
    parcels: Sequence[Mapping[str, bytes]],
    step: Step,
    *,
    expected: Mapping[str, str],
    options: Mapping[str, Any],
) -> Delivery:
    """Run a step from its parcels, in a fresh folder.

    Parameters
    ----------
    parcels : sequence of mapping
        Contents by path, as `compendium.cluster.parcel.pack` gives them.
    step : Step
        The step, its notebook as a file name.
    expected : mapping of str to str
        Versions on the caller; a worker with others refuses.
    options : mapping of str to object
        Options of `compendium.steps.run.run_step`.

    Returns
    -------
    Delivery
        What the step made, or why it failed.
    """
    from distributed import get_worker

    worker: Worker = get_worker()
    different = differences(versions_here(), expected)
    if different:
        return Delivery(error=refusal(worker.address, different))
    start = perf_counter()
    with tempfile.TemporaryDirectory(dir=worker.local_directory, prefix="step-") as name:
        folder = Path(name)
        layout = Layout(folder / "compendium")
        for parcel in parcels:
            unpack(parcel, layout.root)
        error = _run(folder, step, options, worker)
        return collect(layout, step, seconds=perf_counter() - start, error=error)


def _run(folder: Path, step: Step, options: Mapping[str, Any], worker: "Worker") -> str:
    """Have a child run the step of a folder; give what went wrong, or nothing."""
    task = {
        "study": step.study,
        "analysis": step.analysis,
        "notebook": step.notebook.name,
        "parameters": step.parameters,
        "kinds": step.kinds,
        "across": step.across,
        "given": step.given,
        "options": dict(options),
    }
    (folder / TASK).write_text(json.dumps(task), encoding="utf-8")
    child = _idle_child() or _start_child(worker)
    key = worker.get_current_task()
    _tell(child, f"{folder}\n")
    while child.process.poll() is None and not (folder / RESULT).is_file():
        sleep(INTERVAL)
        state = worker.state.tasks.get(key)
        if state is None or state.state == "cancelled":
            _end(child)
    if (folder / RESULT).is_file():
        _idle.put(child)
        return str(json.loads((folder / RESULT).read_text(encoding="utf-8"))["error"])
    return (
        f"{step.notebook.name} on the study {step.study}: on the worker {worker.address}, the "
        f"process of the step ended with code {child.process.returncode}: {_last_line(child)}\n"
        "Run it again; if it happens again, run it here: compendium run "
        f"--study {step.study} --analysis {step.analysis}."
    )


def _idle_child() -> _Child | None:
    with suppress(Empty):
        while True:
            child = _idle.get_nowait()
            if child.process.poll() is None:
                return child
    return None


def _start_child(worker: "Worker") -> _Child:
    output = tempfile.TemporaryFile(dir=worker.local_directory)  # noqa: SIM115 it outlives this
    process = subprocess.Popen(
        [sys.executable, "-m", "compendium.cluster.child"],
        stdin=subprocess.PIPE,  # which ends with this process, and the child with it
        stdout=output,
        stderr=output,
        cwd=worker.local_directory,
    )
    return _Child(process, output)


def _tell(child: _Child, line: str) -> None:
    # A child that has ended takes no line; the loop that waits for its result sees that.
    with suppress(BrokenPipeError):
        if child.process.stdin:
            child.process.stdin.write(line.encode())
            child.process.stdin.flush()


def _end(child: _Child) -> None:
    """End a child and all that it started, as when this process had died."""
    if child.process.stdin:
        child.process.stdin.close()
    child.process.wait()


def _last_line(child: _Child) -> str:
    child.output.seek(0)
    lines = child.output.read().decode(errors="replace").splitlines()
    return next((line for line in reversed(lines) if line.strip()), "it left no message")
