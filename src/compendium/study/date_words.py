"""Dates in words: as a reader would write what the tables write in EDTF."""

import re

import pandas as pd

from compendium.language import mark, month_names, say
from compendium.study.dates import OPEN

SEASONS = {21: mark("spring"), 22: mark("summer"), 23: mark("autumn"), 24: mark("winter")}
ABOUT = {
    "~": mark("about {date}"),
    "?": mark("perhaps {date}"),
    "%": mark("perhaps about {date}"),
}
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


def in_words(text: str) -> str:
    """Write an EDTF date in words; what is no plain date, season or open end stays as it is.

    Examples
    --------
    >>> in_words("2023-09-15"), in_words("2023-09~"), in_words("2019-23"), in_words("..")
    ('15 September 2023', 'about September 2023', 'autumn 2019', 'open end')
    >>> in_words("2022-09/2023")
    'September 2022 to 2023'
    """
    if text == OPEN:
        return say("open end")
    if "/" in text:
        first, last = text.split("/", 1)
        return say("{first} to {last}", first=in_words(first), last=in_words(last))
    if text[-1:] in ABOUT:
        return say(ABOUT[text[-1]], date=in_words(text[:-1]))
    found = _DATE.fullmatch(text)
    if not found:
        return text
    year, month, day = found.groups()
    number = int(month or 0)
    if number in SEASONS and not day:
        return f"{say(SEASONS[number])} {year}"
    if number > 12:
        return text
    parts = [day.lstrip("0") if day else "", month_names()[number - 1] if month else "", year]
    return " ".join(part for part in parts if part)


def between(event: pd.Series) -> str:
    """Say between which days an event was, from its ``earliest`` and ``latest``.

    Examples
    --------
    >>> between(pd.Series({"earliest": pd.Timestamp("2023-09-01"), "latest": pd.NaT}))
    'not before 1 September 2023'
    """
    days = [
        in_words(event[name].date().isoformat()) if pd.notna(event[name]) else ""
        for name in ("earliest", "latest")
    ]
    if all(days):
        return say("{first} to {last}", first=days[0], last=days[1])
    if days[0]:
        return say("not before {day}", day=days[0])
    return say("not after {day}", day=days[1]) if days[1] else ""
