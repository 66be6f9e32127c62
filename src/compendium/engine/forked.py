"""A process that executes the cells of one notebook, spoken to as nbclient speaks to a kernel."""

import asyncio
import base64
import json
import os
import signal
from codecs import getincrementaldecoder
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import wait
from queue import Empty
from time import monotonic, sleep
from typing import Any

from jupyter_client.session import Session
from jupyter_core.utils import ensure_event_loop
from nbclient.exceptions import DeadKernelError

from compendium.engine.cells import execute_cells

# Of one cell, in characters. The longest listing of a notebook here has some thousand.
MOST_PRINTED = 1_000_000
# As long does a kernel wait before it passes on what was printed, for more to come.
PATIENCE = 0.2
TO_END = 1.0  # seconds: for what a notebook leaves open to be closed
AT_A_TIME = 1 << 20  # more than a pipe holds


class Channel(asyncio.Queue[Any]):
    """Messages of one kind, in the order in which they came.

    Parameters
    ----------
    send : callable, optional
        Sends a message the other way.
    """

    def __init__(self, send: Callable[[dict[str, Any]], None] | None = None) -> None:
        super().__init__()
        self.send = send

    async def get_msg(self, timeout: float | None = None) -> dict[str, Any]:
        """Wait for the next message.

        Parameters
        ----------
        timeout : float, optional
            For how many seconds; by default until there is one.

        Returns
        -------
        dict
            The message.

        Raises
        ------
        Empty
            When there was none in that time.
        DeadKernelError
            When there will be none, as the process has ended.
        """
        try:
            message = await asyncio.wait_for(self.get(), timeout)
        except TimeoutError:
            raise Empty from None
        if message is None:
            raise DeadKernelError("the process of the notebook ended")
        return message  # type: ignore[no-any-return]


class Printed:
    """What was printed to one of the two streams and is not passed on yet."""

    def __init__(self, name: str, descriptor: int) -> None:
        self.name = name
        self.descriptor = descriptor
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._text: list[str] = []
        self._room = MOST_PRINTED
        self._left_out = 0
        os.set_blocking(descriptor, False)

    def read(self) -> bool:
        """Take in what the pipe holds; False when it will never hold anything more."""
        try:
            content = os.read(self.descriptor, AT_A_TIME)
        except BlockingIOError:
            return True
        text = self._decode(content)
        kept = text[: self._room]
        self._room -= len(kept)
        self._left_out += len(text) - len(kept)
        self._text.append(kept)
        return bool(content)

    def take(self) -> str:
        """Give what is to be passed on."""
        text = "".join(self._text)
        self._text.clear()
        return text

    def end_of_cell(self) -> str:
        """Say what was left out of the cell's text, and start anew; empty when nothing was."""
        left_out, self._left_out, self._room = self._left_out, 0, MOST_PRINTED
        if not left_out:
            return ""
        return (
            f"\n[This cell printed {MOST_PRINTED + left_out:,} characters to {self.name}; the last "
            f"{left_out:,} are left out. Print less, or write it to a file.]\n"
        )


class Forked:
    """A process forked from this one, and the messages to and from it.

    To nbclient this is a kernel, its manager and its client at once.
    """

    allow_stdin = False

    def __init__(self) -> None:
        context = get_context("fork")
        theirs, self._requests = context.Pipe(duplex=False)
        self._wire, their_wire = context.Pipe()
        pipes = {name: os.pipe() for name in ("stdout", "stderr")}
        self._printed = [Printed(name, out) for name, (out, _) in pipes.items()]
        ends = [end for _, end in pipes.values()]
        parent = os.getpid()

        def run() -> None:
            # While these were open there, the end of this process would not be noticed.
            self._close_pipes()
            execute_cells(theirs, their_wire, *ends, parent=parent)

        self._process = context.Process(target=run, name="MainProcess")
        self._process.start()
        # And the other way round.
        theirs.close()
        their_wire.close()
        for end in ends:
            os.close(end)
        self._loop = ensure_event_loop()
        self._loop.add_reader(self._wire.fileno(), self._receive)
        for stream in self._printed:
            self._loop.add_reader(stream.descriptor, self._read, stream)
        self._timer: asyncio.TimerHandle | None = None
        self.session = Session(key=b"not used: nothing leaves this machine")
        self._asked: dict[str, Any] = {}
        self.iopub_channel = Channel()
        self.shell_channel = Channel(self._ask)

    def execute(self, code: str, **_: Any) -> str:
        """Ask for a cell to be executed; give the name that its messages will have."""
        self._asked = self.session.msg("execute_request", {"code": code})
        self._ask(self._asked)
        return str(self._asked["header"]["msg_id"])

    def interrupt_kernel(self) -> None:
        """Interrupt the cell that is executed, and the programs that it runs."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid or 0, signal.SIGINT)

    def is_alive(self) -> bool:
        """Whether the process is there."""
        return self._process.is_alive()

    def ending(self) -> str:
        """Say how the process came to its end."""
        self._wait(TO_END)
        code = self._process.exitcode
        if code is None:
            return "its process closed its pipes; a notebook must leave these alone"
        if code >= 0:
            return f"its process ended itself with exit code {code}; a notebook must not"
        name = signal.Signals(-code).name
        hint = ", perhaps for lack of memory" if name == "SIGKILL" else ""
        return f"its process was ended by {name}{hint}"

    def close(self) -> None:
        """End the process and all that it started."""
        self._forget(self._wire.fileno(), *(stream.descriptor for stream in self._printed))
        if self._timer:
            self._timer.cancel()
        self._requests.close()  # upon which it ends by itself, when it is well
        self._wait(TO_END)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid or 0, signal.SIGKILL)
        self._process.kill()
        self._process.join()
        self._close_pipes()

    def _ask(self, message: dict[str, Any]) -> None:
        with suppress(BrokenPipeError):  # that it ended is noticed elsewhere
            self._requests.send_bytes(self.session.pack(message))

    def _wait(self, seconds: float) -> None:
        """Wait for the process to end; no longer, whatever it closed."""
        latest = monotonic() + seconds
        wait([self._process.sentinel], seconds)
        while self._process.exitcode is None and monotonic() < latest:
            sleep(0.002)

    def _close_pipes(self) -> None:
        self._requests.close()
        self._wire.close()
        for stream in self._printed:
            os.close(stream.descriptor)

    def _forget(self, *descriptors: int) -> None:
        for descriptor in descriptors:
            self._loop.remove_reader(descriptor)

    def _receive(self) -> None:
        """Pass on a message, after all that was printed before it."""
        try:
            message = json.loads(self._wire.recv_bytes())
        except (EOFError, OSError):
            self._forget(self._wire.fileno())
            self._pass_on_printed()
            self.shell_channel.put_nowait(None)
            return
        self._pass_on_printed()
        if message["msg_type"] == "execute_reply":
            notes = "".join(stream.end_of_cell() for stream in self._printed)
            if notes:
                self._post("stream", {"name": "stderr", "text": notes})
            self._post("status", {"execution_state": "idle"})
            self._post(channel=self.shell_channel, **message)
        else:
            self._post(**message)
        with suppress(BrokenPipeError):
            self._wire.send_bytes(b"")

    def _read(self, stream: Printed) -> None:
        if not stream.read():
            self._forget(stream.descriptor)
        if self._timer is None:
            self._timer = self._loop.call_later(PATIENCE, self._pass_on_printed)

    def _pass_on_printed(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None
        for stream in self._printed:
            stream.read()
            text = stream.take()
            if text:
                self._post("stream", {"name": stream.name, "text": text})

    def _post(
        self,
        msg_type: str,
        content: Any,
        *,
        metadata: Any = None,
        buffers: Sequence[str] = (),
        channel: Channel | None = None,
    ) -> None:
        (channel or self.iopub_channel).put_nowait(
            {
                "header": {"msg_type": msg_type},
                "msg_type": msg_type,
                "parent_header": self._asked.get("header", {}),
                "content": content,
                "metadata": metadata or {},
                "buffers": [base64.b64decode(one) for one in buffers],
            }
        )
