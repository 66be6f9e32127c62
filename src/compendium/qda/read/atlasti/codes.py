"""ATLAS.ti's code list, as CSV or XLSX in any language of its interface."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd

from compendium.errors import ProjectError
from compendium.language import counted, listed, mark_number, say
from compendium.qda.model.coded import Coded
from compendium.qda.model.identifiers import identifiers
from compendium.qda.model.shape import as_kinds, left_descriptions
from compendium.qda.read.columns import CODE_LIST, Places, cell, find_header, plain_name
from compendium.qda.read.format import Format
from compendium.qda.read.sheet import Rows

TOOL = "ATLAS.ti"
BULLETS = "●○◆◇■□▪•"
_SHOWN = 3


def find_codes(rows: Rows, *, asked: bool = False) -> tuple[int, Places, int] | None:
    """Find the header of a list of codes, its columns, and how many the code tree takes.

    Parameters
    ----------
    rows : list of list of str
        A sheet.
    asked : bool, optional
        Whether the user says that it is a list of codes: a column of codes is then enough.

    Returns
    -------
    tuple of int, dict and int, or None
        None when this is neither ATLAS.ti's code list nor its codebook.
    """
    found = find_header(rows, CODE_LIST, ["code"])
    if found is None:
        return None
    header, places = found
    row = rows[header]
    depth = 1
    while places["code"] + depth < len(row) and not row[places["code"] + depth]:
        depth += 1
    below = [other for other in rows[header + 1 :] if other]
    bulleted = sum(any(text[:1] in BULLETS for text in other if text) for other in below)
    marked = bool({"frequency", "groups", "density"} & places.keys() or _group_columns(row))
    if not (asked or marked or bulleted * 2 > len(below) > 0):
        return None
    # A table of coded passages has a column of codes, too, and one of documents.
    if not asked and any(plain_name(text).startswith(_DOCUMENTS) for text in row):
        return None
    if "frequency" not in places:
        # ATLAS.ti writes the frequency first, in whatever language.
        for place in range(places["code"] + depth, len(row)):
            values = [cell(other, place) for other in below]
            if place not in places.values() and values and all(map(str.isdecimal, values)):
                places["frequency"] = place
                break
    return header, places, depth


def read_code_list(rows: Rows, *, name: str, asked: bool = False) -> Coded:
    """Read ATLAS.ti's code list or codebook: codes, categories, groups and frequencies.

    Parameters
    ----------
    rows : list of list of str
        The sheet.
    name : str
        Name of the file, for messages.
    asked : bool, optional
        Whether the user says that it is a list of codes.

    Returns
    -------
    Coded
        ``codes`` with the further columns ``name`` (as a cell of codes shows it), ``frequency``
        (the program's own count) and ``groups``, where the file has them.

    Raises
    ------
    ProjectError
        When the sheet is no code list.
    """
    found = find_codes(rows, asked=asked)
    if found is None:
        raise ProjectError(
            say(
                "{name}: this is not a code list of ATLAS.ti; a row with the columns Code and "
                "Grounded, in any language, is missing. Export it from the Code Manager.",
                name=name,
            )
        )
    header, places, depth = found
    grouped = _group_columns(rows[header])
    listed_codes: list[dict[str, object]] = []
    described = 0
    above: list[str] = []
    for row in rows[header + 1 :]:
        level = next((at for at in range(depth) if cell(row, places["code"] + at)), None)
        if level is None:
            continue
        label = cell(row, places["code"] + level).lstrip(BULLETS).strip()
        above = [*above[:level], label]
        described += bool(cell(row, places.get("description")))
        own = cell(row, places.get("frequency"))
        groups = [cell(row, place) for place in grouped]
        groups += cell(row, places.get("groups")).splitlines()
        listed_codes.append(
            {
                "name": ": ".join(above[-2:]),
                "path": tuple(above),
                "frequency": int(own) if own.isdecimal() else None,
                "groups": "; ".join(dict.fromkeys(map(str.strip, filter(None, groups)))) or None,
            }
        )
    if not listed_codes:
        raise ProjectError(say("{name}: the code list names no code. Export it again.", name=name))
    names = Counter(str(code["name"]) for code in listed_codes)
    twice = [code for code, number in names.items() if number > 1]
    skipped = (
        [
            say(
                "{names} on the code list more than once.",
                names=some(twice, mark_number("name", "names")),
            )
        ]
        if twice
        else []
    )
    skipped += left_descriptions(described)
    return Coded(TOOL, "", as_kinds({"codes": code_table(listed_codes)}), skipped=tuple(skipped))


def code_table(entries: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    """Make the table of codes; the category of ``T1: x`` is the code ``T1``, if there is one."""
    table = pd.DataFrame(
        {
            "name": [str(entry["name"]) for entry in entries],
            "path": [entry["path"] for entry in entries],
            "frequency": pd.array([entry.get("frequency") for entry in entries], dtype="Int64"),
        }
    )
    if any(entry.get("groups") for entry in entries):
        table["groups"] = [entry.get("groups") for entry in entries]
    paths = set(table["path"])
    above = []
    for path, name in zip(table["path"], table["name"], strict=True):
        category, colon, _ = name.partition(": ")
        inside = len(path) == 1 and colon and (category,) in paths
        above.append((category,) if inside else path[:-1])
    labels = [
        name.partition(": ")[2] if over and len(path) == 1 else path[-1]
        for path, over, name in zip(table["path"], above, table["name"], strict=True)
    ]
    # The category's first words: together with a long label they would be cut off again.
    short = [" ".join(" ".join(over[-1:]).split()[:2]) for over in above]
    table.insert(0, "code", identifiers(labels, otherwise="code", above=short))
    by_path = dict(zip(table["path"], table["code"], strict=True))
    table.insert(1, "parent", [by_path.get(over) for over in above])
    table.insert(2, "label", labels)
    return table.drop(columns="path")


def some(names: Sequence[str], noun: tuple[str, str]) -> str:
    """Count names and show the first three of them."""
    shown = listed(names[:_SHOWN]) if len(names) <= _SHOWN else ", ".join(names[:_SHOWN]) + ", ..."
    return f"{counted(len(names), *noun)} ({shown})"


def _group_columns(row: Sequence[str]) -> list[int]:
    """Find the columns of a codebook that name the groups of a code: Code Group 1, and so on."""
    return [place for place, text in enumerate(row) if _GROUP.fullmatch(plain_name(text))]


# In the languages of the interface; each is followed by a number.
_DOCUMENTS = ("document", "dokument", "文档")
_GROUP = re.compile(
    r"(code ?groups?|code ?gruppen?|code ?groep(en)?|grupos? de c[oó]digos?|groupes? de codes?|"
    r"gruppo di codici|代码组) ?\d+"
)

FORMATS = (
    Format(
        "ATLAS.ti's code list and codebook",
        "sheet",
        find_codes,
        lambda opened: read_code_list(opened.rows, name=opened.name),
    ),
)
