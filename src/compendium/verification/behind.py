"""Which rows stand behind a value: found from its name, as its analysis counts it.

A value's path says what was counted: ``total.trust`` is counted in the rows of the table
presence whose factor is *trust*. The rules below say so for every analysis, once; a test leaves
rows out of the tables of the studies and looks which values change.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from compendium.naming import slug

Table = Callable[[str], pd.DataFrame]
ALL = ""

# Analysis: pattern of the path, table, column whose cell the group `key` of the pattern names.
RULES: dict[str, list[tuple[str, str, str]]] = {
    "timeline": [
        (r"n_events|certainty\..*", "events or cases", ALL),
        (r"n_elements", "elements", ALL),
        (r"element\.(?P<key>[^.]+)\.events", "events", "element"),
        (r"event\.(?P<key>[^.]+)\..*", "events or cases", "event or case"),
    ],
    "participants": [
        (r"n_participants|n_(?P<all>\w+)s|age\..*|(before|after)\..*", "participants", ALL),
        (r"(?P<column>\w+)\.(?P<key>[^.]+)\.n", "participants", "column"),
    ],
    "scale-scores": [
        (r"points|minimum|maximum|n_respondents", "scale", "setting"),
        (r"n_items|n_dimensions", "items", ALL),
        (r"score\.(?P<key>[^.]+)", "scores", "item"),
        (r"dimension_(mean|score)\.(?P<key>[^.]+)", "items", "dimension"),
        (r"dimension_(mean|score)\.(?P<key>[^.]+)", "scores", "dimension"),
        (r"(mean|score)_all_items|lowest\..*|highest\..*", "scores", ALL),
    ],
    "code-frequencies": [
        (r"n_codes", "codes", ALL),
        (r"n_sources", "sources", ALL),
        (r"n_(?P<form>quotation|mention|coding)s", "segments", "form"),
        (r"n_segments|words", "segments", ALL),
        (r"code\.(?P<key>[^.]+)\.children", "codes", "parent"),
        (r"code\.(?P<key>[^.]+)\.own", "segments", "code"),
        (r"kind\.(?P<key>[^.]+)\.codes", "codes", "kind"),
        (r"source_kind\.(?P<key>[^.]+)\.sources", "sources", "kind"),
    ],
    "factor-matrix": [
        (r"n_cases", "cases", ALL),
        (r"case\.(?P<key>[^.]+)\..*", "cases", "case"),
        (r"method\.(?P<key>[^.]+)\.cases", "cases", "method"),
        (r"kind\.(?P<key>[^.]+)\.factors", "factors", "kind"),
        (r"total\.(?P<key>[^.]+)", "presence", "factor"),
        (r"passages\.(?P<key>[^.]+)\..*", "presence", "factor"),
        (r"n_passages", "presence", ALL),
    ],
    "instruments": [
        (r"n_topics|n_instruments|n_questions", "topics", ALL),
        (r"instrument\.(?P<key>[^.]+)\..*", "topics", "instrument"),
    ],
}


@dataclass(frozen=True)
class Behind:
    """Rows of a table that a value was computed from.

    Parameters
    ----------
    kind : str
        Kind of the table, or ``scale`` for the settings in ``study.toml``.
    chosen : str
        Which rows, in words: ``factor = trust``, or *all rows*.
    rows : DataFrame
        The rows.
    """

    kind: str
    chosen: str
    rows: pd.DataFrame

    def told(self) -> str:
        """Tell table, rows and their number in a few words."""
        number = f"{len(self.rows)} row" + ("" if len(self.rows) == 1 else "s")
        return f"{self.kind}: {self.chosen} ({number})"


def rows_behind(analysis: str, value: str, table: Table) -> list[Behind]:
    """Find the rows that a value was computed from.

    Parameters
    ----------
    analysis : str
        Name of the analysis.
    value : str
        Path of the value in its ``values.json``.
    table : callable
        Gives the study's table of a kind, without rows when the study has none.

    Returns
    -------
    list of Behind
        One for each table; empty where no rule knows the value, as in an analysis of one's own.
    """
    found: list[Behind] = []
    for pattern, kinds, column in RULES.get(analysis, []):
        match = re.fullmatch(pattern, value)
        if match and not any(one.kind == kinds for one in found):
            kind = next((k for k in kinds.split(" or ") if not table(k).empty), "")
            if kind:
                found += _chosen(kind, _with_dimension(kind, column, table), column, match)
    return found


def _chosen(kind: str, rows: pd.DataFrame, column: str, match: re.Match[str]) -> list[Behind]:
    """Keep the rows whose cell the path names."""
    if column == ALL:
        return [Behind(kind, "all rows", rows)]
    names = match.groupdict()
    if column == "column":
        column = names["column"]
    column = next((name for name in column.split(" or ") if name in rows), "")
    if not column:
        return []
    key = names.get("key") or names.get("form") or match[0].removeprefix("n_")
    cells = rows[column].astype("str").where(rows[column].notna(), "")
    kept = rows[cells.map(slug) == key]
    if kept.empty:
        return []
    # A score has its dimension from its item: its own table has no such column.
    told = f"{column} of the item" if kind == "scores" and column == "dimension" else column
    return [Behind(kind, f"{told} = {kept[column].iloc[0]}", kept)]


def _with_dimension(kind: str, column: str, table: Table) -> pd.DataFrame:
    """Give a table; a score has the dimension of its item, where that is asked for."""
    rows = table(kind)
    if kind == "scores" and column == "dimension":
        return rows.merge(table("items")[["item", "dimension"]], on="item", how="left")
    return rows
