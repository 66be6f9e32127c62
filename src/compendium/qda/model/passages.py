"""Passages as a database marks them, brought to code points of the texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from compendium.qda.model.judging import Marked
from compendium.qda.model.offsets import to_code_points
from compendium.qda.model.units import find_unit


@dataclass(frozen=True)
class Passage:
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


@dataclass(frozen=True)
class Placed:
    """Passages in code points.

    Parameters
    ----------
    unit : str
        What the program counts; empty when there was nothing to judge by.
    score : float or None
        Part of the passages that fit.
    places : list of tuple of int, or None
        Start and end of each passage; None without a text, outside of it, or in a source whose
        places are not to be trusted.
    doubted : dict of str to tuple of int
        Sources whose places are not to be trusted, with how many of their passages fit, and how
        many there are.
    unsure : frozenset of int
        Numbers of the passages whose own place is not to be trusted.
    """

    unit: str
    score: float | None
    places: list[tuple[int, int] | None]
    doubted: dict[str, tuple[int, int]]
    unsure: frozenset[int] = frozenset()


def place(texts: Mapping[str, str], passages: Sequence[Passage], *, tool: str = "") -> Placed:
    """Find the unit of the offsets, and turn them into code points.

    Examples
    --------
    >>> place({"s": "één dag"}, [Passage("s", 6, 9, "dag")])
    Placed(unit='UTF-8 bytes', score=1.0, places=[(4, 7)], doubted={}, unsure=frozenset())
    """
    of: dict[str, list[int]] = {}
    for number, passage in enumerate(passages):
        if passage.source in texts:
            of.setdefault(passage.source, []).append(number)
    marked = [
        Marked(
            texts[source],
            False,
            [passages[number].start for number in numbers],
            [passages[number].end for number in numbers],
            [passages[number].shown for number in numbers],
            verbatim=True,
        )
        for source, numbers in of.items()
    ]
    found = find_unit(marked, tool=tool)
    places: list[tuple[int, int] | None] = [None] * len(passages)
    doubted = {
        source: fitting
        for source, fitting, trusted in zip(of, found.fitting, found.trusted, strict=True)
        if not trusted
    }
    unsure: set[int] = set()
    for document, numbers, sure in zip(marked, of.values(), found.sure, strict=True):
        unsure |= {number for number, one in zip(numbers, sure, strict=True) if not one}
        starts = to_code_points(document.starts, document.text, unit=found.unit).tolist()
        ends = to_code_points(document.ends, document.text, unit=found.unit, end=True).tolist()
        for number, start, end in zip(numbers, starts, ends, strict=True):
            fits = number not in unsure and 0 <= start <= end
            places[number] = (start, end) if fits else None
    unit = found.unit.label if marked else ""
    return Placed(unit, found.score, places, doubted, frozenset(unsure))


def word_count(text: str) -> int | None:
    """Count the words of a passage, as a word processor does; None when it has none.

    Examples
    --------
    >>> word_count("It - works, doesn't it?")
    4
    """
    return sum(any(map(str.isalnum, word)) for word in text.split()) or None


def one_line(text: str) -> str:
    """Put a text on one line, with one blank where it had several or began a new line."""
    return " ".join(text.split())
