"""Tables for print of the topics of instruments."""

from collections.abc import Mapping

import pandas as pd

from compendium.exhibits.exhibit import Exhibit
from compendium.language import counted, say, tell


def tabulate_instruments(topics: pd.DataFrame, labels: Mapping[str, str], *, title: str) -> Exhibit:
    """List the topics of instruments with their questions and the theme that they feed."""
    table = pd.DataFrame(
        {
            "Instrument": topics["instrument"].str.replace("-", " ").map(tell),
            "Topic": topics["label"],
            "In English": topics["label_en"],
            "Questions": topics["questions"],
            "Feeds": topics["code"].map(labels),
        }
    ).dropna(axis="columns", how="all")
    return Exhibit(
        table,
        say(
            "{title}: topics of the instruments and the number of questions or "
            "elements under each.",
            title=title,
        ),
        say("Table of {topics}.", topics=counted(len(topics), "topic")),
    )
