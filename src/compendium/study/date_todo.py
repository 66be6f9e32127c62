"""What to write in place of a date that is not one in EDTF."""

import datetime as dt
import re
import unicodedata

from compendium.language import mark, say

EXAMPLES = mark("2023, 2023-09 or 2023-09-15, with ~ behind it when it is approximate")
_GOES_ON = re.compile(
    r"(?:tot )?(?:heden|nu|vandaag|now|present|today)|ongoing|lopend|doorlopend|loopt nog|open",
    re.IGNORECASE,
)
_UNKNOWN = re.compile(r"[?\-–—.x]+|onbekend|unknown|n\.?v\.?t\.?|n\.?a\.?|geen|none", re.IGNORECASE)
_YEARS = re.compile(r"(\d{4}) ?[-/] ?(\d{2}|\d{4})")
_ABOUT = re.compile(
    r"(?:circa|ca\.?|c\.|rond|omstreeks|ongeveer|about|around|±|~) ?(\d{4}(?:-\d\d){0,2})",
    re.IGNORECASE,
)
_SHORT = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
_DAY_FIRST = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})")


def instead(text: str) -> str:
    """Say what to write in place of a date that is not in EDTF.

    Examples
    --------
    >>> instead("heden")
    'write .. for an end that has not come'
    >>> instead("2023/24"), instead("2023-9"), instead("31-12-2023")
    ('write 2023/2024', 'write 2023-09', 'write 2023-12-31')
    >>> instead("12-03-2024")
    'write the year first: 2024-03-12 if the day comes first, 2024-12-03 if the month does'
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    plain = re.sub("[\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{MINUS SIGN}]", "-", plain)
    if _GOES_ON.fullmatch(plain):
        return say("write {date} for an end that has not come", date="..")
    if _UNKNOWN.fullmatch(plain):
        return say("leave the cell empty where the date is not known")
    if re.fullmatch(r"[34]\d{4}", plain):  # 1982 to 2036, as a spreadsheet counts days
        meant = dt.date(1899, 12, 30) + dt.timedelta(days=int(plain))
        return say(
            "give the column the format of a date in the spreadsheet: this is the number of {date}",
            date=meant.isoformat(),
        )
    if about := _ABOUT.fullmatch(plain):
        return say("write {date}", date=f"{about[1]}~")
    if years := _YEARS.fullmatch(plain):
        first, last = years[1], years[2] if len(years[2]) == 4 else years[1][:2] + years[2]
        if int(first) < int(last):
            return say("write {date}", date=f"{first}/{last}")
    if short := _SHORT.fullmatch(plain):
        parts = [short[1], *(part.zfill(2) for part in short.groups()[1:] if part)]
        if int(parts[1]) <= 12 and "-".join(parts) != text:
            return say("write {date}", date="-".join(parts))
    if found := _DAY_FIRST.fullmatch(plain):
        day, month, year = found[1].zfill(2), found[2].zfill(2), found[3]
        if int(day) > 12 or day == month:
            return say("write {date}", date=f"{year}-{month}-{day}")
        if int(month) > 12:
            return say("write {date}", date=f"{year}-{day}-{month}")
        return say(
            "write the year first: {day_first} if the day comes first, {month_first} if the month "
            "does",
            day_first=f"{year}-{month}-{day}",
            month_first=f"{year}-{day}-{month}",
        )
    return say("write {examples}", examples=say(EXAMPLES))
