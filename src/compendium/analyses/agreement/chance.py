"""From counts to coefficients: observed agreement against that which chance gives.

What is counted is a sum over the units, so that it can be added up over sources. Coefficients of
many samples of sources (for intervals) are then products of matrices. Every coefficient is
(observed - expected) / (1 - expected); they differ in what chance is taken to be.
"""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pandas as pd

SINGLE = ["units", "agreeing", "share", "disagreeing", "ones", "values"]
PAIR = ["both", "first", "second", "neither"]
# Of several coders at once, and as the mean over the pairs of coders.
TOGETHER = ("alpha", "fleiss", "ac1", "brennan_prediger")
BY_PAIR = ("kappa", "pi")
NAMES = (*BY_PAIR, *TOGETHER)


def tallies(patterns: pd.DataFrame, bits: Sequence[int]) -> pd.DataFrame:
    """Count what the coefficients need, source by source.

    Parameters
    ----------
    patterns : DataFrame
        Units of one code: columns ``source, readers, given`` (sets of coders) and ``n``.
    bits : sequence of int
        The coders.

    Returns
    -------
    DataFrame
        One row per source. Of all coders ``units`` (read by two or more), ``agreeing`` (the share
        of pairs of coders who agree, summed over the units), ``share`` (of the readers who gave
        the code), ``disagreeing, ones, values`` for Krippendorff's alpha; then four counts for
        each pair of coders.
    """
    readers, given = (patterns[name].to_numpy("int64") for name in ("readers", "given"))
    n = patterns["n"].to_numpy("int64")
    size = np.array([value.bit_count() for value in readers.tolist()], dtype=float)
    yes = np.array([value.bit_count() for value in given.tolist()], dtype=float)
    no = size - yes
    apart = 2 * yes * no / (size * (size - 1))  # share of the pairs of readers who differ
    columns = [n, n * (1 - apart), n * yes / size, n * size * apart, n * yes, n * size]
    for one, other in combinations(bits, 2):
        both = n * ((readers & one > 0) & (readers & other > 0))
        first, second = given & one > 0, given & other > 0
        columns += [
            both * (first & second),
            both * (first & ~second),
            both * (second & ~first),
            both * ~(first | second),
        ]
    counts = pd.DataFrame(np.column_stack(columns), index=patterns["source"], dtype=float)
    return counts.groupby(level=0).sum()


def parts(sums: np.ndarray) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Observed agreement and that which chance gives, by coefficient.

    Parameters
    ----------
    sums : array, shape (..., 6 + 4 * pairs)
        What `tallies` gives, added up.

    Returns
    -------
    dict
        Two arrays by name: of shape (...) for all coders together, (..., pairs) by pair.
    """
    units, agreeing, share, disagreeing, ones, values = np.moveaxis(sums[..., :6], -1, 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        observed, share = agreeing / units, share / units
        found = {
            "alpha": (
                1 - disagreeing / values,
                1 - 2 * ones * (values - ones) / (values * (values - 1)),
            ),
            "fleiss": (observed, share**2 + (1 - share) ** 2),
            "ac1": (observed, 2 * share * (1 - share)),
            "brennan_prediger": (observed, np.full_like(observed, 0.5)),
        }
        pairs = sums[..., 6:].reshape(*sums.shape[:-1], -1, len(PAIR))
        both, first, second, neither = np.moveaxis(pairs, -1, 0)
        total = both + first + second + neither
        one, other = (both + first) / total, (both + second) / total
        middle = (one + other) / 2
        same = (both + neither) / total
        found["kappa"] = (same, one * other + (1 - one) * (1 - other))
        found["pi"] = (same, middle**2 + (1 - middle) ** 2)
    return found


def coefficients(sums: np.ndarray) -> dict[str, np.ndarray]:
    """Every coefficient of one code; missing where chance alone gives entire agreement."""
    return {
        name: _mean(_ratio(*both)) if name in BY_PAIR else _ratio(*both)
        for name, both in parts(sums).items()
    }


def pooled(sums: np.ndarray) -> dict[str, np.ndarray]:
    """Every coefficient over the codes, pooled.

    Observed and expected agreement are averaged over the codes, and the coefficient is that of the
    averages. Stacking the codes into one table would be another thing: codes that are frequent
    with all coders and codes that are rare with all would then look like agreement.

    Parameters
    ----------
    sums : array, shape (codes, ..., columns)
        As in `parts`, by code.

    References
    ----------
    De Vries, Elliott, Kanouse and Teleki (2008), Using pooled kappa to summarize interrater
    agreement across many items, Field Methods 20.
    """
    found = {
        name: _ratio(observed.mean(axis=0), expected.mean(axis=0))
        for name, (observed, expected) in parts(sums).items()
    }
    return {name: _mean(one) if name in BY_PAIR else one for name, one in found.items()}


def percentage(sums: np.ndarray) -> np.ndarray:
    """Share of units on which two coders agree: the mean over the pairs of coders."""
    return _mean(parts(sums)["kappa"][0])


def holsti(sums: np.ndarray) -> np.ndarray:
    """Holsti's coefficient on what was coded: twice the units that both gave, by those of each."""
    pairs = sums[..., 6:].reshape(*sums.shape[:-1], -1, len(PAIR))
    both, first, second, _ = np.moveaxis(pairs, -1, 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return _mean(2 * both / (2 * both + first + second))


def maxqda(sums: np.ndarray, codes: int) -> np.ndarray:
    """Brennan and Prediger's kappa as MAXQDA computes it for segments.

    Observed is the share of agreements among the passages that at least one of two coders gave a
    code; chance is one by the number of codes. Missing where there is one code.

    References
    ----------
    MAXQDA manual, Intercoder agreement: Kappa (Brennan and Prediger).
    """
    pairs = sums[..., 6:].reshape(*sums.shape[:-1], -1, len(PAIR))
    both, first, second, _ = np.moveaxis(pairs, -1, 0)
    if codes < 2:
        return np.full(sums.shape[:-1], np.nan)
    with np.errstate(invalid="ignore", divide="ignore"):
        observed = both / (both + first + second)
    return _mean((observed - 1 / codes) / (1 - 1 / codes))


def resampled(sums: np.ndarray, *, resamples: int, rng: np.random.Generator) -> np.ndarray:
    """Draw sources with replacement and add up what they count.

    Parameters
    ----------
    sums : array, shape (codes, sources, columns)
        What `tallies` gives, by code.
    resamples : int
        How many samples.
    rng : Generator
        Source of randomness.

    Returns
    -------
    array, shape (codes, resamples, columns)
        Sums of each sample; the same sources for every code.
    """
    sources = sums.shape[1]
    drawn = rng.multinomial(sources, np.full(sources, 1 / sources), size=resamples)
    added: np.ndarray = np.einsum("rs,csm->crm", drawn, sums)
    return added


def interval(values: np.ndarray) -> tuple[float, float]:
    """Middle 95 % of the values; missing where half are not defined, or all are the same."""
    known = values[~np.isnan(values)]
    if 2 * len(known) < len(values):
        return np.nan, np.nan
    low, high = np.percentile(known, [2.5, 97.5])
    # Samples that are all alike say nothing about other sources.
    return (float(low), float(high)) if high - low > 1e-9 else (np.nan, np.nan)


def _ratio(observed: np.ndarray, expected: np.ndarray) -> np.ndarray:
    # Where chance gives entire agreement, rounding may leave a last binary digit.
    room = 1 - expected
    defined = np.abs(room) > 1e-12
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(defined, (observed - expected) / np.where(defined, room, 1), np.nan)


def _mean(values: np.ndarray) -> np.ndarray:
    """Mean over the last axis of what is defined."""
    known = ~np.isnan(values)
    count = known.sum(axis=-1)
    total = np.where(known, values, 0).sum(axis=-1)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)
