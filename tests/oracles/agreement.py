"""Agreement between coders."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import krippendorff
import numpy as np
import pandas as pd
from nltk.metrics.agreement import AnnotationTask

from compendium.analyses.agreement.categories import nominal_alpha
from compendium.analyses.agreement.chance import coefficients, resampled, tallies
from compendium.analyses.agreement.coefficients import agreement
from oracles.registry import Method, Pair, outcomes

CODES = pd.DataFrame({"code": ["a", "other"], "label": ["A", "Other"]})
# Krippendorff's example of four observers and twelve units (2004, chapter 11).
OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]


def ours(ratings: list[list[int | None]]) -> pd.Series:
    """Coefficients of ratings (units by coders, 0 or 1), as those of one code in documents."""
    rows, sources = [], []
    for unit, values in enumerate(ratings):
        read = [f"c{coder}" for coder, value in enumerate(values) if value is not None]
        sources.append((f"u{unit}", "; ".join(read)))
        rows += [(f"u{unit}", "a", f"c{coder}") for coder, value in enumerate(values) if value]
        rows += [(f"u{unit}", "other", coder) for coder in read]
    segments = pd.DataFrame(rows, columns=["source", "code", "coder"])
    segments = segments.assign(start=pd.NA, end=pd.NA, where=pd.NA)
    table = agreement(segments, CODES, pd.DataFrame(sources, columns=["source", "read_by"]))
    return table.set_index("code").loc["a"]


@cache
def cases() -> list[tuple[pd.Series, dict[str, Any]]]:
    return [(ours(case["ratings"]), case) for case in outcomes("irrCAC")["cases"]]


@cache
def pairs() -> list[tuple[pd.Series, AnnotationTask]]:
    """Ours and nltk's of the first two coders."""
    both = [
        [values[:2] for values in case["ratings"] if None not in values[:2]]
        for case in outcomes("irrCAC")["cases"][:30]
    ]
    both = [one for one in both if len({value for values in one for value in values}) > 1]
    return [(ours(one), AnnotationTask(triples(one))) for one in both]


def by_irrcac(name: str) -> Iterator[Pair]:
    for found, case in cases():
        yield found[name], case[name]


def triples(ratings: list[list[int | None]]) -> list[tuple[str, str, int]]:
    return [
        (str(coder), str(unit), value)
        for unit, values in enumerate(ratings)
        for coder, value in enumerate(values)
        if value is not None
    ]


def by_nltk(name: str, task: str) -> Iterator[Pair]:
    for found, judge in pairs():
        yield found[name], getattr(judge, task)()


def alpha() -> Iterator[Pair]:
    for found, case in cases():
        data = np.array(case["ratings"], dtype=float).T
        yield found["alpha"], krippendorff.alpha(data, level_of_measurement="nominal")


def alpha_of_values() -> Iterator[Pair]:
    data = np.array(OBSERVERS, dtype=float)
    counts = np.array([[(data[:, unit] == value).sum() for value in range(1, 6)]
                       for unit in range(data.shape[1])])  # fmt: skip
    yield round(nominal_alpha(counts), 3), 0.743
    rng = np.random.default_rng(3)
    for _ in range(60):
        data = rng.integers(0, 4, (3, 12)).astype(float)
        data[rng.random(data.shape) < 0.2] = np.nan
        counts = np.array([[(data[:, unit] == value).sum() for value in range(4)]
                           for unit in range(data.shape[1])])  # fmt: skip
        yield nominal_alpha(counts), krippendorff.alpha(data, level_of_measurement="nominal")


def pooled() -> Iterator[Pair]:
    """Two coders and several codes, from the tables of each code counted by hand."""
    rng = np.random.default_rng(4)
    for _ in range(30):
        shares, units = rng.random(4) * 0.8 + 0.1, 40
        given = rng.random((2, units, 4)) < shares
        rows = [
            (f"u{unit}", f"k{code}", f"c{coder}")
            for coder, unit, code in zip(*np.nonzero(given), strict=True)
        ]
        segments = pd.DataFrame(rows, columns=["source", "code", "coder"])
        segments = segments.assign(start=pd.NA, end=pd.NA, where=pd.NA)
        codes = pd.DataFrame({"code": [f"k{n}" for n in range(4)], "label": list("abcd")})
        sources = pd.DataFrame({"source": [f"u{n}" for n in range(units)], "read_by": "c0; c1"})
        observed = (given[0] == given[1]).mean(axis=0)
        one, other = given.mean(axis=1)
        expected = one * other + (1 - one) * (1 - other)
        table = agreement(segments, codes, sources)
        theirs = (observed.mean() - expected.mean()) / (1 - expected.mean())
        yield table.loc[0, "kappa"], theirs


def by_hand(name: str) -> Iterator[Pair]:
    """Two coders, from what both, the one or the other gave."""
    for found, case in cases():
        if len(case["ratings"][0]) > 2:
            continue
        ratings = [tuple(row) for row in case["ratings"]]
        both, one, other = (ratings.count(row) for row in ((1, 1), (1, 0), (0, 1)))
        if name == "holsti":
            yield found[name], 2 * both / (2 * both + one + other)
        else:
            yield found[name], 1 - (one + other) / len(ratings)


def by_maxqda() -> Iterator[Pair]:
    """Passages with a code of either coder, and one chance by the number of codes."""
    rng = np.random.default_rng(14)
    for _ in range(10):
        codes, passages = int(rng.integers(2, 6)), 25
        given = rng.random((2, passages, codes)) < 0.4
        given[:, 0, :] = True  # so that both gave every code
        rows = [
            ("s", f"k{code}", f"c{coder}", 10 * passage, 10 * passage + 9)
            for coder, passage, code in zip(*np.nonzero(given), strict=True)
        ]
        segments = pd.DataFrame(rows, columns=["source", "code", "coder", "start", "end"])
        table = agreement(
            segments.assign(where=pd.NA),
            pd.DataFrame({"code": [f"k{n}" for n in range(codes)], "label": "x"}),
            pd.DataFrame({"source": ["s"]}),
        )
        share = (given[0] & given[1]).sum() / (given[0] | given[1]).sum()
        found = table[table["unit"] == "segment"]["maxqda"].iloc[0]
        yield found, (share - 1 / codes) / (1 - 1 / codes)


def intervals() -> Iterator[Pair]:
    """Alpha of samples of the sources: their ratings set side by side, and asked for anew."""
    rng = np.random.default_rng(15)
    sums, ratings = [], []
    for _ in range(6):
        given = rng.random((3, 20)) < 0.4
        bits = [1, 2, 4]
        marks = [sum(bit for bit, one in zip(bits, unit, strict=True) if one) for unit in given.T]
        patterns = pd.DataFrame({"source": "s", "readers": 7, "given": marks, "n": 1})
        sums.append(tallies(patterns, bits).to_numpy()[0])
        ratings.append(given)
    drawn = resampled(np.array([sums]), resamples=40, rng=np.random.default_rng(1))
    times = np.random.default_rng(1).multinomial(6, np.full(6, 1 / 6), size=40)
    for found, counts in zip(coefficients(drawn[0])["alpha"], times, strict=True):
        chosen = [ratings[place] for place, n in enumerate(counts) for _ in range(n)]
        beside = np.concatenate(chosen, axis=1).astype(float)
        yield found, krippendorff.alpha(beside, level_of_measurement="nominal")


ALPHA = r"\alpha = 1 - D_o/D_e"
METHODS = [
    Method("Cohen's kappa", "agreement", r"(p_o - p_e)/(1 - p_e),\ p_e = \sum_k p_{1k} p_{2k}",
           "Cohen (1960); Light (1971)", "nltk", lambda: by_nltk("kappa", "kappa")),
    Method("Pooled kappa", "agreement", r"(\bar p_o - \bar p_e)/(1 - \bar p_e)",
           "De Vries et al. (2008)", "tables of two by two, by hand", pooled),
    Method("Scott's pi", "agreement", r"p_e = \sum_k \bar p_k^2", "Scott (1955)", "nltk",
           lambda: by_nltk("pi", "pi")),
    Method("Percentage", "agreement", "p_o", "Holsti (1969)", "by hand",
           lambda: by_hand("percentage")),
    Method("Holsti", "agreement", "2 M / (N_1 + N_2)", "Holsti (1969)", "by hand",
           lambda: by_hand("holsti")),
    Method("Brennan-Prediger as in MAXQDA", "agreement", r"p_e = 1/q,\ q\ \text{codes}",
           "MAXQDA, manual", "by hand", by_maxqda),
    Method("Bootstrap of the sources", "agreement",
           r"[\hat\theta^*_{0.025}, \hat\theta^*_{0.975}]", "Efron (1979)", "krippendorff, anew",
           intervals),
    Method("Fleiss' kappa", "agreement", r"p_e = \sum_k \bar p_k^2", "Fleiss (1971)", "irrCAC",
           lambda: by_irrcac("fleiss")),
    Method("Gwet's AC1", "agreement", r"p_e = \sum_k \bar p_k (1 - \bar p_k) / (q - 1)",
           "Gwet (2008)", "irrCAC", lambda: by_irrcac("ac1")),
    Method("Brennan-Prediger", "agreement", "p_e = 1/q", "Brennan and Prediger (1981)", "irrCAC",
           lambda: by_irrcac("brennan_prediger")),
    Method("Krippendorff's alpha", "agreement", ALPHA, "Krippendorff (2004)", "krippendorff",
           alpha),
    Method("Alpha of exclusive codes", "agreement_on_categories", ALPHA, "Krippendorff (2004)",
           "krippendorff, and the textbook", alpha_of_values),
]  # fmt: skip
