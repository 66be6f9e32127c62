"""What a file is that holds no codes: said by its first bytes, with the way from there."""

import json
from pathlib import Path
from typing import Any

from compendium.errors import NoTable, ProjectError, UnknownFormat
from compendium.language import mark, say
from compendium.qda.read.sheet import read_content
from compendium.study.encoding import decode

_OLE = b"\xd0\xcf\x11\xe0"
_WORD = "WordDocument".encode("utf-16-le")
# First bytes, what they are, and what to do.
_MARKS = (
    (b"%PDF-", mark("a PDF document, which holds no codes"), ""),
    (b"{\\rtf", mark("a text with its layout (RTF)"),
     mark("Save it as a Word document (.docx) and import that, or")),
    (b"\x89PNG", mark("a picture"), ""),
    (b"\xff\xd8\xff", mark("a picture"), ""),
    (b"GIF8", mark("a picture"), ""),
    (b"ID3", mark("a recording"), mark("Import its transcript, or")),
    (b"OggS", mark("a recording"), mark("Import its transcript, or")),
    (b"RIFF", mark("a recording"), mark("Import its transcript, or")),
    (b"Rar!", mark("an archive (RAR)"), mark("Unpack it, and import what is in it, or")),
    (b"7z\xbc\xaf", mark("an archive (7z)"), mark("Unpack it, and import what is in it, or")),
    (b"\x1f\x8b", mark("an archive (gzip)"), mark("Unpack it, and import what is in it, or")),
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
            raise ProjectError(
                say("{name}: the file is empty. Export or copy it again.", name=path.name)
            )
    for signature, what, way in _MARKS:
        if start.startswith(signature):
            raise NoTable(
                say(
                    "{name}: {what}. {way} export the coded project from the program in which you "
                    "coded. Known are {known}.",
                    name=path.name,
                    what=say(what),
                    way=say(way or mark("Instead,")),
                    known=known,
                )
            )
    if start.startswith(_OLE):
        if _WORD in path.read_bytes():
            raise NoTable(
                say(
                    "{name}: an older Word document (.doc). Save it as .docx and import that.",
                    name=path.name,
                )
            )
        raise UnknownFormat(
            say(
                "{name}: an older workbook (.xls). Save it as .xlsx and import that, to have "
                "an export of a coding program recognised.",
                name=path.name,
            )
        )
    if start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        return _json(path)
    if b"\x00" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NoTable(
            say(
                "{name}: this is neither a text file nor a workbook, nor a project of a "
                "program that is known. Known are {known}.",
                name=path.name,
                known=known,
            )
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
            say(
                "{name}, line {lineno}: the JSON is damaged or cut short. Export it again.",
                name=path.name,
                lineno=error.lineno,
            )
        ) from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise ProjectError(
            say(
                "{name}: the JSON cannot be read ({error}). Export it again.",
                name=path.name,
                error=type(error).__name__,
            )
        ) from error
