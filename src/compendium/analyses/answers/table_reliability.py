"""Tables for print of how items of a dimension go together."""

import pandas as pd

from compendium.analyses.answers.few import shown_spread
from compendium.analyses.answers.wording import two_decimals, with_ends
from compendium.exhibits.exhibit import Exhibit
from compendium.language import counted, say
from compendium.study.small_cells import rule, without_small


def tabulate_reliability(table: pd.DataFrame, *, title: str, smallest_cell: int = 1) -> Exhibit:
    """List alpha and omega of each dimension, with what they let one say.

    Parameters
    ----------
    table : DataFrame
        What `co.reliability` gives.
    title : str
        Who answered.
    smallest_cell : int, optional
        The smallest number of people of whom something is told.

    Returns
    -------
    Exhibit
        Columns Round, Dimension, Items, n, Cronbach's alpha, McDonald's omega, Reading.
    """
    rows = table.to_dict("records")
    shown = pd.DataFrame(
        {
            "Round": table["round"],
            "Dimension": table["dimension"],
            "Items": table["items"],
            "n": table["n"],
            **{
                name: [
                    with_ends(row[column], row[f"{column}_low"], row[f"{column}_high"])
                    for row in rows
                ]
                for name, column in (("Cronbach's alpha", "alpha"), ("McDonald's omega", "omega"))
            },
            "Reading": table["reading"],
        }
    )
    told = ["Cronbach's alpha", "McDonald's omega", "Reading"]
    shown = without_small(shown, table["n"], least=smallest_cell, number="n", columns=told)
    shown["n"] = shown_spread(table, smallest_cell)["n"]
    return Exhibit(
        shown,
        say(
            "{title}: whether the items of a dimension go together, of those who "
            "answered all of them. In brackets: 95 % intervals, from 1,000 samples of "
            "the respondents. Not defined: everybody answered alike, there are too few "
            "items (omega needs three), or one factor does not fit them.",
            title=title,
        )
        + rule(list(shown["n"]), smallest_cell),
        say(
            "Table of {dimensions}.", dimensions=counted(table["dimension"].nunique(), "dimension")
        ),
    )


def tabulate_item_rest(table: pd.DataFrame, *, title: str, smallest_cell: int = 1) -> Exhibit:
    """List each item against the other items of its dimension.

    Parameters
    ----------
    table : DataFrame
        What `co.item_rest` gives.
    title : str
        Who answered.
    smallest_cell : int, optional
        The smallest number of people of whom something is told.

    Returns
    -------
    Exhibit
        Columns Round, Dimension, Item, n, Item-total correlation, Alpha if dropped.
    """
    shown = pd.DataFrame(
        {
            "Round": table["round"],
            "Dimension": table["dimension"],
            "Item": table["item"] + ". " + table["label"],
            "n": table["n"],
            "Item-total correlation": [two_decimals(value) for value in table["item_total"]],
            "Alpha if dropped": [two_decimals(value) for value in table["alpha_without"]],
        }
    )
    told = ["Item-total correlation", "Alpha if dropped"]
    shown = without_small(shown, table["n"], least=smallest_cell, number="n", columns=told)
    shown["n"] = shown_spread(table, smallest_cell)["n"]
    return Exhibit(
        shown,
        say(
            "{title}: correlation of each item with the sum of the other items of its "
            "dimension, and Cronbach's alpha of these, of those who answered all of "
            "them.",
            title=title,
        )
        + rule(list(shown["n"]), smallest_cell),
        say("Table of {items}.", items=counted(table["item"].nunique(), "item")),
    )
