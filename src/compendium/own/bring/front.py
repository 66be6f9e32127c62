"""The one front of `compendium import`: whose file it is, and what it holds.

A reader is a function that looks at a file and gives what it read, or None when the file is not
of its kind. They are asked in the order of `READERS`, those whose files nothing else looks like
first. What none of them knows is refused with what it seems to be.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from compendium.errors import ProjectError, UnknownFormat
from compendium.qda.model.coded import Coded


@dataclass(frozen=True)
class Given:
    """What the user gave.

    Parameters
    ----------
    file : Path
        A file or a folder.
    codes : Path, optional
        ATLAS.ti's code list, for its quotation report.
    """

    file: Path
    codes: Path | None = None

    @property
    def name(self) -> str:
        """Name of the file, also where it was given as ``.``."""
        return self.file.resolve().name


@dataclass(frozen=True)
class Brought:
    """What a reader made of it.

    Parameters
    ----------
    coded : Coded
        The tables, texts and passages; what was left out.
    receipt : tuple of str
        What is said of the file, line by line, to be held against it.
    """

    coded: Coded
    receipt: tuple[str, ...]


Reader = Callable[[Given], Brought | None]


def read_project(given: Given) -> Brought | None:
    """Read a coded project, or a table that a program for qualitative analysis exported."""
    from compendium.qda.arrive.receipt import receipt
    from compendium.qda.read.reader import read_coded

    try:
        coded = read_coded(given.file, codes=given.codes)
    except UnknownFormat:
        return None
    return Brought(coded, tuple(receipt(coded, name=given.name)))


READERS: tuple[Reader, ...] = (read_project,)


def bring(given: Given) -> Brought:
    """Read a file, whatever it is.

    Raises
    ------
    ProjectError
        When it is not there, is broken, or no reader knows it.
    """
    for reader in READERS:
        brought = reader(given)
        if brought is not None:
            return brought
    raise ProjectError(_unknown(given))


def _unknown(given: Given) -> str:
    from compendium.qda.read.reader import read_coded

    try:
        read_coded(given.file, codes=given.codes)
    except UnknownFormat as error:
        return str(error)
    return f"{given.name}: nothing reads this file."
