"""Tables for print: frames in, exhibits out, with headings for readers."""

from collections.abc import Mapping, Sequence

import pandas as pd

from compendium.exhibit import Exhibit
from compendium.naming import counted, listed

MARKS = {True: "●", False: "○"}


def labels_of(table: pd.DataFrame, key: str) -> dict[str, str]:
    """Name to show for each row of a table.

    Parameters
    ----------
    table : DataFrame
        A table with the columns ``label`` and the key, such as ``codes`` or ``cases``.
    key : str
        Column that holds the identifiers, such as ``code`` or ``case``.

    Returns
    -------
    dict of str to str
        Label by identifier; empty for a table without rows.

    Examples
    --------
    >>> labels_of(pd.DataFrame({"case": ["A"], "label": ["Alder"]}), "case")
    {'A': 'Alder'}
    """
    return dict(zip(table[key], table["label"], strict=True))


def list_items(scored: pd.DataFrame, means: pd.DataFrame, *, title: str) -> Exhibit:
    """List the items by dimension, each dimension's mean above its items.

    Parameters
    ----------
    scored, means : DataFrame
        What `compendium.scale.item_scores` and `dimension_means` give.
    title : str
        What was scored.

    Returns
    -------
    Exhibit
        Columns Item, Score, and Round where there are several.
    """
    rows = []
    for mean in means.itertuples():
        rows.append((mean.round, f"**{mean.dimension}**", f"**{mean.score}**"))
        own = scored[(scored["round"] == mean.round) & (scored["dimension"] == mean.dimension)]
        rows += [
            (mean.round, f"{row.item}. {row.label}", f"{row.score:g}") for row in own.itertuples()
        ]
    table = pd.DataFrame(rows, columns=["Round", "Item (dimension)", "Score"])
    if table["Round"].nunique() == 1:
        table = table.drop(columns="Round")
    return Exhibit(
        table,
        f"{title}: item scores (0 to 100) by dimension; a dimension's score is the mean of its "
        "items, rounded half up.",
        f"Table of {counted(len(scored), 'item score')} in {counted(len(means), 'dimension')}.",
    )


def list_dimensions(means: pd.DataFrame, *, title: str) -> Exhibit:
    """List the dimensions with the number of items, the mean and the rounded mean."""
    table = means.assign(mean=means["mean"].map("{:.2f}".format)).rename(
        columns={
            "round": "Round",
            "dimension": "Dimension",
            "items": "Items",
            "mean": "Mean",
            "score": "Rounded",
        }
    )
    return Exhibit(
        table,
        f"{title}: mean score of each dimension, recomputed from its items and rounded half up.",
        f"Table of {counted(len(means), 'dimension')}, from {means['score'].min()} to "
        f"{means['score'].max()}.",
    )


def list_granularity(checked: pd.DataFrame, *, respondents: int, points: int) -> Exhibit:
    """List, by score, how many items have it and how many sets of answers give it."""
    grouped = checked.groupby(["score", "possible", "answer_sets", "answer_patterns"])
    table = (
        grouped["item"].agg(["size", listed]).reset_index().sort_values("score", ascending=False)
    )
    table["possible"] = table["possible"].map({True: "yes", False: "no"})
    table["score"] = table["score"].map("{:g}".format)
    table = table[["score", "size", "listed", "possible", "answer_sets", "answer_patterns"]]
    table.columns = [
        "Score",
        "Items",
        "Which",
        "Possible",
        "Sets of answers",
        "Patterns of answers",
    ]
    impossible = int((~checked["possible"]).sum())
    step = 100 / (respondents * (points - 1))
    return Exhibit(
        table.reset_index(drop=True),
        f"Which scores {counted(respondents, 'respondent')} can give on a {points}-point scale: "
        f"the mean moves in steps of {step:g}. A set of answers leaves open who answered what; a "
        "pattern does not.",
        f"Table of scores: {counted(impossible, 'item')} with a score that no set of answers "
        "gives.",
    )


def list_events(spans: pd.DataFrame, lanes: pd.Series, *, title: str) -> Exhibit:
    """List the events with their dates as written and how sure these are."""
    table = pd.DataFrame(
        {
            "Lane": lanes,
            "Event": spans["label"],
            "Start": spans["start"],
            "End": spans["end"],
            "Number": spans["n"],
            "Unit": spans["unit"],
            "Date": spans["certainty"],
        }
    )
    # A lane that only repeats its event's name, as those of cases do, says nothing in a table.
    if (table["Lane"] == table["Event"]).all():
        table = table.drop(columns="Lane")
    unknown = int((spans["certainty"] == "unknown").sum())
    table = table.dropna(axis="columns", how="all")
    return Exhibit(
        table,
        f"{title}: events with their dates in EDTF; `..` is an end that had not come, an empty "
        "cell a date that the publication does not state.",
        f"Table of {counted(len(spans), 'event')}, {unknown} without a date.",
    )


def list_codes(tree: pd.DataFrame, forms: Sequence[str], *, title: str) -> Exhibit:
    """List the code tree with counts by form; children are indented under their parents."""
    table = pd.DataFrame(
        {
            "Code": [
                "\u2003" * depth + label
                for depth, label in zip(tree["depth"], tree["label"], strict=True)
            ],
            "In English": tree["label_en"],
            "Kind": tree["kind"],
            "Own": tree["own"],
            **{f"{form[:1].upper()}{form[1:]}s": tree[form] for form in forms},
            "Together": tree["together"],
        }
    ).dropna(axis="columns", how="all")
    return Exhibit(
        table,
        f"{title}: passages of each code. Own counts those given this very code; the other columns "
        "include the codes below it.",
        f"Table of {counted(len(tree), 'code')}; {int((tree['together'] == 0).sum())} have no "
        "passage.",
    )


def list_passages(
    table: pd.DataFrame, labels: Mapping[str, str], *, by: str, title: str
) -> Exhibit:
    """List the counts by code and column, with row and column shares in per cent."""
    shown = pd.DataFrame(
        {
            "Form": table["form"],
            "Code": table["label"],
            by.capitalize(): [labels.get(name, name) for name in table[by]],
            "Passages": table["passages"],
            "% of code": (100 * table["row_share"]).map("{:.0f}".format),
            f"% of {by}": (100 * table["column_share"]).map("{:.0f}".format),
        }
    )
    return Exhibit(
        shown,
        f"{title}: passages by code and {by}, form by form and together, with their share of all "
        f"passages of the code and of the {by}.",
        f"Table of {counted(len(table), 'count')}.",
    )


def list_matrix(
    matrices: Mapping[str, pd.DataFrame], cases: pd.DataFrame, factors: pd.DataFrame, *, title: str
) -> Exhibit:
    """List all matrices in one table: cases as columns, factors as rows, totals last."""
    labels, names = labels_of(factors, "factor"), labels_of(cases, "case")
    rows = []
    for kind, matrix in matrices.items():
        for factor in matrix:
            marks = {str(case): MARKS.get(present, "?") for case, present in matrix[factor].items()}
            rows.append(
                {
                    "Kind": kind,
                    "Factor": labels[factor],
                    **marks,
                    "Total": int(matrix[factor].sum()),
                }
            )
    key = "; ".join(f"{case} {names[case]}" for case in cases["case"])
    return Exhibit(
        pd.DataFrame(rows),
        f"{title}: factors by case (● present, ○ absent or hardly present). Cases: {key}.",
        f"Table of {counted(len(rows), 'factor')} in {counted(len(cases), 'case')}.",
    )


def list_totals(totals: Mapping[str, pd.DataFrame], *, title: str) -> Exhibit:
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
        f"{title}: number of cases with each factor, counted from the marks and as printed.",
        f"Table of {counted(len(table), 'total')}; {len(differing)} of them {differ}{names}.",
    )


def list_pairs(pairs: pd.DataFrame, factors: pd.DataFrame, *, title: str) -> Exhibit:
    """List pairs of factors with the number of cases that have both, and Jaccard's coefficient."""
    labels = labels_of(factors, "factor")
    shown = pd.DataFrame(
        {
            "Factor": pairs["factor"].map(labels),
            "Other factor": pairs["other"].map(labels),
            "Both": pairs["both"],
            "Either": pairs["either"],
            "Jaccard": pairs["jaccard"].map("{:.2f}".format, na_action="ignore"),
        }
    )
    return Exhibit(
        shown,
        f"{title}: pairs of factors, with the number of cases that have both, the number that have "
        "either, and Jaccard's coefficient.",
        f"Table of {counted(len(pairs), 'pair')}.",
    )
