"""Tables for print of printed numbers beside those of one analysis."""

import pandas as pd

from compendium.exhibit import Exhibit
from compendium.naming import listed
from compendium.verification import DIFFERS, NOT_COMPUTABLE, REPRODUCED

VERDICTS = (REPRODUCED, DIFFERS, NOT_COMPUTABLE)


def list_printed(comparison: pd.DataFrame) -> Exhibit:
    """List printed numbers beside recomputed ones, the differences first.

    Parameters
    ----------
    comparison : DataFrame
        What `compendium.verification.compare_printed` gives.

    Returns
    -------
    Exhibit
        Columns Where, Quantity, Printed, Recomputed, Verdict, Note.
    """
    order = {DIFFERS: 0, NOT_COMPUTABLE: 1, REPRODUCED: 2}
    table = comparison.sort_values("verdict", key=lambda verdict: verdict.map(order), kind="stable")
    if comparison.empty:
        nothing = "The publication prints no number that this analysis recomputes."
        return Exhibit(comparison, nothing, nothing)
    counts = comparison["verdict"].value_counts()
    tally = listed(f"{counts.get(verdict, 0)} {verdict}" for verdict in VERDICTS)
    shown = pd.DataFrame(
        {
            "Where": table["artefact"] + ", " + table["where"],
            "Quantity": table["quantity"],
            "Printed": table["printed"],
            "Recomputed": table["recomputed"],
            "Verdict": table["verdict"],
            "Note": table["note"],
        }
    ).reset_index(drop=True)
    return Exhibit(
        shown,
        f"Numbers that the publication prints, beside those recomputed here: {tally}.",
        f"Table of printed and recomputed numbers: {tally}.",
    )
