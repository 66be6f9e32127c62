"""The order of rounds: that of the table, unless ``study.toml`` gives another."""

import re
from collections.abc import Sequence
from typing import Any

import pandas as pd

from compendium.errors import StudyError
from compendium.language import say

# Words for what comes first and what comes last, in names of rounds.
_FIRST = (
    "pre",
    "before",
    "baseline",
    "start",
    "voor",
    "vooraf",
    "voormeting",
    "nulmeting",
    "begin",
)
_LAST = (
    "post", "after", "end", "follow-up", "followup", "na", "achteraf", "nameting", "eind",
    "eindmeting", "einde", "slotmeting",
)  # fmt: skip
_NUMBERS = (
    ("eerste", "first"), ("tweede", "second"), ("derde", "third"), ("vierde", "fourth"),
    ("vijfde", "fifth"), ("zesde", "sixth"),
)  # fmt: skip
_MONTHS = (
    "jan januari january", "feb februari february", "mrt maart mar march", "apr april",
    "mei may", "jun juni june", "jul juli july", "aug augustus august", "sep sept september",
    "okt oktober oct october", "nov november", "dec december",
)  # fmt: skip
_SEASONS = {"voorjaar": 4, "lente": 4, "spring": 4, "zomer": 7, "summer": 7, "najaar": 10,
            "herfst": 10, "autumn": 10, "fall": 10}  # fmt: skip


def in_rounds(table: pd.DataFrame, about: dict[str, Any], where: str) -> pd.DataFrame:
    """Put the rows of a table in the order of the rounds that ``study.toml`` lists.

    Parameters
    ----------
    table : DataFrame
        A table, perhaps with a column ``round``.
    about : dict
        What ``study.toml`` says; ``rounds`` is a list such as ``["before", "after"]``.
    where : str
        Name of ``study.toml`` in messages.

    Returns
    -------
    DataFrame
        The same rows; as they stand when the table has no rounds or no order is given.

    Raises
    ------
    StudyError
        When ``rounds`` is no list of names, or does not name each round of the table once.
    """
    rounds = about.get("rounds")
    if rounds is None or "round" not in table:
        return table
    if not isinstance(rounds, list) or not all(isinstance(name, str) for name in rounds):
        raise StudyError(
            say(
                '{where}: rounds is no list of names. Write rounds = ["before", "after"].',
                where=where,
            )
        )
    missing = [name for name in table["round"].dropna().unique() if name not in rounds]
    if missing or len(set(rounds)) < len(rounds):
        what = (
            say("lacks {missing!r}", missing=missing[0]) if missing else say("names a round twice")
        )
        raise StudyError(
            say(
                "{where}: rounds {what}. Name each round once, in their order.",
                where=where,
                what=what,
            )
        )
    places = {name: place for place, name in enumerate(rounds)}
    return table.sort_values("round", key=lambda names: names.map(places), kind="stable")


def expected_order(names: Sequence[str]) -> list[str]:
    """Put names of rounds in the order that their numbers and words suggest.

    Examples
    --------
    >>> expected_order(["T10", "T2"]), expected_order(["nameting", "voormeting"])
    (['T2', 'T10'], ['voormeting', 'nameting'])
    >>> expected_order(["mrt 2024", "sept 2023"]), expected_order(["derde", "eerste"])
    (['sept 2023', 'mrt 2024'], ['eerste', 'derde'])
    >>> expected_order(["september", "januari"])  # of which year, nobody knows
    ['september', 'januari']
    """
    moments = [_moment(name) for name in names]
    known = [moment for moment in moments if moment is not None]
    if known and len(known) == len(names):
        years = [year for year, _ in known if year is not None]
        if years and len(years) < len(known):
            return list(names)
        months = [month for _, month in known]
        turns = sum(a > b for a, b in zip(months, months[1:] + months[:1], strict=True))
        if not years and turns <= 1:
            return list(names)  # from one year into the next, it may be
        in_order = sorted(zip(((year or 0, month) for year, month in known), names, strict=True))
        return [name for _, name in in_order]
    return sorted(names, key=_place)


def _moment(name: str) -> tuple[int | None, int] | None:
    """Year, where it is there, and month of a name such as ``sept 2023``; None of any other."""
    words = re.findall(r"[^\W\d_]+|\d+", name.casefold())
    letters = [word for word in words if not word.isdecimal()]
    numbers = [int(word) for word in words if word.isdecimal()]
    if len(letters) != 1 or len(numbers) > 1 or any(number < 1000 for number in numbers):
        return None
    named = (month for month, words in enumerate(_MONTHS, start=1) if letters[0] in words.split())
    month = next(named, _SEASONS.get(letters[0]))
    return None if month is None else (numbers[0] if numbers else None, month)


def _place(name: str) -> tuple[int, list[tuple[int, str]]]:
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", name.casefold())
    rank = 0 if set(words) & set(_FIRST) else 2 if set(words) & set(_LAST) else 1
    plain = name.casefold()
    for number, spelled in enumerate(_NUMBERS, start=1):
        plain = re.sub(rf"\b(?:{'|'.join(spelled)})\b", f" {number}", plain)
    parts = re.findall(r"\d+|\D+", plain)
    return rank, [(int(part), "") if part.isdecimal() else (0, part) for part in parts]
