"""Numbers that may be thousands: 1.000 is one to some people and a thousand to others."""

import re
import unicodedata

import pandas as pd

from compendium.language import say, written

_EITHER = r"[+-]?[1-9]\d{0,2}[.,]\d{3}"
_DECIMAL = r"[+-]?(?:0|\d*)[.,](?:\d{1,2}|\d{4,})|[+-]?0[.,]\d+"


def maybe_thousands(column: pd.Series, maximum: float | None = None) -> pd.Series:
    """Find the numbers of a column of which nobody can say whether they are thousands.

    Parameters
    ----------
    column : Series of str
        Cells of a column of numbers.
    maximum : float, optional
        The largest number that the column can hold: what would be more cannot be thousands.

    Returns
    -------
    Series of bool
        Whether a cell has one mark with three digits behind it, and no other cell of the column
        tells that the mark is decimal.

    Examples
    --------
    >>> maybe_thousands(pd.Series(["1.000", "150"])).to_list()
    [True, False]
    >>> maybe_thousands(pd.Series(["1.125", "2.5"])).to_list()
    [False, False]
    """
    either = column.str.fullmatch(_EITHER).fillna(False).astype(bool)
    if column.str.fullmatch(_DECIMAL).any():
        return either & False
    if maximum is not None:
        whole = pd.to_numeric(column.where(either, "0").str.replace(r"[.,]", "", regex=True))
        either &= whole <= maximum
    return either


def number_todo(cell: str) -> str:
    """Say what to write in place of a number that cannot be read.

    Examples
    --------
    >>> number_todo("1.000")
    'Write 1000 for thousands, or 1.'
    >>> number_todo("75%")
    'Write 75, or 0.75, without the sign.'
    """
    if pd.Series([cell]).str.fullmatch(_EITHER).iloc[0]:
        mark = "," if "," in cell else "."
        before, after = cell.split(mark)
        if after == "000":
            return say("Write {before}000 for thousands, or {before}.", before=before)
        return say(
            "Write {before}{after} for thousands, or {before}.{after}0 for decimals.",
            before=before,
            after=after,
        )
    if cell.endswith("%"):
        number = cell.removesuffix("%").strip().replace(",", ".")
        try:
            return say(
                "Write {number}, or {number_2:g}, without the sign.",
                number=number,
                number_2=float(number) / 100,
            )
        except ValueError:
            pass
    return _plain_todo(cell)


_ERROR = re.compile(
    r"#(?:N/A|N/B|REF|VERW|VALUE|WAARDE|DIV/0|DEEL/0|NAME|NAAM|NUM|GETAL|NULL|LEEG)\S*"
)
_NOTHING = re.compile(
    r"[-–—?.x/]+|n\.?v\.?t\.?|n\.?a\.?|nan|onbekend|unknown|geen|none", re.IGNORECASE
)


def _plain_todo(cell: str) -> str:
    """Say what to write in place of a cell that is no number and no thousands."""
    if _ERROR.fullmatch(cell):
        return say("It is the error of a formula: correct that in the spreadsheet.")
    if _NOTHING.fullmatch(cell):
        return say("Leave the cell empty where there is no number.")
    plain = unicodedata.normalize("NFKC", cell).replace("\N{MINUS SIGN}", "-").replace("⁄", "/")
    if re.fullmatch(r"[+-]?\d{1,3}(?:[ '’.,]\d{3})+", plain):
        return say("Write {number}.", number=re.sub(r"[ '’.,]", "", plain))
    if parts := re.fullmatch(r"([+-]?\d{1,3}(?:[ '’.,]\d{3})*)[.,](\d+)", plain):
        if "." in cell and "," not in cell:
            return say("Correct the cell.")
        return say("Write {number}.", number=f"{re.sub(r'[^0-9-]', '', parts[1])}.{parts[2]}")
    if fraction := re.fullmatch(r"(\d+)/([1-9]\d*)", plain):
        number = written(int(fraction[1]) / int(fraction[2]), 2)
        return say("Write {number} if it is a fraction.", number=number)
    numbers = re.findall(r"-?\d+(?:[.,]\d+)?", plain)
    if len(numbers) == 1:
        return say(
            "Write {number}, and nothing else, if that is meant.",
            number=numbers[0].replace(",", "."),
        )
    return say("Write one number, in digits.")
