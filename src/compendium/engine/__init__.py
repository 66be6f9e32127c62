"""A papermill engine without kernels: each notebook in a process forked from a warm one.

Most of the time that a notebook takes goes into starting a kernel and importing libraries. Here
one process imports them, once, and is forked for every notebook; no notebook runs in it, so that
nothing passes from one to the next. Everything else is papermill's and nbclient's own.
"""

import sys

# When papermill is imported, so is jsonschema; and that imports these where they are installed,
# for formats that no notebook's schema asks for. One compiles a grammar, which takes seconds.
NOT_NEEDED = ("isoduration", "rfc3987_syntax")

_absent = {name: None for name in NOT_NEEDED if name not in sys.modules}
sys.modules.update(_absent)  # type: ignore[arg-type]
try:
    # First of all: when papermill is imported it looks for engines, and finds ours, half imported.
    import papermill  # noqa: F401
finally:
    for _name in _absent:
        del sys.modules[_name]
