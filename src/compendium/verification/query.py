"""Ask the tables of a study in SQL: in memory, reading only, and not for long."""

import sqlite3
import time
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from compendium.errors import DateError, StudyError
from compendium.study.dates import read_date

SECONDS = 2.0
MOST_ROWS = 1000
LONGEST = 1_000_000  # characters in a text that a query makes
STEPS = 1000  # of SQLite, between two looks at the clock

# What a query may do: read, call a function that computes, and refer to itself.
_ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
_REFUSED_FUNCTIONS = {"load_extension", "fts3_tokenizer"}


def open_tables(tables: Mapping[str, pd.DataFrame]) -> sqlite3.Connection:
    """Load tables into a database in memory, for any number of queries; to be closed.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        The study's tables by kind.

    Raises
    ------
    StudyError
        When a table cannot be loaded.
    """
    database = sqlite3.connect(":memory:", isolation_level=None)
    try:
        for kind, table in tables.items():
            _load(database, kind, table)
    except (sqlite3.Error, ValueError) as error:
        database.close()
        raise StudyError(_told(error, SECONDS, tables)) from error
    database.create_function("earliest", 1, _earliest, deterministic=True)
    database.create_function("latest", 1, _latest, deterministic=True)
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
    return database


def counterexamples(
    query: str, database: sqlite3.Connection, *, seconds: float = SECONDS
) -> tuple[list[dict[str, Any]], set[str]]:
    """Run a query that gives counterexamples.

    Parameters
    ----------
    query : str
        One SELECT. ``earliest(date)`` and ``latest(date)`` give the first and the last day that
        a date in EDTF may mean.
    database : Connection
        What `open_tables` gives.
    seconds : float, optional
        How long it may take.

    Returns
    -------
    list of dict
        The rows, at most 1,000.
    set of str
        Kinds of the tables that the query reads.

    Raises
    ------
    StudyError
        When the query is not one SELECT on these tables, or takes too long.

    Examples
    --------
    >>> database = open_tables({"cases": pd.DataFrame(
    ...     {"case": ["a", "b"], "label": ["Alder", None]})})
    >>> counterexamples("SELECT * FROM cases WHERE label IS NULL", database)
    ([{'case': 'b', 'label': None}], {'cases'})
    >>> database.close()
    """
    read: set[str] = set()
    database.set_authorizer(None)
    kinds = [name for (name,) in database.execute("SELECT name FROM sqlite_master")]
    end = time.monotonic() + seconds
    database.set_progress_handler(lambda: time.monotonic() > end, STEPS)
    database.set_authorizer(_authorizer(set(kinds), read))
    try:
        cursor = database.execute(query)
        names = [column[0] for column in cursor.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchmany(MOST_ROWS)]
    except (sqlite3.Error, sqlite3.Warning, ValueError) as error:
        raise StudyError(_told(error, seconds, kinds)) from error
    finally:
        database.set_progress_handler(None, STEPS)
    if not names:
        raise StudyError("the query gives no rows: write one SELECT")
    return rows, read


def _load(database: sqlite3.Connection, kind: str, table: pd.DataFrame) -> None:
    names = ", ".join(f'"{name.replace(chr(34), chr(34) * 2)}"' for name in table)
    marks = ", ".join("?" for _ in table)
    database.execute(f'CREATE TABLE "{kind}" ({names})')
    cells = table.astype(object).where(table.notna(), None)
    rows = [[_cell(cell) for cell in row] for row in cells.itertuples(index=False, name=None)]
    database.executemany(f'INSERT INTO "{kind}" VALUES ({marks})', rows)


def _cell(cell: Any) -> Any:
    """Give a cell as SQLite keeps it; yes and no are 1 and 0."""
    if cell is None or isinstance(cell, str | int | float):
        return int(cell) if isinstance(cell, bool) else cell
    return cell.item() if hasattr(cell, "item") else str(cell)


def _authorizer(kinds: set[str], read: set[str]) -> Any:
    def allow(action: int, first: str | None, second: str | None, *_: str | None) -> int:
        if action == sqlite3.SQLITE_READ and first in kinds:
            read.add(str(first))
            return sqlite3.SQLITE_OK
        # A subquery, or one that names no column, is read without the name of a table.
        if action == sqlite3.SQLITE_READ and not second:
            return sqlite3.SQLITE_OK
        refused = action == sqlite3.SQLITE_FUNCTION and second in _REFUSED_FUNCTIONS
        return sqlite3.SQLITE_OK if action in _ALLOWED and not refused else sqlite3.SQLITE_DENY

    return allow


def _earliest(date: str | None) -> str | None:
    span = _span(date)
    return span.earliest.isoformat() if span else None


def _latest(date: str | None) -> str | None:
    span = _span(date)
    return span.latest.isoformat() if span else None


def _span(date: str | None) -> Any:
    try:
        return read_date(date) if isinstance(date, str) else None
    except DateError:
        return None


def _told(error: Exception, seconds: float, tables: Iterable[str]) -> str:
    text = str(error)
    if "interrupted" in text:
        return f"the query took longer than {seconds:g} seconds"
    if "not authorized" in text or "prohibited" in text:
        return "a query may only read the study's tables: write one SELECT"
    if "one statement at a time" in text:
        return "these are several statements: write one SELECT"
    more = f"; the study has the tables {', '.join(tables)}" if "no such table" in text else ""
    return f"the query is not right ({text}){more}"
