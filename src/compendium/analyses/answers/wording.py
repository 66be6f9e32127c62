"""What the tables of answers say alike."""

import pandas as pd

from compendium.analyses.answers.few import shown_spread
from compendium.language import say, written
from compendium.study.small_cells import rule


def spread_rule(spread: pd.DataFrame, least: int) -> str:
    """Say what stands for small numbers of people, where there are some in a spread."""
    shown = shown_spread(spread, least)
    return rule([*shown["n"], *shown["missing"]], least)


def two_decimals(number: float) -> str:
    """Write a number with two decimals, or nothing where there is none."""
    return "" if pd.isna(number) else written(number, 2)


def with_ends(value: float, low: float, high: float) -> str:
    """Write a value with the ends of its interval."""
    if pd.isna(value):
        return say("not defined")
    ends = "" if pd.isna(low) else f" [{written(low, 2)}, {written(high, 2)}]"
    return written(value, 2) + ends
