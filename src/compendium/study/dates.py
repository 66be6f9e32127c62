"""Dates as sources state them: certain, approximate, open or unknown.

Dates are written in the Extended Date/Time Format (EDTF), levels 0 and 1
(Library of Congress, 2019): ``2023-09`` is September 2023, ``2023~`` is about 2023 and
``..`` is an end that has not come yet.
"""

import datetime as dt
import re
import time
from calendar import monthrange
from dataclasses import dataclass
from functools import lru_cache

from compendium.errors import DateError

OPEN = ".."
PLAIN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
SEASON, FIRST_SEASON = re.compile(r"(\d{4})-(2[1-4])", re.ASCII), 21
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
SEASONS = ("spring", "summer", "autumn", "winter")
ABOUT = {"~": "about", "?": "perhaps", "%": "perhaps about"}
EXAMPLES = "2023, 2023-09, 2023-09-15, 2023-09~ for about September 2023"
# What the parser calls the marks ~, ? and %.
MARKS = ("is_approximate", "is_uncertain", "is_uncertain_and_approximate")


@dataclass(frozen=True)
class Span:
    """The days that a date may mean.

    Parameters
    ----------
    earliest, latest : datetime.date
        First and last day that the date covers.
    approximate : bool
        Whether the source gives the date as approximate or uncertain.
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
    plain = _plain(text)
    if plain:
        return plain
    # The parser's grammar takes a third of a second to build: only those who read dates pay it.
    import edtf

    try:
        parsed = edtf.parse_edtf(text)
        first, last = parsed.lower_strict(), parsed.upper_strict()
        if not isinstance(first, time.struct_time) or not isinstance(last, time.struct_time):
            raise DateError(f"{text!r} has no first or last day (write {EXAMPLES})")
        return Span(_day(first), _day(last), any(getattr(parsed, mark, False) for mark in MARKS))
    except (edtf.EDTFParseException, ValueError) as error:
        raise DateError(f"{text!r} is not a date in EDTF (write {EXAMPLES})") from error


def in_words(text: str) -> str:
    """Write an EDTF date as a reader would; what is no plain date, season or open end stays as is.

    Examples
    --------
    >>> in_words("2023-09-15"), in_words("2023-09~"), in_words("2019-23"), in_words("..")
    ('15 September 2023', 'about September 2023', 'autumn 2019', 'not ended')
    """
    if text == OPEN:
        return "not ended"
    if text[-1:] in ABOUT:
        return f"{ABOUT[text[-1]]} {in_words(text[:-1])}"
    season = SEASON.fullmatch(text)
    if season:
        return f"{SEASONS[int(season.group(2)) - FIRST_SEASON]} {season.group(1)}"
    found = PLAIN.fullmatch(text)
    if not found or not _plain(text):
        return text
    year, month, day = found.groups()
    parts = [day.lstrip("0") if day else "", MONTHS[int(month) - 1] if month else "", year]
    return " ".join(part for part in parts if part)


def _plain(text: str) -> Span | None:
    """Read a year, a month or a day; None for anything else, also when there is no such day.

    Most dates are plain, and the parser takes long for each.
    """
    found = PLAIN.fullmatch(text)
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    end = 12 if month is None else month
    try:
        first = dt.date(year or 0, 1 if month is None else month, 1 if day is None else day)
        last = dt.date(first.year, end, monthrange(first.year, end)[1] if day is None else day)
    except ValueError:
        return None
    return Span(first, last, approximate=False)


def _day(moment: time.struct_time) -> dt.date:
    return dt.date(moment.tm_year, moment.tm_mon, moment.tm_mday)
