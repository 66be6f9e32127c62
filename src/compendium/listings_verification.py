"""Tables for print of all printed numbers, their verdicts and inconsistencies."""

import pandas as pd

from compendium.exhibit import Exhibit
from compendium.naming import counted
from compendium.verification import DIFFERS, NOT_COMPUTABLE, REPRODUCED


def list_tally(counts: pd.DataFrame) -> Exhibit:
    """List the verdicts by study, with a total row."""
    total = {**counts.drop(columns="study").sum().to_dict(), "study": "all studies"}
    table = pd.concat([counts, pd.DataFrame([total])], ignore_index=True)
    table = table.rename(columns={name: name.capitalize() for name in table})
    return Exhibit(
        table,
        "Numbers that the publications print about their own data and design, by study and "
        "verdict.",
        f"Table of verdicts: of {total['printed']} printed numbers {total[REPRODUCED]} are "
        f"reproduced, {total[DIFFERS]} differ and {total[NOT_COMPUTABLE]} cannot be computed.",
    )


def list_differences(compared: pd.DataFrame) -> Exhibit:
    """List the printed numbers that differ from the recomputed ones, with their note."""
    table = _numbers(compared[compared["verdict"] == DIFFERS]).drop(columns="Verdict")
    return Exhibit(
        table,
        "Printed numbers that differ from what follows from the tables, and why.",
        f"Table of {counted(len(table), 'difference')}.",
    )


def list_inconsistencies(found: pd.DataFrame) -> Exhibit:
    """List what the checks found inside each study."""
    table = found.rename(columns={name: name.capitalize() for name in found})
    return Exhibit(
        table,
        "Inconsistencies inside the studies, each found by a check that runs on any study.",
        f"Table of {counted(len(found), 'inconsistency', 'inconsistencies')}.",
    )


def list_numbers(compared: pd.DataFrame) -> Exhibit:
    """List every printed number beside the recomputed one."""
    return Exhibit(
        _numbers(compared),
        "Every number that the publications print about their own data and design, beside the "
        "number "
        "recomputed from the tables.",
        f"Table of {counted(len(compared), 'printed number')}.",
    )


def _numbers(compared: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Study": compared["study"],
            "Where": compared["artefact"] + ", " + compared["where"],
            "Quantity": compared["quantity"],
            "Printed": compared["printed"],
            "Recomputed": compared["recomputed"],
            "Verdict": compared["verdict"],
            "Note": compared["note"],
        }
    ).reset_index(drop=True)
