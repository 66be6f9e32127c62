"""Compare printed numbers with recomputed ones. Differences are reported, never repaired."""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pandas as pd

from compendium.rounding import exact, round_half_up
from compendium.study.quantities import Quantity, readings
from compendium.study.small_cells import HELD

REPRODUCED, DIFFERS = "reproduced", "differs"
NOT_READABLE, NOT_COMPUTABLE = "not readable", "not computable"
DATE = re.compile(r"\d{4}-\d\d")
COLUMNS = [
    "printed_id",
    "artefact",
    "where",
    "quantity",
    "printed",
    "recomputed",
    "verdict",
    "note",
]

_MONTHS = (
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ],
    [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
)


# Codes of the seasons in EDTF, level 1.
_SEASONS = {
    **dict.fromkeys(("spring", "lente", "voorjaar"), 21),
    **dict.fromkeys(("summer", "zomer"), 22),
    **dict.fromkeys(("autumn", "fall", "herfst", "najaar"), 23),
    **dict.fromkeys(("winter",), 24),
}


def read_printed(text: str) -> float | str:
    """Read a printed quantity: a number, a number word, a date, or the text itself.

    Parameters
    ----------
    text : str
        As printed, in English or Dutch.

    Returns
    -------
    float or str
        A number where it is one, with a comma or a point before the decimals; where a mark may
        also part the thousands, as in English. A date in EDTF where it is one. Otherwise, as for
        a range, the text in small letters.

    Examples
    --------
    >>> read_printed("26"), read_printed("Negen"), read_printed("79,8%")
    (26.0, 9.0, 79.8)
    >>> read_printed("5 June 2023")
    '2023-06-05'
    """
    plain = " ".join(text.split()).casefold()
    found = readings(text)
    if found and found[0].is_number:
        return float(found[0].low)
    return _read_date(plain) or plain


def alike(one: str, other: str) -> bool:
    """Tell whether two printed texts may stand for one value, such as 68,3 and 68, or 7 and n.s.

    Examples
    --------
    >>> alike("seven", "7"), alike("68.3", "68"), alike("7", "8")
    (True, True, False)
    """
    mine, theirs = readings(one), readings(other)
    if mine and theirs:
        return any(first.agrees(second) for first in mine for second in theirs)
    if mine or theirs:
        return True  # a text that is not read as a number speaks against none
    return read_printed(one) == read_printed(other)


def compare_printed(
    printed: pd.DataFrame, values: Mapping[str, Any], *, analysis: str
) -> pd.DataFrame:
    """Compare the printed numbers that belong to an analysis with its values.

    Parameters
    ----------
    printed : DataFrame
        Table of kind ``printed``.
    values : mapping
        Values of the analysis, nested; ``value`` names one by its path, ``total.trust``.
    analysis : str
        Name of the analysis.

    Returns
    -------
    DataFrame
        Columns ``printed_id, artefact, where, quantity, printed, recomputed, verdict, note``,
        in the order of the table. The verdict is ``reproduced``, ``differs``, ``not readable``
        (the printed text is not a number, where the value is one) or ``not computable``. A value
        is rounded half up to the decimals of the column ``rounding``, or to those that are
        printed where these are more. A range is reproduced by a value inside it, *p < .001* by
        any value below, and a percentage by the share, too. A number of people that a study holds
        back, ``<5``, is reproduced by any number below.
    """
    chosen = printed[printed["analysis"] == analysis]
    rows = [
        _compare(row._asdict(), values)
        for row in chosen.rename(columns={"where": "place"}).itertuples()
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def not_computable(printed: pd.DataFrame) -> pd.DataFrame:
    """List the printed numbers that no analysis recomputes, with the reason in the note."""
    rows = printed[printed["analysis"].isna()].assign(recomputed=None, verdict=NOT_COMPUTABLE)
    return rows[COLUMNS]


def look_up(values: Mapping[str, Any], path: str) -> Any:
    """Find a value by its path; None where there is none.

    Examples
    --------
    >>> look_up({"total": {"trust": 7}}, "total.trust")
    7
    """
    found: Any = values
    for name in path.split("."):
        if not isinstance(found, Mapping) or name not in found:
            return None
        found = found[name]
    return found


def _compare(row: dict[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    found = look_up(values, row["value"]) if isinstance(row["value"], str) else None
    if isinstance(found, Mapping | list):
        found = None  # the path stops short of a value
    verdict, recomputed = _judge(row["printed"], found, row["rounding"])
    note = row["note"]
    if verdict == NOT_COMPUTABLE and not isinstance(note, str):
        held = recomputed == HELD
        note = "held back" if held else f"the analysis has no value {row['value']}"
    return {
        **row,
        "where": row["place"],
        "recomputed": recomputed,
        "verdict": verdict,
        "note": note,
    }


def _judge(printed: str, value: Any, rounding: Any) -> tuple[str, str | None]:
    """Verdict on a printed text, and the value as it is shown beside it."""
    if value is None:
        return NOT_COMPUTABLE, None
    if isinstance(value, str):
        return _judge_held(printed, value) or _judge_text(printed, value), value
    decimals = None if pd.isna(rounding) else int(rounding)
    read = [one for reading in readings(printed) for one in _percentages(reading)]
    if not read:
        return NOT_READABLE, _shown(value if decimals is None else round_half_up(value, decimals))
    # Of several readings the one that fits, or else the one that comes nearest.
    one, factor = min(read, key=lambda reading: _distance(*reading, value=value, decimals=decimals))
    verdict = REPRODUCED if one.fits(factor * exact(value), decimals) else DIFFERS
    return verdict, _shown(float(one.shown(factor * exact(value), decimals)))


def _distance(one: Quantity, factor: int, *, value: float, decimals: int | None) -> Fraction:
    number = factor * exact(value)
    if one.fits(number, decimals):
        return Fraction(-1)
    return abs(one.shown(number, decimals) - Fraction(one.low))


def _percentages(reading: Quantity) -> list[tuple[Quantity, int]]:
    """Let a percentage stand for a share, too: 34 % is reproduced by 34 and by 0.34."""
    return [(reading, 1), (reading, 100)] if reading.percent else [(reading, 1)]


def _judge_text(printed: str, value: str) -> str:
    """Verdict on a text or a date."""
    expected, recomputed = read_printed(printed), read_printed(value)
    if expected == recomputed:
        return REPRODUCED
    # A date in words that are not known here is no other date.
    unread = isinstance(expected, str) and not DATE.match(expected)
    return NOT_READABLE if unread and DATE.match(value) else DIFFERS


def _judge_held(printed: str, value: str) -> str:
    """Verdict on a number of people that the study holds back; empty where it is none."""
    if value == HELD:
        return NOT_COMPUTABLE
    below, number = re.fullmatch(r"<(\d+)", value), read_printed(printed)
    if not below or not isinstance(number, float):
        return ""
    return REPRODUCED if 0 < number < int(below[1]) else DIFFERS


def _shown(value: float) -> str:
    return f"{value:.10g}"


def _read_date(plain: str) -> str | None:
    match = re.fullmatch(r"(?:(\d{1,2}) )?([a-z]+) (?:of |van )?(\d{4})", plain)
    if not match:
        return None
    day, word, year = match.groups()
    if word in _SEASONS and not day:
        return f"{year}-{_SEASONS[word]}"
    for months in _MONTHS:
        if word in months:
            date = f"{year}-{months.index(word) + 1:02d}"
            return f"{date}-{int(day):02d}" if day else date
    return None
