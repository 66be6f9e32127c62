"""Dedoose's table of excerpts: a row per excerpt, and a column per code.

Written to the columns that public scripts for such exports name.
"""

import re
from collections.abc import Hashable, Sequence

from compendium.language import counted, listed, say
from compendium.qda.model.coded import Coded
from compendium.qda.model.gather import gather
from compendium.qda.model.parts import Coding, Document, by_words, paths_to_codes
from compendium.qda.read.cells import codes_in_cells
from compendium.qda.read.columns import DEDOOSE, cell, find_header
from compendium.qda.read.format import Format
from compendium.qda.read.labels import BACKSLASH, split_path
from compendium.qda.read.sheet import Rows

TOOL = "Dedoose"
_APPLIED = re.compile(r"(?i)code:\s*(?P<name>.+?)\s+applied")
_OF_A_CODE = re.compile(r"(?i)code:\s*.+?\s+(?:applied|range|weight)")
_RANGE = re.compile(r"(\d+)\s*[-–]\s*(\d+)")
_YES = {"true", "1", "yes", "x", "waar", "wahr", "vrai", "verdadero"}
_ASIDE = re.compile(r"(?i)(excerpt|resource|media) (date|creator|type)|.*\bcount\b.*")
_SHOWN = 6


def is_excerpts(rows: Rows) -> bool:
    """Whether a sheet is Dedoose's table of excerpts."""
    found = find_header(rows, DEDOOSE, ["source", "text"])
    return found is not None and (
        "codes" in found[1] or any(map(_APPLIED.fullmatch, rows[found[0]]))
    )


def read_excerpts(rows: Rows) -> Coded:
    """Read Dedoose's table of excerpts.

    Parameters
    ----------
    rows : list of list of str
        The sheet.

    Returns
    -------
    Coded
        ``codes`` in their tree, ``sources`` (the media) and ``segments``. Offsets are those of
        Dedoose, in texts that are not in the table.
    """
    header, places = find_header(rows, DEDOOSE, ["source", "text"]) or (0, {})
    head = rows[header]
    columns = {
        place: split_path(found["name"], BACKSLASH)
        for place, name in enumerate(head)
        if (found := _APPLIED.fullmatch(name))
    }
    below = [row for row in rows[header + 1 :] if cell(row, places["source"])]
    given = _given(below, columns, places.get("codes"))
    sources: dict[Hashable, Document] = {}
    codings: list[Coding] = []
    for row, paths in zip(below, given, strict=True):
        title = cell(row, places["source"])
        sources.setdefault(title, Document(title))
        span = _RANGE.fullmatch(cell(row, places.get("range")))
        start, end = (int(span[1]), int(span[2])) if span else (None, None)
        where = "" if span else cell(row, places.get("range"))
        codings += [
            Coding(
                *(title, path, start, end, cell(row, places["text"])),
                cell(row, places.get("coder")),
                where,
            )
            for path in dict.fromkeys(paths)
        ]
    skipped = [say("The texts of the media, which are not in the table.")]
    uncoded = sum(not paths for paths in given)
    if uncoded:
        skipped.append(say("{excerpts} without a code.", excerpts=counted(uncoded, "excerpt")))
    skipped += _beside(head, {*places.values(), *columns})
    every = [*columns.values(), *(path for paths in given for path in paths)]
    return gather(
        TOOL,
        codes=paths_to_codes(every),
        sources=sources,
        codings=by_words(codings),
        skipped=skipped,
    )


def _given(
    rows: Rows, columns: dict[int, tuple[str, ...]], combined: int | None
) -> list[list[tuple[str, ...]]]:
    """Give the codes of each row: by the columns of the codes, or by the one that lists them."""
    if columns:
        return [
            [path for place, path in columns.items() if cell(row, place).casefold() in _YES]
            for row in rows
        ]
    cells, _ = codes_in_cells([cell(row, combined) for row in rows])
    return [[split_path(name, BACKSLASH) for name in names] for names in cells]


def _beside(head: Sequence[str], read: set[int]) -> list[str]:
    """Name the columns that are not read."""
    others = [
        name
        for place, name in enumerate(head)
        if name and place not in read and not _OF_A_CODE.fullmatch(name) and not _ASIDE.match(name)
    ]
    if not others:
        return []
    shown = listed(others) if len(others) <= _SHOWN else f"{', '.join(others[:_SHOWN])}, ..."
    return [
        say("{columns} not read: {shown}.", columns=counted(len(others), "column"), shown=shown)
    ]


FORMAT = Format(
    "Dedoose's table of excerpts", "sheet", is_excerpts, lambda opened: read_excerpts(opened.rows)
)
