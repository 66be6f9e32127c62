"""LimeSurvey: codes of questions or their words as header, codes of answers or their words.

A row of a matrix is ``code[SQ001]`` or ``Question [row]``; with both, the header is
``code[SQ001]. Question [row]``.
"""

import re

from compendium.own.bring.survey.wide import Wide, as_questions, bracketed
from compendium.qda.read.columns import plain_name
from compendium.qda.read.sheet import Rows

_KNOWN = (
    {"submitdate", "lastpage"}, {"date submitted", "last page"},
    {"datum van inzending", "laatste pagina"}, {"datum ingezonden", "laatste pagina"},
    {"submitdate date submitted", "lastpage last page"},
)  # fmt: skip
_CODE = re.compile(r"(\w+(?:\[[^\]]*\])*)\. (.+)", re.DOTALL)  # code and words of a column
_NUMBER = ("id", "id response id", "response id", "antwoord id", "id antwoord id")
_SENT = ("submitdate", "date submitted", "datum van inzending", "datum ingezonden")


def read_limesurvey(rows: Rows) -> Wide | None:
    """Read an export of LimeSurvey; None when it is none."""
    if len(rows) < 2:
        return None
    header, texts = _codes(rows[0])
    names = [plain_name(name) for name in header]
    coded = header != rows[0] and names[0] == "id"  # as exported with few columns
    if not coded and not any(wanted <= set(names) for wanted in _KNOWN):
        return None
    pairs = [bracketed(text) for text in texts]
    questions = as_questions(header, [text for _, text in pairs], [stem for stem, _ in pairs])
    sent = next((place for place, name in enumerate(names) if name.startswith(_SENT)), None)
    body = [row + [""] * (len(header) - len(row)) for row in rows[1:]]
    # An answer that was not sent has no date; 1980-01-01 is that of a survey without dates.
    open_rows = [row for row in body if sent is not None and not row[sent]]
    notes: tuple[str, ...] = ()
    if open_rows:
        notes = (f"{len(open_rows)} of {len(body)} were not sent off; what they answered is kept",)
    number = next((name for name in names if name in _NUMBER), "")
    named = questions[names.index(number)].name if number else ""
    return Wide("LimeSurvey", questions, body, notes, named)


def _codes(header: list[str]) -> tuple[list[str], list[str]]:
    """Take codes and words apart where every column has both."""
    pairs = [_CODE.fullmatch(name) for name in header if name]
    if not pairs or not all(pairs):
        return header, header
    both = [_CODE.fullmatch(name) for name in header]
    return ([pair[1] if pair else "" for pair in both], [pair[2] if pair else "" for pair in both])
