"""Tables for print of how respondents answered."""

import pandas as pd

from compendium.analyses.answers.few import shown_pairs, shown_spread
from compendium.analyses.answers.wording import spread_rule, with_ends
from compendium.exhibits.exhibit import Exhibit
from compendium.language import counted, probability, say, written
from compendium.study.small_cells import HELD, rule, without_small

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


def tabulate_item_spread(spread: pd.DataFrame, *, title: str, smallest_cell: int = 1) -> Exhibit:
    """List each item with the mean and spread of its scores, by round.

    Parameters
    ----------
    spread : DataFrame
        What `co.item_spread` gives.
    title : str
        Who answered.
    smallest_cell : int, optional
        The smallest number of people of whom something is told.

    Returns
    -------
    Exhibit
        Columns Round, Dimension, Item, n, Missing, Mean, SD and quartiles.
    """
    named = spread.assign(item=spread["item"] + ". " + spread["label"])
    return Exhibit(
        _shown(named, smallest_cell),
        say(
            "{title}: mean and spread of the scores of each item (0 to 100), of those "
            "who answered it; SD is the standard deviation with n - 1.",
            title=title,
        )
        + spread_rule(spread, smallest_cell),
        say(
            "Table of {items} in {rounds}.",
            items=counted(spread["item"].nunique(), "item"),
            rounds=counted(spread["round"].nunique(), "round"),
        ),
    )


def tabulate_dimension_spread(
    spread: pd.DataFrame, *, least_answered: float, title: str, smallest_cell: int = 1
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
    smallest_cell : int, optional
        The smallest number of people of whom something is told.

    Returns
    -------
    Exhibit
        Columns Round, Dimension, n, Missing, Mean, SD and quartiles.
    """
    return Exhibit(
        _shown(spread, smallest_cell),
        say(
            "{title}: mean and spread of the respondents' scores on each dimension (0 "
            "to 100). Missing are those who answered less than {least_answered:.0f} % "
            "of its items.",
            title=title,
            least_answered=100 * least_answered,
        )
        + spread_rule(spread, smallest_cell),
        say(
            "Table of {dimensions} in {rounds}.",
            dimensions=counted(spread["dimension"].nunique(), "dimension"),
            rounds=counted(spread["round"].nunique(), "round"),
        ),
    )


def tabulate_changes(changes: pd.DataFrame, *, title: str, smallest_cell: int = 1) -> Exhibit:
    """List what changed on each dimension from one round to another.

    Parameters
    ----------
    changes : DataFrame
        What `co.round_changes` gives; it may have no rows.
    title : str
        Who answered.
    smallest_cell : int, optional
        The smallest number of people of whom something is told.

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
    for n, columns in (
        ("n_before", ["Mean before", "Difference"]),
        ("n_after", ["Mean after", "Difference"]),
    ):
        few = changes[n].between(1, smallest_cell - 1)
        table[columns] = table[columns].mask(few, HELD)
    told = ["Mean change", "SD of change"]
    n, out = changes["n_paired"], changes["others"]
    table = without_small(table, n, least=smallest_cell, number="In both", columns=told)
    table["In both"] = shown_pairs(n, out, smallest_cell)
    if table.empty:
        nothing = say(
            "{title}: there is one round, so that nothing can have changed between rounds.",
            title=title,
        )
        return Exhibit(table, nothing, nothing)
    return Exhibit(
        table,
        say(
            "{title}: change of each dimension between rounds. Difference compares all "
            "who have a score in a round; mean change is that of the respondents who "
            "have one in both.",
            title=title,
        )
        + rule([str(one) for one in table["In both"]], smallest_cell),
        say(
            "Table of changes in {dimensions}.",
            dimensions=counted(table["Dimension"].nunique(), "dimension"),
        ),
    )


def tabulate_paired_changes(
    changes: pd.DataFrame, *, title: str, smallest_cell: int = 1
) -> Exhibit:
    """List how large and how sure the change of each dimension is.

    Parameters
    ----------
    changes : DataFrame
        What `co.paired_changes` gives; it may have no rows.
    title : str
        Who answered.
    smallest_cell : int, optional
        The smallest number of people of whom something is told.

    Returns
    -------
    Exhibit
        Columns Dimension, From, To, n, Mean change, 95 % interval, dz, p, Reading.
    """
    table = pd.DataFrame(
        {
            "Dimension": changes["dimension"],
            "From": changes["before"],
            "To": changes["after"],
            "n": changes["n"],
            "Mean change": changes["change"].map(_signed),
            "95 % interval": [
                ""
                if pd.isna(row.low)
                else say(
                    "{signed} to {signed_2}", signed=_signed(row.low), signed_2=_signed(row.high)
                )
                for row in changes.itertuples()
            ],
            "dz": [
                ""
                if pd.isna(row.effect)
                else with_ends(row.effect, row.effect_low, row.effect_high)
                for row in changes.itertuples()
            ],
            "p": ["" if pd.isna(p) else probability(p) for p in changes["p"]],
            "Reading": changes["reading"],
        }
    )
    told = ["Mean change", "95 % interval", "dz", "p", "Reading"]
    table = without_small(table, changes["n"], least=smallest_cell, number="n", columns=told)
    table["n"] = shown_pairs(changes["n"], changes["others"], smallest_cell)
    return Exhibit(
        table,
        say(
            "{title}: change of those who have a score in both rounds. dz is the mean "
            "change by the standard deviation of the changes. The intervals (that of dz in "
            "brackets) hold what turning the sign of changes over would not reject, and p "
            "comes from the same: exact up to 14 people. One p for each dimension: of "
            "twenty, one is below 0.05 by chance.",
            title=title,
        )
        + rule([str(one) for one in table["n"]], smallest_cell),
        say(
            "Table of changes in {dimensions}.",
            dimensions=counted(table["Dimension"].nunique(), "dimension"),
        ),
    )


def _shown(spread: pd.DataFrame, smallest_cell: int) -> pd.DataFrame:
    table = spread[[name for name in SPREAD if name in spread]].copy()
    for name in ("mean", "sd", "q1", "median", "q3"):
        table[name] = table[name].map(_decimal)
    told = ["mean", "sd", "q1", "median", "q3"]
    table = without_small(table, spread["n"], least=smallest_cell, number="n", columns=told)
    shown = shown_spread(spread, smallest_cell)
    table = table.assign(**{name: shown[name] for name in ("n", "missing")})
    return table.rename(columns=SPREAD)


def _decimal(number: float) -> str:
    return "" if pd.isna(number) else written(number, 1)


def _signed(number: float) -> str:
    if pd.isna(number):
        return ""
    text = written(number, 1)
    # A change that rounds to nothing has no sign.
    return f"+{text}" if number > 0 and text != written(0, 1) else text
