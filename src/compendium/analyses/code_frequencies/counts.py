"""Codes and the passages they were given to: counts, shares and the code tree."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from compendium.analyses.code_frequencies.columns import column_order, count_cells, passages_by
from compendium.errors import TableError
from compendium.naming import slug

FORMS = ("quotation", "mention", "coding")


def code_tree(codes: pd.DataFrame) -> pd.DataFrame:
    """Put codes in tree order: each parent before its children, in the order of the table.

    Parameters
    ----------
    codes : DataFrame
        Table of kind ``codes``.

    Returns
    -------
    DataFrame
        The codes with ``depth`` (0 for the top of a tree), ``root`` (the top of its tree) and
        ``children`` (number of codes right below it).

    Raises
    ------
    TableError
        When codes are their own ancestors.
    """
    below: dict[str | None, list[str]] = {}
    for code, parent in zip(codes["code"], codes["parent"], strict=True):
        below.setdefault(None if pd.isna(parent) else parent, []).append(code)
    rows = []
    waiting = [(code, 0, code) for code in reversed(below.get(None, []))]
    while waiting:
        code, depth, root = waiting.pop()
        children = below.get(code, [])
        rows.append((code, depth, root, len(children)))
        waiting += [(child, depth + 1, root) for child in reversed(children)]
    lost = sorted(set(codes["code"]) - {row[0] for row in rows})
    if lost:
        raise TableError(
            f"codes.csv: the parents of {', '.join(lost[:3])} go round in a circle. "
            "Leave the parent of the topmost code empty."
        )
    tree = pd.DataFrame(rows, columns=["code", "depth", "root", "children"])
    other = codes.drop(columns=["depth", "root", "children"], errors="ignore")
    return tree.merge(other, on="code", validate="one_to_one")


def subtree(codes: pd.DataFrame) -> pd.DataFrame:
    """Pair every code with itself and all codes above it: columns ``code, ancestor``."""
    code_tree(codes)  # which refuses parents that go round in a circle
    parent = dict(zip(codes["code"], codes["parent"], strict=True))
    pairs = []
    for code in codes["code"]:
        ancestor = code
        while isinstance(ancestor, str):
            pairs.append((code, ancestor))
            ancestor = parent.get(ancestor)
    return pd.DataFrame(pairs, columns=["code", "ancestor"])


def code_counts(segments: pd.DataFrame, codes: pd.DataFrame) -> pd.DataFrame:
    """Count the passages of each code, by form, its own and with those of the codes below it.

    A passage that carries several codes of one branch counts once for their parent.

    Parameters
    ----------
    segments : DataFrame
        Table of kind ``segments``.
    codes : DataFrame
        Table of kind ``codes``.

    Returns
    -------
    DataFrame
        The code tree with ``own`` (passages given this very code), one column per form that
        occurs (``quotation``, ``mention``, ``coding``), ``together`` and ``words``; these
        include the codes below.
    """
    tree = code_tree(codes)
    own = segments.groupby("code")["segment"].nunique()
    rolled = _rolled_up(segments, codes)
    by_form = rolled.pivot_table(index="code", columns="form", values="segment", aggfunc="nunique")
    # Of passages without a code on the list no form is left.
    by_form = by_form.reindex(columns=present_forms(segments))
    together = rolled.groupby("code")["segment"].nunique()
    words = rolled.groupby("code")["words"].sum()
    counted = pd.DataFrame(
        {
            "own": own,
            **by_form,
            "together": together,
            "words": words,
        }
    )
    counted = counted.reindex(tree["code"]).fillna(0).astype(int)
    return tree.join(counted, on="code")


def present_forms(segments: pd.DataFrame) -> list[str]:
    """Forms of passages that occur: quotation, mention, coding, in this order."""
    return [form for form in FORMS if (segments["form"] == form).any()]


def cross_count(
    segments: pd.DataFrame,
    codes: pd.DataFrame,
    sources: pd.DataFrame,
    cases: pd.DataFrame | None = None,
    *,
    by: str,
    form: str | None = None,
) -> pd.DataFrame:
    """Count passages by code and by source, case, coder or what is recorded about these.

    Parameters
    ----------
    segments, codes, sources : DataFrame
        Tables of these kinds.
    cases : DataFrame, optional
        Table of kind ``cases``, for its own columns.
    by : str
        ``source``, ``coder``, a column of ``sources`` such as ``case``, ``kind`` or ``role``, or
        a column of ``cases``.
    form : str, optional
        Count only passages of this form; by default all together.

    Returns
    -------
    DataFrame
        Codes with at least one passage as rows, in tree order; columns in the order of the
        table that has them. Parents include the codes below them.

    Raises
    ------
    AnalysisError
        When there is no such column to count by.
    """
    placed = passages_by(segments, sources, cases, by=by)
    if form is not None:
        placed = placed[placed["form"] == form]
    return _cross(placed, codes, by, column_order(sources, cases, placed, by=by))


def _cross(placed: pd.DataFrame, codes: pd.DataFrame, by: str, names: list[object]) -> pd.DataFrame:
    counts = count_cells(placed, code_tree(codes)["code"], subtree(codes), by=by, names=names)
    return counts[(counts > 0).any(axis=1)]


def shares(counts: pd.DataFrame, *, of: str) -> pd.DataFrame:
    """Turn counts into shares of their row or column total.

    Parameters
    ----------
    counts : DataFrame
        Counts of passages of codes that do not contain one another.
    of : str
        ``row`` or ``column``.

    Returns
    -------
    DataFrame
        Shares from 0 to 1; missing where the total is 0.
    """
    totals = counts.sum(axis=1 if of == "row" else 0)
    return counts.div(totals.where(totals > 0), axis=0 if of == "row" else 1)


def cross_table(
    segments: pd.DataFrame,
    codes: pd.DataFrame,
    sources: pd.DataFrame,
    cases: pd.DataFrame | None = None,
    *,
    by: str,
) -> pd.DataFrame:
    """List the counts of `cross_count` with their shares, form by form and together.

    Shares are of passages given the very code: of all passages of the code (``row_share``) and
    of all passages of the column (``column_share``), so that each adds up to 1 for codes that
    do not contain one another.

    Parameters
    ----------
    segments, codes, sources, cases : DataFrame
        Tables of these kinds.
    by : str
        As in `cross_count`.

    Returns
    -------
    DataFrame
        Columns ``form, code, label, <by>, passages, row_share, column_share``; one row per
        cell that is not zero.
    """
    labels = codes.set_index("code")["label"]
    every = passages_by(segments, sources, cases, by=by)
    parts = []
    for form in [*present_forms(every), None]:
        placed = every if form is None else every[every["form"] == form]
        counts = _cross(placed, codes, by, column_order(sources, cases, placed, by=by))
        long = counts.stack().rename("passages").reset_index()
        long = long[long["passages"] > 0]
        of_column = placed.groupby(by)["segment"].nunique()
        long["row_share"] = (long["passages"] / long["code"].map(counts.sum(axis=1))).round(4)
        long["column_share"] = (long["passages"] / long[by].map(of_column)).round(4)
        long.insert(0, "form", form or "together")
        long.insert(2, "label", long["code"].map(labels))
        parts.append(long)
    return pd.concat(parts, ignore_index=True)


def unused_codes(segments: pd.DataFrame, codes: pd.DataFrame) -> list[str]:
    """Codes that neither carry a passage nor stand above a code that does."""
    used = set(_rolled_up(segments, codes)["code"])
    return [code for code in codes["code"] if code not in used]


def branches(codes: pd.DataFrame, used: Iterable[str]) -> pd.DataFrame:
    """Keep whole trees of codes: those that hold at least one of the codes used.

    Parameters
    ----------
    codes : DataFrame
        Table of kind ``codes``.
    used : iterable of str
        Codes; in a notebook often ``segments["code"]``.

    Returns
    -------
    DataFrame
        What `code_tree` gives, without the other trees.
    """
    tree = code_tree(codes)
    roots = tree.loc[tree["code"].isin(set(used)), "root"].unique()
    return tree[tree["root"].isin(roots)].reset_index(drop=True)


def _rolled_up(segments: pd.DataFrame, codes: pd.DataFrame) -> pd.DataFrame:
    """Give each passage the codes above its own code too; once per passage and code."""
    pairs = segments.merge(subtree(codes), on="code", validate="many_to_many")
    rolled = pairs.drop(columns="code").rename(columns={"ancestor": "code"})
    return rolled.drop_duplicates(["segment", "code"])


def summarise_coding(
    segments: pd.DataFrame, codes: pd.DataFrame, sources: pd.DataFrame
) -> dict[str, Any]:
    """Collect the values of the analysis code-frequencies.

    Returns
    -------
    dict
        ``n_codes``, ``n_segments``, ``n_quotations``, ``n_mentions``, ``n_codings`` (all of
        distinct passages), ``n_sources``, ``n_cases``, ``words`` (in quotations, each passage
        once), ``code.<slug>`` (counts by form, ``together``, ``children``),
        ``kind.<slug>.codes``, ``source.<slug>.together`` and ``case.<slug>.together``,
        ``source_kind.<slug>.sources``.
    """
    tree = code_counts(segments, codes)
    passages = segments.drop_duplicates("segment")
    by_form = passages["form"].value_counts()
    placed = passages.merge(sources, on="source", how="left", suffixes=("", "_source"))
    return {
        "n_codes": len(codes),
        "n_unused_codes": len(unused_codes(segments, codes)),
        "n_segments": len(passages),
        **{f"n_{form}s": int(by_form.get(form, 0)) for form in FORMS},
        "n_sources": len(sources),
        "n_cases": int(sources["case"].nunique()),
        "words": int(passages["words"].sum()),
        "code": {
            slug(row["code"]): {
                **{f"{form}s": int(row.get(form, 0)) for form in FORMS},
                "own": int(row["own"]),
                "together": int(row["together"]),
                "children": int(row["children"]),
            }
            for _, row in tree.iterrows()
        },
        "kind": {
            slug(kind): {"codes": int(number)}
            for kind, number in codes["kind"].value_counts().items()
        },
        "source_kind": {
            slug(kind): {"sources": int(number)}
            for kind, number in sources["kind"].value_counts().items()
        },
        **{
            by: {
                slug(name): {"together": int(number)}
                for name, number in placed[by].value_counts(sort=False).items()
            }
            for by in ("source", "case")
        },
    }
