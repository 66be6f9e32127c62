"""Recognise a questionnaire, and read it by its mapping."""

import re
from collections.abc import Callable
from dataclasses import replace

from compendium.language import counted, say
from compendium.own.bring.survey.forms import read_forms
from compendium.own.bring.survey.kinds import kind_of
from compendium.own.bring.survey.limesurvey import read_limesurvey
from compendium.own.bring.survey.long import read_long
from compendium.own.bring.survey.plain import read_plain
from compendium.own.bring.survey.qualtrics import read_qualtrics
from compendium.own.bring.survey.surveymonkey import read_surveymonkey
from compendium.own.bring.survey.wide import Wide
from compendium.qda.read.columns import plain_name
from compendium.qda.read.sheet import Rows

# In this order: the last one takes any sheet with a header.
PROGRAMS: tuple[Callable[[Rows], Wide | None], ...] = (
    read_qualtrics,
    read_surveymonkey,
    read_limesurvey,
    read_forms,
    read_long,
)
SEARCHED = 10  # rows at the top in which a title may stand
_CODES = ("code", "codes", "thema", "theme", "subthema", "subtheme", "categorie", "category")
_INTERVIEW = re.compile(
    r"(?:[rpi]|resp|respondent|interview|int|participant|deelnemer)[ _.]?\d{1,3}|totaal|total"
)
LEAST = 2  # closed questions that make a plain sheet a questionnaire


def find_survey(rows: Rows, *, sure: bool = False) -> Wide | None:
    """Read a sheet as a questionnaire; None when it is none.

    Parameters
    ----------
    rows : list of list of str
        The sheet.
    sure : bool, optional
        Whether the user says that it is one: then any sheet with a header is.
    """
    filled = [row for row in rows if any(row)]
    for above in range(min(SEARCHED, len(filled))):
        for read in PROGRAMS:
            if wide := read(filled[above:]):
                note = (
                    say("above the header and not read: {rows}", rows=counted(above, "row")),
                ) * bool(above)
                return replace(wide, notes=(*note, *wide.notes))
    wide = read_plain(rows)
    if wide is None or sure:
        return wide
    if _of_codes(wide):
        return None
    kinds = [kind_of(wide.column(one.name), (), one).name for one in wide.asked()]
    closed = [kind for kind in kinds if kind != "text"]
    scaled = [kind for kind in closed if kind != "words"]
    return wide if len(scaled) >= LEAST and len(closed) * 2 >= len(kinds) else None


def _of_codes(wide: Wide) -> bool:
    """Whether it is a table of codes by interviews, with numbers of passages."""
    names = [plain_name(one.name) for one in wide.questions]
    people = sum(bool(_INTERVIEW.fullmatch(name)) for name in names[1:])
    return names[0] in _CODES and people * 2 >= len(names) - 1
