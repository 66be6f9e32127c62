"""How many passages stand behind each factor in each case, where a study states it."""

from typing import Any

import pandas as pd

from compendium.naming import slug


def factor_passages(
    presence: pd.DataFrame, cases: pd.DataFrame, factors: pd.DataFrame
) -> pd.DataFrame:
    """Put the stated numbers of passages in a factor x case table.

    Parameters
    ----------
    presence, cases, factors : DataFrame
        Tables of these kinds; ``presence`` may be without rows, or without ``passages``.

    Returns
    -------
    DataFrame
        Rows are factors, columns cases, both in the order of their tables: whole numbers, missing
        where the study does not say. Without rows where it states no number.

    Examples
    --------
    >>> presence = pd.DataFrame({"case": ["a"], "factor": ["trust"], "passages": [3]})
    >>> cases, factors = pd.DataFrame({"case": ["a"]}), pd.DataFrame({"factor": ["trust"]})
    >>> int(factor_passages(presence, cases, factors).loc["trust", "a"])
    3
    """
    if "passages" not in presence or presence["passages"].isna().all():
        return pd.DataFrame()
    wide = presence.pivot(index="factor", columns="case", values="passages")
    return wide.reindex(
        index=[factor for factor in factors["factor"] if factor in wide.index],
        columns=[case for case in cases["case"] if case in wide.columns],
    ).astype("Int64")


def summarise_factor_passages(counts: pd.DataFrame) -> dict[str, Any]:
    """Collect the numbers of passages, where the study states them.

    Returns
    -------
    dict
        ``n_passages`` (of all factors in all cases) and ``passages.<slug of factor>.<slug of
        case>``; empty where the study states none.
    """
    if counts.empty:
        return {}
    return {
        "n_passages": int(counts.sum().sum()),
        "passages": {
            slug(str(factor)): {
                slug(str(case)): int(number) for case, number in row.items() if pd.notna(number)
            }
            for factor, row in counts.iterrows()
        },
    }
