"""Read a coded project or a table of one, whatever program wrote it.

`FORMATS` is the one list of what is read. A further format is a module in this room and a line
in that list.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd

from compendium.errors import NoTable, ProjectError, UnknownFormat
from compendium.language import say
from compendium.qda.model.coded import Coded
from compendium.qda.read import (
    catma,
    dedoose,
    excerpts,
    hypothesis,
    labelstudio,
    maxqda,
    maxqda_database,
    nvivo,
    qualcoder,
    qualcoder_report,
    requal,
    rqda,
    taguette,
)
from compendium.qda.read.archive import member_names
from compendium.qda.read.atlasti import codes as atlasti_codes, matrix as atlasti_matrix, report
from compendium.qda.read.database import SIGNATURE, columns_by_table, open_database
from compendium.qda.read.format import Format, Opened
from compendium.qda.read.other import refuse_other
from compendium.qda.read.refi import project as refi
from compendium.qda.read.sheet import ZIP, Rows, read_sheets
from compendium.qda.read.there import check_there

_XML = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<\x00", b"\xfe\xff\x00<")
_SHOWN = 6
_PROJECTS = (".qde", ".qdpx", ".qdc", ".qda", ".rqda", ".requal", ".sqlite3", ".mex")

# In this order: the first formats are the ones that nothing else looks like.
FORMATS: tuple[Format, ...] = (
    *refi.FORMATS,
    *qualcoder.FORMATS,
    qualcoder_report.FORMAT,
    *taguette.FORMATS,
    rqda.FORMAT,
    requal.FORMAT,
    maxqda_database.FORMAT,
    atlasti_matrix.FORMAT,
    *nvivo.FORMATS,
    *maxqda.FORMATS,
    dedoose.FORMAT,
    *excerpts.FORMATS,
    report.FORMAT,
    *atlasti_codes.FORMATS,
    catma.FORMAT,
    labelstudio.FORMAT,
    hypothesis.FORMAT,
)
# By program: the whole list of formats would drown a message.
KNOWN = ", ".join(dict.fromkeys(one.name.partition("'s ")[0] for one in FORMATS))


def read_coded(path: str | Path, *, codes: str | Path | None = None) -> Coded:
    """Read a coded project, or a table that a program for qualitative analysis exported.

    What the file is, its contents tell; its name does not matter.

    Parameters
    ----------
    path : str or Path
        A file, or a folder that a program keeps its project in: QualCoder's, an unpacked
        REFI-QDA project, or one with ATLAS.ti's quotation report and code list.
    codes : str or Path, optional
        A list of codes for ATLAS.ti's quotation report: the names of codes may hold commas, and
        only the list tells where one ends. By default the one beside the report that fits it best.

    Returns
    -------
    Coded
        Codes, sources, segments and cases, as far as the file has them.

    Raises
    ------
    ProjectError
        When the file is not there or broken; `UnknownFormat` when it is of no known format.
    """
    path = Path(path)
    check_there(path, or_folder=True)
    opened = Opened(path, codes=_code_list(Path(codes)) if codes is not None else None)
    if path.is_dir():
        return _read_folder(opened)
    try:
        with path.open("rb") as file:
            start = file.read(64)
    except OSError as error:
        raise ProjectError(
            say(
                "{name}: the file cannot be read ({reason}). Check its name and place.",
                name=path.name,
                reason=error.strerror,
            )
        ) from error
    if start.startswith(SIGNATURE):
        return _read_database(opened)
    if start.startswith(ZIP):
        return _read_archive(opened)
    if start.lstrip().startswith(_XML):
        return _first("xml", start, opened)
    document = refuse_other(path, start, known=KNOWN)
    if document is not None:
        return _read_json(replace(opened, document=document))
    return _read_table(opened)


def find_table(rows: Rows) -> str:
    """Name the format of a sheet; empty when it is of none that is known."""
    return next((one.name for one in FORMATS if one.holds == "sheet" and one.fits(rows)), "")


def read_cooccurrence(path: Path) -> pd.DataFrame | None:
    """Read the pairs of ATLAS.ti's co-occurrence table; None when the file is no such table.

    Raises
    ------
    ProjectError
        When the file is broken.
    """
    if not path.is_file():
        return None
    with path.open("rb") as file:
        start = file.read(64)
    if start.lstrip().startswith((SIGNATURE, *_XML, b"{", b"[")):
        return None
    sheets = read_sheets(path)
    matrices = [found for rows in sheets.values() if (found := atlasti_matrix.find_matrix(rows))]
    if not any(matrix.of_codes for matrix in matrices):
        return None
    return atlasti_matrix.read_pairs(sheets)


def _first(holds: str, what: object, opened: Opened) -> Coded:
    """Read by the first format that fits; the caller knows that there is one."""
    return next(one for one in FORMATS if one.holds == holds and one.fits(what)).read(opened)


def _read_table(opened: Opened) -> Coded:
    sheets = read_sheets(opened.path)
    for one in FORMATS:
        if one.holds == "sheet":
            for rows in sheets.values():
                if one.fits(rows):
                    return one.read(replace(opened, sheets=sheets, rows=rows))
    raise UnknownFormat(_unknown(opened.path, sheets))


def _code_list(path: Path) -> Coded:
    """Read a list of codes, of whatever program, for a report."""
    if path.is_file():
        for rows in read_sheets(path).values() if not _is_packed(path) else ():
            if atlasti_codes.find_codes(rows, asked=True):
                return atlasti_codes.read_code_list(rows, name=path.name, asked=True)
    try:
        coded = read_coded(path)
    except UnknownFormat:
        coded = None
    if coded is None or not len(coded.table("codes")):
        raise ProjectError(
            say(
                "{name}: this is no list of codes: a row with a column Code, in any language, "
                "is missing. Export the list from the Code Manager.",
                name=path.name,
            )
        )
    codes = coded.table("codes")
    named = codes if "name" in codes else codes.assign(name=codes["label"])
    return replace(coded, tables={"codes": named})


def _is_packed(path: Path) -> bool:
    with path.open("rb") as file:
        start = file.read(64)
    if start.lstrip().startswith((SIGNATURE, *_XML)):
        return True
    return start.startswith(ZIP) and "[Content_Types].xml" not in member_names(path)


def _read_folder(opened: Opened) -> Coded:
    names = sorted(
        one.relative_to(opened.path).as_posix()
        for one in (*opened.path.glob("*"), *opened.path.glob("*/*"))
        if one.is_file() and not one.name.startswith(".")
    )
    for one in FORMATS:
        if one.holds == "folder" and one.fits(names):
            return one.read(opened)
    found = report.reports_in(opened.path)
    if len(found) == 1:
        return _read_table(replace(opened, path=found[0]))
    inside = [name for name in names if name.lower().endswith(_PROJECTS)]
    way = (
        say("It holds {inside}: name the one to read.", inside=_few(inside))
        if inside
        else say("Name the file to read.")
    )
    raise UnknownFormat(
        say(
            "{name}: the folder is no project of QualCoder, no unpacked REFI-QDA project, "
            "and holds {number} quotation reports of ATLAS.ti. {way}",
            name=opened.path.resolve().name,
            number=len(found),
            way=way,
        )
    )


def _read_database(opened: Opened) -> Coded:
    with open_database(opened.path) as connection:
        tables = columns_by_table(connection)
    for one in FORMATS:
        if one.holds == "database" and one.fits(tables):
            return one.read(opened)
    raise NoTable(
        say(
            "{name}: a database with the tables {tables}, which no program that is known "
            "writes. Known are {known}.",
            name=opened.name,
            tables=_few(sorted(tables)),
            known=KNOWN,
        )
    )


def _read_archive(opened: Opened) -> Coded:
    names = member_names(opened.path)
    if "[Content_Types].xml" in names:
        if any(name.startswith("word/") for name in names):
            raise NoTable(
                say(
                    "{name}: a Word document. Transcripts, and documents coded with comments, are "
                    "read as .docx: give it that ending, or say so with --as transcripts.",
                    name=opened.name,
                )
            )
        if any(name.startswith("ppt/") for name in names):
            raise NoTable(
                say(
                    "{name}: slides, which hold no codes. Known are {known}.",
                    name=opened.name,
                    known=KNOWN,
                )
            )
        return _read_table(opened)
    for one in FORMATS:
        if one.holds == "archive" and one.fits(names):
            return one.read(opened)
    raise UnknownFormat(
        say(
            "{name}: an archive with {names}, which is no project that is known. Known are "
            "{known}.",
            name=opened.name,
            names=_few(sorted(names)),
            known=KNOWN,
        )
    )


def _read_json(opened: Opened) -> Coded:
    for one in FORMATS:
        if one.holds == "json" and one.fits(opened.document):
            return one.read(opened)
    keys = opened.document if isinstance(opened.document, dict) else {}
    if isinstance(opened.document, list):
        keys = next((one for one in opened.document if isinstance(one, dict)), {})
    known = "; ".join(one.name for one in FORMATS if one.holds == "json")
    raise NoTable(
        say(
            "{name}: JSON with the keys {keys}, which no program that is known writes. "
            "Known are {known}.",
            name=opened.name,
            keys=_few(keys),
            known=known,
        )
    )


def _unknown(path: Path, sheets: Mapping[str, Rows]) -> str:
    rows = next((rows for rows in sheets.values() if rows), [])
    first = next((row for row in rows if row), [])
    found = (
        say("a table with the columns {first}", first=_few(first))
        if len(first) > 1
        else say("no table")
    )
    return say(
        "{name}: {found}, which is no export that is known. Known are {known}.",
        name=path.name,
        found=found,
        known=KNOWN,
    )


def _few(names: Iterable[object]) -> str:
    every = [str(name) for name in names if name]
    shown = [" ".join(name.split())[:40] for name in every][:_SHOWN]
    return ", ".join(shown) + (", ..." if len(every) > _SHOWN else "") or say("none")
