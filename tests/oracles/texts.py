"""Words of texts: keyness, dispersion, pairs and false discovery rates."""

from collections.abc import Iterator
from functools import cache
from math import log, log2
from typing import Any

import numpy as np
import pandas as pd
from nltk.collocations import BigramCollocationFinder
from nltk.metrics import BigramAssocMeasures

from compendium.analyses.text_patterns.collocations import collocations
from compendium.analyses.text_patterns.dispersion import dispersion
from compendium.analyses.text_patterns.keyness import false_discovery_rate, keyness
from oracles.registry import Method, Pair, outcomes

# Gries (2008): five parts of 9, 10, 10, 10 and 11 words, and how often a word is in each; his DP
# is 0.18, before it is normalised.
GRIES = ([9, 10, 10, 10, 11], [1, 2, 3, 4, 5], 0.18)


@cache
def compared() -> list[tuple[pd.Series, dict[str, Any]]]:
    """Ours and scipy's of words in two groups."""
    found = []
    for case in outcomes("scipy")["tables"]:
        rows = [("en", group, "x", n, 2) for group, n in zip("ab", case["counts"], strict=True)]
        counts = pd.DataFrame(rows, columns=["language", "group", "lemma", "n", "sources"])
        sizes = pd.DataFrame({"language": "en", "group": list("ab"), "words": case["sizes"]})
        found.append((keyness(counts, sizes, least=1).loc[0], case))
    return found


def by_scipy(name: str) -> Iterator[Pair]:
    for row, case in compared():
        yield row[name], case[name]


def effects(name: str) -> Iterator[Pair]:
    """Sizes of effects, from the relative frequencies; of a count of nought, 0.5 stands for it."""
    rng = np.random.default_rng(9)
    for _ in range(20):
        own, other = (int(n) for n in rng.integers(0, 30, 2))
        size, rest = (int(n) for n in rng.integers(400, 4000, 2))
        if own + other == 0:
            continue
        rows = [("en", "a", "x", own, 2), ("en", "b", "x", other, 2)]
        counts = pd.DataFrame(rows, columns=["language", "group", "lemma", "n", "sources"])
        sizes = pd.DataFrame({"language": "en", "group": list("ab"), "words": [size, rest]})
        row = keyness(counts[counts["n"] > 0], sizes, least=1).loc[0]
        ratio = (own or 0.5) / size / ((other or 0.5) / rest)
        if name == "log_ratio":
            yield row[name], log2(ratio)
        elif name == "difference":
            yield row[name], 100 * (ratio - 1)
        else:
            expected = [(own + other) * part / (size + rest) for part in (size, rest)]
            terms = [o * log(o / e) for o, e in zip((own, other), expected, strict=True) if o]
            # With BIC, one degree of freedom costs the logarithm of the number of words.
            yield row[name], 2 * sum(terms) - log(size + rest)


def rates() -> Iterator[Pair]:
    for case in outcomes("scipy")["rates"]:
        yield from zip(false_discovery_rate(pd.Series(case["p"])), case["q"], strict=True)


def tokens_of(counts: np.ndarray, sizes: np.ndarray) -> pd.DataFrame:
    rows = [
        (f"s{part}", "en", word, word == "x")
        for part, (n, size) in enumerate(zip(counts, sizes, strict=True))
        for word in ["x"] * int(n) + ["of"] * int(size - n)
    ]
    tokens = pd.DataFrame(rows, columns=["source", "language", "lemma", "is_word"])
    return tokens.assign(is_stop=~tokens["is_word"], is_word=True)


def spread(name: str) -> Iterator[Pair]:
    """Against the definitions, part by part; Gries' own example first."""
    rng = np.random.default_rng(7)
    drawn = [(rng.integers(20, 90, 5), rng.integers(0, 9, 5)) for _ in range(40)]
    for sizes, counts in [(np.array(GRIES[0]), np.array(GRIES[1])), *drawn]:
        counts[0] += 1 - min(1, counts.sum())
        tokens = tokens_of(counts, sizes)
        groups = pd.Series("g", index=tokens["source"].unique())
        found = dispersion(tokens, groups).set_index("lemma").loc["x"]
        expected, observed = sizes / sum(sizes), counts / sum(counts)
        if name == "dp":
            raw = sum(abs(one - other) for one, other in zip(expected, observed, strict=True)) / 2
            if sizes.tolist() == GRIES[0]:
                yield round(found["dp"] * (1 - min(expected)), 2), GRIES[2]
            yield found["dp"], raw / (1 - min(expected))
        else:
            rates_ = [n / size for n, size in zip(counts, sizes, strict=True)]
            mean = sum(rates_) / 5
            deviation = (sum((rate - mean) ** 2 for rate in rates_) / 5) ** 0.5
            yield found["d"], 1 - deviation / mean / (5 - 1) ** 0.5


def pairs(name: str, measure: str) -> Iterator[Pair]:
    rng = np.random.default_rng(8)
    words = [f"w{number}" for number in range(30)]
    text = list(rng.choice(words, 4000, p=np.arange(1, 31) / 465))
    tokens = pd.DataFrame({"source": "s", "language": "en", "lemma": text, "sentence": 0})
    tokens = tokens.assign(is_word=True, is_stop=False).astype(
        {"source": "category", "language": "category", "lemma": "category"}
    )
    finder = BigramCollocationFinder.from_words(text)
    scored = dict(finder.score_ngrams(getattr(BigramAssocMeasures(), measure)))
    for row in collocations(tokens, effect=0).itertuples():
        yield getattr(row, name), scored[row.first, row.second]


METHODS = [
    Method("Log-likelihood, two cells", "keyness", r"G^2 = 2 \sum_{i=1}^{2} o_i \ln (o_i/e_i)",
           "Rayson and Garside (2000)", "scipy", lambda: by_scipy("g2")),
    Method("Its p", "keyness", r"P(\chi^2_1 \geq G^2)", "Rayson and Garside (2000)", "scipy",
           lambda: by_scipy("p")),
    Method("Log-likelihood, four cells", "keyness", r"G^2 = 2 \sum_{i=1}^{4} o_i \ln (o_i/e_i)",
           "Dunning (1993)", "scipy", lambda: by_scipy("g2_four")),
    Method("Log ratio", "keyness", r"\log_2 (r_1 / r_2)", "Hardie (2014)", "by hand",
           lambda: effects("log_ratio")),
    Method("%DIFF", "keyness", r"100 (r_1 - r_2) / r_2", "Gabrielatos and Marchi (2012)", "by hand",
           lambda: effects("difference")),
    Method("Bayes factor, by BIC", "keyness", r"G^2 - \ln N", "Wilson (2013)", "by hand",
           lambda: effects("bayes")),
    Method("False discovery rate", "keyness", r"q_{(i)} = \min_{j \geq i} p_{(j)} n / j",
           "Benjamini and Hochberg (1995)", "scipy", rates),
    Method("Deviation of proportions", "dispersion",
           r"\frac{1}{2} \sum \lvert o_i - e_i \rvert / (1 - \min e_i)",
           "Gries (2008); Lijffijt and Gries (2012)", "Gries' example, and by hand",
           lambda: spread("dp")),
    Method("Juilland's D", "dispersion", r"1 - V/\sqrt{n-1}",
           "Juilland and Chang-Rodriguez (1964)", "by hand", lambda: spread("d")),
    Method("Log-likelihood of pairs", "collocations", r"G^2 = 2 \sum_{i=1}^{4} o_i \ln (o_i/e_i)",
           "Dunning (1993)", "nltk", lambda: pairs("g2", "likelihood_ratio")),
    Method("Mutual information", "collocations", r"\log_2 (n_{12} N / (n_1 n_2))",
           "Church and Hanks (1990)", "nltk", lambda: pairs("pmi", "pmi")),
]  # fmt: skip
