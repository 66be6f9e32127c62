"""Values of the analysis answers, for the paper and for verification."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from compendium.analyses.answers.few import (
    few_blank,
    few_in_a_round,
    shown_pairs,
    told_of_enough,
)
from compendium.naming import slug
from compendium.study.small_cells import HELD, number_or_text, shown_part


def summarise_answers(
    items: pd.DataFrame,
    dimensions: pd.DataFrame,
    changes: pd.DataFrame,
    *,
    answers: pd.DataFrame,
    least_answered: float,
    smallest_cell: int = 1,
) -> dict[str, Any]:
    """Collect the values of the analysis answers.

    Parameters
    ----------
    items, dimensions, changes : DataFrame
        What `item_spread`, `dimension_spread` and `round_changes` give.
    answers : DataFrame
        What `recoded` gives.
    least_answered : float
        Part of a dimension's items that a respondent had to answer.
    smallest_cell : int, optional
        The smallest number of people of whom a value tells; those of fewer are left out.

    Returns
    -------
    dict
        ``round`` (by round: ``n_respondents``, ``n_answers``, ``n_blank``, ``item_mean``,
        ``item_sd``, ``dimension_mean`` and ``dimension_sd``), ``change`` (from the first to the
        last round, by dimension), ``n_paired`` (likewise), ``n_items``, ``n_dimensions``,
        ``n_rounds``, ``n_respondents``, ``n_answers``, ``n_blank`` and ``least_answered``.
    """
    rounds = list(answers["round"].unique())
    items, dimensions = (told_of_enough(table, smallest_cell) for table in (items, dimensions))
    whole = changes[(changes["before"] == rounds[0]) & (changes["after"] == rounds[-1])]
    whole = whole[(whole[["n_before", "n_after"]] >= smallest_cell).all(axis=1)]
    names = [slug(dimension) for dimension in whole["dimension"]]
    return {
        "round": {
            slug(name): {
                **_counts(answers[answers["round"] == name], smallest_cell),
                "item_mean": _by(items[items["round"] == name], "item", "mean"),
                "item_sd": _by(items[items["round"] == name], "item", "sd"),
                "dimension_mean": _by(dimensions[dimensions["round"] == name], "dimension", "mean"),
                "dimension_sd": _by(dimensions[dimensions["round"] == name], "dimension", "sd"),
            }
            for name in rounds
        },
        "change": _known(dict(zip(names, whole["difference"], strict=True))),
        "n_paired": dict(
            zip(names, shown_pairs(whole["n_paired"], whole["others"], smallest_cell), strict=True)
        ),
        "n_items": answers["item"].nunique(),
        "n_dimensions": answers["dimension"].nunique(),
        "n_rounds": len(rounds),
        **_counts(answers, smallest_cell),
        "least_answered": least_answered,
    }


def _counts(answers: pd.DataFrame, least: int) -> dict[str, int | str]:
    """Count respondents and answers; where one number would tell of a few, what stands for it."""
    n = int(answers["respondent"].nunique())
    few = few_in_a_round(answers, least)
    held = few or few_blank(answers, least)
    return {
        "n_respondents": number_or_text(shown_part(n, least=least)),
        "n_answers": HELD if held else int(answers["score"].notna().sum()),
        "n_blank": HELD if held else int(answers["score"].isna().sum()),
    }


def _by(spread: pd.DataFrame, name: str, value: str) -> dict[str, float]:
    names = spread[name] if name == "item" else spread[name].map(slug)
    return _known(dict(zip(names, spread[value], strict=True)))


def _known(values: Mapping[str, float]) -> dict[str, float]:
    """Leave out what is not known, such as the spread of one respondent."""
    return {name: float(value) for name, value in values.items() if pd.notna(value)}
