"""From marks in sources to segments: one unit of offsets, and each coding once."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from compendium.qda.model.frames import kind_frame
from compendium.qda.model.offsets import UNITS, Marked, Unit, find_unit, to_code_points
from compendium.qda.model.places import text_place
from compendium.qda.read.refi.sources import Mark

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

    ``outside`` counts passages that lie outside their text, ``uncoded`` those without a code
    and ``unknown`` the codings with a code that the codebook does not have.
    """

    table: pd.DataFrame
    passages: Mapping[str, str]
    unit: str
    score: float | None
    outside: int
    uncoded: int
    unknown: int


def to_segments(
    marks: Sequence[Mark],
    *,
    sources: Sequence[str],
    texts: Mapping[int, Text],
    codes: Mapping[str, str],
    not_codes: frozenset[str],
    coders: Mapping[str, str],
    units: Sequence[Unit] = UNITS,
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

    Returns
    -------
    Segments
        Its table is of kind ``segments``, in the order of the file.
    """
    unit, score, judged = _unit(marks, texts, units)
    placed, outside = _in_code_points(marks, texts, unit)
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
        unit.label if judged else "",
        score,
        outside,
        uncoded=sum(not mark.codings for mark in placed),
        unknown=sum(code not in codes and code not in not_codes for _, code, _ in given),
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
    """Give each passage a number, and the coders of one passage a second number."""
    numbers: dict[tuple[int, int | None, int | None, str], tuple[str, dict[str | None, str]]] = {}
    names = []
    for mark, _, coder in codings:
        # Without a place, only its own GUID says which passage it is.
        place = (mark.source, mark.start, mark.end, mark.place or mark.guid)
        number, by_coder = numbers.setdefault(place, (f"p{len(numbers) + 1}", {}))
        order = len(by_coder) + 1
        names.append(by_coder.setdefault(coder, number if order == 1 else f"{number}-{order}"))
    return names


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
    marks: Sequence[Mark], texts: Mapping[int, Text], units: Sequence[Unit]
) -> tuple[Unit, float | None, bool]:
    """Find what the program counts, from all passages of which the text is known."""
    documents = [
        Marked(
            texts[source].text,
            texts[source].bom,
            [marks[number].start or 0 for number in numbers],
            [marks[number].end or 0 for number in numbers],
            [marks[number].snippet for number in numbers],
        )
        for source, numbers in _by_text(marks, texts).items()
    ]
    unit, score = find_unit(documents, units=units)
    return unit, score, bool(documents)


def _in_code_points(
    marks: Sequence[Mark], texts: Mapping[int, Text], unit: Unit
) -> tuple[list[Mark], int]:
    """Turn the offsets of marks in known texts into code points, and name their place."""
    placed = list(marks)
    outside = 0
    for source, numbers in _by_text(marks, texts).items():
        text, bom = texts[source]
        starts, ends = (
            to_code_points(
                [getattr(marks[number], edge) for number in numbers], text, unit=unit, bom=bom
            ).tolist()
            for edge in ("start", "end")
        )
        for number, start, end in zip(numbers, starts, ends, strict=True):
            mark = marks[number]
            if 0 <= start <= end:
                place = mark.place or text_place(start, end)
                placed[number] = mark._replace(start=start, end=end, place=place)
            else:
                outside += bool(mark.codings)
                place = f"{text_place(mark.start or 0, mark.end or 0)}, outside the text"
                placed[number] = mark._replace(start=None, end=None, textual=False, place=place)
    return [_named_place(mark) for mark in placed], outside


def _named_place(mark: Mark) -> Mark:
    """Name the place of a passage by the program's own offsets when its text is not known."""
    if not mark.textual or mark.place or mark.start is None or mark.end is None:
        return mark
    place = text_place(mark.start, mark.end)
    if not 0 <= mark.start <= mark.end:
        return mark._replace(start=None, end=None, textual=False, place=f"{place}, not in order")
    return mark._replace(place=place)
