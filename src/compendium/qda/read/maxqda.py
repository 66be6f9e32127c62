"""MAXQDA's table of retrieved or coded segments, as XLSX or CSV in any language it knows."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from compendium.errors import ProjectError
from compendium.language import counted, mark_number, say
from compendium.qda.model.accounts import unread_lines
from compendium.qda.model.coded import Coded
from compendium.qda.model.gather import gather
from compendium.qda.model.identifiers import identifiers, numbered
from compendium.qda.model.parts import Code
from compendium.qda.model.passages import one_line, word_count
from compendium.qda.model.shape import as_kinds
from compendium.qda.read.columns import CODE_SYSTEM, RETRIEVED_SEGMENTS, Places, cell, find_header
from compendium.qda.read.format import Format
from compendium.qda.read.labels import path_note, split_path
from compendium.qda.read.sheet import Rows

TOOL = "MAXQDA"
_NEEDED = ("group", "document", "code", "begin")


@dataclass(frozen=True)
class _Passage:
    group: str
    document: str
    begin: str
    end: str
    coder: str
    text: str
    repeated: int = 0


def is_segments(rows: Rows) -> bool:
    """Whether a sheet is MAXQDA's table of retrieved segments."""
    return find_header(rows, RETRIEVED_SEGMENTS, _NEEDED) is not None


def read_segments(rows: Rows, *, name: str) -> Coded:
    r"""Read a table of retrieved segments: a row per passage and code.

    Parameters
    ----------
    rows : list of list of str
        The sheet. A code's name holds those above it: ``Trust > Time`` or ``Trust\\Time``.
    name : str
        Name of the file, for messages.

    Returns
    -------
    Coded
        ``codes``, ``sources`` (with the document group in ``group``) and ``segments``. Begin and
        end are paragraphs or pages, not offsets, and stand in ``where``.

    Raises
    ------
    ProjectError
        When the sheet is no such table.
    """
    found = find_header(rows, RETRIEVED_SEGMENTS, _NEEDED)
    if found is None:
        raise ProjectError(
            say(
                "{name}: this is not MAXQDA's table of retrieved segments, which has columns "
                "for document group, document, code, begin and end.",
                name=name,
            )
        )
    header, places = found
    marked: dict[_Passage, list[tuple[str, ...]]] = {}
    uncoded = 0
    for row in rows[header + 1 :]:
        path = split_path(cell(row, places["code"]))
        if not path or not cell(row, places["document"]):
            uncoded += bool(row)
            continue
        passage = _passage(row, places)
        while path in marked.get(passage, ()):
            # The same words a second time in one paragraph are another passage.
            passage = replace(passage, repeated=passage.repeated + 1)
        marked.setdefault(passage, []).append(path)
    if not marked:
        raise ProjectError(
            say("{name}: the table has no coded segment. Export it again.", name=name)
        )
    skipped = (
        [say("{rows} without a document or a code.", rows=counted(uncoded, "row"))]
        if uncoded
        else []
    )
    names = dict.fromkeys(cell(row, places["code"]) for row in rows[header + 1 :])
    skipped += path_note(
        [(label, split_path(label)) for label in names],
        say("> or {back}", back="\\"),
        mark_number("code", "codes"),
    )
    tables, passages = _tables(marked)
    return Coded(TOOL, "", as_kinds(tables), skipped=tuple(skipped), passages=passages)


def _passage(row: Sequence[str], places: Places) -> _Passage:
    return _Passage(
        group=cell(row, places["group"]),
        document=cell(row, places["document"]),
        begin=cell(row, places["begin"]),
        end=cell(row, places.get("end")),
        coder=cell(row, places.get("coder")),
        text=cell(row, places.get("text")),
    )


def _tables(
    marked: Mapping[_Passage, list[tuple[str, ...]]],
) -> tuple[dict[str, pd.DataFrame], dict[str, str]]:
    paths = [path for given in marked.values() for path in given]
    tree = list(dict.fromkeys(path[:depth] for path in paths for depth in range(1, len(path) + 1)))
    code_of = dict(
        zip(
            tree,
            identifiers(
                [path[-1] for path in tree],
                otherwise="code",
                above=[" ".join(path[:-1]) for path in tree],
            ),
            strict=True,
        )
    )
    documents = list(dict.fromkeys((passage.group, passage.document) for passage in marked))
    names = identifiers([label for _, label in documents], otherwise="document")
    source_of = dict(zip(documents, names, strict=True))
    rows, passages = [], {}
    places = [
        one_line(f"{source_of[passage.group, passage.document]} {passage.begin} {passage.end}")
        for passage in marked
    ]
    for segment, (passage, given) in zip(numbered(places, joint=" "), marked.items(), strict=True):
        if passage.text:
            passages[segment] = passage.text
        where = "-".join(dict.fromkeys(part for part in (passage.begin, passage.end) if part))
        source = source_of[passage.group, passage.document]
        words, coder = word_count(passage.text), passage.coder or None
        rows += [
            (segment, code_of[path], source, "coding", words, coder, where or None)
            for path in given
        ]
    columns = ["segment", "code", "source", "form", "words", "coder", "where"]
    tables = {
        "codes": pd.DataFrame(
            {
                "code": list(code_of.values()),
                "parent": [code_of.get(path[:-1]) for path in tree],
                "label": [path[-1] for path in tree],
            }
        ),
        "sources": pd.DataFrame(
            {
                "source": names,
                "kind": "document",
                "label": [label for _, label in documents],
                "group": [group or None for group, _ in documents],
            }
        ),
        "segments": pd.DataFrame(rows, columns=columns),
    }
    return tables, passages


def _is_code_system(rows: Rows) -> bool:
    return find_header(rows, CODE_SYSTEM, ["parent", "code"]) is not None


def read_code_system(rows: Rows) -> Coded:
    r"""Read MAXQDA's code system: codes below one another, and how often each was used.

    The parent is a name, or a path with ``>`` or a backslash between its steps.
    """
    header, places = find_header(rows, CODE_SYSTEM, ["parent", "code"]) or (0, {})
    codes: dict[Hashable, Code] = {}
    described = 0
    for row in rows[header + 1 :]:
        label = cell(row, places["code"])
        if not label:
            continue
        above = _above(split_path(cell(row, places["parent"])), codes)
        for depth in range(1, len(above) + 1):
            codes.setdefault(above[:depth], Code(above[depth - 1], above[: depth - 1] or None))
        number = cell(row, places.get("frequency"))
        described += bool(cell(row, places.get("memo")))
        frequency = int(number) if number.isdecimal() else None
        codes[*above, label] = Code(label, above or None, frequency=frequency)
    skipped = [say("A code system has no passages: there are no sources and no segments.")]
    if described:
        skipped += unread_lines({"memo": described})
    return gather(TOOL, codes=codes, sources={}, codings=[], skipped=skipped)


def _above(parent: tuple[str, ...], codes: Mapping[Hashable, Code]) -> tuple[str, ...]:
    """Find the path of a parent that is given by its name alone: the last code called so."""
    if len(parent) != 1 or parent in codes:
        return parent
    known = [path for path in codes if isinstance(path, tuple) and path[-1:] == parent]
    return known[-1] if known else parent


FORMATS = (
    Format(
        "MAXQDA's code system",
        "sheet",
        _is_code_system,
        lambda opened: read_code_system(opened.rows),
    ),
    Format(
        "MAXQDA's table of retrieved segments",
        "sheet",
        is_segments,
        lambda opened: read_segments(opened.rows, name=opened.name),
    ),
)
