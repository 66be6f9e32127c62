"""What of a REFI-QDA project comes to nothing although it stands where it is read.

A reference can lead nowhere, and an element can lack what makes it one. What is read is counted
against what there is, so that nothing goes without a word.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from lxml import etree

from compendium.naming import counted
from compendium.qda.read.refi.codes import guid_of
from compendium.qda.read.xml import local_name

# What the standard lets an element say in attributes; read, or books that a program keeps.
ATTRIBUTES = frozenset(
    [
        *("guid", "name", "id", "color", "isCodable", "targetGUID", "typeOfVariable", "origin"),
        *("creatingUser", "creationDateTime", "modifyingUser", "modifiedDateTime", "basePath"),
        *("creatingUserGUID", "modifyingUserGUID", "creationDate", "modifiedDate", "version"),
        *("plainTextPath", "richTextPath", "path", "currentPath", "startPosition", "endPosition"),
        *("begin", "end", "page", "firstX", "firstY", "secondX", "secondY", "fromSyncPoint"),
        *("toSyncPoint", "timeStamp", "position", "xmlns", "forename", "surname", "email"),
        "schemaLocation",
    ]
)


def leading_nowhere(root: etree._Element, *, coders: Collection[str]) -> list[str]:
    """Say what references lead nowhere, and what is there and belongs to nothing.

    Parameters
    ----------
    root : lxml element
        The project.
    coders : collection of str
        GUIDs of the users who coded.
    """
    guids: Counter[str] = Counter()
    codes: Counter[str] = Counter()
    users: list[str] = []
    bare = 0
    for element in root.iter("{*}*"):
        guid = guid_of(element)
        name = local_name(element)
        if name == "Coding":
            bare += not any(local_name(child) == "CodeRef" for child in element)
        elif name == "Code":
            codes[guid] += 1
        elif name == "User":
            users.append(guid)
        if guid:
            guids[guid] += 1
    return [
        *_said(bare, "coding", "that names no code: left out."),
        *_said(
            sum(number - 1 for guid, number in codes.items() if guid and number > 1),
            "code",
            "with the GUID of another code: its codings count for the last of them.",
        ),
        *_said(sum(guid not in coders for guid in users), "user", "who coded nothing: left out."),
        *_members(root, guids),
        *_values(root, guids),
    ]


def unknown_attributes(counts: Mapping[str, int]) -> list[str]:
    """Name the attributes that the standard does not have.

    Parameters
    ----------
    counts : mapping of str to int
        How often there is an attribute, by its name.
    """
    found = {name: number for name, number in counts.items() if name not in ATTRIBUTES}
    if not found:
        return []
    shown = ", ".join(f"{number} of {name}" for name, number in found.items())
    return [f"Attributes that the standard does not have ({shown}): not read."]


def _members(root: etree._Element, guids: Mapping[str, int]) -> Iterator[str]:
    """Say which members of sets, and which references of cases, are not in the project."""
    lost = nameless = loose = 0
    for part in root.iter("{*}Set"):
        members = [one for one in part if local_name(one).startswith("Member")]
        if not (part.get("name") or "").strip():
            nameless += 1
            continue
        lost += sum((guid_of(one, "targetGUID") or guid_of(one)) not in guids for one in members)
    for case in root.iter("{*}Case"):
        loose += sum(
            guid_of(one, "targetGUID") not in guids
            for one in case
            if local_name(one) in ("CodeRef", "SourceRef", "SelectionRef")
        )
    yield from _said(nameless, "set", "without a name: left out.")
    yield from _said(lost, "member", "of sets that the file does not hold: left out.")
    yield from _said(loose, "reference", "of cases to what the file does not hold: left out.")


def _values(root: etree._Element, guids: Mapping[str, int]) -> Iterator[str]:
    """Say which values have no variable, or stand twice on one source or case."""
    lost = again = 0
    for holder in (*root.iter("{*}Case"), *_sources(root)):
        seen: set[str] = set()
        for value in holder:
            if local_name(value) != "VariableValue":
                continue
            text = any(
                local_name(one) != "VariableRef" and (one.text or "").strip() for one in value
            )
            of = next((guid_of(one, "targetGUID") for one in value
                       if local_name(one) == "VariableRef"), "")  # fmt: skip
            lost += text and of not in guids
            again += text and of in seen
            seen.add(of)
    yield from _said(lost, "value", "of a variable that the file does not define: left out.")
    yield from _said(again, "value", "of a variable that has two in one place: the last is taken.")


def _sources(root: etree._Element) -> Iterator[etree._Element]:
    for part in root:
        if local_name(part) == "Sources":
            yield from part


def _said(number: int, one: str, what: str) -> list[str]:
    return [f"{counted(number, one)} {what}"] if number else []
