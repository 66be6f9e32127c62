"""Where a publication prints what stands in the rows of a table."""

import re
from functools import lru_cache
from string import Formatter
from typing import Any

import pandas as pd

from compendium.errors import StudyError
from compendium.language import say
from compendium.study.study import Study

_PAGE = re.compile(r"p{1,2}\. ?(\d+)(?:[-–]\d+)?")
_PARTS = re.compile(r",\s*|\s+(?=(?:paragraph|quote|quotation|caption|row|CAC)\b)")


def row_places(study: Study, kind: str, rows: pd.DataFrame) -> list[str]:
    """Tell the place in the publication of each row of a table.

    Parameters
    ----------
    study : Study
        The study; the section ``[where]`` of its ``study.toml`` has the default of each kind of
        table, in which ``{item}`` stands for what the column item holds.
    kind : str
        Kind of the table, or ``scale``.
    rows : DataFrame
        Rows of it; a cell of the column ``where`` goes before the default.

    Returns
    -------
    list of str
        The place of each row; empty where it is not told.
    """
    default = study.about.get("where", {}).get(kind, "")
    own = rows["where"] if "where" in rows else pd.Series(None, index=rows.index, dtype="object")
    return [
        place if isinstance(place, str) and place else _filled(study, kind, default, row)
        for place, row in zip(own, rows.to_dict("records"), strict=True)
    ]


def is_other_place(one: str, other: str) -> bool:
    """Tell whether two places in a publication are known to be different ones.

    A section holds its paragraphs and a table its rows, so that *2.2* and *2.2 paragraph 3* are
    not known to be different.

    Examples
    --------
    >>> is_other_place("Table 1, row 2", "Table 1, row Total")
    True
    >>> is_other_place("Section 2.2", "2.2 paragraph 3")
    False
    >>> is_other_place("Section 4, p. 5", "Section 4, p. 7")
    True
    """
    mine, theirs = _parts(one), _parts(other)
    if mine[1] and theirs[1] and mine[1] != theirs[1]:
        return True
    return any(first != second for first, second in zip(mine[0], theirs[0], strict=False))


def _parts(place: str) -> tuple[list[str], str]:
    """Take a place apart: from the large to the small, and the page."""
    page = _PAGE.search(place)
    parts = [part.strip().casefold() for part in _PARTS.split(_PAGE.sub("", place))]
    names = [re.sub(r"^(section|chapter)\s+", "", part) for part in parts if part]
    return names, page[1] if page else ""


@lru_cache(maxsize=64)  # asked for again for each row
def _columns_named(default: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(default) if name]


def _filled(study: Study, kind: str, default: Any, row: dict[str, Any]) -> str:
    if isinstance(default, dict):
        return str(default.get(str(row.get("setting")), ""))
    try:
        names = _columns_named(str(default))
    except ValueError as error:
        raise StudyError(
            say(
                "data/{name}/study.toml: the place of the table {kind} in [where] cannot be "
                "read ({error}). Write the name of a column between braces, as in Table 1, "
                "{{item}}.",
                name=study.name,
                kind=kind,
                error=error,
            )
        ) from error
    unknown = [name for name in names if name not in row]
    if unknown:
        raise StudyError(
            say(
                "data/{name}/study.toml: the place of the table {kind} in [where] names "
                "{{{unknown}}}, which is no column of it. Its columns are {columns}.",
                name=study.name,
                kind=kind,
                unknown=unknown[0],
                columns=", ".join(row),
            )
        )
    if any(pd.isna(row[name]) for name in names):
        return ""
    return re.sub(r"\{(\w+)\}", lambda found: str(row[found[1]]), str(default))
