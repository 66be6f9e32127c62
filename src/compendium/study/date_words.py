"""Dates in words: as a reader would write what the tables write in EDTF."""

import re

import pandas as pd

from compendium.study.dates import OPEN

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
ABOUT = {"~": "about", "?": "perhaps", "%": "perhaps about"}
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


def in_words(text: str) -> str:
    """Write an EDTF date in words; what is no plain date, season or open end stays as it is.

    Examples
    --------
    >>> in_words("2023-09-15"), in_words("2023-09~"), in_words("2019-23"), in_words("..")
    ('15 September 2023', 'about September 2023', 'autumn 2019', 'not ended')
    >>> in_words("2022-09/2023")
    'September 2022 to 2023'
    """
    if text == OPEN:
        return "not ended"
    if "/" in text:
        return " to ".join(in_words(part) for part in text.split("/"))
    if text[-1:] in ABOUT:
        return f"{ABOUT[text[-1]]} {in_words(text[:-1])}"
    found = _DATE.fullmatch(text)
    if not found:
        return text
    year, month, day = found.groups()
    number = int(month or 0)
    if number in SEASONS and not day:
        return f"{SEASONS[number]} {year}"
    if number > len(MONTHS):
        return text
    parts = [day.lstrip("0") if day else "", MONTHS[number - 1] if month else "", year]
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
        return f"{days[0]} to {days[1]}"
    return f"not before {days[0]}" if days[0] else f"not after {days[1]}" if days[1] else ""
