"""Which parts of a piece of work take how much of its time: what bounds it."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import wraps
from importlib import import_module
from multiprocessing import get_context
from time import perf_counter
from typing import Any
from unittest.mock import patch

REST = "the rest"


@contextmanager
def parts_timed(places: Mapping[str, str]) -> Iterator[dict[str, float]]:
    """Time functions while something runs, each without the others that it calls.

    Parameters
    ----------
    places : mapping of str to str
        The part of the work of each function, by where it is looked up: ``module:name``.

    Yields
    ------
    dict of str to float
        Seconds of each part, filled when it is over; `REST` is what none of them took.

    Examples
    --------
    >>> with parts_timed({"json:dumps": "writing"}) as seconds:
    ...     _ = import_module("json").dumps([1, 2])
    >>> sorted(seconds)
    ['the rest', 'writing']
    """
    seconds = dict.fromkeys([*places.values(), REST], 0.0)
    inner = [0.0]  # of each call that goes on, what the calls in it took

    def timed(part: str, action: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(action)
        def run(*words: Any, **named: Any) -> Any:
            inner.append(0.0)
            start = perf_counter()
            try:
                return action(*words, **named)
            finally:
                took = perf_counter() - start
                seconds[part] += took - inner.pop()
                inner[-1] += took

        return run

    start = perf_counter()
    with ExitStack() as patches:
        for place, part in places.items():
            module, _, name = place.partition(":")
            home = import_module(module)
            patches.enter_context(patch.object(home, name, timed(part, getattr(home, name))))
        yield seconds
    seconds[REST] = perf_counter() - start - inner[0]


def once_in_a_new_process(action: Callable[..., str], *given: object) -> str:
    """Do something in a process that has loaded nothing yet, as a command does."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(action, *given).result()


def in_words(seconds: Mapping[str, float]) -> str:
    """Say the share of each part, the largest first.

    Examples
    --------
    >>> in_words({"reading": 1.0, "writing": 3.0})
    'writing 75 %, reading 25 %'
    """
    whole = sum(seconds.values())
    parts = sorted(seconds.items(), key=lambda part: (part[0] == REST, -part[1]))
    return ", ".join(f"{part} {took / whole:.0%}".replace("%", " %") for part, took in parts)
