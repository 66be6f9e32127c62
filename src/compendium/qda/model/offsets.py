"""What the offsets of a program count, found from the passages they should give.

The REFI-QDA standard counts Unicode code points. NVivo counts UTF-16 code units, Taguette
UTF-8 bytes, and ATLAS.ti counts a line end of two characters as one. As long as a text is plain
ASCII these agree; in a text with an emoji every passage after it shifts.
"""

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

WIDTHS = ("code points", "UTF-16 code units", "UTF-8 bytes")
ELLIPSES = ("…", "...")
# A shorter beginning of a passage can be there by chance.
TELLING = 20


class Unit(NamedTuple):
    """What offsets count."""

    width: str = WIDTHS[0]
    crlf_as_one: bool = False
    bom_counted: bool = False

    @property
    def label(self) -> str:
        """Name of the unit, for people."""
        parts = [self.width]
        parts += ["CRLF as one"] if self.crlf_as_one else []
        parts += ["byte-order mark counted"] if self.bom_counted else []
        return ", ".join(parts)


UNITS = tuple(
    Unit(width, crlf, bom) for bom, crlf, width in product((False, True), (False, True), WIDTHS)
)


class Marked(NamedTuple):
    """A text and the passages marked in it.

    ``bom`` tells whether a byte-order mark stood before the text; ``snippets`` are the texts by
    which the program shows the passages, empty where it shows none.
    """

    text: str
    bom: bool
    starts: Sequence[int]
    ends: Sequence[int]
    snippets: Sequence[str]


class Judgement(NamedTuple):
    """How the passages come out under one unit; an array per question, a cell per passage."""

    shown: NDArray[np.bool_]
    whole_words: NDArray[np.bool_]
    tidy: NDArray[np.int64]


def find_unit(
    documents: Sequence[Marked], *, units: Sequence[Unit] = UNITS
) -> tuple[Unit, float | None]:
    """Find the unit in which a project counts its offsets.

    Each unit is judged by the passages it gives: those that are the snippet which the program
    shows (or begin with it, where it was cut off), and, where no unit gives the snippet, those
    that begin and end at a word. On a tie the first unit wins, so that plain ASCII counts as
    code points.

    Parameters
    ----------
    documents : sequence of Marked
        The texts of the project with the passages marked in them.
    units : sequence of Unit, optional
        Units to choose from; one, where it is known.

    Returns
    -------
    Unit
        The unit that fits best.
    float or None
        Part of the passages (0 to 1) that fit; None when there are no passages.

    Examples
    --------
    >>> text = "An emoji 🙂 shifts words."
    >>> unit, score = find_unit([Marked(text, False, [12], [18], ["shifts"])])
    >>> unit.label, score
    ('UTF-16 code units', 1.0)
    """
    documents = [document for document in documents if len(document.starts)]
    if not documents:
        return units[0], None
    known: list[dict[Unit, Judgement]] = [{} for _ in documents]
    judged = {unit: _judge_all(documents, unit, known) for unit in units}
    told = np.any([judgement.shown for judgement in judged.values()], axis=0)
    fits = {
        unit: np.where(told, judgement.shown, judgement.whole_words)
        for unit, judgement in judged.items()
    }
    best = max(units, key=lambda unit: (fits[unit].sum(), judged[unit].tidy.sum()))
    return best, float(fits[best].mean())


def to_code_points(
    offsets: Sequence[int], text: str, *, unit: Unit, bom: bool = False
) -> NDArray[np.int64]:
    """Turn offsets of a program into code points of the text.

    Parameters
    ----------
    offsets : sequence of int
        Offsets as the program counts them.
    text : str
        The text, without its byte-order mark.
    unit : Unit
        What the program counts.
    bom : bool
        Whether a byte-order mark stood before the text.

    Returns
    -------
    array of int
        Code points, 0 to the length of the text; -1 for an offset outside the text or inside
        a character.

    Examples
    --------
    >>> to_code_points([2, 3, 9], "🙂 ok", unit=Unit("UTF-16 code units")).tolist()
    [1, 2, -1]
    """
    asked = np.asarray(offsets, dtype=np.int64)
    unit = _reduced(unit, text, bom)
    if unit == Unit():
        return np.where((asked >= 0) & (asked <= len(text)), asked, -1)
    characters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    widths = np.ones(len(characters), dtype=np.int64)
    if unit.width == "UTF-16 code units":
        widths += characters > 0xFFFF
    elif unit.width == "UTF-8 bytes":
        widths += sum((characters > limit).astype(np.int64) for limit in (0x7F, 0x7FF, 0xFFFF))
    if unit.crlf_as_one:
        widths[:-1][(characters[:-1] == 13) & (characters[1:] == 10)] = 0
    before = (3 if unit.width == "UTF-8 bytes" else 1) if unit.bom_counted else 0
    places = before + np.concatenate([[0], np.cumsum(widths)])
    found = np.searchsorted(places, asked)
    exact = places[np.minimum(found, len(text))] == asked
    return np.where(exact, found, -1)


def _reduced(unit: Unit, text: str, bom: bool) -> Unit:
    """Give the plainest unit that counts this text in the same way."""
    counted = unit.bom_counted and bom
    same_width = not counted and (text.isascii() or not _differs(unit, text))
    return Unit(
        WIDTHS[0] if same_width else unit.width, unit.crlf_as_one and "\r\n" in text, counted
    )


def _differs(unit: Unit, text: str) -> bool:
    """Tell whether a text that is not ASCII is longer in this unit than in code points."""
    if unit.width != "UTF-16 code units":
        return True
    return len(text.encode("utf-16-le", "surrogatepass")) > 2 * len(text)


def _judge_all(
    documents: Sequence[Marked], unit: Unit, known: list[dict[Unit, Judgement]]
) -> Judgement:
    """Judge the passages of all documents under a unit, each way of counting only once."""
    parts = []
    for document, judged in zip(documents, known, strict=True):
        plain = _reduced(unit, document.text, document.bom)
        if plain not in judged:
            judged[plain] = _judge(document, plain)
        parts.append(judged[plain])
    return Judgement(*(np.concatenate(answers) for answers in zip(*parts, strict=True)))


def _judge(document: Marked, unit: Unit) -> Judgement:
    """Judge the passages of one document under a unit."""
    text, length = document.text, len(document.text)
    starts = to_code_points(document.starts, text, unit=unit, bom=document.bom).tolist()
    ends = to_code_points(document.ends, text, unit=unit, bom=document.bom).tolist()
    shown, whole, tidy = [], [], []
    for start, end, snippet in zip(starts, ends, document.snippets, strict=True):
        if not 0 <= start < end:
            shown.append(False)
            whole.append(False)
            tidy.append(0)
            continue
        word_before = start > 0 and text[start - 1].isalnum()
        word_after = end < length and text[end].isalnum()
        fit = _fit(snippet, text, start, end) if snippet else 0
        shown.append(fit > 0)
        whole.append(
            not (word_before and text[start].isalnum())
            and not (word_after and text[end - 1].isalnum())
        )
        tidy.append(fit + (not word_before) + (not word_after))
    return Judgement(np.array(shown), np.array(whole), np.array(tidy))


def _fit(snippet: str, text: str, start: int, end: int) -> int:
    """Tell whether a snippet is the passage (2), begins it (1), or neither (0)."""
    if snippet[0] != text[start] and not (snippet[0].isspace() or text[start].isspace()):
        return 0
    if snippet == text[start:end]:
        return 2
    head = snippet.strip()
    for ellipsis in ELLIPSES:
        head = head.removesuffix(ellipsis)
    cut_off = len(head) < len(snippet.strip())
    passage = text[start:end]
    if passage[: len(head)] != head:
        # Programs show line ends and runs of spaces as one space.
        if passage.lstrip()[:1] != head.lstrip()[:1]:
            return 0
        head, passage = " ".join(head.split()), " ".join(passage.split())
        if passage[: len(head)] != head:
            return 0
    if len(passage.rstrip()) == len(head):
        return 2
    return int(cut_off or len(head) >= TELLING)
