"""Files that are there whole or not at all, and the hash of what they hold.

What is being written lies beside its place under a name that begins with ``.writing-`` and the
number of the process: when that process is gone, `remains` finds it. Files that change together
have a journal meanwhile: when the process ends half-way, `complete` puts the rest in place.
"""

import errno
import hashlib
import json
import os
import re
import shutil
import stat
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from compendium.errors import CompendiumError

WRITING = ".writing-"
# How JSON writes half of a sign: two of them are one, and one alone is none.
_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_DAMAGED = [(Path(), Path())]


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: beside its place first, then renamed over it.

    Parameters
    ----------
    path : Path
        The file; its folder is made when it is not there.
    content : bytes
        What it shall hold.
    """
    waiting = _write_beside(path, content)
    try:
        waiting.replace(path)
    except BaseException:
        waiting.unlink(missing_ok=True)
        raise


def write_all(files: Mapping[Path, bytes], *, journal: Path) -> None:
    """Write several files, all of them or none.

    All are written beside their places first. Then a journal says which belongs where, and they
    are renamed one after the other. What stops before the journal is there has changed nothing;
    what stops after it, `complete` brings to its end. Where a renaming fails, those before it are
    taken back.

    Parameters
    ----------
    files : mapping of Path to bytes
        What each file shall hold; folders are made when they are not there.
    journal : Path
        Where the journal lies meanwhile. It names the files, so that it must be as private as
        they are.
    """
    waiting: dict[Path, Path] = {}
    earlier: dict[Path, bytes | None] = {}
    try:
        for path, content in files.items():
            if path.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
            waiting[path] = _write_beside(path, content)
        pairs = [
            [_from(journal, written), _from(journal, path)] for path, written in waiting.items()
        ]
        write_whole(journal, json.dumps(pairs, ensure_ascii=False).encode())
        for path, written in waiting.items():
            earlier[path] = path.read_bytes() if path.is_file() else None
            written.replace(path)
    except BaseException:
        for path, before in earlier.items():
            if before is None:
                path.unlink(missing_ok=True)
            else:
                write_whole(path, before)
        raise
    finally:
        # First of all: what a journal names must be there.
        journal.unlink(missing_ok=True)
        for written in waiting.values():
            written.unlink(missing_ok=True)


def complete(journal: Path) -> int:
    """Bring to its end what `write_all` began; give how many files were put in place.

    Raises
    ------
    CompendiumError
        When the journal is not as `write_all` wrote it: nothing is changed then.
    """
    try:
        listed = json.loads(journal.read_bytes())
        pairs = [(Path(written), Path(path)) for written, path in listed] if listed else _DAMAGED
    except (ValueError, TypeError, RecursionError):
        pairs = _DAMAGED
    home = journal.parent
    for written, path in pairs:
        try:
            inside = (home / path).resolve().is_relative_to(home.parent.resolve())
        except ValueError:  # a sign that no name has
            inside = False
        if not inside or written.parent != path.parent or not written.name.startswith(WRITING):
            raise CompendiumError(
                f"{journal}: this file says which tables an import had still to put in place, and "
                f"it is damaged. Look for files that begin with {WRITING} in the folder: they are "
                "the new tables. Keep what you need, then remove this file and import again."
            )
    placed = 0
    for written, path in pairs:
        with suppress(FileNotFoundError):  # it was put in place before
            (home / written).replace(home / path)
            placed += 1
    journal.unlink()
    return placed


@contextmanager
def working_folder(parent: Path) -> Iterator[Path]:
    """Give a folder for work in progress, and remove it at the end.

    Parameters
    ----------
    parent : Path
        Where to make it; it is made when it is not there.
    """
    parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=parent, prefix=_prefix()))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def remains(folder: Path) -> list[Path]:
    """Find what processes that are gone were writing in a folder, not in those below it."""
    try:
        found = [path for path in folder.iterdir() if path.name.startswith(WRITING)]
    except OSError:
        return []
    return sorted(path for path in found if not _is_at_work(path))


def remove(path: Path) -> None:
    """Remove a file, or a folder with all that is in it, as far as that can be done."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
        return
    with suppress(OSError):
        path.unlink(missing_ok=True)


def is_there(path: Path) -> bool:
    """Whether there is anything of this name: also a link that leads nowhere."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def no_file(path: Path) -> str:
    """Say why what has the name of a file cannot be read as one; empty when it can."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return "is a link that leads nowhere" if path.is_symlink() else "is missing"
    except OSError as error:
        return f"cannot be read ({error.strerror})"
    except ValueError:
        return "has a name that no file can have"
    if stat.S_ISDIR(mode):
        return "is a folder"
    return "" if stat.S_ISREG(mode) else "is no ordinary file"


def read_object(path: Path) -> dict[str, Any]:
    """Read a JSON file that holds names with their contents.

    Raises
    ------
    OSError, ValueError
        When it cannot be read, or holds anything else, or a sign that no text can have.
    """
    text = path.read_text(encoding="utf-8")
    try:
        content = json.loads(text)
        if _HALF.search(text):
            json.dumps(content, ensure_ascii=False).encode()
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(content, dict):
        raise ValueError(f"expected names with their contents, found {type(content).__name__}")
    return content


def write_object(path: Path, content: Mapping[str, Any]) -> None:
    """Write a JSON file that holds names with their contents, whole or not at all."""
    write_whole(path, as_json(content))


def as_json(content: Mapping[str, Any]) -> bytes:
    """Give names with their contents as JSON for people and git: sorted, indented, no escapes."""
    return (json.dumps(content, indent=2, ensure_ascii=False, sort_keys=True) + "\n").encode()


def file_hash(path: Path) -> str:
    """SHA-256 of a file's contents, as hexadecimal text."""
    reason = no_file(path)
    if reason and path.exists():  # to read it could wait for ever
        raise OSError(errno.EINVAL, f"this {reason}", str(path))
    return hashlib.sha256(path.read_bytes()).hexdigest()


def folder_hash(folder: Path) -> str:
    """SHA-256 of the names in a folder: another one when a file comes, goes or is renamed."""
    names = sorted(path.name for path in folder.iterdir())
    return hashlib.sha256("\n".join(names).encode()).hexdigest()


def _write_beside(path: Path, content: bytes) -> Path:
    """Write what a file shall hold beside its place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=_prefix())
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # What participants said is for the eyes of the user alone.
        Path(name).chmod(0o600 if "private" in path.parts else 0o644)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _prefix() -> str:
    return f"{WRITING}{os.getpid()}-"


def _from(journal: Path, path: Path) -> str:
    """Path from the folder of the journal, so that a folder that was moved is still in order."""
    return os.path.relpath(path, journal.parent)


def _is_at_work(path: Path) -> bool:
    """Whether the process that is named is there, and not another one of its number."""
    import psutil  # only now: there is hardly ever anything to ask

    number = path.name.removeprefix(WRITING).partition("-")[0]
    try:
        process = psutil.Process(int(number))
        # One that has ended stays in the list until its parent asks how, which some never do.
        if process.status() == psutil.STATUS_ZOMBIE:
            return False
        return bool(process.create_time() <= path.lstat().st_mtime + 1)
    except (ValueError, OverflowError, OSError, psutil.Error):
        return False
