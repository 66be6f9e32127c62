"""Tables for print of codes and of the passages behind them."""

from collections.abc import Mapping, Sequence

import pandas as pd

from compendium.exhibit import Exhibit
from compendium.naming import counted


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
