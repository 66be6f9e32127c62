"""Which scores a group of respondents can give to an item, and in how many ways."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import comb

import pandas as pd

from compendium.analyses.scale_scores.grim import as_decimal, grimmer
from compendium.rounding import Bounds, Number, bounds


def printed_scores(scored: pd.DataFrame) -> list[str]:
    """Give the scores as they are printed, where that is known; else with the fewest decimals."""
    written = scored["printed"] if "printed" in scored else [None] * len(scored)
    return [
        text if isinstance(text, str) else _shortest(score)
        for text, score in zip(written, scored["score"], strict=True)
    ]


def _shortest(score: Number | str) -> str:
    if isinstance(score, str | Decimal):
        return str(score)
    return f"{float(score):.12g}"


def possible_scores(respondents: int, points: int) -> pd.DataFrame:
    """List every mean score that a group can give to one item.

    Each respondent marks one of k points, recoded to equal steps from 0 to 100. The mean of n
    respondents then moves in steps of 100 / (n (k - 1)); any other mean is impossible, which
    is the idea of the GRIM test.

    Parameters
    ----------
    respondents : int
        Number of respondents n, at least 1.
    points : int
        Number of points k of the answer scale, at least 2.

    Returns
    -------
    DataFrame
        One row per possible mean: ``score`` (0 to 100), ``answer_sets`` (how many sets of
        answers give it, no matter who answered what) and ``answer_patterns`` (how many when it
        does matter).

    References
    ----------
    Brown and Heathers (2017), the GRIM test.

    Examples
    --------
    >>> possible_scores(2, 3)
       score  answer_sets  answer_patterns
    0    0.0            1                1
    1   25.0            1                2
    2   50.0            2                3
    3   75.0            1                2
    4  100.0            1                1
    """
    if respondents < 1 or points < 2:
        raise ValueError("there must be at least 1 respondent and 2 points on the scale")
    top = respondents * (points - 1)
    return pd.DataFrame(
        {
            "score": [100 * total / top for total in range(top + 1)],
            "answer_sets": _sets(respondents, points - 1),
            "answer_patterns": [_patterns(total, respondents, points) for total in range(top + 1)],
        }
    )


def granularity(
    scored: pd.DataFrame, *, respondents: int, points: int, rounding: str = "any"
) -> pd.DataFrame:
    """Check which published scores a group of this size could have given.

    Parameters
    ----------
    scored : DataFrame
        What `item_scores` gives. A score counts with the decimals with which it is printed: 63.0
        says more than 63. Without the column ``printed``, ``score`` may be text, too.
    respondents : int
        Number of respondents.
    points : int
        Number of points of the answer scale.
    rounding : str, optional
        How the publication rounded: ``half up``, ``half down``, ``half even``, ``down`` (the rest
        was cut off) or ``any``: whatever was done with a half.

    Returns
    -------
    DataFrame
        ``round, item, label, score, printed, possible, answer_sets, answer_patterns``: whether
        some possible mean is printed so, and how many sets and patterns of answers give such a
        mean. Where ``scored`` has the column ``sd``, also ``sd`` and ``sd_possible``: whether such
        answers exist that have this standard deviation, too (`grimmer`).

    References
    ----------
    Brown and Heathers (2017), the GRIM test, Social Psychological and Personality Science 8.
    """
    possible = possible_scores(respondents, points)
    exactly = [Fraction(100 * total, respondents * (points - 1)) for total in range(len(possible))]
    texts = printed_scores(scored)
    found = {text: _counts(possible, exactly, bounds(as_decimal(text), rounding)) for text in texts}
    checked = scored[["round", "item", "label", "score"]].reset_index(drop=True)
    checked["printed"] = texts
    checked["possible"] = [found[text][0] > 0 for text in texts]
    checked["answer_sets"] = [found[text][0] for text in texts]
    checked["answer_patterns"] = [found[text][1] for text in texts]
    if "sd" not in scored:
        return checked
    step = Fraction(100, points - 1)
    known = list(zip(texts, scored["sd"], strict=True))
    checked["sd"] = [sd for _, sd in known]
    checked["sd_possible"] = [
        grimmer(text, sd, respondents, step=step, rounding=rounding)
        if isinstance(sd, str)
        else pd.NA
        for text, sd in known
    ]
    return checked.astype({"sd_possible": "boolean"})


def _counts(possible: pd.DataFrame, exactly: Sequence[Fraction], held: Bounds) -> tuple[int, int]:
    """Count the sets and the patterns of answers with a mean between the limits."""
    inside = [held.hold(score) for score in exactly]
    chosen = possible[inside]
    return sum(chosen["answer_sets"]), sum(chosen["answer_patterns"])


def _sets(parts: int, largest: int) -> list[int]:
    """Count, for each total, the ways to write it as at most so many parts up to the largest."""
    ways = [[0] * (parts * largest + 1) for _ in range(parts + 1)]
    ways[0][0] = 1
    for size in range(1, largest + 1):
        for used in range(1, parts + 1):
            for amount in range(size, used * largest + 1):
                ways[used][amount] += ways[used - 1][amount - size]
    return [sum(counts) for counts in zip(*ways, strict=True)]


def _patterns(total: int, dice: int, faces: int) -> int:
    """Count the ordered answers, each from 0 to faces - 1, that add up to a total."""
    return sum(
        (-1) ** over * comb(dice, over) * comb(total - over * faces + dice - 1, dice - 1)
        for over in range(total // faces + 1)
        if over <= dice
    )
