"""Check the cells of a table against its kind, and say everything that is wrong at once.

The cells come in as text with the row numbers of a spreadsheet as their index; typed columns
go out. Our own checks rather than a library's, because the messages are for people who know a
spreadsheet; the tests hold them against ``frictionless`` as the independent judge.
"""

import difflib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from compendium.language import mark, say, tell
from compendium.study.kinds import EDTF, column_names, load_schema, needed_columns
from compendium.study.kinds.thousands import maybe_thousands, number_todo

SHOWN = 3


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in a table.

    Parameters
    ----------
    what : str
        What was found and what was expected.
    todo : str
        What to do about it.
    column : str, optional
        Column in which it was found.
    rows : tuple of int, optional
        Row numbers as a spreadsheet shows them (the header is row 1).
    """

    what: str
    todo: str
    column: str = ""
    rows: tuple[int, ...] = ()

    def message(self, table: str) -> str:
        """Put the problem in one line, for the table of this name."""
        place = table
        if self.rows:
            place += say(", row {row}", row=self.rows[0])
        if self.column:
            place += say(", column {column}", column=self.column)
        more = ""
        if len(self.rows) > 1:
            shown = ", ".join(str(row) for row in self.rows[:SHOWN])
            dots = ", ..." if len(self.rows) > SHOWN else ""
            more = say(
                " ({number} such rows: {shown}{dots})",
                number=len(self.rows),
                shown=shown,
                dots=dots,
            )
        return f"{place}: {self.what}{more}. {self.todo}"


def check_columns(columns: list[str], kind: str) -> list[Problem]:
    """Check that a table has the columns that its kind cannot do without.

    Parameters
    ----------
    columns : list of str
        The table's column names.
    kind : str
        Kind of the table.

    Returns
    -------
    list of Problem
        Empty when every needed column is there.
    """
    problems = []
    for name in needed_columns(kind):
        if name not in columns:
            near = difflib.get_close_matches(name, columns, n=1)
            hint = (
                say("Rename the column {near!r}.", near=near[0]) if near else say("Add the column.")
            )
            found = ", ".join(columns) or "none"
            problems.append(
                Problem(
                    say(
                        "the column {name} is missing; found the columns {found}",
                        name=name,
                        found=found,
                    ),
                    hint,
                )
            )
    return problems


def type_columns(cells: pd.DataFrame, kind: str) -> tuple[pd.DataFrame, list[Problem]]:
    """Turn text into typed columns and check every cell against the kind's schema.

    Parameters
    ----------
    cells : DataFrame
        One text column per column of the table, empty text where a cell is empty; the index
        holds spreadsheet row numbers.
    kind : str
        Kind of the table.

    Returns
    -------
    DataFrame
        The same rows: ``integer`` columns as Int64, ``number`` as Float64, ``boolean`` as
        boolean, all others as text with missing values. Absent optional columns are added, empty.
        Where numbers whose decimals matter end in a nought (63.0), they stand once more as they
        are written, in the column that the field's ``as_printed`` names.
    list of Problem
        Wrong types, values outside their range or list, empty cells that must be filled,
        dates that are not EDTF, duplicate keys.
    """
    typed, problems = {}, []
    for field in load_schema(kind)["fields"]:
        name = field["name"]
        column = cells[name] if name in cells else pd.Series("", index=cells.index, dtype="str")
        typed[name], found = _type_column(column, field)
        if "as_printed" in field and _has_noughts(column):
            typed[field["as_printed"]] = column.where(column != "")
        problems += found
    extra = {
        name: cells[name].where(cells[name] != "")
        for name in cells
        if name not in column_names(kind)
    }
    problems += _check_key(cells, load_schema(kind)["primaryKey"])
    for first, last in load_schema(kind).get("ordered", []):
        problems += _problem_at(
            (typed[last] < typed[first]).fillna(False).astype(bool),
            last,
            say("{{value}} comes before the {first} of the row", first=first),
            say("Correct {first} or {last}.", first=first, last=last),
            typed[last],
        )
    return pd.DataFrame({**typed, **extra}, index=cells.index), problems


def _type_column(column: pd.Series, field: dict[str, Any]) -> tuple[pd.Series, list[Problem]]:
    """Type one column and check its constraints."""
    rules, name = field.get("constraints", {}), field["name"]
    problems = []
    empty = column == ""
    if empty.all() and not rules.get("required"):  # as most optional columns are
        return pd.Series(None, index=column.index, dtype=_TYPES.get(field["type"], "str")), []
    if rules.get("required"):
        problems += _problem_at(empty, name, say("the cell is empty"), say("Fill it in."))
    values, wrong = _CONVERT[field["type"]](column, field)
    expected = {
        "integer": mark("{value!r} is not a whole number"),
        "number": mark("{value!r} is not a number"),
        "boolean": mark("{value!r} is not yes or no"),
    }
    todo = say("Correct the cell.")
    if field["type"] in ("integer", "number"):
        todo = number_todo(next(iter(column[wrong]), ""))
    problems += _problem_at(
        wrong,
        name,
        _later(expected.get(field["type"], mark("{value!r} is not text"))),
        todo,
        column,
    )
    filled = ~empty & ~wrong
    if "minimum" in rules:
        low, high = rules["minimum"], rules.get("maximum")
        outside = filled & ~values.between(low, float("inf") if high is None else high).fillna(True)
        limits = (
            say("{value} is below {low}", value="{value}", low=low)
            if high is None
            else say("{value} is outside {low}-{high}", value="{value}", low=low, high=high)
        )
        problems += _problem_at(
            outside, name, limits, say("Correct the {name}.", name=name), column
        )
    if "enum" in rules:
        unknown = filled & ~column.isin(rules["enum"])
        choices = ", ".join(rules["enum"])
        problems += _problem_at(
            unknown,
            name,
            say("{value} is not one of {choices}", value="{value!r}", choices=choices),
            say("Use one of them."),
            column,
        )
    if "pattern" in rules:
        unlike = filled & ~column.str.fullmatch(rules["pattern"])
        problems += _problem_at(
            unlike,
            name,
            say("{value} is no length of time", value="{value!r}"),
            say("Write it as in 3 months."),
            column,
        )
    if field.get("rdfType") == EDTF:
        reasons = column.map(_date_problem)
        for what, todo in dict.fromkeys(reason for reason in reasons if reason):
            problems += _problem_at(
                reasons == (what, todo), name, "{value!r} " + what, todo, column
            )
    return values, problems


def _later(message: str) -> str:
    """Say a message whose value is filled in later."""
    return tell(message)


def _has_noughts(column: pd.Series) -> bool:
    return bool(column.str.contains(r"\.\d*0$").any())


def _problem_at(
    wrong: pd.Series, name: str, what: str, todo: str, column: pd.Series | None = None
) -> list[Problem]:
    """Make one problem of all rows that share it; ``{value}`` is the first row's cell."""
    if not wrong.any():
        return []
    rows = tuple(int(row) for row in wrong.index[wrong])
    value = "" if column is None else column.loc[rows[0]]
    return [Problem(what.format(value=value), todo, name, rows)]


def _check_key(cells: pd.DataFrame, key: list[str]) -> list[Problem]:
    """Find rows whose key stands in an earlier row too."""
    repeated = cells.duplicated(key, keep="first") & (cells[key] != "").all(axis=1)
    if not repeated.any():
        return []
    row = cells.index[repeated][0]
    same = cells.index[(cells[key] == cells.loc[row, key]).all(axis=1)]
    value = ", ".join(f"{name} {cells.loc[row, name]!r}" for name in key)
    names = say(" and ").join(key)
    return [
        Problem(
            say(
                "{value} stands in row {same} already; the same {names} may stand only once",
                value=value,
                same=same[0],
                names=names,
            ),
            say("Remove one of the rows, or give it another name."),
            rows=tuple(int(number) for number in cells.index[repeated]),
        )
    ]


def _date_problem(text: str) -> tuple[str, ...]:
    """Say what is wrong with a date, and what to do; nothing when it is right or not there."""
    # Only now: a step whose tables hold no date does not depend on how dates are read.
    from compendium.errors import DateError
    from compendium.study.dates import read_date

    try:
        read_date(text or "..")
    except DateError as error:
        return error.what, f"{error.todo[0].upper()}{error.todo[1:]}."
    return ()


def _text(column: pd.Series, _: dict[str, Any]) -> tuple[pd.Series, pd.Series]:
    return column.where(column != ""), pd.Series(False, index=column.index)


def _number(column: pd.Series, field: dict[str, Any]) -> tuple[pd.Series, pd.Series]:
    values = pd.to_numeric(column.where(column != ""), errors="coerce").astype("Float64")
    # to_numeric also takes "nan" and "inf": neither is a measurement.
    values = values.where(values.abs() < float("inf"))
    unsure = maybe_thousands(column, field.get("constraints", {}).get("maximum"))
    return values.where(~unsure), ((column != "") & values.isna()) | unsure


def _integer(column: pd.Series, field: dict[str, Any]) -> tuple[pd.Series, pd.Series]:
    cells = column.tolist()
    if all(len(cell) < _LONG and cell.isascii() and cell.isdigit() for cell in cells if cell):
        whole = [int(cell) if cell else None for cell in cells]
        return pd.Series(whole, column.index, "Int64"), pd.Series(False, index=column.index)
    values, wrong = _number(column, field)
    # 3.0 is a whole number that a program wrote; 1.000 is a thousand where it was typed.
    wrong |= column.str.contains(r"\.(?!0?0$)", regex=True)
    fraction = (values % 1 != 0).fillna(False).astype(bool)
    return values.where(~fraction & ~wrong).astype("Int64"), wrong | fraction


def _boolean(column: pd.Series, field: dict[str, Any]) -> tuple[pd.Series, pd.Series]:
    words: dict[str, bool] = {
        **{word.lower(): True for word in field["trueValues"]},
        **{word.lower(): False for word in field["falseValues"]},
    }
    values = column.str.lower().map(words).astype("boolean")
    return values, (column != "") & values.isna()


_LONG = 16  # digits: fewer, and a whole number is one in every program
_TYPES = {"integer": "Int64", "number": "Float64", "boolean": "boolean"}
_CONVERT: dict[str, Callable[[pd.Series, dict[str, Any]], tuple[pd.Series, pd.Series]]] = {
    "string": _text,
    "number": _number,
    "integer": _integer,
    "boolean": _boolean,
}
