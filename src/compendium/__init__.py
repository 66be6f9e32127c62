"""Reproducible research on neighbourhood collaboration: from tables to figures to paper.

Notebooks import this front door as ``co``. Its names stand in ``__init__.pyi``, each with the
module that it comes from; a name is loaded when it is first used, so that the commands stay
quick.
"""

import _signal as signal  # the part in C: what it is wrapped in takes a while to load
import os
import sys

# A command that is stopped while it loads ends without a word: from the first line on, and until
# `compendium.cli` is loaded. Not in the process of a notebook, which was forked from a command's.
if (
    "".join(sys.argv[:1]).endswith(("compendium", "-m"))
    and signal.getsignal(signal.SIGINT) is signal.default_int_handler
    and "ipykernel" not in sys.modules
):
    signal.signal(signal.SIGINT, signal.SIG_DFL)

from importlib import import_module

import lazy_loader

# The first module of the package: it notes when the package was loaded.
import compendium.fingerprint  # noqa: F401

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)

__version__ = "0.1.0"


def take_effect() -> None:
    """Notice which files a notebook opens, where the runner wants to know."""
    if "COMPENDIUM_WATCH" in os.environ:
        import_module("compendium.steps.watch").install()


take_effect()
