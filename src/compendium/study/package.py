"""Describe a study as a Frictionless data package, from its tables and ``study.toml``."""

import json
from pathlib import Path
from typing import Any

from compendium.errors import StudyError, TableError
from compendium.files import file_hash, write_whole
from compendium.language import say
from compendium.naming import slug
from compendium.study.kinds import column_names, load_schema, needed_columns
from compendium.study.sheets import read_rows
from compendium.study.study import Study
from compendium.study.withheld import SECTION, package_entries, public
from compendium.study.workbook import sheet_name

_TEXT = {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8"}
LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}


def write_package(study: Study) -> Path:
    """Write a study's ``datapackage.json``.

    Parameters
    ----------
    study : Study
        The study.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    StudyError
        When ``study.toml`` lacks the title or the source, or a table is not in UTF-8 with commas.
    """
    path = study.folder / "datapackage.json"
    content = json.dumps(describe(study), indent=2, ensure_ascii=False) + "\n"
    write_whole(path, content.encode())
    return path


def describe(study: Study) -> dict[str, Any]:
    """Describe a study: title, source, licence, language, and each table with schema and hash.

    Returns
    -------
    dict
        A data package descriptor; ``withheld`` describes the tables of which the rows are not
        published, with the reason.
    """
    if "title" not in study.about or "source" not in study.about:
        raise StudyError(
            say(
                "data/{name}/study.toml: title or [source] is missing. Add the publication's "
                "title, and a section [source] with authors, year and doi or url.",
                name=study.name,
            )
        )
    shown = public(study)
    content = {
        "name": slug(study.name).replace("_", "-"),
        "title": f"Tables of the study {study.label}",
        "description": _description(study.about["source"]),
        "sources": [_source(study.about)],
        "licenses": [LICENCE],
        "languages": [study.about.get("language", "en")],
        "resources": [_resource(shown, kind) for kind in shown.kinds],
    }
    hidden = {kind: _resource(study, kind) for kind in study.kinds if kind not in shown.kinds}
    entries = package_entries(study, hidden)
    return {**content, **({SECTION: entries} if entries else {})}


def _description(source: dict[str, Any]) -> str:
    """Say by whom and when the study was published, as far as the publication says so."""
    authors = f" by {', '.join(source['authors'])}" if source.get("authors") else ""
    year = f" ({source['year']})" if source.get("year") else ""
    return f"Transcribed from a publication{authors}{year}."


def _source(about: dict[str, Any]) -> dict[str, str]:
    source = about["source"]
    described = {"title": about["title"]}
    if source.get("doi"):
        described["path"] = f"https://doi.org/{source['doi']}"
    elif source.get("url"):
        described["path"] = source["url"]
    return described


def _resource(study: Study, kind: str) -> dict[str, Any]:
    path = study.folder / study.file_name(kind)
    return {
        "name": kind,
        "path": path.name,
        "title": load_schema(kind)["description"],
        **(_workbook(path) if path.suffix == ".xlsx" else _TEXT),
        "bytes": path.stat().st_size,
        "hash": f"sha256:{file_hash(path)}",
        "schema": _schema(study, kind),
    }


def _workbook(path: Path) -> dict[str, Any]:
    """Describe the form of a workbook: which sheet, and that its cells are to be read as text."""
    excel = {"sheet": sheet_name(path, named=path.stem), "stringified": True}
    return {
        "format": "xlsx",
        "mediatype": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "dialect": {"excel": excel},
    }


def _schema(study: Study, kind: str) -> dict[str, Any]:
    """Describe the table as it is: the columns it has, and references to tables it has."""
    schema = load_schema(kind)
    known = {field["name"]: _field(field) for field in schema["fields"]}
    header = _header(study, kind)
    described: dict[str, Any] = {
        "fields": [known.get(name, {"name": name, "type": "string"}) for name in header],
        "primaryKey": schema["primaryKey"],
    }
    keys = [
        key
        for key in schema.get("foreignKeys", [])
        if key["fields"] in header and key["reference"]["resource"] in ("", *study.kinds)
    ]
    if keys:
        described["foreignKeys"] = keys
    return described


def _field(field: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is for the compendium alone, such as the example for a table without rows."""
    return {name: value for name, value in field.items() if name not in ("example", "as_printed")}


def _header(study: Study, kind: str) -> list[str]:
    """Name the columns as they stand in the file: a package promises commas and UTF-8."""
    path = study.folder / study.file_name(kind)
    rows: list[list[str]] = []
    delimiter = ""
    try:
        rows, delimiter = read_rows(path, column_names(kind), shown=study.shown(kind))
        if path.suffix == ".csv":
            path.read_text(encoding="utf-8")
    except (TableError, UnicodeDecodeError):
        rows = []
    header = rows[0] if rows and delimiter in ("", ",") else []
    while header and not header[-1]:
        header.pop()
    if not set(needed_columns(kind)) <= set(header):
        raise StudyError(
            say(
                "{shown}: a data package holds tables with commas, in UTF-8, with the columns "
                "{columns}. In the spreadsheet, save the table as CSV (UTF-8) with commas.",
                shown=study.shown(kind),
                columns=", ".join(needed_columns(kind)),
            )
        )
    return header
