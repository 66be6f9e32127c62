"""Tables of the Word file: columns as wide as their words need, and no word broken."""

import re
from collections.abc import Sequence

from compendium.exhibits import style
from compendium.exhibits.lettering import width_of

TWIPS_PER_MM = 1440 / style.MM_PER_INCH
MARGINS = 4.2  # millimetres left and right of the text of a cell, together
WIDEST = 62.0  # millimetres after which a text rather begins a new line
SIZES = (8.5, 8.0, 7.5, 7.0, 6.5, 6.0)  # points of the text of a table, the first as a rule
ENOUGH = 0.3  # of what columns wish beyond their longest words; below that the text is smaller

_TABLE = re.compile(r"<w:tbl>.*?</w:tbl>", re.DOTALL)
_ROW = re.compile(r"<w:tr\b.*?</w:tr>", re.DOTALL)
_CELL = re.compile(r"<w:tc>.*?</w:tc>", re.DOTALL)
_CELL_START = re.compile(r"<w:tc>\s*(?:<w:tcPr\s*/>|<w:tcPr>\s*</w:tcPr>)")
_TEXT = re.compile(r"<w:t(?:\s[^>]*)?>([^<]*)</w:t>")
_FULL = re.compile(r'<w:tblW [^>]*w:type="pct"[^>]*/>|<w:tblW [^>]*w:w="5000"[^>]*/>')
_GRID = re.compile(r"<w:tblGrid>.*?</w:tblGrid>", re.DOTALL)
_PAGE = re.compile(r'<w:pgSz [^>]*w:w="(\d+)"|<w:pgMar [^>]*w:left="(\d+)"[^>]*w:right="(\d+)"')
_RUN = re.compile(r"<w:r>(?!\s*<w:rPr>)")


def fit_tables(text: str, *, sized: bool = False) -> str:
    """Give the columns of tables that fill the page widths that fit their words.

    Parameters
    ----------
    text : str
        The document of a Word file, as pandoc makes it.
    sized : bool, optional
        Whether every table says the size of its text, since the styles are not our own.

    Returns
    -------
    str
        The document. Where the longest words of a table do not fit beside one another, its text
        is smaller.
    """
    width = _width(text)
    return _TABLE.sub(lambda found: _fitted(found.group(), width, sized), text)


def widths(columns: Sequence[Sequence[str]], room: float) -> tuple[list[float], float]:
    """Divide a width among columns.

    Parameters
    ----------
    columns : sequence of sequence of str
        Texts of the cells, column by column, the heading first.
    room : float
        Millimetres for all columns together.

    Returns
    -------
    tuple
        Millimetres for each column, and how many points the text is large.

    Examples
    --------
    >>> divided, size = widths([["No.", "12"], ["Answer", "to be written by the authors"]], 100)
    >>> size, [round(width) for width in divided]
    (8.5, [10, 46])
    """
    inside = room - MARGINS * len(columns)
    for size in SIZES:
        least, wished = zip(*(_needs(own, size) for own in columns), strict=True)
        spare, more = inside - sum(least), sum(wished) - sum(least)
        if spare >= ENOUGH * more:
            break
    share = min(spare / more, 1.0) if more else 0.0
    each = [low + (high - low) * max(share, 0) for low, high in zip(least, wished, strict=True)]
    over = min(1.0, inside / sum(each))  # where even small words do not fit beside one another
    return [width * over + MARGINS for width in each], size


def _needs(cells: Sequence[str], size: float) -> tuple[float, float]:
    """Width of the longest word of a column, and of the longest text that needs no second line."""
    texts = [(cell, place == 0) for place, cell in enumerate(cells)]
    least = max(
        width_of(word, size, bold=bold) for cell, bold in texts for word in f"{cell} .".split()
    )
    whole = max(width_of(cell, size, bold=bold) for cell, bold in texts)
    return least, max(least, min(whole, WIDEST))


def _width(text: str) -> float:
    """Millimetres between the margins of the page."""
    found = [[int(number or 0) for number in numbers] for numbers in _PAGE.findall(text)]
    page = max((one[0] for one in found), default=0) or 11906
    margins = max((one[1] + one[2] for one in found), default=0) or 2834
    return (page - margins) / TWIPS_PER_MM


def _fitted(table: str, room: float, sized: bool) -> str:
    rows = [
        ["".join(_TEXT.findall(cell)) for cell in _CELL.findall(row)] for row in _ROW.findall(table)
    ]
    full = _FULL.search(table)
    if not full or not rows or len({len(row) for row in rows}) != 1:
        return _smaller(table, SIZES[0]) if sized else table
    divided, size = widths(list(zip(*rows, strict=True)), room)
    twips = [round(width * TWIPS_PER_MM) for width in divided]
    grid = "".join(f'<w:gridCol w:w="{width}" />' for width in twips)
    table = table.replace(full.group(), f'<w:tblW w:type="dxa" w:w="{sum(twips)}" />', 1)
    table = _GRID.sub(f"<w:tblGrid>{grid}</w:tblGrid>", table, count=1)
    table = _ROW.sub(lambda row: _sized(row.group(), twips), table)
    return table if size == SIZES[0] and not sized else _smaller(table, size)


def _sized(row: str, twips: Sequence[int]) -> str:
    each = iter(twips)
    return _CELL_START.sub(
        lambda _: f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{next(each)}" /></w:tcPr>', row
    )


def _smaller(table: str, size: float) -> str:
    """Write the text of a table in a smaller size."""
    points = f'<w:sz w:val="{int(2 * size)}" /><w:szCs w:val="{int(2 * size)}" />'
    return _RUN.sub(f"<w:r><w:rPr>{points}</w:rPr>", table)
