"""Questionnaires: reliability and change."""

from collections.abc import Iterator
from itertools import product
from statistics import mean, stdev

import numpy as np
import pandas as pd

from compendium.analyses.answers.change import FEWEST, paired_change, sign_flip
from compendium.analyses.answers.reliability import cronbach_alpha, item_rest, mcdonald_omega
from oracles.registry import Method, Pair, outcomes


def alpha() -> Iterator[Pair]:
    for case in outcomes("pingouin")["cases"]:
        yield cronbach_alpha(np.array(case["answers"], dtype=float)), case["alpha"]


def omega() -> Iterator[Pair]:
    """To three decimals: both search for the loadings, and stop in their own way."""
    for case in outcomes("pingouin")["cases"]:
        ours = mcdonald_omega(np.array(case["answers"], dtype=float))
        if np.isnan(ours):
            continue  # one factor does not fit
        yield abs(ours - case["omega"]) < 0.001, True


def dropped() -> Iterator[Pair]:
    """Correlation with the rest and alpha without the item, by pandas, item by item."""
    for case in outcomes("pingouin")["cases"][:10]:
        wide = pd.DataFrame(case["answers"]).astype(float)
        long = (
            wide.rename_axis("respondent")
            .reset_index()
            .melt("respondent", var_name="item", value_name="score")
        )
        long = long.assign(round="1", dimension="d", label="x")
        for row in item_rest(long).itertuples():
            rest = wide.drop(columns=row.item)
            yield row.item_total, wide[row.item].corr(rest.sum(axis=1))
            k = rest.shape[1]
            shares = rest.cov().to_numpy()
            yield row.alpha_without, k / (k - 1) * (1 - np.trace(shares) / shares.sum())


def flips() -> Iterator[Pair]:
    rng = np.random.default_rng(1)
    for case in outcomes("scipy")["changes"]:
        yield sign_flip(np.array(case["change"]), rng=rng), case["p"]


def effect() -> Iterator[Pair]:
    """Mean by standard deviation of the changes, by the standard library."""
    rng = np.random.default_rng(2)
    for case in outcomes("scipy")["changes"]:
        change = case["change"]
        found = paired_change(pd.Series(change), rng=rng)["effect"]
        yield found, (mean(change) / stdev(change) if len(change) >= FEWEST else float("nan"))


def intervals() -> Iterator[Pair]:
    """Means that turning signs over would not reject: just within the ends, and just without."""
    for case in outcomes("scipy")["changes"]:
        change = case["change"]
        if len(change) < FEWEST:
            continue
        found = paired_change(pd.Series(change), rng=np.random.default_rng(1))
        for end, inward in (("low", 1e-6), ("high", -1e-6)):
            for step, kept in ((inward, True), (-inward, False)):
                centre = found[end] + step
                size = abs(sum(one - centre for one in change))
                sums = [
                    abs(sum(sign * (one - centre) for sign, one in zip(signs, change, strict=True)))
                    for signs in product((-1, 1), repeat=len(change))
                ]
                p = sum(one >= size - 1e-12 for one in sums) / len(sums)
                yield p > 0.05, kept


METHODS = [
    Method("Cronbach's alpha", "reliability", r"\frac{k}{k-1} (1 - \sum s_i^2 / s^2)",
           "Cronbach (1951)", "pingouin", alpha),
    Method("McDonald's omega", "reliability",
           r"(\sum \lambda)^2 / ((\sum \lambda)^2 + \sum (1 - \lambda^2))",
           "McDonald (1999)", "factor-analyzer, to three decimals", omega),
    Method("Item against the rest, alpha without it", "item_rest", "r_{i(t-i)}",
           "Nunnally (1978)", "covariances by pandas", dropped),
    Method("Paired change, exact p", "paired_change",
           r"p = P(\lvert \sum \pm d_i \rvert \geq \lvert \sum d_i \rvert)",
           "Fisher (1935)", "scipy", flips),
    Method("Paired change, dz", "paired_change", r"\bar d / s_d", "Cohen (1988)",
           "standard library", effect),
    Method("Paired change, exact interval", "paired_change", r"\{\mu : p(\mu) > 0.05\}",
           "Hartigan (1969)", "turning all signs over", intervals),
]  # fmt: skip
