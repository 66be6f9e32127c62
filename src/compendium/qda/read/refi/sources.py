"""The sources of a REFI-QDA project, and the passages marked in them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from compendium.qda.model.places import WHOLE, Region, region_place, text_place, time_place
from compendium.qda.read.refi.codes import guid_of
from compendium.qda.read.xml import local_name

SOURCE_KINDS = {
    "TextSource": "text",
    "PDFSource": "pdf",
    "PictureSource": "picture",
    "AudioSource": "audio",
    "VideoSource": "video",
}
# Beyond this a number is no offset, and does not fit a column either.
LARGEST = 2**53
_TEXT_PARTS = ("Representation", "TextDescription")


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


class Mark(NamedTuple):
    """A passage that the program marked in a source.

    ``start`` and ``end`` count what the program counts (``textual``: in the text), or
    milliseconds; ``codings`` are GUIDs of codes and of who gave them; parts of one quotation
    have the same ``guid`` or ``shared``.
    """

    source: int
    guid: str
    start: int | None
    end: int | None
    textual: bool
    place: str
    codings: list[tuple[str, str]]
    snippet: str = ""
    shared: str = ""
    placeless: bool = False  # it has offsets that cannot be read
    page: int | None = None  # of a region of a PDF


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
    sources: list[Source] = []
    marks: list[Mark] = []
    joined = 0
    for number, element in enumerate(elements):
        sources.append(_read_source(element))
        found = list(_read_marks(element, number, first_page))
        merged = _merge_pages(found) if sources[-1].kind == "pdf" else found
        joined += len(found) - len(merged)
        marks += merged
    return sources, marks, joined


def integer(element: etree._Element, attribute: str) -> int | None:
    """Whole number in an attribute; None when it holds none, or one beyond all measure."""
    text = element.get(attribute) or ""
    try:
        number = int(text) if text.isdecimal() and len(text) < 16 else int(float(text))
    except (ValueError, OverflowError):
        return None
    return number if abs(number) < LARGEST else None


def _read_source(element: etree._Element) -> Source:
    """Read what a source is, with the place of its text."""
    kind = SOURCE_KINDS[local_name(element)]
    path, text = element.get("plainTextPath") or "", _content(element)
    rich = bool(element.get("richTextPath"))
    transcripts = 0
    for child in element:
        rich = rich or bool(child.get("richTextPath"))
        transcripts += local_name(child) == "Transcript"
        if local_name(child) in _TEXT_PARTS:
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


def _codings(element: etree._Element, *, maker: str = "") -> list[tuple[str, str]]:
    """Codes given to a passage or source, each with who gave it; else who made the passage."""
    return [
        (guid_of(reference, "targetGUID"), guid_of(child, "creatingUser") or maker)
        for child in element
        if local_name(child) == "Coding"
        for reference in child
        if local_name(reference) == "CodeRef"
    ]


def _read_marks(element: etree._Element, source: int, first_page: int) -> Iterator[Mark]:
    """Read all passages marked in a source; the page and time formats of the standard."""
    whole = _codings(element)
    for child in element:
        name = local_name(child)
        if name == "PlainTextSelection":
            yield _text_mark(child, source)
        elif name in _TEXT_PARTS:
            whole += _codings(child)
            for inner in child:
                if local_name(inner) == "PlainTextSelection":
                    yield _text_mark(inner, source)
        elif name in ("PDFSelection", "PictureSelection"):
            yield _region_mark(child, source, first_page)
        elif name in ("AudioSelection", "VideoSelection"):
            yield _time_mark(child, source, integer(child, "begin"), integer(child, "end"))
        elif name == "Transcript":
            yield from _transcript_marks(child, source)
    if whole:
        yield Mark(source, "", None, None, False, WHOLE, whole)


def _text_mark(element: etree._Element, source: int) -> Mark:
    start, end = integer(element, "startPosition"), integer(element, "endPosition")
    return Mark(
        source,
        guid_of(element),
        start,
        end,
        start is not None and end is not None,
        "",
        _codings(element, maker=guid_of(element, "creatingUser")),
        element.get("name") or "",
        _shared(element),
        placeless=start is None or end is None,
    )


def _region_mark(element: etree._Element, source: int, first_page: int) -> Mark:
    """Read a rectangle; pages are counted from 1, whatever the program does."""
    page = integer(element, "page")
    corners = [integer(element, name) for name in ("firstX", "firstY", "secondX", "secondY")]
    first_x, first_y, second_x, second_y = [corner or 0 for corner in corners]
    region = Region(
        None if page is None else page + 1 - first_page, (first_x, first_y, second_x, second_y)
    )
    return Mark(
        source,
        guid_of(element),
        None,
        None,
        False,
        region_place(region),
        _codings(element, maker=guid_of(element, "creatingUser")),
        shared=_shared(element),
        page=region.page,
    )


def _shared(element: etree._Element) -> str:
    """Give what the parts of one quotation share: name, maker and second; empty without."""
    name, moment = element.get("name"), element.get("creationDateTime")
    return f"{name}\n{element.get('creatingUser')}\n{moment}" if name and moment else ""


def _time_mark(element: etree._Element, source: int, begin: int | None, end: int | None) -> Mark:
    known = begin is not None and end is not None and 0 <= begin <= end
    return Mark(
        source,
        guid_of(element),
        begin if known else None,
        end if known else None,
        False,
        time_place(begin or 0, end or 0) if known else "",
        _codings(element, maker=guid_of(element, "creatingUser")),
        placeless=not known,
    )


def _transcript_marks(transcript: etree._Element, source: int) -> Iterator[Mark]:
    """Place the passages of a transcript in time, by the moments that it is tied to.

    A passage that is tied to no moment is named by the characters of the transcript.
    """
    points = {
        guid_of(point): (integer(point, "timeStamp"), integer(point, "position"))
        for point in transcript
        if local_name(point) == "SyncPoint"
    }
    for child in transcript:
        if local_name(child) == "TranscriptSelection":
            begin, first = points.get(guid_of(child, "fromSyncPoint"), (None, None))
            end, last = points.get(guid_of(child, "toSyncPoint"), (None, None))
            mark = _time_mark(child, source, begin, end)
            if not mark.place and first is not None and last is not None:
                mark = mark._replace(place=f"transcript, {text_place(first, last)}")
            yield mark


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


def _merge_pages(marks: list[Mark]) -> list[Mark]:
    """Join the parts of one quotation of a PDF: its text, and its rectangle on each page.

    Parts have one GUID; or one name, maker and second, and then stand on pages that follow each
    other: two quotations of one second elsewhere in the document are two.
    """
    merged: list[Mark] = []
    place_of: dict[str, int] = {}
    # The text first, since only that has offsets.
    for mark in sorted(marks, key=lambda mark: not mark.textual):
        at = place_of.get(mark.guid) if mark.guid else None
        if at is None and mark.shared in place_of:
            near = place_of[mark.shared]
            at = near if _follows(merged[near], mark) else None
        if at is not None and not mark.textual:
            first = merged[at]
            merged[at] = first._replace(
                place="; ".join(filter(None, [first.place, mark.place])),
                codings=list(dict.fromkeys([*first.codings, *mark.codings])),
                page=mark.page,
            )
        else:
            merged.append(mark)
            at = len(merged) - 1
        place_of.setdefault(mark.guid, at)
        if mark.shared:
            place_of[mark.shared] = at
    return merged


def _follows(first: Mark, mark: Mark) -> bool:
    """Whether a region stands on the page of the earlier part, or on the next one."""
    if first.page is None or mark.page is None:
        return True
    return abs(mark.page - first.page) <= 1
