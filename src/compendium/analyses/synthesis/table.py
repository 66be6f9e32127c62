"""Tables for print of concepts across studies, and of likeness."""

from collections.abc import Mapping

import pandas as pd

from compendium.exhibits.exhibit import Exhibit
from compendium.language import counted, say, shaped


def tabulate_concepts(
    evidence: pd.DataFrame, concepts: pd.DataFrame, studies: Mapping[str, str]
) -> Exhibit:
    """List the concepts with their meaning and the evidence in each study."""
    table = concepts[["label", "meaning"]].rename(
        columns={"label": "Concept", "meaning": "Meaning"}
    )
    for study, name in studies.items():
        own = evidence[evidence["study"] == study].set_index("concept").loc[concepts["concept"]]
        table[name] = [
            f"{row.passages} ({row.codes})" if row.codes else "" for row in own.itertuples()
        ]
    return Exhibit(
        table,
        say(
            "Concepts shared by the studies, with the number of passages behind each "
            "and, in brackets, of codes."
        ),
        say(
            "Table of {concepts} in {studies}.",
            concepts=counted(len(concepts), "concept"),
            studies=counted(len(studies), "study", "studies"),
        ),
    )


def tabulate_crosswalk(
    crosswalk: pd.DataFrame,
    concepts: pd.DataFrame,
    codes: Mapping[str, pd.DataFrame],
    studies: Mapping[str, str],
) -> Exhibit:
    """List which code stands for which concept, and why."""
    labels = {
        study: dict(zip(table["code"], table["label"], strict=True))
        for study, table in codes.items()
    }
    table = pd.DataFrame(
        {
            "Concept": crosswalk["concept"].map(
                dict(zip(concepts["concept"], concepts["label"], strict=True))
            ),
            "Study": crosswalk["study"].map(studies),
            "Code": [labels[row.study][row.code] for row in crosswalk.itertuples()],
            "Reason": crosswalk["reason"],
        }
    )
    return Exhibit(
        table,
        say(
            "Crosswalk: the codes of the studies and the concepts that they stand for, "
            "each with its reason."
        ),
        say("Table of {mappings}.", mappings=counted(len(crosswalk), "mapping")),
    )


def tabulate_similarity(pairs: pd.DataFrame, labels: Mapping[str, str], *, of: str) -> Exhibit:
    """List pairs with what they share and Jaccard's coefficient."""
    table = pd.DataFrame(
        {
            "One": pairs["one"].map(labels),
            "Other": pairs["other"].map(labels),
            "Both": pairs["both"],
            "Either": pairs["either"],
            "Jaccard": pairs["jaccard"].map(shaped("{:.2f}")),
        }
    )
    return Exhibit(
        table,
        say(
            "Similarity: the number of {of} that both have, that either has, and "
            "Jaccard's coefficient.",
            of=of,
        ),
        say("Table of {pairs}.", pairs=counted(len(pairs), "pair")),
    )
