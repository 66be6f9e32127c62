"""The mapping of a questionnaire: what was taken for what, to be corrected and imported again."""

import json
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from compendium.errors import ProjectError
from compendium.language import mark, say

NAME = "questionnaire.toml"
_HEAD = """\
# Written by `compendium import`: how the columns of the questionnaire became items and answers.
# Correct it, and import the same file again. Dimensions, labels and reversed items are corrected
# in items.csv, which is kept.
"""
_LEFT = """\
# Left out. To take one in, remove its # and name the item; with another scale than the one above,
# write it under a line [scales] too: "column" = [0, 10]"""


@dataclass(frozen=True)
class Mapping:
    """How a questionnaire becomes tables.

    Parameters
    ----------
    respondent, round : str
        Columns with the name of the respondent and the round; empty when there is none.
    low, high : int
        Lowest and highest answer.
    answers : dict of str to int
        The number of each answer in words.
    missing : tuple of str
        Cells that are no answer.
    items : dict of str to str
        Item of each column that is one.
    rounds : dict of str to str
        Round of each column, where the columns hold the rounds.
    scales : dict of str to tuple of int
        Lowest and highest answer of each column that has a scale of its own.
    """

    respondent: str = ""
    round: str = ""
    low: int = 1
    high: int = 5
    answers: dict[str, int] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    items: dict[str, str] = field(default_factory=dict)
    rounds: dict[str, str] = field(default_factory=dict)
    scales: dict[str, tuple[int, int]] = field(default_factory=dict)

    def scale_of(self, column: str) -> tuple[int, int]:
        """Lowest and highest answer of a column."""
        return self.scales.get(column, (self.low, self.high))


def mapping_files(folder: Path) -> Iterator[str]:
    """Name the mappings of a study: one for each questionnaire, and last one that is not there."""
    number, name = 1, NAME
    while (folder / name).is_file():
        yield name
        number += 1
        name = f"{Path(NAME).stem}-{number}.toml"
    yield name


def read_mapping(path: Path, shown: str) -> Mapping | None:
    """Read a mapping; None when there is none.

    Raises
    ------
    ProjectError
        When it is no TOML, or a line has another type than an import writes.
    """
    if not path.is_file():
        return None
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ProjectError(
            say(
                "{shown}: this is not TOML ({error}). Correct the line, or remove the file: "
                "the import then makes it anew.",
                shown=shown,
                error=error,
            )
        ) from error
    scale = _is(given.get("scale", {}), dict, "scale", shown)
    mapping = Mapping(
        respondent=_is(given.get("respondent", ""), str, "respondent", shown),
        round=_is(given.get("round", ""), str, "round", shown),
        low=_is(scale.get("low", 1), int, "low", shown),
        high=_is(scale.get("high", 5), int, "high", shown),
        answers=_is(given.get("answers", {}), dict, "answers", shown),
        missing=tuple(str(cell) for cell in _is(given.get("missing", []), list, "missing", shown)),
        items=_is(given.get("items", {}), dict, "items", shown),
        rounds=_is(given.get("rounds", {}), dict, "rounds", shown),
        scales=_scales(_is(given.get("scales", {}), dict, "scales", shown), shown),
    )
    for column, item in mapping.items.items():
        _is(item, str, f"{column!r} in [items]", shown)
    wrong = [word for word, number in mapping.answers.items() if not isinstance(number, int)]
    if wrong:
        raise ProjectError(
            say(
                "{shown}: {wrong!r} in [answers] has no whole number. Give it one.",
                shown=shown,
                wrong=wrong[0],
            )
        )
    if mapping.low >= mapping.high:
        raise ProjectError(
            say("{shown}: [scale] low is not below high. Correct them.", shown=shown)
        )
    return mapping


def write_mapping(mapping: Mapping, *, left: Sequence[str] = ()) -> bytes:
    """Write a mapping, as `read_mapping` reads it; columns that are left out as comments."""
    lines = [
        _HEAD,
        f"respondent = {_quoted(mapping.respondent)}  # column; empty: the rows are numbered",
        f"round = {_quoted(mapping.round)}  # column; empty: the option --round",
        f"missing = {_quoted(list(mapping.missing))}  # cells that are no answer, such as 99",
        "",
        "[scale]",
        f"low = {mapping.low}",
        f"high = {mapping.high}",
        "",
        "[answers]  # the number of each answer in words",
        *(f"{_quoted(word)} = {number}" for word, number in mapping.answers.items()),
        "",
        "[items]  # column = item; take a line out, and the column is left out",
        *(f"{_quoted(column)} = {_quoted(item)}" for column, item in mapping.items.items()),
    ]
    if left:
        lines.append(_LEFT)
        lines += [f"# {_quoted(column)} = {_quoted(f'x{n}')}" for n, column in enumerate(left, 1)]
    if mapping.scales:
        lines += ["", "[scales]  # column = [lowest, highest], of a column with its own scale"]
        lines += [f"{_quoted(name)} = {list(ends)}" for name, ends in mapping.scales.items()]
    if mapping.rounds:
        lines += ["", "[rounds]  # column = round"]
        lines += [f"{_quoted(column)} = {_quoted(when)}" for column, when in mapping.rounds.items()]
    return ("\n".join(lines) + "\n").encode()


def _scales(given: dict[str, Any], shown: str) -> dict[str, tuple[int, int]]:
    """Read the scales that columns have of their own."""
    found = {}
    for column, ends in given.items():
        whole = isinstance(ends, list) and all(type(end) is int for end in ends)
        if not whole or len(ends) != 2 or ends[0] >= ends[1]:
            raise ProjectError(
                say(
                    "{shown}: {column!r} in [scales] is {ends!r}. Write its lowest and its highest "
                    "answer, such as [1, 10].",
                    shown=shown,
                    column=column,
                    ends=ends,
                )
            )
        found[column] = (ends[0], ends[1])
    return found


def _is(value: Any, kind: type, name: str, shown: str) -> Any:
    if isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
        return value
    words = {str: mark("a text between quotation marks"), int: mark("a whole number"),
             list: mark("a list in [ ]"), dict: mark("a section")}  # fmt: skip
    raise ProjectError(
        say(
            "{shown}: {name} is {value!r}, and must be {words}.",
            shown=shown,
            name=name,
            value=value,
            words=say(words[kind]),
        )
    )


def _quoted(value: object) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
