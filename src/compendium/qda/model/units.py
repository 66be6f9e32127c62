"""Find the unit of a project's offsets: the one whose passages are those that the file shows."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from compendium.qda.model.offsets import UNITS, WIDTHS, Unit, reduced, to_code_points

ELLIPSES = ("…", "...")
# A shorter beginning of a passage can be there by chance.
TELLING = 20
# Where a smaller part of the passages fits, the text is another than was coded, or the offsets
# count something that is not known here: the places are then not to be trusted.
TRUSTED = 0.5
# Fewer passages than these, of which the file does not show the text, are no evidence.
FEW = 3
# What is seldom met, and looked for only where the others do not fit.
SELDOM = tuple(
    Unit(width, **more)
    for width in WIDTHS
    for more in ({"inclusive": True}, {"first": 1}, {"first": 1, "inclusive": True})
)
# What programs are known to count.
KNOWN = {
    "NVivo": Unit(WIDTHS[1]),
    "ATLAS.ti": Unit(WIDTHS[0], crlf_as_one=True),
    "QualCoder": Unit(WIDTHS[0]),
    "Taguette": Unit(WIDTHS[2]),
    "RQDA": Unit(WIDTHS[0]),
    "requal": Unit(WIDTHS[1], first=1, inclusive=True),
    "Label Studio": Unit(WIDTHS[1]),
}


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

    inside: NDArray[np.bool_]
    shown: NDArray[np.bool_]
    whole_words: NDArray[np.bool_]
    tidy: NDArray[np.int64]


class Found(NamedTuple):
    """The unit of a project, and how well it fits.

    Parameters
    ----------
    unit : Unit
        What the offsets count.
    score : float or None
        Part of the passages (0 to 1) that fit; None when there are no passages.
    fitting : tuple of tuple of int
        Per document, how many of its passages fit, and how many there are.
    trusted : tuple of bool
        Per document, whether its places can be trusted.
    """

    unit: Unit
    score: float | None
    fitting: tuple[tuple[int, int], ...]
    trusted: tuple[bool, ...]


def find_unit(
    documents: Sequence[Marked], *, units: Sequence[Unit] = UNITS, tool: str = ""
) -> Found:
    """Find the unit in which a project counts its offsets.

    Each unit is judged by the passages it gives: those that are the snippet which the program
    shows (or begin with it, where it was cut off), and, where no unit gives the snippet, those
    that begin and end at a word. On a tie that unit wins which the program is known to count,
    and else the first, so that plain ASCII counts as code points.

    Parameters
    ----------
    documents : sequence of Marked
        The texts of the project with the passages marked in them.
    units : sequence of Unit, optional
        Units to choose from; one, where it is known.
    tool : str, optional
        The program that wrote the file.

    Returns
    -------
    Found
        The unit that fits best, and how well it fits.

    Examples
    --------
    >>> text = "An emoji 🙂 shifts words."
    >>> found = find_unit([Marked(text, False, [12], [18], ["shifts"])])
    >>> found.unit.label, found.score
    ('UTF-16 code units', 1.0)
    """
    marked = [document for document in documents if len(document.starts)]
    if len(units) > 1 and (known := KNOWN.get(tool)) and known not in units:
        units = (*units, known)
    if not marked:
        unit = KNOWN.get(tool, units[0]) if len(units) > 1 else units[0]
        return Found(unit, None, ((0, 0),) * len(documents), (True,) * len(documents))
    seen: list[dict[Unit, Judgement]] = [{} for _ in marked]
    judged = {unit: _judge_all(marked, unit, seen) for unit in units}
    best, fits = _best(judged, KNOWN.get(tool))
    if len(units) > 1 and not fits.all():
        judged |= {unit: _judge_all(marked, unit, seen) for unit in SELDOM}
        seldom, more = _best({unit: judged[unit] for unit in SELDOM}, None)
        shown = judged[seldom].shown.sum()
        # Only passages that the file shows can say so: ends of words are there by chance.
        if shown > max(judgement.shown.sum() for judgement in map(judged.get, units)):  # type: ignore[union-attr]
            best, fits = seldom, np.where(judged[seldom].shown, True, more & fits)
    score = float(fits.mean())
    inside = judged[best].inside
    fitting, trusted = _by_document(documents, fits, inside, score)
    return Found(best, score, fitting, trusted if len(units) > 1 else (True,) * len(documents))


def _best(judged: Mapping[Unit, Judgement], known: Unit | None) -> tuple[Unit, NDArray[np.bool_]]:
    """Choose the unit that fits most passages; give it, and which passages fit."""
    told = np.any([judgement.shown for judgement in judged.values()], axis=0)
    fits = {
        unit: np.where(told, judgement.shown, judgement.whole_words)
        for unit, judgement in judged.items()
    }
    best = max(judged, key=lambda unit: (fits[unit].sum(), unit == known, judged[unit].tidy.sum()))
    return best, fits[best]


def _by_document(
    documents: Sequence[Marked],
    fits: NDArray[np.bool_],
    inside: NDArray[np.bool_],
    score: float,
) -> tuple[tuple[tuple[int, int], ...], tuple[bool, ...]]:
    """Count the passages that fit in each document, and say whether it can be trusted."""
    fitting, trusted = [], []
    place = 0
    for document in documents:
        number = len(document.starts)
        fit = int(fits[place : place + number].sum())
        # A passage beyond the end of the text says nothing of the others.
        judged = int(inside[place : place + number].sum())
        place += number
        fitting.append((fit, number))
        telling = judged >= FEW or (judged > 0 and any(document.snippets))
        share = fit / judged if telling else score
        trusted.append(not number or share >= TRUSTED)
    return tuple(fitting), tuple(trusted)


def _judge_all(
    documents: Sequence[Marked], unit: Unit, known: list[dict[Unit, Judgement]]
) -> Judgement:
    """Judge the passages of all documents under a unit, each way of counting only once."""
    parts = []
    for document, judged in zip(documents, known, strict=True):
        plain = reduced(unit, document.text, document.bom)
        if plain not in judged:
            judged[plain] = _judge(document, plain)
        parts.append(judged[plain])
    return Judgement(*(np.concatenate(answers) for answers in zip(*parts, strict=True)))


def _judge(document: Marked, unit: Unit) -> Judgement:
    """Judge the passages of one document under a unit."""
    text, length = document.text, len(document.text)
    starts = to_code_points(document.starts, text, unit=unit, bom=document.bom).tolist()
    ends = to_code_points(document.ends, text, unit=unit, bom=document.bom, end=True).tolist()
    inside, shown, whole, tidy = [], [], [], []
    for start, end, snippet in zip(starts, ends, document.snippets, strict=True):
        inside.append(0 <= start < end)
        if not inside[-1]:
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
    return Judgement(np.array(inside), np.array(shown), np.array(whole), np.array(tidy))


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
