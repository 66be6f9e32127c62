"""A papermill engine without kernels: each notebook in a process forked from a warm one.

Most of the time that a notebook takes goes into starting a kernel and importing libraries. Here
one process imports them, once, and is forked for every notebook; no notebook runs in it, so that
nothing passes from one to the next. Everything else is papermill's and nbclient's own.
"""

# First of all: when papermill is imported it looks for engines, and finds ours, half imported.
import papermill  # noqa: F401
