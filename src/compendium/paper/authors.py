"""Authors and their affiliations, from the ways in which Quarto lets them be written."""

from collections.abc import Mapping
from typing import Any


def byline(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Bring authors and affiliations into one form.

    Parameters
    ----------
    settings : mapping
        Settings of the manuscript; ``author`` is a name, a mapping, or a list of these, and
        affiliations are texts, mappings, or references to the top-level ``affiliations``.

    Returns
    -------
    dict
        ``author``: the names; ``byline``: per author ``name``, ``marks``, ``orcid``, ``email``;
        ``affiliations``: per affiliation ``mark`` and ``name``, in order of first mention.
        Marks are superscripts in Markdown; a single affiliation has none.

    Examples
    --------
    >>> made = byline({"author": [{"name": "A. Bee", "affiliations": ["Here"]}, "C. Dee"]})
    >>> made["author"], made["affiliations"]
    (['A. Bee', 'C. Dee'], [{'mark': '^1^', 'name': 'Here'}])
    """
    known = {
        str(entry["id"]): _place(entry)
        for entry in listed_setting(settings.get("affiliations"))
        if isinstance(entry, Mapping) and "id" in entry
    }
    places: list[str] = []
    people: list[dict[str, str]] = []
    for author in listed_setting(settings.get("author") or settings.get("authors")):
        about = author if isinstance(author, Mapping) else {"name": author}
        own: list[str] = []
        for entry in listed_setting(about.get("affiliations") or about.get("affiliation")):
            if isinstance(entry, Mapping) and "ref" in entry:
                place = known.get(str(entry["ref"]), str(entry["ref"]))
            else:
                place = _place(entry)
                if isinstance(entry, Mapping) and "id" in entry:
                    known[str(entry["id"])] = place
            if place not in places:
                places.append(place)
            own.append(str(places.index(place) + 1))
        marks = f"^{','.join(own)}^" if own else ""
        person = {"name": _name(about.get("name")), "marks": marks}
        person |= {key: str(about[key]) for key in ("orcid", "email") if about.get(key)}
        people.append({key: text for key, text in person.items() if text})
    if len(places) == 1 and all("marks" in person for person in people):
        # One affiliation needs no marks to tell it from others.
        people = [{key: person[key] for key in person if key != "marks"} for person in people]
        marked = [{"name": places[0]}]
    else:
        marked = [{"mark": f"^{n}^", "name": place} for n, place in enumerate(places, start=1)]
    return {
        "author": [person.get("name", "") for person in people],
        "byline": people,
        "affiliations": marked,
    }


def listed_setting(value: Any) -> list[Any]:
    """Give a setting that may be one value or a list of values as a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _name(value: Any) -> str:
    if not isinstance(value, Mapping):
        return str(value or "")
    if "literal" in value:
        return str(value["literal"])
    words = (value.get(key) for key in ("given", "dropping-particle", "family"))
    return " ".join(str(word) for word in words if word)


def _place(entry: Any) -> str:
    if not isinstance(entry, Mapping):
        return str(entry)
    parts = (entry.get(key) for key in ("department", "name", "city", "country"))
    return ", ".join(str(part) for part in parts if part)
