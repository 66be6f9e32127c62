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
_LAST = ("post", "after", "end", "follow-up", "followup", "na", "achteraf", "nameting", "eind")


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
    """
    return sorted(names, key=_place)


def _place(name: str) -> tuple[int, list[tuple[int, str]]]:
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", name.casefold())
    rank = 0 if set(words) & set(_FIRST) else 2 if set(words) & set(_LAST) else 1
    parts = re.findall(r"\d+|\D+", name.casefold())
    return rank, [(int(part), "") if part.isdecimal() else (0, part) for part in parts]
