"""What a cell of a workbook shows: its value, in the format of the cell.

Only where the format says what the value is, and not how finely it is drawn: zeros in front
(``000`` shows 1 as 001), letters in front (``"R"00``), a percentage, and how far a date goes. A
number keeps all its decimals, whatever number of them the cell shows.
"""

import datetime
import re

from compendium.language import mark

MOST_EXACT = 1e15  # a spreadsheet keeps fifteen digits of a number
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_NOT_A_DATE_PART = re.compile(r"\[[^\]]*\]|\"[^\"]*\"|\\.")
_SPLIT = re.compile(r"0+(?:(?:[- /]|\\.|\"[^\"]*\")0+)+")
_PADDED = re.compile(r"0+")


class NotAsTyped(ValueError):  # noqa: N818 - as its kinds are named
    """A cell that no longer holds what was typed: what it holds, and what to do."""

    what: str
    todo: str


class NoYear(NotAsTyped):
    """A date that the cell shows without its year."""

    what = mark("a day and a month without a year")
    todo = mark(
        "A spreadsheet makes a date of 1-2 or 3/4: give the column the format Text and type it "
        "again, or show the year."
    )


class LostDigits(NotAsTyped):
    """A number with more digits than a spreadsheet keeps."""

    what = mark("a number of more than 15 digits")
    todo = mark(
        "A spreadsheet keeps 15 digits of a number: give the column the format Text and bring in "
        "the numbers again."
    )


def check_digits(value: float) -> None:
    """Refuse a number of which a spreadsheet has lost digits, with `LostDigits`.

    Examples
    --------
    >>> check_digits(999_999_999_999_999)
    """
    if abs(value) >= MOST_EXACT:
        raise LostDigits(f"{value:.15g}")


def number_as_shown(value: float, form: str) -> str:
    """Write a number as its cell shows it, with all its decimals.

    Parameters
    ----------
    value : int or float
        The number.
    form : str
        Number format of the cell.

    Returns
    -------
    str
        The number; a fraction whose three decimals could be taken for thousands has a fourth.

    Examples
    --------
    >>> number_as_shown(1, "000"), number_as_shown(7, '"R"00'), number_as_shown(0.75, "0%")
    ('001', 'R07', '75%')
    >>> number_as_shown(1.234, "0.0"), number_as_shown(1000, "#,##0")
    ('1.2340', '1000')
    >>> number_as_shown(1, "00-00"), number_as_shown(123456, "000 000"), number_as_shown(5, "0-0")
    ('00-01', '123 456', '0-5')
    """
    part = form.split(";")[0]
    letters = "".join(one or other for one, other in _LITERAL.findall(part))
    bare = _NOT_A_DATE_PART.sub("", part).strip()
    if bare.endswith("%"):
        return f"{plain_number(value * 100)}%"
    if float(value).is_integer() and value >= 0 and _PADDED.fullmatch(bare):
        begins = part.lstrip("[").startswith(('"', "\\")) and letters[:1].isalpha()
        if len(bare) > 1 or begins:
            return f"{letters if begins else ''}{int(value):0{len(bare)}d}"
    if float(value).is_integer() and value >= 0 and _SPLIT.fullmatch(part):
        return _filled(int(value), part)
    text = plain_number(value)
    return f"{text}0" if re.fullmatch(r"-?[1-9]\d{0,2}\.\d{3}", text) else text


def _filled(value: int, form: str) -> str:
    """Put the digits of a number into a format such as ``00-00``, from the right."""
    digits = list(f"{value:0{form.count('0')}d}")
    signs = re.findall(r'0|\\.|"[^"]*"|.', form)
    shown = [digits.pop() if sign == "0" else sign.strip('\\"') for sign in reversed(signs)]
    return "".join([*digits, *reversed(shown)])


def plain_number(value: float) -> str:
    """Write a number with the fifteen digits that a spreadsheet shows of 0.1 + 0.2."""
    if float(value).is_integer() and abs(value) < MOST_EXACT:
        return str(int(value))
    return str(value) if isinstance(value, int) else f"{value:.15g}"


def date_as_shown(value: datetime.datetime, form: str) -> str:
    """Write a date as far as the cell shows it: a day that nobody sees was not meant.

    Parameters
    ----------
    value : datetime
        The moment.
    form : str
        Number format of the cell.

    Returns
    -------
    str
        In ISO 8601: a year, a month, a day or a moment.

    Raises
    ------
    NoYear
        When the cell shows a day and a month: so Excel writes the 1-2 that somebody typed.

    Examples
    --------
    >>> date_as_shown(datetime.datetime(2023, 9, 1), "mmm-yy")
    '2023-09'
    """
    parts = _NOT_A_DATE_PART.sub("", form.partition(";")[0]).lower()
    if "h" in parts or "s" in parts or value.time() != datetime.time():
        return value.isoformat()
    if "y" in parts and "d" not in parts:
        return f"{value:%Y-%m}" if "m" in parts else f"{value:%Y}"
    if "d" in parts and "m" in parts and "y" not in parts:
        raise NoYear(f"{value.day}-{value.month}")
    return f"{value:%Y-%m-%d}"
