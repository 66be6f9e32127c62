"""Tables for print of participants."""

import pandas as pd

from compendium.analyses.participants.composition import HEADINGS
from compendium.exhibits.exhibit import Exhibit
from compendium.naming import counted


def tabulate_composition(table: pd.DataFrame, *, title: str) -> Exhibit:
    """List the composition of the participants with numbers and shares."""
    shown = pd.DataFrame(
        {
            "By": table["property"].map(HEADINGS),
            "Value": table["value"],
            "Participants": table["n"],
            "%": (100 * table["share"]).map("{:.0f}".format),
        }
    )
    return Exhibit(
        shown,
        f"{title}: composition of the participants, in numbers and per cent of all.",
        f"Table of {counted(len(table), 'value')} of "
        f"{counted(table['property'].nunique(), 'property', 'properties')}.",
    )
