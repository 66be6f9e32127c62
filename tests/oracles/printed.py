"""Printed numbers, rounding and the tests of granularity."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import combinations_with_replacement, product

import numpy as np
import pandas as pd
from babel.numbers import format_decimal

from compendium.analyses.scale_scores.grim import debit, grim, grimmer
from compendium.analyses.scale_scores.possible import granularity
from compendium.rounding import bounds
from compendium.study.number_words import read_number_word
from compendium.verification.consistency import parts_and_wholes
from compendium.verification.printed import DIFFERS, REPRODUCED, compare_printed
from oracles.registry import Method, Pair, outcomes

# The vectors that the R package scrutiny tests itself with (tests/testthat, release 0.6.1), facts
# about its outcomes: test-grim.R, test-grimmer.R,
# test-grimmer-map.R and test-debit.R.
GRIM = {
    (28, 1, 2): ([f"{n / 100:.2f}" for n in range(519, 531)], "ffTfffTfffTf"),
    (120, 3, 3): ([f"{n / 1000:.3f}" for n in range(150, 160)], "TffTffTfTf"),
    (28, 2, 2): ([f"{n / 100:.2f}" for n in range(80, 90)], "TfTfTfTTTT"),
    (50, 1, 2): ([f"{n / 100:.2f}" for n in range(6, 17)], "TfTfTfTfTfT"),
}
GRIMMER = [
    ("5.21", "1.6", 28, True), ("3.44", "2.47", 18, False), ("2.57", "2.57", 30, True),
    ("7.22", "5.30", 38, False), ("4.74", "6.55", 31, True), ("5.23", "2.55", 35, False),
    ("6.77", "2.18", 33, False), ("2.68", "2.59", 34, True), ("7.01", "6.68", 35, False),
    ("7.38", "3.65", 32, True), ("3.14", "5.32", 33, False), ("6.89", "4.18", 37, True),
    ("5.00", "2.18", 31, True), ("0.24", "6.43", 34, True),
]  # fmt: skip
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


def printed_numbers() -> Iterator[Pair]:
    """Numbers as Babel writes them in Dutch and in English, and in the styles of APA."""
    rng = np.random.default_rng(31)
    for _ in range(50):
        decimals = int(rng.integers(0, 4))
        value = round(float(rng.normal(0, 10 ** rng.integers(0, 6))), decimals)
        shape = "#,##0" + (f".{'0' * decimals}" if decimals else "")
        for language in ("nl", "en"):
            text = format_decimal(value, shape, locale=language)
            yield judged(text, value, decimals), REPRODUCED
            yield judged(text.replace("-", "\N{MINUS SIGN}"), value, decimals), REPRODUCED
            yield judged(f"{text}%", value, decimals), REPRODUCED
            if 0 < abs(value) < 1:
                yield judged(text.replace("0", "", 1), value, decimals), REPRODUCED
            moved = value + 3 * 10.0**-decimals
            yield judged(text, moved, decimals), DIFFERS


def judged(text: str, value: float, decimals: int) -> str:
    row = {"printed_id": "x", "artefact": "t", "where": "w", "quantity": "q", "printed": text,
           "analysis": "a", "value": "v", "rounding": decimals, "note": None}  # fmt: skip
    return str(compare_printed(pd.DataFrame([row]), {"v": value}, analysis="a")["verdict"].iloc[0])


def parts_that_add_up() -> Iterator[Pair]:
    """Tables whose parts make the whole to the last decimal, and tables that are one unit off."""
    rng = np.random.default_rng(32)
    for _ in range(120):
        decimals = int(rng.integers(0, 4))
        parts = [Decimal(int(n)).scaleb(-decimals) for n in rng.integers(1, 5000, 4)]
        unit = Decimal(1).scaleb(-decimals)
        for off, right in ((Decimal(0), True), (5 * unit, False)):
            texts = [str(sum(parts) + off), *map(str, parts)]
            table = pd.DataFrame({"printed_id": list("wabcd"), "printed": texts, "where": "t",
                                  "quantity": "q", "part_of": [None, *"wwww"],
                                  "rounding": pd.NA})  # fmt: skip
            yield not parts_and_wholes(lambda _, table=table: table), right


METHODS = [
    Method("Printed numbers", "compendium verify", r"\text{text} \mapsto x",
           "Unicode CLDR; APA (2020)", "Babel, Dutch and English", printed_numbers),
    Method("Parts and wholes", "find_inconsistencies",
           r"\lvert \sum p_i - w \rvert \leq \sum u_i / 2", "Decimal arithmetic, IEEE 754",
           "sums of the standard library", parts_that_add_up),
    Method("Number words", "compendium verify", r"\text{word} \mapsto n", "Unicode CLDR",
           "num2words, Dutch and English",
           number_words),
    Method("Rules of rounding", "granularity", r"u \lfloor x/u + 1/2 \rfloor", "Jung, scrutiny (R)",
           "decimal, standard library", rounding_rules),
    Method("GRIM", "grim", r"m = 100\,t / (n (k - 1)),\ t \in \mathbb{N}", GRIM_REFERENCE,
           "test vectors of scrutiny (R)", scrutiny_grim),
    Method("GRIM, every score", "granularity", r"m = 100\,t / (n (k - 1))", GRIM_REFERENCE,
           "all sums of answers", brute_grim),
    Method("GRIMMER", "grimmer", r"\sum x \equiv \sum x^2 \pmod 2",
           "Anaya (2016); Allard (2018)", "test vectors of scrutiny (R)", scrutiny_grimmer),
    Method("GRIMMER, every pair", "grimmer", r"\sum x \equiv \sum x^2 \pmod 2",
           "Anaya (2016); Allard (2018)", "all sets of 6 and 7 answers", brute_grimmer),
    Method("DEBIT", "debit", r"s = \sqrt{n\,m (1 - m) / (n - 1)}", "Heathers and Brown (2019)",
           "test vectors of scrutiny (R)", scrutiny_debit),
    Method("DEBIT, every pair", "debit", r"s = \sqrt{n\,m (1 - m) / (n - 1)}",
           "Heathers and Brown (2019)", "all shares of 5, 11 and 40 answers", brute_debit),
]  # fmt: skip
