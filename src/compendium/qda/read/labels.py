"""Names of codes that hold those of the codes above them, as programs write them in tables."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from compendium.language import counted, say

# MAXQDA writes both, NVivo doubles the backslash, Dedoose has one.
SIGNS = re.compile(r"\s*>\s*|\s*\\+\s*")
BACKSLASH = re.compile(r"\s*\\+\s*")
# NVivo puts the folder of all codes before them, in the language of the program.
_TOPS = {"codes", "nodes", "cases", "files", "codificaciones", "kodierungen", "nœuds", "nós",
         "códigos", "knoten", "knooppunten", "fälle", "dateien", "casos", "cas", "fichiers",
         "archivos", "bestanden"}  # fmt: skip


def split_path(name: str, signs: re.Pattern[str] = SIGNS) -> tuple[str, ...]:
    r"""Split the name of a code at ``>`` and backslashes, or at other signs.

    Examples
    --------
    >>> split_path("Means > Time"), split_path(r"Means\\Time")
    (('Means', 'Time'), ('Means', 'Time'))
    """
    return tuple(part for part in map(str.strip, signs.split(name)) if part)


def without_top(paths: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    r"""Take away the folder that NVivo puts before every code, where it is before every one.

    Examples
    --------
    >>> without_top([("Codes", "Trust"), ("Codes", "Trust", "Old")])
    [('Trust',), ('Trust', 'Old')]
    """
    heads = {path[0].casefold() for path in paths if path}
    if len(heads) == 1 and heads <= _TOPS and all(len(path) != 1 for path in paths):
        return [path[1:] for path in paths]
    return list(paths)


def dotted_paths(names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Find the path of each tag: a dot is a step where the name before it stands elsewhere too.

    Examples
    --------
    >>> dotted_paths(["emotion", "emotion.joy", "3.5 years", "act.buy", "act.sell"])["act.buy"]
    ('act', 'buy')
    >>> dotted_paths(["emotion", "emotion.joy", "3.5 years"])["3.5 years"]
    ('3.5 years',)
    """
    every = list(dict.fromkeys(names))
    heads: Counter[str] = Counter()
    for name in every:
        heads.update({name, *_heads(name)})
    return {name: _dotted(name, heads) for name in every}


def _heads(name: str) -> list[str]:
    """Give what stands before each dot that can be a step: with a name on both sides."""
    return [
        name[:place].strip()
        for place, sign in enumerate(name)
        if sign == "." and name[:place].strip(". ") and name[place + 1 : place + 2].strip(". ")
    ]


def _dotted(name: str, heads: Counter[str]) -> tuple[str, ...]:
    steps = [head for head in _heads(name) if heads[head] > 1]
    path, begin = [], 0
    for head in steps:
        path.append(name[begin : len(head)].strip(". "))
        begin = len(head) + 1
    path.append(name[begin:].strip())
    return tuple(part for part in path if part) or (name,)


def path_note(
    paths: Iterable[tuple[str, tuple[str, ...]]], sign: str, noun: tuple[str, str]
) -> list[str]:
    """Say which names were read as a path: a name that holds the sign itself looks the same.

    Parameters
    ----------
    paths : iterable of tuple of str and tuple
        Names as the file has them, and their paths.
    sign : str
        What stands between the steps.
    noun : tuple of str
        What is named so, as one and as many.
    """
    read = [path for _, path in paths if len(path) > 1]
    if not read:
        return []
    return [
        say(
            "{names} written with {sign} between: read as a path, such as {lower!r} below "
            "{upper!r}. A name that holds the sign itself looks the same in this table: "
            "if there is one, put it right in codes.csv.",
            names=counted(len(read), *noun),
            sign=sign,
            lower=read[0][-1],
            upper=read[0][-2],
        )
    ]
