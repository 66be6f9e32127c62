"""Read a coded project or a table of one, whatever program wrote it."""

import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd

from compendium.errors import ProjectError, UnknownFormat
from compendium.qda.model.coded import Coded
from compendium.qda.read import maxqda, nvivo, qualcoder, taguette
from compendium.qda.read.archive import read_members
from compendium.qda.read.atlasti import (
    codes as atlasti_codes,
    columns as atlasti_columns,
    matrix as atlasti_matrix,
    report as atlasti,
)
from compendium.qda.read.database import SIGNATURE, open_database, table_names
from compendium.qda.read.refi.project import read_refi
from compendium.qda.read.sheet import ZIP, Rows, read_sheets
from compendium.qda.read.there import check_there

KNOWN = (
    "REFI-QDA projects and codebooks (.qdpx, .qdc); ATLAS.ti's quotation report, code list, "
    "co-occurrence table and code-document table; NVivo's matrix coding query and codebook; "
    "MAXQDA's retrieved segments; Taguette's SQLite file and table of highlights; QualCoder's "
    "project"
)
_XML = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<\x00", b"\xfe\xff\x00<")
_TABLES = (".csv", ".xlsx", ".tsv", ".txt")
_SHOWN = 6
# Tables that only this program's own files have, and the way from there.
_OWN_FILES = {
    "MAXQDA": (
        frozenset({"Codewords", "Codings"}),
        "In MAXQDA, export it as a REFI-QDA project (.qdpx), or export the retrieved segments as "
        "an Excel table",
    ),
    "RQDA": (
        frozenset({"freecode", "coding", "source"}),
        "RQDA writes no file for other programs. Move the project to one that writes REFI-QDA "
        "(.qdpx), such as QualCoder",
    ),
}


def read_coded(path: str | Path, *, codes: str | Path | None = None) -> Coded:
    """Read a coded project, or a table that a program for qualitative analysis exported.

    What the file is, its contents tell; its name does not matter.

    Parameters
    ----------
    path : str or Path
        A file, QualCoder's project folder, or a folder with ATLAS.ti's quotation report and
        code list.
    codes : str or Path, optional
        ATLAS.ti's code list, for its quotation report: the names of codes may hold commas, and
        only the list tells where one ends. By default the one that lies beside the report, if
        that is the only one.

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
    listed = _code_list(Path(codes)) if codes is not None else None
    if path.is_dir():
        return _read_folder(path, listed)
    try:
        with path.open("rb") as file:
            start = file.read(64)
    except OSError as error:
        raise ProjectError(
            f"{path.name}: the file cannot be read ({error.strerror}). Check its name and place."
        ) from error
    if not start:
        raise ProjectError(f"{path.name}: the file is empty. Export or copy it again.")
    if start.startswith(b"%PDF-"):
        raise UnknownFormat(
            f"{path.name}: a PDF document, which holds no codes. Export the coded project from "
            f"the program in which you coded. Known are {KNOWN}."
        )
    if start.startswith(SIGNATURE):
        return _read_database(path)
    if start.startswith(ZIP):
        return _read_archive(path, listed)
    if start.lstrip().startswith(_XML):
        return read_refi(path)
    return _read_table(path, listed)


def find_table(rows: Rows) -> str:
    """Name the format of a sheet; empty when it is of none that is known."""
    return next((name for name, is_one in _SHEETS.items() if is_one(rows)), "")


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
    if start.lstrip().startswith((SIGNATURE, *_XML)):
        return None
    sheets = read_sheets(path)
    matrices = [found for rows in sheets.values() if (found := atlasti_matrix.find_matrix(rows))]
    if not any(matrix.of_codes for matrix in matrices):
        return None
    return atlasti_matrix.read_pairs(sheets)


# In this order: the first formats are the ones that nothing else looks like.
_SHEETS: Mapping[str, Callable[[Rows], object]] = {
    "ATLAS.ti matrix": atlasti_matrix.find_matrix,
    "NVivo matrix": nvivo.find_matrix,
    "MAXQDA segments": maxqda.is_segments,
    "Taguette highlights": taguette.is_highlights,
    "ATLAS.ti quotations": atlasti_columns.find_report,
    "NVivo codebook": nvivo.is_codebook,
    "ATLAS.ti codes": atlasti_codes.is_code_list,
}


def _read_table(path: Path, listed: Coded | None) -> Coded:
    sheets = read_sheets(path)
    found = {name: format_ for name, rows in sheets.items() if (format_ := find_table(rows))}
    for format_ in _SHEETS:
        if format_ not in found.values():
            continue
        rows = next(sheets[name] for name, other in found.items() if other == format_)
        if format_ == "ATLAS.ti matrix":
            return atlasti_matrix.read_matrix(sheets)
        if format_ == "NVivo matrix":
            return nvivo.read_matrix(rows, name=path.name)
        if format_ == "MAXQDA segments":
            return maxqda.read_segments(rows, name=path.name)
        if format_ == "Taguette highlights":
            return taguette.read_highlights(rows, name=path.name)
        if format_ == "NVivo codebook":
            return nvivo.read_codebook(rows, name=path.name)
        if format_ == "ATLAS.ti codes":
            return atlasti_codes.read_code_list(rows, name=path.name)
        inside = next((n for n, other in found.items() if other == "ATLAS.ti codes"), None)
        if listed is None and inside is not None:
            listed = atlasti_codes.read_code_list(sheets[inside], name=path.name)
        beside = _beside(path) if listed is None else {}
        if len(beside) == 1:
            listed = next(iter(beside.values()))
        coded = atlasti.read_quotations(rows, name=path.name, codes=listed)
        if len(beside) < 2:
            return coded
        several = (
            f"{len(beside)} code lists lie beside the report ({', '.join(beside)}), and none was "
            "used. Name the right one with --codes."
        )
        return replace(coded, skipped=(several, *coded.skipped))
    raise UnknownFormat(_unknown(path, sheets))


def _beside(report: Path) -> dict[str, Coded]:
    """Find the code lists that lie beside a quotation report, by the names of their files."""
    lists: dict[str, Coded] = {}
    for path in sorted(report.parent.iterdir()):
        if path != report and path.suffix.lower() in _TABLES and path.is_file():
            try:
                sheets = read_sheets(path)
            except ProjectError:
                continue
            for rows in sheets.values():
                if find_table(rows) == "ATLAS.ti codes":
                    found = atlasti_codes.read_code_list(rows, name=path.name)
                    note = f"Codes by the code list beside the report, {path.name}."
                    lists[path.name] = replace(found, skipped=(*found.skipped, note))
    return lists


def _code_list(path: Path) -> Coded:
    for rows in read_sheets(path).values():
        if atlasti_codes.is_code_list(rows):
            return atlasti_codes.read_code_list(rows, name=path.name)
    raise ProjectError(
        f"{path.name}: this is not a code list of ATLAS.ti; a row with the columns Code and "
        "Grounded, in any language, is missing. Export it from the Code Manager."
    )


def _read_folder(folder: Path, listed: Coded | None) -> Coded:
    database = folder / qualcoder.DATABASE
    if database.is_file():
        return read_coded(database)
    reports = []
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in _TABLES and path.is_file():
            sheets = read_sheets(path)
            if any(find_table(rows) == "ATLAS.ti quotations" for rows in sheets.values()):
                reports.append(path)
    if len(reports) == 1:
        return _read_table(reports[0], listed)
    raise UnknownFormat(
        f"{folder.name}: the folder is no QualCoder project and holds {len(reports)} quotation "
        "reports of ATLAS.ti. Name the file to read."
    )


def _read_database(path: Path) -> Coded:
    with open_database(path) as connection:
        names = table_names(connection)
    if names >= taguette.TABLES:
        return taguette.read_database(path)
    if names >= qualcoder.TABLES:
        return qualcoder.read_database(path)
    for program, (tables, way) in _OWN_FILES.items():
        if names >= tables:
            raise UnknownFormat(
                f"{path.name}: {program}'s own file, which is not read. {way}, and import that."
            )
    raise UnknownFormat(
        f"{path.name}: a database with the tables {_few(sorted(names))}, which is neither "
        "Taguette's nor QualCoder's."
    )


def _read_archive(path: Path, listed: Coded | None) -> Coded:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, LookupError) as error:
        raise ProjectError(
            f"{path.name}: the zip file is damaged or cut short ({error}). "
            "Export the project again, and copy the file whole."
        ) from error
    if "[Content_Types].xml" in names:
        return _read_table(path, listed)
    if any(name.lower().endswith(".qde") for name in names):
        return read_refi(path)
    databases = read_members(path, lambda name: _file_name(name) == qualcoder.DATABASE)
    if len(databases) == 1:
        return qualcoder.read_database(path, content=next(iter(databases.values())))
    raise UnknownFormat(
        f"{path.name}: an archive with {_few(sorted(names))}, which is no project that is known. "
        f"Known are {KNOWN}."
    )


def _file_name(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2]


def _unknown(path: Path, sheets: Mapping[str, Rows]) -> str:
    rows = next((rows for rows in sheets.values() if rows), [])
    first = next((row for row in rows if row), [])
    found = f"a table with the columns {_few(first)}" if len(first) > 1 else "no table"
    return f"{path.name}: {found}, which is no export that is known. Known are {KNOWN}."


def _few(names: list[str]) -> str:
    shown = [" ".join(name.split())[:40] for name in names if name][:_SHOWN]
    return ", ".join(shown) + (", ..." if len(names) > _SHOWN else "") or "none"
