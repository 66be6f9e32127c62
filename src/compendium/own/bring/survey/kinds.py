"""What the answers of a column are: words of a known family, numbers, other words, or text."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from compendium.own.bring.survey.answers import family_of, is_no_answer, number_in
from compendium.own.bring.survey.wide import Question

_CLOSED = 11  # different answers that a closed question has at most


@dataclass(frozen=True)
class Kind:
    """What the answers of a column are.

    Parameters
    ----------
    name : str
        A family of words, ``numbers``, ``words`` (closed, of no known family) or ``text``.
    words : tuple of str
        The different answers, the most frequent first.
    numbers : tuple of float
        The different numbers.
    """

    name: str
    words: tuple[str, ...] = ()
    numbers: tuple[float, ...] = ()


def kind_of(cells: Sequence[str], missing: Sequence[str], question: Question) -> Kind:
    """Say what the answers of a column are."""
    given = [cell for cell in cells if not is_no_answer(cell) and cell not in missing]
    words = tuple(dict.fromkeys(word for word, _ in Counter(given).most_common()))
    numbers = [number_in(word) for word in words]
    if words and all(number is not None for number in numbers):
        found = tuple(sorted({float(number) for number in numbers if number is not None}))
        declared = [n for n in question.words if not is_no_answer(question.words[n])]
        return Kind("numbers", words, tuple(sorted({*found, *declared})))
    if not words or len(words) > _CLOSED or max(map(len, words)) > 80:
        return Kind("text", words)
    return Kind(family_of(words) or "words", words)
