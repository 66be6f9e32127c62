"""What the figure of the code tree says."""

import pandas as pd

from compendium.language import counted, listed, say, say_number

MOST_TOLD = 12  # names and numbers that a person can listen to
FIRST = 3  # where there are more


def tree_caption(tree: pd.DataFrame, drawn: int, title: str) -> str:
    """Say what the code tree shows, and what it leaves out."""
    roots = int((tree["depth"] == 0).sum())
    used = int((tree["together"] > 0).sum())
    more = ""
    if drawn < used:
        more = say(
            " Drawn are the most used codes with those above them; {number} others are left out.",
            number=len(tree) - drawn,
        )
    if roots == len(tree):
        return say(
            "{finding} {title}: {codes}, with the passages of each.{more}",
            finding=tree_finding(tree),
            title=title,
            codes=counted(len(tree), "code"),
            more=more,
        )
    return say(
        "{finding} {title}: {codes} in {trees}, with the passages of each "
        "code and of the codes below it.{more}",
        finding=tree_finding(tree),
        title=title,
        codes=counted(len(tree), "code"),
        trees=counted(roots, "tree"),
        more=more,
    )


def tree_finding(tree: pd.DataFrame) -> str:
    """Say under which code most passages are."""
    none = int((tree["together"] == 0).sum())
    roots = tree[tree["depth"] == 0]
    top = roots.loc[roots["together"].idxmax()]
    without = say_number(
        none,
        "; {number} code of {all} has none",
        "; {number} codes of {all} have none",
        all=len(tree),
    )
    if len(roots) == len(tree):
        return say(
            "Most passages, {together}, carry {label}{without}.",
            together=top["together"],
            label=top["label"],
            without=without,
        )
    return say(
        "Most passages, {together}, are under {label}{without}.",
        together=top["together"],
        label=top["label"],
        without=without if none else "",
    )


def tree_alt(tree: pd.DataFrame) -> str:
    """Say what one sees in the code tree."""
    roots = tree[tree["depth"] == 0]
    if len(roots) <= MOST_TOLD:
        parts = [f"{root.label} {root.together}" for root in roots.itertuples()]
        return say(
            "{finding} Code tree with bars. Passages by topmost code: {parts}.",
            finding=tree_finding(tree),
            parts=listed(parts),
        )
    ranked = roots.sort_values("together", ascending=False, kind="stable")
    return say(
        "{finding} Code tree with bars. Of {codes} without a code above them these have the most "
        "passages: {parts}.",
        finding=tree_finding(tree),
        codes=counted(len(roots), "code"),
        parts=listed(f"{root.label} {root.together}" for root in ranked.head(FIRST).itertuples()),
    )
