"""A kernel without sockets: what notebooks find as ``get_ipython().kernel``, and its shell.

It is the kernel that Jupyter starts, so that whatever asks where it runs (pandas, tqdm, widgets)
finds the same. What that one sends through sockets, this one sends through a pipe.
"""

import base64
import logging
import sys
import threading
from functools import partial
from multiprocessing.connection import Connection
from os import getpid
from types import SimpleNamespace
from typing import Any

from ipykernel.eventloops import enable_gui
from ipykernel.inprocess.socket import DummySocket
from ipykernel.ipkernel import IPythonKernel
from jupyter_client.session import Session
from traitlets.config import Config

DEBUGGER = "debugpy"  # no notebook that is run is debugged, and to import it takes long


def make_kernel() -> Any:
    """Make the kernel of this process, unless there is one."""
    if IPythonKernel.initialized():
        return IPythonKernel.instance()
    absent = DEBUGGER not in sys.modules
    if absent:
        sys.modules[DEBUGGER] = None  # type: ignore[assignment]
    try:
        kernel: Any = IPythonKernel.instance(
            # Settings in the user's home are not read: the run must not depend on them. The entry
            # of the kernel's program is how some libraries tell a notebook.
            config=Config({"HistoryManager": {"hist_file": ":memory:"}, "IPKernelApp": {}}),
            user_ns={},
            session=Session(key=b"not used: nothing leaves this machine"),
            iopub_socket=DummySocket(),
            log=_its_own_log(),
            shell_channel_thread=SimpleNamespace(parent_thread=threading.main_thread()),
        )
    finally:
        if absent:
            del sys.modules[DEBUGGER]
    kernel.shell.displayhook.get_execution_count = lambda: kernel.shell.execution_count
    kernel.shell.enable_gui = partial(enable_gui, kernel=kernel)
    return kernel


def _its_own_log() -> logging.Logger:
    """Give the log in which the kernel says that a cell failed: no part of what a cell logs.

    By name and level it is that of ipykernel's program. That one writes to the terminal, which
    belongs to the run here.
    """
    log = logging.getLogger("IPKernelApp")
    log.propagate = False
    log.setLevel(logging.WARNING)
    log.addHandler(logging.NullHandler())
    return log


def connect(kernel: Any, wire: Connection) -> "Wire":
    """Let a kernel send its messages through a pipe."""
    session = Wire(wire)
    kernel.session = session
    kernel.shell.displayhook.session = kernel.shell.display_pub.session = session
    return session


class Wire(Session):
    """Sends the kernel's messages through a pipe, in order with what is printed."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(key=b"not used: nothing leaves this machine")
        self._connection = connection
        self._one_at_a_time = threading.RLock()
        self._owner = getpid()

    def send(
        self,
        stream: Any,
        msg_or_type: Any,
        content: Any = None,
        parent: Any = None,
        ident: Any = None,
        buffers: Any = None,
        track: bool = False,
        header: Any = None,
        metadata: Any = None,
    ) -> dict[str, Any]:
        """Send a message, or a kind of message and its content; wait until it was received."""
        if isinstance(msg_or_type, str):
            message = self.msg(msg_or_type, content, parent, header=header, metadata=metadata)
        else:
            message = msg_or_type
        if getpid() != self._owner:
            return message  # a process that the notebook forked: what it prints is seen, no more
        sent = {
            "msg_type": message["msg_type"],
            "content": message["content"],
            "metadata": message.get("metadata") or {},
            "buffers": [base64.b64encode(one).decode() for one in buffers or ()],
        }
        with self._one_at_a_time:
            self._connection.send_bytes(self.pack(sent))
            # What is printed from now on must not overtake: it goes through another pipe.
            self._connection.recv_bytes()
        return message
