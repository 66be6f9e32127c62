"""Write a source of a REFI-QDA project, and the passages in it."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd
from lxml import etree

from compendium.qda.model.places import WHOLE, Region, read_regions

# XML has no place for these characters.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ELEMENTS = {
    "pdf": "PDFSource",
    "picture": "PictureSource",
    "audio": "AudioSource",
    "video": "VideoSource",
}
# What holds the text of a source that is not itself a text.
_TEXT_PARTS = {"PDFSource": "Representation", "PictureSource": "TextDescription"}
_SNIPPET = 100


class _Passage(NamedTuple):
    """A passage with its place; ``codings`` are GUIDs of a coding, a code and perhaps a coder.

    ``name`` is what tells a passage without a place in its source from the others.
    """

    guid: str
    span: tuple[int, int] | None
    regions: list[Region]
    coder: str | None
    codings: list[tuple[str, str, str | None]]
    name: str


def clean(text: str) -> str:
    """Leave out the few characters that XML cannot hold."""
    return _UNWRITABLE.sub("", text)


def add_element(parent: etree._Element, tag: str, /, **attributes: str) -> etree._Element:
    """Add an element with attributes that XML can hold."""
    written = {attribute: clean(value) for attribute, value in attributes.items()}
    return etree.SubElement(parent, tag, written)


def element_name(kind: str, has_text: bool) -> tuple[str, str]:
    """Name the element of a source, and the kind that it stands for.

    A recording of which the offsets count characters of a text is written as a text.

    Examples
    --------
    >>> element_name("pdf", True), element_name("interview", False), element_name("audio", True)
    (('PDFSource', 'pdf'), ('TextSource', 'text'), ('TextSource', 'text'))
    """
    if kind not in _ELEMENTS or (has_text and kind in ("audio", "video")):
        return "TextSource", "text"
    return _ELEMENTS[kind], kind


def write_passages(
    parent: etree._Element,
    *,
    kind: str,
    name: str,
    guid: str,
    passages: Mapping[str, list[dict[str, Any]]],
    text: str | None,
    guids: Mapping[str, Mapping[str, str]],
    make_guid: Callable[..., str],
    notes: dict[str, str],
) -> etree._Element:
    """Write a source with its passages, and give its element.

    A passage without a place is a coding of the whole source. A note goes with it, so that
    passages of one source stay apart, and the place is known that has no offsets.

    Parameters
    ----------
    parent : lxml element
        The list of sources.
    kind, name, guid : str
        Kind, label and GUID of the source.
    passages : mapping of str to list of dict
        Rows of the table of segments, by segment.
    text : str or None
        Its text, which is written beside the project.
    guids : mapping
        GUIDs of codes and coders.
    make_guid : callable
        Makes the GUID of what is called so.
    notes : dict of str to str
        Names of notes by GUID, to which those of the passages are added.
    """
    element_is, _ = element_name(kind, text is not None)
    element = add_element(parent, element_is, guid=guid, name=name)
    whole, spans, regions = [], [], []
    for segment, rows in passages.items():
        passage = _passage(segment, rows, guids, make_guid)
        placed = [passage] if passage.regions and element_is in _TEXT_PARTS else []
        regions += placed
        if passage.span:
            spans.append(passage)
        elif not placed:
            whole.append(passage)
    if element_is in ("AudioSource", "VideoSource"):
        for passage in spans:
            _write_time(element, element_is.replace("Source", "Selection"), passage)
    elif element_is == "TextSource":
        _write_text(element, guid, text, spans)
    else:
        # The schema puts a picture's text before its rectangles, and a PDF's behind them.
        parts: list[Callable[[], None]] = [
            lambda: _write_text_part(element, guid, text, spans, make_guid),
            lambda: _write_regions(element, regions),
        ]
        for write in parts if element_is == "PictureSource" else reversed(parts):
            write()
    for passage in whole:
        note = make_guid("note", passage.guid) if passage.name != WHOLE else None
        if note:
            notes[note] = passage.name
        _write_codings(element, passage, note=note)
    return element


def _passage(
    segment: str,
    rows: Sequence[Mapping[str, Any]],
    guids: Mapping[str, Mapping[str, str]],
    make_guid: Callable[..., str],
) -> _Passage:
    """Make one passage of the rows of a segment."""
    first = rows[0]
    placed = pd.notna(first["start"]) and pd.notna(first["end"])
    codings: list[tuple[str, str, str | None]] = []
    for row in rows:
        coder = guids["coder"][row["coder"]] if pd.notna(row["coder"]) else None
        codings.append(
            (make_guid("coding", segment, row["code"]), guids["code"][row["code"]], coder)
        )
    return _Passage(
        make_guid("segment", segment),
        (int(first["start"]), int(first["end"])) if placed else None,
        read_regions(first["where"]) if isinstance(first["where"], str) else [],
        codings[0][2],
        codings,
        first["where"] if isinstance(first["where"], str) and first["where"] else segment,
    )


def _selection(
    parent: etree._Element,
    tag: str,
    passage: _Passage,
    place: Mapping[str, str],
    *,
    coded: bool = True,
) -> None:
    """Write a passage with its codes; without them where another part of it has them."""
    maker = {"creatingUser": passage.coder} if passage.coder else {}
    element = add_element(parent, tag, guid=passage.guid, **place, **maker)
    if coded:
        _write_codings(element, passage)


def _write_codings(element: etree._Element, passage: _Passage, *, note: str | None = None) -> None:
    for guid, code, coder in passage.codings:
        maker = {"creatingUser": coder} if coder else {}
        coding = etree.SubElement(element, "Coding", {"guid": guid, **maker})
        etree.SubElement(coding, "CodeRef", {"targetGUID": code})
        if note:
            etree.SubElement(coding, "NoteRef", {"targetGUID": note})


def _write_text(
    element: etree._Element, guid: str, text: str | None, passages: Sequence[_Passage]
) -> None:
    """Write where the text is, and its passages."""
    if text is not None:
        element.set("plainTextPath", f"internal://{guid}.txt")
    for passage in passages:
        start, end = passage.span or (0, 0)
        place = {"startPosition": str(start), "endPosition": str(end)}
        if text is not None:
            place["name"] = _snippet(text[start:end])
        _selection(element, "PlainTextSelection", passage, place)


def _write_text_part(
    element: etree._Element,
    guid: str,
    text: str | None,
    passages: Sequence[_Passage],
    make_guid: Callable[..., str],
) -> None:
    """Write the text of a PDF or picture, when there is any."""
    if text is not None or passages:
        part = add_element(element, _TEXT_PARTS[str(element.tag)], guid=make_guid("text", guid))
        _write_text(part, guid, text, passages)


def _write_regions(element: etree._Element, passages: Sequence[_Passage]) -> None:
    """Write the rectangles of a PDF or picture; those of one passage have its GUID."""
    paged = element.tag == "PDFSource"
    for passage in passages:
        for order, (page, corners) in enumerate(passage.regions):
            places = dict(
                zip(("firstX", "firstY", "secondX", "secondY"), map(str, corners), strict=True)
            )
            # Pages count from 0 in the files, and from 1 for people.
            number = {"page": str((page or 1) - 1)} if paged else {}
            _selection(
                element,
                "PDFSelection" if paged else "PictureSelection",
                passage,
                {**number, **places},
                coded=order == 0 and passage.span is None,
            )


def _write_time(element: etree._Element, name: str, passage: _Passage) -> None:
    begin, end = passage.span or (0, 0)
    _selection(element, name, passage, {"begin": str(begin), "end": str(end)})


def _snippet(passage: str) -> str:
    """Beginning of a passage, as other programs show it."""
    return passage if len(passage) <= _SNIPPET else f"{passage[:_SNIPPET]}…"
