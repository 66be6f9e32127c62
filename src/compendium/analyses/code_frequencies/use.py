"""Which codes are used much or little, and in how many sources and cases each is present."""

from typing import Any

import pandas as pd

from compendium.analyses.code_frequencies.columns import count_cells, passages_by
from compendium.analyses.code_frequencies.counts import subtree
from compendium.naming import slug


def most_used(tree: pd.DataFrame, *, most: int) -> pd.DataFrame:
    """Keep the codes given to the most passages, with the codes above them.

    Codes are taken one by one, from the code with the most passages of its own, together with
    the codes above it that are not yet there, for as long as they fit.

    Parameters
    ----------
    tree : DataFrame
        What `co.code_counts` gives.
    most : int
        Number of codes to keep, those above included.

    Returns
    -------
    DataFrame
        Rows of the tree, in its order; all codes with passages when there are no more than
        ``most``. The most used code is always kept.
    """
    used = tree[tree["together"] > 0]
    if len(used) <= most:
        return used
    parent = dict(zip(tree["code"], tree["parent"], strict=True))
    kept: set[str] = set()
    ranked = used.sort_values(["own", "together"], ascending=False, kind="stable")
    for code in ranked["code"]:
        added, above = set(), code
        while isinstance(above, str) and above not in kept:
            added.add(above)
            above = parent[above]
        if kept and len(kept) + len(added) > most:
            break
        kept |= added
    return tree[tree["code"].isin(kept)]


def rank_codes(tree: pd.DataFrame) -> pd.DataFrame:
    """Rank the codes by the passages given this very code, most used first.

    Parameters
    ----------
    tree : DataFrame
        What `co.code_counts` gives.

    Returns
    -------
    DataFrame
        The codes with ``rank``: 1 for the most used; codes with as many passages share the
        lowest of their ranks.
    """
    ranked = tree.sort_values("own", ascending=False, kind="stable").reset_index(drop=True)
    return ranked.assign(rank=ranked["own"].rank(method="min", ascending=False).astype(int))


def code_presence(
    segments: pd.DataFrame, codes: pd.DataFrame, sources: pd.DataFrame
) -> pd.DataFrame:
    """Count the sources and the cases in which each code is present, and those in which not.

    A code is present where at least one passage carries it or a code below it.

    Parameters
    ----------
    segments, codes, sources : DataFrame
        Tables of these kinds.

    Returns
    -------
    DataFrame
        Columns ``code, label, sources, no_sources, source_share, cases, no_cases, case_share``,
        in the order of the codes; shares from 0 to 1 of all sources and of all cases that the
        sources name, missing where there are none.
    """
    table = codes[["code", "label"]].reset_index(drop=True)
    for by, many in (("source", "sources"), ("case", "cases")):
        names = list(sources[by].dropna().unique())
        present = _present(segments, codes, sources, by, names)
        table[many] = present.to_numpy()
        table[f"no_{many}"] = len(names) - table[many]
        table[f"{by}_share"] = (table[many] / len(names)).round(4) if names else float("nan")
    return table


def summarise_presence(presence: pd.DataFrame, segments: pd.DataFrame) -> dict[str, Any]:
    """Collect the values about the presence of codes, where a study holds a coded project.

    A study made of printed passages has none: a source that a publication does not quote says
    nothing about what it holds.

    Returns
    -------
    dict
        ``presence.<slug of code>`` with ``sources``, ``no_sources``, ``cases`` and ``no_cases``;
        empty where no passage has the form ``coding``.
    """
    if not (segments["form"] == "coding").any():
        return {}
    numbers = ["sources", "no_sources", "cases", "no_cases"]
    rows = presence[numbers].astype(int).to_dict("records")
    return {"presence": dict(zip(map(slug, presence["code"]), rows, strict=True))}


def _present(
    segments: pd.DataFrame, codes: pd.DataFrame, sources: pd.DataFrame, by: str, names: list[str]
) -> pd.Series:
    """Count the sources or cases with a passage of each code."""
    if not segments["source"].isin(sources.loc[sources[by].notna(), "source"]).any():
        return pd.Series(0, index=codes["code"])
    placed = passages_by(segments, sources, by=by)
    counts = count_cells(placed, codes["code"], subtree(codes), by=by, names=list(names))
    return (counts > 0).sum(axis=1)
