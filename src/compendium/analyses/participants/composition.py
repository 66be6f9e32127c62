"""Who took part: composition of the participants, and how it changed."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from compendium.language import mark, say
from compendium.naming import slug
from compendium.study.dates import read_date
from compendium.study.small_cells import number_or_text, shown_counts, shown_part

PROPERTIES = ("group", "actor", "role", "gender", "age", "case")
AGE_BAND = 10  # years
NOT_STATED = mark("not stated")

HEADINGS = {
    "group": mark("Group"),
    "actor": mark("Type of actor"),
    "role": mark("Role"),
    "gender": mark("Gender"),
    "age": mark("Age in years"),
    "case": mark("Case"),
}


def composition(
    participants: pd.DataFrame, case_labels: Mapping[str, str], *, smallest_cell: int = 1
) -> pd.DataFrame:
    """Count participants by every property that the study records.

    Parameters
    ----------
    participants : DataFrame
        Table of kind ``participants``.
    case_labels : mapping
        Name to show for each case.
    smallest_cell : int, optional
        The smallest number that is shown, beside 0.

    Returns
    -------
    DataFrame
        Columns ``property, value, n, share, shown``: share of all participants, 0 to 1, and the
        number as it may be shown. A property
        that the study never records is left out; participants without it count as "not stated".
        Ages are put in bands of ten years.
    """
    parts = []
    for name in PROPERTIES:
        values = participants[name]
        if values.notna().any():
            counts = _values(name, values, case_labels).value_counts(sort=False)
            if name == "age":
                counts = counts.sort_index(key=lambda bands: [_low(band) for band in bands])
            shown = shown_counts(counts.to_list(), least=smallest_cell)
            columns = {"property": name, "value": counts.index, "n": counts.array, "shown": shown}
            parts.append(pd.DataFrame(columns))
    table = pd.concat(parts, ignore_index=True)
    return table.assign(share=table["n"] / len(participants))


def changes(participants: pd.DataFrame) -> pd.DataFrame:
    """Tell which seats were filled at the first start of a participant and after the last change.

    Parameters
    ----------
    participants : DataFrame
        Table of kind ``participants`` with dates in ``from`` and ``until``.

    Returns
    -------
    DataFrame
        Columns ``participant, group, role, before, after``, with the two moments (EDTF) in
        ``attrs["moments"]``; no rows when all started together and nobody left, or when no start
        is recorded. The last change is the last start or end that is stated.
    """
    dated = participants[[bool(_last_day(start)) for start in participants["from"]]]
    starts = sorted({str(start) for start in dated["from"]}, key=_first_day)
    ends = [str(end) for end in dated["until"].dropna() if _last_day(end)]
    changed = sorted({*starts[1:], *ends}, key=_last_day)
    if not changed:
        return pd.DataFrame(columns=["participant", "group", "role", "before", "after"])
    first, last = starts[0], changed[-1]
    table = dated[["participant", "group", "role"]].copy()
    seats = list(zip(dated["from"], dated["until"], strict=True))
    table["before"] = [_last_day(first) >= _first_day(start) for start, _ in seats]
    table["after"] = [not _last_day(end) or _last_day(end) > _last_day(last) for _, end in seats]
    table.attrs["moments"] = (first, last)
    return table.reset_index(drop=True)


def summarise_composition(
    participants: pd.DataFrame, changed: pd.DataFrame, *, smallest_cell: int = 1
) -> dict[str, Any]:
    """Collect the values of the analysis participants.

    Parameters
    ----------
    participants : DataFrame
        Table of kind ``participants``.
    changed : DataFrame
        What `changes` gives.
    smallest_cell : int, optional
        The smallest number that is shown, beside 0.

    Returns
    -------
    dict
        ``n_participants``; ``<column>.<slug>.n`` and ``n_<column>s`` for group, actor, role,
        gender, case and every extra column but ``note`` and ``where``; ``age`` with ``min``,
        ``max``, ``mean`` and ``n``;
        ``before`` and ``after``: number of
        seats filled at the first and the last start, where the study dates them; ``stayed``:
        number of seats filled at both, by group. A number that is held back is ``<5`` or ``–``.
    """
    values: dict[str, Any] = {"n_participants": len(participants)}
    remarks = ["participant", "age", "interest", "influence", "from", "until", "note", "where"]
    for name in participants.columns.drop(remarks, errors="ignore"):
        counts = participants[name].value_counts(sort=False)
        shown = _shown(counts, smallest_cell)
        values[name] = {slug(str(value)): {"n": number} for value, number in shown.items()}
        values[f"n_{name}s"] = len(counts)
    ages = participants["age"].dropna()
    if len(ages) >= smallest_cell:
        n = shown_part(len(ages), len(participants), least=smallest_cell)
        values["age"] = {
            "n": number_or_text(n),
            "min": int(ages.min()),
            "max": int(ages.max()),
            "mean": float(ages.mean()),
        }
    if len(changed):
        seats = {
            name: shown_part(
                int(changed[name].sum()), len(changed), len(participants), least=smallest_cell
            )
            for name in ("before", "after")
        }
        first, last = changed.attrs["moments"]
        values["before"] = {"n": number_or_text(seats["before"]), "at": first}
        stayed = changed[changed["before"] & changed["after"]]["group"].value_counts(sort=False)
        values["stayed"] = {
            slug(str(group)): number for group, number in _shown(stayed, smallest_cell).items()
        }
        values["after"] = {"n": number_or_text(seats["after"]), "at": last}
    return values


def _shown(counts: pd.Series, least: int) -> dict[Any, int | str]:
    texts = shown_counts(counts.to_list(), least=least)
    return {name: number_or_text(text) for name, text in zip(counts.index, texts, strict=True)}


def _values(name: str, column: pd.Series, case_labels: Mapping[str, str]) -> pd.Series:
    if name == "age":
        bands = [None if pd.isna(age) else int(age) // AGE_BAND * AGE_BAND for age in column]
        texts = [None if low is None else f"{low}–{low + AGE_BAND - 1}" for low in bands]
        return pd.Series(texts, dtype="str").fillna(say(NOT_STATED))
    if name == "case":
        column = column.map(lambda case: case_labels.get(case, case), na_action="ignore")
    return column.fillna(say(NOT_STATED)).astype("str")


def _low(band: str) -> float:
    """Lowest age of a band; what is not stated comes last."""
    low = band.partition("–")[0]
    return float(low) if low.isdecimal() else float("inf")


def _first_day(text: str) -> Any:
    span = read_date(text)
    return span.earliest if span else None


def _last_day(text: object) -> Any:
    """Last day of a date; None where none is stated, or the end is open."""
    span = read_date(text) if isinstance(text, str) else None
    return span.latest if span else None
