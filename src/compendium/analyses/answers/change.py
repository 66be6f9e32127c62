"""How sure a change between two rounds is, for the few people who answered in both."""

from itertools import pairwise, product
from typing import Any

import numpy as np
import pandas as pd

from compendium.language import say
from compendium.naming import slug

MOST_EXACT = 14  # people up to whom all ways of turning changes over are tried: 16,384
SAMPLES = 10_000
NOTHING = 1e-12  # spread of changes that are all the same
NUMBERS = ("effect", "effect_low", "effect_high", "low", "high", "p")
FEWEST = 6  # with five, p is 0.0625 even when all changed in one direction


def paired_changes(scores: pd.DataFrame, *, rng: np.random.Generator) -> pd.DataFrame:
    """Say for each dimension how large its change is, and how sure, for those in both rounds.

    Parameters
    ----------
    scores : DataFrame
        What `co.respondent_scores` gives.
    rng : Generator
        Source of randomness.

    Returns
    -------
    DataFrame
        ``dimension, before, after, n, change`` (mean of the people) and what `paired_change`
        gives: ``effect, effect_low, effect_high, low, high, p, reading``. Each round with the
        next, and the first with the last; no rows when there is one round.
    """
    rounds = list(scores["round"].unique())
    pairs = [*pairwise(rounds), *([(rounds[0], rounds[-1])] if len(rounds) > 2 else [])]
    rows = []
    for dimension, own in scores.groupby("dimension", sort=False):
        wide = own.pivot(index="respondent", columns="round", values="score")
        wide = wide.reindex(columns=rounds)
        for before, after in pairs:
            changes = (wide[after] - wide[before]).dropna()
            row = {"dimension": dimension, "before": before, "after": after, "n": len(changes)}
            rows.append({**row, "change": changes.mean(), **paired_change(changes, rng=rng)})
    columns = ["dimension", "before", "after", "n", "change", *NUMBERS, "reading"]
    return pd.DataFrame(rows, columns=columns)


def summarise_paired_changes(changes: pd.DataFrame) -> dict[str, Any]:
    """Collect the numbers of `paired_changes` by dimension, of the first and the last round.

    Parameters
    ----------
    changes : DataFrame
        What `paired_changes` gives.

    Returns
    -------
    dict
        By slug of the dimension ``n, change, low, high, p``; empty with one round.
    """
    last = changes.groupby("dimension", sort=False).tail(1)
    numbers = ["n", "change", "low", "high", "p"]
    return {
        slug(str(row["dimension"])): {name: row[name] for name in numbers}
        for row in last.to_dict("records")
    }


def paired_change(changes: pd.Series, *, rng: np.random.Generator) -> dict[str, float | str]:
    """Say how large a change is, and how sure.

    Parameters
    ----------
    changes : Series
        What each person changed, of those with a score in both rounds.
    rng : Generator
        Source of randomness.

    Returns
    -------
    dict
        ``effect`` (mean change by the standard deviation of the changes, *dz*), ``effect_low`` and
        ``effect_high`` (95 % interval of it, from 10,000 samples of the people; missing where
        half of them have no spread), ``low`` and ``high`` (of the mean change), ``p`` (of
        turning the sign of changes over, two-sided; all ways are tried up to 14 people, 10,000
        beyond) and ``reading``. With fewer than six people only the reading.

    References
    ----------
    Cohen (1988), Statistical Power Analysis, on dz; Fisher (1935), The Design of Experiments, on
    the test; Efron (1979), Annals of Statistics 7, on the interval.

    Examples
    --------
    >>> paired_change(pd.Series([5.0, 10.0]), rng=np.random.default_rng(1))["reading"]
    '2 people in both rounds: too few to say anything'
    """
    known = changes.dropna().to_numpy(float)
    n = len(known)
    missing = float("nan")
    if n < FEWEST:
        people = say("1 person") if n == 1 else say("{n} people", n=n)
        told = say("{people} in both rounds: too few to say anything", people=people)
        return {**dict.fromkeys(NUMBERS, missing), "reading": told}
    spread = known.std(ddof=1)
    drawn = known[rng.integers(0, n, (SAMPLES, n))]
    means, spreads = drawn.mean(axis=1), drawn.std(axis=1, ddof=1)
    low, high = np.percentile(means, [2.5, 97.5])
    effects = means[spreads > NOTHING] / spreads[spreads > NOTHING]
    ends = np.percentile(effects, [2.5, 97.5]) if 2 * len(effects) > SAMPLES else [missing] * 2
    told = say("of {n} people: ", n=n) + (
        say("the interval leaves out no change")
        if low > 0 or high < 0
        else say("no change is possible, too")
    )
    return {
        "effect": float(known.mean() / spread) if spread > NOTHING else missing,
        "effect_low": float(ends[0]),
        "effect_high": float(ends[1]),
        "low": float(low),
        "high": float(high),
        "p": sign_flip(known, rng=rng),
        "reading": told,
    }


def sign_flip(changes: np.ndarray, *, rng: np.random.Generator) -> float:
    """Two-sided p of a mean change: the share of ways to turn signs over with as large a mean."""
    n = len(changes)
    if n <= MOST_EXACT:
        signs = np.array(list(product((-1, 1), repeat=n)))
        means = np.abs(signs @ changes)
        return float((means >= abs(changes.sum()) - 1e-9).mean())
    signs = rng.choice((-1, 1), (SAMPLES, n))
    as_large = (np.abs(signs @ changes) >= abs(changes.sum()) - 1e-9).sum()
    return float((as_large + 1) / (SAMPLES + 1))
