"""Small numbers of people, which a study of one's own does not show.

Who is the only woman of a board is named by a 1 in a table. A number of people below the smallest
cell of the study is written as ``<5``; and where the total, or the number beside it, would give it
away, another one is held back too.
"""

import re
from collections.abc import Collection, Sequence
from typing import Any

import pandas as pd

from compendium.errors import StudyError
from compendium.language import say

SMALLEST = 5  # unless study.toml says otherwise
HELD = "–"
_PEOPLE = re.compile(
    r"\b(?:participants?|respondents?|people|persons?|residents?|members|interviewees?|attendees?|"
    r"pupils?|students?|children|professionals?|volunteers?|deelnemers?|respondente?n?|mensen|"
    r"personen|persoon|bewoners?|leden|ge[ïi]nterviewden|aanwezigen|leerlingen|studenten|kinderen|"
    r"vrijwilligers?)\b",
    re.IGNORECASE,
)


def read_smallest(given: Any, where: str) -> int:
    """Read the line ``smallest_cell`` of a section ``[privacy]``; 1 shows every number.

    Raises
    ------
    StudyError
        When it is no whole number of at least 1.

    Examples
    --------
    >>> read_smallest({}, "study.toml"), read_smallest({"smallest_cell": 10}, "study.toml")
    (5, 10)
    """
    least = given.get("smallest_cell", SMALLEST) if isinstance(given, dict) else None
    if isinstance(least, bool) or not isinstance(least, int) or least < 1:
        raise StudyError(
            say(
                "{where}: smallest_cell in [privacy] is no whole number of at least 1. Write "
                "smallest_cell = 5, or smallest_cell = 1 to show every number.",
                where=where,
            )
        )
    return least


def shown_counts(counts: Sequence[int], *, least: int) -> list[str]:
    """Write numbers of people that add up to a total that is known.

    Parameters
    ----------
    counts : sequence of int
        How many people each cell of a row or a column has.
    least : int
        The smallest number that is shown, beside 0.

    Returns
    -------
    list of str
        The number; ``<5`` for one below ``least`` = 5; or ``–`` for one that is held back since
        the smaller ones could be computed from it and the total. The smallest numbers are held
        back first.

    Examples
    --------
    >>> shown_counts([12, 3, 8, 0], least=5)
    ['12', '<5', '–', '0']
    >>> shown_counts([12, 3, 2, 0], least=5), shown_counts([12, 3, 8], least=1)
    (['12', '<5', '<5', '0'], ['12', '3', '8'])
    """
    if 0 < sum(counts) < least:
        return [HELD] * len(counts)  # what a few have in common, and what none has, tells of each
    small = {place for place, n in enumerate(counts) if 0 < n < least}
    held: set[int] = set()
    others = sorted((n, place) for place, n in enumerate(counts) if n >= least)
    while small and not _are_hidden(counts, small, held, least) and others:
        held.add(others.pop(0)[1])
    if small and not _are_hidden(counts, small, held, least):
        # Nothing is left to hide behind: then not even which ones are small is said.
        return [HELD if n else "0" for n in counts]
    return [
        f"<{least}" if place in small else HELD if place in held else str(n)
        for place, n in enumerate(counts)
    ]


def _are_hidden(counts: Sequence[int], small: set[int], held: set[int], least: int) -> bool:
    """Whether each small number may be one of several, when the sum of all hidden ones is known."""
    total = sum(counts[place] for place in small | held)
    fewest = (len(small) - 1) + least * len(held)
    most = min(least - 1, total - fewest)
    fewest_of_one = 1 if held else max(1, total - (len(small) - 1) * (least - 1))
    return most > fewest_of_one


def shown_part(n: int, *wholes: int, least: int) -> str:
    """Write how many of a whole that is known did something.

    Parameters
    ----------
    n : int
        How many.
    *wholes : int
        Of how many: numbers that a reader may know, each at least ``n``.
    least : int
        The smallest number that is shown, beside 0.

    Returns
    -------
    str
        The number; ``<5`` for one below ``least`` = 5; ``–`` where so few did not.

    Examples
    --------
    >>> [shown_part(n, 17, least=5) for n in (17, 16, 12, 3)]
    ['17', '–', '12', '<5']
    >>> shown_part(12, 17, 14, least=5), shown_part(0, 4, least=5)
    ('–', '–')
    """
    if 0 < n < least:
        return f"<{least}"
    return HELD if any(0 < whole - n < least for whole in wholes) else str(n)


def number_or_text(shown: str) -> int | str:
    """Give a number that is shown as a number, and what stands for one as a text.

    Examples
    --------
    >>> number_or_text("12"), number_or_text("<5")
    (12, '<5')
    """
    return int(shown) if shown.isdecimal() else shown


def counts_people(unit: object) -> bool:
    """Whether a unit is one of people, in Dutch or English.

    Examples
    --------
    >>> counts_people("deelnemers"), counts_people("focus group participants")
    (True, True)
    >>> counts_people("interviews"), counts_people(None)
    (False, False)
    """
    return isinstance(unit, str) and _PEOPLE.search(unit) is not None


def without_small(
    shown: pd.DataFrame, n: Sequence[int], *, least: int, number: str, columns: Collection[str]
) -> pd.DataFrame:
    """Hold back rows of a table that tell of few people.

    Parameters
    ----------
    shown : DataFrame
        A table for print.
    n : sequence of int
        How many people each row tells of.
    least : int
        The smallest number that is shown, beside 0.
    number : str
        Column with the number, which becomes ``<5``.
    columns : collection of str
        Columns with what is told of these people, which becomes ``–``.

    Examples
    --------
    >>> table = pd.DataFrame({"n": [3, 9], "Mean": ["70.0", "64.2"]})
    >>> without_small(table, [3, 9], least=5, number="n", columns=["Mean"]).to_dict("list")
    {'n': ['<5', '9'], 'Mean': ['–', '64.2']}
    """
    few = pd.Series([0 < one < least for one in n], index=shown.index, dtype=bool)
    if not few.any():
        return shown
    hidden = {name: shown[name].astype(str).mask(few, HELD) for name in columns}
    return shown.assign(**hidden, **{number: shown[number].astype(str).mask(few, f"<{least}")})


def rule(shown: Collection[str], least: int) -> str:
    """Say what stands for small numbers, where any was held back.

    Examples
    --------
    >>> rule(["3", "0"], 5), rule(["<5"], 5)
    ('', ' Fewer than 5 people are written as <5; – is held back with them.')
    """
    if not {f"<{least}", HELD} & set(shown):
        return ""
    return say(
        " Fewer than {least} people are written as <{least}; {held} is held back with them.",
        least=least,
        held=HELD,
    )
