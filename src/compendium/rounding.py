"""Rounding as people do it on paper."""

from decimal import ROUND_HALF_UP, Decimal


def round_half_up(value: float, decimals: int = 0) -> float:
    """Round half away from zero, as people do on paper; Python's ``round`` does not.

    Parameters
    ----------
    value : float
        Any number.
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
    """
    step = Decimal(1).scaleb(-decimals)
    return float(Decimal(str(value)).quantize(step, rounding=ROUND_HALF_UP))
