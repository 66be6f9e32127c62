"""Printed numbers, rounding and the tests of granularity."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import combinations_with_replacement, product

import numpy as np
import pandas as pd

from compendium.analyses.scale_scores.grim import debit, grim, grimmer
from compendium.analyses.scale_scores.possible import granularity
from compendium.rounding import bounds
from compendium.study.number_words import read_number_word
from oracles.registry import Method, Pair, outcomes

# The vectors that the R package scrutiny tests itself with (tests/testthat, release 0.6.1), facts
# about its outcomes: test-grim.R, test-grimmer.R and test-debit.R.
GRIM = {
    (28, 1, 2): ([f"{n / 100:.2f}" for n in range(519, 531)], "ffTfffTfffTf"),
    (120, 3, 3): ([f"{n / 1000:.3f}" for n in range(150, 160)], "TffTffTfTf"),
    (28, 2, 2): ([f"{n / 100:.2f}" for n in range(80, 90)], "TfTfTfTTTT"),
    (50, 1, 2): ([f"{n / 100:.2f}" for n in range(6, 17)], "TfTfTfTfTfT"),
}
GRIMMER = [("5.21", "1.6", 28, True), ("3.44", "2.47", 18, False), ("2.57", "2.57", 30, True)]
DEBIT = [
    ("0.53", "0.50", True), ("0.44", "0.50", True), ("0.77", "0.42", True), ("0.19", "0.35", False),
    ("0.34", "0.47", True), ("0.93", "0.25", True), ("0.12", "0.33", True),
]  # fmt: skip


def number_words() -> Iterator[Pair]:
    for words in outcomes("num2words")["words"].values():
        for number, word in words.items():
            yield read_number_word(word), int(number)


def rounding_rules() -> Iterator[Pair]:
    """Every number with three decimals, against what the standard library rounds it to."""
    modes = {"half up": "ROUND_HALF_UP", "half down": "ROUND_HALF_DOWN",
             "half even": "ROUND_HALF_EVEN", "down": "ROUND_DOWN"}  # fmt: skip
    for rule, mode in modes.items():
        for thousandths in range(-300, 301):
            value = Decimal(thousandths) / 1000
            printed = value.quantize(Decimal("0.01"), rounding=mode)
            for other in (printed - Decimal("0.01"), printed, printed + Decimal("0.01")):
                yield bounds(other, rule).hold(Fraction(value)), other == printed


def scrutiny_grim() -> Iterator[Pair]:
    for (n, items, _), (texts, expected) in GRIM.items():
        for text, sign in zip(texts, expected, strict=True):
            yield grim(text, n, step=Fraction(1, items)), sign == "T"


def brute_grim() -> Iterator[Pair]:
    """Every score with one decimal, against all sums of answers rounded by the standard library."""
    for n, points in ((3, 4), (5, 5), (7, 5), (12, 5), (16, 5), (28, 3)):
        for decimals in (0, 1):
            step = Decimal(1).scaleb(-decimals)
            means = [
                Decimal(100 * total) / (n * (points - 1)) for total in range(n * (points - 1) + 1)
            ]
            modes = ("ROUND_HALF_UP", "ROUND_HALF_DOWN", "ROUND_HALF_EVEN")
            known = {str(mean.quantize(step, mode)) for mean in means for mode in modes}
            texts = [str(Decimal(k).scaleb(-decimals)) for k in range(100 * 10**decimals + 1)]
            scored = pd.DataFrame({"round": "1", "item": texts, "label": "x", "score": texts})
            checked = granularity(scored, respondents=n, points=points)
            for text, possible in zip(texts, checked["possible"], strict=True):
                yield bool(possible), text in known


def scrutiny_grimmer() -> Iterator[Pair]:
    for mean, sd, n, expected in GRIMMER:
        yield grimmer(mean, sd, n), expected


def brute_grimmer() -> Iterator[Pair]:
    """Every pair that six or seven answers from -3 to 9 give, printed with one and two decimals."""
    for n, decimals in product((6, 7), (1, 2)):
        sets = combinations_with_replacement(range(-2, 9), n)
        answers = np.array(list(sets))
        means, deviations = answers.mean(axis=1), answers.std(axis=1, ddof=1)
        written = {
            (f"{mean:.{decimals}f}", f"{sd:.{decimals}f}")
            for mean, sd in zip(means.tolist(), deviations.tolist(), strict=True)
        }
        unit = 10**decimals
        for mean, sd in product(
            range(3 * unit, 3 * unit + 13), range(unit, 5 * unit // 2, unit // 10)
        ):
            texts = (f"{mean / unit:.{decimals}f}", f"{sd / unit:.{decimals}f}")
            yield grimmer(*texts, n, rounding="half even"), texts in written


def scrutiny_debit() -> Iterator[Pair]:
    for mean, sd, expected in DEBIT:
        yield debit(mean, sd, 1683), expected


def brute_debit() -> Iterator[Pair]:
    for n in (5, 11, 40):
        ones = np.arange(n + 1)
        means = ones / n
        deviations = np.sqrt(n / (n - 1) * means * (1 - means))
        known = {(f"{mean:.2f}", f"{sd:.2f}") for mean, sd in zip(means, deviations, strict=True)}
        for mean, sd in product(range(0, 101, 4), range(0, 61, 2)):
            texts = (f"{mean / 100:.2f}", f"{sd / 100:.2f}")
            yield debit(*texts, n, rounding="half even"), texts in known


GRIM_REFERENCE = "Brown and Heathers (2017)"
METHODS = [
    Method("Number words", "compendium verify", "", "", "num2words, Dutch and English",
           number_words),
    Method("Rules of rounding", "granularity", "", "Jung, scrutiny (R)",
           "decimal, standard library", rounding_rules),
    Method("GRIM", "grim", r"m = 100\,t / (n (k - 1)),\ t \in \mathbb{N}", GRIM_REFERENCE,
           "test vectors of scrutiny (R)", scrutiny_grim),
    Method("GRIM, every score", "granularity", "", GRIM_REFERENCE, "all sums of answers",
           brute_grim),
    Method("GRIMMER", "grimmer", r"\sum x \equiv \sum x^2 \pmod 2",
           "Anaya (2016); Allard (2018)", "test vectors of scrutiny (R)", scrutiny_grimmer),
    Method("GRIMMER, every pair", "grimmer", "", "Anaya (2016); Allard (2018)",
           "all sets of 6 and 7 answers", brute_grimmer),
    Method("DEBIT", "debit", r"s = \sqrt{n\,m (1 - m) / (n - 1)}", "Heathers and Brown (2019)",
           "test vectors of scrutiny (R)", scrutiny_debit),
    Method("DEBIT, every pair", "debit", "", "Heathers and Brown (2019)",
           "all shares of 5, 11 and 40 answers", brute_debit),
]  # fmt: skip
