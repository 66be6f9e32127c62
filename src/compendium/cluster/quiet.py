"""Loaded by the workers of ``--cluster local``: they leave the terminal to the caller."""

import os
import signal


def dask_setup(worker: object) -> None:
    """Leave Ctrl-C to the caller, and write nothing to the terminal."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.close(nowhere)
