"""What a sheet of quotes says of its interviews beside the quotes: role, case, round and others."""

from collections.abc import Mapping, Sequence

import pandas as pd

from compendium.language import listed, say
from compendium.qda.read.columns import plain_name

# Columns of the table sources, by the names that people give them.
_KNOWN = {
    "role": ("role", "rol", "functie", "function", "position", "job title"),
    "case": ("case", "casus", "wijk", "buurt", "neighbourhood", "neighborhood", "project"),
}
_NUMBER = ("nr", "no", "nummer", "number", "id", "row", "rij", "volgnummer")  # of a quote


def source_variables(
    rows: Sequence[tuple[str, Mapping[str, str]]], cases: pd.DataFrame | None = None
) -> tuple[dict[str, dict[str, str]], list[str]]:
    """Find what is said of whole interviews: columns with one value in each of them.

    Parameters
    ----------
    rows : sequence of tuple of str and mapping
        The interview of each quote, and its further cells by the name of their column.
    cases : DataFrame, optional
        Table ``cases`` of the study; a case is then named as it is there.

    Returns
    -------
    dict of str to dict
        By column, its value by interview.
    list of str
        What is said of it.

    Examples
    --------
    >>> source_variables([("A", {"Rol": "resident", "Mood": "glad"}), ("A", {"Mood": "sad"})])
    ({'role': {'A': 'resident'}}, ["differs within an interview, and not read: 'Mood'"])
    """
    found: dict[str, dict[str, str]] = {}
    differs: list[str] = []
    for name in dict.fromkeys(name for _, cells in rows for name in cells):
        if plain_name(name) in _NUMBER:
            continue
        values: dict[str, set[str]] = {}
        for interview, cells in rows:
            if cells.get(name):
                values.setdefault(interview, set()).add(cells[name])
        if any(len(several) > 1 for several in values.values()):
            differs.append(name)
        elif values:
            column = next((kind for kind, names in _KNOWN.items() if plain_name(name) in names), "")
            column = name if not column or column in found else column
            found[column] = {interview: one.pop() for interview, one in values.items()}
    if cases is not None and "case" in found:
        known = _known_cases(cases)
        found["case"] = {
            interview: known.get(value.casefold(), value)
            for interview, value in found["case"].items()
        }
    shown = [repr(name) for name in differs]
    told = say("differs within an interview, and not read: {names}", names=listed(shown))
    return found, [told] if shown else []


def _known_cases(cases: pd.DataFrame) -> dict[str, str]:
    labels = {str(row["label"]).casefold(): row["case"] for row in cases.to_dict("records")}
    return labels | {str(case).casefold(): case for case in cases["case"]}
