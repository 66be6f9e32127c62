"""Tables for print of participants."""

import pandas as pd

from compendium.analyses.participants.composition import HEADINGS
from compendium.exhibits.exhibit import Exhibit
from compendium.language import counted, say, shaped, tell
from compendium.study.small_cells import rule


def tabulate_composition(table: pd.DataFrame, *, title: str, smallest_cell: int = 1) -> Exhibit:
    """List the composition of the participants with numbers and shares.

    Parameters
    ----------
    table : DataFrame
        What `co.composition` gives.
    title : str
        Whose participants, for the caption.
    smallest_cell : int, optional
        The smallest number that is shown, beside 0.
    """
    shown = pd.DataFrame(
        {
            "By": table["property"].map(HEADINGS).map(tell),
            "Value": table["value"],
            "Participants": table["shown"],
            "%": (100 * table["share"]).map(shaped("{:.0f}")),
        }
    )
    small = ~table["shown"].str.isdecimal()
    shown["%"] = shown["%"].mask(small, "")
    return Exhibit(
        shown,
        say(
            "{title}: composition of the participants, in numbers and per cent of all.", title=title
        )
        + rule(list(table["shown"]), smallest_cell),
        say(
            "Table of {values} of {properties}.",
            values=counted(len(table), "value"),
            properties=counted(table["property"].nunique(), "property", "properties"),
        ),
    )
