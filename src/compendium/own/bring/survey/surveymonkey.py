"""SurveyMonkey: two rows above the answers: questions, and below them the rows of a matrix."""

from compendium.own.bring.survey.wide import Wide, as_questions, stems
from compendium.qda.read.columns import plain_name
from compendium.qda.read.sheet import Rows

_KNOWN = {"respondent id", "collector id"}
_ONLY = ("response", "open-ended response", "antwoord", "open antwoord", "open-eind antwoord")


def read_surveymonkey(rows: Rows) -> Wide | None:
    """Read an export of SurveyMonkey; None when it is none."""
    if len(rows) < 3:
        return None
    names = {plain_name(name) for name in rows[0]}
    # An export may be without the columns about the answering; the second row tells it then.
    below = [cell.casefold() for cell in rows[1] if cell]
    told = bool(names & {"respondent id", "respondentid"}) and any(one in _ONLY for one in below)
    if not names >= _KNOWN and not (told and not rows[1][0]):
        return None
    width = max(len(rows[0]), len(rows[1]))
    above, below = (row + [""] * (width - len(row)) for row in rows[:2])
    columns, texts, groups, question = [], [], [], ""
    for over, under in zip(above, below, strict=True):
        # A matrix has its question over its first row only.
        question = over or (question if under else "")
        alone = not under or under.casefold() in _ONLY
        columns.append(question if alone else f"{question} [{under}]")
        texts.append(question if alone else under)
        groups.append("" if alone else question)
    for place, (stem, text) in enumerate(stems(texts)):
        if stem and not groups[place]:
            groups[place], texts[place] = stem, text
    body = [row + [""] * (width - len(row)) for row in rows[2:]]
    return Wide("SurveyMonkey", as_questions(columns, texts, groups), body)
