"""Scores of a questionnaire: items, their dimensions, and which scores are possible at all."""

from collections.abc import Mapping
from math import comb
from typing import Any

import pandas as pd

from compendium.naming import slug
from compendium.rounding import round_half_up


def item_scores(items: pd.DataFrame, scores: pd.DataFrame) -> pd.DataFrame:
    """Put each item's score beside its dimension and label.

    Parameters
    ----------
    items : DataFrame
        Table of kind ``items``.
    scores : DataFrame
        Table of kind ``scores``: score from 0 to 100.

    Returns
    -------
    DataFrame
        Columns ``round, dimension, item, label, score``, rounds and items in the order of their
        tables; an item without a score in a round is not listed for that round.
    """
    order = {
        "round": {name: place for place, name in enumerate(scores["round"].unique())},
        "item": {name: place for place, name in enumerate(items["item"])},
    }
    merged = scores.merge(items, on="item", validate="many_to_one", suffixes=("", "_item"))
    merged = merged.sort_values(
        ["round", "item"], key=lambda column: column.map(order[column.name]), kind="stable"
    )
    columns = ["round", "dimension", "item", "label", "score"]
    return merged[columns].reset_index(drop=True)


def dimension_means(scored: pd.DataFrame) -> pd.DataFrame:
    """Mean score of each dimension: the plain mean of its items.

    Parameters
    ----------
    scored : DataFrame
        What `item_scores` gives.

    Returns
    -------
    DataFrame
        Columns ``round, dimension, items, mean, score``: the number of items, their mean and
        the mean rounded half up to a whole number; dimensions in the order of their items.

    References
    ----------
    Wagemakers et al. (2010), the Coordinated Action Checklist.
    """
    grouped = scored.groupby(["round", "dimension"], sort=False)["score"]
    means = grouped.agg(items="size", mean="mean").reset_index()
    means["mean"] = means["mean"].astype(float)
    means["score"] = [int(round_half_up(mean)) for mean in means["mean"]]
    return means


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


def granularity(scored: pd.DataFrame, *, respondents: int, points: int) -> pd.DataFrame:
    """Check which published scores a group of this size could have given.

    Parameters
    ----------
    scored : DataFrame
        What `item_scores` gives, scores as printed.
    respondents : int
        Number of respondents.
    points : int
        Number of points of the answer scale.

    Returns
    -------
    DataFrame
        ``round, item, label, score, possible, answer_sets, answer_patterns``: whether some
        possible mean rounds half up to the printed score, and how many sets and patterns of
        answers give such a mean.
    """
    possible = possible_scores(respondents, points)
    checked = scored[["round", "item", "label", "score"]].reset_index(drop=True)
    # A score is compared at its own precision: 62.5 is as exact as it is printed.
    rounded = {
        decimals: possible.groupby([round_half_up(score, decimals) for score in possible["score"]])[
            ["answer_sets", "answer_patterns"]
        ].sum()
        for decimals in {_decimals(score) for score in checked["score"]}
    }
    sets, patterns = (
        [rounded[_decimals(score)][name].get(float(score), 0) for score in checked["score"]]
        for name in ("answer_sets", "answer_patterns")
    )
    checked["possible"] = [number > 0 for number in sets]
    return checked.assign(answer_sets=sets, answer_patterns=patterns)


def _decimals(score: float) -> int:
    """Decimals that a score is given with; none for a whole number."""
    decimals = f"{float(score):.6f}".partition(".")[2]
    return len(decimals.rstrip("0"))


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


def summarise_scores(
    scored: pd.DataFrame, means: pd.DataFrame, *, scale: Mapping[str, int]
) -> dict[str, Any]:
    """Collect the values of the analysis scale-scores.

    With several rounds, those of the last round; the paper and the verification name them by
    path, such as ``score.4`` and ``dimension_mean.task_dimension``.

    Parameters
    ----------
    scored, means : DataFrame
        What `item_scores` and `dimension_means` give.
    scale : mapping
        ``respondents`` and ``points``, and ``minimum`` and ``maximum`` of the scores (by default
        0 and 100).

    Returns
    -------
    dict
        ``score``, ``dimension_mean`` (not rounded), ``dimension_score`` (rounded half up),
        ``mean_all_items``, ``score_all_items`` (rounded), ``n_items``, ``n_dimensions``,
        ``n_respondents``, ``points``, ``minimum``, ``maximum``, ``step`` (between two possible
        scores of an item),
        ``n_impossible`` (item scores that no set of answers gives), ``lowest`` and ``highest``
        (label and score of the item).
    """
    respondents, points = scale["respondents"], scale["points"]
    final = scored["round"].iloc[-1]
    last, last_means = scored[scored["round"] == final], means[means["round"] == final]
    checked = granularity(last, respondents=respondents, points=points)
    mean = float(last["score"].mean())
    names = [slug(dimension) for dimension in last_means["dimension"]]
    extremes = {
        name: {"item": row["item"], "label": row["label"], "score": float(row["score"])}
        for name, row in (
            ("lowest", last.loc[last["score"].idxmin()]),
            ("highest", last.loc[last["score"].idxmax()]),
        )
    }
    return {
        "score": dict(zip(last["item"], last["score"].astype(float), strict=True)),
        "dimension_mean": dict(zip(names, last_means["mean"], strict=True)),
        "dimension_score": dict(zip(names, last_means["score"], strict=True)),
        "mean_all_items": mean,
        "score_all_items": int(round_half_up(mean)),
        "n_items": len(last),
        "n_dimensions": len(last_means),
        "n_rounds": scored["round"].nunique(),
        "n_respondents": respondents,
        "points": points,
        "minimum": scale.get("minimum", 0),
        "maximum": scale.get("maximum", 100),
        "step": 100 / (respondents * (points - 1)),
        "n_impossible": int((~checked["possible"]).sum()),
        "fewest_answer_sets": int(checked["answer_sets"].min()),
        "most_answer_sets": int(checked["answer_sets"].max()),
        **extremes,
    }
