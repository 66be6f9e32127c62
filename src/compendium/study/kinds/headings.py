"""Words that people write above the columns of a table, in Dutch and English."""

import re
from collections.abc import Mapping, Sequence

_WORDS = {
    "actor": "actor partij",
    "case": "case casus geval",
    "code": "code codenaam",
    "coder": "coder codeur",
    "dimension": "dimension dimensie schaal thema onderwerp scale",
    "element": "element onderdeel",
    "end": "end einde eind tot until",
    "event": "event gebeurtenis",
    "factor": "factor",
    "form": "form vorm",
    "from": "from van vanaf",
    "group": "group groep",
    "item": "item vraag vraagnummer stelling question statement",
    "kind": "kind soort type",
    "label": "label omschrijving naam tekst titel title name description text beschrijving",
    "method": "method methode",
    "n": "aantal number",
    "parent": "parent ouder bovenliggende bovenliggend hoofdcode",
    "participant": "participant deelnemer persoon wie naam who name",
    "place": "place plaats",
    "present": "present aanwezig",
    "rating": "rating antwoord score cijfer answer",
    "respondent": "respondent wie deelnemer persoon who participant",
    "role": "role rol functie",
    "round": "round ronde meting wanneer moment meetmoment when wave",
    "score": "score cijfer",
    "segment": "segment fragment citaat passage",
    "source": "source bron document interview",
    "start": "start begin van from",
    "unit": "unit eenheid",
    "until": "until tot einde",
    "where": "where plaats vindplaats pagina page",
    "words": "words woorden",
}
SYNONYMS = {name: frozenset(words.split()) for name, words in _WORDS.items()}
_LONGEST = 6  # words of a heading in free text


def is_second_heading(cells: Mapping[str, str]) -> bool:
    """Whether a row says in other words what its columns are.

    Parameters
    ----------
    cells : mapping of str to str
        The cells of a row, by the names of their columns.

    Examples
    --------
    >>> is_second_heading({"item": "Welke vraag", "dimension": "Dimensie", "label": ""})
    True
    >>> is_second_heading({"item": "vraag 1", "dimension": "Dimensie"})
    False
    """
    filled = {name: text for name, text in cells.items() if text}
    return len(filled) > 1 and all(_is_heading(text, name) for name, text in filled.items())


def renamed(columns: Sequence[str], needed: Sequence[str]) -> dict[str, str]:
    """Find the columns that are called by another word for what a table needs.

    Examples
    --------
    >>> renamed(["respondent", "Vraag", "ronde"], ["respondent", "item", "round"])
    {'Vraag': 'item', 'ronde': 'round'}
    >>> renamed(["respondent", "Vraag"], ["respondent", "item", "round"])
    {}
    """
    lacking = [name for name in needed if name not in columns]
    found: dict[str, str] = {}
    for name in lacking:
        known = SYNONYMS.get(name, frozenset())
        called = [one for one in columns if one.casefold() in known and one not in needed]
        called = [one for one in called if one not in found]
        if len(called) != 1:
            return {}
        found[called[0]] = name
    return found


def _is_heading(text: str, column: str) -> bool:
    words = re.findall(r"[^\W\d_]+", text.casefold())
    known = SYNONYMS.get(column, frozenset()) | {column.casefold()}
    return (
        0 < len(words) <= _LONGEST
        and not any(sign.isdecimal() for sign in text)
        and bool(known & set(words))
    )
