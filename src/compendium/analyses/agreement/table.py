"""Tables for print: agreement between coders, and the passages on which they disagree."""

from collections.abc import Mapping

import pandas as pd

from compendium.analyses.agreement.wording import READ_RULE, UNIT_RULES, coefficient
from compendium.exhibits.exhibit import Exhibit
from compendium.naming import counted, listed


def tabulate_agreement(table: pd.DataFrame, *, title: str) -> Exhibit:
    """List percentage, kappa and alpha by unit and code.

    Parameters
    ----------
    table : DataFrame
        What `co.agreement` gives.
    title : str
        What was coded.

    Returns
    -------
    Exhibit
        Columns Unit, Code, Units, Coded, Agreement (%), Cohen's kappa, Krippendorff's alpha.
    """
    units = list(table["unit"].unique())
    shown = pd.DataFrame(
        {
            "Unit": table["unit"],
            "Code": table["label"],
            "Units": table["units"],
            "Coded": table["coded"],
            "Agreement (%)": (100 * table["percentage"]).map("{:.1f}".format, na_action="ignore"),
            "Cohen's kappa": table["kappa"].map(coefficient),
            "Krippendorff's alpha": table["alpha"].map(coefficient),
        }
    )
    caption = (
        f"{title}: agreement between coders by {listed(UNIT_RULES[unit] for unit in units)}. "
        f"{READ_RULE} Agreement counts the "
        "units to which neither coder gave the code; percentage and kappa are means over the "
        "pairs of coders. Not defined: every value is the same."
    )
    overall = table[table["code"].isna()]
    parts = [f"{row.unit} {coefficient(row.alpha)}" for row in overall.itertuples()]
    codes = table["code"].nunique()
    return Exhibit(
        shown,
        caption,
        f"Table of {counted(codes, 'code')} by {counted(len(units), 'unit')}. Krippendorff's "
        f"alpha over all codes: {listed(parts)}.",
    )


def tabulate_disagreements(
    differing: pd.DataFrame, names: Mapping[str, str], *, title: str
) -> Exhibit:
    """List the passages on which coders disagree, without their text.

    Parameters
    ----------
    differing : DataFrame
        What `co.disagreements` gives.
    names : mapping
        Name to show for each source.
    title : str
        What was coded.

    Returns
    -------
    Exhibit
        Columns Source, Place, Code, Given by, Not given by.
    """
    shown = pd.DataFrame(
        {
            "Source": [names.get(source, source) for source in differing["source"]],
            "Place": [_place(row) for row in differing.to_dict("records")],
            "Code": differing["label"],
            "Given by": differing["given_by"].map(", ".join),
            "Not given by": differing["not_given_by"].map(", ".join),
        }
    )
    sources = counted(differing["source"].nunique(), "source")
    return Exhibit(
        shown,
        f"{title}: passages to which a coder gave a code and another coder who read the source "
        "did not, to this passage or to one that overlaps it. A place is the first character and "
        "the one after the last, counted from 0.",
        f"Table of {counted(len(differing), 'passage')} in {sources}.",
    )


def _place(row: Mapping[str, object]) -> str:
    if not pd.isna(row["start"]):
        return f"{row['start']}-{row['end']}"
    return "anywhere in the source" if pd.isna(row["where"]) else str(row["where"])
