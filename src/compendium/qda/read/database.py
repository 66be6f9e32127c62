"""Read tables of an SQLite file that came from a stranger: read only, and only what is expected."""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from compendium.errors import ProjectError
from compendium.language import say

SIGNATURE = b"SQLite format 3\x00"
MOST_ROWS = 2_000_000
_LONGEST = 256 * 1024 * 1024  # bytes of one cell
_LARGEST = 10**15  # an offset that no text has

Record = Mapping[str, Any]


@contextmanager
def open_database(path: Path, *, content: bytes | None = None) -> Iterator[sqlite3.Connection]:
    """Open an SQLite file so that nothing in it, and nothing beside it, can change.

    Parameters
    ----------
    path : Path
        The file, or the archive that it comes from.
    content : bytes, optional
        What the file holds, where it comes from an archive.

    Raises
    ------
    ProjectError
        When the file is no database or is broken, also where that shows only later; or when the
        program that wrote it has not put its last changes into it.
    """
    beside = path.with_name(path.name + "-wal")
    if content is None and beside.is_file() and beside.stat().st_size:
        raise ProjectError(
            say(
                "{name}: the last changes are still in {beside}. Close the program that has "
                "the project open, then try again.",
                name=path.name,
                beside=beside.name,
            )
        )
    try:
        if content is None:
            uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
            connection = sqlite3.connect(uri, uri=True)
        else:
            connection = sqlite3.connect(":memory:")
        try:
            if content is not None:
                connection.deserialize(content)
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
            connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.text_factory = lambda content: content.decode("utf-8", "replace")
            yield connection
        finally:
            connection.close()
    except (sqlite3.Error, OverflowError, MemoryError, OSError, UnicodeError) as error:
        raise ProjectError(
            say(
                "{name}: the database is broken ({error}). Make a new copy of the project.",
                name=path.name,
                error=error,
            )
        ) from error


def table_names(connection: sqlite3.Connection) -> set[str]:
    """Names of the tables; views are left out, since they run what their author wrote."""
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {str(name) for (name,) in rows}


def columns_by_table(connection: sqlite3.Connection) -> dict[str, set[str]]:
    """Give the names of the columns of each table."""
    found = {}
    for table in table_names(connection):
        quoted = '"' + table.replace('"', '""') + '"'
        rows = connection.execute(f"PRAGMA table_info({quoted})")
        found[table] = {str(row[1]) for row in rows}
    return found


def need_columns(
    connection: sqlite3.Connection, needed: Mapping[str, Iterable[str]], *, name: str, way: str
) -> None:
    """Refuse a database whose tables are not those that are known; ``way`` is the way from there.

    Raises
    ------
    ProjectError
        When a table lacks one of the columns, such as in another version of the program.
    """
    tables = columns_by_table(connection)
    for table, columns in needed.items():
        lacking = [column for column in columns if column not in tables.get(table, ())]
        if lacking:
            raise ProjectError(
                say(
                    "{name}: the table {table} has no column {lacking}, so that this version of "
                    "the program is not known. {way}",
                    name=name,
                    table=table,
                    lacking=lacking[0],
                    way=way,
                )
            )


def records(
    connection: sqlite3.Connection, table: str, columns: Iterable[str], *, name: str
) -> list[Record]:
    """Read the wanted columns of a table; a column that is not there gives None.

    Parameters
    ----------
    connection : sqlite3.Connection
        What `open_database` gives.
    table : str
        Name of the table; a table that is not there has no rows.
    columns : iterable of str
        Names of columns.
    name : str
        Name of the file, for messages.

    Raises
    ------
    ProjectError
        When the table has more rows than a project can have.
    """
    if table not in table_names(connection):
        return []
    columns = list(columns)
    there = {str(row[1]) for row in connection.execute(f'PRAGMA table_info("{table}")')}
    wanted = [column for column in columns if column in there]
    if not wanted:
        return []
    chosen = ", ".join(f'"{column}"' for column in wanted)
    cursor = connection.execute(f'SELECT {chosen} FROM "{table}" LIMIT {MOST_ROWS + 1}')
    rows = cursor.fetchall()
    if len(rows) > MOST_ROWS:
        raise ProjectError(
            say(
                "{name}: the table {table} has more than {most_rows:,} rows.",
                name=name,
                table=table,
                most_rows=MOST_ROWS,
            )
        )
    empty = dict.fromkeys(columns)
    return [{**empty, **dict(zip(wanted, row, strict=True))} for row in rows]


def unread(
    connection: sqlite3.Connection, read: Mapping[str, Iterable[str]], *, aside: Iterable[str]
) -> dict[str, int]:
    """Count what a database holds beside what is read of it.

    Parameters
    ----------
    connection : sqlite3.Connection
        What `open_database` gives.
    read : mapping of str to iterable of str
        The tables that are read, and which of their columns.
    aside : iterable of str
        Columns of these tables that only keep the books: dates, colours, numbers of rows.

    Returns
    -------
    dict of str to int
        Rows of each table that is not read, and texts and numbers in each column that is not,
        by name.
    """
    found: dict[str, int] = {}
    known = set(aside)
    for table in sorted(table_names(connection)):
        quoted = '"' + table.replace('"', '""') + '"'
        if table.startswith("sqlite_") or table == "alembic_version":
            continue
        if table not in read:
            (rows,) = connection.execute(f"SELECT count(*) FROM {quoted}").fetchone()
            found |= {table.lower(): rows} if rows else {}
            continue
        for row in connection.execute(f"PRAGMA table_info({quoted})").fetchall():
            column, numbers_rows = str(row[1]), bool(row[5])
            if column in read[table] or column.lower() in known:
                continue
            cell = '"' + column.replace('"', '""') + '"'
            # A nought is how programs say that there is nothing.
            (filled,) = connection.execute(
                f"SELECT count(*) FROM {quoted} WHERE length({cell}) > 0 AND {cell} IS NOT 0 "
                f"AND NOT (? AND typeof({cell}) = 'integer')",
                (numbers_rows,),
            ).fetchone()
            if filled:
                name = f"{table} {column}".lower()
                found[name] = found.get(name, 0) + filled
    return found


def text_of(value: object) -> str:
    """Give the text of a cell: databases of strangers hold any type in any column."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return "" if value is None else str(value)


def whole(value: object) -> int | None:
    """Give the whole number in a cell, or None."""
    number = isinstance(value, float) and value.is_integer()
    if number or (isinstance(value, str) and re.fullmatch(r"\s*-?[0-9]{1,15}\s*", value)):
        value = int(value)  # type: ignore[call-overload]
    return value if isinstance(value, int) and abs(value) < _LARGEST else None
