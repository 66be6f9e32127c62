"""What pandoc and Typst made, kept until something that it was made from changes."""

import hashlib
import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from compendium.files import write_whole
from compendium.fingerprint import digest
from compendium.layout import Layout
from compendium.paper.source import MADE, REVIEWERS_PAGE

# A link may lead to it; what a page is made from, it is not.
BESIDE = Path(REVIEWERS_PAGE).with_suffix(".html").name
HERE = Path(__file__).parent
# Where a page names a file: an image or a link in Markdown, or an image in HTML.
_TARGET = re.compile(r"\]\(<?([^)\s>]+)|\bsrc=\"([^\"]+)\"")


def kept(
    layout: Layout, name: str, made_from: Iterable[str | bytes], make: Callable[[], bytes]
) -> bytes:
    """Give what was made from the same before, or make it and keep it.

    Parameters
    ----------
    layout : Layout
        The folders of the compendium; it is kept below ``build/``.
    name : str
        Name of the file to keep it in.
    made_from : iterable of str or bytes
        All that it depends on, whole or as fingerprints.
    make : callable
        Makes it.
    """
    place = layout.build / "paper" / name
    key = hashlib.sha256()
    for part in made_from:
        content = part.encode() if isinstance(part, str) else part
        key.update(f"{len(content)} ".encode() + content)
    try:
        before = place.read_bytes()
    except OSError:
        before = b""
    if before[:32] == key.digest():
        return before[32:]
    content = make()
    write_whole(place, key.digest() + content)
    return content


def fingerprints(layout: Layout, text: str) -> list[str]:
    """Fingerprint the files that a page of the paper depends on.

    Parameters
    ----------
    layout : Layout
        The folders of the compendium.
    text : str
        The page, with all that it includes.

    Returns
    -------
    list of str
        Of the files that the page names, of those written by hand in ``paper/``, and of this room.
    """
    made = {"_output", "_variables.yml", BESIDE, *MADE}
    written = [
        path
        for path in sorted(layout.paper.rglob("*"))
        if path.is_file() and path.relative_to(layout.paper).parts[0] not in made
    ]
    own = [f"{layout.shown(path)} {digest(path)}" for path in [*_beside(layout, text), *written]]
    return own + room()


def images(layout: Layout, text: str) -> list[str]:
    """Fingerprint the files that a part of a page names, wherever the paper is."""
    return [f"{path.name} {digest(path)}" for path in _beside(layout, text)]


def _beside(layout: Layout, text: str) -> list[Path]:
    named = {first or second for first, second in _TARGET.findall(text)} - {BESIDE}
    return [path for name in sorted(named) for path in _files(layout.paper / name.lstrip("/"))]


def _files(path: Path) -> list[Path]:
    """Give the file of a name, or those of that name in any format."""
    try:
        return [path] if path.is_file() else sorted(path.parent.glob(f"{path.name}.*"))
    except (OSError, ValueError):  # an address, or signs that no name has
        return []


@cache
def room() -> list[str]:
    """Fingerprint the modules that make a page."""
    written = [path for path in sorted(HERE.rglob("*")) if path.parent.name != "__pycache__"]
    return [f"{path.relative_to(HERE)} {digest(path)}" for path in written if path.is_file()]
