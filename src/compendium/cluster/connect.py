"""Talk to a Dask scheduler: connect, check the workers, wait, and say what went wrong."""

import asyncio
import logging
import warnings
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from compendium.cluster.delivery import Delivery
from compendium.cluster.environment import differences, refusal, versions_here
from compendium.errors import CompendiumError
from compendium.files import working_folder
from compendium.layout import Layout
from compendium.steps.plan import Step

if TYPE_CHECKING:
    from distributed import Client, Future

LOCAL = "local"
REACH = 8  # seconds for reaching the scheduler
LOOK = 1  # seconds between looks whether there is still a worker
DEATHS = 3  # of workers that one step may cause where the scheduler is ours
LOGGERS = ("distributed", "distributed.client", "tornado", "tornado.application", "asyncio")


@contextmanager
def connected(
    layout: Layout,
    address: str,
    *,
    workers: int,
    patience: float,
    expected: Mapping[str, str],
) -> "Iterator[Client]":
    """Connect to a cluster whose workers are all fit to run steps.

    Parameters
    ----------
    layout : Layout
        The compendium; what ``local`` works with lies in its ``build/`` meanwhile.
    address : str
        Address of the scheduler, or ``local``.
    workers : int
        How many workers to start for ``local``, of one thread each.
    patience : float
        Seconds to wait for a first worker.
    expected : mapping of str to str
        Versions that each worker must have.

    Raises
    ------
    CompendiumError
        When Dask is not installed, the scheduler is not reached, there is no worker, or a worker
        has other versions than this machine.
    """
    try:
        import distributed
    except ModuleNotFoundError as error:
        raise CompendiumError(
            "--cluster needs the packages dask and distributed, which are not installed. Install "
            "the extra: pip install -e .[cluster]"
        ) from error
    with ExitStack() as stack:
        stack.enter_context(_quiet())
        where = stack.enter_context(_local(layout, workers)) if address == LOCAL else address
        _reach(where, address)
        with distributed.Client(where, timeout=REACH) as client:
            _check_workers(client, address, patience, expected)
            yield client


def threads(client: "Client") -> int:
    """How many steps the cluster can run at a time; at least 1, also while it has no worker."""
    number: int = sum(client.nthreads().values())
    return max(1, number)


def first_ended(
    client: "Client", futures: "list[Future[Delivery]]", *, patience: float
) -> "list[Future[Delivery]]":
    """Wait until a step ends, and give those that ended.

    Raises
    ------
    CompendiumError
        When the scheduler is lost, or there is no worker for as long as the patience lasts.
    """
    import distributed

    seen = monotonic()
    while True:
        try:
            ended = distributed.wait(futures, timeout=LOOK, return_when="FIRST_COMPLETED").done
            return list(ended)
        except TimeoutError:
            pass
        except distributed.CancelledError:
            break
        try:
            alone = not client.nthreads()
        except (OSError, RuntimeError):
            break
        seen = monotonic() if not alone else seen
        if monotonic() - seen > patience:
            raise CompendiumError(
                f"the cluster has had no worker for {patience:.0f} seconds. What came back is "
                "kept. Start workers, and run the same again."
            )
    raise CompendiumError(
        "the connection to the scheduler was lost. What came back is kept. Start the scheduler "
        "and its workers again, and run the same again."
    )


def result_of(future: "Future[Delivery]", step: Step) -> Delivery:
    """Give what came back of a step that ended, or say why nothing did."""
    from distributed.scheduler import KilledWorker

    try:
        return future.result()
    except KilledWorker as error:
        return Delivery(
            error=f"{step.notebook.name} on the study {step.study}: {error.allowed_failures + 1} "
            "workers died while they ran it, perhaps for lack of memory. Run it again with larger "
            f"workers, or here: compendium run --study {step.study} --analysis {step.analysis}."
        )
    except Exception as error:
        # Such as a worker that came later and has no compendium.
        return Delivery(
            error=f"{step.notebook.name} on the study {step.study} could not be run on the "
            f"cluster: {type(error).__name__}: {error}"
        )


def _reach(where: str, address: str) -> None:
    """Ask whether a scheduler answers: the client itself would ask without end."""
    from distributed.comm.core import connect as open_channel
    from distributed.security import Security

    async def answers() -> None:
        options = Security().get_connection_args("client")  # TLS, where Dask's settings say so
        channel = await asyncio.wait_for(open_channel(where, timeout=REACH, **options), REACH + 1)
        channel.abort()

    what = (
        "Give the address that the scheduler printed when it started, such as "
        "tcp://10.0.0.5:8786. To run the steps on this machine: --cluster local."
    )
    try:
        asyncio.run(answers())
    except (ValueError, TypeError) as error:
        raise CompendiumError(
            f"--cluster {address}: Dask cannot use it: {error}. {what}"
        ) from error
    except OSError as error:
        raise CompendiumError(
            f"--cluster {address}: no Dask scheduler answered within {REACH} seconds. Check "
            f"that it runs, and that this machine may reach it. {what}"
        ) from error


def _check_workers(
    client: "Client", address: str, patience: float, expected: Mapping[str, str]
) -> None:
    """Wait for a first worker, and refuse all when one would make other artefacts."""
    try:
        client.wait_for_workers(1, timeout=patience)
    except TimeoutError as error:
        raise CompendiumError(
            f"--cluster {address}: the scheduler has no worker, also after {patience:.0f} seconds. "
            f"Start workers, such as: dask worker {address}"
        ) from error
    for worker, there in client.run(versions_here, on_error="return").items():
        if isinstance(there, ModuleNotFoundError):
            raise CompendiumError(
                f"the worker {worker} cannot load the compendium: {there}. Install on it what is "
                "installed here, from the same commit of this repository, with the extra "
                "cluster; then start the worker again."
            )
        if isinstance(there, BaseException):
            continue  # it died while it was asked; a worker is asked again with each step
        different = differences(there, expected)
        if different:
            raise CompendiumError(refusal(worker, different))


@contextmanager
def _local(layout: Layout, workers: int) -> Iterator[str]:
    """Start a scheduler and workers that only this machine can reach, and end them."""
    import dask
    from distributed import LocalCluster

    with (
        # Texts of participants may be in it: when this is killed, the next command removes it.
        working_folder(layout.build) as folder,
        dask.config.set({"temporary-directory": str(folder)}),
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            silence_logs=logging.CRITICAL,
            scheduler_kwargs={
                "allowed_failures": DEATHS - 1,
                "dashboard": False,
                "dashboard_address": "127.0.0.1:0",
            },
            memory_limit=0,
            preload=["compendium.cluster.quiet"],
        ) as cluster,
    ):
        yield str(cluster.scheduler_address)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep Dask's own messages from the terminal; what matters is said by an error of ours."""
    levels = {name: logging.getLogger(name).level for name in LOGGERS}
    for name in LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            # Versions are compared by us; a large study is sent once, which is no mistake.
            warnings.filterwarnings("ignore", module="distributed")
            yield
    finally:
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
