"""Papermill's client, with a forked process in place of a kernel."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from queue import Empty
from typing import Any

from ipykernel.ipkernel import IPythonKernel
from jupyter_core.utils import ensure_event_loop
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.clientwrap import PapermillNotebookClient

from compendium.engine.forked import Forked

AT_MOST_UNSAVED = 1.0  # seconds
TO_SAY_WHERE = 1.0  # seconds for a cell that was interrupted to end


class WarmClient(PapermillNotebookClient):  # type: ignore[misc]
    """Papermill's client, with a forked process in place of a kernel."""

    def execute(self, **_: Any) -> Any:
        """Execute the cells one after the other, until one fails."""
        self.reset_execution_trackers()
        self.kc = self.km = Forked()
        try:
            self.log.info(f"Executing notebook with kernel: {self.kernel_name}")
            with _saved_now_and_then(self.nb_man):
                self.papermill_execute_cells()
            self.nb.metadata["language_info"] = dict(IPythonKernel.language_info)
            self.set_widgets_metadata()
        except DeadKernelError as error:
            raise DeadKernelError(self.kc.ending()) from error
        finally:
            self.kc.close()
            loop = ensure_event_loop()
            if not loop.is_running():  # what was given up with a cell ends now, and not at the exit
                loop.run_until_complete(asyncio.sleep(0))
        return self.nb

    async def _async_handle_timeout(self, timeout: int, cell: Any = None) -> Any:
        """Let a cell that takes too long say where it was, before it is given up."""
        try:
            return await super()._async_handle_timeout(timeout, cell)
        except CellTimeoutError:
            self.kc.interrupt_kernel()
            with suppress(Empty, DeadKernelError):
                await self.kc.shell_channel.get_msg(timeout=TO_SAY_WHERE)
                # What it said was received before, and is passed on by another task.
                await asyncio.sleep(0.01)
            raise

    def output(self, outs: list[Any], *args: Any) -> Any:
        """Add an output; text that goes on where the last output ended is joined to it."""
        out = super().output(outs, *args)
        # Else the number of outputs would depend on how busy the machine was.
        if out and out.output_type == "stream" and len(outs) > 1:
            before = outs[-2]
            if before.output_type == "stream" and before.name == out.name:
                before.text += outs.pop().text
        return out


@contextmanager
def _saved_now_and_then(manager: Any) -> Iterator[None]:
    """Save the notebook each second, and not twice for each cell.

    What ends the notebook's process leaves this one, which saves it whole at the end; what ends
    this one too loses the last second.
    """
    loop = ensure_event_loop()
    due: list[asyncio.TimerHandle] = []

    def save_now() -> None:
        due.clear()
        type(manager).save(manager)

    def save_soon(**_: Any) -> None:
        if not due:
            due.append(loop.call_later(AT_MOST_UNSAVED, save_now))

    manager.save = save_soon
    try:
        yield
    finally:
        del manager.save
        for timer in due:
            timer.cancel()
