"""Rounding as people do it on paper, and what a rounded number leaves open."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

TRUSTED = 12  # significant digits of a float; what stands behind them is binary noise

Number = int | float | Decimal | Fraction

# How a publication may have rounded: a half away from zero, towards it, to the even digit; all that
# is behind the last digit cut off; or it is not known what was done with a half.
RULES = ("half up", "half down", "half even", "down", "any")


def exact(value: Number) -> Fraction:
    """Turn a number into a fraction: a float into the decimal number that it stands for.

    Examples
    --------
    >>> exact(0.1 + 0.2)
    Fraction(3, 10)
    """
    if isinstance(value, int | Fraction):
        return Fraction(value)
    return Fraction(value if isinstance(value, Decimal) else Decimal(f"{value:.{TRUSTED}g}"))


def round_half_up(value: Number, decimals: int = 0) -> float:
    """Round half away from zero, as people do on paper; Python's ``round`` does not.

    Parameters
    ----------
    value : int, float, Decimal or Fraction
        Any number; of a float twelve digits count, so that a sum of decimal numbers that is
        exactly a half is one.
    decimals : int, optional
        Decimals to keep.

    Returns
    -------
    float
        The rounded number.

    Examples
    --------
    >>> round_half_up(80.5), round(80.5)
    (81.0, 80)
    >>> round_half_up((34.71 + 67.13 + 62.33 + 17.83) / 4)
    46.0
    """
    return float(_rounded(value, decimals))


def written(value: Number, decimals: int) -> str:
    """Write a number with so many decimals, rounded half up, and nought without a sign.

    Examples
    --------
    >>> written(62.25, 1), written(-0.001, 2)
    ('62.3', '0.00')
    """
    rounded = _rounded(value, decimals)
    return f"{abs(rounded) if rounded == 0 else rounded:.{decimals}f}"


def _rounded(value: Number, decimals: int) -> Decimal:
    step = Decimal(1).scaleb(-decimals)
    ratio = exact(value)
    with localcontext(prec=60):
        number = Decimal(ratio.numerator) / Decimal(ratio.denominator)
        return number.quantize(step, rounding=ROUND_HALF_UP)


@dataclass(frozen=True)
class Bounds:
    """The numbers that are printed alike: between two limits, which may belong to them.

    Parameters
    ----------
    low, high : Fraction
        The limits.
    with_low, with_high : bool
        Whether the limit itself is printed so.
    """

    low: Fraction
    high: Fraction
    with_low: bool
    with_high: bool

    def hold(self, value: Fraction) -> bool:
        """Tell whether a number is printed so."""
        above = value > self.low or (self.with_low and value == self.low)
        return above and (value < self.high or (self.with_high and value == self.high))


def bounds(printed: Decimal, rule: str = "any") -> Bounds:
    """Find which numbers are printed as a rounded number, with its own number of decimals.

    Parameters
    ----------
    printed : Decimal
        As printed: 63 and 63.0 leave open different things.
    rule : str, optional
        ``half up`` (away from zero), ``half down``, ``half even``, ``down`` (the rest is cut off)
        or ``any`` of the first three.

    Returns
    -------
    Bounds
        The numbers that are printed so.

    Raises
    ------
    ValueError
        When there is no such rule.

    References
    ----------
    The rules and their names follow the R package scrutiny (Jung), vignette on rounding.

    Examples
    --------
    >>> bounds(Decimal("62"), "half up").hold(Fraction("62.5"))
    False
    >>> bounds(Decimal("62"), "half even").hold(Fraction("62.5"))
    True
    """
    if rule not in RULES:
        raise ValueError(f"{rule!r} is not a rule of rounding; use one of {', '.join(RULES)}")
    unit = Fraction(Decimal(1).scaleb(_exponent(printed)))
    size = abs(Fraction(printed))
    if rule == "down":
        found = Bounds(size, size + unit, True, False)
    else:
        even = (size / unit) % 2 == 0
        with_low = rule in ("half up", "any") or (rule == "half even" and even)
        with_high = rule in ("half down", "any") or (rule == "half even" and even)
        found = Bounds(size - unit / 2, size + unit / 2, with_low, with_high)
    if size == 0:  # what lies on the other side of nought is printed so, too
        return Bounds(-found.high, found.high, found.with_high, found.with_high)
    if printed > 0:
        return found
    return Bounds(-found.high, -found.low, found.with_high, found.with_low)


def decimals_of(printed: Decimal) -> int:
    """Count the decimals that a number is printed with.

    Examples
    --------
    >>> decimals_of(Decimal("63.0")), decimals_of(Decimal("63"))
    (1, 0)
    """
    return max(-_exponent(printed), 0)


def _exponent(printed: Decimal) -> int:
    exponent = printed.as_tuple().exponent
    if not isinstance(exponent, int):
        raise ValueError(f"{printed} is not a finite number")
    return min(exponent, 0)
