"""Tables for print of how respondents answered."""

import pandas as pd

from compendium.exhibits.exhibit import Exhibit
from compendium.naming import counted

SPREAD = {
    "round": "Round",
    "dimension": "Dimension",
    "item": "Item",
    "n": "n",
    "missing": "Missing",
    "mean": "Mean",
    "sd": "SD",
    "q1": "First quartile",
    "median": "Median",
    "q3": "Third quartile",
}


def tabulate_item_spread(spread: pd.DataFrame, *, title: str) -> Exhibit:
    """List each item with the mean and spread of its scores, by round.

    Parameters
    ----------
    spread : DataFrame
        What `co.item_spread` gives.
    title : str
        Who answered.

    Returns
    -------
    Exhibit
        Columns Round, Dimension, Item, n, Missing, Mean, SD and quartiles.
    """
    named = spread.assign(item=spread["item"] + ". " + spread["label"])
    return Exhibit(
        _shown(named),
        f"{title}: mean and spread of the scores of each item (0 to 100), of those who answered "
        "it; SD is the standard deviation with n - 1.",
        f"Table of {counted(spread['item'].nunique(), 'item')} in "
        f"{counted(spread['round'].nunique(), 'round')}.",
    )


def tabulate_dimension_spread(
    spread: pd.DataFrame, *, least_answered: float, title: str
) -> Exhibit:
    """List each dimension with the mean and spread of the respondents' scores, by round.

    Parameters
    ----------
    spread : DataFrame
        What `co.dimension_spread` gives.
    least_answered : float
        Part of a dimension's items that a respondent had to answer.
    title : str
        Who answered.

    Returns
    -------
    Exhibit
        Columns Round, Dimension, n, Missing, Mean, SD and quartiles.
    """
    return Exhibit(
        _shown(spread),
        f"{title}: mean and spread of the respondents' scores on each dimension (0 to 100). "
        f"Missing are those who answered less than {100 * least_answered:.0f} % of its items.",
        f"Table of {counted(spread['dimension'].nunique(), 'dimension')} in "
        f"{counted(spread['round'].nunique(), 'round')}.",
    )


def tabulate_changes(changes: pd.DataFrame, *, title: str) -> Exhibit:
    """List what changed on each dimension from one round to another.

    Parameters
    ----------
    changes : DataFrame
        What `co.round_changes` gives; it may have no rows.
    title : str
        Who answered.

    Returns
    -------
    Exhibit
        Columns Dimension, From, To, Mean before, Mean after, Difference, In both, Mean change,
        SD of change.
    """
    table = pd.DataFrame(
        {
            "Dimension": changes["dimension"],
            "From": changes["before"],
            "To": changes["after"],
            "Mean before": changes["mean_before"].map(_decimal),
            "Mean after": changes["mean_after"].map(_decimal),
            "Difference": changes["difference"].map(_signed),
            "In both": changes["n_paired"],
            "Mean change": changes["paired_difference"].map(_signed),
            "SD of change": changes["paired_sd"].map(_decimal),
        }
    )
    if table.empty:
        nothing = f"{title}: there is one round, so that nothing can have changed between rounds."
        return Exhibit(table, nothing, nothing)
    return Exhibit(
        table,
        f"{title}: change of each dimension between rounds. Difference compares all who have a "
        "score in a round; mean change is that of the respondents who have one in both.",
        f"Table of changes in {counted(table['Dimension'].nunique(), 'dimension')}.",
    )


def _shown(spread: pd.DataFrame) -> pd.DataFrame:
    table = spread[[name for name in SPREAD if name in spread]].copy()
    for name in ("mean", "sd", "q1", "median", "q3"):
        table[name] = table[name].map(_decimal)
    return table.rename(columns=SPREAD)


def _decimal(number: float) -> str:
    return "" if pd.isna(number) else f"{number:.1f}"


def _signed(number: float) -> str:
    # A change that rounds to nothing has no sign.
    return "" if pd.isna(number) else f"{round(number, 1) + 0.0:+.1f}".replace("+0.0", "0.0")
