"""Run one step with papermill."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from compendium import errors
from compendium.errors import CompendiumError
from compendium.files import write_object
from compendium.layout import RECORD, Layout
from compendium.steps.plan import Step, completed_record
from compendium.steps.stale import ran
from compendium.steps.watch import watching

WARM, ORDINARY = "compendium", "papermill"
TIME_LIMIT = 3600  # seconds
LACK_OF_MEMORY = (
    "The notebook needs more memory than there is. Run fewer at a time (compendium run -j 1), "
    "or let it hold less at once."
)


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


def run_step(
    layout: Layout, step: Step, *, engine: str = WARM, time_limit: float = TIME_LIMIT
) -> Outcome:
    """Run one notebook on one study, and complete the record beside its artefacts.

    Parameters
    ----------
    layout : Layout
        The compendium.
    step : Step
        What to run.
    engine : str, optional
        ``compendium`` forks a process for the notebook where that can be done, else and with
        ``papermill`` an ordinary kernel serves. The results are the same.
    time_limit : float, optional
        Seconds that the step may take; by default an hour.

    Returns
    -------
    Outcome
        How it ended; it is no exception when it failed.
    """
    start = perf_counter()
    try:
        _execute(layout, step, engine, time_limit)
        # The record is written here and not by the notebook: only now has all gone well.
        record = layout.artefacts(step.study, step.analysis) / RECORD
        write_object(record, {**completed_record(layout, step), **ran(perf_counter() - start)})
        error = ""
    except CompendiumError as problem:
        error = str(problem)
    except OSError as problem:
        place = f"{layout.shown(Path(problem.filename))} " if problem.filename else ""
        error = (
            f"{in_words(step)}: {place}could not be read or written "
            f"({problem.strerror or problem}). Check that the disk is there and not full, and that "
            "you may write there; then run it again."
        )
    return Outcome(step, perf_counter() - start, error)


def set_environment(layout: Layout) -> None:
    """Set what every notebook finds in its environment."""
    os.environ["COMPENDIUM_ROOT"] = str(layout.root)
    # Jupyter would look for settings in the user's home; the run must not depend on them.
    os.environ.setdefault("JUPYTER_PLATFORM_DIRS", "1")
    # Several notebooks at a time share the cores; threads inside each would only get in the way.
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def in_words(step: Step) -> str:
    """Name a step at the start of a message."""
    return f"{step.notebook.name} on the study {step.study}"


def out_of_time(time_limit: float) -> str:
    """Say that a step reached its time limit."""
    return (
        f"not done after {time_limit:g} seconds, the time limit of a step. Allow more with "
        "--time-limit, or see what takes so long."
    )


def _execute(layout: Layout, step: Step, engine: str, time_limit: float) -> None:
    """Execute the notebook; what was executed is kept, also when it fails."""
    set_environment(layout)
    import papermill
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from papermill.exceptions import PapermillExecutionError

    record = layout.artefacts(step.study, step.analysis) / RECORD
    record.unlink(missing_ok=True)
    output = layout.executed(step.study, step.analysis)
    output.parent.mkdir(parents=True, exist_ok=True)
    end = perf_counter() + time_limit
    name = in_words(step)
    see = f"Open {layout.shown(output)} to see the notebook as it was when it stopped."
    try:
        with watching(layout, step.study, step.analysis):
            papermill.execute_notebook(
                str(step.notebook),
                str(output),
                parameters=step.parameters,
                cwd=str(layout.notebooks),
                progress_bar=False,
                log_output=False,
                kernel_name="python3",
                engine_name=_registered(engine),
                # The limit is the step's: each cell has what the others before it left.
                timeout_func=lambda cell: max(end - perf_counter(), 0.001),
            )
    except PapermillExecutionError as error:
        place = f"{name}, cell [{error.exec_count}]"
        raise CompendiumError(f"{place}: {_message(error)}\n{see}") from error
    except CellTimeoutError as error:
        place = f"{name}, cell [{_reached(output)}]"
        raise CompendiumError(f"{place}: {out_of_time(time_limit)}\n{see}") from error
    except DeadKernelError as error:
        place = f"{name}, cell [{_reached(output)}]"
        raise CompendiumError(f"{place}: {error}.\n{see}") from error
    except Exception as error:
        raise CompendiumError(
            f"{name} could not be run: {type(error).__name__}: {error}\n"
            f"If {layout.shown(output)} is there, it shows how far it came."
        ) from error


def _registered(engine: str) -> str | None:
    """Give the name under which papermill finds an engine; its own has none."""
    if engine == ORDINARY:
        return None
    from papermill.engines import papermill_engines

    from compendium.engine.managed import CompendiumEngine

    # Also where this package was installed before it had an engine to offer.
    papermill_engines.register(WARM, CompendiumEngine)
    return WARM


def _message(error: Any) -> str:
    """Say what went wrong in a cell."""
    if hasattr(errors, error.ename):
        return str(error.evalue)  # an error of ours is all message
    last: str = f"{error.ename}: {error.evalue}".strip().splitlines()[-1]
    if error.ename in ("MemoryError", "_ArrayMemoryError"):
        return f"{last.rstrip(': ')}. {LACK_OF_MEMORY}"
    return last


def _reached(executed: Path) -> str:
    """Find the number of the cell that was executed last; a question mark when none was."""
    cells = json.loads(executed.read_text(encoding="utf-8"))["cells"]
    counts = [cell.get("execution_count") for cell in cells]
    return str(max((count for count in counts if count), default="?"))
