"""Tables for print of codes and of the passages behind them."""

from collections.abc import Mapping, Sequence

import pandas as pd

from compendium.exhibits.exhibit import Exhibit
from compendium.language import counted, say, shaped, tell


def tabulate_codes(tree: pd.DataFrame, forms: Sequence[str], *, title: str) -> Exhibit:
    """List the code tree with counts by form; children are indented under their parents."""
    table = pd.DataFrame(
        {
            "Code": [
                "\u2003" * depth + label
                for depth, label in zip(tree["depth"], tree["label"], strict=True)
            ],
            "In English": tree["label_en"],
            "Kind": tree["kind"].map(tell, na_action="ignore"),
            "Own": tree["own"],
            **{f"{form[:1].upper()}{form[1:]}s": tree[form] for form in forms},
            "Together": tree["together"],
        }
    ).dropna(axis="columns", how="all")
    return Exhibit(
        table,
        say(
            "{title}: passages of each code. Own counts those given this very code; "
            "the other columns include the codes below it.",
            title=title,
        ),
        say(
            "Table of {codes}; {none} have no passage.",
            codes=counted(len(tree), "code"),
            none=int((tree["together"] == 0).sum()),
        ),
    )


def tabulate_passages(
    table: pd.DataFrame, labels: Mapping[str, str], *, by: str, title: str
) -> Exhibit:
    """List the counts by code and column, with row and column shares in per cent."""
    shown = pd.DataFrame(
        {
            "Form": table["form"].map(tell),
            "Code": table["label"],
            by.capitalize(): [labels.get(name, name) for name in table[by]],
            "Passages": table["passages"],
            "% of code": (100 * table["row_share"]).map(shaped("{:.0f}")),
            say("% of {by}", by=tell(by)): (100 * table["column_share"]).map(shaped("{:.0f}")),
        }
    )
    return Exhibit(
        shown,
        say(
            "{title}: passages by code and {by}, form by form and together, with their "
            "share of all passages of the code and of the {by}.",
            title=title,
            by=tell(by),
        ),
        say("Table of {counts}.", counts=counted(len(table), "count")),
    )


def tabulate_presence(presence: pd.DataFrame, *, title: str) -> Exhibit:
    """List in how many sources and cases each code is present, and in how many it is not."""
    shown = pd.DataFrame({"Code": presence["label"]})
    for many, one in (("sources", "source"), ("cases", "case")):
        if presence[f"{one}_share"].notna().any():
            shown[f"In {many}"] = presence[many]
            shown[f"Not in {many}"] = presence[f"no_{many}"]
            shown[f"% of {many}"] = (100 * presence[f"{one}_share"]).map(shaped("{:.0f}"))
    everywhere = int((presence["no_sources"] == 0).sum())
    nowhere = int((presence["sources"] == 0).sum())
    return Exhibit(
        shown,
        say(
            "{title}: sources and cases with at least one passage of a code or of the "
            "codes below it, and without.",
            title=title,
        ),
        say(
            "Table of {codes}; {everywhere} found in every source, {nowhere} in none.",
            codes=counted(len(presence), "code"),
            everywhere=everywhere,
            nowhere=nowhere,
        ),
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
    between = (
        say(" Left out: {codes} between them.", codes=counted(left_out, "code")) if left_out else ""
    )
    table = shown[["rank", "label", "own", "together"]]
    table = table.set_axis(["Rank", "Code", "Own", "Together"], axis="columns")
    first, last = ranked.iloc[0], ranked.iloc[-1]
    return Exhibit(
        table,
        say(
            "{title}: the most and the least used codes, by the passages given this "
            "very code (own). Together includes the codes below it.{between}",
            title=title,
            between=between,
        ),
        say(
            "Table of {codes}, from {label} ({own}) to {label_2} ({own_2}).",
            codes=counted(len(shown), "code"),
            label=first["label"],
            own=first["own"],
            label_2=last["label"],
            own_2=last["own"],
        ),
    )
