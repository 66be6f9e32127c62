"""Words that look like names of people and places, which no list shows unless it is asked to."""

from collections.abc import Collection, Sequence

import numpy as np
from simplemma import is_known

from compendium.study.transcripts import APOSTROPHES

# Words that are written with a capital and name nobody.
_ORDINARY = """
monday tuesday wednesday thursday friday saturday sunday january february march april may june july
august september october november december christmas easter ramadan islam muslim christian god
internet i i'm i'll i've i'd dutch english german french belgian turkish moroccan surinamese syrian
polish spanish italian chinese indian arabic african european american asian
nederlands nederlandse nederlander engels engelse duits duitse frans franse belgisch belgische turks
turkse turk marokkaans marokkaanse marokkaan surinaams surinaamse syrisch syrische pools poolse
spaans spaanse italiaans italiaanse chinees chinese arabisch arabische afrikaans afrikaanse europees
europese amerikaans amerikaanse kerst kerstmis pasen ramadan islam god
"""
ORDINARY = frozenset(_ORDINARY.split())
# First names that a dictionary has as words too: at the beginning of a sentence they are names.
_FIRST_NAMES = """
jan piet mohammed mohamed bas roos mark rob peter els daan bram joke hans bart tom tim ruud ans cor
dick ger guus joop koos lies marie nel rik sjaak teun toon wim iris jasmijn fleur linde merel
storm max sam rose grace faith joy frank bill jack bob dawn jean pat ray sue harry john
"""
FIRST_NAMES = frozenset(_FIRST_NAMES.split())


def are_names(
    forms: Sequence[str],
    lemmas: Sequence[str],
    *,
    within: np.ndarray,
    language: str,
    keep: Collection[str] = (),
) -> list[bool]:
    """Tell which forms look like names.

    A form does that stands with a capital within a sentence, and nowhere in small letters; and one
    that only begins sentences and that no dictionary knows, or is a usual first name. Days,
    months, languages and their like are no names.

    Parameters
    ----------
    forms : sequence of str
        Different forms, as they are written.
    lemmas : sequence of str
        Their lemmas.
    within : ndarray of int
        Places of the forms that are found within a sentence, and not at its beginning.
    language : str
        ``nl`` or ``en``.
    keep : collection of str, optional
        Lemmas that are none.

    Returns
    -------
    list of bool
        One for each form.

    Examples
    --------
    >>> forms = ["Anna", "Trust", "trust", "Fryske", "Monday"]
    >>> are_names(forms, forms, within=np.array([0, 4]), language="en")
    [True, False, False, True, False]
    """
    inside = {forms[place] for place in within.tolist()}
    small = {form for form in forms if form.islower()}
    return [
        _has_capital(form)
        and len(form) > 1
        and (plain := form.lower().translate(APOSTROPHES)) not in small
        and not {plain, lemma} & (ORDINARY | set(keep))
        and (form in inside or _names_somebody(plain, lemma, language))
        for form, lemma in zip(forms, lemmas, strict=True)
    ]


def _has_capital(form: str) -> bool:
    """Whether a form begins with a capital, perhaps behind an article: ``d'Ancona``."""
    article, _, rest = form.translate(APOSTROPHES).partition("'")
    return form[:1].isupper() or (len(article) <= 2 and rest[:1].isupper())


def _names_somebody(plain: str, lemma: str, language: str) -> bool:
    known = _is_known(plain, language) or _is_known(lemma, language)
    return plain in FIRST_NAMES or not known


def _is_known(word: str, language: str) -> bool:
    try:
        return is_known(word, language)
    except ValueError:  # there is no dictionary of this language
        return False
