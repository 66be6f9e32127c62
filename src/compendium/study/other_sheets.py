"""Which sheets of a workbook hold the columns of a table."""

from pathlib import Path

from compendium.study.kinds import needed_columns
from compendium.study.signs import plain_cell


def sheets_with(path: Path, kind: str) -> list[str]:
    """Name the visible sheets of a workbook whose first row names the columns of a table."""
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True)
    try:
        return [
            str(sheet.title)
            for sheet in book.worksheets
            if sheet.sheet_state == "visible"
            and set(needed_columns(kind))
            <= {
                plain_cell(str(cell)).casefold()
                for row in sheet.iter_rows(max_row=1, values_only=True)
                for cell in row
            }
        ]
    finally:
        book.close()
