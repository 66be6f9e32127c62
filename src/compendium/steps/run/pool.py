"""Run steps several at a time, each in a process of its own."""

import multiprocessing
import os
import signal
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from contextvars import Context
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Thread
from time import perf_counter
from typing import Any

from compendium.files import working_folder
from compendium.layout import Layout
from compendium.steps.plan import Step
from compendium.steps.run.family import become_leader, end_descendants, end_family, has_children
from compendium.steps.run.record import (
    ended_record,
    new_record,
    read_timings,
    with_outcomes,
    write_run,
    write_timings,
)
from compendium.steps.run.schedule import longest_first, seconds_left
from compendium.steps.run.step import (
    ORDINARY,
    TIME_LIMIT,
    WARM,
    Outcome,
    in_words,
    out_of_time,
    run_step,
    set_environment,
)
from compendium.steps.stale import read_record

TURN = 0.5  # seconds between two looks at the clock
GRACE = 10.0  # seconds after its time limit for a step to say itself that it reached it


@dataclass(frozen=True)
class Standing:
    """How far a run has come.

    Parameters
    ----------
    running : tuple of str
        Names of the steps that run, the longest since first.
    left : int
        How many steps have not ended.
    seconds_left : float or None
        How long it will take, by earlier timings; None when there are none.
    """

    running: tuple[str, ...]
    left: int
    seconds_left: float | None


@dataclass(frozen=True)
class Running:
    """A step that runs, the process that runs it, and when that started."""

    step: Step
    process: BaseProcess
    start: float


def run_steps(
    layout: Layout,
    steps: Sequence[Step],
    *,
    jobs: int,
    on_end: Callable[[Outcome], None],
    on_turn: Callable[[Standing], None] = lambda _: None,
    engine: str = WARM,
    time_limit: float = TIME_LIMIT,
) -> list[Outcome]:
    """Run steps, some at a time, the longest first; one that fails does not stop the others.

    The run's record is ``build/run.json``; `new_record` says what it holds.

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
    on_turn : callable, optional
        Called with the standing of the run whenever it changed, and each half second.
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
    set_environment(layout)
    timings = read_timings(layout)
    waiting = deque(longest_first(steps, timings))
    jobs = min(jobs, len(steps))
    context, engine = _prepare(engine)
    for step in steps if engine == WARM else ():
        make_folder_ready(layout, layout.artefacts(step.study, step.analysis))
    record = new_record(layout, waiting, engine=engine, jobs=jobs, time_limit=time_limit)
    running: dict[Connection, Running] = {}
    outcomes: list[Outcome] = []
    kept: tuple[float, tuple[object, ...]] = (-TURN, ())

    def start_next() -> None:
        step = waiting.popleft()
        ours, theirs = context.Pipe(duplex=False)
        words = (theirs, layout, step, engine, time_limit)
        process = context.Process(target=_run_and_tell, args=words)
        with _undisturbed():
            process.start()
            running[ours] = Running(step, process, perf_counter())
        theirs.close()

    def tell_standing() -> None:
        now = perf_counter()
        spent = {one.step.name: now - one.start for one in running.values()}
        names = [step.name for step in waiting]
        left = seconds_left(spent, names, timings, jobs=jobs)
        on_turn(Standing(tuple(spent), len(running) + len(waiting), left))

    def keep_record() -> None:
        """Write the record of the run; of many steps not after each, since it holds them all."""
        nonlocal record, kept
        state = (*(one.step.name for one in running.values()), len(outcomes))
        now = perf_counter()
        if state != kept[1] and now - kept[0] >= TURN:
            record = with_outcomes(record, [one.step for one in running.values()], outcomes)
            write_run(layout, record)
            kept = (now, state)

    def end(outcome: Outcome) -> None:
        outcomes.append(outcome)
        if not outcome.error:
            timings[outcome.step.name] = outcome.seconds
            if engine == WARM:
                make_folder_ready(
                    layout, layout.artefacts(outcome.step.study, outcome.step.analysis)
                )
        on_end(outcome)

    try:
        while waiting or running:
            while waiting and len(running) < jobs:
                start_next()
            keep_record()
            tell_standing()
            while not (ended := _ended(running, time_limit)):
                keep_record()
                tell_standing()
            for told in ended:
                end(_outcome(told, running.pop(told), time_limit))
    finally:
        with _undisturbed():
            for one in running.values():
                end_family(one.process.pid or 0)
                one.process.join()
            write_run(layout, ended_record(with_outcomes(record, [], outcomes)))
            write_timings(layout, timings)
    return outcomes


def _prepare(engine: str) -> tuple[Any, str]:
    """Make this process ready to start steps; give how it does so, and with which engine."""
    # Only now, and only for a run: this imports much.
    from compendium.engine.warm import can_fork, warm_up

    if not can_fork():
        return multiprocessing.get_context("spawn"), ORDINARY
    if engine == WARM:
        # From here on this process does nothing but fork: it must stay without threads.
        warm_up()
    return multiprocessing.get_context("fork"), engine


def make_folder_ready(layout: Layout, folder: Path) -> None:
    """Load, in the process to fork from, what the step used that made a folder of artefacts."""
    from compendium.engine.ready import make_ready

    used = (read_record(folder) or {}).get("modules", {})
    make_ready({layout.root / name: recorded for name, recorded in used.items()})


def _ended(running: dict[Connection, Running], time_limit: float) -> list[Connection]:
    """Wait a while for steps to end; give those that did, or that are long over their limit."""
    ended = list(wait(list(running), timeout=TURN))
    latest = perf_counter() - time_limit - GRACE
    overdue = [told for told, one in running.items() if one.start < latest and told not in ended]
    return [*ended, *overdue]  # type: ignore[list-item]


def _outcome(told: Connection, one: Running, time_limit: float) -> Outcome:
    """Receive how a step ended, or find out."""
    seconds = perf_counter() - one.start
    if told.poll():
        try:
            outcome: Outcome = told.recv()
        except EOFError:
            end_family(one.process.pid or 0)
            one.process.join()
            outcome = Outcome(one.step, seconds, _ending(one))
    else:
        end_family(one.process.pid or 0)
        outcome = Outcome(one.step, seconds, f"{in_words(one.step)}: {out_of_time(time_limit)}")
    one.process.join()
    told.close()
    return outcome


def _ending(one: Running) -> str:
    return (
        f"{in_words(one.step)}: the process that ran it was stopped from outside (exit code "
        f"{one.process.exitcode}), perhaps for lack of memory. Run the same again with fewer at "
        "a time: compendium run -j 1."
    )


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let Ctrl-C wait until this is done."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _run_and_tell(*words: Any) -> None:
    # In a context without an event loop: were there one where the run was started, every step
    # would wait on a copy of it, and be woken by what is meant for another.
    Context().run(_run_alone, *words)


def _run_alone(
    told: Connection, layout: Layout, step: Step, engine: str, time_limit: float
) -> None:
    """Run a step in this process, which is there for nothing else, and send how it ended."""
    become_leader()
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        # What the notebook's process kept open would hide the end of this one.
        os.register_at_fork(after_in_child=told.close)
    _end_with_the_run(engine)
    # Kernels write to the terminal: into a file with it.
    log = layout.build / "kernels.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    os.dup2(file, 2)
    os.close(file)
    with _kernels_files(layout) if engine == ORDINARY else nullcontext():
        outcome = run_step(layout, step, engine=engine, time_limit=time_limit)
    if has_children():
        end_descendants(os.getpid())
    told.send(outcome)


@contextmanager
def _kernels_files(layout: Layout) -> Iterator[None]:
    """Put the file by which a kernel is spoken to where it is swept away after a kill."""
    with working_folder(layout.build) as folder:
        tempfile.tempdir = str(folder)
        yield


def _end_with_the_run(engine: str) -> None:
    """End this process and all that it started when the process of the run is gone."""
    run: Any = multiprocessing.parent_process()

    def end() -> None:
        end_family(os.getpid())

    def watch() -> None:
        run.join()
        end()

    if engine == WARM:  # this process will be forked: no thread must run in it
        from jupyter_core.utils import ensure_event_loop

        ensure_event_loop().add_reader(run.sentinel, end)
    else:
        Thread(target=watch, daemon=True).start()
