"""Readable identifiers for codes, sources and cases: from their names, each its own."""

import re
import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

from compendium.naming import is_reserved, slug

LONGEST = 60


def identifiers(
    names: Sequence[str], *, otherwise: str, above: Sequence[str] | None = None
) -> list[str]:
    """Make one identifier per name, none of them twice.

    Parameters
    ----------
    names : sequence of str
        Names, in the order of the file.
    otherwise : str
        What to call a name without any letter or digit, with its number.
    above : sequence of str, optional
        Name of what stands above each; put before a name that stands in two places.

    Returns
    -------
    list of str
        Lower-case letters, digits and underscores; letters of other scripts as they are, so
        that a code keeps its identifier when others come before it.

    Examples
    --------
    >>> identifiers(["Trust", "Trust", "信任"], otherwise="code", above=["Staff", "Clients", ""])
    ['staff_trust', 'clients_trust', '信任']
    >>> identifiers(["Con"], otherwise="source")
    ['source_con']
    """
    first = [_short(name) or f"{otherwise}_{number}" for number, name in enumerate(names, start=1)]
    # A text is kept in a file that is called so.
    first = [f"{otherwise}_{name}" if is_reserved(name) else name for name in first]
    times = Counter(first)
    placed = [
        _short(f"{over} {name}") if over and times[plain] > 1 else plain
        for plain, name, over in zip(first, names, above or [""] * len(names), strict=True)
    ]
    return numbered(placed, taken=[plain for plain in first if times[plain] == 1], joint="_")


def numbered(names: Sequence[str], *, joint: str, taken: Iterable[str] = ()) -> list[str]:
    """Tell apart what is called the same: the second gets 2, the third 3.

    Parameters
    ----------
    names : sequence of str
        Names, some of them perhaps more than once.
    joint : str
        What to put between a name and its number.
    taken : iterable of str, optional
        Names that only those may keep that are called so themselves.

    Examples
    --------
    >>> numbered(["Ann", "Bo", "Ann"], joint=" ")
    ['Ann', 'Bo', 'Ann 2']
    """
    used: set[str] = set()
    reserved = set(taken) | set(names)
    following: Counter[str] = Counter()
    given = []
    for name in names:
        chosen = name
        while chosen in used or (chosen != name and chosen in reserved):
            following[name] += 1
            chosen = f"{name}{joint}{following[name] + 1}"
        used.add(chosen)
        given.append(chosen)
    return given


def segment_names(passages: Sequence[tuple[Hashable, str | None]]) -> list[str]:
    """Give each passage a number, and the coders of one passage a second number.

    Parameters
    ----------
    passages : sequence of tuple
        What tells a passage apart, and its coder; in the order of the file.

    Examples
    --------
    >>> segment_names([(1, "Ann"), (2, "Ann"), (1, "Bo"), (1, "Ann")])
    ['p1', 'p2', 'p1-2', 'p1']
    """
    numbers: dict[Hashable, tuple[str, dict[str | None, str]]] = {}
    names = []
    for place, coder in passages:
        number, by_coder = numbers.setdefault(place, (f"p{len(numbers) + 1}", {}))
        order = len(by_coder) + 1
        names.append(by_coder.setdefault(coder, number if order == 1 else f"{number}-{order}"))
    return names


def without_circles(codes: Sequence[str], above: Sequence[str | None]) -> list[str | None]:
    """Leave the parent out where following the parents never ends.

    Examples
    --------
    >>> without_circles(["a", "b", "c"], ["b", "a", "a"])
    [None, 'a', 'a']
    """
    parent = dict(zip(codes, above, strict=True))
    for code in codes:
        passed, name = {code}, parent[code]
        while name is not None and name not in passed:
            passed.add(name)
            name = parent.get(name)
        if name is not None:
            parent[code] = None
    return [parent[code] for code in codes]


def _short(name: str) -> str:
    """Slug of a name, cut at a word when it is a whole sentence."""
    plain = slug(name)
    letters = sum(letter.isalpha() for letter in unicodedata.normalize("NFKD", name))
    if sum(letter.isalpha() for letter in plain) < letters:
        plain = re.sub(r"[\W_]+", "_", unicodedata.normalize("NFC", name.casefold())).strip("_")
    if len(plain) <= LONGEST:
        return plain
    return plain[:LONGEST].rpartition("_")[0] or plain[:LONGEST]
