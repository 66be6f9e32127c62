"""Runs in processes of their own, for the tests that look at how they end."""

import os
import resource
import signal
import subprocess
import sys
import time

PATIENCE = 120  # seconds until a test gives up; no test waits so long when all is well


def start(layout, *words, memory=None, command="run", stdout=subprocess.PIPE, **environment):
    """Start ``compendium run``, or another command, with these words; memory is in bytes."""

    def prepare():
        # A run started in the background, as by a script, would inherit that it ignores Ctrl-C.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        if memory:
            resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))

    return subprocess.Popen(
        [sys.executable, "-m", "compendium.cli", command, *words],
        cwd=layout.root,
        env={**os.environ, "COMPENDIUM_ROOT": str(layout.root), **environment},
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=prepare,
    )


def in_copy(layout, *words):
    """Run a module of the copy of the package that lies in a compendium, to its end."""
    return subprocess.run(
        [sys.executable, "-m", *words],
        cwd=layout.root,
        env={
            **os.environ,
            "COMPENDIUM_ROOT": str(layout.root),
            "PYTHONPATH": str(layout.root / "src"),
        },
        capture_output=True,
        text=True,
    )


def finish(process):
    """Wait for its end; give exit code, output and errors."""
    try:
        output, errors = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        raise
    return process.returncode, output, errors


def until(condition, *processes):
    """Wait for something that happens while the processes run; give what it is."""
    deadline = time.monotonic() + PATIENCE
    while not (found := condition()):
        for process in processes:
            assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return found
