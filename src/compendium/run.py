"""Run steps with papermill, several at a time."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread
from time import perf_counter

from compendium import errors
from compendium.errors import CompendiumError
from compendium.layout import RECORD, Layout
from compendium.plan import Step, completed_record
from compendium.watch import begin


@dataclass(frozen=True)
class Outcome:
    """How a step ended.

    Parameters
    ----------
    step : Step
        The step.
    seconds : float
        How long it took.
    error : str
        What went wrong and where to look; empty when all went well.
    """

    step: Step
    seconds: float
    error: str


def run_steps(
    layout: Layout, steps: Sequence[Step], *, jobs: int, on_end: Callable[[Outcome], None]
) -> list[Outcome]:
    """Run steps, some at a time; a step that fails does not stop the others.

    Parameters
    ----------
    layout : Layout
        The compendium.
    steps : sequence of Step
        What to run.
    jobs : int
        How many at a time, at least 1.
    on_end : callable
        Called with each step's outcome as it ends.

    Returns
    -------
    list of Outcome
        In the order in which the steps ended.

    Raises
    ------
    CompendiumError
        When a process that ran notebooks was stopped from outside.
    """
    outcomes = []
    # A fresh process per worker: the notebooks' clients must not share an event loop.
    context = get_context("spawn")
    lifeline, held = context.Pipe(duplex=False)
    with ProcessPoolExecutor(
        max_workers=jobs,
        mp_context=context,
        initializer=_start_worker,
        initargs=(layout.build / "kernels.log", lifeline),
    ) as pool:
        try:
            waiting: list[Future[Outcome]] = [pool.submit(run_step, layout, step) for step in steps]
            for future in as_completed(waiting):
                outcome = future.result()
                outcomes.append(outcome)
                on_end(outcome)
        except BrokenProcessPool as error:
            raise CompendiumError(
                "a process that ran notebooks was stopped from outside, perhaps for lack of "
                "memory. Run the same again with fewer at a time: compendium run -j 1."
            ) from error
        except BaseException:
            held.close()  # stops the workers: the pool alone would first empty its queue
            raise
    return outcomes


def run_step(layout: Layout, step: Step) -> Outcome:
    """Run one notebook on one study, and complete the record beside its artefacts."""
    start = perf_counter()
    try:
        _execute(layout, step)
        # The record is written here and not by the notebook: only now has all gone well.
        from compendium.save import write_record

        folder = layout.artefacts(step.study, step.analysis)
        write_record(folder, completed_record(layout, step))
        error = ""
    except CompendiumError as problem:
        error = str(problem)
    return Outcome(step, perf_counter() - start, error)


def _start_worker(log: Path, lifeline: Connection) -> None:
    """Send what kernels write to the terminal to a file, and end when the run ends."""
    Thread(target=_end_with, args=(lifeline,), daemon=True).start()
    log.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    os.dup2(file, 2)
    os.close(file)


def _end_with(lifeline: Connection) -> None:
    """Wait until the other end is closed, or dies with its process; nothing is ever sent."""
    with suppress(EOFError):
        lifeline.recv()
    os._exit(1)


def _execute(layout: Layout, step: Step) -> None:
    """Execute the notebook; what was executed is kept, also when it fails."""
    os.environ["COMPENDIUM_ROOT"] = str(layout.root)
    # Jupyter would look for settings in the user's home; the run must not depend on them.
    os.environ.setdefault("JUPYTER_PLATFORM_DIRS", "1")
    import papermill
    from papermill.exceptions import PapermillExecutionError

    record = layout.artefacts(step.study, step.analysis) / RECORD
    record.unlink(missing_ok=True)
    begin(layout, step.study, step.analysis)
    output = layout.executed(step.study, step.analysis)
    output.parent.mkdir(parents=True, exist_ok=True)
    try:
        papermill.execute_notebook(
            str(step.notebook),
            str(output),
            parameters=step.parameters,
            cwd=str(layout.notebooks),
            progress_bar=False,
            log_output=False,
            kernel_name="python3",
        )
    except PapermillExecutionError as error:
        # An error of ours is all message; of any other, its last line says what went wrong.
        whole = f"{error.ename}: {error.evalue}".strip().splitlines()[-1]
        message = error.evalue if hasattr(errors, error.ename) else whole
        raise CompendiumError(
            f"{step.notebook.name} on the study {step.study}, cell [{error.exec_count}]: "
            f"{message}\nOpen {layout.shown(output)} to see the notebook as it was when it stopped."
        ) from error
    except Exception as error:
        raise CompendiumError(
            f"{step.notebook.name} on the study {step.study} could not be run: "
            f"{type(error).__name__}: {error}\n"
            f"If {layout.shown(output)} is there, it shows how far it came."
        ) from error
