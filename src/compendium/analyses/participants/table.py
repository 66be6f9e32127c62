"""Tables for print of participants."""

import pandas as pd

from compendium.analyses.participants.composition import HEADINGS
from compendium.exhibits.exhibit import Exhibit
from compendium.naming import counted
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
            "By": table["property"].map(HEADINGS),
            "Value": table["value"],
            "Participants": table["shown"],
            "%": (100 * table["share"]).map("{:.0f}".format),
        }
    )
    small = ~table["shown"].str.isdecimal()
    shown["%"] = shown["%"].mask(small, "")
    return Exhibit(
        shown,
        f"{title}: composition of the participants, in numbers and per cent of all."
        f"{rule(list(table['shown']), smallest_cell)}",
        f"Table of {counted(len(table), 'value')} of "
        f"{counted(table['property'].nunique(), 'property', 'properties')}.",
    )
