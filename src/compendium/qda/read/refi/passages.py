"""From marks in sources to segments: one unit of offsets, and each coding once."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from compendium.qda.model.frames import kind_frame
from compendium.qda.model.identifiers import segment_names
from compendium.qda.model.judging import Marked
from compendium.qda.model.offsets import UNITS, Unit, to_code_points
from compendium.qda.model.places import text_place
from compendium.qda.model.units import Found, find_unit
from compendium.qda.read.refi.marks import Mark

_FILLED = ("segment", "code", "source", "words", "coder", "start", "end", "where")


class Text(NamedTuple):
    """Plain text of a source, and whether a byte-order mark stood before it."""

    text: str
    bom: bool


class _Coding(NamedTuple):
    """A code that a coder gave to a passage."""

    mark: Mark
    code: str
    coder: str | None


class Segments(NamedTuple):
    """The table of segments with what was found on the way.

    ``outside`` counts codings whose offsets no passage of their text has, ``uncoded`` passages
    without a code, ``unknown`` the codings with a code that the codebook does not have,
    ``placeless`` the codings whose offsets cannot be read and ``twice`` those that the file holds
    more than once. ``doubted`` are the sources whose text does not fit their passages, with how
    many fit and how many there are; ``strays`` counts the codings elsewhere of which the file shows
    other words, ``empty`` those on a passage without a character, and ``of_cases`` those with a
    code that is a case.
    """

    table: pd.DataFrame
    passages: Mapping[str, str]
    unit: str
    score: float | None
    outside: int
    uncoded: int
    unknown: int
    placeless: int
    twice: int
    doubted: Mapping[int, tuple[int, int]]
    strays: int
    empty: int
    of_cases: int


def to_segments(
    marks: Sequence[Mark],
    *,
    sources: Sequence[str],
    texts: Mapping[int, Text],
    codes: Mapping[str, str],
    not_codes: frozenset[str],
    coders: Mapping[str, str],
    units: Sequence[Unit] = UNITS,
    tool: str = "",
) -> Segments:
    """Make the table of segments.

    Marks of one coder with the same place in the same source are one segment, however often
    the program wrote them (NVivo, MAXQDA, QualCoder and Taguette: once per code).

    Parameters
    ----------
    marks : sequence of Mark
        Passages in the order of the file.
    sources : sequence of str
        Identifiers of the sources, by number.
    texts : mapping of int to Text
        Texts by number of the source, where the file has them.
    codes, coders : mapping of str to str
        Identifiers of codes, and names of coders, by GUID.
    not_codes : frozenset of str
        GUIDs that are cases: codings with these are left out.
    units : sequence of Unit, optional
        What the program may count.
    tool : str, optional
        The program, of which it may be known what it counts.

    Returns
    -------
    Segments
        Its table is of kind ``segments``, in the order of the file.
    """
    by_text = _by_text(marks, texts)
    found = _unit(marks, texts, by_text, units, tool)
    doubted = {
        source: fitting
        for source, fitting, trusted in zip(by_text, found.fitting, found.trusted, strict=True)
        if not trusted
    }
    sure = dict(zip(by_text, found.sure, strict=True))
    placed, outside, strays = _in_code_points(marks, texts, by_text, found.unit, sure, doubted)
    given = [(mark, code, coder) for mark in placed for code, coder in mark.codings]
    kept = [
        _Coding(mark, codes[code], coders.get(coder))
        for mark, code, coder in given
        if code in codes
    ]
    table, passages = _table(kept, sources, texts)
    return Segments(
        table,
        passages,
        found.unit.label if by_text else "",
        found.score,
        outside,
        uncoded=sum(not mark.codings for mark in placed),
        unknown=sum(code not in codes and code not in not_codes for _, code, _ in given),
        placeless=sum(len(mark.codings) for mark in marks if mark.placeless),
        twice=len(kept) - len(table),
        doubted=doubted,
        strays=strays,
        of_cases=sum(code not in codes and code in not_codes for _, code, _ in given),
        empty=sum(len(mark.codings) for mark in placed if mark.textual and mark.start == mark.end),
    )


def _table(
    codings: Sequence[_Coding], sources: Sequence[str], texts: Mapping[int, Text]
) -> tuple[pd.DataFrame, dict[str, str]]:
    """Make the table of segments, each coding once, and the text of each segment."""
    rows: dict[tuple[str, str], tuple[str | int | None, ...]] = {}
    passages: dict[str, str] = {}
    for (mark, code, coder), segment in zip(codings, _segment_names(codings), strict=True):
        if (segment, code) in rows:
            continue
        passage = _passage(mark, texts)
        if passage:
            passages[segment] = passage
        words = len(passage.split()) or None
        place = (mark.start, mark.end, mark.place or None)
        rows[segment, code] = (segment, code, sources[mark.source], words, coder, *place)
    columns = zip(*rows.values(), strict=True) if rows else [()] * len(_FILLED)
    filled = dict(zip(_FILLED, columns, strict=True))
    return kind_frame("segments", {**filled, "form": ["coding"] * len(rows)}), passages


def _segment_names(codings: Sequence[_Coding]) -> list[str]:
    # Without a place, only its own GUID says which passage it is.
    return segment_names(
        [
            ((mark.source, mark.start, mark.end, *_told_apart(mark)), coder)
            for mark, _, coder in codings
        ]
    )


def _told_apart(mark: Mark) -> tuple[str, ...]:
    return (mark.place, mark.guid) if mark.apart else (mark.place or mark.guid,)


def _passage(mark: Mark, texts: Mapping[int, Text]) -> str:
    """Text of a passage; empty where it is not known."""
    if not mark.textual or mark.source not in texts or mark.start is None:
        return ""
    return texts[mark.source].text[mark.start : mark.end]


def _by_text(marks: Sequence[Mark], texts: Mapping[int, Text]) -> dict[int, list[int]]:
    """Numbers of the marks with offsets, by source with a text."""
    found: dict[int, list[int]] = {}
    for number, mark in enumerate(marks):
        if mark.textual and mark.source in texts:
            found.setdefault(mark.source, []).append(number)
    return found


def _unit(
    marks: Sequence[Mark],
    texts: Mapping[int, Text],
    by_text: Mapping[int, list[int]],
    units: Sequence[Unit],
    tool: str,
) -> Found:
    """Find what the program counts, from all passages of which the text is known."""
    documents = [
        Marked(
            texts[source].text,
            texts[source].bom,
            [marks[number].start or 0 for number in numbers],
            [marks[number].end or 0 for number in numbers],
            [marks[number].snippet for number in numbers],
        )
        for source, numbers in by_text.items()
    ]
    return find_unit(documents, units=units, tool=tool)


def _in_code_points(
    marks: Sequence[Mark],
    texts: Mapping[int, Text],
    by_text: Mapping[int, list[int]],
    unit: Unit,
    sure: Mapping[int, Sequence[bool]],
    doubted: Collection[int],
) -> tuple[list[Mark], int, int]:
    """Turn the offsets of marks in known texts into code points, and name their place.

    Counted are the codings outside of a text, and in a text that is trusted those in doubt.
    """
    placed = list(marks)
    outside = strays = 0
    for source, numbers in by_text.items():
        text, bom = texts[source]
        starts, ends = (
            to_code_points(
                [getattr(marks[number], edge) for number in numbers],
                text,
                unit=unit,
                bom=bom,
                end=edge == "end",
            ).tolist()
            for edge in ("start", "end")
        )
        for number, start, end, known in zip(numbers, starts, ends, sure[source], strict=True):
            mark = marks[number]
            if not known:
                strays += len(mark.codings) if source not in doubted else 0
                placed[number] = _without_place(mark, "which do not fit the text")
            elif 0 <= start <= end:
                place = mark.place or text_place(start, end)
                placed[number] = mark._replace(start=start, end=end, place=place)
            else:
                outside += len(mark.codings)
                placed[number] = _without_place(mark, "outside the text")
    return [_named_place(mark) for mark in placed], outside, strays


def _without_place(mark: Mark, why: str) -> Mark:
    """Take away the offsets of a mark; the program's own stay in the name of its place."""
    place = f"{text_place(mark.start or 0, mark.end or 0)}, {why}"
    return mark._replace(start=None, end=None, textual=False, place=place)


def _named_place(mark: Mark) -> Mark:
    """Name the place of a passage by the program's own offsets when its text is not known."""
    if not mark.textual or mark.place or mark.start is None or mark.end is None:
        return mark
    place = text_place(mark.start, mark.end)
    if not 0 <= mark.start <= mark.end:
        return mark._replace(start=None, end=None, textual=False, place=f"{place}, not in order")
    return mark._replace(place=place)
