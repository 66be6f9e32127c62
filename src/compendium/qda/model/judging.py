"""How the passages of a text come out when their offsets count this or that."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from compendium.qda.model.offsets import Unit, reduced, to_code_points

ELLIPSES = ("…", "...")
# A shorter beginning of a passage can be there by chance.
TELLING = 20


class Marked(NamedTuple):
    """A text and the passages marked in it.

    ``bom`` tells whether a byte-order mark stood before the text; ``snippets`` are the texts by
    which the program shows the passages, empty where it shows none. Where they are ``verbatim``,
    they are the passages themselves; otherwise people may have given a passage another name.
    """

    text: str
    bom: bool
    starts: Sequence[int]
    ends: Sequence[int]
    snippets: Sequence[str]
    verbatim: bool = False


class Judgement(NamedTuple):
    """How the passages come out under one unit; an array per question, a cell per passage."""

    inside: NDArray[np.bool_]
    shown: NDArray[np.bool_]
    whole_words: NDArray[np.bool_]
    tidy: NDArray[np.int64]


def judge_all(
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
        if not fit and document.verbatim and (head := bare(without_end(snippet))):
            fit = int(bare(text[start:end]).startswith(head))
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
    head = without_end(snippet)
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


def belied(
    documents: Sequence[Marked],
    judged: Judgement,
    unit: Unit,
    *,
    usual: bool,
) -> list[bool]:
    """Tell of each passage whether the file shows other words for it.

    ``usual`` tells whether snippets mostly are the words of the passages.
    """
    found: list[bool] = []
    for document in documents:
        part = judged.shown[len(found) : len(found) + len(document.starts)]
        if not any(document.snippets) or part.all():
            found += [False] * len(document.starts)
            continue
        text, bom = document.text, document.bom
        starts = to_code_points(document.starts, text, unit=unit, bom=bom).tolist()
        ends = to_code_points(document.ends, text, unit=unit, bom=bom, end=True).tolist()
        for start, end, snippet, shown in zip(starts, ends, document.snippets, part, strict=True):
            if shown or not snippet.strip() or not 0 <= start < end:
                found.append(False)
            elif document.verbatim:
                found.append(True)
            else:
                # A name that somebody gave a passage does not stand in the text.
                head = without_end(snippet)
                found.append((usual or len(head) >= TELLING) and head in text)
    return found


def without_end(snippet: str) -> str:
    """Give a snippet without the ellipsis that shows that it was cut off."""
    head = snippet.strip()
    for ellipsis in ELLIPSES:
        head = head.removesuffix(ellipsis)
    return head


def bare(text: str) -> str:
    """Give the letters and digits of a text alone.

    Examples
    --------
    >>> bare("So, it IS.")
    'soitis'
    """
    return "".join(filter(str.isalnum, text.casefold()))
