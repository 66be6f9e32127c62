"""What the figures and the tables of words say alike."""

from collections.abc import Iterable

from compendium.analyses.text_patterns.lemmas import accuracy
from compendium.language import counted, say

NO_LEMMAS = "no lemmas, words as written"


def words_rule(lemmatiser: str, sources: int, *, what: str = "") -> str:
    """Say how words, or pairs of them, were counted, and which are shown.

    Examples
    --------
    >>> words_rule("simplemma 2.0.0", 2).partition(", ")[2]
    'without function words and names. Only words found in at least 2 sources.'
    """
    if lemmatiser == NO_LEMMAS:
        return say(
            "Words as they are written: no lemmas are known for the language of the texts, and "
            "function words are among them where no list is known. Only {what} found in at least "
            "{sources}.",
            what=what or say("words"),
            sources=counted(sources, "source"),
        )
    return say(
        "Lemmas by {lemmatiser}, without function words and names. Only {what} found in at least "
        "{sources}.",
        lemmatiser=lemmatiser,
        what=what or say("words"),
        sources=counted(sources, "source"),
    )


def accuracy_rule(languages: Iterable[str], lemmatiser: str) -> str:
    """Say how many forms of a list made by hand get the right lemma.

    Examples
    --------
    >>> accuracy_rule(["nl"], "nl_core_news_sm 3.8.0")
    ''
    """
    if "simplemma" not in lemmatiser:
        return ""
    right, forms = accuracy(languages)
    return say(
        " The lemmas of simplemma, with corrections, are right for {right} of "
        "{forms} forms that were checked by hand.",
        right=right,
        forms=forms,
    )
