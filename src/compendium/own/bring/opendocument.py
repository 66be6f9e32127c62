"""OpenDocument texts (.odt): paragraphs as lines, and comments by place."""

import re
from pathlib import Path

from lxml import etree

from compendium.errors import ProjectError
from compendium.language import say
from compendium.own.bring.word import Comment, Written
from compendium.qda.read.archive import read_members
from compendium.qda.read.xml import parse_xml

_URN = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _OFFICE, _TABLE = (f"{{{_URN}{name}:1.0}}" for name in ("text", "office", "table"))
_MORE = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_UNREAD = {f"{_TEXT}tracked-changes", f"{_TEXT}note", f"{_OFFICE}forms"}


def read_opendocument(path: Path) -> tuple[str, list[Comment]]:
    """Read a text and its comments, as `read_word` does.

    Raises
    ------
    ProjectError
        When the document is broken, or none.
    """
    parts = read_members(path, lambda name: name == "content.xml")
    body = None
    if parts:
        body = parse_xml(parts["content.xml"], shown=path.name)[0].find(f".//{_OFFICE}text")
    if body is None:
        raise ProjectError(
            say(
                "{name}: this is not an OpenDocument text. Open it in the word processor and "
                "save it as .odt or .docx.",
                name=path.name,
            )
        )
    written = Written()
    _read(body, written)
    return "".join(written.parts), list(written.comments.values())


def _read(element: etree._Element, written: Written) -> None:
    written.add(element.text or "")
    for child in element:
        _one(child, written)
        if str(child.tag) not in (f"{_TEXT}p", f"{_TEXT}h"):
            written.add(child.tail or "" if _is_line(element) else "")


def _is_line(element: etree._Element) -> bool:
    while element is not None:
        if str(element.tag) in (f"{_TEXT}p", f"{_TEXT}h"):
            return True
        element = element.getparent()
    return False


def _one(child: etree._Element, written: Written) -> None:
    tag = str(child.tag)
    if tag in _UNREAD:
        return
    if tag == f"{_TEXT}tab":
        written.add("\t")
    elif tag == f"{_TEXT}line-break":
        written.add("\n")
    elif tag == f"{_TEXT}s":
        times = child.get(f"{_TEXT}c", "1")
        written.add(" " * (int(times) if re.fullmatch(r"[0-9]{1,4}", times) else 1))
    elif tag == f"{_OFFICE}annotation":
        said = "\n".join("".join(p.itertext()) for p in child.iter(f"{_TEXT}p"))
        author = child.findtext(f"{_DC}creator", "")
        name = str(child.get(f"{_OFFICE}name"))
        reply = child.get(f"{_MORE}parent-name") is not None
        written.comments[name] = Comment(said.strip(), author, written.length, reply=reply)
    elif tag == f"{_OFFICE}annotation-end":
        name = str(child.get(f"{_OFFICE}name"))
        if name in written.comments:
            written.comments[name].end = written.length
    elif tag == f"{_TABLE}table-row":
        for place, cell in enumerate(child.iter(f"{_TABLE}table-cell")):
            if place:
                written.add("\t")
            inside = Written({}, [], written.length, written.comments)
            _read(cell, inside)
            written.add("".join(inside.parts).removesuffix("\n").replace("\n", " "))
        written.add("\n")
    elif tag in (f"{_TEXT}p", f"{_TEXT}h"):
        _read(child, written)
        written.add("\n")
    else:
        _read(child, written)
