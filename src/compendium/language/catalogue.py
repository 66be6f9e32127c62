"""Which language is spoken, and its catalogue: ``<language>.po``, as translators know it."""

import gettext
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

ENGLISH = "en"
CATALOGUES = Path(__file__).parent
# A further language is a further catalogue: nothing else names the languages.
LANGUAGES = (ENGLISH, *sorted(path.stem for path in CATALOGUES.glob("*.po")))

_spoken = ENGLISH  # of the study that was read last
_bound = ""  # for a while, whatever is read


def speak(language: str) -> str:
    """Speak a language from now on; what has no catalogue is spoken in English.

    Within ``speaking`` it has no effect.

    Parameters
    ----------
    language : str
        Code of the language, such as ``nl`` or ``nl-BE``.

    Returns
    -------
    str
        The language that is spoken now.
    """
    global _spoken
    _spoken = _known(language)
    return spoken()


def spoken() -> str:
    """Code of the language that is spoken.

    Examples
    --------
    >>> spoken()
    'en'
    """
    return _bound or _spoken


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language for a while, whichever study is read meanwhile.

    Examples
    --------
    >>> with speaking("nl"):
    ...     spoken()
    'nl'
    """
    global _bound
    before, _bound = _bound, _known(language)
    try:
        yield
    finally:
        _bound = before


def _known(language: str) -> str:
    code = language.replace("_", "-").partition("-")[0].lower()
    return code if code in LANGUAGES else ENGLISH


def catalogue_read() -> Path | None:
    """Catalogue of the language that is spoken; English has none."""
    return None if spoken() == ENGLISH else CATALOGUES / f"{spoken()}.po"


@cache
def catalogue(language: str) -> "Catalog":
    """Read the catalogue of a language."""
    from babel.messages.pofile import read_po

    with (CATALOGUES / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def translated(message: str) -> str:
    """Give a message in the language that is spoken; English where the catalogue lacks it."""
    if spoken() == ENGLISH:
        return message
    entry = catalogue(spoken()).get(message)
    found = entry.string if entry else ""
    found = found[0] if isinstance(found, tuple | list) else found
    return found or message


def translated_number(number: int, one: str, many: str) -> str:
    """Give the form of a message that a number asks for."""
    if spoken() == ENGLISH:
        return one if number == 1 else many
    known = catalogue(spoken())
    entry = known.get(one)
    forms = entry.string if entry else ""
    if not isinstance(forms, tuple | list):
        return forms or (one if number == 1 else many)
    place = _plural_rule(spoken())(number)
    return forms[place] or (one if number == 1 else many)


@cache
def _plural_rule(language: str) -> Callable[[int], int]:
    """Which of its plural forms a language uses for a number: the rule in its catalogue."""
    rule: Callable[[int], int] = gettext.c2py(catalogue(language).plural_expr)
    return rule
