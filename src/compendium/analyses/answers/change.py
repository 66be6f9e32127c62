"""How sure a change between two rounds is, for the few people who answered in both."""

from itertools import pairwise, product
from typing import Any

import numpy as np
import pandas as pd

from compendium.analyses.answers.few import others, shown_pairs
from compendium.language import say
from compendium.naming import slug

MOST_EXACT = 14  # people up to whom all ways of turning changes over are tried: 16,384
SAMPLES = 10_000
NOTHING = 1e-9  # what rounding leaves of a change or a spread of nought
NUMBERS = ("effect", "effect_low", "effect_high", "low", "high", "p")
OUTSIDE = 0.025  # share that an interval leaves out on either side
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
        ``dimension, before, after, n, others`` (what `others` says of the rounds), ``change``
        (mean of the people) and what `paired_change`
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
            row["others"] = others(own, before, after)
            rows.append({**row, "change": changes.mean(), **paired_change(changes, rng=rng)})
    columns = ["dimension", "before", "after", "n", "others", "change", *NUMBERS, "reading"]
    return pd.DataFrame(rows, columns=columns)


def summarise_paired_changes(changes: pd.DataFrame, *, smallest_cell: int = 1) -> dict[str, Any]:
    """Collect the numbers of `paired_changes` by dimension, of the first and the last round.

    Parameters
    ----------
    changes : DataFrame
        What `paired_changes` gives.
    smallest_cell : int, optional
        The smallest number of people of whom a value tells; those of fewer are left out.

    Returns
    -------
    dict
        By slug of the dimension ``n, change, low, high, p``; empty with one round. A number that
        is held back is ``–``.
    """
    last = changes.groupby("dimension", sort=False).tail(1)
    last = last[last["n"] >= smallest_cell]
    shown = shown_pairs(last["n"], last["others"], smallest_cell)
    last = last.assign(n=pd.Series(shown, index=last.index, dtype=object))
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
        ``low`` and ``high`` (95 % interval of the mean change, by Hartigan's subsets: those means
        that turning signs over would not reject), ``effect`` (mean change by the standard
        deviation of the changes, *dz*) with ``effect_low`` and ``effect_high`` (the interval of
        the mean in the same unit), ``p`` (of turning the sign of changes over, two-sided) and
        ``reading``. All subsets and all ways are tried up to 14 people, and 10,000 of them, drawn
        at random, beyond. With fewer than six people only the reading; no effect where all
        changed alike.

    References
    ----------
    Cohen (1988), Statistical Power Analysis, on dz; Fisher (1935), The Design of Experiments, on
    the test; Hartigan (1969), Using subsample values as typical values, Journal of the American
    Statistical Association 64, on the interval.

    Examples
    --------
    >>> paired_change(pd.Series([5.0, 10.0]), rng=np.random.default_rng(1))["reading"]
    'too few people in both rounds to say anything'
    """
    known = changes.dropna().to_numpy(float)
    n = len(known)
    missing = float("nan")
    if n < FEWEST:
        told = say("too few people in both rounds to say anything")
        return {**dict.fromkeys(NUMBERS, missing), "reading": told}
    spread = known.std(ddof=1)
    low, high = subset_interval(known, rng=rng)
    told = (
        say("the interval leaves out no change")
        if low > NOTHING or high < -NOTHING
        else say("no change is possible, too")
    )
    unit = spread if spread > NOTHING else missing
    return {
        "effect": float(known.mean() / unit),
        "effect_low": low / unit,
        "effect_high": high / unit,
        "low": low,
        "high": high,
        "p": sign_flip(known, rng=rng),
        "reading": told,
    }


def subset_interval(changes: np.ndarray, *, rng: np.random.Generator) -> tuple[float, float]:
    """Find the 95 % interval of a mean change from the means of subsets of the people.

    The subset means part the line into pieces that hold the true mean equally often, where changes
    lie around it evenly: the interval leaves out one in forty of them on either side.
    """
    n = len(changes)
    chosen = (
        np.array(list(product((False, True), repeat=n)))
        if n <= MOST_EXACT
        else rng.random((SAMPLES, n)) < 0.5
    )
    chosen = chosen[chosen.any(axis=1)]
    means = np.sort((chosen @ changes) / chosen.sum(axis=1))
    outside = max(int((len(means) + 1) * OUTSIDE), 1)
    return float(means[outside - 1]), float(means[-outside])


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
