"""In the process that was forked for one notebook: a shell, and the way of its output.

The shell is the one that a kernel has, so that whatever asks where it runs (pandas, matplotlib,
tqdm) finds the same. What a kernel sends through sockets goes through a pipe, and text that is
printed, also by programs that the notebook starts, through two more.
"""

import asyncio
import atexit
import builtins
import gc
import getpass
import json
import logging
import os
import random
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from threading import RLock
from types import SimpleNamespace
from typing import Any

from ipykernel.compiler import XCachingCompiler
from ipykernel.eventloops import enable_gui
from ipykernel.kernelbase import Kernel
from ipykernel.zmqshell import ZMQInteractiveShell
from jupyter_client.session import Session
from traitlets.config import Config

from compendium.engine.ready import hand_out

INLINE = "module://matplotlib_inline.backend_inline"  # what a kernel draws with, too
GARBAGE = 20_000  # new objects until it is looked for
FORGOTTEN = {"compendium", "jsonschema", "tqdm"}


def execute_cells(requests: Connection, wire: Connection, stdout: int, stderr: int) -> None:
    """Execute cells as they are asked for, until nobody asks any more.

    Parameters
    ----------
    requests : Connection
        Where the source of each cell comes from, as JSON.
    wire : Connection
        Where messages go to, as JSON, and where it is said that each was dealt with.
    stdout, stderr : int
        Descriptors of the pipes that take what is printed.
    """
    os.setpgid(0, 0)  # so that it ends together with all that it starts
    shell = make_shell()
    _be_new(shell)
    for name, source, target in (("stdout", stdout, 1), ("stderr", stderr, 2)):
        os.dup2(source, target)
        os.close(source)
        setattr(sys, name, _printer(target))
    _bound_memory()
    session = _Wire(wire)
    shell.displayhook.session = shell.display_pub.session = session
    # The record of a step names those of our modules that its notebook imported: none, so far.
    # And tqdm chose its looks when it was imported, for a terminal; jsonschema lacks formats.
    for name in [name for name in sys.modules if name.partition(".")[0] in FORGOTTEN]:
        del sys.modules[name]
    hand_out()
    gc.freeze()  # what was there before the notebook is not looked through again
    # Frames and figures are made of very many objects: to look for garbage less often saves time.
    gc.set_threshold(GARBAGE, 10, 10)
    with suppress(EOFError, BrokenPipeError):
        asyncio.run(_serve(requests, shell, session))
    # As at the end of any Python: files are closed, and what was to be done last is done.
    shell.user_ns.clear()
    gc.collect()
    atexit._run_exitfuncs()


def make_shell() -> Any:
    """Make the shell of this process, unless there is one."""
    # Settings in the user's home are not read: the run must not depend on them.
    shell: Any = ZMQInteractiveShell.instance(
        # The entry of the kernel's program is how some libraries tell a notebook.
        config=Config({"HistoryManager": {"hist_file": ":memory:"}, "IPKernelApp": {}}),
        user_ns={},
        compiler_class=XCachingCompiler,
        kernel=SimpleNamespace(eventloop=None),
    )
    shell.displayhook.get_execution_count = lambda: shell.execution_count
    shell.enable_gui = partial(enable_gui, kernel=shell.kernel)
    return shell


class _Wire(Session):
    """Sends the shell's messages through a pipe, in order with what is printed."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(key=b"not used: nothing leaves this machine")
        self._connection = connection
        self._one_at_a_time = RLock()
        self._owner = os.getpid()

    def send(  # type: ignore[override]
        self, stream: Any, message: Any, content: Any = None, *_: Any, **__: Any
    ) -> None:
        """Send a message, or a kind of message and its content; wait until it was received."""
        if not isinstance(message, str):
            message, content = message["msg_type"], message["content"]
        if os.getpid() != self._owner:
            return  # a process that the notebook forked: what it prints is seen, no more
        with self._one_at_a_time:
            self._connection.send_bytes(self.pack({"msg_type": message, "content": content}))
            # What is printed from now on must not overtake: it goes through another pipe.
            self._connection.recv_bytes()


def _be_new(shell: Any) -> None:
    """Undo what the parent's own work left in this process."""
    shell.init_environment()
    shell.history_manager.dir_hist[:] = [Path.cwd()]
    atexit._clear()  # these are the parent's, and it will do them itself
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    logging.root.handlers.clear()
    logging.root.setLevel(logging.WARNING)
    sys.argv[1:] = []
    random.seed()
    if "numpy.random" in sys.modules:
        sys.modules["numpy.random"].seed()
    if not os.environ.get("MPLBACKEND"):
        os.environ["MPLBACKEND"] = INLINE
    if "matplotlib" in sys.modules:
        sys.modules["matplotlib"].rcParams["backend"] = os.environ["MPLBACKEND"]


def _printer(descriptor: int) -> Any:
    return open(
        descriptor,
        "w",
        buffering=1,
        encoding="UTF-8",  # in capitals, as in a kernel
        errors="backslashreplace",
        closefd=False,
    )


def _bound_memory() -> None:
    """See to it that a notebook that fills the memory stops, and nothing else does."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
        soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
        if soft == resource.RLIM_INFINITY or soft > machine:
            resource.setrlimit(resource.RLIMIT_DATA, (machine, hard))
    with suppress(OSError):
        # Should the machine run out of memory all the same, this is what it ends first.
        Path("/proc/self/oom_score_adj").write_text("1000")


async def _serve(requests: Connection, shell: Any, session: Session) -> None:
    """Execute what is asked for, inside a running loop: cells may await, as in a kernel."""
    loop = asyncio.get_running_loop()
    while True:
        asked = asyncio.Event()
        loop.add_reader(requests.fileno(), asked.set)
        await asked.wait()
        loop.remove_reader(requests.fileno())
        reply = await _execute(shell, session, json.loads(requests.recv_bytes()))
        sys.stdout.flush()
        sys.stderr.flush()
        session.send(None, "execute_reply", reply)


async def _execute(shell: Any, session: Session, code: str) -> dict[str, Any]:
    """Execute a cell as a kernel does; give the reply that a kernel would."""
    count = shell.execution_count
    session.send(None, "status", {"execution_state": "busy"})
    session.send(None, "execute_input", {"execution_count": count})
    with _no_input():
        transformed, failure = code, None
        try:
            transformed = shell.transform_cell(code)
        except Exception:
            failure = sys.exc_info()
        how = {"transformed_cell": transformed, "preprocessing_exc_tuple": failure}
        if shell.should_run_async(code, **how):
            result = None
            try:
                result = await shell.run_cell_async(code, store_history=True, **how)
            finally:
                shell.events.trigger("post_execute")
                shell.events.trigger("post_run_cell", result)
        else:
            result = shell.run_cell(code, store_history=True)
    error = result.error_before_exec or result.error_in_exec
    if result.success and not getattr(shell, "_last_traceback_during_displayhook", False):
        return {"status": "ok", "execution_count": count}
    return {
        "status": "error",
        "execution_count": count,
        "traceback": shell._last_traceback or [],
        "ename": type(error).__name__,
        "evalue": str(error),
    }


@contextmanager
def _no_input() -> Iterator[None]:
    """Refuse to ask the reader for input, in the words of a kernel."""
    kernel: Any = SimpleNamespace(_allow_stdin=False)
    saved = builtins.input, getpass.getpass
    builtins.input = partial(Kernel.raw_input, kernel)
    getpass.getpass = partial(Kernel.getpass, kernel)
    try:
        yield
    finally:
        builtins.input, getpass.getpass = saved
