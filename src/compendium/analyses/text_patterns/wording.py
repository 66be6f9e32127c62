"""What the figures and the tables of words say alike."""

from compendium.naming import counted


def words_rule(lemmatiser: str, sources: int, *, what: str = "words") -> str:
    """Say how words, or pairs of them, were counted, and which are shown.

    Examples
    --------
    >>> words_rule("simplemma 2.0.0", 2)
    'Lemmas by simplemma 2.0.0, without function words. Only words found in at least 2 sources.'
    """
    return (
        f"Lemmas by {lemmatiser}, without function words. Only {what} found in at least "
        f"{counted(sources, 'source')}."
    )
