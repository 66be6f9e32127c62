"""Where a picture comes from, inside its file: a figure that is passed on still tells it.

A commit cannot stand in it, since the picture is part of the commit; a hash of what it was made
from can. Nothing that changes from one run to the next is written.
"""

import re
import zlib
from collections.abc import Mapping

from compendium.exhibits import markup
from compendium.exhibits.origin import Origin

_HEAD = 33  # bytes of a PNG before which nothing else may stand: its signature and its header
_WORK = b"   <cc:Work>\n"  # in what matplotlib writes about an SVG
# The end of a PDF as matplotlib writes it, and what its trailer says.
_TRAILER = re.compile(rb"trailer\s*<<(.*?)>>\s*startxref\s+(\d+)\s+%%EOF\s*\Z", re.DOTALL)
_SIZE = re.compile(rb"/Size (\d+)")
_ROOT = re.compile(rb"/Root (\d+ \d+ R)")


def stamp(picture: bytes, form: str, name: str, caption: str, origin: Origin) -> bytes:
    """Write into a picture where it comes from.

    Parameters
    ----------
    picture : bytes
        The file.
    form : str
        Its format: ``png``, ``svg`` and ``pdf`` have a place for it, others stay as they are.
    name, caption : str
        Name of the figure, and its caption.
    origin : Origin
        The step that makes it.

    Returns
    -------
    bytes
        The file, the same each time.
    """
    write = {"png": _into_png, "svg": _into_svg, "pdf": _into_pdf}.get(form)
    if write is None:
        return picture
    about = {
        "Title": f"{origin.study}/{origin.analysis}/{name}",
        "Description": caption,
        "Source": origin.maker,
        "Identifier": f"sha256:{origin.inputs}",
    }
    return write(picture, {key: markup.flat(text) for key, text in about.items()})


def _into_png(picture: bytes, about: Mapping[str, str]) -> bytes:
    """Put texts behind the header of a PNG."""
    from PIL.PngImagePlugin import PngInfo

    texts = PngInfo()
    for key, text in about.items():
        texts.add_text(key, text)
    chunks = [
        b"".join(
            [
                len(data).to_bytes(4, "big"),
                kind,
                data,
                zlib.crc32(kind + data).to_bytes(4, "big"),
            ]
        )
        for kind, data, *_ in texts.chunks
    ]
    return b"".join([picture[:_HEAD], *chunks, picture[_HEAD:]])


def _into_svg(picture: bytes, about: Mapping[str, str]) -> bytes:
    """Put elements of Dublin Core into what an SVG says about itself."""
    lines = [
        f"    <dc:{key.lower()}>{markup.web(text)}</dc:{key.lower()}>\n"
        for key, text in about.items()
    ]
    before, work, after = picture.partition(_WORK)
    return b"".join([before, work, "".join(lines).encode(), after])


def _into_pdf(picture: bytes, about: Mapping[str, str]) -> bytes:
    """Add to the end of a PDF what it says about itself, as later changes of a PDF are written."""
    end = _TRAILER.search(picture)
    size, root = (found.search(end[1]) if end else None for found in (_SIZE, _ROOT))
    if end is None or size is None or root is None:
        raise ValueError("the end of this PDF is not as matplotlib writes it")
    number, start = int(size[1]), len(picture)
    words = {
        "Title": about["Title"],
        "Subject": about["Description"],
        "Keywords": f"{about['Source']} {about['Identifier']}",
    }
    entries = " ".join(f"/{key} <{_hexed(text)}>" for key, text in words.items())
    added = f"{number} 0 obj\n<< {entries} >>\nendobj\n"
    trailer = (
        f"xref\n{number} 1\n{start:010} 00000 n \ntrailer\n<< /Size {number + 1} "
        f"/Root {root[1].decode()} /Info {number} 0 R /Prev {end[2].decode()} >>\n"
        f"startxref\n{start + len(added)}\n%%EOF\n"
    )
    return picture + (added + trailer).encode()


def _hexed(text: str) -> str:
    """Write a text as PDF takes it in any script."""
    return (b"\xfe\xff" + text.encode("utf-16-be")).hex()
