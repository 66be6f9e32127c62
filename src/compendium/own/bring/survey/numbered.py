"""Columns that number the rows, or say who answered: no question, though they hold numbers."""

import re
from collections.abc import Sequence

from compendium.language import say
from compendium.own.bring.survey.wide import Wide

_FEWEST = 3  # rows, below which all numbers of a question may well be different
_NAMES = re.compile(
    r"(?:\w*[^\W\d])?(?:nr|nummer|number|num|no|id|code|index)\.?|#|n[°º]|rij|row|lijst|formulier"
    r"|vragenlijst|form",
    re.IGNORECASE,
)


def numbering(wide: Wide) -> list[str]:
    """Name the columns of a questionnaire that number its rows or those who answered.

    Parameters
    ----------
    wide : Wide
        The questionnaire.

    Returns
    -------
    list of str
        Columns in which every row has a whole number of its own, and that are called a number
        (``Volgnr``, ``Studentnummer``).
    """
    return [
        question.name
        for question in wide.asked()
        if is_numbering(question.name, wide.column(question.name))
    ]


def no_item(name: str, mapping: str) -> str:
    """Say that a column numbers the rows, and how to say that it tells who answered."""
    return say(
        "no item: {name}, which has a number of its own in every row. If it says who "
        'answered, write respondent = "{plain}" in {file} and import again',
        name=repr(name),
        plain=name,
        file=mapping,
    )


def is_numbering(name: str, cells: Sequence[str]) -> bool:
    """Whether a column numbers rows or people.

    Examples
    --------
    >>> is_numbering("Volgnr", ["3", "1", "2"]), is_numbering("Leerlingnummer", ["17", "4", "2"])
    (True, True)
    >>> is_numbering("Hoe veilig?", ["3", "1", "2"]), is_numbering("Volgnr", ["3", "3", "2"])
    (False, False)
    """
    whole = [cell.strip() for cell in cells]
    if len(whole) < _FEWEST or not all(cell.isdecimal() for cell in whole):
        return False
    if len(set(whole)) < len(whole):
        return False
    return _NAMES.fullmatch(re.sub(r"[\s_-]+", "", name)) is not None
