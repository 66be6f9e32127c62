"""Tables for print of the growth of the codes."""

import pandas as pd

from compendium.exhibits.exhibit import Exhibit
from compendium.language import counted, say, shaped, written


def tabulate_growth(growth: pd.DataFrame, *, title: str) -> Exhibit:
    """List the codes of each source, those new in it, and all so far."""
    table = growth[["label", "n", "new", "codes"]]
    table = table.set_axis(["Source", "Codes in it", "New", "Codes so far"], axis=1)
    return Exhibit(
        table,
        say(
            "{title}: different codes by source, in the order in which they were counted.",
            title=title,
        ),
        say("Table of {sources}.", sources=counted(len(growth), "source")),
    )


def tabulate_runs(runs: pd.DataFrame, *, base: int, title: str) -> Exhibit:
    """List the runs of sources with the codes that are new in each."""
    table = pd.DataFrame(
        {
            "Sources": [f"{row.first}–{row.last}" for row in runs.itertuples()],
            "New codes": runs["new"],
            "% of the base": (100 * runs["ratio"]).map(shaped("{:.0f}")),
        }
    )
    return Exhibit(
        table,
        say(
            "{title}: codes that are new in a run of sources, as a share of the codes "
            "in the first {base} sources (after Guest, Namey and Chen 2020).",
            title=title,
            base=base,
        ),
        say("Table of {runs}.", runs=counted(len(runs), "run")),
    )


def tabulate_saturation(table: pd.DataFrame, *, threshold: float, title: str) -> Exhibit:
    """List where saturation is reached, by base and run.

    Parameters
    ----------
    table : DataFrame
        What `co.saturation_by_base` gives.
    threshold : float
        Share of new codes that counts as saturated.
    title : str
        What was coded.

    Returns
    -------
    Exhibit
        Columns Base, Run, Codes in the base, Reached at, Samples that reach it (%), Median, 5 %,
        95 %.
    """
    shown = pd.DataFrame(
        {
            "Base": table["base"],
            "Run": table["run"],
            "Codes in the base": table["in_base"],
            "Reached at": [say("not reached") if pd.isna(n) else str(n) for n in table["reached"]],
            "Samples that reach it (%)": [written(100 * share, 0) for share in table["share"]],
            **{
                name: ["" if pd.isna(n) else written(float(n), 0) for n in table[column]]
                for name, column in (("Median", "median"), ("5 %", "low"), ("95 %", "high"))
            },
        }
    )
    return Exhibit(
        shown,
        say(
            "{title}: source at which the codes that are new in a run are at most "
            "{threshold} % of those of the base (after Guest, Namey and Chen 2020), in "
            "the order of the table; median and percentiles are of samples of the "
            "sources, drawn with replacement.",
            title=title,
            threshold=written(100 * threshold, 0),
        ),
        say("Table of {pairs} of base and run.", pairs=counted(len(table), "pair")),
    )
