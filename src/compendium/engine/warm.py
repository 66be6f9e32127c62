"""The process to fork from: what is imported in it, and what must not have happened in it."""

import gc
import io
import os
import sys
from contextlib import suppress
from importlib import import_module
from threading import active_count
from typing import Any

# What notebooks use, also what the libraries import only when they are used. None of ours: the
# notebook imports these itself, so that it is known which.
LIBRARIES = (
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "matplotlib.pyplot",
    "numpy.random",
    "pandas",
    "seaborn",
)
# Whoever imported these may have changed their settings, and they settle when they are imported
# how they behave in a notebook.
TELLING = {"matplotlib", "pandas", "seaborn"}

_warm = False


def can_fork() -> bool:
    """Whether a process can be forked safely here, after libraries were imported."""
    # On macOS it cannot: system libraries there keep threads of their own.
    return hasattr(os, "fork") and sys.platform != "darwin"


def warm_up() -> None:
    """Make this process one to fork from: with a shell, and with what notebooks import.

    Nothing else should happen in it from then on; a second call does nothing.
    """
    global _warm
    if _warm:
        return
    from compendium.engine.kernel import make_kernel

    environment = dict(os.environ)
    # Some libraries look, when they are imported, whether they are in a notebook.
    with make_kernel().shell.builtin_trap:
        for name in LIBRARIES:
            with suppress(ImportError):  # then the notebooks that need it will say so
                import_module(name)
    _use_once()
    os.environ.clear()
    os.environ.update(environment)
    # What is never looked through is never copied for a child, either.
    gc.collect()
    gc.freeze()
    _warm = True


def _use_once() -> None:
    """Do once what is slow only the first time: read a notebook, write parameters, draw."""
    import nbformat
    from papermill.translators import papermill_translators

    nbformat.validate({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []})
    papermill_translators.find_translator("python3", "python").codify({"study": ""})
    with suppress(ImportError):
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.backends.backend_svg import FigureCanvasSVG
        from matplotlib.figure import Figure

        figure: Any = Figure(layout="constrained")
        figure.add_subplot().set_title("fonts", weight="bold")
        for canvas, form in ((FigureCanvasAgg, "png"), (FigureCanvasSVG, "svg")):
            getattr(canvas(figure), f"print_{form}")(io.BytesIO())


def is_clean() -> bool:
    """Whether a process forked from this one is as good as new."""
    from IPython.core.interactiveshell import InteractiveShell

    unused = not InteractiveShell.initialized() and not TELLING & sys.modules.keys()
    return can_fork() and active_count() == 1 and (_warm or unused)
