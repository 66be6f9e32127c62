"""In the process that was forked for one notebook: a shell, and the way of its output.

The shell is the one that a kernel has, so that whatever asks where it runs (pandas, matplotlib,
tqdm) finds the same. What a kernel sends through sockets goes through a pipe, and text that is
printed, also by programs that the notebook starts, through two more.
"""

import asyncio
import atexit
import gc
import json
import logging
import os
import random
import signal
import sys
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from jupyter_client.jsonutil import extract_dates
from tornado.ioloop import IOLoop

from compendium.engine.kernel import Wire, connect, make_kernel
from compendium.engine.ready import hand_out

INLINE = "module://matplotlib_inline.backend_inline"  # what a kernel draws with, too
GARBAGE = 20_000  # new objects until it is looked for
PR_SET_PDEATHSIG = 1  # from Linux's prctl.h
FORGOTTEN = {"compendium", "jsonschema", "tqdm"}


def execute_cells(
    requests: Connection, wire: Connection, stdout: int, stderr: int, *, parent: int
) -> None:
    """Execute cells as they are asked for, until nobody asks any more.

    Parameters
    ----------
    requests : Connection
        Where the source of each cell comes from, as JSON.
    wire : Connection
        Where messages go to, as JSON, and where it is said that each was dealt with.
    stdout, stderr : int
        Descriptors of the pipes that take what is printed.
    parent : int
        Number of the process that asks; when that is killed, so is this one.
    """
    os.setpgid(0, 0)  # so that it ends together with all that it starts
    _end_with(parent)
    kernel = make_kernel()
    shell = kernel.shell
    _be_new(shell)
    # A program that asks finds that there is nobody, as in a kernel.
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 it is open until the end
    for name, source, target in (("stdout", stdout, 1), ("stderr", stderr, 2)):
        os.dup2(source, target)
        os.close(source)
        setattr(sys, name, _printer(target))
    _bound_memory()
    session = connect(kernel, wire)
    # The record of a step names those of our modules that its notebook imported: none, so far.
    # And tqdm chose its looks when it was imported, for a terminal; jsonschema lacks formats.
    for name in [name for name in sys.modules if name.partition(".")[0] in FORGOTTEN]:
        del sys.modules[name]
    hand_out()
    gc.freeze()  # what was there before the notebook is not looked through again
    # Frames and figures are made of very many objects: to look for garbage less often saves time.
    gc.set_threshold(GARBAGE, 10, 10)
    with suppress(EOFError, BrokenPipeError):
        asyncio.run(_serve(requests, kernel, session))
    # As at the end of any Python: files are closed, and what was to be done last is done.
    shell.user_ns.clear()
    gc.collect()
    atexit._run_exitfuncs()


def _end_with(parent: int) -> None:
    """End this process, and all that it starts, when its parent is killed in the middle of a cell.

    Only Linux tells a process of it; elsewhere this one ends after the cell.
    """
    if sys.platform != "linux":
        return
    import ctypes

    def end(*_: object) -> None:
        os.killpg(0, signal.SIGKILL)

    signal.signal(signal.SIGRTMAX, end)
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGRTMAX), 0, 0, 0)
    if os.getppid() != parent:  # it was killed before this was asked for
        end()


def _be_new(shell: Any) -> None:
    """Undo what the parent's own work left in this process."""
    shell.init_environment()
    shell.history_manager.dir_hist[:] = [Path.cwd()]
    atexit._clear()  # these are the parent's, and it will do them itself
    # Only a cell is interrupted, and never what waits for the next: the kernel sees to it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
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


async def _serve(requests: Connection, kernel: Any, session: Wire) -> None:
    """Do what is asked for, inside a running loop: cells may await, as in a kernel."""
    loop = asyncio.get_running_loop()
    kernel.io_loop = IOLoop.current()
    while True:
        asked = asyncio.Event()
        loop.add_reader(requests.fileno(), asked.set)
        await asked.wait()
        loop.remove_reader(requests.fileno())
        message = {"buffers": [], **extract_dates(json.loads(requests.recv_bytes()))}
        if message["msg_type"] == "execute_request":
            reply = await _execute(kernel, session, message)
            session.send(None, "execute_reply", reply)
        elif message["msg_type"] in ("comm_open", "comm_msg", "comm_close"):
            # What a front end would say to a widget, such as what was printed into it.
            kernel.shell_handlers[message["msg_type"]](None, [], message)


async def _execute(kernel: Any, session: Wire, message: dict[str, Any]) -> dict[str, Any]:
    """Execute a cell as a kernel does; give the reply that a kernel would."""
    code = message["content"]["code"]
    kernel.set_parent([], message)
    session.send(None, "status", {"execution_state": "busy"})
    session.send(None, "execute_input", {"execution_count": kernel.execution_count})
    kernel.pre_handler_hook()  # from here on it can be interrupted
    try:
        reply: dict[str, Any] = await kernel.do_execute(code, False, True, {}, False)
    except KeyboardInterrupt:  # after the cell was done
        reply = {"status": "ok", "execution_count": kernel.execution_count - 1}
    finally:
        kernel.post_handler_hook()
    sys.stdout.flush()
    sys.stderr.flush()
    return reply
