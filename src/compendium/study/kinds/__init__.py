"""The kinds of tables: one Table Schema (a JSON file beside this module) per kind."""

import json
from functools import cache
from importlib import resources
from typing import Any

KINDS = (
    "items",
    "responses",
    "scores",
    "elements",
    "events",
    "relations",
    "participants",
    "cases",
    "factors",
    "presence",
    "codes",
    "sources",
    "segments",
    "topics",
    "concepts",
    "crosswalk",
    "printed",
    "claims",
)

# The kinds whose schema this process has read: a step depends on what a table may hold.
schemas_read: set[str] = set()

EDTF = "http://id.loc.gov/datatypes/edtf"


@cache
def load_schema(kind: str) -> dict[str, Any]:
    """Load the Table Schema of a kind.

    Parameters
    ----------
    kind : str
        One of ``KINDS``.

    Returns
    -------
    dict
        The schema: ``fields`` (name, type, description, constraints), ``primaryKey`` and,
        where rows point at another table, ``foreignKeys``. Shared: do not change it.

    Examples
    --------
    >>> load_schema("scores")["primaryKey"]
    ['item', 'round']
    """
    schemas_read.add(kind)
    text = resources.files(__package__).joinpath(f"{kind}.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def column_names(kind: str) -> list[str]:
    """Names of the columns of a kind, in the order of its schema."""
    return [field["name"] for field in load_schema(kind)["fields"]]


def needed_columns(kind: str) -> list[str]:
    """Names of the columns that a table of a kind cannot do without.

    Examples
    --------
    >>> needed_columns("codes")
    ['code', 'label']
    """
    schema = load_schema(kind)
    return [
        field["name"]
        for field in schema["fields"]
        if field.get("constraints", {}).get("required") or field["name"] in schema["primaryKey"]
    ]


def example_rows(kind: str) -> list[dict[str, str]]:
    """Give the rows that stand in a new table of a kind until there are others.

    They are what ``example`` says in the fields of the schema, and ``more_examples`` where an
    analysis asks for more than one row.

    Examples
    --------
    >>> example_rows("presence")[0]
    {'case': 'example-case', 'factor': 'example-factor', 'present': 'yes', 'passages': '3'}
    """
    schema = load_schema(kind)
    first = {field["name"]: str(field.get("example", "")) for field in schema["fields"]}
    blank = dict.fromkeys(first, "")
    return [first, *({**blank, **row} for row in schema.get("more_examples", []))]
