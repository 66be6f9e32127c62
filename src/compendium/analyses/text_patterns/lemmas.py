"""Lemmas of forms by simplemma, with what it is known to get wrong, and what is a function word."""

from collections.abc import Collection, Iterable
from functools import cache

import spacy
from simplemma import Lemmatizer, is_known

from compendium.analyses.text_patterns.checked_lemmas import CHECKED
from compendium.study.transcripts import APOSTROPHES

# Infinitives that simplemma takes for the plural of a noun, and that people say as verbs far more
# often. Of some others (plannen, zorgen, stemmen) the noun is as likely, and stays.
_INFINITIVES = """
bellen delen fietsen gebruiken glimlachen groeten hangen huren kloppen leren lijken lopen meten
overleggen pakken passen rijden roepen schijnen schreeuwen slagen spelen sporten stellen stoppen
sturen tellen tonen trekken trouwen uitleggen vallen vangen vragen wachten zetten zitten
"""
# Forms whose lemma by simplemma is that of another word, or none.
CORRECTIONS = {
    "nl": {
        **{verb: verb for verb in _INFINITIVES.split()},
        "psycholoog": "psycholoog",
        "las": "lezen",
        "geweten": "weten",
        "aanvragen": "aanvragen",
        "jongeren": "jongere",
        "leden": "lid",
        "vertrouwde": "vertrouwen",
        "opgezet": "opzetten",
        "z'n": "zijn",
        "m'n": "mijn",
        "d'r": "haar",
        "'k": "ik",
        "'m": "hem",
        "'r": "haar",
        "ie": "hij",
    },
    "en": {
        "broke": "break",
        "felt": "feel",
        "left": "leave",
        "meeting": "meeting",
        "rose": "rise",
        "thought": "think",
        "thinking": "think",
        "gone": "go",
        "worse": "bad",
        "bigger": "big",
        "wives": "wife",
    },
}
# Function words that spaCy's lists lack: lemmas of forms on them, and what people say while they
# think.
MORE_STOPS = {
    "nl": "willen laten enig heel sommig ver één zo'n eh ehm uh uhm um hm hmm mm mhm tja nou hè hé",
    "en": "eh er erm uh uhm um hm hmm mm mhm yeah",
}
# What a Dutch verb can be parted from: "wij werken hier samen".
_PARTICLES = """
aan achter af bij binnen deel door in langs mee na om op over rond samen tegen terug toe uit voor
weg; zijn hebben worden kunnen mogen willen moeten zullen blijven
"""
PARTICLES, AUXILIARIES = (frozenset(part.split()) for part in _PARTICLES.split(";"))


def lemma_of(form: str, language: str) -> str:
    """Find the lemma of a form without its context.

    Parameters
    ----------
    form : str
        A word in small letters.
    language : str
        ``nl`` or ``en``; of another the form is the lemma.

    Returns
    -------
    str
        Its lemma in small letters; separable verbs are one word.

    Examples
    --------
    >>> [lemma_of(form, "nl") for form in ("samenwerken", "samenwerkt", "spelen", "in-")]
    ['samenwerken', 'samenwerken', 'spelen', 'in']
    """
    whole = form.strip("-") or form
    if language not in CORRECTIONS:
        return whole
    known = CORRECTIONS[language].get(whole)
    return known or _lemmatizer().lemmatize(whole, language).replace("_", "").lower()


@cache
def stop_lemmas(language: str) -> frozenset[str]:
    """List the function words of a language, as lemmas: spaCy's list, completed."""
    try:
        listed = spacy.blank(language).Defaults.stop_words
    except ImportError:  # spaCy does not know the language
        return frozenset()
    plain = {word.translate(APOSTROPHES) for word in listed}
    return frozenset(plain | set(MORE_STOPS.get(language, "").split()))


def is_stop(lemma: str, language: str, *, stop: Collection[str], keep: Collection[str]) -> bool:
    """Tell whether a lemma is a function word, by the list and by what the study says.

    A single letter says nothing, such as the one that is left of *'k*.
    """
    listed = lemma in stop or lemma in stop_lemmas(language) or len(lemma) == 1
    return listed and lemma not in keep


def joined_verb(particle: str, lemma: str) -> str | None:
    """Join a particle and a Dutch verb, where the dictionary knows the whole.

    Examples
    --------
    >>> joined_verb("samen", "werken"), joined_verb("samen", "wonen"), joined_verb("uit", "buurt")
    ('samenwerken', 'samenwonen', None)
    """
    if particle not in PARTICLES or len(lemma) < 4 or lemma[-1] != "n" or lemma in AUXILIARIES:
        return None
    whole = particle + lemma
    return whole if is_known(whole, "nl") and lemma_of(whole, "nl") == whole else None


def accuracy(languages: Iterable[str]) -> tuple[int, int]:
    """Count the forms of a list made by hand, and those that get the lemma on it.

    Parameters
    ----------
    languages : iterable of str
        Languages of the texts.

    Returns
    -------
    tuple of int
        How many are right, and how many there are.
    """
    pairs = [
        (lemma_of(form, language), lemma)
        for language in dict.fromkeys(languages)
        for form, lemma in CHECKED.get(language, {}).items()
    ]
    return sum(found == lemma for found, lemma in pairs), len(pairs)


@cache
def _lemmatizer() -> Lemmatizer:
    return Lemmatizer()
