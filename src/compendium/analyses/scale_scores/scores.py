"""Scores of a questionnaire: items, their dimensions, and what the paper uses of them."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pandas as pd

from compendium.analyses.scale_scores.possible import granularity, printed_scores
from compendium.naming import slug
from compendium.rounding import round_half_up


def item_scores(items: pd.DataFrame, scores: pd.DataFrame) -> pd.DataFrame:
    """Put each item's score beside its dimension and label.

    Parameters
    ----------
    items : DataFrame
        Table of kind ``items``.
    scores : DataFrame
        Table of kind ``scores``: score from 0 to 100; in an extra column ``sd``, the standard
        deviation (with n - 1) as it is printed.

    Returns
    -------
    DataFrame
        Columns ``round, dimension, item, label, score, printed`` (the score as it is printed, a
        text) and, where the publication prints it, ``sd`` (likewise a text); rounds and items in
        the order of their tables; an item without a score in a round is not listed for that round.
    """
    order = {
        "round": {name: place for place, name in enumerate(scores["round"].unique())},
        "item": {name: place for place, name in enumerate(items["item"])},
    }
    merged = scores.merge(items, on="item", validate="many_to_one", suffixes=("", "_item"))
    merged = merged.sort_values(
        ["round", "item"], key=lambda column: column.map(order[column.name]), kind="stable"
    )
    merged = merged.drop(columns="printed", errors="ignore")
    merged["printed"] = printed_scores(merged.rename(columns={"score_as_printed": "printed"}))
    columns = ["round", "dimension", "item", "label", "score", "printed"]
    columns += ["sd"] if "sd" in merged else []
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
    exact = scored.assign(exact=[Fraction(text) for text in printed_scores(scored)])
    grouped = exact.groupby(["round", "dimension"], sort=False)["exact"]
    means = grouped.agg(items="size", mean=_mean).reset_index()
    # A mean that is exactly a half goes up: it is rounded before it becomes a binary number.
    means["score"] = [int(round_half_up(mean)) for mean in means["mean"]]
    return means.astype({"mean": float})


def _mean(numbers: pd.Series) -> Fraction:
    return sum(numbers, Fraction(0)) / len(numbers)


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
    mean = _mean(pd.Series([Fraction(text) for text in printed_scores(last)], dtype=object))
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
        "mean_all_items": float(mean),
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
