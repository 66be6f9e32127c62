"""Sentences: what the code says in English, in the language that is spoken."""

from collections.abc import Iterable
from typing import Any

from compendium.language.catalogue import translated, translated_number
from compendium.language.numbers import FILLER


def mark(message: str) -> str:
    """Mark a text that is said later: it gets into the catalogues, and stays as it is here."""
    return message


def mark_number(one: str, many: str) -> tuple[str, str]:
    """Mark a noun that is counted later, as one and as many."""
    return one, many


def say(message: str, **values: Any) -> str:
    """Say a sentence in the language that is spoken, its places filled.

    Parameters
    ----------
    message : str
        The English sentence, with places such as ``{title}`` or ``{mean:.1f}``.
    **values
        What fills the places. Numbers are written as the language writes them.

    Returns
    -------
    str
        The sentence.

    Examples
    --------
    >>> say("{name} scores {mean:.1f}.", name="Trust", mean=62.5)
    'Trust scores 62.5.'
    """
    return FILLER.vformat(translated(message), (), values)


def say_number(number: int, one: str, many: str, **values: Any) -> str:
    """Say a sentence in the form that a number asks for; the number is its ``{number}``.

    Examples
    --------
    >>> say_number(1, "{number} is missing", "{number} are missing")
    '1 is missing'
    """
    message = translated_number(number, one, many)
    return FILLER.vformat(message, (), {"number": number, **values})


def tell(word: object) -> str:
    """Say a word of a fixed vocabulary, such as ``quotation``; any other text stays as it is.

    Examples
    --------
    >>> tell("quotation")
    'quotation'
    """
    return translated(str(word)) if word else ""


def counted(number: int, one: str, many: str = "") -> str:
    """Put a number before its noun.

    Examples
    --------
    >>> counted(1, "case"), counted(3, "case"), counted(2, "category", "categories")
    ('1 case', '3 cases', '2 categories')
    """
    return f"{number} {translated_number(number, one, many or one + 's')}"


def listed(names: Iterable[str]) -> str:
    """Join names as a sentence does.

    Examples
    --------
    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    names = list(names)
    if len(names) < 2:
        return "".join(names)
    return say("{first} and {last}", first=", ".join(names[:-1]), last=names[-1])
