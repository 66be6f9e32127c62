"""Tables for print of codes and of the passages behind them."""

from collections.abc import Mapping, Sequence

import pandas as pd

from compendium.exhibits.exhibit import Exhibit
from compendium.naming import counted


def tabulate_codes(tree: pd.DataFrame, forms: Sequence[str], *, title: str) -> Exhibit:
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


def tabulate_passages(
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


def tabulate_presence(presence: pd.DataFrame, *, title: str) -> Exhibit:
    """List in how many sources and cases each code is present, and in how many it is not."""
    shown = pd.DataFrame({"Code": presence["label"]})
    for many, one in (("sources", "source"), ("cases", "case")):
        if presence[f"{one}_share"].notna().any():
            shown[f"In {many}"] = presence[many]
            shown[f"Not in {many}"] = presence[f"no_{many}"]
            shown[f"% of {many}"] = (100 * presence[f"{one}_share"]).map("{:.0f}".format)
    everywhere = int((presence["no_sources"] == 0).sum())
    nowhere = int((presence["sources"] == 0).sum())
    return Exhibit(
        shown,
        f"{title}: sources and cases with at least one passage of a code or of the codes below it, "
        "and without.",
        f"Table of {counted(len(presence), 'code')}; {everywhere} found in every source, "
        f"{nowhere} in none.",
    )


def tabulate_most_used(ranked: pd.DataFrame, *, most: int, title: str) -> Exhibit:
    """List the most used codes and the least used, as many of each.

    Parameters
    ----------
    ranked : DataFrame
        What `co.rank_codes` gives.
    most : int
        How many of each.
    title : str
        What was coded, for the caption.
    """
    kept = [*range(min(most, len(ranked))), *range(max(len(ranked) - most, most), len(ranked))]
    shown = ranked.iloc[kept]
    left_out = len(ranked) - len(shown)
    between = f" Left out: {counted(left_out, 'code')} between them." if left_out else ""
    table = shown[["rank", "label", "own", "together"]]
    table = table.set_axis(["Rank", "Code", "Own", "Together"], axis="columns")
    first, last = ranked.iloc[0], ranked.iloc[-1]
    return Exhibit(
        table,
        f"{title}: the most and the least used codes, by the passages given this very code (own). "
        f"Together includes the codes below it.{between}",
        f"Table of {counted(len(shown), 'code')}, from {first['label']} ({first['own']}) to "
        f"{last['label']} ({last['own']}).",
    )
