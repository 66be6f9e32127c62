"""A web page that is kept in pieces: an edit renders again what it changed.

To read and write its tables takes pandoc most of the time that a page takes. Here each figure and
each table is a piece, the appendix of origins is one, and the frame around them is one. What is
not kept is rendered, the frame beside the others, and all are put together. The page is the one
that pandoc makes of the whole.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

from compendium.exhibits.markup import ARTEFACT
from compendium.files import read_object, write_object
from compendium.layout import Layout
from compendium.paper.document import Document, metadata
from compendium.paper.kept import fingerprints, images, room
from compendium.paper.origins import HOME, rows_of

# As `document` writes them: one figure or table between fences; and as a manuscript has it: the
# division of the appendix, whose rows get their identifiers from a filter.
_PIECE = re.compile(
    rf"^(?P<fence>~{{3,}}) \{{\.{ARTEFACT}\}}\n.*?\n(?P=fence)$"
    rf"|^(?P<colons>:{{3,}}) \{{\.{HOME}\}}\n.*?\n(?P=colons)$",
    re.DOTALL | re.MULTILINE,
)
_ORIGIN = re.compile(r"\]\(#from-([^)\s]+)\)")  # what leads from a caption to its row
_LABEL = re.compile(r"\{#((fig|tbl)-[^\s}]+)")
_HELD = re.compile(r"<!-- piece (\d+) -->")

Render = Callable[[Document, Mapping[str, Any], bool], str]


def page_in_pieces(layout: Layout, document: Document, place: Path, render: Render) -> str:
    """Render a web page, taking from before the figures and tables that did not change.

    Parameters
    ----------
    layout : Layout
        The folders of the paper.
    document : Document
        The page.
    place : Path
        File in which the pieces are kept, as JSON.
    render : callable
        Renders a document with its metadata, as a page of its own or as a part of one.

    Returns
    -------
    str
        The page.
    """
    found = [piece.group() for piece in _PIECE.finditer(document.text) if _is_apart(piece)]
    rows = rows_of("".join(block for block in found if block.startswith(":")))
    about = {
        **metadata(layout, document, "html"),
        "numbers": numbers_of(document.text),
        "rows": rows,
    }
    frame = replace(document, text=_frame(document.text))
    around = _key_of_frame(layout, frame, about)
    keys = [_key(layout, document, block, about) for block in found]
    before = _kept(place)
    missing = {key: block for key, block in zip(keys, found, strict=True) if key not in before}
    with ThreadPoolExecutor(max_workers=1) as pool:
        beside = replace(document, text=_beside(missing.values()))
        made = pool.submit(_made, beside, about, render) if missing else None
        before[around] = before.get(around) or render(frame, about, True)
        before |= zip(missing, made.result() if made else [], strict=True)
    write_object(place, {key: before[key] for key in (around, *keys)})
    return _HELD.sub(lambda held: before[keys[int(held[1])]], before[around])


def numbers_of(text: str) -> dict[str, str]:
    """Give a number to the figures and tables of a page, in their order.

    Examples
    --------
    >>> numbers_of("![A](a){#fig-a} ![B](b){#fig-b} : C {#tbl-c}")
    {'fig-a': '1', 'fig-b': '2', 'tbl-c': '1'}
    """
    counts = {"fig": 0, "tbl": 0}
    numbers = {}
    for label, kind in _LABEL.findall(text):
        counts[kind] += 1
        numbers[label] = str(counts[kind])
    return numbers


def _key(layout: Layout, document: Document, block: str, about: Mapping[str, Any]) -> str:
    """Fingerprint all that a piece of the page depends on."""
    labels = [f"{label} {about['numbers'][label]}" for label, _ in _LABEL.findall(block)]
    leads = [str(about["rows"].get(key)) for key in _ORIGIN.findall(block)]
    settings = _told(document.settings)
    return _hash(block, settings, *labels, *leads, *images(layout, block), *room())


def _key_of_frame(layout: Layout, frame: Document, about: Mapping[str, Any]) -> str:
    """Fingerprint all that the page around the pieces depends on."""
    told = (_told(about), _told(frame.settings))
    return _hash(frame.text, *told, *fingerprints(layout, frame.text))


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _told(about: Mapping[str, Any]) -> str:
    return json.dumps(about, sort_keys=True, default=str)


def _is_apart(piece: re.Match[str]) -> bool:
    """Whether it is rendered apart; a table without a label is read with the text around it."""
    return piece["fence"] is None or _LABEL.search(piece.group()) is not None


def _kept(place: Path) -> dict[str, str]:
    try:
        return {str(key): str(piece) for key, piece in read_object(place).items()}
    except (OSError, ValueError):
        return {}  # they are only there to save time


def _held(number: int) -> str:
    return f"```{{=html}}\n<!-- piece {number} -->\n```"


def _frame(text: str) -> str:
    """Put a mark in the place of each piece."""
    numbers = iter(range(len(text)))

    def mark(piece: re.Match[str]) -> str:
        return _held(next(numbers)) if _is_apart(piece) else piece.group()

    return _PIECE.sub(mark, text)


def _beside(texts: Iterable[str]) -> str:
    """Put pieces after one another, each behind a mark; behind the last is what filters add."""
    parts = [f"{_held(number)}\n\n{text}" for number, text in enumerate([*texts, ""])]
    return "\n\n".join(parts)


def _made(document: Document, about: Mapping[str, Any], render: Render) -> list[str]:
    """Render pieces, and give each."""
    parts = _HELD.split(render(document, about, False))
    return [part.strip("\n") for part in parts[2:-1:2]]
