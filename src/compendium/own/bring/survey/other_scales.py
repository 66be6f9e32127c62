"""Questions on another scale than most: a grade from 1 to 10 among answers from 1 to 5."""

import re
from collections.abc import Collection, Mapping as Words
from dataclasses import replace

from compendium.own.bring.survey.answers import likely_range, points
from compendium.own.bring.survey.kinds import Kind
from compendium.own.bring.survey.mapping import Mapping
from compendium.own.bring.survey.wide import Question, Wide
from compendium.qda.read.columns import plain_name

_ENDS = re.compile(r"(?<!\d)([01])\s*(?:-|–|t/m|tot en met|tot|to|through)\s*(5|7|10)(?!\d)")
_GRADE = re.compile(r"\b(?:rapport)?cijfer\b|\bgrade\b|\bschaal\b|\bscale\b|\brate\b|\brating\b")


def with_other_scales(
    wide: Wide, mapping: Mapping, kinds: Words[str, Kind], taken: Collection[str]
) -> tuple[Mapping, list[str]]:
    """Find questions that are items on a scale of their own.

    A question is when its answers are words of a known family; and one in numbers, when it names
    its scale or asks for a grade. What may be a number of years or people is not taken for one.

    Parameters
    ----------
    wide : Wide
        The questionnaire.
    mapping : Mapping
        What was proposed for the questions of the main scale.
    kinds : mapping of str to Kind
        What the answers of each column are.
    taken : collection of str
        Columns of the main scale.

    Returns
    -------
    Mapping
        With the scales of these columns, and the numbers of their words.
    list of str
        The columns.
    """
    scales: dict[str, tuple[int, int]] = {}
    answers = dict(mapping.answers)
    texts = {question.name: question for question in wide.questions}
    families = {kind.name for kind in kinds.values()} - {"numbers", "words", "text", "yes or no"}
    main = {kinds[name].name for name in taken}
    for family in sorted(families - main):
        names = [name for name, kind in kinds.items() if kind.name == family]
        words = list(dict.fromkeys(word for name in names for word in kinds[name].words))
        steps = points(family, words)
        numbers = {word: place for place, step in enumerate(steps, start=1) for word in step}
        known = {plain_name(word): number for word, number in answers.items()}
        if any(known.get(plain_name(word), number) != number for word, number in numbers.items()):
            continue  # one word would stand for two numbers
        answers |= numbers
        scales |= {name: (1, len(steps)) for name in names}
    for name, kind in kinds.items():
        found = _named_scale(texts[name], kind) if kind.name == "numbers" else None
        if found:
            scales[name] = found
    others = [name for name in kinds if name in scales and name not in taken]
    # Words beside numbers may be on the very scale that these have.
    same = () if mapping.answers else (mapping.low, mapping.high)
    own = {name: scales[name] for name in others if scales[name] != same}
    return replace(mapping, answers=answers, scales=own), others


def _named_scale(question: Question, kind: Kind) -> tuple[int, int] | None:
    """Give the scale that a question names, or the usual one of a grade."""
    asked = f"{question.group} {question.text}".casefold()
    ends = _ENDS.search(asked)
    grade = bool(_GRADE.search(asked)) and likely_range(kind.numbers)
    found = (int(ends[1]), int(ends[2])) if ends else (1, 10) if grade else None
    if found is None or any(not number.is_integer() for number in kind.numbers):
        return None
    low, high = found
    if grade and not ends and min(kind.numbers) < 1:
        low = 0
    return (low, high) if all(low <= number <= high for number in kind.numbers) else None
