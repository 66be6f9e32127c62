"""Table for print of the codes that occur together."""

from collections.abc import Mapping

import pandas as pd

from compendium.analyses.co_occurrence.pairs import UNEQUAL, is_unequal
from compendium.exhibits.exhibit import Exhibit
from compendium.language import counted, say, written


def tabulate_code_pairs(pairs: pd.DataFrame, labels: Mapping[str, str], *, title: str) -> Exhibit:
    """List all pairs of codes that occur together, the strongest first."""
    table = pd.DataFrame(
        {
            "Code": pairs["code"].map(labels),
            "Other code": pairs["other"].map(labels),
            "Passages": pairs["n"],
            "Passages of the other": pairs["n_other"],
            "On one passage": pairs["same"],
            "Same or overlapping": pairs["overlapping"],
            "Within the other": pairs["within"],
            "Around the other": pairs["encloses"],
            "Partly": pairs["partly"],
            "c (one passage)": pairs["c_same"].map(_two_decimals),
            "c": pairs["c"].map(_two_decimals),
            "Frequencies": [say("unequal") if unequal else "" for unequal in is_unequal(pairs)],
        }
    )
    return Exhibit(
        table,
        say(
            "{title}: codes that occur together, on one passage or on passages that overlap (one "
            "within the other, around it, or each with a part of its own), with c = n12 / (n1 + "
            "n2 - n12), rounded half up. A passage that overlaps several counts for each, so that "
            "c can be larger than 1. Unequal: one code has {unequal} times as many passages as the "
            "other or more; c cannot be large then, even where the rarer code stands nowhere else. "
            "A passage counts for the codes above its code too; pairs of a code and one below it "
            "come last.",
            title=title,
            unequal=UNEQUAL,
        ),
        say("Table of {pairs} of codes.", pairs=counted(len(pairs), "pair")),
    )


def _two_decimals(value: float) -> str:
    return say("not defined") if pd.isna(value) else written(float(value), 2)
