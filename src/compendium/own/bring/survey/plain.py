"""A plain sheet: questions in a row, perhaps with a title above or a row of groups over them."""

from compendium.language import say
from compendium.own.bring.survey.wide import Wide, as_questions, bracketed
from compendium.qda.read.columns import plain_name
from compendium.qda.read.sheet import Rows

_SEARCHED = 10
_QUESTIONS = ("vraag", "vragen", "stelling", "stellingen", "item", "items", "question", "questions",
              "statement", "statements")  # fmt: skip
_MEASURES = ("gemiddelde", "mean", "average", "sd", "n", "aantal", "totaal", "total", "mediaan",
             "median", "percentage", "toelichting", "opmerking", "opmerkingen", "remarks",
             "antwoord", "answer", "score")  # fmt: skip


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
    body = [row + [""] * (width - len(row)) for row in rows[place + 1 :] if any(row)]
    if not any(over) and _is_turned(header, body):
        notes.append(say("the questions stand in the rows, so that the sheet was turned"))
        asked = [row[0] for row in body]
        body = [[who, *(row[n] for row in body)] for n, who in enumerate(header) if n and who]
        header, over = ["Respondent", *asked], [""] * (len(asked) + 1)
    pairs = [bracketed(name) for name in header]
    groups = [stem or group for (stem, _), group in zip(pairs, over, strict=True)]
    questions = as_questions(header, [text for _, text in pairs], groups)
    return Wide("a plain sheet", questions, body, tuple(notes))


def _is_turned(header: list[str], body: Rows) -> bool:
    """Whether each row is a question, and each column a respondent."""
    names = [plain_name(name) for name in header]
    asked = [row[0] for row in body]
    people = [name for name in names[1:] if name]
    return (
        names[0] in _QUESTIONS
        and len(people) > 1
        and not any(name in _MEASURES for name in people)
        and len(people) == len(set(people))
        and all(asked)
        and len(asked) == len(set(asked))
    )


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
