"""Let a passage keep its identifier from import to import, by where it stands and who coded it.

What people add by hand stands in the row of a passage. Programs number passages in the order of
the file, or make new identifiers at each export, so that a passage put in front would move every
note to the passage before it. What stays is the place: source, offsets (or the name of the place),
coder and, where it is known, the text. A passage that these do not tell from another one gets a
new identifier: what was added to it is then put aside, and is never moved.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import NamedTuple

import pandas as pd

from compendium.qda.model.passages import one_line

# Programs that give a passage no place have it named by its row, which says nothing of it.
_ROW = re.compile(r"row \d+ ?")
_LENGTH = 32


class _Passage(NamedTuple):
    source: str
    start: str
    end: str
    coder: str
    where: str
    words: str
    text: str

    @property
    def placed(self) -> bool:
        return bool(self.start or self.where)


# From the surest way to tell a passage to the least sure; None where a passage cannot be told so.
_KEYS: tuple[Callable[[_Passage], Hashable | None], ...] = (
    lambda one: one._replace(words="", text="") if one.placed else None,
    lambda one: (one.source, one.start, one.end, one.coder) if one.start else None,
    lambda one: (one.source, one.coder, one.text) if one.text and not one.start else None,
)


def keep_names(
    new: pd.DataFrame,
    old: pd.DataFrame,
    *,
    texts: Mapping[str, str] | None = None,
    earlier: Mapping[str, str] | None = None,
    unchanged: bool = False,
) -> tuple[pd.DataFrame, dict[str, str]]:
    """Give passages that an earlier import had the identifiers that they had there.

    Parameters
    ----------
    new, old : DataFrame
        Tables of kind ``segments``, all text: as read now, and as the study has it.
    texts, earlier : mapping of str to str, optional
        What `digests` gives of the passages of each, as far as their text is known.
    unchanged : bool, optional
        Whether both come from the very same file.

    Returns
    -------
    DataFrame
        The new table under the identifiers that stay. A passage that was not there before gets an
        identifier that no other passage has or had.
    dict of str to str
        Identifier now by identifier in the file, of the passages whose identifier is another.
    """
    now, before = _passages(new, texts or {}), _passages(old, earlier or {})
    kept: dict[str, str] = {}
    for key in _KEYS:
        kept |= _matched(now, before, key, kept)
    kept |= _alike(new, old, now, before, kept, unchanged=unchanged)
    taken = set(before)
    named: dict[str, str] = {}
    following: dict[str, Iterator[str]] = {}
    for name in now:
        chosen = kept.get(name, name)
        if name not in kept and chosen in taken:
            stem = re.sub(r"[-_]?\d+$", "", name)
            chosen = next(following.setdefault(stem, _fresh(name, stem, taken | set(now))))
        taken.add(chosen)
        if chosen != name:
            named[name] = chosen
    return new.assign(segment=new["segment"].replace(named)), named


def as_imported(old: pd.DataFrame, base: pd.DataFrame | None) -> pd.DataFrame:
    """Give passages as the last import had them, and those that were added by hand."""
    if base is None:
        return old
    added = old[~old["segment"].isin(base["segment"])]
    there = base[base["segment"].isin(old["segment"])]
    return pd.concat([there, added], ignore_index=True).fillna("")


def digests(passages: Mapping[str, str]) -> dict[str, str]:
    """Give a digest of the text of each passage, by which it is known again.

    Examples
    --------
    >>> digests({"p1": "so  it is"}) == digests({"p1": "so it is"})
    True
    """
    return {
        name: hashlib.sha256(one_line(text).encode("utf-8", "replace")).hexdigest()[:_LENGTH]
        for name, text in passages.items()
        if text.strip()
    }


def _passages(segments: pd.DataFrame, texts: Mapping[str, str]) -> dict[str, _Passage]:
    """Give each passage by its identifier."""
    columns = [
        segments[name] if name in segments else pd.Series("", index=segments.index)
        for name in ("source", "start", "end", "coder", "where", "words")
    ]
    found: dict[str, _Passage] = {}
    for name, *cells in zip(segments["segment"], *columns, strict=True):
        if name not in found:
            source, start, end, coder, where, words = map(str, cells)
            where = _ROW.sub("", where, count=1) if where.startswith("row ") else where
            text = texts.get(name, "")
            found[str(name)] = _Passage(source, start, end, coder, where, words, text)
    return found


def _matched(
    now: Mapping[str, _Passage],
    before: Mapping[str, _Passage],
    key: Callable[[_Passage], Hashable | None],
    kept: Mapping[str, str],
) -> dict[str, str]:
    """Match the passages that a key tells from all others, now and before."""
    ours, theirs = _alone(now, key), _alone(before, key)
    used = set(kept.values())
    return {
        name: theirs[place]
        for place, name in ours.items()
        if place in theirs
        and name not in kept
        and theirs[place] not in used
        and _agree(now[name], before[theirs[place]])
    }


def _alone(
    passages: Mapping[str, _Passage], key: Callable[[_Passage], Hashable | None]
) -> dict[Hashable, str]:
    keys = {name: key(one) for name, one in passages.items()}
    times = Counter(keys.values())
    return {place: name for name, place in keys.items() if place is not None and times[place] == 1}


def _agree(one: _Passage, other: _Passage) -> bool:
    """Whether the texts of two passages are the same, or nothing says that they are not."""
    if one.text and other.text:
        return one.text == other.text
    return one.words == other.words or not (one.words and other.words)


def _alike(
    new: pd.DataFrame,
    old: pd.DataFrame,
    now: Mapping[str, _Passage],
    before: Mapping[str, _Passage],
    kept: Mapping[str, str],
    *,
    unchanged: bool,
) -> dict[str, str]:
    """Match passages that nothing tells apart in their order, where none came and none went."""
    codes_now, codes_before = _codes(new), _codes(old)
    ours = _groups(now, lambda name: name not in kept)
    used = set(kept.values())
    theirs = _groups(before, lambda name: name not in used)
    found: dict[str, str] = {}
    for one, names in ours.items():
        others = theirs.get(one, [])
        known = bool(one.text or one.placed or unchanged)
        if known and [codes_now[name] for name in names] == [codes_before[name] for name in others]:
            found |= dict(zip(names, others, strict=True))
    return found


def _groups(
    passages: Mapping[str, _Passage], wanted: Callable[[str], bool]
) -> dict[_Passage, list[str]]:
    found: dict[_Passage, list[str]] = {}
    for name, one in passages.items():
        if wanted(name):
            found.setdefault(one, []).append(name)
    return found


def _codes(segments: pd.DataFrame) -> dict[str, frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for name, code in zip(segments["segment"], segments["code"], strict=True):
        groups.setdefault(str(name), set()).add(str(code))
    return {name: frozenset(codes) for name, codes in groups.items()}


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
