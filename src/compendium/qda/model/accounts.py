"""What a file holds beside what is read of it: counted, so that a receipt can name all of it."""

from collections import Counter
from collections.abc import Collection, Mapping

import pandas as pd

from compendium.language import counted, listed, mark_number, say

# What people call the parts of a project, by the names that files have for them.
WORDS = {
    "annotation": mark_number("annotation", "annotations"),
    "attribute_type": mark_number("kind of attribute", "kinds of attributes"),
    "boolvalue": mark_number("value", "values"),
    "comment": mark_number("comment", "comments"),
    "codebook": mark_number("codebook", "codebooks"),
    "customattributes": mark_number(
        "attribute of the program's own", "attributes of the program's own"
    ),
    "description": mark_number("description", "descriptions"),
    "edge": mark_number("line of a network", "lines of networks"),
    "graph": mark_number("network", "networks"),
    "journal": mark_number("journal entry", "journal entries"),
    "link": mark_number("link", "links"),
    "map": mark_number("map", "maps"),
    "memo": mark_number("memo", "memos"),
    "note": mark_number("memo", "memos"),
    "noteref": mark_number("reference to a memo", "references to memos"),
    "project_memo": mark_number("memo of the project", "memos of the project"),
    "set": mark_number("set", "sets"),
    "summary": mark_number("summary", "summaries"),
    "vertex": mark_number("node of a network", "nodes of networks"),
}
_SHOWN = 6
# These can hold words of participants, and the receipt says so.
_WORDS_OF_PARTICIPANTS = {
    "annotation",
    "comment",
    "description",
    "journal",
    "memo",
    "note",
    "summary",
}


def unread_lines(found: Mapping[str, int]) -> list[str]:
    """Name what is in a file and was not read.

    Parameters
    ----------
    found : mapping of str to int
        How often each part is there, by its name in the file, in small letters.

    Returns
    -------
    list of str
        A sentence for the parts that can hold words of participants, one for the others; no
        sentence when there is nothing.

    Examples
    --------
    >>> unread_lines({"note": 2, "graph": 1, "stamp": 3})
    ['2 memos: they can hold words of participants.', '1 network, 3 of stamp: not read.']
    """
    telling = {name: found[name] for name in found if _stem(name) in _WORDS_OF_PARTICIPANTS}
    others = {name: found[name] for name in found if name not in telling}
    lines = []
    if telling:
        lines.append(
            say("{telling}: they can hold words of participants.", telling=listed(_parts(telling)))
        )
    if others:
        lines.append(say("{others}: not read.", others=", ".join(_parts(others))))
    return lines


def doubts(doubted: Mapping[str, tuple[int, int]], strays: int = 0) -> list[str]:
    """Say loudly of which sources the places are not to be trusted; nothing when there are none.

    Parameters
    ----------
    doubted : mapping of str to tuple of int
        Names of sources, with how many of their passages fit and how many there are.
    strays : int, optional
        Number of codings in other sources of which the file shows other words than stand there.
    """
    told = []
    if doubted:
        shown = [f"{name} ({fit} of {many})" for name, (fit, many) in doubted.items()]
        more = ", ..." if len(shown) > _SHOWN else ""
        told.append(
            say(
                "WARNING: in {sources} fewer than half of the passages fit the text "
                "({shown}{more}): the file holds another text than was coded, or counts in an "
                "unknown way. Their passages are kept without offsets, words and text, but for "
                "those that read in the text just as the file shows them; what needs these "
                "(overlap, words, concordance) leaves them out.",
                sources=counted(len(shown), "source"),
                shown=", ".join(shown[:_SHOWN]),
                more=more,
            )
        )
    if strays:
        told.append(
            say(
                "WARNING: {codings} of which the file shows other words than stand at that "
                "place of the text: kept without offsets, words and text; what needs these "
                "(overlap, words, concordance) leaves them out.",
                codings=counted(strays, "coding"),
            )
        )
    return told


def outside(number: int) -> list[str]:
    """Say how many codings have offsets that no passage has; nothing when there are none."""
    if not number:
        return []
    return [
        say(
            "{codings} with offsets outside of the text, or an end before the beginning: "
            "kept without.",
            codings=counted(number, "coding"),
        )
    ]


def twice(number: int) -> list[str]:
    """Say how many codings a file holds twice; nothing when there are none."""
    if not number:
        return []
    return [
        say(
            "{codings} that the file holds twice (the same code on the same passage by the "
            "same coder): counted once.",
            codings=counted(number, "coding"),
        )
    ]


def count_codes(codes: pd.DataFrame, one: str = "") -> str:
    """Count codes, and apart from them what no passage can be given, as programs count them.

    Examples
    --------
    >>> count_codes(pd.DataFrame({"kind": ["code", "category", "code"]}))
    '2, and 1 category above them'
    """
    kinds = codes["kind"].value_counts() if "kind" in codes else pd.Series(dtype=int)
    apart = [
        counted(int(kinds[kind]), kind, many)
        for kind, many in (("category", "categories"), ("folder", "folders"))
        if kinds.get(kind, 0)
    ]
    number = len(codes) - int(sum(kinds.get(kind, 0) for kind in ("category", "folder")))
    said = counted(number, one) if one else f"{number}"
    return said + (say(", and {apart} above them", apart=listed(apart)) if apart else "")


def count_unread(counts: Mapping[str, int], read: Collection[str]) -> dict[str, int]:
    """Count the parts whose path is not read; a part inside another unread one goes with it.

    Parameters
    ----------
    counts : mapping of str to int
        How often there is a part, by its path from the top of the file: names joined by ``/``.
    read : collection of str
        Paths that a reader reads.

    Examples
    --------
    >>> count_unread({"a/b": 1, "a/c": 2, "a/c/d": 1, "e/c": 1}, {"a/b", "e"})
    {'c': 3}
    """
    unread: Counter[str] = Counter()
    for path, number in counts.items():
        above, _, name = path.rpartition("/")
        inside = above and above not in read and above in counts
        if path not in read and not inside:
            unread[name] += number
    return dict(unread)


def _stem(name: str) -> str:
    return name.rpartition(" ")[2]


def _parts(found: Mapping[str, int]) -> list[str]:
    return [_part(name, number) for name, number in found.items()]


def _part(name: str, number: int) -> str:
    """Say how many of a part there are; a column comes with its table."""
    table, _, column = name.rpartition(" ")
    words = WORDS.get(column)
    if words is None:
        return say("{number} of {name}", number=number, name=name)
    return counted(number, *words) + (f" ({table})" if table else "")
