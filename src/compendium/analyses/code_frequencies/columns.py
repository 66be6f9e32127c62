"""Where a passage stands: its source, its case, its coder, or what is recorded about these."""

import numpy as np
import pandas as pd

from compendium.errors import AnalysisError
from compendium.exhibits.labels import labels_of
from compendium.naming import listed


def passages_by(
    segments: pd.DataFrame,
    sources: pd.DataFrame,
    cases: pd.DataFrame | None = None,
    *,
    by: str,
) -> pd.DataFrame:
    """Give each coded passage its source, coder or case, or a property of its source or case.

    Parameters
    ----------
    segments, sources : DataFrame
        Tables of these kinds.
    cases : DataFrame, optional
        Table of kind ``cases``, for its own columns.
    by : str
        ``source``, ``coder``, a column of the sources such as ``case`` or ``role``, or a column
        of the cases, one of the study's own included.

    Returns
    -------
    DataFrame
        Columns ``segment, code, form, <by>``, in the order of the segments; without the passages
        for which the column is empty.

    Raises
    ------
    AnalysisError
        When there is no such column, or nothing in it.
    """
    column = _column(segments, sources, cases, by)
    if not column.notna().any():
        raise AnalysisError(
            f"Passages cannot be counted by {by!r}: no passage has a {by}. "
            f"Choose {listed(columns_to_count_by(segments, sources, cases))}."
        )
    placed = segments[["segment", "code", "form"]].assign(**{by: column.to_numpy()})
    return placed[placed[by].notna()]


def columns_to_count_by(
    segments: pd.DataFrame, sources: pd.DataFrame, cases: pd.DataFrame | None = None
) -> list[str]:
    """Name what passages can be counted by: the filled columns of segments, sources and cases."""
    found = [name for name in sources if name not in ("source", "label") and _filled(sources, name)]
    if cases is not None and "case" in found:
        found += [
            name
            for name in cases
            if name not in (*sources.columns, "label") and _filled(cases, name)
        ]
    return ["source", *(["coder"] if _filled(segments, "coder") else []), *found]


def column_order(
    sources: pd.DataFrame, cases: pd.DataFrame | None, placed: pd.DataFrame, *, by: str
) -> list[object]:
    """Names in a column that passages are counted by, in the order of the table that has it."""
    if by == "coder":
        table = placed
    elif by == "case" and cases is not None:
        table = cases  # so that cases stand everywhere in the same order
    elif by in sources:
        table = sources
    else:
        table = placed if cases is None else cases
    found = set(placed[by])
    return [name for name in table[by].dropna().unique() if name in found]


def count_cells(
    placed: pd.DataFrame,
    order: pd.Series,
    pairs: pd.DataFrame,
    *,
    by: str,
    names: list[object],
) -> pd.DataFrame:
    """Count placed passages by code and column; a code includes those below it.

    Parameters
    ----------
    placed : DataFrame
        What `passages_by` gives.
    order : Series of str
        Codes, as the rows shall stand.
    pairs : DataFrame
        Each code with itself and the codes above it: ``code, ancestor``.
    by : str
        The column of ``placed`` to count by.
    names : list
        What stands in it, as the columns shall stand.

    Returns
    -------
    DataFrame
        A row for each code and a column for each name; whole numbers.
    """
    rows, columns, own = pd.Index(order), pd.Index(names), pd.Index(pairs["code"].unique())
    above = pd.DataFrame(
        {"own": own.get_indexer(pairs["code"]), "row": rows.get_indexer(pairs["ancestor"])}
    )
    marks = pd.DataFrame(
        {
            "own": own.get_indexer(placed["code"]),
            "column": columns.get_indexer(placed[by]),
            "passage": pd.factorize(placed["segment"])[0],
        }
    ).merge(above, on="own")
    marks = marks[(marks["row"] >= 0) & (marks["column"] >= 0)]
    # A passage counts once in a cell, however many of its codes stand below that cell's code.
    size = len(rows) * len(columns)
    cells = marks["row"] * len(columns) + marks["column"]
    once = np.unique((marks["passage"] * size + cells).to_numpy()) % max(size, 1)
    counts = np.bincount(once, minlength=size).reshape(len(rows), len(columns))
    table = pd.DataFrame(counts, index=rows.rename("code"), columns=columns.rename(by))
    return table.astype("int64")


def column_labels(
    sources: pd.DataFrame, cases: pd.DataFrame | None = None, *, by: str
) -> dict[str, str]:
    """Name to show for each source or case; none for columns that are shown as they are.

    Examples
    --------
    >>> column_labels(pd.DataFrame({"source": ["s1"], "label": ["First talk"]}), by="source")
    {'s1': 'First talk'}
    """
    table = {"source": sources, "case": cases}.get(by)
    return {} if table is None else labels_of(table, by)


def _filled(table: pd.DataFrame, column: str) -> bool:
    return column in table and bool(table[column].notna().any())


def _column(
    segments: pd.DataFrame, sources: pd.DataFrame, cases: pd.DataFrame | None, by: str
) -> pd.Series:
    """Look the column up for each passage."""
    if by == "source":
        return segments["source"].where(segments["source"].isin(sources["source"]))
    if by == "coder" and "coder" in segments:
        return segments["coder"]
    if by in sources:
        return segments["source"].map(sources.set_index("source")[by])
    if cases is not None and by in cases:
        case = segments["source"].map(sources.set_index("source")["case"])
        return case.map(cases.set_index("case")[by])
    raise AnalysisError(
        f"Passages cannot be counted by {by!r}: neither the sources nor the cases have such a "
        f"column. Choose {listed(columns_to_count_by(segments, sources, cases))}."
    )
