"""Saturation: how the number of codes grows over the sources, and when it hardly grows any more."""

from typing import Any

import numpy as np
import pandas as pd

from compendium.errors import TableError


def code_growth(segments: pd.DataFrame, sources: pd.DataFrame, *, order: str = "") -> pd.DataFrame:
    """Count the codes that are new in each source.

    A source in which nothing was coded brings nothing new, and stays. Sources of a ``kind`` of
    which none was coded were not analysed, and are left out.

    Parameters
    ----------
    segments, sources : DataFrame
        Tables of these kinds.
    order : str, optional
        Column of the sources to sort them by, such as a date; by default the order of the table.

    Returns
    -------
    DataFrame
        One row per source: ``source, label, n`` (codes in it), ``new``
        (codes in no source before it) and ``codes`` (different codes so far).

    Raises
    ------
    TableError
        When the sources have no such column.
    """
    if order and order not in sources:
        raise TableError(
            f"sources.csv: there is no column {order!r} to sort the sources by; found "
            f"{', '.join(sources)}. Correct the parameter order, or add the column."
        )
    sorted_sources = sources.sort_values(order, kind="stable") if order else sources
    found = _incidence(segments, analysed_sources(segments, sorted_sources))
    so_far = np.logical_or.accumulate(found.to_numpy(), axis=0).sum(axis=1)
    labels = sources.set_index("source")["label"]
    return pd.DataFrame(
        {
            "source": found.index,
            "label": labels.reindex(found.index).to_numpy(),
            "n": found.to_numpy().sum(axis=1),
            "new": np.diff(so_far, prepend=0),
            "codes": so_far,
        }
    )


def random_growth(
    segments: pd.DataFrame,
    sources: pd.DataFrame | None = None,
    *,
    orders: int,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Grow the codes over the sources in random orders, so that no one order decides.

    Parameters
    ----------
    segments : DataFrame
        Table of kind ``segments``.
    sources : DataFrame, optional
        Table of kind ``sources``; without it only sources with a coded passage count.
    orders : int
        How many random orders, at least 1.
    rng : Generator
        Source of randomness.

    Returns
    -------
    DataFrame
        One row per number of sources: ``sources`` (1, 2, ...), ``mean``, ``low`` and ``high``:
        the 5th and the 95th percentile of the number of different codes.
    """
    found = _incidence(segments, _names(segments, sources)).to_numpy()
    grown = np.array(
        [
            np.logical_or.accumulate(rng.permutation(found), axis=0).sum(axis=1)
            for _ in range(orders)
        ]
    )
    return pd.DataFrame(
        {
            "sources": np.arange(1, grown.shape[1] + 1),
            "mean": grown.mean(axis=0),
            "low": np.percentile(grown, 5, axis=0),
            "high": np.percentile(grown, 95, axis=0),
        }
    )


def new_information(growth: pd.DataFrame, *, base: int, run: int) -> pd.DataFrame:
    """Weigh the codes that are new in each run of sources against those of the first sources.

    Parameters
    ----------
    growth : DataFrame
        What `code_growth` gives.
    base : int
        How many sources to begin with.
    run : int
        How many sources are looked at together; each run begins one source after the one before.

    Returns
    -------
    DataFrame
        One row per run: ``first, last`` (numbers of its sources, from 1), ``new`` (codes in none
        of the sources before the run) and ``ratio``: these by the codes of the base. No rows when
        there are fewer sources than base and run together.

    References
    ----------
    Guest, Namey and Chen (2020), A simple method to assess and report thematic saturation in
    qualitative research, PLOS ONE 15(5), e0232076.
    """
    so_far = growth["codes"].to_numpy()
    rows = [
        (last - run + 1, last, int(so_far[last - 1] - so_far[last - run - 1]))
        for last in range(base + run, len(so_far) + 1)
    ]
    runs = pd.DataFrame(rows, columns=["first", "last", "new"])
    first = so_far[base - 1] if len(so_far) >= base else 1
    return runs.assign(ratio=runs["new"] / first)


def saturated_at(runs: pd.DataFrame, *, threshold: float) -> int | None:
    """Find the last source of the first run whose ratio is at most the threshold, from 1."""
    reached = runs[runs["ratio"] <= threshold]
    return int(reached["last"].iloc[0]) if len(reached) else None


def summarise_saturation(
    growth: pd.DataFrame, runs: pd.DataFrame, *, threshold: float
) -> dict[str, Any]:
    """Collect the values of the analysis saturation.

    Returns
    -------
    dict
        ``n_sources``, ``n_codes``, ``new_in_last`` (codes new in the last source),
        ``saturated_at`` (number of the source, None when it is not reached or there are too few).
    """
    return {
        "n_sources": len(growth),
        "n_codes": int(growth["codes"].iloc[-1]) if len(growth) else 0,
        "new_in_last": int(growth["new"].iloc[-1]) if len(growth) else 0,
        "saturated_at": saturated_at(runs, threshold=threshold),
    }


def analysed_sources(segments: pd.DataFrame, sources: pd.DataFrame) -> list[str]:
    """Name the sources that were analysed: those of a kind of which at least one was coded."""
    coded = sources["source"].isin(segments.dropna(subset=["code"])["source"])
    if "kind" in sources:
        coded = sources["kind"].isin(sources.loc[coded, "kind"]) | coded
    elif coded.any():
        return list(sources["source"])
    return list(sources.loc[coded, "source"])


def _names(segments: pd.DataFrame, sources: pd.DataFrame | None) -> list[str]:
    if sources is None:
        return list(segments["source"].dropna().unique())
    return analysed_sources(segments, sources)


def _incidence(segments: pd.DataFrame, sources: list[str]) -> pd.DataFrame:
    """Tell which code is in which source."""
    pairs = segments[["source", "code"]].dropna().drop_duplicates()
    found = pd.crosstab(pairs["source"], pairs["code"]).astype(bool)
    return found.reindex(sources, fill_value=False)
