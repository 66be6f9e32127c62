"""Dates as sources state them: certain, approximate, open or unknown.

Dates are written in the Extended Date/Time Format (EDTF), levels 0 to 2 (Library of Congress,
2019; ISO 8601-2): ``2023-09`` is September 2023, ``2023~`` is about 2023, ``202X`` some year in
the twenties, and ``..`` an end that has not come yet. What the format can say and a calendar
cannot show (a year before 1, several dates in one, an interval with an end that is not known) is
refused, and the message says how to write it.
"""

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from compendium.errors import DateError
from compendium.language import mark, say
from compendium.study.date_todo import EXAMPLES, instead

OPEN = ".."
# First and last month by the number that stands in the place of the month. A winter goes on into
# the next year: 2023-24 is December 2023 to February 2024.
_NORTH = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14)}
PARTS_OF_YEAR = {
    **_NORTH,
    **{number + 4: months for number, months in _NORTH.items()},
    **{29: (9, 11), 30: (12, 14), 31: (3, 5), 32: (6, 8)},  # the southern hemisphere
    **{33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12)},  # quarters
    **{37: (1, 4), 38: (5, 8), 39: (9, 12)},  # parts of four months
    **{40: (1, 6), 41: (7, 12)},
}
_PLAIN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_POINT = re.compile(
    r"[?~%]?(?P<year>[\dX]{4})[?~%]?"
    r"(?:-[?~%]?(?P<month>[\dX]{2})[?~%]?(?:-[?~%]?(?P<day>[\dX]{2})[?~%]?)?)?",
    re.ASCII,
)
_ROUNDED = re.compile(r"(?P<year>\d{4})S(?P<digits>[1-4])[?~%]?", re.ASCII)
_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)T(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d|24:00:00)"
    r"(?:Z|[+-](?:0\d|1[0-4])(?::[0-5]\d)?)?",
    re.ASCII,
)
# A long or negative year, and one with an exponent: right, and not in a calendar.
_FAR = re.compile(
    r"Y-?\d+(?:E\d+)?(?:S\d+)?|-\d{4}(?:-\d\d){0,2}|(?:0000|XXXX)(?:-[\dX]{2}){0,2}",
    re.ASCII,
)
_NO_DATE = mark("is not a date in EDTF")
_NO_DAY = mark("has no first or last day in the years 1 to 9999")


@dataclass(frozen=True)
class Span:
    """The days that a date may mean.

    Parameters
    ----------
    earliest, latest : datetime.date
        First and last day that the date covers.
    approximate : bool
        Whether the source gives the date as approximate or uncertain, or leaves out digits.
    """

    earliest: dt.date
    latest: dt.date
    approximate: bool


@lru_cache(maxsize=4096)
def read_date(text: str) -> Span | None:
    """Read one EDTF date.

    Parameters
    ----------
    text : str
        A date, or ``..`` for an end that has not come yet.

    Returns
    -------
    Span or None
        The days that the date covers; None for ``..``.

    Raises
    ------
    DateError
        When the text is not an EDTF date, or has no first and last day in the years 1 to 9999.

    Examples
    --------
    >>> read_date("2023-09")
    Span(earliest=datetime.date(2023, 9, 1), latest=datetime.date(2023, 9, 30), approximate=False)
    >>> read_date("..") is None
    True
    """
    if text == OPEN:
        return None
    # Most dates are plain.
    if found := _PLAIN.fullmatch(text):
        plain = _of_digits(*found.groups())
        if plain:
            return plain
    if text.startswith("{"):
        raise DateError(text, say("is several dates"), say("write a row for each"))
    if text.startswith("[") and text.endswith("]"):
        return _one_of(text)
    return _interval(text) if "/" in text else _point(text, text)


def _interval(text: str) -> Span:
    """Read ``2022/2023-06``, whose ends are both known."""
    begin, _, end = text.partition("/")
    if {begin, end} & {"", OPEN} and begin != end:
        raise DateError(
            text,
            say("is an interval with an end that is open or not known"),
            say(
                "write each end in a column of its own: nothing for a start that is not known, "
                ".. for an end that had not come or is not known"
            ),
        )
    first, last = _point(begin, text), _point(end, text)
    if last.latest < first.earliest:
        raise DateError(text, say("ends before it starts"), say("correct one of the two dates"))
    return Span(first.earliest, last.latest, first.approximate or last.approximate)


def _one_of(text: str) -> Span:
    """Read ``[1667,1668,1670..1672]``: one of these dates, and it is not known which."""
    spans = []
    for part in text[1:-1].split(","):
        begin, _, end = part.strip().partition(OPEN)
        if OPEN in part and not (begin and end):
            raise DateError(
                text, say("has no first or last day"), say("write the end that is known")
            )
        spans += [_point(date, text) for date in (begin, end) if date]
    if not spans:
        raise DateError(text, say(_NO_DATE), say("write {examples}", examples=say(EXAMPLES)))
    return Span(min(span.earliest for span in spans), max(span.latest for span in spans), True)


def _point(text: str, whole: str) -> Span:
    """Read a day, a month, a part of a year, a year or years, each perhaps with marks."""
    if found := _MOMENT.fullmatch(text):
        text = found[1]
    if found := _ROUNDED.fullmatch(text):
        # 1950S2 is given as 1950, of which the first two digits count.
        unit = 10 ** (4 - int(found["digits"]))
        year = int(found["year"]) // unit * unit
        if year:
            return Span(dt.date(year, 1, 1), dt.date(year + unit - 1, 12, 31), approximate=True)
    if found := _POINT.fullmatch(text):
        year, month, day = found["year"], found["month"], found["day"]
        span = None
        if "X" in f"{year}{month}{day}":
            span = _of_patterns(year, month, day)
        elif plain := _of_digits(year, month, day):
            span = Span(plain.earliest, plain.latest, text != re.sub("[?~%]", "", text))
        if span:
            return span
    what = _NO_DAY if _FAR.fullmatch(text) else _NO_DATE
    raise DateError(whole, say(what), instead(whole))


def _of_digits(year: str, month: str | None, day: str | None) -> Span | None:
    """Read a date in digits; None when there is no such day."""
    number = int(year)
    first = int(month) if month else 1
    last = first if month else 12
    if not day and first in PARTS_OF_YEAR:
        first, last = PARTS_OF_YEAR[first]
    try:
        start = dt.date(number, first, int(day) if day else 1)
        number, last = number + (last - 1) // 12, (last - 1) % 12 + 1
        end = start if day else dt.date(number, last, monthrange(number, last)[1])
    except ValueError:
        return None
    return Span(start, end, approximate=False)


def _of_patterns(year: str, month: str | None, day: str | None) -> Span | None:
    """Read a date with digits that are not specified: the first and the last day that fit."""
    if int(year.replace("X", "0")) == 0:
        return None
    first = next(_fitting(year, month, day, step=1), None)
    last = next(_fitting(year, month, day, step=-1), None)
    return Span(first, last, approximate=True) if first and last else None


def _fitting(year: str, month: str | None, day: str | None, *, step: int) -> Iterator[dt.date]:
    years, months = _numbers(year, 1, 9999), _numbers(month or "XX", 1, 12)
    for number in years[::step]:
        for name in months[::step]:
            days = _numbers(day or "XX", 1, monthrange(number, name)[1])
            yield from (dt.date(number, name, place) for place in days[::step])


def _numbers(pattern: str, low: int, high: int) -> list[int]:
    """Numbers from low to high whose digits fit a pattern, in which X is any digit."""
    width, form = len(pattern), re.compile(pattern.replace("X", r"\d"))
    least, most = int(pattern.replace("X", "0")), int(pattern.replace("X", "9"))
    inside = range(max(low, least), min(high, most) + 1)
    return [number for number in inside if form.fullmatch(f"{number:0{width}d}")]
