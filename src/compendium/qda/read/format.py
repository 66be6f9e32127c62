"""What a format is: how it is recognised by what a file holds, and how it is read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from compendium.qda.model.coded import Coded
from compendium.qda.read.sheet import Rows


@dataclass(frozen=True)
class Opened:
    """A file as far as it was opened to recognise it.

    Parameters
    ----------
    path : Path
        The file or folder.
    sheets : mapping of str to list of list of str, optional
        Cells by name of the sheet, of a table.
    rows : list of list of str, optional
        The sheet that was recognised.
    document : object, optional
        What a JSON file holds.
    content : bytes, optional
        A database that comes from an archive.
    codes : Coded, optional
        A list of codes that the user named.
    """

    path: Path
    sheets: Mapping[str, Rows] = field(default_factory=dict)
    rows: Rows = field(default_factory=list)
    document: Any = None
    content: bytes | None = None
    codes: Coded | None = None

    @property
    def name(self) -> str:
        """Name of the file, for messages."""
        return self.path.name


@dataclass(frozen=True)
class Format:
    """A kind of file that a program writes.

    Parameters
    ----------
    name : str
        What people call it.
    holds : str
        What it is told by: the tables of a ``database`` with their columns, the rows of a
        ``sheet``, the names in a ``folder`` or in an ``archive``, what a ``json`` file holds, or
        the first element of ``xml``.
    fits : callable
        Whether that is of this format.
    read : callable
        Reads it.
    """

    name: str
    holds: Literal["database", "sheet", "folder", "archive", "json", "xml"]
    fits: Callable[[Any], object]
    read: Callable[[Opened], Coded]
