"""Which factor was found in which case: matrices, totals and factors that occur together."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from compendium.errors import TableError
from compendium.naming import slug
from compendium.study.quantities import readings


def factor_matrix(
    presence: pd.DataFrame,
    cases: pd.DataFrame,
    factors: pd.DataFrame,
    *,
    kind: str | None = None,
) -> pd.DataFrame:
    """Put the presence of factors in a case x factor matrix.

    Parameters
    ----------
    presence, cases, factors : DataFrame
        Tables of these kinds.
    kind : str, optional
        Only factors of this kind; by default all.

    Returns
    -------
    DataFrame
        Rows are cases, columns factors, both in the order of their tables; True, False, or
        missing where the study does not say.
    """
    chosen = factors["factor"] if kind is None else factors.loc[factors["kind"] == kind, "factor"]
    wide = presence[presence["factor"].isin(chosen)].pivot(
        index="case", columns="factor", values="present"
    )
    return wide.reindex(
        index=[case for case in cases["case"] if case in wide.index],
        columns=[factor for factor in chosen if factor in wide.columns],
    ).astype("boolean")


def matrix_kinds(presence: pd.DataFrame, factors: pd.DataFrame) -> list[str]:
    """Kinds of factors for which the study has a matrix, in the order of the factors."""
    found = factors[factors["factor"].isin(presence["factor"])]
    return list(found["kind"].unique())


def printed_totals(printed: pd.DataFrame) -> pd.Series:
    """Totals that the publication prints, by the name of the value that must equal them.

    Parameters
    ----------
    printed : DataFrame
        Table of kind ``printed``.

    Returns
    -------
    Series of int
        Indexed by the slug of the factor; the first printed number where several are printed. A
        text that is no whole number is left out.
    """
    totals = printed[
        (printed["analysis"] == "factor-matrix")
        & printed["value"].str.startswith("total.", na=False)
        & printed["artefact"].str.match(r"(?i)tab", na=False)
    ]
    numbers = [_whole_number(text) for text in totals["printed"]]
    names = totals["value"].str.removeprefix("total.")
    return pd.Series(numbers, index=names, dtype="Int64").groupby(level=0).first().dropna()


def _whole_number(text: str) -> int | None:
    """Read a printed total, as all printed numbers are read; None where it is no whole number."""
    whole = [one for one in readings(text) if one.is_number and one.low == int(one.low)]
    return int(whole[0].low) if whole else None


def total_table(matrix: pd.DataFrame, factors: pd.DataFrame, printed: pd.DataFrame) -> pd.DataFrame:
    """Total of each factor as counted here, beside the total that the publication prints.

    Parameters
    ----------
    matrix : DataFrame
        Case x factor, as `factor_matrix` gives it; a missing cell counts as absent.
    factors, printed : DataFrame
        Tables of these kinds; ``printed`` may be without rows.

    Returns
    -------
    DataFrame
        Columns ``factor, label, label_en, counted, printed, difference``: counted minus printed,
        missing where no total is printed.
    """
    counted = matrix.sum(skipna=True).astype("Int64")
    totals = printed_totals(printed)
    printed_total = pd.array([totals.get(slug(factor), pd.NA) for factor in matrix], dtype="Int64")
    named = factors.set_index("factor").loc[list(matrix)]
    table = pd.DataFrame(
        {
            "factor": list(matrix),
            "label": named["label"].to_numpy(),
            "label_en": named["label_en"].to_numpy(),
            "counted": counted.to_numpy(),
            "printed": printed_total,
        }
    )
    table["difference"] = table["counted"] - table["printed"]
    return table


def co_occurrence(matrix: pd.DataFrame) -> pd.DataFrame:
    """Count, for each pair of factors, the cases that have both.

    Parameters
    ----------
    matrix : DataFrame
        Case x factor, as `factor_matrix` gives it; a missing cell counts as absent.

    Returns
    -------
    DataFrame
        Columns ``factor, other, both, either, jaccard``: cases with both, cases with at least
        one, and the first over the second (0 to 1; missing when no case has either).

    Raises
    ------
    TableError
        When there are no two factors to pair.

    References
    ----------
    Jaccard (1912), the coefficient of community.
    """
    if matrix.shape[1] < 2:
        raise TableError(
            f"presence.csv: pairs need two factors; found {matrix.shape[1]}. Add the presence of "
            "another factor, or leave this analysis out."
        )
    present = matrix.fillna(False).to_numpy(dtype="int64")
    shared = present.T @ present
    first, second = np.triu_indices(matrix.shape[1], k=1)
    both = shared[first, second]
    either = shared[first, first] + shared[second, second] - both
    return pd.DataFrame(
        {
            "factor": matrix.columns[first],
            "other": matrix.columns[second],
            "both": both,
            "either": either,
            "jaccard": both / np.where(either > 0, either, np.nan),
        }
    )


def most_varied(matrices: Mapping[str, pd.DataFrame], *, most: int) -> dict[str, pd.DataFrame]:
    """Keep the factors in which cases differ most, where there are too many to draw and to pair.

    A factor found in half of the cases tells them apart best; one found in all or in none does
    not.

    Parameters
    ----------
    matrices : mapping of str to DataFrame
        One matrix per kind of factor, as `factor_matrix` gives it.
    most : int
        Number of factors to keep; of factors that vary as much, those that stand first.

    Returns
    -------
    dict of str to DataFrame
        The matrices with these factors only; kinds without any are left out.
    """
    varied = [
        (kind, factor, int(total) * (len(matrix) - int(total)))
        for kind, matrix in matrices.items()
        for factor, total in matrix.sum(skipna=True).items()
    ]
    ranked = sorted(varied, key=lambda one: -one[2])[:most]
    chosen = {(kind, factor) for kind, factor, _ in ranked}
    kept = {
        kind: matrix[[factor for factor in matrix if (kind, factor) in chosen]]
        for kind, matrix in matrices.items()
    }
    return {kind: matrix for kind, matrix in kept.items() if matrix.shape[1]}


def summarise_matrices(
    matrices: Mapping[str, pd.DataFrame],
    totals: Mapping[str, pd.DataFrame],
    pairs: pd.DataFrame,
    cases: pd.DataFrame,
    factors: pd.DataFrame,
) -> dict[str, Any]:
    """Collect the values of the analysis factor-matrix.

    Returns
    -------
    dict
        ``n_cases``, ``kind.<slug>.factors``, ``total.<slug of factor>`` and
        ``printed_total.<slug of factor>``,
        ``case_total.<slug of case>.<slug of kind>``, ``n_differences`` (printed totals that
        differ from the marks), ``n_pairs``, ``n_pairs_everywhere`` (pairs found in every case),
        ``method.<slug>.cases`` and ``case.<slug>`` with ``start`` and ``end``.
    """
    known = cases.astype(object).where(cases.notna(), None)
    every = list(totals.values())
    case_total: dict[str, dict[str, int]] = {}
    for kind, matrix in matrices.items():
        for case, total in matrix.sum(axis=1, skipna=True).items():
            case_total.setdefault(slug(str(case)), {})[slug(kind)] = int(total)
    return {
        "n_cases": len(cases),
        "kind": {
            slug(kind): {"factors": int(number)}
            for kind, number in factors["kind"].value_counts(sort=False).items()
        },
        "total": {
            slug(row.factor): int(row.counted) for table in every for row in table.itertuples()
        },
        "printed_total": {
            slug(row.factor): int(row.printed)
            for table in every
            for row in table.itertuples()
            if pd.notna(row.printed)
        },
        "case_total": case_total,
        "n_differences": int(sum((table["difference"].fillna(0) != 0).sum() for table in every)),
        "n_pairs": len(pairs),
        "n_pairs_everywhere": int((pairs["both"] == len(cases)).sum()),
        "method": {
            slug(method): {"cases": int(number)}
            for method, number in cases["method"].value_counts().items()
        },
        "case": {
            slug(row.case): {"start": row.start, "end": row.end} for row in known.itertuples()
        },
    }
