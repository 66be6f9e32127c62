"""Which variables of sources and cases come in: those that cannot hold words of participants.

A variable of a project may be the role of who spoke, and as well a remark, a name or an address.
What stands in ``sources.csv`` and ``cases.csv`` is published with the study. So a variable comes
in when its values are few and short, as those of a category are; every other is held back until
the user names it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from compendium.errors import ProjectError
from compendium.language import counted, listed, say
from compendium.qda.model.coded import Coded
from compendium.study.kinds import column_names

HOLDERS = ("sources", "cases")
MOST_VALUES = 12  # different values of a category
LONGEST = 30  # characters of a value
_MADE = ("guid", "length", "groups")  # columns that readers make themselves
_SHOWN = 10
# What people call a column that names somebody.
_PERSONAL = (
    *("name", "naam", "first name", "last name", "voornaam", "achternaam", "full name"),
    *("volledige naam", "email", "e-mail", "email address", "e-mailadres", "phone", "telephone"),
    *("telefoon", "telefoonnummer", "mobiel", "address", "adres", "postcode", "postal code"),
    *("date of birth", "geboortedatum"),
)


@dataclass(frozen=True)
class Held:
    """A project without the variables that are held back, and these, by table and name."""

    coded: Coded
    variables: Mapping[str, pd.DataFrame]
    lines: tuple[str, ...] = ()


def hold_variables(
    coded: Coded,
    *,
    named: Collection[str] = (),
    there: Mapping[str, Collection[str]] | None = None,
) -> Held:
    """Hold back the variables that may hold words of participants.

    Parameters
    ----------
    coded : Coded
        What a reader gives. Columns of ``sources`` and ``cases`` that are not of their kind are
        variables.
    named : collection of str, optional
        Variables that come in whatever they hold, in capitals or not.
    there : mapping of str to collection of str, optional
        Columns that the tables of the study have already, which stay.

    Returns
    -------
    Held
        The project; a table for each kind that lost variables, with its key and these; and what
        is to be said of them.

    Raises
    ------
    ProjectError
        When a variable is named that the project does not have.

    Examples
    --------
    >>> table = pd.DataFrame({"source": ["a", "b", "c"], "Role": ["x", "y", "x"],
    ...                       "Remark": ["Met at the market", "", "Was late"]})
    >>> held = hold_variables(Coded("a program", "", {"sources": table}))
    >>> list(held.coded.table("sources")), held.lines[0]
    (['source', 'Role'], "variables of the sources held back: 'Remark' (2 values of 2).")
    """
    wanted = {name.casefold() for name in named}
    found: dict[str, list[str]] = {
        kind: _variables(coded.tables[kind], kind) for kind in HOLDERS if kind in coded.tables
    }
    _check_named(named, [name for names in found.values() for name in names])
    tables, variables, lines = dict(coded.tables), {}, []
    for kind, names in found.items():
        table, known = tables[kind], set((there or {}).get(kind, ()))
        free = [name for name in names if name.casefold() not in wanted and name not in known]
        free = [name for name in free if is_free(name, _filled(table[name]))]
        if free:
            lines.append(
                say(
                    "variables of the {kind} held back: {shown}.",
                    kind=kind,
                    shown=_shown(table, free),
                )
            )
            tables[kind] = table.drop(columns=free)
            variables[kind] = table[[column_names(kind)[0], *free]]
    if lines:
        first = next(name for table in variables.values() for name in list(table)[1:])
        lines.append(
            say(
                "They may name participants or hold their words. --with-text keeps them in "
                'private/; to take one in for everybody to read: --variable "{first}"',
                first=first,
            )
        )
    return Held(replace(coded, tables=tables), variables, tuple(lines))


def is_free(name: str, values: Sequence[str]) -> bool:
    """Whether a variable may hold more than a category: by its name, or by its values.

    A category has values that are short and that come again: at most half as many, rounded up,
    as there are cells, and at most ``MOST_VALUES``.

    Examples
    --------
    >>> is_free("Role", ["resident", "official", "resident"]), is_free("Note", ["Ann", "Bert"])
    (False, True)
    """
    different = set(values)
    few = len(different) <= min(MOST_VALUES, (len(values) + 1) // 2) and len(values) > 1
    short = all(len(value) <= LONGEST and "\n" not in value for value in different)
    bare = " ".join(name.casefold().replace("_", " ").removeprefix("attribute ").split())
    return bool(different) and not (few and short and bare not in _PERSONAL)


def _variables(table: pd.DataFrame, kind: str) -> list[str]:
    return [name for name in table if name not in (*column_names(kind), *_MADE)]


def _filled(column: pd.Series) -> list[str]:
    cells = (str(cell).strip() for cell in column.dropna())
    return [cell for cell in cells if cell]


def _shown(table: pd.DataFrame, names: list[str]) -> str:
    shown = []
    for name in names[:_SHOWN]:
        values = _filled(table[name])
        shown.append(f"{name!r} ({counted(len(set(values)), 'value')} of {len(values)})")
    more = [f"{len(names) - _SHOWN} more"] if len(names) > _SHOWN else []
    return listed([*shown, *more])


def _check_named(named: Collection[str], known: Collection[str]) -> None:
    for name in named:
        if name.casefold() not in {one.casefold() for one in known}:
            there = (
                say("It has {names}.", names=listed(sorted(set(known))))
                if known
                else say("It has none.")
            )
            raise ProjectError(
                say(
                    "--variable {name}: the project has no such variable. {there} Correct the "
                    "name.",
                    name=name,
                    there=there,
                )
            )
