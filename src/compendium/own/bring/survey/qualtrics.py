"""Qualtrics: three rows above the answers: names, questions, and the program's own numbers."""

from compendium.language import say
from compendium.own.bring.survey.wide import Wide, as_questions
from compendium.qda.read.columns import plain_name
from compendium.qda.read.sheet import Rows

_OWN = '{"ImportId"'
_TRIALS = ("survey preview", "survey test", "1", "2")


def read_qualtrics(rows: Rows) -> Wide | None:
    """Read an export of Qualtrics; None when it is none."""
    if len(rows) < 3 or not any(cell.replace("'", '"').startswith(_OWN) for cell in rows[2]):
        return None
    header, texts = rows[0], rows[1] + [""] * (len(rows[0]) - len(rows[1]))
    groups, shorter = [], []
    for name, text in zip(header, texts, strict=False):
        stem = _stem(name, header, texts) if "_" in name else ""
        groups.append(stem.strip(" -:"))
        shorter.append(text.removeprefix(stem).strip(" -:") or text)
    body = [row + [""] * (len(header) - len(row)) for row in rows[3:]]
    names = [plain_name(name) for name in header]
    notes: tuple[str, ...] = ()
    if "status" in names:
        place = names.index("status")
        trials = [row for row in body if row[place].casefold() in _TRIALS]
        if trials:
            body = [row for row in body if row not in trials]
            notes = (
                say("{number} previews and tests of the makers were left out", number=len(trials)),
            )
    return Wide("Qualtrics", as_questions(header, shorter, groups), body, notes)


def _stem(name: str, header: list[str], texts: list[str]) -> str:
    """Find what the questions of a matrix, Q1_1 to Q1_5, have in common: the question above."""
    begin = name.rpartition("_")[0]
    same = [
        text
        for other, text in zip(header, texts, strict=False)
        if other.rpartition("_")[0] == begin and text
    ]
    if len(same) < 2:
        return ""
    stems = {text[: text.rfind(" - ") + 3] for text in same}
    return stems.pop() if len(stems) == 1 else ""
