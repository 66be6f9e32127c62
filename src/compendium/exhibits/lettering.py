"""How wide words are, and where to break them: measured in the font, not counted in letters."""

import re
from functools import cache

from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ft2font import FT2Font, LoadFlags

from compendium.exhibits import style

LEADING = 1.25  # from line to line, in sizes of the type
_TOGETHER = 3  # letters of a broken word that stay together at its end
_EM = 100  # size in which letters are measured: large enough for rounding not to matter


def line_height(size: float) -> float:
    """Millimetres from one line of text to the next."""
    return size * style.MM_PER_POINT * LEADING


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Width of a text in millimetres; of several lines, of the longest.

    Examples
    --------
    >>> width_of("mm", 8) > width_of("ii", 8)
    True
    """
    lines = text.split("\n")
    most = max(sum(_letter(letter, bold) for letter in line) for line in lines)
    return most * size * style.MM_PER_POINT


def widest(texts: list[str], size: float, *, bold: bool = False) -> float:
    """Width of the longest of some texts in millimetres; 0 without any."""
    return max((width_of(text, size, bold=bold) for text in texts), default=0.0)


def wrap(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """Break a text over lines that are at most so many millimetres wide, between words.

    A word that is wider than the room is broken after a slash or a hyphen, else inside, with a
    hyphen. Lines that the text has already stay lines.
    """
    if "\n" in text:
        return "\n".join(wrap(line, room, size, bold=bold) for line in text.split("\n"))
    if width_of(text, size, bold=bold) <= room:
        return text
    lines = [""]
    for word in _words(text):
        longer = lines[-1] + word
        if not lines[-1] or width_of(longer.rstrip(), size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    broken = [part for line in lines for part in _split(line.rstrip(), room, size, bold)]
    return "\n".join(broken)


def cut(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """Cut a text that is wider than so many millimetres, and say so with an ellipsis."""
    if width_of(text, size, bold=bold) <= room:
        return text
    kept = text
    while kept and width_of(f"{kept.rstrip()}…", size, bold=bold) > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def fit(text: str, room: float, size: float, *, lines: int, bold: bool = False) -> str:
    """Break a text over at most so many lines; what is beyond them is cut.

    Lines that the text has already are joined where there is no room for them.
    """
    for version in (text, text.replace("\n", " ")):
        broken = wrap(version, room, size, bold=bold).split("\n")
        if len(broken) <= lines:
            return "\n".join(broken)
    rest = "".join(
        part if part.endswith(("-", "/")) else f"{part} " for part in broken[lines - 1 :]
    )
    return "\n".join([*broken[: lines - 1], cut(rest, room, size, bold=bold)])


def _words(text: str) -> list[str]:
    """Split a text where a line may end: after a space, a slash or a hyphen."""
    return re.findall(r"\S[^\s/-]*[/-]*\s*", " ".join(text.split()))


def _split(line: str, room: float, size: float, bold: bool) -> list[str]:
    """Break a single word that is wider than the room, with a hyphen and no letter alone."""
    parts, rest = [], line
    while width_of(rest, size, bold=bold) > room and len(rest) > 1:
        end = max(1, len(rest) - _TOGETHER)
        while end > 1 and width_of(f"{rest[:end]}-", size, bold=bold) > room:
            end -= 1
        begin = rest[:end]
        parts.append(f"{begin}-" if begin[-1].isalpha() and rest[end].isalpha() else begin)
        rest = rest[end:]
    return [*parts, rest]


@cache
def _letter(letter: str, bold: bool) -> float:
    """Width of a letter in sizes of the type."""
    font = _font(bold)
    font.set_size(_EM, 72)  # matplotlib draws with the same one
    if not font.get_char_index(ord(letter)):
        return 0.7  # it is in another font, or nowhere
    return font.load_char(ord(letter), LoadFlags.NO_HINTING).linearHoriAdvance / 65536 / _EM


@cache
def _font(bold: bool) -> FT2Font:
    return get_font(findfont(FontProperties(weight="bold" if bold else "normal")))
