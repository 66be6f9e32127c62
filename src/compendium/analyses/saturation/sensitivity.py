"""How far the answer depends on the base, the run and the sources that one happened to have."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from compendium.analyses.saturation.growth import (
    analysed_sources,
    code_growth,
    new_information,
    saturated_at,
)

AT_A_TIME = 20_000_000  # marks of samples held at once


def saturation_by_base(
    segments: pd.DataFrame,
    sources: pd.DataFrame,
    *,
    order: str = "",
    bases: Sequence[int] = (4, 5, 6),
    runs: Sequence[int] = (2, 3),
    threshold: float = 0.05,
    resamples: int = 1000,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Find where saturation is reached for several bases and runs, with bootstrap.

    Parameters
    ----------
    segments, sources, order
        As in `code_growth`.
    bases, runs : sequence of int
        Sources to begin with, and sources looked at together.
    threshold : float
        Share of new codes in a run, of those of the base, that counts as saturated.
    resamples : int
        Samples of the sources, drawn with replacement and in random order.
    rng : Generator
        Source of randomness.

    Returns
    -------
    DataFrame
        One row per base and run: ``base, run, in_base`` (codes of the base), ``reached`` (number
        of the last source of the first run at the threshold, in the order of the table; missing
        where it is not reached), ``share`` (of the samples in which it is reached), ``median, low,
        high`` (of these: number of the source, with the 5th and the 95th percentile). Fewer
        sources than base and run together give no row.

    References
    ----------
    Guest, Namey and Chen (2020), PLOS ONE 15(5), e0232076: tables 2 to 4, and their bootstrap.
    """
    growth = code_growth(segments, sources, order=order)
    names = analysed_sources(segments, sources)
    pairs = segments[["source", "code"]].dropna().drop_duplicates()
    found = pd.crosstab(pairs["source"], pairs["code"]).astype(bool)
    marks = found.reindex(names, fill_value=False).to_numpy()
    drawn = rng.integers(0, len(marks), (resamples, len(marks)))
    many = max(AT_A_TIME // max(marks.size, 1), 1)
    grown = np.concatenate(
        [
            np.logical_or.accumulate(marks[drawn[first : first + many]], axis=1).sum(axis=2)
            for first in range(0, resamples, many)
        ]
    )
    rows = []
    for base in bases:
        for run in runs:
            if base + run > len(growth):
                continue
            reached = saturated_at(new_information(growth, base=base, run=run), threshold=threshold)
            places = _reached(grown, base, run, threshold)
            known = places[places > 0]
            ends = np.percentile(known, [50, 5, 95]) if len(known) else [np.nan] * 3
            in_base = int(growth["codes"].iloc[base - 1])
            rows.append((base, run, in_base, reached, len(known) / resamples, *ends))
    columns = ["base", "run", "in_base", "reached", "share", "median", "low", "high"]
    return pd.DataFrame(rows, columns=columns).astype({"reached": "Int64"})


def _reached(grown: np.ndarray, base: int, run: int, threshold: float) -> np.ndarray:
    """Find the number of the source at which each sample is saturated; 0 where it is not."""
    fresh = grown[:, base + run - 1 :] - grown[:, base - 1 : grown.shape[1] - run]
    at_base = np.maximum(grown[:, [base - 1]], 1)
    enough = fresh <= threshold * at_base + 1e-9
    return np.where(enough.any(axis=1), enough.argmax(axis=1) + base + run, 0)
