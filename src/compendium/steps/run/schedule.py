"""Which step comes first, and how long those that are left will take."""

import heapq
from collections.abc import Iterable, Mapping, Sequence

from compendium.steps.plan import Step


def longest_first(steps: Sequence[Step], timings: Mapping[str, float]) -> list[Step]:
    """Put the longest steps first, so that no core waits at the end for one that came late.

    Parameters
    ----------
    steps : sequence of Step
        What is to be run.
    timings : mapping of str to float
        Seconds that steps took when they last ran, by name.

    Returns
    -------
    list of Step
        Those that never ran come before all others, as they might be long; in their order.
    """
    return sorted(steps, key=lambda step: -timings.get(step.name, float("inf")))


def seconds_left(
    running: Mapping[str, float],
    waiting: Iterable[str],
    timings: Mapping[str, float],
    *,
    jobs: int,
) -> float | None:
    """Estimate how long it takes until all steps have ended.

    Parameters
    ----------
    running : mapping of str to float
        Seconds that each step which runs has been running for, by name.
    waiting : iterable of str
        Names of those that wait, in the order in which they will start.
    timings : mapping of str to float
        Seconds that steps took; one that is not named counts as the mean of those that are.
    jobs : int
        How many run at a time.

    Returns
    -------
    float or None
        Seconds; None as long as no step has a timing.

    Examples
    --------
    >>> seconds_left({"a": 1.0}, ["b", "c"], {"a": 3.0, "b": 2.0, "c": 2.0}, jobs=2)
    4.0
    """
    if not timings:
        return None
    usual = sum(timings.values()) / len(timings)
    # When each place will be free; the next to start takes the first of them.
    free = [max(timings.get(name, usual) - spent, 0.0) for name, spent in running.items()]
    free += [0.0] * (jobs - len(free))
    heapq.heapify(free)
    for name in waiting:
        heapq.heapreplace(free, free[0] + timings.get(name, usual))
    return max(free)
