"""Numbers in words: Dutch and English, from nought to 999,999."""

import unicodedata
from collections.abc import Callable

_WORDS = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen; twenty thirty forty fifty sixty seventy eighty ninety;
nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien
zeventien achttien negentien; twintig dertig veertig vijftig zestig zeventig tachtig negentig
"""
_ENGLISH, _ENGLISH_TENS, _DUTCH, _DUTCH_TENS = (part.split() for part in _WORDS.split(";"))
_OTHERS = {"a": 1, "none": 0, "geen": 0}


def read_number_word(text: str) -> int | None:
    """Read a whole number in words.

    Parameters
    ----------
    text : str
        Dutch or English, in any of the usual spellings: with or without spaces, hyphens, accents
        and *and* or *en* between the parts.

    Returns
    -------
    int or None
        The number, from 0 to 999,999; None when the text is not one.

    Examples
    --------
    >>> read_number_word("twenty-six"), read_number_word("Zesentwintig")
    (26, 26)
    >>> read_number_word("one hundred and five"), read_number_word("vijftienhonderd")
    (105, 1500)
    >>> read_number_word("some") is None
    True
    """
    word = _plain(text)
    if word in _OTHERS:
        return _OTHERS[word]
    for below, hundred, thousand, link in LANGUAGES:
        number = _read(word, below, hundred, thousand, link)
        if number is not None:
            return number
    return None


def _plain(text: str) -> str:
    """Small letters only: no accents, spaces and hyphens."""
    apart = unicodedata.normalize("NFD", text.casefold())
    return "".join(
        letter
        for letter in apart
        if not (unicodedata.combining(letter) or letter.isspace() or letter in "-‐‑")
    )


def _below_hundred() -> tuple[dict[str, int], dict[str, int]]:
    """Words from 1 to 99 (and nought), by language."""
    english = {word: number for number, word in enumerate(_ENGLISH)}
    dutch = {word: number for number, word in enumerate(_DUTCH)}
    for place in range(8):
        ten = 10 * (place + 2)
        english[_ENGLISH_TENS[place]] = dutch[_DUTCH_TENS[place]] = ten
        for unit in range(1, 10):
            english[f"{_ENGLISH_TENS[place]}{_ENGLISH[unit]}"] = ten + unit
            dutch[f"{_DUTCH[unit]}en{_DUTCH_TENS[place]}"] = ten + unit
    return english, dutch


def _read(word: str, below: dict[str, int], hundred: str, thousand: str, link: str) -> int | None:
    """Read the thousands, then the rest."""
    many, found, rest = word.partition(thousand)
    if not found:
        return _hundreds(word, below, hundred, link, most=99)
    number = 1 if many in ("", "a") else _hundreds(many, below, hundred, link, most=9)
    behind = _tail(rest, link, lambda part: _hundreds(part, below, hundred, link, most=9))
    return None if not number or behind is None else 1000 * number + behind


def _hundreds(
    word: str, below: dict[str, int], hundred: str, link: str, *, most: int
) -> int | None:
    """Read a number below a thousand; with ``most`` 99 also fifteen hundred."""
    many, found, rest = word.partition(hundred)
    if not found:
        return below.get(word)
    number = 1 if many in ("", "a") else below.get(many)
    behind = _tail(rest, link, below.get)
    return None if not number or number > most or behind is None else 100 * number + behind


def _tail(rest: str, link: str, read: Callable[[str], int | None]) -> int | None:
    """Read what stands behind a hundred or a thousand: nothing, or a number that is not nought."""
    if not rest:
        return 0
    return read(rest) or (read(rest.removeprefix(link)) if rest.startswith(link) else None) or None


LANGUAGES = tuple(
    (below, hundred, thousand, link)
    for below, (hundred, thousand, link) in zip(
        _below_hundred(),
        (("hundred", "thousand", "and"), ("honderd", "duizend", "en")),
        strict=True,
    )
)
