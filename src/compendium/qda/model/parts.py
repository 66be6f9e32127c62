"""Codes, documents, passages and cases, as the programs themselves have them."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Code(NamedTuple):
    """A code as a program has it.

    ``parent`` is the key of what stands above it, ``kind`` is ``category`` or ``folder`` for what
    no passage can be given, ``frequency`` the program's own count, ``groups`` are joined by
    ``; ``.
    """

    label: str
    parent: Hashable | None = None
    kind: str | None = None
    frequency: int | None = None
    groups: str | None = None


@dataclass(frozen=True)
class Document:
    """A source as a program has it; ``more`` are further columns, such as its attributes."""

    label: str
    kind: str = "document"
    text: str | None = None
    case: Hashable | None = None
    more: Mapping[str, str] = field(default_factory=dict)


class Coding(NamedTuple):
    """One code that one coder gave to one passage.

    ``source`` and ``code`` are keys; ``start`` and ``end`` count what the program counts; ``shown``
    is the text of the passage; ``where`` its place in the words or by the number of the program;
    ``passage`` tells passages without a place apart.
    """

    source: Hashable
    code: Hashable
    start: int | None = None
    end: int | None = None
    shown: str = ""
    coder: str = ""
    where: str = ""
    passage: Hashable = None


@dataclass(frozen=True)
class Case:
    """A case as a program has it, with its attributes."""

    label: str
    more: Mapping[str, str] = field(default_factory=dict)


def paths_to_codes(paths: Iterable[tuple[str, ...]]) -> dict[Hashable, Code]:
    """Make codes of paths, with each code above another one.

    Examples
    --------
    >>> list(paths_to_codes([("Ties", "Trust")]))
    [('Ties',), ('Ties', 'Trust')]
    """
    every = dict.fromkeys(path[:depth] for path in paths for depth in range(1, len(path) + 1))
    return {path: Code(path[-1], path[:-1] or None) for path in every}


def by_words(codings: Iterable[Coding]) -> list[Coding]:
    """Tell passages apart by their words, where a table has no better place for them.

    The same words in one source by one coder are one passage; with the same code a second time
    they are another.

    Examples
    --------
    >>> rows = [Coding("a", "Trust", shown="yes"), Coding("a", "Ties", shown="yes")]
    >>> [one.passage for one in by_words([*rows, rows[0]])]
    [('yes', 0), ('yes', 0), ('yes', 1)]
    """
    given: set[Hashable] = set()
    found = []
    for one in codings:
        if one.start is not None:
            found.append(one)
            continue
        number = 0
        while (one.source, one.coder, one.shown, one.code, number) in given:
            number += 1
        given.add((one.source, one.coder, one.shown, one.code, number))
        found.append(one._replace(passage=(one.shown, number)))
    return found
