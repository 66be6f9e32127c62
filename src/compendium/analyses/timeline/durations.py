"""Lengths of time, in days: a month has 28 at least and 31 at most."""

import datetime as dt
from functools import lru_cache

_UNITS = {
    "day": ("day", "days", "dag", "dagen"),
    "week": ("week", "weeks", "weken"),
    "month": ("month", "months", "maand", "maanden"),
    "year": ("year", "years", "jaar", "jaren"),
}
_AT_LEAST, _AT_MOST = ("at least", "minstens"), ("at most", "hoogstens")
Days = tuple[int, int]


@lru_cache(maxsize=1024)
def read_duration(text: str) -> Days:
    """Read how many days a length of time has at least and at most.

    Parameters
    ----------
    text : str
        A number and a unit: ``10 days``, ``2 weeks``, ``3 months``, ``1 year``, or in Dutch.

    Returns
    -------
    tuple of int and int
        Fewest and most days, whenever it begins.

    Examples
    --------
    >>> read_duration("3 months"), read_duration("1 jaar"), read_duration("2 weeks")
    ((89, 92), (365, 366), (14, 14))
    """
    number, word = text.lower().split()
    unit = next(unit for unit, words in _UNITS.items() if word in words)
    if unit in ("day", "week"):
        days = int(number) * (7 if unit == "week" else 1)
        return days, days
    months = int(number) * (12 if unit == "year" else 1)
    # The calendar repeats after 400 years of 146097 days.
    cycles, months = divmod(months, 4800)
    lengths = [
        (_first(start + months) - _first(start)).days + cycles * 146_097
        for start in range(12 * 400)
    ]
    return min(lengths), max(lengths)


def read_limits(text: str) -> tuple[int | None, int | None]:
    """Read how many days something lasts at least and at most; None where nothing is said.

    Examples
    --------
    >>> read_limits("at least 3 months"), read_limits("1 week")
    ((89, None), (7, 7))
    """
    plain = " ".join(text.lower().split())
    for words in (_AT_LEAST, _AT_MOST):
        for word in words:
            if plain.startswith(word):
                fewest, most = read_duration(plain.removeprefix(word).strip())
                return (fewest, None) if words is _AT_LEAST else (None, most)
    return read_duration(plain)


def _first(month: int) -> dt.date:
    """Give the first day of a month, counted from January of the year 1."""
    return dt.date(1 + month // 12, month % 12 + 1, 1)
