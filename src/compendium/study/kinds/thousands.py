"""Numbers that may be thousands: 1.000 is one to some people and a thousand to others."""

import pandas as pd

from compendium.language import say

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
    return say("Correct the cell.")
