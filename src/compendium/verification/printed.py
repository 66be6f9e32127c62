"""Compare printed numbers with recomputed ones. Differences are reported, never repaired."""

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from compendium.rounding import round_half_up

REPRODUCED, DIFFERS, NOT_COMPUTABLE = "reproduced", "differs", "not computable"
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

_UNITS_EN = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS_EN = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_UNITS_NL = [
    "nul",
    "een",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
    "dertien",
    "veertien",
    "vijftien",
    "zestien",
    "zeventien",
    "achttien",
    "negentien",
]
_TENS_NL = ["twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"]
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


def number_words() -> dict[str, int]:
    """English and Dutch words for the whole numbers from 0 to 99.

    Examples
    --------
    >>> number_words()["twenty-six"], number_words()["zesentwintig"]
    (26, 26)
    """
    words: dict[str, int] = {"one": 1, "één": 1, "eén": 1, "a": 1}
    for units in (_UNITS_EN, _UNITS_NL):
        words.update({word: number for number, word in enumerate(units)})
    for ten, word in enumerate(_TENS_EN, start=2):
        words[word] = ten * 10
        words.update({f"{word}-{_UNITS_EN[unit]}": ten * 10 + unit for unit in range(1, 10)})
    for ten, word in enumerate(_TENS_NL, start=2):
        words[word] = ten * 10
        for unit in range(1, 10):
            link = "ën" if _UNITS_NL[unit].endswith("e") else "en"
            words[f"{_UNITS_NL[unit]}{link}{word}"] = ten * 10 + unit
    return words


def read_printed(text: str) -> float | str:
    """Read a printed quantity: a number, a number word, a date, or the text itself.

    Parameters
    ----------
    text : str
        As printed, in English or Dutch.

    Returns
    -------
    float or str
        A number where it is one; a date in EDTF where it is one; otherwise the text, in lower
        case.

    Examples
    --------
    >>> read_printed("26"), read_printed("Negen"), read_printed("79.8%")
    (26.0, 9.0, 79.8)
    >>> read_printed("5 June 2023")
    '2023-06-05'
    """
    plain = " ".join(text.split()).casefold()
    if re.fullmatch(r"-?\d+(\.\d+)?\s?%?", plain):
        return float(plain.rstrip("% "))
    words = number_words()
    if plain in words:
        return float(words[plain])
    return _read_date(plain) or plain


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
        in the order of the table.
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
    recomputed = _rounded(found, row["rounding"])
    expected = read_printed(row["printed"])
    if recomputed is None:
        verdict = NOT_COMPUTABLE
    else:
        verdict = REPRODUCED if _same(expected, recomputed) else DIFFERS
    note = row["note"]
    if verdict == NOT_COMPUTABLE and not isinstance(note, str):
        note = f"the analysis has no value {row['value']}"
    return {
        **row,
        "where": row["place"],
        "recomputed": _shown(recomputed),
        "verdict": verdict,
        "note": note,
    }


def _rounded(value: Any, decimals: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float) or pd.isna(decimals):
        return value
    return round_half_up(value, int(decimals))


def _same(expected: float | str, recomputed: Any) -> bool:
    if isinstance(recomputed, str):
        return read_printed(recomputed) == expected
    return isinstance(expected, float) and float(recomputed) == expected


def _shown(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
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
