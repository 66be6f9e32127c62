"""What a file is that holds no codes: said by its first bytes, with the way from there."""

import json
from pathlib import Path
from typing import Any

from compendium.errors import NoTable, ProjectError, UnknownFormat
from compendium.qda.read.sheet import read_content
from compendium.study.encoding import decode

_OLE = b"\xd0\xcf\x11\xe0"
_WORD = "WordDocument".encode("utf-16-le")
# First bytes, what they are, and what to do.
_MARKS = (
    (b"%PDF-", "a PDF document, which holds no codes", ""),
    (b"{\\rtf", "a text with its layout (RTF)", "Save it as a Word document (.docx) and import "
     "that, or"),
    (b"\x89PNG", "a picture", ""),
    (b"\xff\xd8\xff", "a picture", ""),
    (b"GIF8", "a picture", ""),
    (b"ID3", "a recording", "Import its transcript, or"),
    (b"OggS", "a recording", "Import its transcript, or"),
    (b"RIFF", "a recording", "Import its transcript, or"),
    (b"Rar!", "an archive (RAR)", "Unpack it, and import what is in it, or"),
    (b"7z\xbc\xaf", "an archive (7z)", "Unpack it, and import what is in it, or"),
    (b"\x1f\x8b", "an archive (gzip)", "Unpack it, and import what is in it, or"),
)  # fmt: skip


def refuse_other(path: Path, start: bytes, *, known: str) -> Any:
    """Refuse a file that can be neither a project nor a table; give what a JSON file holds.

    Parameters
    ----------
    path : Path
        The file.
    start : bytes
        Its first bytes.
    known : str
        What is read, for the message.

    Returns
    -------
    object or None
        What a JSON file holds; None for what may be a table.

    Raises
    ------
    ProjectError
        When the file is empty, or JSON that breaks off; `NoTable` when it is no table.
    """
    if not start or not start.strip(b"\xef\xbb\xbf \t\r\n"):
        content = path.read_bytes()
        if not content.strip(b"\xef\xbb\xbf \t\r\n"):
            raise ProjectError(f"{path.name}: the file is empty. Export or copy it again.")
    for mark, what, way in _MARKS:
        if start.startswith(mark):
            raise NoTable(
                f"{path.name}: {what}. {way or 'Instead,'} export the coded project from the "
                f"program in which you coded. Known are {known}."
            )
    if start.startswith(_OLE):
        if _WORD in path.read_bytes():
            raise NoTable(
                f"{path.name}: an older Word document (.doc). Save it as .docx and import that."
            )
        raise UnknownFormat(
            f"{path.name}: an older workbook (.xls). Save it as .xlsx and import that, to have an "
            "export of a coding program recognised."
        )
    if start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        return _json(path)
    if b"\x00" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NoTable(
            f"{path.name}: this is neither a text file nor a workbook, nor a project of a program "
            f"that is known. Known are {known}."
        )
    return None


def _json(path: Path) -> Any:
    """Read JSON; None where a table or a text only begins with the same sign."""
    try:
        text = decode(read_content(path))
        return json.loads(text)
    except json.JSONDecodeError as error:
        if path.suffix.lower() not in (".json", ".jsonl") and error.pos < 200:
            return None
        raise ProjectError(
            f"{path.name}, line {error.lineno}: the JSON is damaged or cut short. Export it again."
        ) from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise ProjectError(
            f"{path.name}: the JSON cannot be read ({type(error).__name__}). Export it again."
        ) from error
