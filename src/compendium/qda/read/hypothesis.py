"""hypothes.is annotations as JSON: what its client exports, or what its API answers."""

from collections.abc import Hashable, Mapping
from typing import Any
from urllib.parse import urlsplit

from compendium.language import counted, say
from compendium.qda.model.accounts import unread_lines
from compendium.qda.model.coded import Coded
from compendium.qda.model.gather import gather
from compendium.qda.model.parts import Code, Coding, Document
from compendium.qda.read.database import whole
from compendium.qda.read.format import Format, Opened

TOOL = "hypothes.is"


def is_annotations(document: Any) -> bool:
    """Whether a JSON file holds annotations of hypothes.is."""
    rows = _rows(document)
    return bool(rows) and all("uri" in row and "target" in row for row in rows[:3])


def read_annotations(opened: Opened) -> Coded:
    """Read annotations: a passage of a page each, whose tags are its codes.

    Parameters
    ----------
    opened : Opened
        The file.

    Returns
    -------
    Coded
        ``codes`` (the tags), ``sources`` (the pages, by their title), and ``segments`` with the
        user as coder. Offsets count what the page shows; its text is not in the file.
    """
    sources: dict[Hashable, Document] = {}
    codes: dict[Hashable, Code] = {}
    codings: list[Coding] = []
    replies = untagged = remarks = 0
    for number, row in enumerate(_rows(opened.document)):
        if row.get("references"):
            replies += 1
            continue
        page = str(row.get("uri") or "page")
        sources.setdefault(page, Document(_title(row, page)))
        remarks += bool(str(row.get("text") or "").strip())
        given = row.get("tags")
        tags = [str(tag).strip() for tag in given] if isinstance(given, list) else []
        tags = list(dict.fromkeys(filter(None, tags)))
        untagged += not tags
        start, end, shown = _place(row)
        name = str(row.get("id") or number + 1)
        for tag in tags:
            codes.setdefault(tag, Code(tag))
            codings.append(
                Coding(
                    *(page, tag, start, end, shown, _user(row)),
                    where="" if start is not None else "whole source" if not shown else name,
                    passage=name,
                )
            )
    skipped = unread_lines({"comment": remarks} if remarks else {})
    if replies:
        skipped.append(
            say("{replies} to annotations: not read.", replies=counted(replies, "reply", "replies"))
        )
    if untagged:
        skipped.append(
            say("{annotations} without a tag.", annotations=counted(untagged, "annotation"))
        )
    return gather(TOOL, codes=codes, sources=sources, codings=codings, skipped=skipped)


def _rows(document: Any) -> list[Mapping[str, Any]]:
    if isinstance(document, dict):
        document = document.get("annotations", document.get("rows"))
    if not isinstance(document, list):
        return []
    return [row for row in document if isinstance(row, dict)]


def _title(row: Mapping[str, Any], page: str) -> str:
    about = row.get("document")
    titles = about.get("title") if isinstance(about, dict) else None
    if isinstance(titles, list) and titles and str(titles[0]).strip():
        return str(titles[0]).strip()
    if isinstance(titles, str) and titles.strip():
        return titles.strip()
    parts = urlsplit(page)
    return f"{parts.netloc}{parts.path}".strip("/") or page


def _user(row: Mapping[str, Any]) -> str:
    return str(row.get("user") or "").removeprefix("acct:").partition("@")[0]


def _place(row: Mapping[str, Any]) -> tuple[int | None, int | None, str]:
    """Give the offsets and the text of the first target."""
    targets = row.get("target")
    first = targets[0] if isinstance(targets, list) and targets else {}
    selectors = first.get("selector") if isinstance(first, dict) else None
    start = end = None
    shown = ""
    for selector in selectors if isinstance(selectors, list) else ():
        if not isinstance(selector, dict):
            continue
        if selector.get("type") == "TextPositionSelector":
            start, end = whole(selector.get("start")), whole(selector.get("end"))
        elif selector.get("type") == "TextQuoteSelector":
            shown = str(selector.get("exact") or "")
    if start is None or end is None:
        start = end = None
    return start, end, shown


FORMAT = Format("hypothes.is's annotations (JSON)", "json", is_annotations, read_annotations)
