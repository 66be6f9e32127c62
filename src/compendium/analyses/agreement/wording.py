"""What the figure and the table of agreement say alike."""

from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd

from compendium.language import counted, listed, mark, say, tell, written

UNIT_RULES = {
    "document": mark("document (a coder gave the code anywhere in the source, or not)"),
    "segment": mark(
        "segment (of each passage that any coder marked with any code: a coder gave the code to "
        "it or to a passage that overlaps it, or not; what nobody marked is no unit, so that kappa "
        "and alpha of a code that stands on nearly all of them are low)"
    ),
    "character": mark("character (each lies in a passage to which a coder gave the code, or not)"),
}
READ_RULE = mark(
    "A coder has read a source when they coded at least one passage of it, or are named in its "
    "column read_by; only sources that two or more coders have read are compared."
)
POOL_RULE = mark(
    "All codes: the coefficient of the mean observed and the mean expected agreement of the codes "
    "(De Vries et al. 2008)."
)
FIRM, TENTATIVE = 0.8, 0.667  # least alpha for conclusions, after Krippendorff (2004)
EXTREME = 0.05  # prevalence below which, or above its complement, chance explains nearly all
FEW = 10  # units with the code, of which one more would move a coefficient far


def coefficient(value: float) -> str:
    """Write a coefficient with two decimals, or that it is not defined.

    Examples
    --------
    >>> coefficient(0.7431), coefficient(float("nan"))
    ('0.74', 'not defined')
    """
    return say("not defined") if pd.isna(value) else written(value, 2)


def with_interval(value: float, low: float, high: float) -> str:
    """Write a coefficient with its interval, where there is one.

    Examples
    --------
    >>> with_interval(0.74, 0.5, 0.9), with_interval(0.74, float("nan"), float("nan"))
    ('0.74 [0.50, 0.90]', '0.74')
    """
    ends = "" if pd.isna(low) else f" [{written(low, 2)}, {written(high, 2)}]"
    return coefficient(value) + ends


def reading(row: Mapping[str, Any]) -> str:
    """Say what a coefficient means at this prevalence and number of units.

    Parameters
    ----------
    row : mapping
        ``alpha, percentage, prevalence, coded``, as `co.agreement` gives them.

    Examples
    --------
    >>> reading({"alpha": 0.1, "percentage": 0.96, "prevalence": 0.02, "coded": 40})
    'below 0.667, but the code is on 2 % of what was judged: see AC1, and the passages'
    >>> reading({"alpha": 0.85, "percentage": 0.96, "prevalence": 0.3, "coded": 7})
    'firm, of 7 units only'
    """
    alpha, share = row["alpha"], row["prevalence"]
    if pd.isna(alpha):
        return say("not defined: every value is the same")
    if alpha >= TENTATIVE:
        found = say("firm") if alpha >= FIRM else say("tentative")
    else:
        found = say("below 0.667") if alpha > 0 else say("no better than chance")
        if row["percentage"] >= FIRM and not EXTREME < share < 1 - EXTREME:
            percent = written(100 * share, 0)
            found += say(
                ", but the code is on {percent} % of what was judged: see AC1, and the passages",
                percent=percent,
            )
    return (
        say("{found}, of {units} only", found=found, units=counted(row["coded"], "unit"))
        if row["coded"] < FEW
        else found
    )


def left_out(units: Collection[str]) -> str:
    """Say which units are not compared, and why; nothing where all are.

    Examples
    --------
    >>> left_out(["document", "segment"])
    ' Characters are not compared: no passage of two coders has a beginning and an end apart.'
    """
    if "segment" not in units:
        return say(
            " Documents alone are compared: no passage of two coders has a place in its source."
        )
    if "character" not in units:
        return say(
            " Characters are not compared: no passage of two coders has a beginning "
            "and an end apart."
        )
    return ""


def alphas(table: pd.DataFrame) -> str:
    """Say alpha over all codes, unit by unit."""
    overall = table[table["code"].isna()].drop_duplicates("unit")
    return listed(f"{tell(row.unit)} {coefficient(row.alpha)}" for row in overall.itertuples())
