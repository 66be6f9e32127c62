"""Which means and standard deviations a group of respondents can give at all.

All is computed with exact fractions, so that no binary digit decides.
"""

from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from compendium.errors import TableError
from compendium.rounding import Bounds, Number, bounds, exact


def grim(mean: str, n: int, *, step: Number = 1, rounding: str = "any") -> bool:
    """Tell whether some set of n answers has this mean.

    Parameters
    ----------
    mean : str
        As printed; the decimals count.
    n : int
        Number of respondents, at least 1.
    step : number, optional
        Least difference between two answers: 1 for whole numbers, a half for the mean of two
        items, 25 for five points recoded from 0 to 100.
    rounding : str, optional
        As in `granularity`.

    Returns
    -------
    bool
        Whether it is possible.

    Raises
    ------
    ValueError
        When there is no respondent, or the rule of rounding is not known.

    References
    ----------
    Brown and Heathers (2017), the GRIM test, Social Psychological and Personality Science 8.

    Examples
    --------
    >>> grim("5.18", 28), grim("5.19", 28)
    (True, False)
    """
    if n < 1:
        raise ValueError("a mean needs at least 1 respondent")
    return bool(_totals(bounds(as_decimal(mean), rounding), exact(step), n))


def grimmer(mean: str, sd: str, n: int, *, step: Number = 1, rounding: str = "any") -> bool:
    """Tell whether some set of n answers has both this mean and this standard deviation.

    The answers are multiples of ``step``. Their sum and the sum of their squares are then whole
    numbers of steps, which are both odd or both even. That is necessary, and for answers without
    a lowest and a highest one nearly always enough.

    Parameters
    ----------
    mean, sd : str
        As printed; the decimals count. The standard deviation is that with n - 1.
    n : int
        Number of respondents, at least 2.
    step : number, optional
        As in `grim`.
    rounding : str, optional
        As in `granularity`.

    Returns
    -------
    bool
        Whether it is possible.

    Raises
    ------
    ValueError
        When there are fewer than two respondents, or the rule of rounding is not known.

    References
    ----------
    Anaya (2016), the GRIMMER test, PeerJ Preprints 4; Allard (2018), analytic GRIMMER. Computed
    with exact fractions, so that no binary digit decides; of every sum that rounds to the mean
    the parity is looked at by itself.

    Examples
    --------
    >>> grimmer("5.21", "1.6", 28), grimmer("3.44", "2.47", 18)
    (True, False)
    """
    if n < 2:
        raise ValueError("a standard deviation needs at least 2 respondents")
    unit = exact(step)
    around, spread = bounds(as_decimal(mean), rounding), bounds(as_decimal(sd), rounding)
    return any(
        _has_square(total, n, Bounds(*_squares(spread, unit, n, total)))
        for total in _totals(around, unit, n)
    )


def debit(mean: str, sd: str, n: int, *, rounding: str = "any") -> bool:
    """Tell whether a mean and a standard deviation of answers that are 0 or 1 can go together.

    Of such answers the one follows from the other: sd = sqrt(n / (n - 1) * mean * (1 - mean)).
    Means that no n answers have are left out, as in the GRIM test.

    Parameters
    ----------
    mean, sd : str
        As printed, from 0 to 1; the decimals count.
    n : int
        Number of respondents, at least 2.
    rounding : str, optional
        As in `granularity`.

    Returns
    -------
    bool
        Whether some mean that is printed so gives a standard deviation that is printed so.

    Raises
    ------
    ValueError
        When the mean or the standard deviation is not from 0 to 1, there are fewer than two
        respondents, or the rule of rounding is not known.

    References
    ----------
    Heathers and Brown (2019), the DEBIT test (descriptive binary test).

    Examples
    --------
    >>> debit("0.53", "0.50", 1683), debit("0.19", "0.35", 1683)
    (True, False)
    """
    if n < 2 or not all(0 <= as_decimal(text) <= 1 for text in (mean, sd)):
        raise ValueError("answers of 0 and 1 have a mean and a standard deviation from 0 to 1")
    around, spread = bounds(as_decimal(mean), rounding), bounds(as_decimal(sd), rounding)
    return any(
        Bounds(*_squares(spread, Fraction(1), n, total)).hold(Fraction(total))
        for total in _totals(around, Fraction(1), n)
        if 0 <= total <= n
    )


def _totals(around: Bounds, unit: Fraction, n: int) -> list[int]:
    """List the sums of answers (in steps) whose mean lies between the limits."""
    totals = range(ceil(around.low * n / unit), floor(around.high * n / unit) + 1)
    return [total for total in totals if around.hold(total * unit / n)]


def _squares(
    spread: Bounds, unit: Fraction, n: int, total: int
) -> tuple[Fraction, Fraction, bool, bool]:
    """Between which limits the sum of squares (in steps) lies, given sum and deviation."""
    middle = Fraction(total * total, n)
    low = max(spread.low, Fraction(0))
    with_low = spread.with_low or spread.low < 0
    ends = ((n - 1) * (end / unit) ** 2 + middle for end in (low, spread.high))
    first, last = ends
    return first, last, with_low, spread.with_high


def _has_square(total: int, n: int, squares: Bounds) -> bool:
    """Tell whether a whole number between the limits is odd or even as the sum is."""
    each, more = divmod(total, n)  # the least sum of squares: answers as equal as can be
    first = max(ceil(squares.low), n * each * each + more * (2 * each + 1))
    first += (first - total) % 2
    if not squares.hold(Fraction(first)):
        first += 2
    return squares.hold(Fraction(first))


def as_decimal(text: str) -> Decimal:
    """Read a printed score or standard deviation with its decimals."""
    try:
        return Decimal(text)
    except ArithmeticError:
        raise TableError(
            f"scores.csv, column score or sd: {text!r} is not a number. Write it with a point "
            "before the decimals, such as 63.0."
        ) from None
