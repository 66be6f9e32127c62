"""The sources of a REFI-QDA project, with the passages marked in them."""

import re
from typing import NamedTuple

from lxml import etree

from compendium.qda.read.refi.codes import guid_of
from compendium.qda.read.refi.marks import (
    TEXT_PARTS,
    Mark,
    integer,
    merge_pages,
    own_notes,
    read_marks,
)
from compendium.qda.read.xml import local_name

SOURCE_KINDS = {
    "TextSource": "text",
    "PDFSource": "pdf",
    "PictureSource": "picture",
    "AudioSource": "audio",
    "VideoSource": "video",
}


class Source(NamedTuple):
    """One source: what it is called, where its text is, and its element."""

    guid: str
    kind: str
    name: str
    text_path: str
    text: str | None
    element: etree._Element
    rich: bool = False  # there is a text with its layout, as of a word processor
    transcripts: int = 0


def read_sources(root: etree._Element) -> tuple[list[Source], list[Mark], int]:
    """Read the sources of a project and the passages marked in each.

    Parameters
    ----------
    root : lxml element
        The project.

    Returns
    -------
    list of Source
        In the order of the file.
    list of Mark
        In the order of the file, with and without codes. A quotation that the program wrote
        several times (ATLAS.ti: once per page of a PDF, and once in the text) stands once.
    int
        How many parts of quotations were joined in this way.
    """
    elements = [
        source
        for sources in root
        if local_name(sources) == "Sources"
        for source in sources
        if local_name(source) in SOURCE_KINDS
    ]
    first_page = _first_page(elements, root.get("origin") or "")
    notes = own_notes(root)
    sources: list[Source] = []
    marks: list[Mark] = []
    joined = 0
    for number, element in enumerate(elements):
        sources.append(_read_source(element))
        found = list(read_marks(element, number, first_page, notes))
        merged = merge_pages(found) if sources[-1].kind == "pdf" else found
        joined += len(found) - len(merged)
        marks += merged
    return sources, marks, joined


def _read_source(element: etree._Element) -> Source:
    """Read what a source is, with the place of its text."""
    kind = SOURCE_KINDS[local_name(element)]
    path, text = element.get("plainTextPath") or "", _content(element)
    rich = bool(element.get("richTextPath"))
    transcripts = 0
    for child in element:
        rich = rich or bool(child.get("richTextPath"))
        transcripts += local_name(child) == "Transcript"
        if local_name(child) in TEXT_PARTS:
            path = path or child.get("plainTextPath") or ""
            text = _content(child) if text is None else text
    name = (element.get("name") or path).strip()
    shown = _without_folders(name)
    return Source(guid_of(element), kind, shown, path, text, element, rich, transcripts)


def _without_folders(name: str) -> str:
    """Give the name alone when the program put a whole path, with somebody's home, in it."""
    if re.match(r"/|\\\\|[A-Za-z]:[\\/]|\w+://", name):
        return re.split(r"[\\/]", name.rstrip("\\/"))[-1]
    return name


def _content(element: etree._Element) -> str | None:
    """Text that stands in the project itself."""
    for child in element:
        if local_name(child) == "PlainTextContent":
            return child.text or ""
    return None


def _first_page(elements: list[etree._Element], origin: str) -> int:
    """Tell whether this program counts pages from 0 (ATLAS.ti and this one do) or from 1."""
    if origin.startswith(("ATLAS.ti", "compendium")):
        return 0
    pages = {
        integer(child, "page")
        for element in elements
        if local_name(element) == "PDFSource"
        for child in element
        if local_name(child) == "PDFSelection"
    }
    return 0 if 0 in pages else 1
