"""What a workbook shows otherwise than it is read: hidden rows, and sheets that are not read."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from compendium.language import say
from compendium.study.other_sheets import sheets_with
from compendium.study.study import Study
from compendium.study.workbook import sheet_name

_HIDDEN = re.compile(rb"<(?:\w+:)?row\b(?=[^>]*\bhidden=\"(?:1|true)\")[^>]*?\br=\"(\d+)\"")
_SHOWN = 3


def workbook_hints(study: Study) -> Iterator[str]:
    """Say of each workbook which rows are hidden and counted, and which sheet was not read."""
    for kind in study.kinds:
        path = study.folder / study.file_name(kind)
        if path.suffix != ".xlsx":
            continue
        try:
            read, hidden, others = _look(path, kind)
        except Exception:  # what cannot be read is told where the table is checked
            continue
        shown = study.shown(kind)
        if hidden:
            rows = ", ".join(map(str, hidden[:_SHOWN])) + (", ..." if hidden[_SHOWN:] else "")
            yield say(
                "{shown}: rows that are hidden or filtered out count too (row {rows}). Remove "
                "them from the table if they are not to count.",
                shown=shown,
                rows=rows,
            )
        for title in others:
            yield say(
                "{shown}: the sheet {title!r} has the columns of this table too, and is not read; "
                "{read!r} is. Put all rows in one sheet.",
                shown=shown,
                title=title,
                read=read,
            )


def _look(path: Path, kind: str) -> tuple[str, list[int], list[str]]:
    """Find the sheet that is read, its hidden rows, and the others with the same columns."""
    from openpyxl import load_workbook

    read = sheet_name(path, named=kind)
    book = load_workbook(path, read_only=True)
    try:
        inside = book[read]._worksheet_path
    finally:
        book.close()
    with zipfile.ZipFile(path) as archive:
        hidden = [int(row) for row in _HIDDEN.findall(archive.read(inside))]
    return read, hidden, [title for title in sheets_with(path, kind) if title != read]
