"""Whether the items of a dimension measure one thing: alpha, omega and items against the rest."""

from typing import Any

import numpy as np
import pandas as pd

from compendium.language import say

RESAMPLES = 1000
FEWEST = 10  # respondents below which alpha and omega say next to nothing
STEPS = 2000  # of the loadings towards their place
MOST_SHARED = 0.9975  # loading with which an item has 0.5 % of its variance for itself


def reliability(answers: pd.DataFrame, *, rng: np.random.Generator) -> pd.DataFrame:
    """Estimate how far the items of each dimension go together.

    Parameters
    ----------
    answers : DataFrame
        What `co.recoded` gives. Only respondents who answered all items of a dimension count.
    rng : Generator
        Source of randomness, for samples of the respondents.

    Returns
    -------
    DataFrame
        ``round, dimension, items, n`` (respondents), ``missing`` (who did not answer all),
        ``alpha`` (Cronbach's) and ``omega`` (McDonald's total, of one factor by least residuals of
        the correlations), with the ends of 95 % intervals from 1,000 samples (``alpha_low`` and so
        on) and ``reading``, a plain sentence. Missing with one item, fewer than three respondents
        or an item that everybody answered alike; omega needs three items.

    References
    ----------
    Cronbach (1951), Psychometrika 16; McDonald (1999), Test Theory, chapter 6.
    """
    rows = []
    for (name, dimension), own in answers.groupby(["round", "dimension"], sort=False):
        scores = _complete(own)
        n, items = scores.shape
        drawn = [scores[rng.integers(0, n, n)] for _ in range(RESAMPLES)] if n > 2 else []
        numbers: dict[str, Any] = {}
        for measure, value in (("alpha", cronbach_alpha), ("omega", mcdonald_omega)):
            found = value(scores)
            samples = [value(sample) for sample in drawn] if not np.isnan(found) else []
            low, high = _ends(samples)
            numbers |= {measure: found, f"{measure}_low": low, f"{measure}_high": high}
        row = {"round": name, "dimension": dimension, "items": items, "n": n,
               "missing": own["respondent"].nunique() - n, **numbers}  # fmt: skip
        rows.append({**row, "reading": _reading(row)})
    return pd.DataFrame(rows)


def item_rest(answers: pd.DataFrame) -> pd.DataFrame:
    """Hold each item against the other items of its dimension.

    Parameters
    ----------
    answers : DataFrame
        What `co.recoded` gives.

    Returns
    -------
    DataFrame
        ``round, dimension, item, label, n, missing, item_total`` (correlation of the item with the
        sum of the others) and ``alpha_without`` (Cronbach's alpha when it is dropped); missing
        where they are not defined.
    """
    rows = []
    for (name, dimension), own in answers.groupby(["round", "dimension"], sort=False):
        scores = _complete(own)
        missing = own["respondent"].nunique() - len(scores)
        labels = own.drop_duplicates("item")
        for place, item in enumerate(labels.itertuples()):
            rest = np.delete(scores, place, axis=1)
            rows.append(
                (name, dimension, item.item, item.label, len(scores), missing,
                 _correlation(scores[:, place], rest.sum(axis=1)), cronbach_alpha(rest))
            )  # fmt: skip
    columns = ["round", "dimension", "item", "label", "n", "missing", "item_total", "alpha_without"]
    return pd.DataFrame(rows, columns=columns)


def cronbach_alpha(scores: np.ndarray) -> float:
    """Cronbach's alpha of respondents (rows) by items (columns).

    Examples
    --------
    >>> round(cronbach_alpha(np.array([[1, 2], [2, 2], [3, 5]])), 3)
    0.857
    """
    n, items = scores.shape
    if items < 2 or n < 3:
        return float("nan")
    total = scores.sum(axis=1).var(ddof=1)
    parts = scores.var(axis=0, ddof=1).sum()
    return float(items / (items - 1) * (1 - parts / total)) if total > 1e-12 else float("nan")


def mcdonald_omega(scores: np.ndarray) -> float:
    """McDonald's omega of respondents (rows) by items (columns), three or more.

    Missing where one item would share all of its variance with the factor: one factor does not fit.
    """
    n, items = scores.shape
    if items < 3 or n < 3 or (scores.std(axis=0) < 1e-12).any():
        return float("nan")
    loadings = _loadings(np.corrcoef(scores, rowvar=False))
    if np.abs(loadings).max() > MOST_SHARED - 1e-6:
        return float("nan")
    common, rest = loadings.sum() ** 2, (1 - loadings**2).sum()
    return float(common / (common + rest))


def _loadings(correlations: np.ndarray) -> np.ndarray:
    """Find the loadings of one factor that leave least residuals, by repeated axes."""
    shared = 1 - 1 / np.clip(np.diag(np.linalg.pinv(correlations)), 1.0001, None)
    loadings: np.ndarray = np.zeros(len(shared))
    for _ in range(STEPS):
        reduced = correlations.copy()
        np.fill_diagonal(reduced, shared)
        sizes, axes = np.linalg.eigh(reduced)
        found: np.ndarray = axes[:, -1] * np.sqrt(max(sizes[-1], 0))
        found = found if found.sum() >= 0 else -found
        # An item cannot share more than all of its variance.
        found = np.clip(found, -MOST_SHARED, MOST_SHARED)
        if np.abs(found - loadings).max() < 1e-10:
            break
        loadings, shared = found, found**2
    return found


def _complete(own: pd.DataFrame) -> np.ndarray:
    items = own["item"].drop_duplicates()
    wide = own.pivot(index="respondent", columns="item", values="score")[list(items)]
    found: np.ndarray = wide.dropna().to_numpy(float)
    return found


def _correlation(one: np.ndarray, other: np.ndarray) -> float:
    if len(one) < 3 or one.std() < 1e-12 or other.std() < 1e-12:
        return float("nan")
    return float(np.corrcoef(one, other)[0, 1])


def _ends(samples: list[float]) -> tuple[float, float]:
    known = [value for value in samples if not np.isnan(value)]
    if 2 * len(known) <= len(samples):
        return float("nan"), float("nan")
    low, high = np.percentile(known, [2.5, 97.5])
    return float(low), float(high)


def _reading(row: dict[str, Any]) -> str:
    if row["items"] < 2:
        return say("one item: nothing to compare it with")
    if row["n"] < FEWEST:
        return say("too few complete respondents to say anything")
    if np.isnan(row["alpha"]):
        return say("everybody answered alike: not defined")
    if row["alpha_low"] < 0.5:
        return say("the interval is too wide to say anything, or the items do not go together")
    return (
        say("the items go together") if row["alpha"] >= 0.7 else say("the items go together weakly")
    )
