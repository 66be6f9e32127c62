"""Parse XML that a stranger made: no entities, no network, no document type."""

from functools import lru_cache
from typing import Any

from lxml import etree

from compendium.errors import ProjectError
from compendium.study.bounds import to_read_more, too_much_markup

CHUNK = 1 << 16
_SAFE: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "dtd_validation": False,
    "huge_tree": False,
}


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


def parse_xml(content: bytes, *, shown: str) -> etree._Element:
    """Parse a document into its tree of elements, without comments.

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

    Raises
    ------
    ProjectError
        When the document declares a document type (entities can make a small file fill the
        memory, or read other files), or when it is not well-formed XML; with the line.
    """
    _refuse_doctype(content, shown)
    too_much = too_much_markup(content)
    if too_much:
        raise ProjectError(
            f"{shown}: the XML has {too_much}, which is too much to be a coded project. Is this "
            f"the right file? {to_read_more()}"
        )
    parser = etree.XMLParser(remove_comments=True, remove_pis=True, **_SAFE)
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _broken(error, shown) from None


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
            f"{shown}: the XML declares a document type (<!DOCTYPE ...>), which can make a small "
            "file fill the memory or read other files. No program for qualitative analysis "
            "writes one: export the project again."
        )


def _broken(error: Exception, shown: str) -> ProjectError:
    """Say where the XML breaks off, in one line."""
    line = getattr(error, "lineno", None)
    place = f"{shown}, line {line}" if line else shown
    reason = " ".join(str(error).split(", line ")[0].split()) or "it holds nothing"
    return ProjectError(
        f"{place}: the XML is damaged or cut short ({reason}). Export the project again."
    )
