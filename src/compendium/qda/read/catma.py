"""CATMA's JSON: the export of a project, by document, with the annotations in each."""

from collections.abc import Hashable
from typing import Any

from compendium.language import counted, say
from compendium.qda.model.accounts import unread_lines
from compendium.qda.model.coded import Coded
from compendium.qda.model.gather import gather
from compendium.qda.model.parts import Coding, Document, paths_to_codes
from compendium.qda.read.database import whole
from compendium.qda.read.format import Format, Opened

TOOL = "CATMA"


def is_export(document: Any) -> bool:
    """Whether a JSON file is CATMA's export of a project."""
    return isinstance(document, dict) and "exportId" in document and "documents" in document


def read_export(opened: Opened) -> Coded:
    """Read a page of a project's export.

    Parameters
    ----------
    opened : Opened
        The file.

    Returns
    -------
    Coded
        ``codes`` (the tags, in their tree), ``sources`` and ``segments`` with the author as coder.
        An annotation of several phrases is a segment for each. The texts are not in the file.
    """
    export = opened.document
    sources: dict[Hashable, Document] = {}
    paths: list[tuple[str, ...]] = []
    codings: list[Coding] = []
    properties = 0
    for document in _dicts(export["documents"]):
        key = str(document.get("id") or document.get("title") or len(sources))
        sources[key] = Document(str(document.get("title") or key))
        for annotation in _dicts(document.get("annotations")):
            path = _path(annotation)
            if not path:
                continue
            paths.append(path)
            properties += bool(annotation.get("userProperties"))
            coder = str(annotation.get("author") or "")
            for phrase in _dicts(annotation.get("phrases")):
                start, end = whole(phrase.get("startOffset")), whole(phrase.get("endOffset"))
                placed = start is not None and end is not None
                codings.append(
                    Coding(
                        key,
                        path,
                        start if placed else None,
                        end if placed else None,
                        str(phrase.get("phrase") or ""),
                        coder,
                        where="" if placed else str(annotation.get("id") or ""),
                    )
                )
    skipped = [say("The texts of the documents, which are not in the export.")]
    if properties:
        skipped += unread_lines({"properties of annotations": properties})
    pages, page = whole(export.get("totalPages")), whole(export.get("pageNo"))
    if pages and pages > 1:
        skipped.append(
            say(
                "WARNING: this is page {page} of {pages} of the export: the other pages are "
                "not in this file. Ask for all of it at once, with a larger page.",
                page=page,
                pages=counted(pages, "page"),
            )
        )
    codes = paths_to_codes(paths)
    return gather(TOOL, codes=codes, sources=sources, codings=codings, skipped=skipped)


def _path(annotation: dict[str, Any]) -> tuple[str, ...]:
    """Split the path of a tag, whose own name may hold the sign that stands between."""
    path, name = str(annotation.get("tagPath") or ""), str(annotation.get("tagName") or "")
    above = path.removesuffix(f"/{name}") if name else path
    parts = tuple(part.strip() for part in above.split("/") if part.strip())
    return (*parts, name.strip()) if name.strip() else parts


def _dicts(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        value = list(value.values())
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


FORMAT = Format("CATMA's export of a project (JSON)", "json", is_export, read_export)
