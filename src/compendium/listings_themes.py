"""Tables for print of participants, themes, instruments and concepts."""

from collections.abc import Mapping

import pandas as pd

from compendium.exhibit import Exhibit
from compendium.figures.composition import HEADINGS
from compendium.naming import counted


def list_composition(table: pd.DataFrame, *, title: str) -> Exhibit:
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


def list_themes(evidence: pd.DataFrame, labels: Mapping[str, str], *, title: str) -> Exhibit:
    """List the themes with what stands under them and who is quoted."""
    columns = {
        "Under": evidence["root"].map(labels),
        "Theme": evidence["label"],
        "Barriers": evidence["barriers"],
        "Opportunities": evidence["opportunities"],
        "Other codes": evidence["others"],
        "Quotations": evidence["quotations"],
        "Mentions": evidence["mentions"],
        "Codings": evidence["codings"],
        "Voices": evidence["voices"].map("; ".join),
    }
    always = ("Under", "Theme", "Quotations", "Voices")
    kept = {
        name: column for name, column in columns.items() if name in always or (column != 0).any()
    }
    return Exhibit(
        pd.DataFrame(kept),
        f"{title}: themes, the codes under them, the passages behind them and whose voices "
        "these are.",
        f"Table of {counted(len(evidence), 'theme')}; "
        f"{int((evidence['quotations'] == 0).sum())} without a quotation.",
    )


def list_instruments(topics: pd.DataFrame, labels: Mapping[str, str], *, title: str) -> Exhibit:
    """List the topics of instruments with their questions and the theme that they feed."""
    table = pd.DataFrame(
        {
            "Instrument": topics["instrument"].str.replace("-", " "),
            "Topic": topics["label"],
            "In English": topics["label_en"],
            "Questions": topics["questions"],
            "Feeds": topics["code"].map(labels),
        }
    ).dropna(axis="columns", how="all")
    return Exhibit(
        table,
        f"{title}: topics of the instruments and the number of questions or elements under each.",
        f"Table of {counted(len(topics), 'topic')}.",
    )


def list_concepts(
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
        "Concepts shared by the studies, with the number of passages behind each and, in "
        "brackets, of codes.",
        f"Table of {counted(len(concepts), 'concept')} in "
        f"{counted(len(studies), 'study', 'studies')}.",
    )


def list_crosswalk(
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
        "Crosswalk: the codes of the studies and the concepts that they stand for, each with "
        "its reason.",
        f"Table of {counted(len(crosswalk), 'mapping')}.",
    )


def list_similarity(pairs: pd.DataFrame, labels: Mapping[str, str], *, of: str) -> Exhibit:
    """List pairs with what they share and Jaccard's coefficient."""
    table = pd.DataFrame(
        {
            "One": pairs["one"].map(labels),
            "Other": pairs["other"].map(labels),
            "Both": pairs["both"],
            "Either": pairs["either"],
            "Jaccard": pairs["jaccard"].map("{:.2f}".format),
        }
    )
    return Exhibit(
        table,
        f"Similarity: the number of {of} that both have, that either has, and Jaccard's "
        "coefficient.",
        f"Table of {counted(len(pairs), 'pair')}.",
    )
