"""The passages marked in the sources of a REFI-QDA project."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from compendium.qda.model.places import WHOLE, Region, region_place, text_place, time_place
from compendium.qda.read.refi.codes import guid_of
from compendium.qda.read.xml import local_name

OWN = "compendium"
# Beyond this a number is no offset, and does not fit a column either.
LARGEST = 2**53
TEXT_PARTS = ("Representation", "TextDescription")


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
    apart: bool = False  # its GUID tells it from another one of the same place


def integer(element: etree._Element, attribute: str) -> int | None:
    """Whole number in an attribute; None when it holds none, or one beyond all measure."""
    text = element.get(attribute) or ""
    try:
        number = int(text) if text.isdecimal() and len(text) < 16 else int(float(text))
    except (ValueError, OverflowError):
        return None
    return number if abs(number) < LARGEST else None


def _codings(element: etree._Element, *, maker: str = "") -> list[tuple[str, str]]:
    """Codes given to a passage or source, each with who gave it; else who made the passage."""
    return [
        one
        for child in element
        if local_name(child) == "Coding"
        for one in _given(child, maker=maker)
    ]


def _given(coding: etree._Element, *, maker: str = "") -> list[tuple[str, str]]:
    user = guid_of(coding, "creatingUser") or maker
    return [
        (guid_of(reference, "targetGUID"), user)
        for reference in coding
        if local_name(reference) == "CodeRef"
    ]


def own_notes(root: etree._Element) -> dict[str, str]:
    """Give the notes by which the compendium tells passages without a place apart, by GUID."""
    if not (root.get("origin") or "").startswith(OWN):
        return {}
    return {
        guid_of(note): note.get("name") or ""
        for notes in root
        if local_name(notes) == "Notes"
        for note in notes
        if local_name(note) == "Note"
    }


def _noted(
    element: etree._Element, source: int, notes: Mapping[str, str]
) -> tuple[list[Mark], list[tuple[str, str]]]:
    """Read the codings of a whole source: passages that a note names, and the others."""
    named: dict[str, list[tuple[str, str]]] = {}
    whole: list[tuple[str, str]] = []
    for coding in element:
        if local_name(coding) != "Coding":
            continue
        targets = [guid_of(one, "targetGUID") for one in coding if local_name(one) == "NoteRef"]
        note = next((guid for guid in targets if guid in notes), None)
        given = whole if note is None else named.setdefault(note, [])
        given += _given(coding)
    marks = [
        Mark(source, note, None, None, False, notes[note], codings, apart=True)
        for note, codings in named.items()
    ]
    return marks, whole


def read_marks(
    element: etree._Element, source: int, first_page: int, notes: Mapping[str, str]
) -> Iterator[Mark]:
    """Read all passages marked in a source; the page and time formats of the standard."""
    named, whole = _noted(element, source, notes)
    yield from named
    for child in element:
        name = local_name(child)
        if name == "PlainTextSelection":
            yield _text_mark(child, source)
        elif name in TEXT_PARTS:
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


def merge_pages(marks: list[Mark]) -> list[Mark]:
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
