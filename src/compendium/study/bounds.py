"""Bounds on what a file may hold, so that a small one cannot fill the memory.

What is unpacked is counted while it is unpacked: what a file says of its own size need not be so.
All bounds are far above what a study has. Whoever has more lets the program read more with one
setting, ``COMPENDIUM_BOUNDS``: 2 doubles every bound.
"""

import os
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from compendium.errors import CompendiumError
from compendium.language import say

SETTING = "COMPENDIUM_BOUNDS"
MEGABYTE = 1_000_000
MOST_CELLS = 5_000_000  # of a table, with the empty ones
MOST_COLUMNS = 16_384  # of a table, as in every spreadsheet program
MOST_TEXT = 50 * MEGABYTE  # bytes of a text
MOST_XML = 20 * MEGABYTE  # bytes of a Word document without its pictures
MOST_WORKBOOK = 100 * MEGABYTE  # bytes of a workbook's sheets and texts
MOST_PACKED = 400 * MEGABYTE  # bytes of everything that a file packs
# Elements of an XML document, where an attribute counts for two: a hundred bytes of memory each.
MOST_ELEMENTS = 10_000_000

# What the standard library raises on a zip file with any byte changed.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ValueError,
    LookupError,
    OverflowError,
)

_CHUNK = 1 << 20
_MARKUP = (b"<", b"\x00<", b"<\x00")
_MARKS = b"\xef\xbb\xbf \t\r\n\xff\xfe"


def bound(usual: int) -> int:
    """Give a bound as it is set here.

    Parameters
    ----------
    usual : int
        The bound without a setting.

    Raises
    ------
    CompendiumError
        When the setting is no number of at least 1.

    Examples
    --------
    >>> bound(5_000)
    5000
    """
    text = os.environ.get(SETTING, "1")
    try:
        factor = float(text)
    except ValueError:
        factor = 0
    if not 1 <= factor <= 1_000_000:
        raise CompendiumError(
            say(
                "{setting}={text}: this setting multiplies the bounds on what is read. Set it "
                "to a number of at least 1, such as 2, or leave it out.",
                setting=SETTING,
                text=text,
            )
        )
    return int(usual * factor)


def to_read_more() -> str:
    """Say how more is read than the bounds allow.

    Examples
    --------
    >>> to_read_more()
    'If the file is right, let more be read: set COMPENDIUM_BOUNDS=2 (or higher) and try again.'
    """
    text = os.environ.get(SETTING, "1")
    factor = int(float(text) * 2) if text.replace(".", "", 1).isdigit() else 2
    return say(
        "If the file is right, let more be read: set {setting}={factor} (or higher) and try again.",
        setting=SETTING,
        factor=factor,
    )


def counted_rows(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    """Give the rows of a table one by one, and stop when they hold more cells than a table can.

    Raises
    ------
    OverflowError
        When there are too many; its text says how many are read.
    """
    most, cells = bound(MOST_CELLS), 0
    for row in rows:
        cells += len(row) + 1
        if len(row) > bound(MOST_COLUMNS):
            raise OverflowError(
                say("more than {most_columns:,} columns", most_columns=bound(MOST_COLUMNS))
            )
        if cells > most:
            raise OverflowError(say("more than {most:,} cells", most=most))
        yield row


def too_much_packed(path: Path, *, xml: int = MOST_PACKED, everything: int = MOST_PACKED) -> str:
    """Unpack a zip file without keeping anything; say what is too large about it.

    Parameters
    ----------
    path : Path
        A zip file: a workbook, a Word document.
    xml : int, optional
        How many bytes its XML may have, by whatever name: this is what takes memory.
    everything : int, optional
        How many bytes all may have.

    Returns
    -------
    str
        What it is more than, such as ``more than 20 MB of text``; empty when it is not.
    """
    most = {"text": bound(xml), "content": bound(everything)}
    size = {"text": 0, "content": 0}
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            with archive.open(member) as file:
                piece = file.read(_CHUNK)
                names = ("content", "text") if _may_be_markup(piece) else ("content",)
                while piece:
                    for name in names:
                        size[name] += len(piece)
                        if size[name] > most[name]:
                            return say(
                                "more than {most} MB of {name}",
                                most=most[name] // MEGABYTE,
                                name=name,
                            )
                    piece = file.read(_CHUNK)
    return ""


def too_much_markup(content: bytes) -> str:
    """Say when an XML document has more elements and attributes than the memory should hold.

    Returns
    -------
    str
        What it is more than; empty when it is not.

    Examples
    --------
    >>> too_much_markup(b'<a b="c"/>')
    ''
    """
    most = bound(MOST_ELEMENTS)
    found = content.count(b"<") - content.count(b"</") + 2 * content.count(b"=")
    return say("more than {most:,} elements and attributes", most=most) if found > most else ""


def _may_be_markup(start: bytes) -> bool:
    """Whether what begins so may be XML; what begins with nothing but blanks may."""
    begun = start.lstrip(_MARKS)
    return not begun or begun.startswith(_MARKUP)
