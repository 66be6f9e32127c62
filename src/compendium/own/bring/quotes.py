"""Quotes in a sheet: one row per quote, with its interview and its codes."""

import re
from dataclasses import dataclass

import pandas as pd

from compendium.naming import counted
from compendium.own.bring.given import Brought, Given
from compendium.own.bring.named import (
    Identifiers,
    code_table,
    paths_of,
    separator_of,
    split_codes,
)
from compendium.own.bring.sheets import open_sheets
from compendium.qda.model.coded import Coded
from compendium.qda.read.columns import plain_name
from compendium.qda.read.sheet import Rows

_SEARCHED = 10
_QUOTE = ("quote", "quotes", "citaat", "citaten", "quotation", "fragment", "tekstfragment",
          "passage", "tekst", "text", "segment", "uitspraak", "excerpt")  # fmt: skip
_SOURCE = ("interview", "source", "bron", "document", "respondent", "transcript", "bestand",
           "file", "participant", "deelnemer", "case", "gesprek", "interviewnummer",
           "interview nr", "respondent nr")  # fmt: skip
_CODE = re.compile(r"(?:sub|hoofd|main )?(?:codes?|codering|labels?|categorie|category)(?: ?\d+)?")
_THEME = re.compile(r"(?:main |hoofd|sub)?-?(?:thema|theme|themes|themas)(?: ?\d+)?")
_WHERE = ("page", "pagina", "line", "regel", "tijd", "time", "plaats", "where", "regelnummer")
_CODER = ("coder", "codeur", "gecodeerd door", "coded by")
_MARKS = {"": False, "0": False, "1": True, "x": True, "ja": True, "yes": True, "nee": False,
          "no": False, "true": True, "false": False, "waar": True, "onwaar": False}  # fmt: skip


@dataclass(frozen=True)
class Places:
    """Where things stand in a sheet of quotes."""

    header: int
    quote: int
    source: int | None
    themes: tuple[int, ...]
    codes: tuple[int, ...]
    marks: tuple[int, ...]
    where: int | None
    coder: int | None


def read_quotes(given: Given) -> Brought | None:
    """Read a sheet of quotes; None when it is none."""
    if not given.may_be("quotes") or not given.file.is_file():
        return None
    opened = open_sheets(given.file)
    for rows in opened.sheets.values():
        if places := find_quotes(rows):
            coded, lines = quotes_of(rows, places)
            said = (
                f"{given.name}: quotes in a sheet",
                *(f"  {x}" for x in [*lines, *opened.notes]),
            )
            return Brought(coded, said)
    return None


def find_quotes(rows: Rows) -> Places | None:
    """Find the columns of a sheet of quotes; None when there is no quote or no code in it."""
    for number, row in enumerate(rows[:_SEARCHED]):
        names = [plain_name(name) for name in row]
        quote = _first(names, _QUOTE)
        if quote is None:
            continue
        codes = tuple(n for n, name in enumerate(names) if _CODE.fullmatch(name))
        themes = tuple(n for n, name in enumerate(names) if _THEME.fullmatch(name))
        source = _first(names, _SOURCE)
        where, coder = _first(names, _WHERE), _first(names, _CODER)
        if where is not None and _is_marks(rows[number + 1 :], where):
            where = None  # a code that is called Time
        taken = {quote, source, where, coder, *codes, *themes}
        marks: tuple[int, ...] = ()
        if not codes and not themes:
            others = [n for n in range(len(row)) if n not in taken and names[n]]
            marks = tuple(n for n in others if _is_marks(rows[number + 1 :], n))
            if len(marks) < 2:
                continue
        if not codes:
            codes, themes = themes, ()
        return Places(number, quote, source, themes, codes, marks, where, coder)
    return None


def quotes_of(rows: Rows, places: Places) -> tuple[Coded, list[str]]:
    """Make the tables of a sheet of quotes, and say what was read."""
    header = rows[places.header]
    body = [row + [""] * (len(header) - len(row)) for row in rows[places.header + 1 :]]
    mark = separator_of(row[place] for row in body for place in places.codes)
    given = [_codes_of(row, header, places, mark) for row in body]
    paths = paths_of(code for codes in given for theme, code in codes)
    whole = [[(*theme, *paths[code]) for theme, code in codes] for codes in given]
    codes, of = code_table([path for row in whole for path in row])
    names, last = Identifiers(), ""
    sources: dict[str, str] = {}
    segments, passages, uncoded = [], {}, 0
    for number, (row, found) in enumerate(zip(body, whole, strict=True), start=1):
        # An interview is often written in its first row only.
        last = row[places.source] or last if places.source is not None else "quotes"
        if not row[places.quote]:
            continue
        if not found:
            uncoded += 1
        label = last or "not stated"
        sources[label] = names.of(label)
        segment = f"quote-{number}"
        passages[segment] = row[places.quote]
        words = str(len(row[places.quote].split()))
        coder = row[places.coder] if places.coder is not None else ""
        where = row[places.where] if places.where is not None else f"row {number}"
        segments += [
            (segment, of[path], sources[label], "quotation", words, coder, where)
            for path in dict.fromkeys(found)
        ]
    tables = {
        "codes": codes,
        "sources": pd.DataFrame(
            [(source, "interview", label) for label, source in sources.items()],
            columns=["source", "kind", "label"],
        ),
        "segments": pd.DataFrame(
            segments, columns=["segment", "code", "source", "form", "words", "coder", "where"]
        ),
    }
    coded = {row[0] for row in segments}
    lines = [
        f"{counted(len(passages), 'quote')} in {counted(len(sources), 'interview')}",
        f"{counted(len(codes), 'code')}, given {counted(len(segments), 'time')}",
    ]
    named = {"\n": "ends of lines", ";": "semicolons", "|": "bars", ",": "commas"}
    if mark:
        lines.append(f"between codes of one cell: {named[mark]}")
    if places.marks:
        lines.append(f"codes in columns of 0 and 1: {len(places.marks)}")
    if uncoded:
        lines.append(f"{counted(uncoded, 'quote')} without a code left out")
    kept = {name: text for name, text in passages.items() if name in coded}
    return Coded("a sheet of quotes", "", tables, passages=kept), lines


def _codes_of(
    row: list[str], header: list[str], places: Places, mark: str
) -> list[tuple[tuple[str, ...], str]]:
    """Give the codes of a row, each with the themes that stand beside it."""
    if places.marks:
        return [
            ((), " ".join(header[place].split()))
            for place in places.marks
            if _MARKS.get(row[place].casefold())
        ]
    theme = tuple(" ".join(row[place].split()) for place in places.themes if row[place])
    codes = [code for place in places.codes for code in split_codes(row[place], mark)]
    return [(theme, code) for code in codes]


def _is_marks(rows: Rows, place: int) -> bool:
    cells = {row[place].casefold() if place < len(row) else "" for row in rows}
    return cells <= _MARKS.keys() and any(_MARKS[cell] for cell in cells)


def _first(names: list[str], known: tuple[str, ...]) -> int | None:
    return next((names.index(name) for name in known if name in names), None)
