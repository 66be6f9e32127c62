"""Notice the files that a notebook opens, in the process that runs it.

The runner names a file in the environment; where it is named, the front door installs an audit
hook, and each file of interest that the process then reads or writes is noted there at once, a
line each, so that nothing is lost when the process is stopped. Python's own files, the packages
and temporary files are no interest of anyone. A hook cannot be taken out again, therefore it
looks up where to write each time.
"""

import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from compendium.layout import STEP, Layout

LOG = "COMPENDIUM_WATCH"

# Of the files outside of the compendium only those are told that a notebook may take data from.
DATA = (
    *(".csv", ".tsv", ".txt", ".json", ".xml", ".xlsx", ".xls", ".ods", ".docx", ".pdf"),
    *(".parquet", ".pickle", ".pkl", ".npy", ".sav", ".dta", ".rds", ".db", ".sqlite"),
    *(".zip", ".gz", ".qdpx", ".qdc"),
)
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
# A folder without a file in it is nothing yet, so that making one is not among these.
# Event -> where its arguments name what it changes, and where they say what that is relative to.
_CHANGES = {
    "os.remove": ((0,), 1),
    "os.rename": ((0, 1), 2),
    "os.link": ((1,), 3),
    "os.symlink": ((1,), 2),
    "os.truncate": ((0,), None),
    "shutil.rmtree": ((0,), 1),
}


def log_of(layout: Layout, study: str, analysis: str) -> Path:
    """Path of the list of files that a step opened."""
    return layout.executed(study, analysis).with_suffix(".opened.jsonl")


@contextmanager
def watching(layout: Layout, study: str, analysis: str) -> Iterator[None]:
    """Let the processes that are started meanwhile note what they open, for one step."""
    log = log_of(layout, study, analysis)
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_bytes(b"")
    os.environ[LOG] = str(log)
    os.environ[STEP] = f"{study}/{analysis}"
    os.environ["COMPENDIUM_ROOT"] = str(layout.root)
    try:
        yield
    finally:
        del os.environ[LOG], os.environ[STEP]


def opened(layout: Layout, study: str, analysis: str) -> tuple[set[Path], set[Path]]:
    """Give the files that a step read, and those that it wrote, moved or removed."""
    found: dict[str, set[Path]] = {"read": set(), "write": set()}
    try:
        lines = log_of(layout, study, analysis).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        lines = []
    for line in lines:
        how, path = json.loads(line)
        found[how].add(Path(path))
    return found["read"], found["write"]


def install() -> None:
    """Begin to notice, when the runner asked for it; once per process is enough."""
    if LOG in os.environ:
        sys.addaudithook(_hook())


def _hook() -> Callable[[str, tuple[Any, ...]], None]:
    root = os.path.realpath(os.environ.get("COMPENDIUM_ROOT", "."))
    places = {sys.prefix, sys.base_prefix, "/proc", "/sys", "/dev", "/etc"}
    places = {place for place in places if not _inside(root, place)} | {
        str(Path(__file__).parents[1])
    }
    ignored = tuple(place.rstrip(os.sep) + os.sep for place in places)
    temporary = os.path.realpath(tempfile.gettempdir())
    noted: set[tuple[str, str, str]] = set()

    def note(how: str, path: str) -> None:
        log = os.environ.get(LOG)
        if not log or path == log or path.startswith(ignored):
            return
        real = os.path.realpath(path)
        if {(log, how, real), (log, "write", real)} & noted or real.startswith(ignored):
            return
        told = _is_lasting(real, root, temporary) if how == "write" else _is_source(real, root)
        noted.add((log, how, real))
        if told:
            with Path(log).open("a", encoding="utf-8") as file:
                file.write(json.dumps([how, real]) + "\n")

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event != "open" and event != "sqlite3.connect" and event not in _CHANGES:
            return
        try:
            for how, path in _touched(event, arguments):
                note(how, path)
        except Exception:  # or the notebook's own call would fail
            return

    return hook


def _touched(event: str, arguments: tuple[Any, ...]) -> Iterator[tuple[str, str]]:
    """Give what an event reads or writes, as absolute paths."""
    if event in _CHANGES:
        places, relative = _CHANGES[event]
        if (
            relative is not None
            and len(arguments) > relative
            and arguments[relative] not in (-1, None)
        ):
            return
        named = [("write", arguments[place]) for place in places]
    elif event == "open":
        flags = arguments[2]
        named = [("write" if isinstance(flags, int) and flags & _WRITES else "read", arguments[0])]
    else:
        named = [("read", arguments[0])]
    for how, name in named:
        if not isinstance(name, int) and name is not None:
            yield how, os.path.abspath(os.fsdecode(name))  # noqa: PTH100


def _is_source(path: str, root: str) -> bool:
    """Whether a file that was read may hold what a result depends on."""
    if not os.path.isfile(path) or _is_hidden(path, root):  # noqa: PTH113
        return False
    return _inside(path, root) or (path.lower().endswith(DATA) and not _importing())


def _is_lasting(path: str, root: str, temporary: str) -> bool:
    """Whether a file that was written stays, and not for Python or Jupyter alone."""
    inside = _inside(path, root)
    return not _is_hidden(path, root) and (inside or not _inside(path, temporary))


def _is_hidden(path: str, root: str) -> bool:
    """Whether a file lies in a folder that programs keep for themselves."""
    if _inside(path, root):
        folders = Path(path).relative_to(root).parts[:-1]
        caches = {"__pycache__"}
        if folders[:1] == ("build",):
            return True
    else:
        folders = Path(path).parts[:-1]
        caches = {"__pycache__", "Library", "AppData"}
    return any(folder.startswith(".") or folder in caches for folder in folders)


def _inside(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _importing() -> bool:
    """Whether a module is being imported: what it reads then is its own affair."""
    frame = sys._getframe()
    while frame is not None and frame.f_back is not None:
        frame = frame.f_back
        if frame.f_code.co_filename == "<frozen importlib._bootstrap>":
            return True
    return False
