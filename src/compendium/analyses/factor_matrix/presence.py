"""Presence of factors in cases, derived from coded passages by a stated threshold."""

from collections.abc import Callable

import pandas as pd

from compendium.analyses.code_frequencies.columns import count_cells, passages_by
from compendium.analyses.code_frequencies.counts import code_tree, subtree
from compendium.errors import TableError
from compendium.language import counted, say, say_number

Tables = Callable[..., pd.DataFrame]


def factors_of(table: Tables) -> pd.DataFrame:
    """Name the factors of a study: those it lists, or all its codes where it lists none.

    Parameters
    ----------
    table : callable
        Gives the study's table of a kind, as `Study.table` does. The codes are
        asked for only where there are no factors.

    Returns
    -------
    DataFrame
        A table of kind ``factors``. Of a code, ``kind`` is the label of the code at the top of
        its tree, and ``label`` its own; in tree order.
    """
    factors = table("factors", optional=True)
    if len(factors):
        return factors
    codes = table("codes")
    tree = code_tree(codes)
    return pd.DataFrame(
        {
            "factor": tree["code"],
            "kind": tree["root"].map(codes.set_index("code")["label"]),
            "label": tree["label"],
            "label_en": tree["label_en"],
        }
    )


def presence_from_coding(
    segments: pd.DataFrame,
    sources: pd.DataFrame,
    cases: pd.DataFrame,
    codes: pd.DataFrame,
    factors: pd.DataFrame,
    *,
    at_least: int = 1,
) -> pd.DataFrame:
    """Derive which factor is present in which case from the passages coded in its sources.

    A factor is a code. It is present in a case when at least so many passages of the case's
    sources carry the code or a code below it; a passage counts once.

    Parameters
    ----------
    segments, sources, cases, codes : DataFrame
        Tables of these kinds.
    factors : DataFrame
        Table of kind ``factors``, or what `factors_of` gives.
    at_least : int, optional
        Passages in a case before a factor counts as present; 1 or more.

    Returns
    -------
    DataFrame
        As a table of kind ``presence``: ``case, factor, present``, with ``passages``; one row
        for each case that has a source and each factor.

    Raises
    ------
    TableError
        When the threshold is below 1, no factor is a code, or no coded passage has a case.
    """
    if at_least < 1:
        raise TableError(
            f"at_least = {at_least}: a factor needs at least 1 passage. Use 1 or more."
        )
    order = factors.loc[factors["factor"].isin(codes["code"]), "factor"]
    if order.empty:
        raise TableError(
            "factors.csv: no factor is a code of codes.csv, so that no presence follows from the "
            "coding. Give the factors the names of codes, or remove the table."
        )
    coded = segments[segments["form"] == "coding"]
    if passages_without_case(segments, sources) == coded["segment"].nunique():
        raise TableError(
            "sources.csv: no source with a coded passage has a case. Fill in the column case."
        )
    named = [case for case in cases["case"] if case in set(sources["case"].dropna())]
    placed = passages_by(coded, sources, by="case")
    counts = count_cells(placed, order, subtree(codes), by="case", names=list(named))
    long = counts.T.stack().rename("passages").reset_index()
    long = long.rename(columns={"code": "factor"})
    present = (long["passages"] >= at_least).astype("boolean")
    return long.assign(present=present)[["case", "factor", "present", "passages"]]


def presence_of(table: Tables, *, at_least: int = 1) -> pd.DataFrame:
    """Give the presence that a study states, or derive it from the coding where it states none.

    Parameters
    ----------
    table : callable
        Gives the study's table of a kind, as `Study.table` does. The passages
        are asked for only where there is no table of kind ``presence``.
    at_least : int, optional
        As in `presence_from_coding`.

    Returns
    -------
    DataFrame
        A table of kind ``presence``.
    """
    stated = table("presence", optional=True)
    if len(stated):
        return stated
    return presence_from_coding(
        table("segments"),
        table("sources"),
        table("cases"),
        table("codes"),
        factors_of(table),
        at_least=at_least,
    )


def presence_rule(table: Tables, *, at_least: int = 1) -> str:
    """Say by which rule the presence was derived; empty where the study states it.

    Parameters
    ----------
    table : callable
        As in `presence_of`.
    at_least : int, optional
        As in `presence_from_coding`.
    """
    if len(table("presence", optional=True)):
        return ""
    rule = say_number(
        at_least,
        "A factor is present in a case when at least {number} coded passage of its sources has "
        "this code or a code below it.",
        "A factor is present in a case when at least {number} coded passages of its sources have "
        "this code or a code below it.",
    )
    left_out = passages_without_case(table("segments"), table("sources"))
    more = say(
        " Not counted: {passages} in sources without a case.", passages=counted(left_out, "passage")
    )
    return rule + (more if left_out else "")


def passages_without_case(segments: pd.DataFrame, sources: pd.DataFrame) -> int:
    """Count the coded passages whose source has no case."""
    coded = segments[segments["form"] == "coding"]
    placed = sources.loc[sources["case"].notna(), "source"]
    return int(coded.loc[~coded["source"].isin(placed), "segment"].nunique())
