"""Codes that occur together: on the same passage, and on passages that overlap."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from compendium.naming import slug

UNEQUAL = 5  # times as many passages of one code, from which c is small whatever they share
KINDS = ("within", "encloses", "partly")  # how passages overlap that are not the same
AT_A_TIME = 4_000_000  # pairs of coded passages held at once


def code_pairs(segments: pd.DataFrame, codes: pd.DataFrame) -> pd.DataFrame:
    """Count how often two codes occur together, with the coefficient that ATLAS.ti uses.

    Segments with the same source, start and end are one passage, whoever coded them; a segment
    without a place is a passage of its own. Two passages overlap when they share a character; one
    of no length overlaps nothing. A passage counts for the codes above its code too, once, as
    coding programs count for a category.

    Parameters
    ----------
    segments : DataFrame
        Table of kind ``segments``.
    codes : DataFrame
        Table of kind ``codes``.

    Returns
    -------
    DataFrame
        One row per pair of codes that occur together, the strongest first: ``code, other`` (in
        the order of the codes), ``n, n_other`` (passages of each), ``same`` (passages with both),
        ``overlapping`` (pairs of a passage of the one and a passage of the other that are the
        same or overlap), how these lie: ``within`` (that of the code in that of the other),
        ``encloses`` (the other way round) and ``partly`` (each has a part of its own), so that
        ``same, within, encloses`` and ``partly`` add up to ``overlapping``; and ``c_same, c``: the
        two counts as n12 / (n1 + n2 - n12). A passage that overlaps several counts for each, so
        that ``c`` can be larger than 1; where the divisor is not positive it is missing.
        ``nested`` tells that the one stands below the other, so that they go together by
        themselves; these come last.
    """
    marks = _marks(segments, codes)
    size = len(codes)
    passages = np.bincount(marks["code"], minlength=size)
    same = _same(marks, size)
    within, partly = _overlapping(marks, size)
    partly = partly + partly.T
    together = same + within + within.T + partly
    one, other = np.nonzero(np.triu(together, 1))
    found = pd.DataFrame(
        {
            "code": codes["code"].to_numpy()[one],
            "other": codes["code"].to_numpy()[other],
            "n": passages[one],
            "n_other": passages[other],
            "same": same[one, other],
            "overlapping": together[one, other],
            "within": within[one, other],
            "encloses": within[other, one],
            "partly": partly[one, other],
        }
    )
    found["c_same"] = _coefficient(found, "same")
    found["c"] = _coefficient(found, "overlapping")
    above = _above(codes)
    found["nested"] = [
        one in above[other] or other in above[one]
        for one, other in zip(found["code"], found["other"], strict=True)
    ]
    order = {"nested": True, "c": False, "overlapping": False}
    found = found.sort_values(list(order), ascending=list(order.values()), kind="stable")
    return found.reset_index(drop=True)


def is_unequal(pairs: pd.DataFrame) -> list[bool]:
    """Tell of each pair whether one code is so much more frequent that c cannot be large.

    Parameters
    ----------
    pairs : DataFrame
        What `code_pairs` gives.

    Examples
    --------
    >>> is_unequal(pd.DataFrame({"n": [10, 4], "n_other": [2, 4]}))
    [True, False]
    """
    both = pairs[["n", "n_other"]]
    return [bool(high >= UNEQUAL * low) for low, high in zip(both.min(axis=1), both.max(axis=1),
                                                              strict=True)]  # fmt: skip


def most_together(pairs: pd.DataFrame, order: Iterable[str], *, most: int) -> list[str]:
    """Choose the codes with the most overlapping passages, in the order given."""
    counts = pd.concat([pairs.set_index("code"), pairs.set_index("other")])["overlapping"]
    totals = counts.groupby(level=0).sum().sort_values(ascending=False, kind="stable")
    chosen = set(totals.index[:most])
    return [code for code in order if code in chosen]


def summarise_code_pairs(pairs: pd.DataFrame) -> dict[str, Any]:
    """Collect the values of the analysis co-occurrence.

    Returns
    -------
    dict
        ``n_pairs``, ``n_pairs_on_one_passage``, ``n_pairs_unequal``
        (one code far more frequent), of pairs where none stands below the other, and
        ``pair.<slug>.<slug>`` with ``same, overlapping, within, encloses, partly`` and ``c``.
    """
    by_pair: dict[str, Any] = {}
    apart = ~pairs["nested"].astype(bool)
    for row in pairs.itertuples():
        by_pair.setdefault(slug(str(row.code)), {})[slug(str(row.other))] = {
            name: getattr(row, name) for name in ("same", "overlapping", *KINDS, "c")
        }
    return {
        "n_pairs": int(apart.sum()),
        "n_pairs_on_one_passage": int((apart & (pairs["same"] > 0)).sum()),
        "n_pairs_unequal": sum(is_unequal(pairs[apart])),
        "pair": by_pair,
    }


def _above(codes: pd.DataFrame) -> dict[str, set[str]]:
    """List the codes above each code; where the tree runs in a circle, each once."""
    parents = codes["parent"] if "parent" in codes else pd.Series(None, index=codes.index)
    parent = {code: over for code, over in zip(codes["code"], parents, strict=True)
              if isinstance(over, str)}  # fmt: skip
    above: dict[str, set[str]] = {}
    for code in codes["code"]:
        passed: set[str] = set()
        over = parent.get(code)
        while over is not None and over not in passed and over != code:
            passed.add(over)
            over = parent.get(over)
        above[code] = passed
    return above


def _with_above(segments: pd.DataFrame, codes: pd.DataFrame) -> pd.DataFrame:
    """Add each passage under the codes above its own."""
    pairs = [(code, over) for code, those in _above(codes).items() for over in those]
    over = pd.DataFrame(pairs, columns=["code", "over"], dtype="str")
    more = segments.merge(over, on="code").drop(columns="code").rename(columns={"over": "code"})
    more = more[more["code"].isin(codes["code"])]
    return pd.concat([segments, more], ignore_index=True) if len(more) else segments


def _marks(segments: pd.DataFrame, codes: pd.DataFrame) -> pd.DataFrame:
    """Give each passage and code once, as numbers, in the order of the places."""
    segments = _with_above(segments, codes)
    placed = segments[["source", "start", "end"]].notna().all(axis=1)
    place = segments["source"] + "\0" + segments["start"].astype("str") + "\0"
    place += segments["end"].astype("str")
    passage = place.where(placed, "\0" + segments["segment"].astype("str"))
    marks = pd.DataFrame(
        {
            "passage": pd.factorize(passage)[0],
            "code": pd.Index(codes["code"]).get_indexer(segments["code"]),
            # Without a place a passage overlaps nothing: each is in a source of its own.
            "source": pd.factorize(segments["source"].where(placed, passage))[0],
            "start": segments["start"].where(placed, 0).astype(int),
            "end": segments["end"].where(placed, 0).astype(int),
        }
    ).drop_duplicates(["passage", "code"])
    # One line for all sources: none of its stretches touches another.
    reach = int(marks["end"].max()) + 1 if len(marks) else 1
    marks["start"] += marks["source"] * reach
    marks["end"] += marks["source"] * reach
    return marks.sort_values(["start", "end", "passage"], ignore_index=True)


def _same(marks: pd.DataFrame, size: int) -> np.ndarray:
    """Count passages with both codes, as a square of codes."""
    pairs = marks[["passage", "code"]].merge(marks[["passage", "code"]], on="passage")
    return _square(pairs["code_x"].to_numpy(), pairs["code_y"].to_numpy(), size)


def _overlapping(marks: pd.DataFrame, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Count pairs of different passages that overlap, as squares of codes.

    The first counts passages of the one code that lie within one of the other, the second those
    that begin before one of the other, and end within it.
    """
    marks = marks[marks["end"] > marks["start"]]
    start, end = marks["start"].to_numpy(), marks["end"].to_numpy()
    passage, code = marks["passage"].to_numpy(), marks["code"].to_numpy()
    # Of what stands behind a mark, all that begins before its end overlaps it.
    first = np.arange(len(marks)) + 1
    number = np.maximum(np.searchsorted(start, end, side="left") - first, 0)
    within, partly = np.zeros((size, size), dtype=int), np.zeros((size, size), dtype=int)
    parts = np.searchsorted(np.cumsum(number), np.arange(0, number.sum() + 1, AT_A_TIME))
    for begin, stop in zip(parts, [*parts[1:], len(marks)], strict=True):
        many = number[begin:stop]
        one = np.repeat(np.arange(begin, stop), many)
        other = one + 1 + np.arange(len(one)) - np.repeat(np.cumsum(many) - many, many)
        apart = passage[one] != passage[other]
        one, other = one[apart], other[apart]
        inside = end[other] <= end[one]
        around = ~inside & (start[other] == start[one])
        beside = ~inside & ~around
        within += _square(code[other[inside]], code[one[inside]], size)
        within += _square(code[one[around]], code[other[around]], size)
        partly += _square(code[one[beside]], code[other[beside]], size)
    return within, partly


def _square(one: np.ndarray, other: np.ndarray, size: int) -> np.ndarray:
    return np.bincount(one * size + other, minlength=size * size).reshape(size, size)


def _coefficient(pairs: pd.DataFrame, together: str) -> pd.Series:
    divisor = pairs["n"] + pairs["n_other"] - pairs[together]
    return pairs[together] / divisor.where(divisor > 0)
