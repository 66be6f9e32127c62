"""Parse XML that a stranger made: no entities, no network, no document type.

Programs write what XML does not allow: control characters in a memo, an ampersand as it is, a blank
line before the declaration, another encoding than the declaration says. One such character must not
keep a whole project out, so that it is mended where this needs no guess, and told.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from lxml import etree

from compendium.errors import ProjectError
from compendium.language import counted, say
from compendium.study.bounds import to_read_more, too_much_markup
from compendium.study.encoding import decoded

CHUNK = 1 << 16
_SAFE: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "dtd_validation": False,
    "huge_tree": False,
}


# What XML 1.0 does not allow, as such and as a reference.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_REFERENCE = re.compile(r"&#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}));")
_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]+|#x[0-9A-Fa-f]+);)")
# Between these it is not looked into what there is.
_CDATA, _CDATA_END = "<![CDATA[", "]]>"
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


class _Beginning:
    """Listens until the first element, or a document type, comes by."""

    def __init__(self) -> None:
        self.doctype_seen = False
        self.element_seen = False

    def doctype(self, *_: object) -> None:
        self.doctype_seen = True

    def start(self, *_: object) -> None:
        self.element_seen = True

    def close(self) -> None:
        """End; there is nothing to give."""


def parse_xml(content: bytes, *, shown: str) -> tuple[etree._Element, tuple[str, ...]]:
    """Parse a document into its tree of elements, without comments.

    A document that is not well-formed is mended where it can be mended without a guess.

    Parameters
    ----------
    content : bytes
        The document, in the encoding that it declares.
    shown : str
        Its name in messages.

    Returns
    -------
    lxml element
        The root.
    tuple of str
        What was mended, a sentence each.

    Raises
    ------
    ProjectError
        When the document declares a document type (entities can make a small file fill the
        memory, or read other files), or when it is not well-formed XML; with the line.
    """
    too_much = too_much_markup(content)
    if too_much:
        raise ProjectError(
            say(
                "{shown}: the XML has {too_much}, which is too much to be a coded project. Is "
                "this the right file? {more}",
                shown=shown,
                too_much=too_much,
                more=to_read_more(),
            )
        )
    try:
        return _parse(content, shown), ()
    except ProjectError:
        mended, told = _mend(content)
        if not told:
            raise
        return _parse(mended, shown), told


def _parse(content: bytes, shown: str) -> etree._Element:
    _refuse_doctype(content, shown)
    parser = etree.XMLParser(remove_comments=True, remove_pis=True, **_SAFE)
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _broken(error, shown) from None


def _mend(content: bytes) -> tuple[bytes, tuple[str, ...]]:
    """Take out what XML does not allow; give the document in UTF-8, and what was done."""
    told = []
    try:
        text, named = decoded(content)
    except UnicodeDecodeError:
        return content, ()
    declared = _DECLARATION.match(text)
    if declared and named:
        told.append(
            say(
                "The bytes are not in the encoding that the file declares: read as {named}.",
                named=named,
            )
        )
    elif declared and declared[0] != declared[0].lstrip():
        told.append(say("Blank space before the first line of the XML: taken away."))
    body = text[declared.end() :] if declared else text
    pieces, controls, ampersands = [], 0, 0
    for piece, plain in _pieces(body):
        piece, found = _CONTROL.subn("", piece)
        controls += found
        if plain:
            piece, found = _without_references(piece)
            controls += found
            piece, found = _AMPERSAND.subn("&amp;", piece)
            ampersands += found
        pieces.append(piece)
    if controls:
        told.append(
            say(
                "{control_characters} that XML does not allow: left out.",
                control_characters=counted(controls, "control character"),
            )
        )
    if ampersands:
        told.append(
            say(
                "{ampersands} written as it is, which XML does not allow: read as an ampersand.",
                ampersands=counted(ampersands, "ampersand"),
            )
        )
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return (head + "".join(pieces)).encode("utf-8", "replace"), tuple(told)


def _pieces(body: str) -> Iterator[tuple[str, bool]]:
    """Give the text piece by piece, and whether references count in it."""
    end = 0
    # Not by a pattern: where the last one has no end, it would look to the end from each.
    while (start := body.find(_CDATA, end)) >= 0 and (close := body.find(_CDATA_END, start)) >= 0:
        yield body[end:start], True
        end = close + len(_CDATA_END)
        yield body[start:end], False
    yield body[end:], True


def _without_references(text: str) -> tuple[str, int]:
    """Leave out references to characters that XML does not allow; give how many."""
    number = 0

    def leave(found: re.Match[str]) -> str:
        nonlocal number
        code = int(found[1], 16) if found[1] else int(found[2])
        allowed = code in (9, 10, 13) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD
        if allowed or 0x10000 <= code <= 0x10FFFF:
            return found[0]
        number += 1
        return ""

    return _REFERENCE.sub(leave, text), number


def local_name(element: etree._Element) -> str:
    """Name of an element without its namespace, which differs from program to program."""
    return _local(element.tag)


@lru_cache(1024)
def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]


def _refuse_doctype(content: bytes, shown: str) -> None:
    """Read as far as the first element, and refuse a document type before it."""
    beginning = _Beginning()
    parser = etree.XMLParser(target=beginning, **_SAFE)
    try:
        for place in range(0, len(content), CHUNK):
            parser.feed(content[place : place + CHUNK])
            if beginning.element_seen or beginning.doctype_seen:
                break
    except (etree.XMLSyntaxError, ValueError) as error:
        if not beginning.doctype_seen:
            raise _broken(error, shown) from None
    if beginning.doctype_seen:
        raise ProjectError(
            say(
                "{shown}: the XML declares a document type (<!DOCTYPE ...>), which can make a "
                "small file fill the memory or read other files. No program for qualitative "
                "analysis writes one: export the project again.",
                shown=shown,
            )
        )


def _broken(error: Exception, shown: str) -> ProjectError:
    """Say where the XML breaks off, in one line."""
    line = getattr(error, "lineno", None)
    place = f"{shown}, line {line}" if line else shown
    reason = " ".join(str(error).split(", line ")[0].split()) or say("it holds nothing")
    return ProjectError(
        say(
            "{place}: the XML is damaged or cut short ({reason}). Export the project again.",
            place=place,
            reason=reason,
        )
    )
