"""Find the unit of a project's offsets: the one whose passages are those that the file shows."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from compendium.qda.model.judging import Judgement, Marked, belied, judge_all
from compendium.qda.model.offsets import UNITS, WIDTHS, Unit

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
        Per document, whether its text is the one that was coded.
    sure : tuple of tuple of bool
        Per document and passage, whether its place can be trusted. In a text that is trusted, a
        passage of which the file shows other words is not; in another one, only those passages
        are of which the file shows just these words.
    """

    unit: Unit
    score: float | None
    fitting: tuple[tuple[int, int], ...]
    trusted: tuple[bool, ...]
    sure: tuple[tuple[bool, ...], ...]


def find_unit(
    documents: Sequence[Marked],
    *,
    units: Sequence[Unit] = UNITS,
    tool: str = "",
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
    judged_ones = [_judgeable(document) for document in documents]
    marked = [
        _only(document, numbers)
        for document, numbers in zip(documents, judged_ones, strict=True)
        if numbers
    ]
    if len(units) > 1 and (known := KNOWN.get(tool)) and known not in units:
        units = (*units, known)
    every = tuple((True,) * len(document.starts) for document in documents)
    if not marked:
        unit = KNOWN.get(tool, units[0]) if len(units) > 1 else units[0]
        return Found(unit, None, ((0, 0),) * len(documents), (True,) * len(documents), every)
    stated = np.array([document.verbatim and bool(shown) for document in marked for shown in
                       document.snippets])  # fmt: skip
    seen: list[dict[Unit, Judgement]] = [{} for _ in marked]
    judged = {unit: judge_all(marked, unit, seen) for unit in units}
    best, fits = _best(judged, KNOWN.get(tool), stated)
    if len(units) > 1 and not fits.all():
        judged |= {unit: judge_all(marked, unit, seen) for unit in SELDOM}
        seldom, more = _best({unit: judged[unit] for unit in SELDOM}, None, stated)
        shown = judged[seldom].shown.sum()
        # Only passages that the file shows can say so: ends of words are there by chance.
        if shown > max(judgement.shown.sum() for judgement in map(judged.get, units)):  # type: ignore[union-attr]
            best, fits = seldom, np.where(judged[seldom].shown, True, more & fits)
    score = float(fits.mean())
    fitting, trusted = _by_document(documents, judged_ones, fits, judged[best].inside, score)
    if len(units) == 1:
        return Found(best, score, fitting, (True,) * len(documents), every)
    told = judged[best].shown
    snippets = sum(bool(snippet) for document in marked for snippet in document.snippets)
    usual = bool(snippets) and bool(told.sum() >= TRUSTED * snippets)
    others = belied(marked, judged[best], best, usual=usual)
    sure = _sure(documents, judged_ones, trusted, told, others)
    return Found(best, score, fitting, trusted, sure)


def _judgeable(document: Marked) -> list[int]:
    """Give the passages that can say something: not those that end before they begin."""
    return [
        number
        for number, (start, end) in enumerate(zip(document.starts, document.ends, strict=True))
        if 0 <= start < end
    ]


def _only(document: Marked, numbers: Sequence[int]) -> Marked:
    if len(numbers) == len(document.starts):
        return document
    starts, ends = ([edges[n] for n in numbers] for edges in (document.starts, document.ends))
    snippets = [document.snippets[number] for number in numbers]
    return document._replace(starts=starts, ends=ends, snippets=snippets)


def _sure(
    documents: Sequence[Marked],
    judged_ones: Sequence[Sequence[int]],
    trusted: Sequence[bool],
    shown: NDArray[np.bool_],
    others: Sequence[bool],
) -> tuple[tuple[bool, ...], ...]:
    """Say of each passage of each document whether its place can be trusted."""
    found, place = [], 0
    for document, numbers, whole in zip(documents, judged_ones, trusted, strict=True):
        sure = [whole] * len(document.starts)
        for at, number in enumerate(numbers, place):
            sure[number] = not others[at] if whole else bool(shown[at])
        place += len(numbers)
        found.append(tuple(sure))
    return tuple(found)


def _best(
    judged: Mapping[Unit, Judgement], known: Unit | None, stated: NDArray[np.bool_]
) -> tuple[Unit, NDArray[np.bool_]]:
    """Choose the unit that fits most passages; give it, and which passages fit.

    ``stated`` are the passages whose words the file states, so that they fit by these alone.
    """
    told = stated | np.any([judgement.shown for judgement in judged.values()], axis=0)
    fits = {
        unit: np.where(told, judgement.shown, judgement.whole_words)
        for unit, judgement in judged.items()
    }
    best = max(judged, key=lambda unit: (fits[unit].sum(), unit == known, judged[unit].tidy.sum()))
    return best, fits[best]


def _by_document(
    documents: Sequence[Marked],
    judged_ones: Sequence[Sequence[int]],
    fits: NDArray[np.bool_],
    inside: NDArray[np.bool_],
    score: float,
) -> tuple[tuple[tuple[int, int], ...], tuple[bool, ...]]:
    """Count the passages that fit in each document, and say whether it can be trusted."""
    fitting, trusted = [], []
    place = 0
    for document, numbers in zip(documents, judged_ones, strict=True):
        number = len(numbers)
        fit = int(fits[place : place + number].sum())
        # A passage beyond the end of the text says nothing of the others.
        judged = int(inside[place : place + number].sum())
        place += number
        fitting.append((fit, number))
        telling = judged >= FEW or (judged > 0 and any(document.snippets))
        share = fit / judged if telling else score
        trusted.append(not number or share >= TRUSTED)
    return tuple(fitting), tuple(trusted)
