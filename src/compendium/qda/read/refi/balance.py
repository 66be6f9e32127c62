"""What of a REFI-QDA project comes to nothing although it stands where it is read.

A reference can lead nowhere, and an element can lack what makes it one. What is read is counted
against what there is, so that nothing goes without a word.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from lxml import etree

from compendium.language import counted, mark_number, say
from compendium.qda.read.refi.codes import guid_of, plain_guid
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


# In one go: a project can hold very many codings.
_BARE = etree.XPath("count(//*[local-name()='Coding'][not(*[local-name()='CodeRef'])])")
_GUIDS = etree.XPath("//@guid", smart_strings=False)


def leading_nowhere(root: etree._Element, *, coders: Collection[str]) -> list[str]:
    """Say what references lead nowhere, and what is there and belongs to nothing.

    Parameters
    ----------
    root : lxml element
        The project.
    coders : collection of str
        GUIDs of the users who coded.
    """
    codes = Counter(map(guid_of, root.iter("{*}Code")))
    same = sum(number - 1 for guid, number in codes.items() if guid and number > 1)
    users = {guid_of(user) for user in root.iter("{*}User")}
    return [
        *_said(
            int(_BARE(root)), mark_number("coding", "codings"), say("that names no code: left out.")
        ),
        *_said(
            same,
            mark_number("code", "codes"),
            say("with the GUID of another code: its codings count for the last of them."),
        ),
        *_said(
            len(users - set(coders)),
            mark_number("user", "users"),
            say("who coded nothing: left out."),
        ),
        *_members(root),
        *_values(root),
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
    shown = ", ".join(
        say("{number} of {name}", number=number, name=name) for name, number in found.items()
    )
    return [say("Attributes that the standard does not have ({shown}): not read.", shown=shown)]


def _members(root: etree._Element) -> Iterator[str]:
    """Say which members of sets, and which references of cases, are not in the project."""
    nameless = 0
    members: list[str] = []
    for part in root.iter("{*}Set"):
        if (part.get("name") or "").strip():
            members += [
                guid_of(one, "targetGUID") or guid_of(one)
                for one in part
                if local_name(one).startswith("Member")
            ]
        else:
            nameless += 1
    references = [
        guid_of(one, "targetGUID")
        for case in root.iter("{*}Case")
        for one in case
        if local_name(one) in ("CodeRef", "SourceRef", "SelectionRef")
    ]
    there = set(map(plain_guid, _GUIDS(root))) if members or references else set()
    yield from _said(nameless, mark_number("set", "sets"), say("without a name: left out."))
    yield from _said(
        sum(guid not in there for guid in members),
        mark_number("member", "members"),
        say("of sets that the file does not hold: left out."),
    )
    yield from _said(
        sum(guid not in there for guid in references),
        mark_number("reference", "references"),
        say("of cases to what the file does not hold: left out."),
    )


def _values(root: etree._Element) -> Iterator[str]:
    """Say which values have no variable, or stand twice on one source or case."""
    known = {guid_of(variable) for variable in root.iter("{*}Variable")}
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
            lost += text and of not in known
            again += text and of in seen
            seen.add(of)
    yield from _said(
        lost,
        mark_number("value", "values"),
        say("of a variable that the file does not define: left out."),
    )
    yield from _said(
        again,
        mark_number("value", "values"),
        say("of a variable that has two in one place: the last is taken."),
    )


def _sources(root: etree._Element) -> Iterator[etree._Element]:
    for part in root:
        if local_name(part) == "Sources":
            yield from part


def _said(number: int, noun: tuple[str, str], what: str) -> list[str]:
    return [f"{counted(number, *noun)} {what}"] if number else []
