"""Bring an imported table into a study that has an earlier one, and keep what was added by hand.

All cells are text here, empty where there is nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from compendium.language import counted, say
from compendium.qda.model.passages import one_line
from compendium.study.kinds import column_names, load_schema

Key = tuple[str, ...]
Row = dict[str, str]

MANY_CELLS = 1 << 16
_SHOWN = 10


@dataclass(frozen=True)
class Merged:
    """A table as it will be, and how it differs from what the study has.

    Parameters
    ----------
    table : DataFrame
        The new table, all text.
    added, removed : tuple of tuple
        Keys of rows.
    kept : tuple of tuple
        Keys of rows that are not in the file and stay: added by hand, or still in use.
    own_columns : tuple of str
        Columns that were added by hand.
    edited : tuple of str
        Cells that were changed by hand and stay, since the file has nothing new for them.
    overwritten : tuple of str
        Cells that were changed by hand and in the file too, which goes before.
    lost : tuple of str
        Cells that were written by hand in rows that are not in the file any more.
    """

    table: pd.DataFrame
    added: tuple[Key, ...]
    removed: tuple[Key, ...]
    kept: tuple[Key, ...]
    own_columns: tuple[str, ...]
    edited: tuple[str, ...]
    overwritten: tuple[str, ...]
    lost: tuple[str, ...]


def as_text(table: pd.DataFrame) -> pd.DataFrame:
    """Turn every cell into the text that a CSV file holds.

    Examples
    --------
    >>> as_text(pd.DataFrame({"n": pd.array([1, None], dtype="Int64")}))["n"].tolist()
    ['1', '']
    """
    return pd.DataFrame({column: _cells(table[column]) for column in table}, dtype="str")


def merge_table(
    kind: str,
    new: pd.DataFrame,
    old: pd.DataFrame,
    *,
    base: pd.DataFrame | None,
    imported: Sequence[str],
    renamed: Mapping[str, str],
    in_use: frozenset[str] = frozenset(),
    keep_all: bool = False,
) -> Merged:
    """Merge an imported table with the one that the study has.

    Parameters
    ----------
    kind : str
        Kind of the table.
    new : DataFrame
        As imported now, all text.
    old : DataFrame
        As it stands in the study, all text.
    base : DataFrame or None
        As the earlier import wrote it; None when that is not known on this machine.
    imported : sequence of str
        Columns that the earlier import filled.
    renamed : mapping of str to str
        New identifier by earlier one, of codes that only changed their name.
    in_use : frozenset of str
        Identifiers that other tables still point at: such rows stay.
    keep_all : bool, optional
        Whether all rows stay that are not in the file.

    Returns
    -------
    Merged
        Columns and cells that the file does not fill are kept by key. A cell that was changed by
        hand stays while the file has in it what it had before, and is overwritten otherwise.
    """
    key = load_schema(kind)["primaryKey"]
    new_rows = _by_key(new, key)
    old_rows = _by_key(_rename(old, renamed), key)
    base_rows = None if base is None else _by_key(_rename(base, renamed), key)
    own = [column for column in old if column not in new and column not in imported]
    edited: list[str] = []
    overwritten: list[str] = []
    rows: list[Row] = []
    for name, row in new_rows.items():
        before = None if base_rows is None else base_rows.get(name, {})
        rows.append(_merge_row(name, row, old_rows.get(name, {}), before, edited, overwritten))
    kept = [
        name
        for name in old_rows
        if name not in new_rows
        and (keep_all or (base_rows is not None and name not in base_rows) or name[0] in in_use)
    ]
    rows += [old_rows[name] for name in kept]
    if keep_all:
        # What a file adds stands behind what was there before.
        place = {name: at for at, name in enumerate(old_rows)}
        both = zip([*new_rows, *kept], rows, strict=True)
        rows = [row for _, row in sorted(both, key=lambda one: place.get(one[0], len(place)))]
    gone = [name for name in old_rows if name not in new_rows and name not in set(kept)]
    lost = [
        f"{' '.join(name)}, {column}: {text!r}"
        for name in gone
        for column, text in old_rows[name].items()
        if text and column not in key and _by_hand(column, text, own, base_rows, name)
    ]
    filled = {column for row in rows for column, text in row.items() if text}
    columns = [
        column for column in (*new, *old) if column in new or column in own or column in filled
    ]
    return Merged(
        table=ordered(pd.DataFrame(rows, columns=list(dict.fromkeys(columns))).fillna(""), kind),
        added=tuple(name for name in new_rows if name not in old_rows),
        removed=tuple(gone),
        kept=tuple(kept),
        own_columns=tuple(own),
        edited=tuple(edited),
        overwritten=tuple(overwritten),
        lost=tuple(lost),
    )


def merge_lines(kind: str, merged: Merged) -> list[str]:
    """Say what became of a table, a line each."""
    lines = []
    same = not (merged.added or merged.removed)
    rows = counted(len(merged.table), "row")
    lines.append(f"{kind}.csv: {say('{rows}, as before', rows=rows) if same else rows}")
    if merged.own_columns:
        names = ", ".join(merged.own_columns)
        lines.append("  " + say("columns added by hand are kept: {names}", names=names))
    if merged.kept:
        names = ", ".join(" ".join(key) for key in merged.kept[:_SHOWN])
        rows = counted(len(merged.kept), "row")
        lines.append("  " + say("{rows} not in the file kept: {names}", rows=rows, names=names))
    if merged.lost:
        number = counted(len(merged.lost), "cell")
        told = say(
            "{cells} written by hand in rows that are not in the file any more: put aside with the "
            "earlier table (see below):",
            cells=number,
        )
        lines.append(f"  {told}")
        lines += _first(merged.lost)
    if merged.edited:
        number = counted(len(merged.edited), "cell")
        lines.append("  " + say("{cells} changed by hand and kept:", cells=number))
        lines += _first(merged.edited)
    if merged.overwritten:
        number = counted(len(merged.overwritten), "cell")
        told = say(
            "{cells} changed by hand and overwritten, since the file changed too:", cells=number
        )
        lines.append(f"  {told}")
        lines += _first(merged.overwritten)
    return lines


def _first(cells: Sequence[str]) -> list[str]:
    return [f"    {cell}" for cell in cells[:_SHOWN]] + ["    ..."] * (len(cells) > _SHOWN)


def _by_hand(
    column: str, text: str, own: Sequence[str], base: Mapping[Key, Row] | None, name: Key
) -> bool:
    """Whether a cell is not as an import wrote it."""
    if base is None:
        return column in own
    return text != base.get(name, {}).get(column, "")


def ordered(table: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Put the columns in the order of the kind's schema, the others behind them."""
    known = [column for column in column_names(kind) if column in table]
    return table[[*known, *(column for column in table if column not in known)]]


def _merge_row(
    name: Key, new: Row, old: Row, base: Row | None, edited: list[str], overwritten: list[str]
) -> Row:
    merged = dict(new)
    for column, text in old.items():
        now = new.get(column, "")
        if text == now:
            continue
        before = None if base is None else base.get(column, "")
        if not now and (not before or text != before):
            # The file says nothing here, and what stands here was not imported as it stands.
            merged[column] = text
        elif before is not None and text != before:
            place = f"{' '.join(name)}, {column}"
            if now == before:
                merged[column] = text
                edited.append(
                    say("{place}: {text!r} instead of {now!r}", place=place, text=text, now=now)
                )
            else:
                overwritten.append(
                    say("{place}: {text!r} becomes {now!r}", place=place, text=text, now=now)
                )
    return merged


def _by_key(table: pd.DataFrame, key: Sequence[str]) -> dict[Key, Row]:
    rows: dict[Key, Row] = {}
    for record in table.to_dict("records"):
        row = {str(column): str(text) for column, text in record.items()}
        rows.setdefault(tuple(row.get(column, "") for column in key), row)
    return rows


def _rename(table: pd.DataFrame, renamed: Mapping[str, str]) -> pd.DataFrame:
    columns = [column for column in ("code", "parent") if column in table] if renamed else []
    return table.assign(**{column: table[column].replace(dict(renamed)) for column in columns})


def _cells(column: pd.Series) -> list[str]:
    """Turn the cells of a column into text; those of one known type without looking at each."""
    if isinstance(column.dtype, pd.StringDtype):
        cells: list[str] = column.fillna("").tolist()
        whole = "".join(cells)
        # Names and numbers: nothing that one_line would change.
        if " " not in whole and whole.isprintable():
            return cells
        return [one_line(cell) for cell in cells]
    if isinstance(column.dtype, pd.Int64Dtype):
        return ["" if cell is pd.NA else str(cell) for cell in column.tolist()]
    return list(map(_cell, column.tolist()))


@lru_cache(MANY_CELLS, typed=True)  # most cells of a project stand in it often
def _cell(value: object) -> str:
    if value is None or pd.isna(value):
        return ""
    if value is True or value is False or type(value).__name__ == "bool":
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return one_line(str(value))
