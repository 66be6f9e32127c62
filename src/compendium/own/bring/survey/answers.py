"""Answers in words, in Dutch and English, in their order from low to high.

A word has a rank in its family; ranks below and above the middle mirror each other, so that an
end of the scale that nobody chose is still an end of it.
"""

import re
import unicodedata
from collections.abc import Collection, Sequence

from compendium.qda.read.columns import plain_name

# Each family: the words of a rank, from -3 to 3. Nothing but these words is guessed.
_FAMILIES: dict[str, dict[int, str]] = {
    "agreement": {
        -3: "helemaal mee oneens|helemaal oneens|zeer oneens|zeer mee oneens|volledig oneens"
        "|volledig mee oneens|helemaal niet mee eens|sterk mee oneens|sterk oneens"
        "|strongly disagree|completely disagree|totally disagree|fully disagree",
        -2: "mee oneens|oneens|niet mee eens|disagree",
        -1: "enigszins mee oneens|enigszins oneens|beetje oneens|een beetje oneens|eerder oneens"
        "|somewhat disagree|slightly disagree|rather disagree|mildly disagree",
        0: "neutraal|niet mee eens niet mee oneens|niet eens niet oneens|noch eens noch oneens"
        "|niet oneens niet eens|niet oneens en niet eens|noch oneens noch eens"
        "|niet eens maar ook niet oneens|neither agree or disagree|neither disagree or agree"
        "|niet mee oneens niet mee eens|noch mee eens noch mee oneens|eens noch oneens"
        "|niet eens en niet oneens|niet mee eens en niet mee oneens|niet eens of oneens"
        "|neutral|neither agree nor disagree|neither|neither disagree nor agree",
        1: "enigszins mee eens|enigszins eens|beetje eens|een beetje eens|eerder eens"
        "|somewhat agree|slightly agree|rather agree|mildly agree",
        2: "mee eens|eens|agree",
        3: "helemaal mee eens|helemaal eens|zeer eens|zeer mee eens|volledig eens"
        "|volledig mee eens|sterk mee eens|sterk eens"
        "|strongly agree|completely agree|totally agree|fully agree",
    },
    "frequency": {
        -2: "nooit|never",
        -1: "zelden|bijna nooit|rarely|seldom|almost never|hardly ever",
        0: "soms|af en toe|sometimes|occasionally",
        1: "vaak|regelmatig|meestal|often|frequently|usually|most of the time",
        2: "altijd|always",
    },
    "quality": {
        -2: "zeer slecht|heel slecht|very poor|very bad|terrible",
        -1: "slecht|poor|bad",
        0: "matig|voldoende|redelijk|niet goed niet slecht|fair|average|neither good nor bad",
        1: "goed|good",
        2: "zeer goed|heel goed|uitstekend|very good|excellent",
    },
    "satisfaction": {
        -2: "zeer ontevreden|heel ontevreden|helemaal niet tevreden|very dissatisfied"
        "|extremely dissatisfied|not at all satisfied",
        -1: "ontevreden|niet tevreden|enigszins ontevreden|dissatisfied|somewhat dissatisfied",
        0: "neutraal|niet tevreden niet ontevreden|neutral|neither satisfied nor dissatisfied",
        1: "tevreden|enigszins tevreden|satisfied|somewhat satisfied",
        2: "zeer tevreden|heel tevreden|very satisfied|extremely satisfied",
    },
    "likelihood": {
        -2: "zeer onwaarschijnlijk|very unlikely|extremely unlikely",
        -1: "onwaarschijnlijk|unlikely|somewhat unlikely",
        0: "neutraal|neutral|neither likely nor unlikely",
        1: "waarschijnlijk|likely|somewhat likely",
        2: "zeer waarschijnlijk|very likely|extremely likely",
    },
    "importance": {
        -2: "helemaal niet belangrijk|zeer onbelangrijk|not at all important|very unimportant",
        -1: "niet belangrijk|onbelangrijk|niet zo belangrijk|unimportant|slightly important",
        0: "neutraal|enigszins belangrijk|neutral|moderately important",
        1: "belangrijk|important",
        2: "zeer belangrijk|heel belangrijk|very important|extremely important",
    },
    "extent": {
        -2: "helemaal niet|not at all",
        -1: "nauwelijks|een beetje|in geringe mate|slightly|a little",
        0: "enigszins|in redelijke mate|moderately|somewhat",
        1: "grotendeels|in sterke mate|veel|very|very much|quite a bit",
        2: "helemaal|in zeer sterke mate|heel veel|zeer veel|extremely|completely",
    },
    "yes or no": {-1: "nee|no", 1: "ja|yes"},
}
RANKS = {
    family: {plain_name(word): rank for rank, words in ranks.items() for word in words.split("|")}
    for family, ranks in _FAMILIES.items()
}
# Words that say that there is no answer; they are never a point of a scale.
_NO_ANSWER = (
    "n.v.t.|nvt|n.v.t|niet van toepassing|weet niet|weet ik niet|weet het niet|geen mening"
    "|geen antwoord|wil ik niet zeggen|zeg ik liever niet|niet ingevuld|onbekend|n/a|n.a.|na"
    "|not applicable|don't know|dont know|do not know|no opinion|no answer|not sure|refused"
    "|prefer not to say|prefer not to answer|missing|no comment|no comments|geen commentaar"
)
NO_ANSWER = frozenset(plain_name(word) for word in _NO_ANSWER.split("|"))
_NUMBERED = (
    re.compile(r"(-?\d{1,2})\s*(?:[-–—=:.)(]|\s)\s*([^\d\s].*)"),
    re.compile(r"(?P<word>[^\d].*?)\s*[-–—=:(\[]\s*(?P<number>-?\d{1,2})\s*[)\]]?"),
)
_OR = re.compile(r"\s*/\s*|\s+(?:of|or)\s+", re.IGNORECASE)
_CODE = re.compile(r"A[O0]?0*(\d{1,2})", re.ASCII)  # LimeSurvey: A1, AO01


def is_no_answer(cell: str) -> bool:
    """Whether a cell is empty, or says in words that there is no answer."""
    parts = _OR.split(cell.strip())  # don't know / no opinion
    known = all(not key_of(part) or key_of(part) in NO_ANSWER for part in parts)
    return known or key_of(cell) in NO_ANSWER


def key_of(cell: str) -> str:
    """Write an answer so that the same one is the same; empty for signs, but not for a smiley.

    Examples
    --------
    >>> key_of("Mee eens."), key_of("-"), key_of("\N{SLIGHTLY SMILING FACE}") != ""
    ('mee eens', '', True)
    """
    pictures = "".join(sign for sign in cell if unicodedata.category(sign) == "So")
    return plain_name(cell) or pictures


def number_in(cell: str) -> float | None:
    """Read the number of an answer: alone, or before or behind its word.

    Examples
    --------
    >>> number_in("4"), number_in("4 - agree"), number_in("mee eens (4)"), number_in("A4")
    (4.0, 4.0, 4.0, 4.0)
    >>> number_in("agree") is None
    True
    """
    text = cell.strip()
    if re.fullmatch(r"[+-]?\d+(?:[.,]\d+)?", text):
        return float(text.replace(",", "."))
    if found := _NUMBERED[0].fullmatch(text):
        return float(found[1])
    if found := _NUMBERED[1].fullmatch(text):
        return float(found["number"])
    if found := _CODE.fullmatch(text):
        return float(found[1])
    return None


def family_of(words: Collection[str]) -> str:
    """Name the family that all words are of; empty when there is none, or more than one fits.

    Examples
    --------
    >>> family_of(["Agree", "Neutral"]), family_of(["soms", "rood"])
    ('agreement', '')
    """
    plain = {plain_name(word) for word in words}
    fitting = [name for name, ranks in RANKS.items() if plain <= ranks.keys()]
    return fitting[0] if len(fitting) == 1 else ""


def points(family: str, words: Collection[str]) -> list[list[str]]:
    """Give the points of a scale from low to high, each with the words that were used for it.

    Parameters
    ----------
    family : str
        What `family_of` gives.
    words : collection of str
        All words that were answered.

    Returns
    -------
    list of list of str
        The words of each point; none for one that nobody chose.

    Examples
    --------
    >>> points("agreement", ["Agree", "Strongly agree", "Neutral"])
    [[], [], ['Neutral'], ['Agree'], ['Strongly agree']]
    """
    used = _by_rank(family, words)
    return [sorted(used.get(rank, [])) for rank in _ranks(family, used)]


def _by_rank(family: str, words: Collection[str]) -> dict[int, list[str]]:
    used: dict[int, list[str]] = {}
    for word in words:
        used.setdefault(RANKS[family][plain_name(word)], []).append(word)
    return used


def _ranks(family: str, used: Collection[int]) -> list[int]:
    """Give the ranks that are points of a scale, when these were used."""
    mirrored = {*used, *(-rank for rank in used)}
    if family == "agreement" and 3 in mirrored and 1 in mirrored and 2 not in mirrored:
        # Strongly, somewhat, neither: the five points of Qualtrics, which has no plain agree.
        mirrored |= {-3, -1, 1, 3}
    elif family == "agreement" and not mirrored <= {-1, 0, 1}:
        # Who agrees, or agrees fully: both are points of every such scale.
        mirrored |= {-3, -2, 2, 3}
    elif family != "yes or no":
        mirrored |= {-2, -1, 1, 2}
        if family != "agreement":
            mirrored |= {0} if family in ("frequency", "extent") or 0 in used else set()
    return sorted(mirrored)


def nearly_of(words: Collection[str]) -> str:
    """Name the family that most words are of, where not all are; empty without one.

    Examples
    --------
    >>> nearly_of(["Agree", "Disagree", "So so"]), nearly_of(["red", "blue"])
    ('agreement', '')
    """
    plain = {plain_name(word) for word in words}
    most, family = max((len(plain & RANKS[family].keys()), family) for family in RANKS)
    return family if most >= 2 and len(plain) > most >= len(plain) / 2 else ""


def placed_between(family: str, words: Collection[str]) -> tuple[dict[str, int], str] | None:
    """Give each word of a family its number, and one that is not known what the others leave.

    Returns
    -------
    tuple of dict and str, or None
        The number of each word, from 1, and the word that is not known; None where there are
        several, or more room than for one.

    Examples
    --------
    >>> placed_between("agreement", ["Disagree", "So so", "Agree"])
    ({'Disagree': 2, 'Agree': 4, 'So so': 3}, 'So so')
    """
    unknown = [word for word in words if plain_name(word) not in RANKS[family]]
    used = _by_rank(family, [word for word in words if word not in unknown])
    ranks = _ranks(family, used)
    room = [0] if 0 not in used else [rank for rank in ranks if rank not in used]
    if len(unknown) != 1 or len(room) != 1:
        return None
    places = {rank: place for place, rank in enumerate(sorted({*ranks, *room}), start=1)}
    numbers = {word: places[rank] for rank in sorted(used) for word in used[rank]}
    return {**numbers, unknown[0]: places[room[0]]}, unknown[0]


def likely_range(numbers: Sequence[float]) -> tuple[int, int] | None:
    """Find the usual scale that numbers fit in: 1-5, 1-7, 1-10, 0-10; None when there is none.

    Examples
    --------
    >>> likely_range([2, 3, 5]), likely_range([0, 7]), likely_range([1, 99])
    ((1, 5), (0, 10), None)
    """
    low, high = min(numbers), max(numbers)
    if any(not float(number).is_integer() for number in numbers):
        return None
    for first, last in ((1, 5), (1, 7), (1, 10), (0, 10)):
        if first <= low and high <= last:
            return first, last
    return None
