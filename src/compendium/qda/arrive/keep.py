"""Let a passage keep its identifier from import to import, by where it stands and who coded it.

What people add by hand stands in the row of a passage. Programs number passages in the order of
the file, or make new identifiers at each export, so that a passage put in front would move every
note to the passage before it. What stays is the place: source, offsets (or the name of the place)
and coder.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

import pandas as pd

Place = tuple[str, ...]
_PLACE = ("source", "start", "end", "where", "coder")


def keep_names(new: pd.DataFrame, old: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, str]]:
    """Give passages that an earlier import had the identifiers that they had there.

    Parameters
    ----------
    new, old : DataFrame
        Tables of kind ``segments``, all text: as read now, and as the study has it.

    Returns
    -------
    DataFrame
        The new table under the identifiers that stay. A passage that was not there before gets an
        identifier that no other passage has or had.
    dict of str to str
        Identifier now by identifier in the file, of the passages whose identifier is another.
    """
    places, earlier = _places(new), _places(old)
    before = {place: name for name, place in _alone(earlier).items()}
    kept = {name: before[place] for name, place in _alone(places).items() if place in before}
    taken = {name for name, place in earlier.items() if places.get(name) != place} | {
        *kept.values()
    }
    named: dict[str, str] = {}
    following: dict[str, Iterator[str]] = {}
    for name in dict.fromkeys(new["segment"]):
        chosen = kept.get(name, name)
        if name not in kept and chosen in taken:
            stem = re.sub(r"[-_]?\d+$", "", name)
            fresh = following.setdefault(stem, _fresh(name, stem, taken | set(new["segment"])))
            chosen = next(fresh)
        taken.add(chosen)
        if chosen != name:
            named[name] = chosen
    return new.assign(segment=new["segment"].replace(named)), named


def _places(segments: pd.DataFrame) -> dict[str, Place]:
    """Place of each passage."""
    columns = [
        segments[name] if name in segments else pd.Series("", index=segments.index)
        for name in _PLACE
    ]
    found: dict[str, Place] = {}
    for name, *place in zip(segments["segment"], *columns, strict=True):
        found.setdefault(str(name), tuple(map(str, place)))
    return found


def _alone(places: Mapping[str, Place]) -> dict[str, Place]:
    """Keep the places that are known and that one passage has alone."""
    times = Counter(places.values())
    return {
        name: place
        for name, place in places.items()
        if times[place] == 1 and (place[1] or place[3])
    }


def _fresh(name: str, stem: str, taken: set[str]) -> Iterator[str]:
    """Count on from the highest number that an identifier of this kind has."""
    joint = name[len(stem) :].rstrip("0123456789")
    numbers = [
        int(found[1])
        for other in taken
        if (found := re.fullmatch(rf"{re.escape(stem + joint)}(\d+)", other))
    ]
    number = max(numbers, default=0)
    while True:
        number += 1
        yield f"{stem}{joint}{number}"
