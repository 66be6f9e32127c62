"""Read the cells of a table as people's spreadsheets write it, as text.

An Excel workbook; or a text with commas, semicolons or tabs, in UTF-8 with or without a
byte-order mark, UTF-16, or an older encoding. The file itself is never
changed. Without pandas, since the plan reads single columns and must stay quick.
"""

import csv
import io
import re
from collections.abc import Collection
from pathlib import Path

from compendium.errors import StudyError, TableError
from compendium.files import is_there, no_file
from compendium.language import say, tell
from compendium.layout import Layout, has_texts
from compendium.study.bounds import (
    MEGABYTE,
    MOST_PACKED,
    bound,
    counted_rows,
    to_read_more,
)
from compendium.study.encoding import decode
from compendium.study.kinds import KINDS
from compendium.study.settings import withheld_reasons
from compendium.study.workbook import read_sheet

DELIMITERS = (",", ";", "\t")
ENDINGS = (".csv", ".xlsx")
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
LOOKED_AT = 20_000  # characters at the beginning in which the header stands


def table_files(folder: Path) -> dict[str, Path]:
    """Find the tables in a study's folder: ``<kind>.csv`` or ``<kind>.xlsx``.

    Parameters
    ----------
    folder : Path
        A folder, or anything else.

    Returns
    -------
    dict of str to Path
        The file of each kind that is there, in the order of the kinds. Where a table is there
        in both forms, the CSV file; `read_rows` refuses it.
    """
    try:
        # One look at the folder: it is asked for often, and most kinds are not there.
        there = {path.name.casefold() for path in folder.iterdir()}
    except (FileNotFoundError, NotADirectoryError):
        return {}
    files = {}
    for kind in KINDS:
        for ending in reversed(ENDINGS):
            path = folder / f"{kind}{ending}"
            if path.name in there and is_there(path):  # what is no file is told where it is read
                files[kind] = path
    return files


def study_folders(layout: Layout) -> dict[str, Path]:
    """Find the studies of a compendium: the folders of ``data/`` that hold a table or texts.

    Of a study that withholds all its tables, others have the folder without one.

    Raises
    ------
    StudyError
        When a study is a link that leads nowhere: what was made of it must not be taken for
        what is left of a study that was removed.
    """
    if not layout.data.is_dir():
        return {}
    found = {}
    for folder in sorted(layout.data.iterdir()):
        if folder.is_symlink() and not folder.exists():
            raise StudyError(
                say(
                    "data/{name}: this link leads nowhere. Connect the drive that it leads to, "
                    "or remove the link.",
                    name=folder.name,
                )
            )
        if _is_study(folder):
            found[folder.name] = folder
    return found


def is_study(layout: Layout, name: str) -> bool:
    """Whether a study has this name, without a look into the folders of the others."""
    here = layout.data.is_dir() and name in {path.name for path in layout.data.iterdir()}
    return here and _is_study(layout.data / name)


def _is_study(folder: Path) -> bool:
    return bool(table_files(folder) or has_texts(folder) or withheld_reasons(folder))


def alike(layout: Layout, name: str) -> str:
    """Find a study whose name differs from another name in capital letters only.

    To many a computer the two are one folder.

    Parameters
    ----------
    layout : Layout
        The compendium.
    name : str
        The other name.

    Returns
    -------
    str
        Name of the study; empty when there is none.
    """
    names = [path.name for path in layout.data.iterdir()] if layout.data.is_dir() else []
    found = [one for one in names if one.casefold() == name.casefold()]
    return "" if name in found or not found else found[0]


def read_rows(
    path: Path, columns: Collection[str], *, shown: str = ""
) -> tuple[list[list[str]], str]:
    """Read all rows of a table as text.

    Parameters
    ----------
    path : Path
        A CSV file or an Excel workbook. Of a workbook, the sheet that is named as the file is,
        or else its first one.
    columns : collection of str
        Names that its header may hold; the delimiter is the one that finds most of them.
    shown : str, optional
        Name of the file in messages; by default the path.

    Returns
    -------
    list of list of str
        The rows, the header first.
    str
        The delimiter; empty for a workbook.

    Raises
    ------
    TableError
        When the file is not there or cannot be read, when its quotation marks do not pair up, or
        when the same table is beside it in the other form.
    """
    shown = shown or str(path)
    _check_alone(path, shown)
    reason = no_file(path)
    if reason:
        raise TableError(
            say(
                "{shown}: the file {reason}. Put it there, or correct its name.",
                shown=shown,
                reason=tell(reason),
            )
        )
    if path.suffix == ".xlsx":
        return read_sheet(path, named=path.stem, shown=shown), ""
    if path.stat().st_size > bound(MOST_PACKED):
        raise TableError(
            say(
                "{shown}: the table has more than {bound} MB. {to_read_more}",
                shown=shown,
                bound=bound(MOST_PACKED) // MEGABYTE,
                to_read_more=to_read_more(),
            )
        )
    try:
        content = path.read_bytes()
        if content.startswith(_WORKBOOKS):
            raise TableError(
                say(
                    "{shown}: this is a workbook of Excel, whatever its name says. Rename it to "
                    "{name}.xlsx, or save it as an Excel workbook (.xlsx) under that name.",
                    shown=shown,
                    name=path.stem,
                )
            )
        text = decode(content)
    except OSError as error:
        raise TableError(
            say(
                "{shown}: the file cannot be read ({strerror}). Check that you may open "
                "it, and that its disk is there.",
                shown=shown,
                strerror=error.strerror,
            )
        ) from error
    except UnicodeDecodeError as error:
        raise TableError(
            say(
                "{shown}: the text breaks off in the middle of a character. In the "
                "spreadsheet, save the table as CSV (UTF-8) again.",
                shown=shown,
            )
        ) from error
    if "\x00" in text:
        raise TableError(
            say(
                "{shown}: this is not a text file. In the spreadsheet, save the table as "
                "CSV (UTF-8).",
                shown=shown,
            )
        )
    if re.match(r"\s*(?:<(?:!doctype|html|table|\?xml)\b|[\[{]\s*[{\"])", text, re.IGNORECASE):
        raise TableError(
            say(
                "{shown}: this is a web page, XML or JSON, and no table with a row a line. In the "
                "spreadsheet, save the table as CSV (UTF-8).",
                shown=shown,
            )
        )
    text, delimiter = _delimiter(text, set(columns))
    rows: list[list[str]] = []
    try:
        for row in counted_rows(
            csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        ):
            rows.append(row)
    except OverflowError as error:
        raise TableError(
            say(
                "{shown}: the table has {error}. {to_read_more}",
                shown=shown,
                error=error,
                to_read_more=to_read_more(),
            )
        ) from error
    except csv.Error as error:
        raise TableError(
            say(
                "{shown}, row {rows}: the quotation marks do not pair up ({error}). Write "
                'text that holds a comma or a quotation mark as "text, with "" inside".',
                shown=shown,
                rows=len(rows) + 1,
                error=error,
            )
        ) from error
    return rows, delimiter


def _delimiter(text: str, known: set[str]) -> tuple[str, str]:
    """Find what stands between cells: what the line ``sep=;`` of Excel says, or the header tells.

    Excel does not show that line, so that the row below it is the first.
    """
    first = re.match(r'"?sep=([,;\t])"?(?:\r\n|\r|\n|$)', text, re.IGNORECASE)
    if first:
        return text[first.end() :], first[1]
    lines = [line for line in text[:LOOKED_AT].splitlines() if line]
    names = {
        mark: max((len(known & _names(line, mark)) for line in lines), default=0)
        for mark in DELIMITERS
    }
    # Of a header that names nothing that is known, by what the first line holds most of.
    often = {mark: lines[0].count(mark) if lines else 0 for mark in DELIMITERS}
    return text, max(
        DELIMITERS, key=lambda mark: (names[mark], often[mark] * (not any(names.values())))
    )


def _names(line: str, mark: str) -> set[str]:
    return {name.strip().strip('"').casefold() for name in line.split(mark)}


def _check_alone(path: Path, shown: str) -> None:
    """Refuse a table that is there both as CSV and as a workbook: one of them is old."""
    others = [path.with_suffix(end) for end in ENDINGS if end != path.suffix]
    for other in others:
        if is_there(path) and is_there(other):
            raise TableError(
                say(
                    "{shown}: {name} is there too, and both are the table {stem}. Keep the one "
                    "that is up to date, and move the other out of the folder.",
                    shown=shown,
                    name=other.name,
                    stem=path.stem,
                )
            )
