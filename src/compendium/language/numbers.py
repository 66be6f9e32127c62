"""Numbers as a language writes them."""

import re
import string
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import cache
from math import isfinite
from typing import Any, Literal

from compendium import rounding
from compendium.language.catalogue import ENGLISH, spoken

Width = Literal["wide", "abbreviated"]
ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

_FIXED = re.compile(r",?\.(\d+)f")
_NUMBERS = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?![\w])|(?<![\w.])\.\d+")


@cache
def decimal_sign(language: str) -> str:
    """Sign between the whole and the decimals.

    Examples
    --------
    >>> decimal_sign("en"), decimal_sign("nl")
    ('.', ',')
    """
    if language == ENGLISH:
        return "."
    from babel.numbers import get_decimal_symbol

    return get_decimal_symbol(language)


@cache
def group_sign(language: str) -> str:
    """Sign between the thousands."""
    if language == ENGLISH:
        return ","
    from babel.numbers import get_group_symbol

    return get_group_symbol(language)


def written(value: rounding.Number, decimals: int) -> str:
    """Write a number with so many decimals, rounded half up, as the language writes it.

    Examples
    --------
    >>> written(62.25, 1)
    '62.3'
    """
    return in_numbers(rounding.written(value, decimals))


def probability(p: float) -> str:
    """Write a probability with three decimals, and never as nought.

    Examples
    --------
    >>> probability(0.0313), probability(0.0001)
    ('0.031', '< 0.001')
    """
    return f"< {written(0.001, 3)}" if p < 0.001 else written(p, 3)


def shaped(shape: str) -> Callable[[Any], str]:
    """Give what writes a number in a shape such as ``{:.2f}``, as the language does.

    A half is rounded up, as everywhere.

    Examples
    --------
    >>> shaped("{:.1f}")(62.25)
    '62.3'
    """
    return lambda value: FILLER.vformat(shape, (value,), {})


def _half_up(value: Any, format_spec: str) -> Any:
    """Round a number to the decimals of a shape, if it has any, before it is written."""
    fixed = _FIXED.fullmatch(format_spec)
    if fixed and isinstance(value, float) and isfinite(value):
        return Decimal(rounding.written(float(value), int(fixed[1])))
    return value


def in_numbers(text: str) -> str:
    """Write the numbers of a text as the language does; the text has them as Python writes them.

    Examples
    --------
    >>> from compendium.language.catalogue import speaking
    >>> with speaking("nl"):
    ...     in_numbers("0.74 [0.50, 1,234.5]")
    '0,74 [0,50, 1.234,5]'
    """
    if spoken() == ENGLISH:
        return text
    signs = str.maketrans({".": decimal_sign(spoken()), ",": group_sign(spoken())})

    def turned(found: re.Match[str]) -> str:
        number = found.group()
        rest = ""
        while number[-1] == ",":  # it ends a part of the sentence
            number, rest = number[:-1], f",{rest}"
        return number.translate(signs) + rest

    return _NUMBERS.sub(turned, text)


def month_names(width: Width = "wide") -> tuple[str, ...]:
    """Names of the twelve months: ``wide``, or ``abbreviated``.

    Examples
    --------
    >>> month_names()[8]
    'September'
    """
    return _months(spoken(), width)


@cache
def _months(language: str, width: Width) -> tuple[str, ...]:
    if language == ENGLISH:
        return tuple(name if width == "wide" else name[:3] for name in ENGLISH_MONTHS)
    from babel.dates import get_month_names

    names = get_month_names(width, locale=language)
    return tuple(names[number].rstrip(".") for number in range(1, 13))


class Filler(string.Formatter):
    """Fills a sentence: a number is rounded half up, and written as the language writes it."""

    def format_field(self, value: Any, format_spec: str) -> Any:
        """Write one value."""
        text = super().format_field(_half_up(value, format_spec), format_spec)
        if spoken() != ENGLISH and isinstance(value, float | Decimal | Fraction):
            return in_numbers(text)
        if spoken() != ENGLISH and isinstance(value, int) and "," in format_spec:
            return in_numbers(text)
        return text


FILLER = Filler()
