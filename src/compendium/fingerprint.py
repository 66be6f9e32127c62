"""What counts as a change of a file: its bytes, or for code and notebooks what they say.

A fingerprint is the hash of the bytes. For a Python module or a notebook a second hash follows,
of the code without comments and docstrings, or of the cells without outputs and counters: a file
whose bytes changed and whose second hash did not, has not changed in content. The second hash is
only made when the first differs, so that looking at many files stays quick.
"""

import hashlib
import json
import time
from collections.abc import Callable
from pathlib import Path
from types import CodeType

from compendium.files import file_hash, folder_hash

# Before any other module of the package: what is edited later is not what was loaded.
LOADED = time.time()
# Fingerprints of modules that were loaded, by path; a process that is forked finds them made.
made: dict[Path, str] = {}

_PARTS = (
    *("co_name", "co_argcount", "co_posonlyargcount", "co_kwonlyargcount", "co_flags", "co_code"),
    *("co_exceptiontable", "co_names", "co_varnames", "co_freevars", "co_cellvars"),
)


def digest(path: Path) -> str:
    """SHA-256 of a file's bytes, or of the names in a folder; empty when there is neither."""
    try:
        return folder_hash(path) if path.is_dir() else file_hash(path)
    except (OSError, ValueError):  # of what cannot be read, whoever uses it says why
        return ""


def fingerprint(path: Path) -> str:
    """Give a file's digest and, for a module or notebook, behind a space that of its content.

    Examples
    --------
    >>> fingerprint(Path("no such file"))
    ''
    """
    return f"{digest(path)} {_content_digest(path)}".strip()


def as_loaded(path: Path) -> str:
    """Fingerprint of a module of the package; of one that was edited since, nothing is known."""
    if path.stat().st_mtime > LOADED:
        return "edited while the step ran"
    if path not in made:
        made[path] = fingerprint(path)
    return made[path]


def is_unchanged(path: Path, recorded: str, *, look: Callable[[Path], str] = digest) -> bool:
    """Whether a file still has the content of a recorded fingerprint.

    Parameters
    ----------
    path : Path
        The file.
    recorded : str
        What `fingerprint` gave, or `digest`.
    look : callable, optional
        Gives the digest of a file; one that remembers saves reading a file again.
    """
    raw, _, content = recorded.partition(" ")
    return look(path) == raw or (content != "" and content == _content_digest(path))


def _content_digest(path: Path) -> str:
    """Hash of what a module or notebook says; empty for other files and where it has errors."""
    say = {".py": _code, ".ipynb": _cells}.get(path.suffix)
    if say is None:
        return ""
    try:
        return hashlib.sha256(say(path.read_bytes()).encode()).hexdigest()
    except (OSError, ValueError, SyntaxError, LookupError, TypeError, AttributeError):
        return ""
    except (RecursionError, MemoryError):  # nested by a machine
        return ""


def _code(source: bytes) -> str:
    """Give what a module does: its byte code, in which comments and docstrings leave no trace."""
    # Without docstrings there are no assertions either; ruff sees to it that the package has none.
    return repr(_said(compile(source, "", "exec", dont_inherit=True, optimize=2)))


def _said(code: CodeType) -> list[object]:
    """List all that a code object holds but its place in the file."""
    return [
        *(getattr(code, name) for name in _PARTS),
        [_said(part) if isinstance(part, CodeType) else _constant(part) for part in code.co_consts],
    ]


def _constant(value: object) -> str:
    # The order of a set differs from one run of Python to the next.
    return f"frozenset {sorted(map(repr, value))}" if isinstance(value, frozenset) else repr(value)


def _cells(source: bytes) -> str:
    cells = json.loads(source)["cells"]
    parts = (
        (cell["cell_type"], "".join(cell["source"]), cell.get("metadata", {}).get("tags", []))
        for cell in cells
    )
    return json.dumps(list(parts))
