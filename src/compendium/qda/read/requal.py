"""requal's project: an SQLite file, which may hold several projects."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from compendium.language import listed, say
from compendium.naming import slug
from compendium.qda.model.accounts import unread_lines
from compendium.qda.model.coded import Coded
from compendium.qda.model.gather import gather
from compendium.qda.model.parts import Case, Code, Coding, Document
from compendium.qda.model.shape import left_descriptions
from compendium.qda.read.database import Record, open_database, records, text_of, unread, whole
from compendium.qda.read.format import Format, Opened
from compendium.qda.read.rqda import loose_rows, single_cases

TOOL = "requal"
_READ = {
    "projects": ["project_id", "project_name"],
    "requal_version": ["version"],
    "users": ["user_id", "user_login", "user_name"],
    "documents": ["project_id", "doc_id", "doc_name", "doc_text"],
    "codes": ["project_id", "code_id", "code_name", "code_description"],
    "categories": ["category_id", "category_name"],
    "categories_codes_map": ["category_id", "code_id"],
    "cases": ["case_id", "case_name"],
    "cases_documents_map": ["case_id", "doc_id"],
    "segments": ["segment_id", "user_id", "doc_id", "code_id", "segment_start", "segment_end",
                 "segment_text"],
    "attributes": ["attribute_id", "attribute_name"],
    "attribute_values": ["attribute_value_id", "value"],
    "attributes_documents_map": ["doc_id", "attribute_id", "attribute_value_id"],
    "attributes_cases_map": ["case_id", "attribute_id", "attribute_value_id"],
}  # fmt: skip
# Columns and tables that keep requal's own books.
_ASIDE = (
    "created_at",
    "project_id",
    "code_color",
    "user_mail",
    "attribute_object",
    "attribute_type",
)
_BOOKS = ("logs", "user_permissions")
_TARGETS = {
    "categories_codes_map": {
        "category_id": ("categories", "category_id"),
        "code_id": ("codes", "code_id"),
    },
    "cases_documents_map": {"case_id": ("cases", "case_id"), "doc_id": ("documents", "doc_id")},
    "attributes_documents_map": {
        "doc_id": ("documents", "doc_id"),
        "attribute_id": ("attributes", "attribute_id"),
    },
    "attributes_cases_map": {
        "case_id": ("cases", "case_id"),
        "attribute_id": ("attributes", "attribute_id"),
    },
}

Tables = Mapping[str, Sequence[Record]]


def read_project(opened: Opened) -> Coded:
    """Read requal's project.

    Offsets count from 1, and the end is the last character.

    Parameters
    ----------
    opened : Opened
        The file; it is opened read only.

    Returns
    -------
    Coded
        ``codes`` (a category stands above its codes; where a code is in several, they are its
        ``groups``), ``sources``, ``segments`` with the user as coder, and ``cases``, with their
        attributes.
    """
    with open_database(opened.path) as connection:
        tables = {
            table: records(connection, table, columns, name=opened.name)
            for table, columns in _READ.items()
        }
        beside = unread(connection, _READ, aside=_ASIDE)
    described = sum(bool(text_of(row["code_description"]).strip()) for row in tables["codes"])
    skipped = left_descriptions(described)
    projects = {row["project_id"]: text_of(row["project_name"]) for row in tables["projects"]}
    if len(projects) > 1:
        skipped.append(
            say(
                "The file holds {number} projects ({values}); all were read.",
                number=len(projects),
                values=listed(projects.values()),
            )
        )
    user = {
        row["user_id"]: text_of(row["user_name"]) or text_of(row["user_login"])
        for row in tables["users"]
    }
    of: dict[object, set[Hashable]] = {}
    for row in tables["cases_documents_map"]:
        of.setdefault(row["doc_id"], set()).add(row["case_id"])
    case_of, several = single_cases(of)
    skipped += several
    skipped += loose_rows(tables, _TARGETS)
    version = tables["requal_version"][-1]["version"] if tables["requal_version"] else ""
    return gather(
        TOOL,
        codes=_codes(tables),
        sources={
            row["doc_id"]: Document(
                text_of(row["doc_name"]) or f"document {text_of(row['doc_id'])}",
                text=text_of(row["doc_text"]) or None,
                case=case_of.get(row["doc_id"]),
                more=more,
            )
            for row, more in _with_attributes(tables, "documents", "doc_id")
        },
        codings=[
            Coding(
                row["doc_id"],
                ("code", row["code_id"]),
                whole(row["segment_start"]),
                whole(row["segment_end"]),
                text_of(row["segment_text"]),
                user.get(row["user_id"], ""),
            )
            for row in tables["segments"]
        ],
        cases={
            row["case_id"]: Case(text_of(row["case_name"]) or "case", more)
            for row, more in _with_attributes(tables, "cases", "case_id")
        },
        version=text_of(version),
        skipped=[
            *skipped,
            *unread_lines({part: n for part, n in beside.items() if part not in _BOOKS}),
        ],
    )


def _codes(tables: Tables) -> dict[Hashable, Code]:
    names = {row["category_id"]: text_of(row["category_name"]) for row in tables["categories"]}
    of: dict[object, list[Any]] = {}
    for row in tables["categories_codes_map"]:
        if row["category_id"] in names:
            of.setdefault(row["code_id"], []).append(row["category_id"])
    codes: dict[Hashable, Code] = {
        ("category", key): Code(label or "category", kind="category")
        for key, label in names.items()
    }
    for row in tables["codes"]:
        above = list(dict.fromkeys(of.get(row["code_id"], ())))
        codes["code", row["code_id"]] = Code(
            text_of(row["code_name"]) or f"code {text_of(row['code_id'])}",
            parent=("category", above[0]) if len(above) == 1 else None,
            groups="; ".join(names[one] for one in above) if len(above) > 1 else None,
        )
    return codes


def _with_attributes(tables: Tables, table: str, key: str) -> list[tuple[Record, dict[str, str]]]:
    """Give each row with its attributes."""
    names = {row["attribute_id"]: slug(text_of(row["attribute_name"])) for row in
             tables["attributes"]}  # fmt: skip
    values = {row["attribute_value_id"]: text_of(row["value"]) for row in
              tables["attribute_values"]}  # fmt: skip
    found: dict[object, dict[str, str]] = {}
    for row in tables[f"attributes_{table}_map"]:
        name, value = names.get(row["attribute_id"]), values.get(row["attribute_value_id"])
        if name and value:
            found.setdefault(row[key], {})[name] = value
    return [(row, found.get(row[key], {})) for row in tables[table]]


FORMAT = Format(
    "requal's project",
    "database",
    lambda tables: (
        {"doc_id", "doc_text"} <= tables.get("documents", set())
        and {"segment_start", "segment_end"} <= tables.get("segments", set())
        and "code_name" in tables.get("codes", ())
    ),
    read_project,
)
