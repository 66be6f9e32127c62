"""A plain sheet: questions in a row, perhaps with a title above or a row of groups over them."""

from compendium.language import say
from compendium.own.bring.survey.wide import Wide, as_questions, bracketed
from compendium.qda.read.sheet import Rows

_SEARCHED = 10


def read_plain(rows: Rows) -> Wide | None:
    """Read a wide sheet; None when it has no header over at least one row of answers."""
    top = rows[:_SEARCHED]
    if len(rows) < 2:
        return None
    width = max(len(row) for row in rows)
    place = next((n for n, row in enumerate(top) if sum(bool(c) for c in row) >= 0.6 * width), None)
    if place is None or width < 2 or place + 1 >= len(rows):
        return None
    over = [""] * width
    header = rows[place] + [""] * (width - len(rows[place]))
    notes: list[str] = []
    two = _is_header(rows[place + 1], width) and len(set(header)) < len(header)
    if two and place + 2 < len(rows):
        over, header = header, rows[place + 1] + [""] * (width - len(rows[place + 1]))
        place += 1
        notes.append(say("two rows of headers: the first was taken for groups of questions"))
    elif place and any(rows[place - 1]) and len({c for c in rows[place - 1] if c}) > 1:
        over = _forward(rows[place - 1] + [""] * (width - len(rows[place - 1])))
        notes.append(say("row {place} was taken for groups of the questions below it", place=place))
    elif place:
        notes.append(say("above the header and not read: {place} row(s)", place=place))
    pairs = [bracketed(name) for name in header]
    groups = [stem or group for (stem, _), group in zip(pairs, over, strict=True)]
    body = [row + [""] * (width - len(row)) for row in rows[place + 1 :] if any(row)]
    questions = as_questions(header, [text for _, text in pairs], groups)
    return Wide("a plain sheet", questions, body, tuple(notes))


def _is_header(row: list[str], width: int) -> bool:
    filled = [cell for cell in row if cell]
    return (
        len(filled) >= 0.6 * width
        and len(set(filled)) == len(filled)
        and not any(cell.replace(".", "").replace(",", "").isdecimal() for cell in filled)
    )


def _forward(cells: list[str]) -> list[str]:
    filled, last = [], ""
    for cell in cells:
        last = cell or last
        filled.append(last)
    return filled
