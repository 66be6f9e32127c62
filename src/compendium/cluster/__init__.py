"""Run steps on a Dask cluster: the steps go out, their artefacts come back.

The workers share no disk with the caller. What a step needs is sent to them, and what it made is
sent back and written here, the record last; so a step that came back in part counts as not run.
"""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compendium.cluster.connect import LOCAL, connected, first_ended, result_of, threads
from compendium.cluster.delivery import Delivery, write_delivery
from compendium.cluster.environment import versions_here
from compendium.cluster.parcel import is_shared, pack, parcel_names
from compendium.errors import CompendiumError
from compendium.layout import Layout
from compendium.steps.plan import Analysis, Step, read_analyses
from compendium.steps.run import Outcome

if TYPE_CHECKING:
    from distributed import Client, Future

PATIENCE = 30  # seconds without any worker after which a run gives up


def run_on_cluster(
    layout: Layout,
    steps: Sequence[Step],
    *,
    address: str,
    jobs: int,
    on_end: Callable[[Outcome], None],
    send_texts: bool = False,
    options: Mapping[str, Any] | None = None,
) -> list[Outcome]:
    """Run steps on the workers of a Dask cluster; a step that fails does not stop the others.

    Parameters
    ----------
    layout : Layout
        The compendium.
    steps : sequence of Step
        What to run, the steps of a study one after the other: its tables are sent once.
    address : str
        Address of the scheduler, such as ``tcp://10.0.0.5:8786``; or ``local`` to start a
        scheduler and workers on this machine, and to end them afterwards.
    jobs : int
        How many workers to start for ``local``. A cluster elsewhere runs as many steps at a time
        as its workers have threads.
    on_end : callable
        Called with each step's outcome as it ends.
    send_texts : bool, optional
        Whether texts of participants may be sent to another machine.
    options : mapping of str to object, optional
        Further options of `compendium.steps.run.run_step`.

    Returns
    -------
    list of Outcome
        In the order in which the steps ended.

    Raises
    ------
    CompendiumError
        When Dask is not installed, the scheduler is not reached or lost, there is no worker, or
        a worker has other versions than this machine.
    """
    outcomes = []

    def take(step: Step, delivery: Delivery) -> None:
        write_delivery(layout, step, delivery)
        outcome = Outcome(step, delivery.seconds, delivery.error)
        outcomes.append(outcome)
        on_end(outcome)

    expected = versions_here()
    with connected(layout, address, workers=jobs, patience=PATIENCE, expected=expected) as client:
        dispatch = _Dispatch(
            client,
            layout,
            {analysis.name: analysis for analysis in read_analyses(layout)},
            send_texts or address == LOCAL,
            expected,
            dict(options or {}),
            {},
        )
        _send_and_take(dispatch, steps, take)
    return outcomes


@dataclass(frozen=True)
class _Dispatch:
    """What sending a step takes, and the parcels that the cluster holds now."""

    client: "Client"
    layout: Layout
    analyses: Mapping[str, Analysis]
    texts: bool
    expected: Mapping[str, str]
    options: dict[str, Any]
    parcels: "dict[str, Future[dict[str, bytes]]]"


def _send_and_take(
    dispatch: _Dispatch, steps: Sequence[Step], take: Callable[[Step, Delivery], None]
) -> None:
    """Keep as many steps on the way as there are threads, and take what comes back."""
    queue = deque(steps)
    waiting: dict[Future[Delivery], tuple[Step, list[str]]] = {}
    try:
        while queue or waiting:
            room = threads(dispatch.client) - len(waiting)
            for step in [queue.popleft() for _ in range(min(room, len(queue)))]:
                try:
                    future, names = _send(dispatch, step)
                except CompendiumError as error:
                    take(step, Delivery(error=str(error)))
                    continue
                waiting[future] = step, names
                _forget(dispatch.parcels, {name for _, names in waiting.values() for name in names})
            if waiting:
                for future in first_ended(dispatch.client, list(waiting), patience=PATIENCE):
                    step, _ = waiting.pop(future)
                    take(step, result_of(future, step))
    finally:
        dispatch.client.cancel(list(waiting))


def _send(dispatch: _Dispatch, step: Step) -> "tuple[Future[Delivery], list[str]]":
    """Send a step, with those of its parcels that the cluster does not hold yet."""
    from compendium.cluster.worker import run_parcels

    analysis = dispatch.analyses[step.analysis]
    names = parcel_names(dispatch.layout, analysis, step.study, texts=dispatch.texts)
    for name in names:
        if name not in dispatch.parcels:
            files = pack(dispatch.layout, name, dispatch.analyses)
            # Not scattered: a parcel that dies with its worker is then made anew.
            dispatch.parcels[name] = dispatch.client.submit(dict, files, pure=False)
    future = dispatch.client.submit(
        run_parcels,
        [dispatch.parcels[name] for name in names],
        replace(step, notebook=Path(step.notebook.name), reason=""),
        expected=dispatch.expected,
        options=dispatch.options,
        pure=False,
    )
    return future, names


def _forget(parcels: "dict[str, Future[dict[str, bytes]]]", needed: set[str]) -> None:
    """Let go of the studies that no step on the way reads; notebooks are small and stay."""
    for name in [name for name in parcels if name not in needed and not is_shared(name)]:
        del parcels[name]
