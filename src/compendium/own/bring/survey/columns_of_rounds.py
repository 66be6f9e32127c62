"""Rounds that stand in the columns: ``Q1_pre`` and ``Q1_post``, or a row of rounds above."""

import re
from collections.abc import Sequence

from compendium.own.bring.survey.wide import ROUND_NAME, Question
from compendium.qda.read.columns import plain_name

_ROUND = rf"(?:{ROUND_NAME}|(?:19|20)\d\d)"
_BEHIND = re.compile(rf"(.+?)[\s_.:/-]*[\s_.:/(\[-]({_ROUND})[)\]]?", re.IGNORECASE | re.DOTALL)
_BEFORE = re.compile(rf"[(\[]?({_ROUND})[)\]]?[\s_.:/-]+(.+)", re.IGNORECASE | re.DOTALL)


def round_of(question: Question) -> tuple[str, str]:
    """Take a column apart into what was asked and the round; the round is empty without one.

    Examples
    --------
    >>> round_of(Question("Q1_pre", "Q1_pre")), round_of(Question("T2: trust", "T2: trust"))
    (('Q1', 'pre'), ('trust', 'T2'))
    """
    if re.fullmatch(_ROUND, question.group.strip(), re.IGNORECASE):
        return question.text, question.group.strip()
    for name in dict.fromkeys((question.name, question.text)):
        behind, before = _BEHIND.fullmatch(name), _BEFORE.fullmatch(name)
        asked, when = ("", "")
        if behind:
            asked, when = behind[1].strip(" -:"), behind[2]
        elif before:
            asked, when = before[2].strip(), before[1]
        # T1_1 and T2_1 may as well be rows of the questions T1 and T2.
        if any(sign.isalpha() for sign in asked):
            return asked, when
    return question.text, ""


def rounds_in(questions: Sequence[Question]) -> dict[str, tuple[str, str]]:
    """Find what each column asks and in which round, where the columns hold rounds.

    Returns
    -------
    dict of str to tuple of str
        Question and round by the name of the column, of the columns that have a round; empty
        unless two questions at least were asked in two rounds.
    """
    found = {one.name: round_of(one) for one in questions}
    rounds: dict[str, list[str]] = {}
    for asked, when in found.values():
        if when:
            rounds.setdefault(plain_name(asked), []).append(plain_name(when))
    again = [names for names in rounds.values() if len(set(names)) > 1]
    if len(again) < min(2, len(rounds)) or any(len(set(n)) < len(n) for n in rounds.values()):
        return {}
    return {name: pair for name, pair in found.items() if pair[1]} if again else {}
