"""Which language a text is in, by its commonest words."""

from compendium.language import ENGLISH, say, spoken

_DUTCH = "de het een en ik je dat niet van wij maar ook zijn met voor dan"
_ENGLISH = "the a an and i you that not of we but also are with for then"
_WORDS = {"nl": frozenset(_DUTCH.split(" ")), "en": frozenset(_ENGLISH.split(" "))}


def language_of(text: str) -> str:
    """Language of a text; where no common word says it, the one that is spoken.

    Examples
    --------
    >>> language_of("Ik heb genoeg vrienden in de klas"), language_of("I have the time for it")
    ('nl', 'en')
    """
    words = text.casefold().split()
    counts = {name: sum(word in known for word in words) for name, known in _WORDS.items()}
    most = max(counts, key=lambda name: counts[name])
    return most if counts[most] else spoken()


def language_line(language: str) -> str:
    """Line of ``study.toml`` that states a language; none for English, which needs none."""
    return "" if language == ENGLISH else f'language = "{language}"\n'


def told_language(language: str) -> str:
    """Say that a language was written to ``study.toml``."""
    return say(
        "{line} was written to study.toml: correct it if it is wrong",
        line=f'language = "{language}"',
    )
