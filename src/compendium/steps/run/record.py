"""What is kept of a run under ``build/``: its record, and how long each step took."""

import json
import math
import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from compendium.files import read_object, write_whole
from compendium.layout import Layout
from compendium.steps.plan import Step
from compendium.steps.run.step import Outcome


def new_record(
    layout: Layout, steps: Sequence[Step], *, engine: str, jobs: int, time_limit: float
) -> dict[str, Any]:
    """Begin the record of a run, for programs to read: ``build/run.json``.

    Parameters
    ----------
    layout : Layout
        The compendium.
    steps : sequence of Step
        What is to be run.
    engine : str
        What executes the notebooks: ``compendium`` or ``papermill``.
    jobs : int
        How many at a time.
    time_limit : float
        Seconds that a step may take.

    Returns
    -------
    dict
        - ``started``, ``ended``: times in UTC as ISO 8601; ``ended`` is null during the run.
        - ``outcome``: ``running``, ``done``, ``failed`` (a step failed) or ``stopped``.
        - ``cores``: cores of this machine; ``engine``, ``jobs``, ``time_limit`` as above.
        - ``steps``: in the order in which they were to start, each with ``study``,
          ``analysis``, ``reason`` (why it ran; empty when it was up to date),
          ``outcome`` (``waiting``, ``running``, ``done``, ``failed`` or ``stopped``),
          ``seconds`` (null until it ended), ``error`` (the message; empty when there is none)
          and ``notebook`` (the executed notebook, relative to the root).
    """
    return {
        "started": _now(),
        "ended": None,
        "outcome": "running",
        "cores": os.cpu_count(),
        "engine": engine,
        "jobs": jobs,
        "time_limit": time_limit,
        "steps": [
            {
                "study": step.study,
                "analysis": step.analysis,
                "reason": step.reason,
                "outcome": "waiting",
                "seconds": None,
                "error": "",
                "notebook": layout.shown(layout.executed(step.study, step.analysis)),
            }
            for step in steps
        ],
    }


def with_outcomes(
    record: Mapping[str, Any], running: Sequence[Step], outcomes: Sequence[Outcome]
) -> dict[str, Any]:
    """Bring the record of a run up to date with what runs and what has ended."""
    ended = {outcome.step.name: outcome for outcome in outcomes}
    names = {step.name for step in running}

    def entry(step: Mapping[str, Any]) -> dict[str, Any]:
        name = f"{step['study']}/{step['analysis']}"
        if name in ended:
            outcome = ended[name]
            how = "failed" if outcome.error else "done"
            seconds = round(outcome.seconds, 3)
            return {**step, "outcome": how, "seconds": seconds, "error": outcome.error}
        return {**step, "outcome": "running" if name in names else step["outcome"]}

    return {**record, "steps": [entry(step) for step in record["steps"]]}


def ended_record(record: Mapping[str, Any]) -> dict[str, Any]:
    """End the record of a run; what was still running or waiting was stopped."""
    steps = [
        {**step, "outcome": "stopped"} if step["outcome"] in ("running", "waiting") else step
        for step in record["steps"]
    ]
    found = {step["outcome"] for step in steps}
    how = next((one for one in ("stopped", "failed") if one in found), "done")
    return {**record, "steps": steps, "outcome": how, "ended": _now()}


def write_run(layout: Layout, record: Mapping[str, Any]) -> None:
    """Write the record of a run."""
    write_whole(layout.build / "run.json", _json(record))


def read_timings(layout: Layout) -> dict[str, float]:
    """Read how many seconds each step took when it last ended well, by name."""
    try:
        content = read_object(layout.build / "timings.json")
    except (OSError, ValueError):
        return {}  # they are only there to save time
    return {
        name: float(seconds)
        for name, seconds in content.items()
        if isinstance(seconds, int | float) and 0 <= seconds < math.inf
    }


def write_timings(layout: Layout, timings: Mapping[str, float]) -> None:
    """Write how many seconds each step took."""
    rounded = {name: round(seconds, 3) for name, seconds in timings.items()}
    write_whole(layout.build / "timings.json", _json(rounded))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _json(content: Mapping[str, Any]) -> bytes:
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()
