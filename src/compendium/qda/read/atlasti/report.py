"""ATLAS.ti's quotation report, as CSV or XLSX in any language of its interface."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from compendium.errors import ProjectError
from compendium.language import counted, mark_number, say
from compendium.qda.model.coded import Coded
from compendium.qda.model.identifiers import identifiers, numbered
from compendium.qda.model.passages import one_line, word_count
from compendium.qda.model.shape import as_kinds
from compendium.qda.read.atlasti.codes import TOOL, code_table, find_codes, read_code_list, some
from compendium.qda.read.atlasti.find import find_report
from compendium.qda.read.atlasti.lists import TABLES, best_list, lists_beside, with_note
from compendium.qda.read.cells import Split, is_lines, learn_codes, pieces_of, split_codes
from compendium.qda.read.columns import Places, cell
from compendium.qda.read.format import Format, Opened
from compendium.qda.read.sheet import Rows, read_sheets

_REFERENCE = 60  # a longer reference is no place but a text


@dataclass(frozen=True)
class _Quotation:
    number: str
    document: str
    where: str
    coder: str
    text: str
    cell: str
    count: int | None


def read_quotations(rows: Rows, *, name: str, codes: Coded | None = None) -> Coded:
    """Read ATLAS.ti's quotation report.

    Parameters
    ----------
    rows : list of list of str
        The sheet.
    name : str
        Name of the file, for messages.
    codes : Coded, optional
        What `compendium.qda.read.atlasti.codes.read_code_list` gives. Without it the names of codes
        are worked out from the report, which fails where they hold commas and never stand alone.

    Returns
    -------
    Coded
        ``codes``, ``sources`` and ``segments``: a row per quotation and code. The report has no
        offsets; ``where`` is the number and the reference that ATLAS.ti gives.

    Raises
    ------
    ProjectError
        When the sheet is no quotation report.
    """
    found = find_report(rows)
    if found is None:
        raise ProjectError(
            say(
                "{name}: this is not a quotation report of ATLAS.ti; columns for the document "
                "and the codes, in any language, are missing. Export it from the Quotation "
                "Manager.",
                name=name,
            )
        )
    quotations = _quotations(rows, *found)
    skipped: list[str] = []
    cells = [(quotation.cell, quotation.count) for quotation in quotations]
    if codes is None:
        table = code_table(_named(sorted(learn_codes(cells)), skipped))
        if any(", " in text for text, _ in cells):
            skipped.append(
                say(
                    "There was no code list: the codes are those that the report allows to tell "
                    "apart. Give the code list with --codes."
                )
            )
    else:
        table = codes.table("codes")
        skipped += codes.skipped
    assigned, extra = _assign(quotations, set(table["name"]), skipped, listed=codes is not None)
    if extra:
        more = code_table([{"name": code, "path": (code,)} for code in extra])
        table = pd.concat([table, more], ignore_index=True)
        table["code"] = numbered(list(table["code"]), joint="_")
    skipped += _notes(quotations, "coder" in found[1])
    sources = _sources(quotations)
    segments, passages = _segments(quotations, assigned, table, sources)
    tables = {"codes": table, "sources": sources, "segments": segments}
    return Coded(TOOL, "", as_kinds(tables), skipped=tuple(skipped), passages=passages)


def _named(names: Sequence[str], skipped: list[str]) -> list[Mapping[str, object]]:
    """List codes by name, each after its category; categories carry several codes."""
    categories = Counter(name.partition(": ")[0] for name in names if ": " in name)
    made = sorted(
        name for name, number in categories.items() if number > 1 and name not in set(names)
    )
    if made:
        skipped.append(
            say(
                "{categories_stand} before the colon in names of codes: made a code above them.",
                categories_stand=counted(len(made), "category stands", "categories stand"),
            )
        )
    return [{"name": name, "path": (name,)} for name in sorted([*names, *made])]


def _quotations(rows: Rows, header: int, places: Places) -> list[_Quotation]:
    quotations = []
    for place, row in enumerate(rows[header + 1 :], start=header + 2):
        if not row:
            continue
        number = one_line(cell(row, places.get("id"))) or f"row {place}"
        reference = one_line(cell(row, places.get("reference")))
        count = cell(row, places.get("count"))
        quotations.append(
            _Quotation(
                number=number,
                document=cell(row, places.get("document")) or number.partition(":")[0],
                where=f"{number} {reference}".strip() if len(reference) <= _REFERENCE else number,
                coder=cell(row, places.get("coder")),
                text=cell(row, places.get("text")),
                cell=cell(row, places["codes"]),
                count=int(count) if count.isdecimal() else None,
            )
        )
    return quotations


def _assign(
    quotations: Sequence[_Quotation], known: set[str], skipped: list[str], *, listed: bool
) -> tuple[list[tuple[str, ...]], list[str]]:
    """Give each quotation its codes, and name those that are on no list."""
    assigned, extra = [], dict[str, None]()
    amiss, quoting = [], []
    for quotation in quotations:
        split = split_codes(quotation.cell, known, number=quotation.count)
        more = _more_codes(split, quotation) if listed else []
        # A code that the passage itself was made: its name would publish the passage.
        named = [code for code in more if _bare(code) != _bare(quotation.text)]
        if len(named) < len(more):
            quoting.append(quotation.number)
        found = len(split.codes) + len(more)
        if (split.rest and not more) or found != (quotation.count or found):
            amiss.append(quotation.number)
        extra.update(dict.fromkeys(named))
        assigned.append(tuple(dict.fromkeys([*split.codes, *named])))
    if quoting:
        skipped.append(
            say(
                "{quotations}: a code that is not on the code list and is named after the "
                "whole passage; left out, since its name is the passage.",
                quotations=some(quoting, mark_number("quotation", "quotations")),
            )
        )
    if extra:
        skipped.append(
            say(
                "{codes} of the report not on the code list: kept as codes.",
                codes=some(list(extra), mark_number("code", "codes")),
            )
        )
    if amiss:
        skipped.append(
            say(
                "{quotations}: the codes found are not as many as the report says; what could "
                "not be told apart was left out.",
                quotations=some(amiss, mark_number("quotation", "quotations")),
            )
        )
    return assigned, list(extra)


def _more_codes(split: Split, quotation: _Quotation) -> list[str]:
    """Take what is on no list for codes, whole or piece by piece, as their number allows."""
    if is_lines(quotation.cell):
        return list(split.rest)
    count = quotation.count
    loose = [piece for run in split.rest for piece in pieces_of(run)]
    if count is None or len(split.codes) + len(loose) == count:
        return loose
    return list(split.rest) if len(split.codes) + len(split.rest) == count else []


def _notes(quotations: Sequence[_Quotation], has_coder: bool) -> list[str]:
    notes = []
    uncoded = sum(not quotation.cell for quotation in quotations)
    if uncoded:
        notes.append(say("{quotations} without a code.", quotations=counted(uncoded, "quotation")))
    lacking = _lacking(quotation.number for quotation in quotations)
    if lacking:
        notes.append(
            say(
                "{numbers} between the others not in the report: deleted in the project, or "
                "not exported.",
                numbers=some(lacking, mark_number("number", "numbers")),
            )
        )
    if has_coder:
        notes.append(
            say(
                "The report says who made a quotation, not who gave each code; that name "
                "stands as coder."
            )
        )
    return notes


def _lacking(numbers: Iterable[str]) -> list[str]:
    """List the quotation numbers that are skipped within each document."""
    by_document: dict[int, set[int]] = {}
    for number in numbers:
        document, _, place = number.partition(":")
        if document.isdecimal() and place.isdecimal():
            by_document.setdefault(int(document), set()).add(int(place))
    return [
        f"{document}:{place}"
        for document, places in sorted(by_document.items())
        if max(places) <= 10 * len(places) + 100
        for place in range(1, max(places))
        if place not in places
    ]


def _sources(quotations: Sequence[_Quotation]) -> pd.DataFrame:
    documents = list(dict.fromkeys(quotation.document for quotation in quotations))
    return pd.DataFrame(
        {
            "source": identifiers(documents, otherwise="document"),
            "kind": "document",
            "label": documents,
        }
    )


def _segments(
    quotations: Sequence[_Quotation],
    assigned: Sequence[tuple[str, ...]],
    codes: pd.DataFrame,
    sources: pd.DataFrame,
) -> tuple[pd.DataFrame, dict[str, str]]:
    code_of = dict(zip(codes["name"], codes["code"], strict=True))
    source_of = dict(zip(sources["label"], sources["source"], strict=True))
    names = numbered([quotation.number for quotation in quotations], joint="_")
    rows, passages = [], {}
    for segment, quotation, given in zip(names, quotations, assigned, strict=True):
        if given and quotation.text:
            passages[segment] = quotation.text
        for code in given:
            rows.append(
                {
                    "segment": segment,
                    "code": code_of[code],
                    "source": source_of[quotation.document],
                    "form": "coding",
                    "words": word_count(quotation.text),
                    "coder": quotation.coder or None,
                    "where": quotation.where,
                }
            )
    columns = ["segment", "code", "source", "form", "words", "coder", "where"]
    return pd.DataFrame(rows, columns=columns), passages


def _bare(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()


def read_report(opened: Opened) -> Coded:
    """Read a quotation report with the code list that the user named, or that goes with it."""
    inside = next((rows for rows in opened.sheets.values() if find_codes(rows)), None)
    if opened.codes is not None or inside is not None:
        listed = opened.codes or read_code_list(inside or [], name=opened.name)
        return read_quotations(opened.rows, name=opened.name, codes=listed)
    lists = lists_beside(opened.path)
    if not lists:
        return read_quotations(opened.rows, name=opened.name)
    read = {
        name: read_quotations(opened.rows, name=opened.name, codes=codes)
        for name, codes in lists.items()
    }
    names = {name: codes.table("codes")["name"].tolist() for name, codes in lists.items()}
    chosen, note = best_list(read, names)
    return with_note(read[chosen], note)


def reports_in(folder: Path) -> list[Path]:
    """Find the quotation reports that lie in a folder."""
    return [
        path
        for path in sorted(folder.iterdir())
        if path.suffix.lower() in TABLES
        and path.is_file()
        and any(map(find_report, read_sheets(path).values()))
    ]


FORMAT = Format("ATLAS.ti's quotation report", "sheet", find_report, read_report)
