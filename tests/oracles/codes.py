"""Codes: which occur together, and how they grow over the sources."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from compendium.analyses.co_occurrence.pairs import code_pairs
from compendium.analyses.factor_matrix.matrix import co_occurrence
from compendium.analyses.saturation.growth import code_growth, new_information
from compendium.analyses.saturation.sensitivity import saturation_by_base
from oracles.registry import Method, Pair

CODES = pd.DataFrame({"code": list("abcd"), "label": list("ABCD")})
PROJECTS = 40


def projects() -> Iterator[set[tuple[str, str, int, int]]]:
    """Passages of random projects: code, source, start and end."""
    rng = np.random.default_rng(21)
    for _ in range(PROJECTS):
        yield {
            (str(rng.choice(list("abcd"))), f"s{rng.integers(3)}", start, start + size)
            for start, size in rng.integers(
                (0, 1), (60, 25), (int(rng.integers(4, 40)), 2)
            ).tolist()
        }


def overlaps(one: tuple[str, str, int, int], other: tuple[str, str, int, int]) -> bool:
    return one[1] == other[1] and bool(set(range(one[2], one[3])) & set(range(other[2], other[3])))


def kind(one: tuple[str, str, int, int], other: tuple[str, str, int, int]) -> str:
    mine, theirs = set(range(one[2], one[3])), set(range(other[2], other[3]))
    if mine == theirs:
        return "same"
    return "within" if mine < theirs else "encloses" if mine > theirs else "partly"


def together(names: tuple[str, ...]) -> Iterator[Pair]:
    """Look at every pair of passages, character by character."""
    for marks in projects():
        rows = [(f"p{n}", *mark) for n, mark in enumerate(sorted(marks))]
        table = pd.DataFrame(rows, columns=["segment", "code", "source", "start", "end"])
        found = code_pairs(table.astype({"start": "Int64", "end": "Int64"}), CODES)
        for row in found.to_dict("records"):
            mine, theirs = (
                [mark for mark in marks if mark[0] == row[name]] for name in ("code", "other")
            )
            both = [kind(p, q) for p in mine for q in theirs if overlaps(p, q)]
            for name in names:
                if name != "c":
                    yield row[name], both.count(name)
                    continue
                rest = len(mine) + len(theirs) - len(both)
                yield row["c"], len(both) / rest if rest > 0 else float("nan")


def coded() -> Iterator[tuple[pd.DataFrame, pd.DataFrame, list[set[str]]]]:
    """Codes of the sources of random projects."""
    rng = np.random.default_rng(22)
    for _ in range(24):
        given = [
            {f"k{code}" for code in rng.geometric(0.08, int(rng.integers(0, 9)))}
            for _ in range(int(rng.integers(6, 16)))
        ]
        rows = [(f"s{n}", code) for n, codes in enumerate(given) for code in sorted(codes)]
        segments = pd.DataFrame(rows, columns=["source", "code"], dtype="str")
        names = [f"s{n}" for n in range(len(given))]
        yield segments, pd.DataFrame({"source": names, "label": names}), given


def first_saturated(given: list[set[str]], base: int, run: int, most: float) -> int | None:
    """Follow the steps of Guest, Namey and Chen, source by source."""
    first = set().union(*given[:base])
    if not first:
        return None
    for last in range(base + run, len(given) + 1):
        before = set().union(*given[: last - run])
        fresh = set().union(*given[last - run : last]) - before
        if len(fresh) / len(first) <= most:
            return last
    return None


def ratios() -> Iterator[Pair]:
    for segments, sources, given in coded():
        runs = new_information(code_growth(segments, sources), base=4, run=2)
        first = set().union(*given[:4])
        for row in runs.itertuples():
            before = set().union(*given[: row.first - 1])
            fresh = set().union(*given[row.first - 1 : row.last]) - before
            if first:
                yield row.ratio, len(fresh) / len(first)


def reached() -> Iterator[Pair]:
    """The source at which a study is saturated, and the share of samples that are, as drawn."""
    for number, (segments, sources, given) in enumerate(coded()):
        if not set().union(*given[:4]):
            continue
        found = saturation_by_base(
            segments, sources, bases=(4, 5), runs=(2, 3), threshold=0.1, resamples=20,
            rng=np.random.default_rng(number),
        )  # fmt: skip
        drawn = np.random.default_rng(number).integers(0, len(given), (20, len(given)))
        for row in found.itertuples():
            theirs = first_saturated(given, row.base, row.run, 0.1)
            yield (0 if pd.isna(row.reached) else row.reached), theirs or 0
            places = [
                first_saturated([given[place] for place in sample], row.base, row.run, 0.1)
                for sample in drawn
                if set().union(*(given[place] for place in sample[: row.base]))
            ]
            if len(places) == len(drawn):
                yield row.share, sum(place is not None for place in places) / len(places)


def cases_with_both() -> Iterator[Pair]:
    """Sets of cases by factor."""
    rng = np.random.default_rng(23)
    for _ in range(20):
        marks = pd.DataFrame(rng.random((8, 4)) < rng.random(4), columns=list("abcd"))
        have = {factor: set(marks.index[marks[factor]]) for factor in marks}
        for row in co_occurrence(marks.astype("boolean")).itertuples():
            one, other = have[row.factor], have[row.other]
            union = one | other
            yield row.jaccard, len(one & other) / len(union) if union else float("nan")


METHODS = [
    Method("Factors in the same cases", "co_occurrence",
           r"\lvert A \cap B \rvert / \lvert A \cup B \rvert", "Jaccard (1912)", "sets of cases",
           cases_with_both),
    Method("Co-occurrence, c", "code_pairs", r"n_{12} / (n_1 + n_2 - n_{12})",
           "ATLAS.ti, manual", "every pair of passages", lambda: together(("c",))),
    Method("How passages overlap", "code_pairs",
           r"A \subset B,\ A \supset B,\ A \cap B \neq \emptyset",
           "ATLAS.ti, manual: proximity operators", "sets of characters",
           lambda: together(("same", "within", "encloses", "partly"))),
    Method("New information", "new_information", r"n_{\text{new in run}} / n_{\text{base}}",
           "Guest, Namey and Chen (2020)", "sets of codes, source by source", ratios),
    Method("Saturation by base and run, bootstrap", "saturation_by_base",
           r"\min \{ i : \text{ratio}_i \leq t \}", "Guest, Namey and Chen (2020)",
           "sets of codes, sample by sample", reached),
]  # fmt: skip
