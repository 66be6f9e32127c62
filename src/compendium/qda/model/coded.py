"""What every reader gives: the tables of a coded project, and what is known about the file."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from compendium.study.kinds import column_names


@dataclass(frozen=True)
class Coded:
    """A coded project, in the kinds of tables of a study.

    Parameters
    ----------
    tool, version : str
        The program that wrote the file and its version; empty when the file does not say.
    tables : mapping of str to DataFrame
        By kind: any of ``codes``, ``sources``, ``segments``, ``cases``, ``factors`` and
        ``presence``, with the columns of the kind's schema and possibly more (attributes of cases
        and sources). A segment is a passage as one coder marked it, so that a passage which two
        coders gave the same code is two segments. Where the text is in the file, ``start`` and
        ``end`` count code points (characters) of that text, whatever the program counted.
    unit : str
        What the program's own offsets count: ``code points``, ``UTF-16 code units``, ``UTF-8
        bytes``, each perhaps with ``CRLF as one``; empty when the file has no offsets or no text
        to judge them by.
    unit_score : float or None
        Part of the passages, 0 to 1, for which this unit gives the passage that the file shows,
        or one that begins and ends at a word; None when there was nothing to judge by.
    skipped : tuple of str
        What was left out and why, a sentence each.
    texts : mapping of str to str
        Plain text by source, where the file has it. Never written outside ``private/``.
    passages : mapping of str to str
        Text of a passage by segment, where the file has it. Never written outside ``private/``.
    chosen : bool
        Whether the file shows chosen cases and codes of a project, as a matrix does: what it lacks
        may be in the project all the same, and stays in a study that has it.
    """

    tool: str
    version: str
    tables: Mapping[str, pd.DataFrame]
    unit: str = ""
    unit_score: float | None = None
    skipped: tuple[str, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    passages: Mapping[str, str] = field(default_factory=dict)
    chosen: bool = False

    def table(self, kind: str) -> pd.DataFrame:
        """Give the table of a kind; without rows when the file holds none."""
        if kind in self.tables:
            return self.tables[kind]
        return pd.DataFrame(columns=column_names(kind))

    @property
    def coders(self) -> tuple[str, ...]:
        """Names of the coders, in alphabetical order."""
        return tuple(sorted(self.table("segments")["coder"].dropna().unique()))
