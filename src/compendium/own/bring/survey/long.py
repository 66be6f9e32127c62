"""A sheet with a row per answer: who, to which question, and what."""

from compendium.own.bring.survey.wide import PERSON, ROUND, Question, Wide
from compendium.qda.read.columns import plain_name
from compendium.qda.read.sheet import Rows

_QUESTION = ("item", "vraag", "question", "stelling", "statement", "vraagnummer", "vraagcode",
             "itemcode", "variabele", "variable")  # fmt: skip
_ANSWER = ("rating", "antwoord", "answer", "score", "waarde", "value", "response", "oordeel")


def read_long(rows: Rows) -> Wide | None:
    """Read a sheet with a row per answer; None when it is none, or somebody answers twice."""
    if len(rows) < 2:
        return None
    header = rows[0]
    names = [plain_name(name) for name in header]
    places = [next((names.index(one) for one in known if one in names), None)
              for known in (PERSON, _QUESTION, _ANSWER, ROUND)]  # fmt: skip
    person, question, answer, when = places
    if person is None or question is None or answer is None:
        return None
    answers: dict[tuple[str, str], dict[str, str]] = {}
    for row in rows[1:]:
        cells = row + [""] * (len(header) - len(row))
        of = answers.setdefault((cells[person], cells[when] if when is not None else ""), {})
        if not cells[person] or not cells[question] or cells[question] in of:
            return None
        of[cells[question]] = cells[answer]
    asked = list(dict.fromkeys(name for of in answers.values() for name in of))
    about = [person] if when is None else [person, when]
    questions = (*(Question(header[place], header[place]) for place in about),
                 *(Question(name, name) for name in asked))  # fmt: skip
    body = [
        [*([who] if when is None else [who, moment]), *(of.get(name, "") for name in asked)]
        for (who, moment), of in answers.items()
    ]
    return Wide("a sheet with a row per answer", questions, body)
