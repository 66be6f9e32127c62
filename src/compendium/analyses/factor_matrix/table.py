"""Tables for print of factors in cases."""

from collections.abc import Mapping

import pandas as pd

from compendium.exhibits.exhibit import Exhibit, nothing
from compendium.exhibits.labels import labels_of
from compendium.language import counted, listed, say, shaped, tell

MARKS = {True: "●", False: "○"}


def tabulate_matrix(
    matrices: Mapping[str, pd.DataFrame],
    cases: pd.DataFrame,
    factors: pd.DataFrame,
    *,
    title: str,
    rule: str = "",
) -> Exhibit:
    """List all matrices in one table: cases as columns, factors as rows, totals last."""
    labels, names = labels_of(factors, "factor"), labels_of(cases, "case")
    rows = []
    for kind, matrix in matrices.items():
        for factor in matrix:
            marks = {str(case): MARKS.get(present, "?") for case, present in matrix[factor].items()}
            rows.append(
                {
                    "Kind": tell(kind),
                    "Factor": labels[factor],
                    **marks,
                    "Total": int(matrix[factor].sum()),
                }
            )
    key = "; ".join(f"{case} {names[case]}" for case in cases["case"])
    return Exhibit(
        pd.DataFrame(rows),
        say(
            "{title}: factors by case (● present, ○ absent or hardly present). Cases: {key}.",
            title=title,
            key=key,
        )
        + (f" {rule}" if rule else ""),
        say(
            "Table of {factors} in {cases}.",
            factors=counted(len(rows), "factor"),
            cases=counted(len(cases), "case"),
        ),
    )


def tabulate_totals(totals: Mapping[str, pd.DataFrame], *, title: str) -> Exhibit:
    """List counted and printed totals, with the difference where there is one."""
    table = pd.concat(
        [table.assign(kind=kind) for kind, table in totals.items()], ignore_index=True
    )
    differing = table[(table["difference"].fillna(0) != 0)]
    shown = table[["kind", "label", "counted", "printed", "difference"]]
    shown = shown.assign(difference=shown["difference"].where(shown["difference"].fillna(0) != 0))
    shown.columns = ["Kind", "Factor", "Counted", "Printed", "Difference"]
    differ = "differs" if len(differing) == 1 else "differ"
    names = f": {listed(differing['label'])}" if len(differing) else ""
    return Exhibit(
        shown,
        say(
            "{title}: number of cases with each factor, counted from the marks and as printed.",
            title=title,
        ),
        say(
            "Table of {totals}; {differing} of them {differ}{names}.",
            totals=counted(len(table), "total"),
            differing=len(differing),
            differ=differ,
            names=names,
        ),
    )


def tabulate_pairs(pairs: pd.DataFrame, factors: pd.DataFrame, *, title: str) -> Exhibit:
    """List pairs of factors with the number of cases that have both, and Jaccard's coefficient."""
    labels = labels_of(factors, "factor")
    shown = pd.DataFrame(
        {
            "Factor": pairs["factor"].map(labels),
            "Other factor": pairs["other"].map(labels),
            "Both": pairs["both"],
            "Either": pairs["either"],
            "Jaccard": pairs["jaccard"].map(shaped("{:.2f}"), na_action="ignore"),
        }
    )
    return Exhibit(
        shown,
        say(
            "{title}: pairs of factors, with the number of cases that have both, the "
            "number that have either, and Jaccard's coefficient.",
            title=title,
        ),
        say("Table of {pairs}.", pairs=counted(len(pairs), "pair")),
    )


def tabulate_factor_passages(
    counts: pd.DataFrame,
    factor_labels: Mapping[str, str],
    case_labels: Mapping[str, str],
    *,
    title: str,
) -> Exhibit:
    """List the passages behind each factor: cases as columns, factors as rows, totals last."""
    if counts.empty:
        return nothing(say("{title}: the study states no numbers of passages.", title=title))
    named = {str(case): [*counts[case]] for case in counts}
    table = pd.DataFrame(
        {
            "Factor": [factor_labels.get(factor, factor) for factor in counts.index],
            **named,
            "Total": counts.sum(axis=1).to_numpy(),
        }
    )
    return Exhibit(
        table,
        say(
            "{title}: passages by factor and case, as the study states them. Cases: {key}.",
            title=title,
            key="; ".join(f"{case} {case_labels.get(case, case)}" for case in counts),
        ),
        say(
            "Table of {factors} in {cases}.",
            factors=counted(len(counts), "factor"),
            cases=counted(counts.shape[1], "case"),
        ),
    )
