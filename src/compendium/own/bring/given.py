"""What the user gave, and what a reader made of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from compendium.qda.arrive.tables import read_text_table
from compendium.qda.model.coded import Coded

KINDS = ("project", "questionnaire", "quotes", "transcripts", "participants", "events")


def found_files(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Find the files that names such as ``*.docx`` stand for, where the terminal does not."""
    found: list[Path] = []
    for path in paths:
        stars = "*" in path.name and not path.exists() and path.parent.is_dir()
        inside = sorted(path.parent.glob(path.name)) if stars else []
        found += [one for one in inside if one.name[0] not in ".~"] or [path]
    return tuple(found)


@dataclass(frozen=True)
class Given:
    """What the user gave.

    Parameters
    ----------
    files : tuple of Path
        A file or a folder, or several transcripts.
    folder : Path
        Folder of the study, which need not be there.
    codes : Path, optional
        ATLAS.ti's code list, for its quotation report.
    kind : str, optional
        What it is, one of ``KINDS``, where the user says so.
    round : str, optional
        Round of a questionnaire.
    missing : tuple of str, optional
        Cells of a questionnaire that are no answer.
    low, high : int, optional
        Lowest and highest answer of a questionnaire.
    variables : tuple of str, optional
        Variables of a project that come in whatever they hold.
    with_text : bool, optional
        Whether texts, and what may hold words of participants, are kept in the private folder.
    away : tuple of Path, optional
        Files of the study whose place the import takes, as if they were not there.
    """

    files: tuple[Path, ...]
    folder: Path = Path()
    codes: Path | None = None
    kind: str = ""
    round: str = ""
    missing: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None
    variables: tuple[str, ...] = ()
    with_text: bool = False
    away: tuple[Path, ...] = ()

    @property
    def file(self) -> Path:
        """The first file."""
        return self.files[0]

    @property
    def name(self) -> str:
        """Name of the first file, also where it was given as ``.``."""
        return self.file.resolve().name

    def is_it(self, path: Path) -> bool:
        """Whether a path is that of the very file to be read."""
        return path.exists() and self.file.exists() and path.samefile(self.file)

    def table(self, kind: str) -> pd.DataFrame | None:
        """Read a table of the study as text; None when it has none, or one that gives way."""
        path = self.folder / f"{kind}.csv"
        return None if path in self.away or not path.is_file() else read_text_table(path, kind)

    def may_be(self, kind: str) -> bool:
        """Whether the user does not say that it is something else."""
        return self.kind in ("", kind)


@dataclass(frozen=True)
class Brought:
    """What a reader made of it.

    Parameters
    ----------
    coded : Coded
        The tables, texts and passages; what was left out.
    receipt : tuple of str
        What is said of the file, line by line, to be held against it.
    files : mapping of Path to bytes, optional
        Further files, by their place in the folder of the study.
    doubt : str, optional
        What the file does not tell, and how to say it: only ``files`` are then written.
    """

    coded: Coded
    receipt: tuple[str, ...]
    files: Mapping[Path, bytes] = field(default_factory=dict)
    doubt: str = ""
