"""RQDA's project: an SQLite file, in which deleted rows stay with a status of their own."""

from collections.abc import Hashable, Mapping, Sequence

from compendium.language import counted, listed, say
from compendium.naming import slug
from compendium.qda.model.accounts import unread_lines
from compendium.qda.model.coded import Coded
from compendium.qda.model.gather import gather
from compendium.qda.model.parts import Case, Code, Coding, Document
from compendium.qda.model.shape import left_descriptions
from compendium.qda.read.database import (
    Record,
    need_columns,
    open_database,
    records,
    text_of,
    unread,
    whole,
)
from compendium.qda.read.format import Format, Opened

TOOL = "RQDA"
_READ = {
    "project": ["databaseversion", "about"],
    "source": ["name", "id", "file", "status"],
    "freecode": ["name", "id", "memo", "status"],
    "codecat": ["name", "catid", "status"],
    "treecode": ["cid", "catid", "status"],
    "filecat": ["name", "catid", "status"],
    "treefile": ["fid", "catid", "status"],
    "coding": ["cid", "fid", "seltext", "selfirst", "selend", "status", "owner"],
    "cases": ["name", "id", "status"],
    "caselinkage": ["caseid", "fid", "status"],
    "fileAttr": ["variable", "value", "fileID", "status"],
    "caseAttr": ["variable", "value", "caseID", "status"],
    "attributes": ["name", "status"],
}
# Columns that keep RQDA's own books: who made a row, when, its colour.
_ASIDE = ("owner", "date", "datem", "color", "class", "imagedir", "cid", "fid")

Tables = Mapping[str, Sequence[Record]]


def read_project(opened: Opened) -> Coded:
    """Read RQDA's project.

    Parameters
    ----------
    opened : Opened
        The file; it is opened read only.

    Returns
    -------
    Coded
        ``codes`` (a code category stands above its codes; where a code is in several, they are
        its ``groups``), ``sources`` (file categories in ``groups``), ``segments`` and ``cases``.
    """
    with open_database(opened.path) as connection:
        need_columns(
            connection,
            {"source": ["id", "file"], "freecode": ["id", "name"], "coding": ["cid", "fid"]},
            name=say("{name}, a project of RQDA", name=opened.name),
            way=say(
                "RQDA writes no file for other programs: open the project in QualCoder, which "
                "imports RQDA, and import that."
            ),
        )
        every = {
            table: records(connection, table, columns, name=opened.name)
            for table, columns in _READ.items()
        }
        beside = unread(connection, _READ, aside=_ASIDE)
    tables = {table: [row for row in rows if not _deleted(row)] for table, rows in every.items()}
    gone = {
        table: len(every[table]) - len(tables[table]) for table in every if table in _SHOWN_DELETED
    }
    parts = [counted(n, *_SHOWN_DELETED[table]) for table, n in gone.items() if n]
    skipped = (
        [say("Deleted in RQDA, and still in the file: {parts}.", parts=listed(parts))]
        if parts
        else []
    )
    described = sum(bool(text_of(row["memo"]).strip()) for row in tables["freecode"])
    skipped += left_descriptions(described)
    cases, case_of, several = _cases(tables)
    skipped += several
    skipped += loose_rows(tables, _TARGETS)
    project = tables["project"][0] if tables["project"] else {}
    return gather(
        TOOL,
        codes=_codes(tables),
        sources=_sources(tables, case_of),
        codings=[
            Coding(
                row["fid"],
                ("code", row["cid"]),
                whole(row["selfirst"]),
                whole(row["selend"]),
                text_of(row["seltext"]),
                text_of(row["owner"]),
            )
            for row in tables["coding"]
        ],
        cases=cases,
        version=text_of(project.get("databaseversion")),
        skipped=[*skipped, *unread_lines(beside)],
    )


# Where the rows that only tie two others together point to.
_TARGETS = {
    "treecode": {"cid": ("freecode", "id"), "catid": ("codecat", "catid")},
    "treefile": {"fid": ("source", "id"), "catid": ("filecat", "catid")},
    "caselinkage": {"caseid": ("cases", "id"), "fid": ("source", "id")},
    "fileAttr": {"fileID": ("source", "id")},
    "caseAttr": {"caseID": ("cases", "id")},
}


def loose_rows(
    tables: Mapping[str, Sequence[Record]], targets: Mapping[str, Mapping[str, tuple[str, str]]]
) -> list[str]:
    """Say how many rows point to what is not there, or was deleted.

    Parameters
    ----------
    tables : mapping of str to sequence of dict
        Rows by name of the table.
    targets : mapping
        The table and column to which each column of a table points.
    """
    told = []
    for table, columns in targets.items():
        known = {column: {row[key] for row in tables[of]} for column, (of, key) in columns.items()}
        loose = sum(any(row[column] not in known[column] for column in known)
                    for row in tables[table])  # fmt: skip
        if loose:
            told.append(
                say(
                    "{rows} of {table} that point to what is not there: left out.",
                    rows=counted(loose, "row"),
                    table=table,
                )
            )
    return told


_SHOWN_DELETED = {
    "source": ("file", "files"),
    "freecode": ("code", "codes"),
    "codecat": ("category", "categories"),
    "coding": ("coding", "codings"),
    "cases": ("case", "cases"),
}


def _deleted(row: Record) -> bool:
    return "status" in row and row["status"] is not None and whole(row["status"]) != 1


def _codes(tables: Tables) -> dict[Hashable, Code]:
    of: dict[object, list[Hashable]] = {}
    names: dict[Hashable, str] = {
        ("category", row["catid"]): text_of(row["name"]) for row in tables["codecat"]
    }
    for row in tables["treecode"]:
        category = ("category", row["catid"])
        if category in names:
            of.setdefault(row["cid"], []).append(category)
    codes: dict[Hashable, Code] = {
        key: Code(label or "category", kind="category") for key, label in names.items()
    }
    for row in tables["freecode"]:
        above = list(dict.fromkeys(of.get(row["id"], ())))
        codes["code", row["id"]] = Code(
            text_of(row["name"]) or f"code {text_of(row['id'])}",
            parent=above[0] if len(above) == 1 else None,
            groups="; ".join(names[category] for category in above) if len(above) > 1 else None,
        )
    return codes


def _sources(tables: Tables, case_of: Mapping[object, Hashable]) -> dict[Hashable, Document]:
    groups: dict[object, list[str]] = {}
    category = {row["catid"]: text_of(row["name"]) for row in tables["filecat"]}
    for row in tables["treefile"]:
        if row["catid"] in category:
            groups.setdefault(row["fid"], []).append(category[row["catid"]])
    more = _attributes(tables["fileAttr"], "fileID")
    found: dict[Hashable, Document] = {}
    for row in tables["source"]:
        extra = dict(more.get(row["id"], {}))
        if row["id"] in groups:
            extra["groups"] = "; ".join(dict.fromkeys(groups[row["id"]]))
        found[row["id"]] = Document(
            text_of(row["name"]) or f"file {text_of(row['id'])}",
            text=text_of(row["file"]) or None,
            case=case_of.get(row["id"]),
            more=extra,
        )
    return found


def _cases(
    tables: Tables,
) -> tuple[dict[Hashable, Case], dict[object, Hashable], list[str]]:
    more = _attributes(tables["caseAttr"], "caseID")
    cases: dict[Hashable, Case] = {
        row["id"]: Case(
            text_of(row["name"]) or f"case {text_of(row['id'])}", more.get(row["id"], {})
        )
        for row in tables["cases"]
    }
    of: dict[object, set[Hashable]] = {}
    for row in tables["caselinkage"]:
        if row["caseid"] in cases:
            of.setdefault(row["fid"], set()).add(row["caseid"])
    return cases, *single_cases(of)


def single_cases(
    of: Mapping[object, set[Hashable]],
) -> tuple[dict[object, Hashable], list[str]]:
    """Give each source its case, where it has one and one only; say where it has several."""
    several = sum(len(those) > 1 for those in of.values())
    told = [
        say(
            "{sources} in several cases: its column case left empty.",
            sources=counted(several, "source"),
        )
    ]
    single = {source: next(iter(those)) for source, those in of.items() if len(those) == 1}
    return single, told * bool(several)


def _attributes(rows: Sequence[Record], key: str) -> dict[object, dict[str, str]]:
    found: dict[object, dict[str, str]] = {}
    for row in rows:
        name, value = slug(text_of(row["variable"])), text_of(row["value"])
        if name and value:
            found.setdefault(row[key], {})[name] = value
    return found


FORMAT = Format(
    "RQDA's project",
    "database",
    lambda tables: tables.keys() >= {"source", "freecode", "coding"},
    read_project,
)
