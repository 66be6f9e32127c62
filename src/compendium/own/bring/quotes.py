"""Quotes in a sheet: one row per quote, with its interview and its codes."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from compendium.language import counted, listed, mark, say
from compendium.own.bring.given import Brought, Given
from compendium.own.bring.named import (
    Identifiers,
    code_table,
    known_sources,
    paths_of,
    separator_of,
    split_codes,
)
from compendium.own.bring.quote_variables import source_variables
from compendium.own.bring.sheets import open_sheets
from compendium.qda.arrive.variables import hold_variables
from compendium.qda.model.coded import Coded
from compendium.qda.read.columns import plain_name
from compendium.qda.read.sheet import Rows

_SEARCHED = 10
_SHOWN = 8
QUOTE = ("quote", "quotes", "citaat", "citaten", "quotation", "quotations", "fragment",
         "fragmenten", "tekstfragment", "passage", "letterlijk citaat", "letterlijke quote",
         "tekst", "text", "segment", "uitspraak", "uitspraken", "excerpt")  # fmt: skip
_SOURCE = ("interview", "source", "bron", "document", "respondent", "transcript", "bestand",
           "file", "participant", "deelnemer", "case", "gesprek", "interviewnummer",
           "interview nr", "respondent nr", "respondentnummer", "respondent id", "interview id",
           "participant id", "geïnterviewde", "interviewee", "spreker", "speaker")  # fmt: skip
_LEVEL = r"(?P<level>sub|hoofd|main)?[ -]?"
_CODE = re.compile(
    _LEVEL
    + r"(?:codes?|codering|labels?|tags?|categorie|category|trefwoord(?:en)?|keywords?)(?: ?\d+)?"
)
_THEME = re.compile(_LEVEL + r"(?:thema|theme|themes|themas)(?: ?\d+)?")
_WHERE = ("page", "pagina", "line", "regel", "tijd", "time", "plaats", "where", "regelnummer")
_CODER = ("coder", "codeur", "gecodeerd door", "coded by")
_ASIDE = re.compile(r"\s*\([^)]*\)\s*$")  # Code(s), Quote (verbatim)
_FILE = re.compile(r"\.(?:docx?|odt|txt|pdf|vtt|srt)$", re.IGNORECASE)  # Interview 1.docx
_MARKS = {"": False, "0": False, "1": True, "x": True, "ja": True, "yes": True, "nee": False,
          "no": False, "-": False, "n.v.t.": False, "nvt": False, "n/a": False,
          "true": True, "false": False, "waar": True, "onwaar": False, "✓": True, "✔": True,
          "☑": True, "√": True, "v": True, "y": True, "n": False, "j": True}  # fmt: skip


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
    found = {name: (rows, places) for name, rows in opened.sheets.items()
             if (places := find_quotes(rows))}  # fmt: skip
    if not found:
        return None
    there = given.table("sources")
    coded, lines = quotes_of(
        found,
        known=None if there is None else known_sources(there),
        cases=given.table("cases"),
    )
    columns = {} if there is None else {"sources": there.columns}
    held = hold_variables(coded, named=given.variables, there=columns)
    lines += held.lines
    others = [name for name in opened.sheets if name not in found and opened.sheets[name]]
    if others:
        lines.append(
            say("sheets without quotes and codes, not read: {names}", names=listed(others))
        )
    lines += opened.notes
    return Brought(
        held.coded, (say("{file}: quotes in a sheet", file=given.name), *(f"  {x}" for x in lines))
    )


def find_quotes(rows: Rows) -> Places | None:
    """Find the columns of a sheet of quotes; None when there is no quote or no code in it."""
    for number, row in enumerate(rows[:_SEARCHED]):
        names = [plain_name(_ASIDE.sub("", name)) or plain_name(name) for name in row]
        quote = _first(names, QUOTE)
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
        above = _above(codes, [_THEME.fullmatch(names[n]) or _CODE.fullmatch(names[n])
                               for n in codes])  # fmt: skip
        codes, themes = tuple(n for n in codes if n not in above), (*themes, *above)
        return Places(number, quote, source, themes, codes, marks, where, coder)
    return None


def _above(codes: tuple[int, ...], found: list[re.Match[str] | None]) -> tuple[int, ...]:
    """Find the columns whose codes are above those of another one: theme and subtheme."""
    levels = {n: one["level"] or "" for n, one in zip(codes, found, strict=True) if one}
    if "sub" in levels.values():
        return tuple(n for n in codes if levels.get(n) != "sub")
    upper = tuple(n for n in codes if levels.get(n) in ("hoofd", "main"))
    return upper if len(upper) < len(codes) else ()


@dataclass(frozen=True)
class Quote:
    """A quote of a sheet, with the paths of its codes and its further cells by their column."""

    text: str
    source: str
    where: str
    coder: str
    codes: tuple[tuple[tuple[str, ...], str], ...]
    others: Mapping[str, str]


def quotes_of(
    found: Mapping[str, tuple[Rows, Places]],
    *,
    known: dict[str, str] | None = None,
    cases: pd.DataFrame | None = None,
) -> tuple[Coded, list[str]]:
    """Make the tables of sheets of quotes, by their names, and say what was read.

    ``known`` gives identifiers of sources that the study has, ``cases`` its table of cases.
    """
    marks = {
        name: separator_of(row[place] for row in _body(rows, places) for place in places.codes)
        for name, (rows, places) in found.items()
    }
    quotes = [
        quote
        for name, (rows, places) in found.items()
        for quote in _quotes(rows, places, name if len(found) > 1 else "quotes", marks[name])
    ]
    paths = paths_of(code for quote in quotes for _, code in quote.codes)
    whole = [
        list(dict.fromkeys((*theme, *paths[code]) for theme, code in quote.codes))
        for quote in quotes
    ]
    codes, of = code_table([path for row in whole for path in row])
    names = Identifiers(known)
    sources = {quote.source: names.of(quote.source) for quote in quotes}
    passages = {f"quote-{number}": quote.text for number, quote in enumerate(quotes, start=1)}
    segments = [
        (segment, of[path], sources[quote.source], "quotation", str(len(quote.text.split())),
         quote.coder, quote.where)
        for segment, quote, row in zip(passages, quotes, whole, strict=True)
        for path in row
    ]  # fmt: skip
    uncoded = sum(not quote.codes for quote in quotes)
    variables, told = source_variables([(one.source, one.others) for one in quotes], cases)
    about = {
        name: [of_them.get(label, "") for label in sources] for name, of_them in variables.items()
    }
    tables = {
        "codes": codes,
        "sources": pd.DataFrame(
            [(source, "interview", label) for label, source in sources.items()],
            columns=["source", "kind", "label"],
        ).assign(**about),
        "segments": pd.DataFrame(
            segments, columns=["segment", "code", "source", "form", "words", "coder", "where"]
        ),
    }
    coded = {row[0] for row in segments}
    lines = [
        say(
            "{quotes} in {interviews}",
            quotes=counted(len(passages), "quote"),
            interviews=counted(len(sources), "interview"),
        ),
        say(
            "{codes}, given {times}",
            codes=counted(len(codes), "code"),
            times=counted(len(segments), "time"),
        ),
    ]
    named = {
        "\n": mark("ends of lines"),
        ";": mark("semicolons"),
        "|": mark("bars"),
        ",": mark("commas"),
    }
    if seen := dict.fromkeys(named[mark] for mark in marks.values() if mark):
        lines.append(say("between codes of one cell: {marks}", marks=listed(map(say, seen))))
    if columns := max(len(places.marks) for _, places in found.values()):
        lines.append(say("codes in columns of 0 and 1: {columns}", columns=columns))
    if uncoded:
        left = counted(uncoded, "quote")
        lines.append(say("{quotes} without a code left out", quotes=left))
    lines += _below(found)
    if variables:
        shown = listed(repr(name) for name in variables)
        lines.append(say("of the interviews: {names}", names=shown))
    lines += told
    kept = {name: text for name, text in passages.items() if name in coded}
    return Coded("a sheet of quotes", "", tables, passages=kept), lines


def _body(rows: Rows, places: Places) -> Rows:
    width = len(rows[places.header])
    return [row + [""] * (width - len(row)) for row in rows[places.header + 1 :]]


def _quotes(rows: Rows, places: Places, name: str, mark: str) -> Iterator[Quote]:
    """Give the quotes of a sheet; without a column for it, the sheet is the interview."""
    body = _body(rows, places)
    given = [_codes_of(row, rows[places.header], places, mark) for row in body]
    last = name
    for number, (row, codes) in enumerate(zip(body, given, strict=True), places.header + 2):
        # An interview is often written in its first row only.
        last = (_FILE.sub("", row[places.source]) if places.source is not None else "") or last
        if row[places.quote]:
            yield Quote(
                row[places.quote],
                last,
                row[places.where] if places.where is not None else f"row {number}",
                row[places.coder] if places.coder is not None else "",
                tuple(codes),
                _others(row, rows[places.header], places),
            )


def _others(row: list[str], header: list[str], places: Places) -> dict[str, str]:
    """Give the cells of the columns that are neither the quote nor its codes or place."""
    used = {places.quote, places.source, places.where, places.coder}
    used |= {*places.themes, *places.codes, *places.marks}
    return {
        " ".join(name.split()): cell
        for place, (name, cell) in enumerate(zip(header, row, strict=False))
        if name and place not in used
    }


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
    if theme and not codes:
        return [(theme[:-1], theme[-1])]
    return [(theme, code) for code in codes]


def _below(found: Mapping[str, tuple[Rows, Places]]) -> list[str]:
    """Tell the rows whose theme or only code is empty below one that is filled in."""
    rows_below = []
    for rows, places in found.values():
        columns = places.themes or places.codes[: len(places.codes) == 1]
        above = False
        for number, row in enumerate(_body(rows, places), places.header + 2):
            empty = any(not row[place] for place in columns)
            if row[places.quote] and columns:
                rows_below += [str(number)] if above and empty else []
                above = above or not empty
    if not rows_below:
        return []
    shown = ", ".join(rows_below[:_SHOWN]) + ", ..." * (len(rows_below) > _SHOWN)
    return [
        say(
            "no theme or code in row {rows}; if an empty cell means the one above it, fill it in",
            rows=shown,
        )
    ]


def _is_marks(rows: Rows, place: int) -> bool:
    cells = {row[place].casefold() if place < len(row) else "" for row in rows}
    return cells <= _MARKS.keys() and any(_MARKS[cell] for cell in cells)


def _first(names: list[str], known: tuple[str, ...]) -> int | None:
    return next((names.index(name) for name in known if name in names), None)
