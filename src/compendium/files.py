"""Files that are there whole or not at all, and the hash of what they hold."""

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: beside its place first, then renamed over it.

    Parameters
    ----------
    path : Path
        The file; its folder is made when it is not there.
    content : bytes
        What it shall hold.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()
        raise


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write several files, all of them or none.

    All are written beside their places first, and then renamed one after the other; when a
    renaming fails, those before it are taken back.

    Parameters
    ----------
    files : mapping of Path to bytes
        What each file shall hold; folders are made when they are not there.
    """
    waiting: dict[Path, Path] = {}
    earlier: dict[Path, bytes | None] = {}
    try:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
            waiting[path] = Path(name)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o644)
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
        for written in waiting.values():
            written.unlink(missing_ok=True)


def file_hash(path: Path) -> str:
    """SHA-256 of a file's contents, as hexadecimal text."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def folder_hash(folder: Path) -> str:
    """SHA-256 of the names in a folder: another one when a file comes, goes or is renamed."""
    names = sorted(path.name for path in folder.iterdir())
    return hashlib.sha256("\n".join(names).encode()).hexdigest()
