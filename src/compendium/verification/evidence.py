"""What a printed number was held against: a test, or only itself typed once more."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import pandas as pd

from compendium.study.places import is_other_place, row_places
from compendium.study.study import Study
from compendium.verification.behind import Behind, rows_behind
from compendium.verification.printed import DIFFERS, NOT_COMPUTABLE, NOT_READABLE, REPRODUCED

TESTED, RESTATED, NOT_TRACED = "tested", "restated", "not traced"
EXTERNAL, NOT_COUNTED = "external", "not computable"
# In this order a quantity that is printed several times takes the best of its kinds.
KINDS_OF_TEST = (TESTED, RESTATED, NOT_TRACED, EXTERNAL, NOT_COUNTED)
COLUMNS = ["test", "analysis", "value", "tables", "places"]
SHOWN_PLACES = 3


def with_evidence(study: Study, compared: pd.DataFrame) -> pd.DataFrame:
    """Tell for each printed number what it was held against.

    Parameters
    ----------
    study : Study
        The study.
    compared : DataFrame
        Its printed numbers with their verdicts.

    Returns
    -------
    DataFrame
        With the columns ``test, analysis, value, tables, places`` added. A number is *tested*
        where a row behind its recomputed value was transcribed from another place than the
        number, *restated* where all of them come from its own place, *external* where it is not
        about the study's own data, and *not computable* where nothing was computed. It is *not
        traced* where the rows, or their places, are not known.
    """
    rows = study.table("printed").set_index("printed_id")
    table = _tables(study)
    told = [_evidence(study, rows.loc[row["printed_id"]], row["verdict"], table)
            for row in compared.to_dict("records")]  # fmt: skip
    return compared.join(pd.DataFrame(told, columns=COLUMNS, index=compared.index))


def count_quantities(compared: pd.DataFrame) -> pd.DataFrame:
    """Count distinct quantities by study and by what they were held against.

    A quantity that is printed several times counts once: as tested when one of its numbers is,
    and as differing when one of the numbers tested differs.

    Parameters
    ----------
    compared : DataFrame
        What `verify` gives.

    Returns
    -------
    DataFrame
        Columns ``study, quantities, tested, reproduced, differs`` (of those tested),
        ``restated, external, not computable, printed`` (numbers), and ``not traced`` where
        something is.
    """
    rows = [_counts(str(name), part) for name, part in compared.groupby("study", sort=False)]
    counts = pd.DataFrame(rows)
    return counts if counts[NOT_TRACED].any() else counts.drop(columns=NOT_TRACED)


def _counts(study: str, part: pd.DataFrame) -> dict[str, Any]:
    computed = part["analysis"].fillna("") + " " + part["value"].fillna("")
    named = computed.where(computed != " ", part["quantity"].str.casefold())
    # An external number is another quantity than one of the study, whatever it is called.
    keys = named + part["test"].eq(EXTERNAL).map({True: " external", False: ""})
    groups = [rows for _, rows in part.groupby(keys, sort=False)]
    kinds = [min(rows["test"], key=KINDS_OF_TEST.index) for rows in groups]
    verdicts = [
        _worst(rows.loc[rows["test"] == TESTED, "verdict"])
        for rows, kind in zip(groups, kinds, strict=True)
        if kind == TESTED
    ]
    return {
        "study": study,
        "quantities": len(groups),
        TESTED: kinds.count(TESTED),
        REPRODUCED: verdicts.count(REPRODUCED),
        DIFFERS: len(verdicts) - verdicts.count(REPRODUCED),
        **{kind: kinds.count(kind) for kind in KINDS_OF_TEST[1:]},
        "printed": len(part),
    }


def _worst(verdicts: pd.Series) -> str:
    return DIFFERS if verdicts.isin([DIFFERS, NOT_READABLE]).any() else REPRODUCED


def _tables(study: Study) -> Callable[[str], pd.DataFrame]:
    """Give the study's tables, and the settings of its questionnaire as one more."""

    @cache  # most rows of the printed numbers ask for the same ones
    def table(kind: str) -> pd.DataFrame:
        if kind != "scale":
            return study.table(kind, optional=True)
        settings = list(study.about.get("scale", {}))
        return pd.DataFrame({"setting": pd.Series(settings, dtype="str")})

    return table


def _evidence(
    study: Study, row: Mapping[str, Any], verdict: str, table: Callable[[str], pd.DataFrame]
) -> dict[str, Any]:
    analysis, value = row["analysis"], row["value"]
    behind, places = [], []
    if isinstance(analysis, str) and isinstance(value, str):
        behind = rows_behind(analysis, value, table)
        places = [place for one in behind for place in row_places(study, one.kind, one.rows)]
    return {
        "test": _kind(row, verdict, behind, places),
        "analysis": analysis,
        "value": value,
        "tables": "; ".join(one.told() for one in behind) or None,
        "places": _few(places) or None,
    }


def _kind(row: Mapping[str, Any], verdict: str, behind: list[Behind], places: list[str]) -> str:
    if row["about"] == "external":
        return EXTERNAL
    if verdict == NOT_COMPUTABLE:
        return NOT_COUNTED
    artefact, where = str(row["artefact"]), str(row["where"])
    own = where if artefact.casefold() == "text" else f"{artefact}, {where}"
    if any(place and is_other_place(place, own) for place in places):
        return TESTED
    return RESTATED if behind and all(places) else NOT_TRACED


def _few(places: list[str]) -> str:
    """Name the first of the places, and how many there are more."""
    distinct = list(dict.fromkeys(place for place in places if place))
    more = len(distinct) - SHOWN_PLACES
    if more > 0:
        return f"{'; '.join(distinct[:SHOWN_PLACES])} and {more} more"
    return "; ".join(distinct)
