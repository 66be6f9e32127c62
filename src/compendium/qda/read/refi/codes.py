"""The code tree of a REFI-QDA project or codebook."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

import pandas as pd
from lxml import etree

from compendium.qda.model.frames import kind_frame
from compendium.qda.model.identifiers import identifiers
from compendium.qda.read.xml import local_name


class CodeBook(NamedTuple):
    """The codes of a project: the table, the identifier by GUID, and how many are described."""

    table: pd.DataFrame
    ids: Mapping[str, str]
    described: int


class _Node(NamedTuple):
    guid: str
    name: str
    folder: bool
    colour: str | None
    parent: int | None


def guid_of(element: etree._Element, attribute: str = "guid") -> str:
    """GUID in one way of writing: programs differ in capitals and braces; empty when absent."""
    return (element.get(attribute) or "").strip().strip("{}").lower()


def plain_guid(guid: str) -> str:
    """Bring a GUID to one way of writing."""
    return guid.strip().strip("{}").lower()


def read_codes(
    root: etree._Element,
    *,
    not_codes: Collection[str],
    groups: Mapping[str, list[str]],
) -> CodeBook:
    """Read the code tree.

    Parameters
    ----------
    root : lxml element
        The project, or a codebook.
    not_codes : collection of str
        GUIDs of cases. NVivo writes a case as a code too; such a code is left out, and what
        stands below it moves up.
    groups : mapping of str to list of str
        Names of code groups by GUID of the code.

    Returns
    -------
    CodeBook
        Its table is of kind ``codes`` with ``guid``, ``colour`` and ``groups`` (joined by
        ``; ``); ``kind`` is ``code``, or ``folder`` for what no passage can be given.
    """
    nodes: list[_Node] = []
    described = 0
    waiting: list[tuple[etree._Element, int | None]] = [
        (code, None) for code in reversed(_top_codes(root))
    ]
    while waiting:
        element, parent = waiting.pop()
        guid = guid_of(element)
        here = parent
        if guid not in not_codes:
            here = len(nodes)
            folder = (element.get("isCodable") or "").strip().lower() in ("false", "0")
            name = (element.get("name") or "").strip() or "unnamed"
            nodes.append(_Node(guid, name, folder, element.get("color"), parent))
            described += any(
                local_name(child) == "Description" and (child.text or "").strip()
                for child in element
            )
        waiting += [(child, here) for child in reversed(element) if local_name(child) == "Code"]
    return _as_book(nodes, groups, described)


def _top_codes(root: etree._Element) -> list[etree._Element]:
    """Find the codes that stand at the top of their tree."""
    books = [root] if local_name(root) == "CodeBook" else _named(root, "CodeBook")
    return [
        code
        for book in books
        # Some files leave the wrapper out.
        for codes in (book, *_named(book, "Codes"))
        for code in _named(codes, "Code")
    ]


def _named(element: etree._Element, name: str) -> list[etree._Element]:
    return [child for child in element if local_name(child) == name]


def _as_book(nodes: list[_Node], groups: Mapping[str, list[str]], described: int) -> CodeBook:
    """Make the table of codes, and find a code's identifier by its GUID."""
    above = ["" if node.parent is None else nodes[node.parent].name for node in nodes]
    ids = identifiers([node.name for node in nodes], otherwise="code", above=above)
    columns: dict[str, list[str | None]] = {
        "code": list(ids),
        "parent": [None if node.parent is None else ids[node.parent] for node in nodes],
        "label": [node.name for node in nodes],
        "kind": ["folder" if node.folder else "code" for node in nodes],
        "guid": [node.guid or None for node in nodes],
    }
    if any(node.colour for node in nodes):
        columns["colour"] = [node.colour or None for node in nodes]
    if any(node.guid in groups for node in nodes):
        columns["groups"] = ["; ".join(groups.get(node.guid, [])) or None for node in nodes]
    by_guid = {node.guid: code for node, code in zip(nodes, ids, strict=True) if node.guid}
    return CodeBook(kind_frame("codes", columns), by_guid, described)
