"""Passages as a database marks them, brought to code points of the texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from compendium.qda.model.offsets import Marked, find_unit, to_code_points


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
        Start and end of each passage; None without a text, or outside of it.
    """

    unit: str
    score: float | None
    places: list[tuple[int, int] | None]


def place(texts: Mapping[str, str], passages: Sequence[Passage]) -> Placed:
    """Find the unit of the offsets, and turn them into code points.

    Examples
    --------
    >>> place({"s": "één dag"}, [Passage("s", 6, 9, "dag")])
    Placed(unit='UTF-8 bytes', score=1.0, places=[(4, 7)])
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
        )
        for source, numbers in of.items()
    ]
    unit, score = find_unit(marked)
    places: list[tuple[int, int] | None] = [None] * len(passages)
    for document, numbers in zip(marked, of.values(), strict=True):
        starts = to_code_points(document.starts, document.text, unit=unit).tolist()
        ends = to_code_points(document.ends, document.text, unit=unit).tolist()
        for number, start, end in zip(numbers, starts, ends, strict=True):
            places[number] = (start, end) if 0 <= start <= end else None
    return Placed(unit.label if marked else "", score, places)


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
