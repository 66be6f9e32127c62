"""Printed quantities: numbers as publications write them, in Dutch and in English.

A comma and a point may each part the thousands or begin the decimals. Where a text leaves open
which of them it is ("1,234"), it has a reading for each, and a value reproduces it when it fits
one of them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from compendium.rounding import Number, bounds, decimals_of, exact, round_half_up
from compendium.study.number_words import read_number_word

ENGLISH, DUTCH = (",", "."), (".", ",")  # the mark between thousands, and that before decimals

_SIGNS = str.maketrans({"−": "-", "‐": "-", "‑": "-", "–": "-", "—": "-", "’": "'"})
_SPACES = str.maketrans(dict.fromkeys("\u00a0\u2007\u2009\u202f", " "))
_PERCENT = re.compile(r"\s*(?:%|percent|per cent|procent|pct\.?)$")
_MONEY = re.compile(r"^(?:€|\$|£|eur)\s*")
_RELATIONS = {"=": "=", "<": "<", ">": ">", "≤": "<=", "≥": ">=", "<=": "<=", ">=": ">="}
_STATISTIC = re.compile(r"^[^\d=<>≤≥]*(?:\([^)]*\))?\s*(<=|>=|[=<>≤≥])\s*(?=[^=<>≤≥]+$)")
_WORDS = {
    ">=": "at least|minimum of|minimaal|minstens|ten minste|tenminste",
    "<=": "at most|maximum of|up to|maximaal|hoogstens|ten hoogste|niet meer dan",
    ">": "more than|over|meer dan",
    "<": "less than|fewer than|minder dan",
}
_FROM = re.compile(r"^(?:between|tussen|from|van)\s+")
_TO = re.compile(r"\s*-\s*|\s+(?:to|through|and|tot en met|tot|t/m|à|en)\s+")
_BESIDE = re.compile(r"^(.+?)\s*[(\[]\s*([^()\[\]]+?)\s*[)\]]$")


@dataclass(frozen=True)
class Quantity:
    """A reading of a printed quantity.

    Parameters
    ----------
    low, high : Decimal
        The ends of a range; twice the same for a number.
    relation : str
        ``=``, or one of ``<``, ``<=``, ``>``, ``>=`` as in *p < .001*.
    percent : bool
        Whether it is printed as a percentage.
    """

    low: Decimal
    high: Decimal
    relation: str = "="
    percent: bool = False

    @property
    def decimals(self) -> int:
        """Decimals with which it is printed."""
        return max(decimals_of(self.low), decimals_of(self.high))

    @property
    def is_number(self) -> bool:
        """Whether it is one number: neither a range nor a limit."""
        return self.low == self.high and self.relation == "="

    def shown(self, value: Number, decimals: int | None) -> Fraction:
        """Round a value as the printed number was: never to fewer decimals than it shows."""
        if decimals is None or self.relation != "=":
            return exact(value)
        return exact(round_half_up(value, max(decimals, self.decimals)))

    def fits(self, value: Number, decimals: int | None) -> bool:
        """Tell whether a value, rounded to so many decimals, is what is printed."""
        number, low, high = self.shown(value, decimals), Fraction(self.low), Fraction(self.high)
        return {
            "=": low <= number <= high,
            "<": number < low,
            "<=": number <= low,
            ">": number > low,
            ">=": number >= low,
        }[self.relation]

    def agrees(self, other: "Quantity") -> bool:
        """Tell whether two readings may be of one value, printed with more and fewer decimals."""
        coarse, fine = sorted((self, other), key=lambda one: one.decimals)
        if coarse.is_number and fine.is_number:
            return bounds(coarse.low, "any").hold(Fraction(fine.low))
        if fine.relation == "=" and coarse.relation == "=":
            return fine.low <= coarse.high and coarse.low <= fine.high
        limit, number = (fine, coarse) if coarse.relation == "=" else (coarse, fine)
        return number.relation == limit.relation or limit.fits(number.low, None)


def readings(text: str, marks: tuple[tuple[str, str], ...] = (ENGLISH, DUTCH)) -> list[Quantity]:
    """Read a printed quantity.

    Parameters
    ----------
    text : str
        As printed: ``68,3``, ``79.8%``, ``.05``, ``−3``, ``1.234``, ``p < .001``, ``12 (34%)``,
        ``12–15``, ``vijftien tot twintig``, ``at least two``.
    marks : tuple, optional
        Which pairs of a thousands mark and a decimal mark to try; by default the English and the
        Dutch one.

    Returns
    -------
    list of Quantity
        Every reading, the likeliest first: of ``12 (34%)`` the number, then the one in brackets.
        Empty when the text is not a quantity.

    Examples
    --------
    >>> [str(one.low) for one in readings("1,234")]
    ['1234', '1.234']
    >>> readings("p < .001")[0].relation
    '<'
    >>> readings("many people")
    []
    """
    plain = " ".join(text.translate(_SPACES).split()).casefold().translate(_SIGNS)
    beside = _BESIDE.match(plain)
    parts = [plain, *(beside.groups() if beside else ())]
    found = [one for part in parts for pair in marks for one in _read(part, *pair)]
    return list(dict.fromkeys(found))


def _read(text: str, thousands: str, point: str) -> Iterator[Quantity]:
    relation, text = _relation(text)
    money = _MONEY.sub("", text)
    text, percent = _without_percent(re.sub(r",-$", "", money) if money != text else text)
    number = _number(text, thousands, point)
    if number is not None:
        yield Quantity(number, number, relation, percent)
        return
    if relation == "=":
        yield from (replace(one, percent=percent) for one in _range(text, thousands, point))


def _range(text: str, thousands: str, point: str) -> Iterator[Quantity]:
    """Read a range: two numbers, the lower one first."""
    bare = _FROM.sub("", text)
    for to in _TO.finditer(bare):
        first, last = _without_percent(bare[: to.start()])[0], bare[to.end() :]
        # "5 and 7" is a list, and "2023-06" a date.
        listed = to[0].strip() in ("and", "en") and bare == text
        if listed or any(re.match(r"0\d", end) for end in (first, last)):
            continue
        low, high = (_number(end, thousands, point) for end in (first, last))
        if low is not None and high is not None and low < high:
            yield Quantity(low, high)


def _relation(text: str) -> tuple[str, str]:
    """Take off what stands before the number: *p <*, *n =*, *at least*."""
    match = _STATISTIC.match(text)
    if match:
        return _RELATIONS[match[1]], text[match.end() :]
    for relation, words in _WORDS.items():
        match = re.match(rf"(?:{words})\s+", text)
        if match:
            return relation, text[match.end() :]
    return "=", text


def _without_percent(text: str) -> tuple[str, bool]:
    plain = _PERCENT.sub("", text)
    return plain, plain != text


def _number(text: str, thousands: str, point: str) -> Decimal | None:
    """Read one number, in digits or in words."""
    mark, dot = re.escape(thousands), re.escape(point)
    whole = rf"[1-9]\d{{0,2}}(?P<mark>{mark}|[ '])\d{{3}}(?:(?P=mark)\d{{3}})*|\d+"
    match = re.fullmatch(rf"(?P<sign>[-+]?)\s?(?P<whole>{whole})?(?:{dot}(?P<rest>\d+))?", text)
    if match and (match["whole"] or match["rest"]):
        digits = re.sub(r"\D", "", match["whole"] or "0")
        rest = f".{match['rest']}" if match["rest"] else ""
        return Decimal(f"{match['sign']}{digits}{rest}")
    word = read_number_word(text) if text and not re.search(r"\d", text) else None
    return None if word is None else Decimal(word)
