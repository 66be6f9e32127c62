"""What an analysis needs of a study, and whether a study has it.

A need names a kind of table, or something about one:

=====================  ==========================================================
``codes``              there is a table of this kind
``scores or responses``  there is one of these
``segments.start``     the column start is filled in at least one row
``segments.form=coding``  the column form holds this value in at least one row
``segments.coder>1``   the column coder holds more than one value
``texts``              there are texts in the study's folder ``private/texts``
=====================  ==========================================================
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from compendium.errors import AnalysisError
from compendium.layout import has_texts
from compendium.study.kinds import KINDS, column_names
from compendium.study.sheets import read_rows, table_files

TEXT_NEED = "texts"
_FORM = re.compile(r"(?P<kind>\w+)(\.(?P<column>\w+)(=(?P<value>.+)|>(?P<more_than>\d+))?)?")


@dataclass(frozen=True)
class Need:
    """One thing that a study must have.

    Parameters
    ----------
    kind : str
        Kind of table, or ``texts``.
    column : str
        Column that must be filled; empty when the table is enough.
    value : str
        Value that the column must hold; empty for any.
    more_than : int
        The column must hold more different values than this.
    """

    kind: str
    column: str = ""
    value: str = ""
    more_than: int = 0


def parse_need(text: str) -> list[Need]:
    """Read a need as ``analyses.toml`` writes it; alternatives are joined by ``or``.

    Raises
    ------
    AnalysisError
        When it names no kind of table, or a column that the kind does not have.

    Examples
    --------
    >>> parse_need("segments.coder>1")
    [Need(kind='segments', column='coder', value='', more_than=1)]
    """
    return [_parse(alternative) for alternative in text.split(" or ")]


def kinds_needed(text: str) -> list[str]:
    """Kinds of tables that a need names.

    Examples
    --------
    >>> kinds_needed("scores or responses")
    ['scores', 'responses']
    """
    return [need.kind for need in parse_need(text)]


def is_met(text: str, folder: Path) -> bool:
    """Whether the study in a folder meets a need.

    Raises
    ------
    TableError
        When a table that must be looked into cannot be read.
    """
    return any(_is_met(need, folder) for need in parse_need(text))


def _parse(text: str) -> Need:
    found = _FORM.fullmatch(text)
    kind = found["kind"] if found else text
    if not found or kind not in (*KINDS, TEXT_NEED):
        raise AnalysisError(
            f"{text!r} is not a kind of table; use {', '.join((*KINDS, TEXT_NEED))}."
        )
    column = found["column"] or ""
    if column and (kind == TEXT_NEED or column not in column_names(kind)):
        raise AnalysisError(f"{text!r}: a table of the kind {kind} has no column {column!r}.")
    return Need(kind, column, found["value"] or "", int(found["more_than"] or 0))


def _is_met(need: Need, folder: Path) -> bool:
    if need.kind == TEXT_NEED:
        return has_texts(folder)
    path = table_files(folder).get(need.kind)
    if path is None:
        return False
    if not need.column:
        return True
    stat = path.stat()
    values = _values(path, need.kind, stat.st_mtime_ns, stat.st_size).get(need.column, frozenset())
    return (need.value in values) if need.value else len(values) > need.more_than


@cache
def _values(path: Path, kind: str, changed: int, size: int) -> dict[str, frozenset[str]]:
    """Values of each column, without the empty one; time and size keep what is remembered true."""
    rows, _ = read_rows(path, column_names(kind), shown=f"data/{path.parent.name}/{path.name}")
    header = [name.strip().casefold() for name in rows[0]] if rows else []
    # The first column of a name counts.
    return {
        name: frozenset(
            cell for row in rows[1:] if len(row) > place and (cell := row[place].strip())
        )
        for place, name in reversed(list(enumerate(header)))
        if name in column_names(kind)
    }
