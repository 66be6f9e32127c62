"""Cases, variables and groups of a REFI-QDA project."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

import pandas as pd
from lxml import etree

from compendium.qda.model.frames import kind_frame
from compendium.qda.model.identifiers import identifiers, numbered
from compendium.qda.read.refi.codes import guid_of
from compendium.qda.read.xml import local_name
from compendium.study.kinds import column_names

# Columns that the reader makes itself, next to those of the schemas.
MADE = ("guid", "length", "groups")


class Cases(NamedTuple):
    """The cases of a project, what belongs to them, and what is known of single sources.

    ``of`` gives the cases by GUID of a source, code or passage; ``attributes`` the variables by
    GUID of a source, where the program wrote them in a case without a name.
    """

    table: pd.DataFrame
    guids: frozenset[str]
    of: Mapping[str, list[str]]
    attributes: Mapping[str, dict[str, str]]


def read_cases(root: etree._Element, *, own: bool) -> Cases:
    """Read the cases with their variables.

    Parameters
    ----------
    root : lxml element
        The project.
    own : bool
        Whether the compendium wrote the project, so that a variable with the name of a column
        of the kind is that column.

    Returns
    -------
    Cases
        Its table is of kind ``cases`` with ``guid`` and a column per variable, named after it.
    """
    elements = list(_below(root, "Cases", "Case"))
    named = [element for element in elements if (element.get("name") or "").strip()]
    labels = [(element.get("name") or "").strip() for element in named]
    ids = identifiers(labels, otherwise="case")
    of: dict[str, list[str]] = {}
    for element, case in zip(named, ids, strict=True):
        for guid in {guid_of(element), *_targets(element)} - {""}:
            of.setdefault(guid, []).append(case)
    columns = variable_columns(root, "cases", own=own)
    values = [variable_values(element, columns) for element in named]
    table: dict[str, list[str | None]] = {
        "case": list(ids),
        "label": list(labels),
        "guid": [guid_of(element) or None for element in named],
        **spread(values),
    }
    of_sources = variable_columns(root, "sources", own=own)
    attributes: dict[str, dict[str, str]] = {}
    for element in elements:
        if element not in named:
            for guid in _targets(element):
                attributes.setdefault(guid, {}).update(variable_values(element, of_sources))
    guids = frozenset(guid_of(element) for element in elements) - {""}
    return Cases(kind_frame("cases", table), guids, of, attributes)


def variable_columns(root: etree._Element, kind: str, *, own: bool) -> dict[str, str]:
    """Name the column of each variable, by its GUID, beside the columns of a kind."""
    taken = {name.casefold() for name in (*column_names(kind), *MADE)}
    guids, names = [], []
    for variable in _below(root, "Variables", "Variable"):
        name = " ".join((variable.get("name") or "").split()) or "variable"
        guids.append(guid_of(variable))
        clashes = name.casefold() in taken and not (own and name in column_names(kind))
        names.append(f"{name} (variable)" if clashes else name)
    return dict(zip(guids, numbered(names, joint=" "), strict=True))


def variable_values(element: etree._Element, columns: Mapping[str, str]) -> dict[str, str]:
    """Values of the variables of a case or source, by column; without the empty ones."""
    values: dict[str, str] = {}
    for child in element:
        if local_name(child) != "VariableValue":
            continue
        column, text = None, ""
        for part in child:
            if local_name(part) == "VariableRef":
                column = columns.get(guid_of(part, "targetGUID"))
            else:
                text = (part.text or "").strip()
        if column and text:
            values[column] = text
    return values


def spread(rows: Sequence[Mapping[str, str]]) -> dict[str, list[str | None]]:
    """Make a column per variable of the values of each row."""
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: [row.get(name) for row in rows] for name in names}


def read_groups(root: etree._Element, member: str) -> dict[str, list[str]]:
    """Names of the groups that an element is in, in alphabetical order, by its GUID.

    Parameters
    ----------
    root : lxml element
        The project or codebook.
    member : str
        ``MemberSource`` or ``MemberCode``.
    """
    groups: dict[str, list[str]] = {}
    for group in _below(root, "Sets", "Set"):
        name = (group.get("name") or "").strip()
        for child in group:
            if name and local_name(child) == member:
                guid = guid_of(child, "targetGUID") or guid_of(child)
                groups.setdefault(guid, []).append(name)
    return {guid: sorted(set(names)) for guid, names in groups.items()}


def single_case(found: Collection[str]) -> str | None:
    """Give the case when there is exactly one."""
    return next(iter(found)) if len(found) == 1 else None


def _targets(element: etree._Element) -> set[str]:
    """GUIDs of all that a case refers to: codes, sources and passages."""
    return {
        guid_of(child, "targetGUID")
        for child in element
        if local_name(child) in ("CodeRef", "SourceRef", "SelectionRef")
    }


def _below(root: etree._Element, list_name: str, name: str) -> Iterator[etree._Element]:
    """Elements of a list right below the root."""
    for child in root:
        if local_name(child) == list_name:
            yield from (element for element in child if local_name(element) == name)
