"""What a program's offsets count: found out by trying, since every program counts otherwise."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

UNITS = ("code points", "UTF-16 code units", "UTF-8 bytes")
CRLF_AS_ONE = " with CRLF as one"
_CRLF = re.compile("\r\n")


@dataclass(frozen=True)
class Place:
    """A passage as a program gives it.

    Parameters
    ----------
    source : str
        Source in whose text it stands.
    start, end : int
        Offsets of its first character and behind its last one, in the program's unit.
    shown : str
        Its text, where the file shows it; empty otherwise.
    """

    source: str
    start: int
    end: int
    shown: str = ""


def find_unit(texts: Mapping[str, str], places: Sequence[Place]) -> tuple[str, float | None]:
    """Find the unit in which most passages come out as they are shown.

    Parameters
    ----------
    texts : mapping of str to str
        Text by source.
    places : sequence of Place
        Passages; those of which the text is not there are not counted.

    Returns
    -------
    str
        The unit, the simplest of those that fit equally well; empty when there is no passage to
        judge by.
    float or None
        Part of the passages that fit: the passage is the one shown, or, where none is shown,
        begins and ends at a word.

    Examples
    --------
    >>> find_unit({"s": "één dag"}, [Place("s", 6, 9, "dag")])
    ('UTF-8 bytes', 1.0)
    """
    judged = [place for place in places if place.source in texts]
    if not judged:
        return "", None
    scores = {}
    endings = ["", CRLF_AS_ONE] if any("\r\n" in text for text in texts.values()) else [""]
    for unit in (unit + ending for unit in UNITS for ending in endings):
        found = code_point_places(texts, judged, unit)
        fitting = sum(
            _fits(texts[place.source], at, place.shown)
            for place, at in zip(judged, found, strict=True)
        )
        scores[unit] = fitting / len(judged)
    best = max(scores, key=lambda unit: scores[unit])
    return best, scores[best]


def code_point_places(
    texts: Mapping[str, str], places: Sequence[Place], unit: str
) -> list[tuple[int, int] | None]:
    """Turn the offsets of passages into code points.

    Parameters
    ----------
    texts : mapping of str to str
        Text by source.
    places : sequence of Place
        The passages.
    unit : str
        What their offsets count, as `find_unit` names it.

    Returns
    -------
    list of tuple of int, or None
        Start and end of each passage; None where there is no text, or an offset lies outside of
        it or within a character.

    Examples
    --------
    >>> code_point_places({"s": "één dag"}, [Place("s", 6, 9)], "UTF-8 bytes")
    [(4, 7)]
    """
    offsets: dict[str, set[int]] = {source: set() for source in texts}
    for place in places:
        if place.source in offsets:
            offsets[place.source].update((place.start, place.end))
    index = {
        source: _code_points(texts[source], wanted, unit) for source, wanted in offsets.items()
    }
    found: list[tuple[int, int] | None] = []
    for place in places:
        known = index.get(place.source, {})
        start, end = known.get(place.start), known.get(place.end)
        if start is None or end is None or start > end:
            found.append(None)
        else:
            found.append((start, end))
    return found


def _code_points(text: str, offsets: Iterable[int], unit: str) -> dict[int, int]:
    """Map offsets in a unit to code points; those that hit no character's edge are left out."""
    one = unit.endswith(CRLF_AS_ONE)
    counted = text.replace("\r\n", "\n") if one else text
    encoding, width = ("utf-8", 1) if unit.startswith("UTF-8") else ("utf-16-le", 2)
    if unit.startswith(UNITS[0]):
        found = {offset: offset for offset in offsets if 0 <= offset <= len(counted)}
    else:
        found = _decoded(counted.encode(encoding, "surrogatepass"), offsets, encoding, width)
    if one:
        breaks = [place.start() - number for number, place in enumerate(_CRLF.finditer(text))]
        return {offset: at + bisect_left(breaks, at) for offset, at in found.items()}
    return found


def _decoded(content: bytes, offsets: Iterable[int], encoding: str, width: int) -> dict[int, int]:
    found: dict[int, int] = {}
    last, letters = 0, 0
    for offset in sorted(offsets):
        place = offset * width
        if not 0 <= place <= len(content):
            continue
        try:
            letters += len(content[last:place].decode(encoding, "surrogatepass"))
        except UnicodeDecodeError:
            continue
        last = place
        found[offset] = letters
    return found


def _fits(text: str, found: tuple[int, int] | None, shown: str) -> bool:
    if found is None:
        return False
    start, end = found
    if shown:
        return " ".join(text[start:end].split()) == " ".join(shown.split())
    inside = text[start:end]
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    whole_start = not (before.isalnum() and inside[:1].isalnum())
    return bool(inside) and whole_start and not (after.isalnum() and inside[-1:].isalnum())
