"""Tables for print of the growth of the codes."""

import pandas as pd

from compendium.exhibits.exhibit import Exhibit
from compendium.naming import counted


def tabulate_growth(growth: pd.DataFrame, *, title: str) -> Exhibit:
    """List the codes of each source, those new in it, and all so far."""
    table = growth[["label", "n", "new", "codes"]]
    table = table.set_axis(["Source", "Codes in it", "New", "Codes so far"], axis=1)
    return Exhibit(
        table,
        f"{title}: different codes by source, in the order in which they were counted.",
        f"Table of {counted(len(growth), 'source')}.",
    )


def tabulate_runs(runs: pd.DataFrame, *, base: int, title: str) -> Exhibit:
    """List the runs of sources with the codes that are new in each."""
    table = pd.DataFrame(
        {
            "Sources": [f"{row.first}–{row.last}" for row in runs.itertuples()],
            "New codes": runs["new"],
            "% of the base": (100 * runs["ratio"]).map("{:.0f}".format),
        }
    )
    return Exhibit(
        table,
        f"{title}: codes that are new in a run of sources, as a share of the codes in the first "
        f"{base} sources (after Guest, Namey and Chen 2020).",
        f"Table of {counted(len(runs), 'run')}.",
    )
