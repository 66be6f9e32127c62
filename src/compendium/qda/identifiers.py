"""Identifiers made of names that people gave: readable, unique, and fit for a file name."""

import re
import unicodedata
from collections.abc import Iterable

from compendium.naming import slug

LONGEST = 100  # bytes; a file name may have 255


def identifier(name: str) -> str:
    """Make an identifier of a name; letters of other scripts stay as they are.

    Examples
    --------
    >>> identifier("T1. Trust & ties: één")
    't1-trust-ties-een'
    >>> identifier("信任")
    '信任'
    """
    latin = slug(name).replace("_", "-")
    plain = unicodedata.normalize("NFKD", name)
    letters = sum(letter.isalpha() for letter in plain)
    if letters and sum(letter.isalpha() for letter in latin) < letters:
        composed = unicodedata.normalize("NFC", name.casefold())
        latin = re.sub(r"[\W_]+", "-", composed).strip("-")
    return latin.encode()[:LONGEST].decode(errors="ignore").strip("-")


def identifiers(names: Iterable[str], *, empty: str) -> list[str]:
    """Make an identifier for each name, all of them different.

    Parameters
    ----------
    names : iterable of str
        Names, in their order; a name that stands twice gets two identifiers.
    empty : str
        What to call a name without a letter or digit.

    Examples
    --------
    >>> identifiers(["Trust", "trust!", "?"], empty="code")
    ['trust', 'trust-2', 'code']
    """
    given: list[str] = []
    taken: set[str] = set()
    for name in names:
        first = identifier(name) or empty
        made, number = first, 2
        while made in taken:
            made, number = f"{first}-{number}", number + 1
        taken.add(made)
        given.append(made)
    return given


def word_count(text: str) -> int | None:
    """Count the words of a passage, as a word processor does; None when it has none.

    Examples
    --------
    >>> word_count("It - works, doesn't it?")
    4
    """
    return sum(any(map(str.isalnum, word)) for word in text.split()) or None
