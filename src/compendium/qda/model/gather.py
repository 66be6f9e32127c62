"""Gather what a program says, coding by coding, into the tables of a coded project."""

from collections.abc import Hashable, Mapping, Sequence

import pandas as pd

from compendium.language import counted, say
from compendium.qda.model.accounts import doubts, outside, twice
from compendium.qda.model.coded import Coded
from compendium.qda.model.identifiers import identifiers, segment_names, without_circles
from compendium.qda.model.parts import Case, Code, Coding, Document
from compendium.qda.model.passages import Passage, Placed, place, word_count
from compendium.qda.model.places import text_place
from compendium.qda.model.shape import as_kinds

_COLUMNS = ("segment", "code", "source", "form", "words", "coder", "start", "end", "where")


def gather(
    tool: str,
    *,
    codes: Mapping[Hashable, Code],
    sources: Mapping[Hashable, Document],
    codings: Sequence[Coding],
    cases: Mapping[Hashable, Case] | None = None,
    version: str = "",
    skipped: Sequence[str] = (),
) -> Coded:
    """Make a coded project, each coding once, and say what does not fit together.

    Parameters
    ----------
    tool, version : str
        The program; what it is known to count decides where nothing else does.
    codes, sources, cases : mapping
        By the program's own keys, in the order of the file.
    codings : sequence of Coding
        In the order of the file.
    skipped : sequence of str, optional
        What the reader left out.

    Returns
    -------
    Coded
        ``codes``, ``sources`` and ``segments``, and ``cases`` where there are any.
    """
    code_of = _code_names(codes)
    source_of = dict(
        zip(
            sources,
            identifiers([source.label for source in sources.values()], otherwise="source"),
            strict=True,
        )
    )
    case_of = _case_names(cases or {})
    texts = {
        source_of[key]: source.text for key, source in sources.items() if source.text is not None
    }
    kept = [one for one in codings if one.code in code_of and one.source in source_of]
    segments, passages, placed, told = _segments(kept, code_of, source_of, texts, tool)
    lost = len(codings) - len(kept)
    if lost:
        told.append(
            say(
                "{codings} of no code or no source that the file holds.",
                codings=counted(lost, "coding"),
            )
        )
    tables = {
        "codes": _code_table(codes, code_of),
        "sources": _source_table(sources, source_of, case_of, texts),
        "segments": segments,
    }
    if cases:
        tables["cases"] = _with_more(
            {"case": list(case_of.values()), "label": [case.label for case in cases.values()]},
            [case.more for case in cases.values()],
        )
    return Coded(
        tool,
        version,
        as_kinds({kind: table for kind, table in tables.items() if len(table) or kind != "cases"}),
        unit=placed.unit if placed.score is not None else "",
        unit_score=placed.score,
        skipped=(*told, *skipped),
        texts=texts,
        passages=passages,
    )


def _code_names(codes: Mapping[Hashable, Code]) -> dict[Hashable, str]:
    labels = [code.label for code in codes.values()]
    above = [codes[code.parent].label if code.parent in codes else "" for code in codes.values()]
    return dict(zip(codes, identifiers(labels, otherwise="code", above=above), strict=True))


def _case_names(cases: Mapping[Hashable, Case]) -> dict[Hashable, str]:
    labels = [case.label for case in cases.values()]
    return dict(zip(cases, identifiers(labels, otherwise="case"), strict=True))


def _code_table(codes: Mapping[Hashable, Code], code_of: Mapping[Hashable, str]) -> pd.DataFrame:
    names = list(code_of.values())
    above = [code_of.get(code.parent) for code in codes.values()]
    columns: dict[str, list[object]] = {
        "code": list(names),
        "parent": list(without_circles(names, above)),
        "label": [code.label for code in codes.values()],
        "kind": [code.kind or "code" for code in codes.values()],
    }
    if all(kind == "code" for kind in columns["kind"]):
        del columns["kind"]
    for name in ("frequency", "groups"):
        values = [getattr(code, name) for code in codes.values()]
        if any(value is not None for value in values):
            columns[name] = values
    table = pd.DataFrame(columns)
    return table.astype({"frequency": "Int64"}) if "frequency" in table else table


def _source_table(
    sources: Mapping[Hashable, Document],
    source_of: Mapping[Hashable, str],
    case_of: Mapping[Hashable, str],
    texts: Mapping[str, str],
) -> pd.DataFrame:
    columns: dict[str, list[object]] = {
        "source": list(source_of.values()),
        "kind": [source.kind for source in sources.values()],
        "label": [source.label for source in sources.values()],
    }
    if texts:
        columns["length"] = [
            len(texts[name]) if name in texts else None for name in source_of.values()
        ]
    if case_of:
        columns["case"] = [case_of.get(source.case) for source in sources.values()]
    return _with_more(columns, [source.more for source in sources.values()])


def _with_more(
    columns: Mapping[str, list[object]] | Mapping[str, list[str]],
    more: Sequence[Mapping[str, str]],
) -> pd.DataFrame:
    """Add the attributes as columns; one that is called as a column of ours is told apart."""
    table = pd.DataFrame(dict(columns))
    for name in dict.fromkeys(name for those in more for name in those):
        column = f"attribute_{name}" if name in _TAKEN else name
        table[column] = [those.get(name) for those in more]
    return table


# Columns of our own kinds, which an attribute of the same name must not fill unchecked.
_TAKEN = {"source", "case", "kind", "label", "role", "element", "language", "start", "end",
          "length", "place", "province", "method"}  # fmt: skip


def _segments(
    codings: Sequence[Coding],
    code_of: Mapping[Hashable, str],
    source_of: Mapping[Hashable, str],
    texts: Mapping[str, str],
    tool: str,
) -> tuple[pd.DataFrame, dict[str, str], Placed, list[str]]:
    places, placed, unsure = _places(codings, source_of, texts, tool)
    rows: dict[tuple[str, str], tuple[object, ...]] = {}
    passages: dict[str, str] = {}
    lost = 0
    names = segment_names(
        [
            ((one.source, *place, _told_apart(number, one, place)), one.coder)
            for number, (one, place) in enumerate(zip(codings, places, strict=True))
        ]
    )
    for number, (one, (start, end), segment) in enumerate(zip(codings, places, names, strict=True)):
        source, code = source_of[one.source], code_of[one.code]
        if (segment, code) in rows:
            continue
        doubted = number in unsure
        lost += one.start is not None and start is None and not doubted
        known = start is not None and source in texts
        text = texts[source][start:end] if known else "" if doubted else one.shown
        if text:
            passages[segment] = text
        where = one.where or _where(one, start, end, doubted=doubted)
        rows[segment, code] = (
            *(segment, code, source, "coding", word_count(text), one.coder or None),
            *(start, end, where),
        )
    strays = sum(source_of[codings[number].source] not in placed.doubted for number in unsure)
    told = [*doubts(placed.doubted, strays), *twice(len(codings) - len(rows)), *outside(lost)]
    return pd.DataFrame(list(rows.values()), columns=list(_COLUMNS)), passages, placed, told


def _told_apart(number: int, one: Coding, place: tuple[int | None, int | None]) -> Hashable:
    """Give what tells a passage from the others; without any place, it is one by itself."""
    if one.start is not None:
        return _where(one, *place, doubted=False)
    return one.where or one.passage or one.shown or number


def _where(one: Coding, start: int | None, end: int | None, *, doubted: bool) -> str | None:
    """Name the place by the offsets; by the program's own where they do not fit the text."""
    if start is not None and end is not None:
        return text_place(start, end)
    if one.start is None or one.end is None:
        return None
    why = "which do not fit the text" if doubted else "outside the text"
    return f"{text_place(one.start, one.end)}, {why}"


def _places(
    codings: Sequence[Coding],
    source_of: Mapping[Hashable, str],
    texts: Mapping[str, str],
    tool: str,
) -> tuple[list[tuple[int | None, int | None]], Placed, set[int]]:
    """Give each coding its offsets in code points, or as the program has them without a text.

    The last are the numbers of those whose place is not to be trusted.
    """
    judged = [
        number
        for number, one in enumerate(codings)
        if one.start is not None and one.end is not None and source_of[one.source] in texts
    ]
    passages = [
        Passage(source_of[one.source], one.start or 0, one.end or 0, one.shown)
        for one in (codings[number] for number in judged)
    ]
    placed = place(texts, passages, tool=tool)
    found: list[tuple[int | None, int | None]] = [
        (one.start, one.end)
        if one.start is not None and one.end is not None and 0 <= one.start <= one.end
        else (None, None)
        for one in codings
    ]
    for number, here in zip(judged, placed.places, strict=True):
        found[number] = here or (None, None)
    return found, placed, {judged[number] for number in placed.unsure}
