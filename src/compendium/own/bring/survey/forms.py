"""Google Forms and Microsoft Forms: one row of questions, the answers as words.

Google's first column is the time of answering, and a row of a grid is ``Question [row]``.
Microsoft's first columns are ID, start and completion time, address and name.
"""

from compendium.own.bring.survey.wide import Wide, as_questions, bracketed
from compendium.qda.read.columns import plain_name
from compendium.qda.read.sheet import Rows

_GOOGLE = ("timestamp", "tijdstempel")
_MICROSOFT = ({"start time", "completion time"}, {"begintijd", "tijd van voltooien"},
              {"begintijd", "tijdstip van voltooien"}, {"begintijd", "voltooiingstijd"},
              {"starttijd", "voltooiingstijd"})  # fmt: skip
_QUIZ = ("points", "feedback", "punten")


def read_forms(rows: Rows) -> Wide | None:
    """Read a sheet of Forms; None when it is none."""
    if len(rows) < 2:
        return None
    header = rows[0]
    names = [plain_name(name) for name in header]
    if names[:1] and names[0] in _GOOGLE:
        program = "Google Forms"
    elif any(wanted <= set(names) for wanted in _MICROSOFT):
        program = "Microsoft Forms"
    else:
        return None
    kept = [place for place, name in enumerate(names) if not name.startswith(_QUIZ)]
    pairs = [bracketed(header[place]) for place in kept]
    answers = [
        [row[place].removesuffix(";") if place < len(row) else "" for place in kept]
        for row in rows[1:]
    ]
    questions = as_questions(
        [header[place] for place in kept], [text for _, text in pairs], [stem for stem, _ in pairs]
    )
    number = "ID" if program == "Microsoft Forms" else ""
    named = next((one.name for one in questions if one.name.upper() == number), "")
    return Wide(program, questions, answers, answer_number=named)
