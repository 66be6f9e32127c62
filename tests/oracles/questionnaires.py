"""Questionnaires: reliability and change."""

from collections.abc import Iterator
from statistics import fmean, mean, stdev

import numpy as np
import pandas as pd

from compendium.analyses.answers.change import FEWEST, SAMPLES, paired_change, sign_flip
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
    """Ends of the interval of the mean, from the same samples, person by person."""
    for number, case in enumerate(outcomes("scipy")["changes"]):
        change = case["change"]
        if len(change) < FEWEST:
            continue
        found = paired_change(pd.Series(change), rng=np.random.default_rng(number))
        drawn = np.random.default_rng(number).integers(0, len(change), (SAMPLES, len(change)))
        means = sorted(fmean(change[place] for place in sample) for sample in drawn.tolist())
        for name, part in (("low", 0.025), ("high", 0.975)):
            place = part * (SAMPLES - 1)
            below = means[int(place)]
            yield found[name], below + (place - int(place)) * (means[int(place) + 1] - below)


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
    Method("Paired change, bootstrap interval", "paired_change", "", "Efron (1979)",
           "sample by sample", intervals),
]  # fmt: skip
