"""Run steps with papermill, several at a time, each in a process of its own."""

import json
import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from time import perf_counter

import psutil

from compendium import errors
from compendium.errors import CompendiumError
from compendium.layout import RECORD, Layout
from compendium.plan import Step, completed_record

WARM, ORDINARY = "compendium", "papermill"
ENGINES = (WARM, ORDINARY)
TIME_LIMIT = 3600  # seconds


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
    layout: Layout,
    steps: Sequence[Step],
    *,
    jobs: int,
    on_end: Callable[[Outcome], None],
    engine: str = WARM,
    time_limit: float = TIME_LIMIT,
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
    engine : str, optional
        ``compendium`` forks a process for each notebook where that can be done; ``papermill``
        starts an ordinary kernel. The results are the same.
    time_limit : float, optional
        Seconds that a step may take.

    Returns
    -------
    list of Outcome
        In the order in which the steps ended.
    """
    _set_environment(layout)
    # Only now, and only for a run: this imports much.
    from compendium.engine.warm import can_fork, warm_up

    # From here on this process does nothing but fork: it must stay without threads, and as it is.
    if can_fork() and engine == WARM:
        warm_up()
    context = multiprocessing.get_context("fork" if can_fork() else "spawn")
    waiting = deque(steps)
    running: dict[Connection, tuple[multiprocessing.process.BaseProcess, Step, float]] = {}
    outcomes = []
    try:
        while waiting or running:
            while waiting and len(running) < jobs:
                step = waiting.popleft()
                ours, theirs = context.Pipe(duplex=False)
                words = (theirs, layout, step, engine, time_limit)
                process = context.Process(target=_run_and_tell, args=words)
                process.start()
                theirs.close()
                running[ours] = (process, step, perf_counter())
            for told in wait(list(running)):
                outcome = _outcome(told, *running.pop(told))  # type: ignore[index, arg-type]
                outcomes.append(outcome)
                on_end(outcome)
    finally:
        for child in multiprocessing.active_children():
            _end_family(child.pid or 0)
            child.join()
    return outcomes


def run_step(
    layout: Layout, step: Step, *, engine: str = WARM, time_limit: float = TIME_LIMIT
) -> Outcome:
    """Run one notebook on one study, and complete the record beside its artefacts."""
    start = perf_counter()
    try:
        _execute(layout, step, engine, time_limit)
        # The record is written here and not by the notebook: only now has all gone well.
        from compendium.save import write_record

        folder = layout.artefacts(step.study, step.analysis)
        write_record(folder, completed_record(layout, step))
        error = ""
    except CompendiumError as problem:
        error = str(problem)
    return Outcome(step, perf_counter() - start, error)


def _set_environment(layout: Layout) -> None:
    os.environ["COMPENDIUM_ROOT"] = str(layout.root)
    # Jupyter would look for settings in the user's home; the run must not depend on them.
    os.environ.setdefault("JUPYTER_PLATFORM_DIRS", "1")


def _run_and_tell(
    outcome: Connection, layout: Layout, step: Step, engine: str, time_limit: float
) -> None:
    """Run a step in this process, which is there for nothing else, and send how it ended."""
    if sys.platform != "win32":
        os.setsid()  # a session of its own: all that the step starts can be found, and ended
        # What the notebook's process kept open would hide the end of this one.
        os.register_at_fork(after_in_child=outcome.close)
        _end_with_the_run()
    # Kernels write to the terminal: into a file with it.
    log = layout.build / "kernels.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    os.dup2(file, 2)
    os.close(file)
    outcome.send(run_step(layout, step, engine=engine, time_limit=time_limit))


def _end_with_the_run() -> None:
    """End this process and all that it started when the process of the run is gone."""
    from jupyter_core.utils import ensure_event_loop

    def end() -> None:
        _end_family(os.getpid())

    run = multiprocessing.parent_process()
    if run is not None:
        ensure_event_loop().add_reader(run.sentinel, end)


def _end_family(leader: int) -> None:
    """End the process of a step, when it is there still, and all that it started."""
    family = []
    with suppress(psutil.NoSuchProcess):
        family = psutil.Process(leader).children(recursive=True)
    if sys.platform != "win32":
        for process in psutil.process_iter():
            with suppress(ProcessLookupError, PermissionError):
                if os.getsid(process.pid) == leader != process.pid:
                    family.append(process)
    for process in family:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    with suppress(psutil.NoSuchProcess):
        psutil.Process(leader).kill()


def _outcome(
    told: Connection,
    process: multiprocessing.process.BaseProcess,
    step: Step,
    start: float,
) -> Outcome:
    """Receive how a step ended, or find out."""
    try:
        outcome: Outcome = told.recv()
    except EOFError:
        _end_family(process.pid or 0)
        process.join()
        outcome = Outcome(
            step,
            perf_counter() - start,
            f"{step.notebook.name} on the study {step.study}: the process that ran it was stopped "
            f"from outside (exit code {process.exitcode}), perhaps for lack of memory. Run the "
            "same again with fewer at a time: compendium run -j 1.",
        )
    process.join()
    told.close()
    return outcome


def _execute(layout: Layout, step: Step, engine: str, time_limit: float) -> None:
    """Execute the notebook; what was executed is kept, also when it fails."""
    _set_environment(layout)
    import papermill
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from papermill.exceptions import PapermillExecutionError

    record = layout.artefacts(step.study, step.analysis) / RECORD
    record.unlink(missing_ok=True)
    output = layout.executed(step.study, step.analysis)
    output.parent.mkdir(parents=True, exist_ok=True)
    end = perf_counter() + time_limit
    name = f"{step.notebook.name} on the study {step.study}"
    see = f"Open {layout.shown(output)} to see the notebook as it was when it stopped."
    try:
        papermill.execute_notebook(
            str(step.notebook),
            str(output),
            parameters=step.parameters,
            cwd=str(layout.notebooks),
            progress_bar=False,
            log_output=False,
            kernel_name="python3",
            engine_name=WARM if engine == WARM else None,
            # The limit is the step's: each cell has what the others before it left.
            timeout_func=lambda cell: max(end - perf_counter(), 0.001),
        )
    except PapermillExecutionError as error:
        # An error of ours is all message; of any other, its last line says what went wrong.
        whole = f"{error.ename}: {error.evalue}".strip().splitlines()[-1]
        message = error.evalue if hasattr(errors, error.ename) else whole
        raise CompendiumError(f"{name}, cell [{error.exec_count}]: {message}\n{see}") from error
    except CellTimeoutError as error:
        raise CompendiumError(
            f"{name}, cell [{_reached(output)}]: not done after {time_limit:g} seconds, the time "
            f"limit of a step. Allow more with --time-limit, or see what takes so long.\n{see}"
        ) from error
    except DeadKernelError as error:
        raise CompendiumError(f"{name}, cell [{_reached(output)}]: {error}.\n{see}") from error
    except Exception as error:
        raise CompendiumError(
            f"{name} could not be run: {type(error).__name__}: {error}\n"
            f"If {layout.shown(output)} is there, it shows how far it came."
        ) from error


def _reached(executed: Path) -> str:
    """Find the number of the cell that was executed last; a question mark when none was."""
    cells = json.loads(executed.read_text(encoding="utf-8"))["cells"]
    counts = [cell.get("execution_count") for cell in cells]
    return str(max((count for count in counts if count), default="?"))
