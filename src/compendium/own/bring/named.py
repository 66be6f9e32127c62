"""Identifiers and codes from what people write in cells."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import pandas as pd

from compendium.naming import slug

_SIGNS = re.compile(r"\s*(?:[-=]*>|→|\\|(?<=\s)/(?=\s))\s*")
_AT_MOST = 60  # characters of an identifier


class Identifiers:
    """Give each name an identifier of its own, always the same.

    Examples
    --------
    >>> names = Identifiers()
    >>> names.of("Trust"), names.of("trust!"), names.of("Trust")
    ('trust', 'trust-2', 'trust')
    """

    def __init__(self, given: dict[str, str] | None = None) -> None:
        self._given = dict(given or {})
        self._taken = set(self._given.values())
        self._reached: Counter[str] = Counter()  # the number that came last, by what stands before

    def of(self, name: str) -> str:
        """Give the identifier of a name."""
        if name not in self._given:
            plain = slug(name).replace("_", "-")[:_AT_MOST].strip("-") or "x"
            found = plain
            while found in self._taken:
                self._reached[plain] += 1
                found = f"{plain}-{self._reached[plain] + 1}"
            self._given[name] = found
            self._taken.add(found)
        return self._given[name]


def separator_of(cells: Iterable[str]) -> str:
    """Tell what stands between the codes of a cell: an end of a line, ``;``, ``|`` or ``,``.

    A comma only where nothing else does: names of codes may hold one.
    """
    cells = list(cells)
    for mark in ("\n", ";", "|", ","):
        if any(mark in cell for cell in cells):
            return mark
    return ""


def split_codes(cell: str, mark: str) -> list[str]:
    r"""Split a cell of codes; ends of lines and ``;`` always separate.

    Examples
    --------
    >>> split_codes("Trust; Time\n", ";")
    ['Trust', 'Time']
    """
    marks = "[\n;]" if mark in ("\n", ";") else re.escape(mark) if mark else "$^"
    return [" ".join(part.split()) for part in re.split(marks, cell) if part.strip()]


def paths_of(codes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    r"""Find the path of each code: ``A > B``, ``A \ B``, ``A / B``; ``A/B`` where A has others.

    Examples
    --------
    >>> paths_of(["Trust > Old", "home/work", "Talk/one", "Talk/two"])["Talk/one"]
    ('Talk', 'one')
    >>> paths_of(["home/work"])
    {'home/work': ('home/work',)}
    """
    codes = list(dict.fromkeys(codes))
    heads = Counter(code.partition("/")[0].strip() for code in codes if "/" in code)
    alone = {code for code in codes if "/" not in code}
    found = {}
    for code in codes:
        parts = [part for part in _SIGNS.split(code) if part]
        if len(parts) == 1 and "/" in code:
            head = code.partition("/")[0].strip()
            if heads[head] > 1 or head in alone:
                parts = [part.strip() for part in code.split("/") if part.strip()]
        found[code] = tuple(parts) or (code,)
    return found


def code_table(paths: Sequence[tuple[str, ...]]) -> tuple[pd.DataFrame, dict[tuple[str, ...], str]]:
    """Make the table ``codes`` of paths, with every code above another one.

    Returns
    -------
    DataFrame
        Columns ``code, parent, label``.
    dict
        Identifier of each path.
    """
    every = dict.fromkeys(path[: n + 1] for path in paths for n in range(len(path)))
    names = Identifiers()
    of: dict[tuple[str, ...], str] = {}
    # A code is named by itself; where two have the same name, by what is above it too.
    twice = Counter(path[-1] for path in every)
    for path in every:
        of[path] = names.of(path[-1] if twice[path[-1]] == 1 else " ".join(path))
    rows = [(of[path], of.get(path[:-1], ""), path[-1]) for path in every]
    return pd.DataFrame(rows, columns=["code", "parent", "label"], dtype="str"), of


def known_sources(sources: pd.DataFrame) -> dict[str, str]:
    """Give the identifiers of sources that the study has, by identifier and label."""
    found = {}
    for row in sources.to_dict("records"):
        found[row["source"]] = row["source"]
        found.setdefault(row.get("label", ""), row["source"])
    found.pop("", None)
    return found
