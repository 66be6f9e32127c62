"""Theme maps: what hinders and what helps under each theme, with the evidence behind it."""

from typing import Any

import pandas as pd

from compendium.analyses.code_frequencies.counts import code_tree, subtree
from compendium.naming import slug

BARRIER, OPPORTUNITY, OTHER = "barrier", "opportunity", "other"
DIRECTIONS = {"barrier": BARRIER, "threat": BARRIER, "opportunity": OPPORTUNITY}


def theme_map(codes: pd.DataFrame, segments: pd.DataFrame) -> pd.DataFrame:
    """Sort the codes of a study under their themes, as barriers, opportunities or neither.

    A code is a barrier (a threat is one too) or an opportunity by its kind. Its theme is the
    nearest code above it that is neither, or else the top of its tree. Only trees with barriers or
    opportunities are mapped; in a study without any, the trees that hold passages, with the codes
    right below the top as themes.

    Parameters
    ----------
    codes, segments : DataFrame
        Tables of these kinds.

    Returns
    -------
    DataFrame
        One row per code that is not itself a theme above others, in tree order, and one for
        each theme without such codes: ``root``, ``theme``, ``code`` (missing for a theme alone),
        ``label``, ``level``, ``direction`` (``barrier``, ``opportunity`` or ``other``) and
        ``passages`` given to the code or below it.
    """
    tree = code_tree(codes)
    tree["direction"] = tree["kind"].str.casefold().map(DIRECTIONS)
    tree = _mapped_trees(tree, segments)
    directed = tree["direction"].notna().any()
    passages = _passages(segments, codes)
    parent = dict(zip(tree["code"], tree["parent"], strict=True))
    direction = dict(zip(tree["code"], tree["direction"], strict=True))
    depth = dict(zip(tree["code"], tree["depth"], strict=True))
    entries = []
    for row in tree.itertuples():
        is_entry = pd.notna(row.direction) if directed else row.depth >= 2
        if is_entry:
            theme = parent[row.code]
            while isinstance(theme, str) and (
                pd.notna(direction[theme]) or (not directed and depth[theme] > 1)
            ):
                theme = parent[theme]
            theme = theme if isinstance(theme, str) else row.root
            entries.append(
                (
                    row.root,
                    theme,
                    row.code,
                    row.label,
                    row.level,
                    row.direction if directed else OTHER,
                    passages.get(row.code, 0),
                )
            )
    columns = ["root", "theme", "code", "label", "level", "direction", "passages"]
    mapped = pd.DataFrame(entries, columns=columns)
    return _with_lone_themes(mapped, tree, directed=directed)


def theme_evidence(
    mapped: pd.DataFrame, codes: pd.DataFrame, segments: pd.DataFrame, sources: pd.DataFrame
) -> pd.DataFrame:
    """List the evidence behind each theme: passages, words and who speaks.

    Parameters
    ----------
    mapped : DataFrame
        What `theme_map` gives.
    codes, segments, sources : DataFrame
        Tables of these kinds.

    Returns
    -------
    DataFrame
        One row per theme: ``root``, ``theme``, ``label``, ``barriers``, ``opportunities``,
        ``others``, ``quotations``, ``mentions``, ``words`` and ``voices`` (the roles of the
        sources, or their names where no role is given).
    """
    labels = codes.set_index("code")["label"]
    voices = sources.set_index("source")["role"].fillna(sources.set_index("source")["label"])
    pairs = segments.merge(subtree(codes), on="code")
    rows = []
    for (root, theme), entries in mapped.groupby(["root", "theme"], sort=False):
        own = pairs[pairs["ancestor"] == theme].drop_duplicates("segment")
        counts = entries.loc[entries["code"].notna(), "direction"].value_counts()
        forms = own["form"].value_counts()
        rows.append(
            {
                "root": root,
                "theme": theme,
                "label": labels[theme],
                "barriers": int(counts.get(BARRIER, 0)),
                "opportunities": int(counts.get(OPPORTUNITY, 0)),
                "others": int(counts.get(OTHER, 0)),
                "quotations": int(forms.get("quotation", 0)),
                "mentions": int(forms.get("mention", 0)),
                "codings": int(forms.get("coding", 0)),
                "words": int(own["words"].sum()),
                "voices": list(dict.fromkeys(own["source"].map(voices).dropna())),
            }
        )
    return pd.DataFrame(rows)


def summarise_themes(evidence: pd.DataFrame) -> dict[str, Any]:
    """Collect the values of the analysis theme-map.

    Returns
    -------
    dict
        ``n_roots``, ``n_themes``, ``n_barriers``, ``n_opportunities``,
        ``n_themes_without_quotation``, and ``theme.<slug>`` and ``root.<slug>`` with their
        ``barriers``, ``opportunities`` and ``quotations`` (``root`` also ``themes``).
    """
    sums = evidence.groupby("root", sort=False)[["barriers", "opportunities", "quotations"]].sum()
    sums["themes"] = evidence.groupby("root").size()
    per_theme = evidence.set_index("theme")[["barriers", "opportunities", "quotations"]]
    return {
        "n_roots": len(sums),
        "n_themes": len(evidence),
        "n_barriers": int(evidence["barriers"].sum()),
        "n_opportunities": int(evidence["opportunities"].sum()),
        "n_quotations": int(evidence["quotations"].sum()),
        "n_themes_without_quotation": int((evidence["quotations"] == 0).sum()),
        "root": {slug(str(name)): row.astype(int).to_dict() for name, row in sums.iterrows()},
        "theme": {slug(str(name)): row.astype(int).to_dict() for name, row in per_theme.iterrows()},
    }


def _mapped_trees(tree: pd.DataFrame, segments: pd.DataFrame) -> pd.DataFrame:
    roots = tree.loc[tree["direction"].notna(), "root"].unique()
    if not len(roots):
        roots = tree.loc[tree["code"].isin(segments["code"]), "root"].unique()
    return tree[tree["root"].isin(roots)]


def _passages(segments: pd.DataFrame, codes: pd.DataFrame) -> dict[str, int]:
    pairs = segments.merge(subtree(codes), on="code")
    counts: dict[str, int] = pairs.groupby("ancestor")["segment"].nunique().to_dict()
    return counts


def _with_lone_themes(mapped: pd.DataFrame, tree: pd.DataFrame, *, directed: bool) -> pd.DataFrame:
    """Add the themes under which nothing stands, so that the map does not hide them."""
    below_top = tree[(tree["depth"] == 1) & tree["direction"].isna()]
    lone = below_top[~below_top["code"].isin(mapped["theme"])]
    if directed:
        inner = set(tree["parent"].dropna())
        lone = lone[~lone["code"].isin(inner)]
    childless = tree[(tree["depth"] == 0) & (tree["children"] == 0)]
    lone = pd.concat([lone, childless[~childless["code"].isin(mapped["theme"])]])
    added = pd.DataFrame(
        {
            "root": lone["root"],
            "theme": lone["code"],
            "code": None,
            "label": None,
            "level": lone["level"],
            "direction": OTHER,
            "passages": 0,
        }
    )
    order = {code: place for place, code in enumerate(tree["code"])}
    every = pd.concat([mapped, added], ignore_index=True) if len(added) else mapped
    place = every["code"].fillna(every["theme"]).map(order)
    by_theme = every["theme"].map(order)
    return (
        every.assign(_theme=by_theme, _place=place)
        .sort_values(["_theme", "_place"], kind="stable")
        .drop(columns=["_theme", "_place"])
        .reset_index(drop=True)
    )
