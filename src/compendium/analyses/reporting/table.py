"""Tables for print: a checklist for the supplement of a paper."""

import pandas as pd

from compendium.analyses.reporting.checklist import tally
from compendium.exhibits.exhibit import Exhibit
from compendium.language import counted, say, tell


def tabulate_reporting(checklist: pd.DataFrame, *, name: str, title: str) -> Exhibit:
    """List the items of one checklist, what the tables say to each, and what is to be written.

    Parameters
    ----------
    checklist : DataFrame
        What `co.reporting_checklist` gives.
    name : str
        ``COREQ`` or ``SRQR``.
    title : str
        Whose study.

    Returns
    -------
    Exhibit
        Columns No., Part, Item, Asks for, Answer, Value, Place.
    """
    own = checklist[checklist["checklist"] == name]
    shown = pd.DataFrame(
        {
            "No.": own["number"],
            "Part": own["part"].map(tell),
            "Item": own["name"],
            "Asks for": own["asks"].map(tell),
            "Answer": own["status"].map(tell),
            "Value": own["value"],
            "Place": own["place"],
        }
    )
    return Exhibit(
        shown.reset_index(drop=True),
        say(
            "{title}: items of {checklist}, with what the study's tables say to each and where. "
            "Names of items are those of the checklist, what they ask for is in our words. A value "
            "is where an answer begins: whether it is enough, the authors decide. To be written: "
            "no table says it.",
            title=title,
            checklist=name,
        ),
        say("Table of {items}: {tally}.", items=counted(len(own), "item"), tally=tally(own)),
    )
