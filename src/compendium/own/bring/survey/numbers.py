"""Which columns of numbers are items on one scale, and which are codes, ages or counts."""

import re
from collections import Counter
from collections.abc import Mapping

from compendium.own.bring.survey.answers import likely_range
from compendium.own.bring.survey.kinds import Kind
from compendium.own.bring.survey.wide import Question, Wide
from compendium.qda.read.columns import plain_name

_MANY = 20  # answers, with fewer of which an item may happen to have only 1 and 2
_BOXES = 4  # answers, with fewer of which it may happen to have only 1
_GENDER = re.compile(r"\b(?:geslacht|gender|sex|sekse|man of vrouw|male or female)\b")
_GROUP = re.compile(r"(?:\w+ )?(?:groep|group|conditie|condition)")
_TWO = ({0.0, 1.0}, {1.0, 2.0})
Range = tuple[int, int]


def of_one_scale(
    wide: Wide, kinds: Mapping[str, Kind], low: int | None, high: int | None
) -> list[str]:
    """Keep the columns of numbers that share the scale of most; none holds years or ages.

    A column whose numbers stay below the ends of that scale is on it too: nobody chose them. One
    with two numbers only, such as a gender in codes or a box that was ticked, is not, unless it is
    a row of a matrix; of few answers its name must say so.

    Parameters
    ----------
    wide : Wide
        The questionnaire.
    kinds : mapping of str to Kind
        What the answers of each column are.
    low, high : int or None
        Lowest and highest answer, where the user gives them.

    Returns
    -------
    list of str
        Names of columns, in their order.
    """
    questions = {one.name: one for one in wide.questions}
    ranges: dict[str, Range] = {}
    for name, kind in kinds.items():
        if low is not None and high is not None and kind.name == "numbers":
            # Any numbers are answers on a scale that the user gives, also 3,5.
            if low <= min(kind.numbers) and max(kind.numbers) <= high:
                ranges[name] = (low, high)
            continue
        numbers = [n for n in kind.numbers if -1 < n <= 10]
        found = likely_range(numbers) if numbers and kind.name == "numbers" else None
        if found and len(kind.numbers) - len(numbers) <= 2:
            ranges[name] = found
    coded = _codes_only(wide, ranges, kinds, questions)
    ranges = {name: found for name, found in ranges.items() if name not in coded}
    if not ranges or (low is not None and high is not None):
        return list(ranges)
    ranges = _of_groups(ranges, questions)
    (lowest, highest), most = Counter(ranges.values()).most_common(1)[0]
    # A question on 1-5 that somebody answered with a 6 is one on 1-7, and the others may be, too.
    return [
        name
        for name, (first, last) in ranges.items()
        if most == 1 or (lowest <= first and last <= highest)
    ]


def _of_groups(ranges: Mapping[str, Range], questions: Mapping[str, Question]) -> dict[str, Range]:
    """Give the rows of a matrix the scale that all of them fit in."""
    groups: dict[tuple[str, str], list[Range]] = {}
    of = {name: (questions[name].group, "" if questions[name].group else name) for name in ranges}
    for name, found in ranges.items():
        groups.setdefault(of[name], []).append(found)
    together = {
        group: (min(low for low, _ in found), max(high for _, high in found))
        for group, found in groups.items()
    }
    return {name: together[of[name]] for name in ranges}


def _codes_only(
    wide: Wide,
    ranges: Mapping[str, Range],
    kinds: Mapping[str, Kind],
    questions: Mapping[str, Question],
) -> set[str]:
    """Find the columns that hold two codes at most, where others hold a scale."""
    labelled = [max(questions[name].words) for name in ranges if len(questions[name].words) > 2]
    usual, times = Counter(labelled).most_common(1)[0] if labelled else (0.0, 0)
    groups_of_people = {
        name
        for name in ranges
        if times > 1 and questions[name].words and max(questions[name].words) < usual
    }
    two = {name for name in ranges if any(set(kinds[name].numbers) <= pair for pair in _TWO)}
    scaled = ranges.keys() - two
    groups = {questions[name].group for name in scaled} - {""}
    if not scaled:
        return set()
    return groups_of_people | {
        name
        for name in two
        if questions[name].group not in groups and _is_code(wide, questions[name], kinds[name])
    }


def _is_code(wide: Wide, question: Question, kind: Kind) -> bool:
    answers = [cell for cell in wide.column(question.name) if cell]
    if not all(cell.replace(".", "").isdecimal() for cell in answers):
        return False  # 2 - disagree
    asked = plain_name(f"{question.name} {question.text}")
    boxes = len(set(answers)) == 1 and _BOXES <= len(answers) < len(wide.rows)
    return (
        len(question.words) == 2
        or boxes
        or "selected choice" in plain_name(question.group)  # Qualtrics: several may be ticked
        or len(answers) >= _MANY
        or bool(_GENDER.search(asked) or _GROUP.fullmatch(plain_name(question.text)))
    )
