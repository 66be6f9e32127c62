"""A web page whose figures and tables are kept one by one: an edit renders again what it changed.

To read and write its tables takes pandoc most of the time that a page takes. Here the page is
rendered without them, the figures and tables that are not yet kept are rendered beside it, and all
are put together. The page is the one that pandoc makes of the whole.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from compendium.exhibits.markup import ARTEFACT
from compendium.files import read_object, write_object
from compendium.layout import Layout
from compendium.paper.document import Document
from compendium.paper.kept import images, room

# As `document` writes them: one figure or table between fences.
_ARTEFACT = re.compile(
    rf"^(?P<fence>~{{3,}}) \{{\.{ARTEFACT}\}}\n.*?\n(?P=fence)$", re.DOTALL | re.MULTILINE
)
_LABEL = re.compile(r"\{#((fig|tbl)-[^\s}]+)")
_HELD = re.compile(r"<!-- piece (\d+) -->")

Render = Callable[[Document, Mapping[str, str], bool], str]


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
        Renders a document with the numbers of its figures and tables, as a page of its own or as a
        part of one.

    Returns
    -------
    str
        The page.
    """
    numbers = numbers_of(document.text)
    found = list(_ARTEFACT.finditer(document.text))
    keys = [_key(layout, document, block.group(), numbers) for block in found]
    before = _kept(place)
    missing = [number for number, key in enumerate(keys) if key not in before]
    texts = [found[number].group() for number in missing]
    with ThreadPoolExecutor(max_workers=2) as pool:
        frame = pool.submit(render, replace(document, text=_frame(document.text)), numbers, True)
        made = _made(replace(document, text=_beside(texts)), numbers, render) if texts else []
        page = frame.result()
    new = dict(zip((keys[number] for number in missing), made, strict=True))
    pieces = {key: before[key] if key in before else new[key] for key in keys}
    write_object(place, pieces)
    return _HELD.sub(lambda held: pieces[keys[int(held[1])]], page)


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


def _key(layout: Layout, document: Document, block: str, numbers: Mapping[str, str]) -> str:
    """Fingerprint all that a figure or table on the page depends on."""
    labels = [f"{label} {numbers[label]}" for label, _ in _LABEL.findall(block)]
    settings = json.dumps(document.settings, sort_keys=True, default=str)
    parts = [block, settings, *labels, *images(layout, block), *room()]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _kept(place: Path) -> dict[str, str]:
    try:
        return {str(key): str(piece) for key, piece in read_object(place).items()}
    except (OSError, ValueError):
        return {}  # they are only there to save time


def _held(number: int) -> str:
    return f"```{{=html}}\n<!-- piece {number} -->\n```"


def _frame(text: str) -> str:
    """Put a mark in the place of each figure and table."""
    numbers = iter(range(len(text)))
    return _ARTEFACT.sub(lambda _: _held(next(numbers)), text)


def _beside(texts: Sequence[str]) -> str:
    """Put figures and tables after one another, each behind a mark."""
    return "\n\n".join(f"{_held(number)}\n\n{text}" for number, text in enumerate(texts))


def _made(document: Document, numbers: Mapping[str, str], render: Render) -> Iterator[str]:
    """Render figures and tables, and give each."""
    parts = _HELD.split(render(document, numbers, False))
    return (part.strip("\n") for part in parts[2::2])
