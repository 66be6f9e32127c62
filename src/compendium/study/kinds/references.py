"""Check the references of a table: to other tables, and of a column to its own."""

import difflib
from collections.abc import Callable

import pandas as pd

from compendium.language import say
from compendium.study.kinds import load_schema
from compendium.study.kinds.checks import Problem


def check_references(
    table: pd.DataFrame, kind: str, other: Callable[[str], pd.DataFrame | None]
) -> list[Problem]:
    """Check that every reference to another table, or to a parent, points at a row.

    Parameters
    ----------
    table : DataFrame
        A typed table; its index holds spreadsheet row numbers.
    kind : str
        Kind of the table.
    other : callable
        Gives the study's table of a kind, or None when the study has none.

    Returns
    -------
    list of Problem
        One per column with unknown references.
    """
    problems = []
    for key in load_schema(kind).get("foreignKeys", []):
        column, target = key["fields"], key["reference"]["resource"]
        known_column = key["reference"]["fields"]
        target_table = other(target) if target else table
        if target_table is None:
            continue
        known = target_table[known_column]
        bad = table.index[table[column].notna() & ~table[column].isin(known)]
        if len(bad):
            value = table.loc[bad[0], column]
            near = difflib.get_close_matches(str(value), known.astype(str), n=1)
            hint = say(" Did you mean {near!r}?", near=near[0]) if near else ""
            article = "an" if known_column[0] in "aeiou" else "a"
            problems.append(
                Problem(
                    say(
                        "{value!r} is not {article} {known_column} of the table {table}",
                        value=value,
                        article=article,
                        known_column=known_column,
                        table=target or kind,
                    ),
                    say(
                        "Correct it, or add the {known_column} to {table}.csv.{hint}",
                        known_column=known_column,
                        table=target or kind,
                        hint=hint,
                    ),
                    column,
                    tuple(bad),
                )
            )
        elif not target:
            problems += _check_circles(table, column, known_column)
    return problems


def _check_circles(table: pd.DataFrame, column: str, key: str) -> list[Problem]:
    """Find rows that are above themselves, when each row points at the one above it."""
    above = dict(zip(table[key], table[column], strict=True))
    rows = []
    for row, start in table[key].items():
        name, passed = above[start], {start}
        while name in above and name not in passed:
            passed.add(name)
            name = above[name]
        if name == start:
            rows.append(int(row))
    if not rows:
        return []
    what = say(
        "following the column {column} from {first!r} leads back to it",
        column=column,
        first=table.loc[rows[0], key],
    )
    return [
        Problem(
            what,
            say("Leave the {column} of the topmost {key} empty.", column=column, key=key),
            column,
            tuple(rows),
        )
    ]
