"""Dates as people write them, in Dutch and English, as EDTF; and what was assumed."""

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass

from compendium.errors import DateError
from compendium.study.dates import OPEN, read_date

_MONTHS = (
    "januari jan january|februari feb february|maart mrt march mar|april apr|mei may|juni jun june"
    "|juli jul july|augustus aug august|september sep sept|oktober okt october oct|november nov"
    "|december dec"
)
MONTHS = {
    name: number
    for number, names in enumerate(_MONTHS.split("|"), start=1)
    for name in names.split()
}
_PARTS = {
    **dict.fromkeys(("voorjaar", "lente", "spring"), "21"),
    **dict.fromkeys(("zomer", "summer"), "22"),
    **dict.fromkeys(("najaar", "herfst", "autumn", "fall"), "23"),
    **dict.fromkeys(("winter",), "24"),
    **dict.fromkeys(("begin", "begin van", "early", "start"), "37~"),
    **dict.fromkeys(("medio", "midden", "mid", "halverwege"), "38~"),
    **dict.fromkeys(("eind", "einde", "late", "end"), "39~"),
}
_ABOUT = re.compile(r"^(?:ca\.?|c\.|circa|rond|omstreeks|ongeveer|about|around|approx\.?|±|~)\s*")
_UNKNOWN = (
    "",
    "?",
    "-",
    "onbekend",
    "unknown",
    "n.v.t.",
    "nvt",
    "n/a",
    "niet bekend",
    "n.n.b",
    "nnb",
    "nog niet bekend",
    "nader te bepalen",
    "tbc",
    "tba",
    "tbd",
    "n.t.b",
    "ntb",
)
GOING_ON = ("heden", "nu", "now", "present", "today", "lopend", "ongoing", "vandaag", "...", "…")
_SINCE = re.compile(r"^(?:vanaf|sinds|since|from|per)\s+")
_BEFORE = re.compile(r"^(?:tot|v[oó]{2}r|until|till|before|up to)\s+(?:en met\s+)?")
_LATER = re.compile(r"\s+(?:en later|onwards?|and later|e\.v\.?|ev)$")
_WITHIN = re.compile(r"^(?:(?:ergens|sometime|somewhere)\s+)?(?:in|tijdens|during|gedurende)\s+"
                     r"(?:de\s+|het\s+|the\s+)?")  # fmt: skip
_DECADE = re.compile(r"(?:de\s+|the\s+)?(?:jaren\s*)?(?:(19|20)|['’])?(\d)0(?:['’]?s)?")
_CLOCK = re.compile(r"(\d{4}-\d\d-\d\d)[t ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?")  # of a spreadsheet
_TO = re.compile(r"\s*(?:\bt/m\b|\btot en met\b|\btot\b|\buntil\b|\btill\b|\bto\b|[–—]|\s-\s)\s*")
_MONTH = "(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d|['’]\d\d)"
_DAY = r"(?P<day>\d{1,2})(?:e|de|ste|st|nd|rd|th)?\.?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s*{_YEAR})?",
        rf"{_DAY}\s+{_MONTH}\s+(?P<year>\d\d)",
        rf"{_MONTH}\s*{_DAY}(?:,?\s+{_YEAR})",
        rf"{_MONTH}\s*,?\s*{_YEAR}?",
        r"(?P<day>\d{1,2})[-/. ](?P<number>\d{1,2})[-/. ](?P<year>(?:19|20)\d\d|\d\d)",
        r"(?P<number>\d{1,2})[-/](?P<year>(?:19|20)\d\d)",
        r"(?P<year>(?:19|20)\d\d)[-/.](?P<number>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?",
        r"(?P<year>(?:19|20)\d\d)",
    )
)
_WEEK = re.compile(
    rf"(?:{_YEAR}[ ,-]*)?(?:week|wk\.?|w)\s*(?P<week>\d{{1,2}})"
    r"(?:[ ,]*(?:van\s+|of\s+)?(?P<later>(?:19|20)\d\d))?"
)
_QUARTER = re.compile(
    rf"(?:q|kwartaal\s*|(?P<first>[1-4])(?:e|ste|de|st|nd|rd|th)\s+(?:kwartaal|quarter))"
    rf"(?P<second>[1-4])?[ ,]*(?:van\s+|of\s+)?{_YEAR}"
)
_PART = re.compile(rf"(?P<part>{'|'.join(sorted(_PARTS, key=len, reverse=True))})[ -]*{_YEAR}"
                   r"(?:\s*[-/]\s*(?:19|20)?\d\d)?")  # fmt: skip
_HALF = re.compile(
    rf"(?:h(?P<half>[12])|(?P<first>1e|1ste|1st|eerste|first|2e|2de|2nd|tweede|second)"
    rf"\s+(?:helft|half))[ ,]*(?:van\s+|of\s+)?{_YEAR}"
)
_SEASONS = "|".join(name for name, part in _PARTS.items() if part < "25")
_TWO_PARTS = re.compile(rf"({_SEASONS})\s*(?:/|-|en|and)\s*({_SEASONS})\s+{_YEAR}")
# A part of a month is about that month.
_PART_OF_MONTH = re.compile(
    rf"(?:begin|medio|midden|half|halverwege|eind|einde|early|mid|late|end of|beginning of)[ -]+"
    rf"{_MONTH}(?:\s+{_YEAR})?"
)
_WEEKDAY = re.compile(
    r"^(?:ma|di|wo|do|vr|za|zo|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|mon|tue"
    r"|wed|thu|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday)[.,]?\s+"
)
_YEARS = re.compile(r"((?:19|20)\d\d)\s*[-–/]\s*((?:19|20)?\d\d)")


@dataclass(frozen=True)
class When:
    """A date in EDTF.

    Parameters
    ----------
    start, end : str
        Dates in EDTF; the end is empty for one moment, and ``..`` for what goes on.
    assumed : str
        What was assumed; empty when nothing was.
    """

    start: str
    end: str = ""
    assumed: str = ""


def read_when(text: str, *, year: int | None = None, month_first: bool = False) -> When | None:
    """Read a date, or a period, as people write it.

    Parameters
    ----------
    text : str
        Such as ``okt 2024``, ``najaar 2023``, ``week 12``, ``12-03-2024``, ``maart - mei 2023``.
    year : int, optional
        Year of a date that does not say its own.
    month_first : bool, optional
        Whether ``03/12/2024`` is a day in March.

    Returns
    -------
    When or None
        None where it is no date. Nothing is guessed but what `When.assumed` says.

    Examples
    --------
    >>> read_when("okt 2024").start, read_when("najaar 2023").start, read_when("12-03-2024").start
    ('2024-10', '2023-23', '2024-03-12')
    >>> read_when("week 12", year=2024)
    When(start='2024-03-18', end='2024-03-24', assumed='2024 as the year of week 12')
    """
    plain = " ".join(text.casefold().split()).strip(" .,;") if text != OPEN else text
    if plain in _UNKNOWN:
        return When("")
    if clock := _CLOCK.fullmatch(plain):
        return When(clock[1])
    plain = _WITHIN.sub("", _WEEKDAY.sub("", plain))
    if before := _BEFORE.match(plain):
        last = _one(plain[before.end() :], year=year, month_first=month_first)
        return When("", last.end or last.start, last.assumed) if last else None
    if later := _LATER.search(plain):
        first = _one(plain[: later.start()], year=year, month_first=month_first)
        return When(first.start, OPEN, first.assumed) if first else None
    if ("jaren" in plain or plain.endswith("s")) and (decade := _DECADE.fullmatch(plain)):
        century = decade[1] or ("20" if int(decade[2]) < 3 else "19")
        return When(f"{century}{decade[2]}X")
    if two := _TWO_PARTS.fullmatch(plain):
        of = _year(two["year"])
        return When(f"{of}-{_PARTS[two[1]]}", f"{of}-{_PARTS[two[2]]}")
    if (years := _YEARS.fullmatch(plain)) and int(years[2][-2:]) == (int(years[1]) + 1) % 100:
        # A school year; EDTF's 2023-24, the winter of 2023, is written by few.
        return When(years[1], str(int(years[1]) + 1), f"{plain} as two years")
    if years and len(years[2]) == 4:
        return When(years[1], years[2])
    try:
        if "/" not in text.strip():
            read_date(text.strip())
            return When(text.strip())
    except DateError:
        pass
    since = _SINCE.match(plain)
    if since:
        plain = plain[since.end() :]
    if "winter" in plain or not (parts := _TO.split(plain))[1:]:
        parts = [plain]
    if len(parts) == 1 and (short := re.fullmatch(r"(\d{1,2})\s*-\s*(\d{1,2}\s+\D.*)", plain)):
        parts = [short[1], short[2]]
    if len(parts) == 1:
        months = re.fullmatch(rf"({_MONTH[11:-4]})\s*-\s*(\D.*)".replace("?P<month>", ""), plain)
        parts = [months[1], months[2]] if months else parts
    if len(parts) == 2:
        return _period(parts, year=year, month_first=month_first)
    found = _one(plain, year=year, month_first=month_first)
    if found is None or not since or found.end:
        return found
    return When(found.start, OPEN, found.assumed)


def _period(parts: list[str], *, year: int | None, month_first: bool) -> When | None:
    begin, finish = (part.strip(" .,") for part in parts)
    if finish in GOING_ON:
        first = _one(begin, year=year, month_first=month_first)
        return None if first is None else When(first.start, OPEN, first.assumed)
    last = _one(finish, year=year, month_first=month_first)
    if last is None:
        return None
    # The year of the end, and its month, are those of a beginning that does not say its own.
    end = last.end or last.start
    of_end = int(end[:4])
    if re.fullmatch(r"\d{1,2}", begin) and len(end.rstrip("~")) == 10:
        start: When | None = When(f"{end[:7]}-{int(begin):02d}")
    else:
        start = _one(begin, year=of_end, month_first=month_first)
    if start is None:
        return None
    assumed = last.assumed or ("" if start.assumed.startswith(f"{of_end} as") else start.assumed)
    try:
        read_date(start.start)
    except DateError:
        return None
    return When(start.start, end, assumed)


def _one(plain: str, *, year: int | None, month_first: bool) -> When | None:
    about = _ABOUT.match(plain)
    plain = plain[about.end() :] if about else plain
    mark = "~" if about else ""
    if found := _WEEK.fullmatch(plain):
        return _week(found, year)
    if found := _QUARTER.fullmatch(plain):
        number = found["first"] or found["second"]
        return When(f"{_year(found['year'])}-{32 + int(number)}{mark}") if number else None
    if found := _PART.fullmatch(plain):
        part = _PARTS[found["part"]]
        assumed = f"winter {found['year']} as December to February" if part == "24" else ""
        return When(f"{_year(found['year'])}-{part}" + mark * (not part.endswith("~")), "", assumed)
    if found := _HALF.fullmatch(plain):
        second = (found["half"] or found["first"])[0] in "2ts"
        return When(f"{_year(found['year'])}-{41 if second else 40}{mark}")
    if found := _PART_OF_MONTH.fullmatch(plain):
        return _calendar(found, "~", year=year, month_first=month_first)
    for form in _FORMS:
        if found := form.fullmatch(plain):
            return _calendar(found, mark, year=year, month_first=month_first)
    return None


def _calendar(
    found: re.Match[str], mark: str, *, year: int | None, month_first: bool
) -> When | None:
    given = found.groupdict()
    number = MONTHS[given["month"]] if given.get("month") else int(given.get("number") or 0)
    day = int(given["day"]) if given.get("day") else 0
    assumed = ""
    numeric = bool(given.get("number") and given.get("day") and found[0][:4] != given.get("year"))
    if numeric and (number > 12 >= day or month_first):
        number, day = day, number
    elif numeric and "/" in found[0] and day <= 12 and day != number:
        assumed = f"the day before the month in {found[0]}"
    if given.get("year"):
        of = _year(given["year"])
    elif year is not None:
        of, assumed = year, f"{year} as the year of {found[0]}"
    else:
        return None
    text = f"{of}" + (f"-{number:02d}" if number else "") + (f"-{day:02d}" if day else "")
    if number > 12 or (number and day > monthrange(of, number)[1]):
        return None
    return When(f"{text}{mark}", "", assumed)


def _week(found: re.Match[str], year: int | None) -> When | None:
    given = found["year"] or found["later"]
    of = _year(given) if given else year
    if of is None:
        return None
    try:
        first = dt.date.fromisocalendar(of, int(found["week"]), 1)
    except ValueError:
        return None
    assumed = "" if given else f"{of} as the year of {found[0]}"
    return When(first.isoformat(), (first + dt.timedelta(days=6)).isoformat(), assumed)


def _year(text: str) -> int:
    digits = text.strip("'’")
    return int(digits) if len(digits) == 4 else 2000 + int(digits)
