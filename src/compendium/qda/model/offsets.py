"""What the offsets of a program count, found from the passages they should give.

The REFI-QDA standard counts Unicode code points. NVivo counts UTF-16 code units, Taguette
UTF-8 bytes, and ATLAS.ti counts a line end of two characters as one. As long as a text is plain
ASCII these agree; in a text with an emoji every passage after it shifts. Some files count from 1,
give the last character and not the one behind it, or lost half of their line ends since they were
counted; that is believed only where the passages that the file shows say so.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from compendium.language import mark

WIDTHS = (mark("code points"), mark("UTF-16 code units"), mark("UTF-8 bytes"))


class Unit(NamedTuple):
    """What offsets count.

    ``first`` is the offset of the first character, and ``inclusive`` tells whether an end is the
    last character of the passage, not the one behind it.
    """

    width: str = WIDTHS[0]
    crlf_as_one: bool = False
    bom_counted: bool = False
    lf_as_two: bool = False
    first: int = 0
    inclusive: bool = False

    @property
    def label(self) -> str:
        """Name of the unit, for people."""
        parts = [self.width]
        parts += [mark("CRLF as one")] if self.crlf_as_one else []
        parts += [mark("byte-order mark counted")] if self.bom_counted else []
        parts += [mark("line ends as two")] if self.lf_as_two else []
        parts += [mark("from 1")] if self.first else []
        parts += [mark("ends inclusive")] if self.inclusive else []
        return ", ".join(parts)


UNITS = (
    *(Unit(width, crlf, bom) for bom, crlf, width in product((False, True), (False, True), WIDTHS)),
    # XML turns a line end of two characters into one, also where both were counted.
    *(Unit(width, lf_as_two=True) for width in WIDTHS),
)


def to_code_points(
    offsets: Sequence[int], text: str, *, unit: Unit, bom: bool = False, end: bool = False
) -> NDArray[np.int64]:
    """Turn offsets of a program into code points of the text.

    Parameters
    ----------
    offsets : sequence of int
        Offsets as the program counts them.
    text : str
        The text, without its byte-order mark.
    unit : Unit
        What the program counts.
    bom : bool
        Whether a byte-order mark stood before the text.
    end : bool, optional
        Whether these are ends of passages.

    Returns
    -------
    array of int
        Code points, 0 to the length of the text; -1 for an offset outside the text or inside
        a character.

    Examples
    --------
    >>> to_code_points([2, 3, 9], "🙂 ok", unit=Unit("UTF-16 code units")).tolist()
    [1, 2, -1]
    """
    asked = np.asarray(offsets, dtype=np.int64) - unit.first + (unit.inclusive and end)
    unit = reduced(unit, text, bom)._replace(first=0, inclusive=False)
    if unit == Unit():
        return np.where((asked >= 0) & (asked <= len(text)), asked, -1)
    places = _places(text, unit)
    found = np.searchsorted(places, asked)
    exact = places[np.minimum(found, len(text))] == asked
    return np.where(exact, found, -1)


@lru_cache(maxsize=8)  # the starts of the passages of a text are asked for, and then their ends
def _places(text: str, unit: Unit) -> NDArray[np.int64]:
    """Give the offset of each character of a text, and that of its end."""
    characters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    widths = np.ones(len(characters), dtype=np.int64)
    if unit.width == "UTF-16 code units":
        widths += characters > 0xFFFF
    elif unit.width == "UTF-8 bytes":
        for limit in (0x7F, 0x7FF, 0xFFFF):
            widths += characters > limit
    if unit.crlf_as_one:
        widths[:-1][(characters[:-1] == 13) & (characters[1:] == 10)] = 0
    if unit.lf_as_two:
        widths[characters == 10] = 2
    places = np.empty(len(characters) + 1, dtype=np.int64)
    places[0] = (3 if unit.width == "UTF-8 bytes" else 1) if unit.bom_counted else 0
    np.cumsum(widths, out=places[1:])
    places[1:] += places[0]
    return places


def reduced(unit: Unit, text: str, bom: bool) -> Unit:
    """Give the plainest unit that counts this text in the same way."""
    counted = unit.bom_counted and bom
    signs = _signs(text)
    longer = signs.wide if unit.width == "UTF-16 code units" else not signs.ascii
    return unit._replace(
        width=unit.width if counted or longer else WIDTHS[0],
        crlf_as_one=unit.crlf_as_one and signs.crlf,
        bom_counted=counted,
        lf_as_two=unit.lf_as_two and signs.lf_alone,
    )


class _Signs(NamedTuple):
    """What a text has of which units count differently; ``wide`` is two UTF-16 code units."""

    ascii: bool
    wide: bool
    crlf: bool
    lf_alone: bool


@lru_cache(maxsize=1024)  # each text is asked about for every unit
def _signs(text: str) -> _Signs:
    return _Signs(
        ascii=text.isascii(),
        wide=len(text.encode("utf-16-le", "surrogatepass")) > 2 * len(text),
        crlf="\r\n" in text,
        lf_alone="\n" in text and "\r" not in text,
    )
