"""What every dialect of a questionnaire gives: its questions, and a row of answers a person."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from compendium.language import say
from compendium.qda.read.columns import plain_name
from compendium.qda.read.sheet import Rows

# Columns that are about the answering and not about what was asked, by what they are called.
_ASIDE = frozenset(
    plain_name(name)
    for name in (
        "timestamp", "tijdstempel", "start time", "completion time", "begintijd", "voltooiingstijd",
        "tijd van voltooien", "tijdstip van voltooien", "begintaal", "username", "gebruikersnaam",
        "laatst gewijzigd", "last modified time", "email", "e-mail",
        "e-mailadres", "email address", "name", "naam", "language", "taal", "starttime",
        "startdate", "enddate", "start date", "end date", "recorddate", "recorded date", "date",
        "datum", "status", "ipaddress", "ip address", "ip-adres", "progress", "finished",
        "duration", "duration (in seconds)", "responseid", "response id", "recipientlastname",
        "recipientfirstname", "recipientemail", "externalreference", "externaldatareference",
        "locationlatitude", "locationlongitude", "distributionchannel", "userlanguage",
        "recordeddate", "submitdate", "lastpage", "startlanguage", "seed", "datestamp", "refurl",
        "token",
        "interviewtime", "date submitted", "datum ingezonden", "last page", "start language",
        "date started",
        "date last action", "referrer url", "total time", "datum van inzending",
        "laatste pagina", "starttaal", "datum gestart", "datum laatste actie",
        "collector id", "first name", "last name", "custom data 1", "respondent id", "antwoord id",
        "voornaam", "achternaam", "total points", "quiz feedback", "totaal aantal punten",
    )
)  # fmt: skip
PERSON = tuple(
    plain_name(name)
    for name in (
        "respondent", "respondentnummer", "respondent id", "respondentid", "respondentcode",
        "respondent code",
        "respnr", "responseid", "response id", "antwoord id", "participant", "participant id",
        "deelnemer", "deelnemernummer", "deelnemer id", "deelnemerscode", "id", "code", "nr",
        "nummer", "number", "case", "case id", "caseid",
    )
)  # fmt: skip
SHEET = "name of the sheet"  # of a workbook with a sheet for each round
ROUND = tuple(
    plain_name(name)
    for name in (
        SHEET, "round", "ronde", "meting", "meetmoment", "moment", "wave", "golf", "time point",
        "tijdstip", "voor of na", "voor/na", "pre/post", "pre post",
    )
)  # fmt: skip
# A code of one's own, however it is asked for; and a name of a round, whatever is asked.
_CODE_ASKED = re.compile(
    r"\b(?:deelnemer|respondent|participant)s?[ -]?(?:code|nummer|number|id|nr)\b"
    r"|\b(?:persoonlijke|eigen|jouw|je|uw|personal|own|your)[ -](?:code|nummer|number)\b"
    r"|\bpseudon(?:ie|y)m\b"
)
ROUND_NAME = (
    r"(?:t[ _-]?\d{1,2}|pre|post|pre-?test|post-?test|voor|na|vooraf|achteraf"
    r"|(?:voor|na|nul|tussen|eind|begin)-?meting|before|after|baseline|follow[ -]?up"
    r"|(?:ronde|round|meting|wave|golf|moment|meetmoment)[ _-]?\d{1,2}"
    r"|\d(?:e|st|nd|rd|th)[ _-](?:ronde|round|meting|wave))"
)


@dataclass(frozen=True)
class Question:
    """A column of a questionnaire.

    Parameters
    ----------
    name : str
        Name of the column, which no other column has.
    text : str
        What was asked.
    group : str
        The question that several columns belong to, such as that of a matrix; may be empty.
    words : mapping of float to str
        What a number stands for, where the file says so.
    """

    name: str
    text: str
    group: str = ""
    words: dict[float, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Wide:
    """A questionnaire as a program exports it.

    Parameters
    ----------
    program : str
        What wrote it.
    questions : tuple of Question
        Its columns.
    rows : list of list of str
        The answers, a row per respondent, a cell per column.
    notes : tuple of str
        What was left out or assumed.
    answer_number : str
        Column in which the program numbers the answers, each time anew: it tells the rows of one
        file apart, and not who answered in another round.
    """

    program: str
    questions: tuple[Question, ...]
    rows: Rows
    notes: tuple[str, ...] = ()
    answer_number: str = ""

    @cached_property
    def _places(self) -> dict[str, int]:
        names = [question.name for question in self.questions]
        return {name: place for place, name in reversed(list(enumerate(names)))}

    def column(self, name: str) -> list[str]:
        """Give the answers to a question, by the name of its column."""
        place = self._places[name]
        return [row[place] if place < len(row) else "" for row in self.rows]

    def person(self) -> str:
        """Name the column that tells respondents apart; empty when there is none."""
        if found := self._first(PERSON, unique=True):
            return found
        asked = (one.name for one in self.questions if _CODE_ASKED.search(plain_name(one.name)))
        for name in asked:
            pairs = list(zip(self.column(name), self._rounds(), strict=True))
            if all(cell for cell, _ in pairs) and len(set(pairs)) == len(pairs):
                return name
        numbers = self.column(self.answer_number) if self.answer_number else [""]
        return self.answer_number if all(numbers) and len(set(numbers)) == len(numbers) else ""

    def not_apart(self) -> str:
        """Say which column seems to name the respondents, and why it does not tell them apart."""
        for question in self.questions:
            if plain_name(question.name) in PERSON and question.name != self.answer_number:
                cells = self.column(question.name)
                twice = next((cell for cell, n in Counter(cells).items() if cell and n > 1), "")
                rows = next((n for n, cell in enumerate(cells, start=1) if not cell), 0)
                if twice and not self.round():
                    return say(
                        "the column {name} does not tell them apart: {who} stands in it twice",
                        name=repr(question.name),
                        who=repr(twice),
                    )
                if rows and any(cells):
                    return say(
                        "the column {name} does not tell them apart: it is empty for answer {row}",
                        name=repr(question.name),
                        row=rows,
                    )
        return ""

    def round(self) -> str:
        """Name the column that says in which round a row was filled in; empty without one."""
        if found := self._first(ROUND, unique=False):
            return found
        for question in self.questions:
            cells = set(self.column(question.name))
            if len(cells) > 1 and all(
                re.fullmatch(ROUND_NAME, cell, re.IGNORECASE) for cell in cells
            ):
                return question.name
        return ""

    def _rounds(self) -> list[str]:
        name = self.round()
        return self.column(name) if name else [""] * len(self.rows)

    def asked(self) -> list[Question]:
        """Give the columns that are questions, and not about the answering."""
        aside = {self.person(), self.round(), self.answer_number}
        return [
            question
            for question in self.questions
            if question.name not in aside and plain_name(question.name) not in _ASIDE
        ]

    def _first(self, names: tuple[str, ...], *, unique: bool) -> str:
        known = {plain_name(question.name): question.name for question in self.questions}
        for name in names:
            if name in known and known[name] != self.answer_number:
                filled = [cell for cell in self.column(known[name]) if cell]
                rounds = self.round() if unique else ""
                alone = len(set(filled)) == len(filled) or bool(rounds)
                if len(filled) == len(self.rows) and (alone or not unique):
                    return known[name]
        return ""


def as_one(sheets: Mapping[str, Wide]) -> tuple[Wide, list[str]]:
    """Put sheets with the same columns, such as one for each round, below one another.

    Parameters
    ----------
    sheets : mapping of str to Wide
        Questionnaires by the name of the sheet.

    Returns
    -------
    Wide
        The first one, with those that have its columns; the name of the sheet is the round.
    list of str
        Names of the sheets that are in it.
    """
    first, *_ = sheets.values()
    names = [question.name for question in first.questions]
    alike = {
        title: wide
        for title, wide in sheets.items()
        if [question.name for question in wide.questions] == names
    }
    if len(alike) == 1 or first.round():
        return first, list(sheets)[:1]
    rows = [
        [title, *row[: len(names)], *[""] * (len(names) - len(row))]
        for title, wide in alike.items()
        for row in wide.rows
    ]
    sheet = Question(SHEET, SHEET)
    notes = (*first.notes, f"the sheets are rounds: {', '.join(alike)}")
    return Wide(first.program, (sheet, *first.questions), rows, notes, first.answer_number), list(
        alike
    )


def as_questions(header: list[str], texts: list[str], groups: list[str]) -> tuple[Question, ...]:
    """Make the columns; a name that stands twice is numbered."""
    found: dict[str, int] = {}
    questions = []
    for place, name in enumerate(header):
        name = " ".join(name.split()) or f"column {place + 1}"
        found[name] = found.get(name, 0) + 1
        unique = name if found[name] == 1 else f"{name} ({found[name]})"
        questions.append(Question(unique, texts[place] or name, groups[place]))
    return tuple(questions)


def stems(texts: Sequence[str]) -> list[tuple[str, str]]:
    """Take apart ``Question - row``, where several columns have the question.

    Examples
    --------
    >>> stems(["Is it? - here", "Is it? - there", "Well - no"])
    [('Is it?', 'here'), ('Is it?', 'there'), ('', 'Well - no')]
    """
    pairs = [text.rpartition(" - ") for text in texts]
    often = Counter(stem for stem, _, _ in pairs if stem)
    return [
        (stem.strip(), row.strip()) if often[stem] > 1 else ("", text)
        for text, (stem, _, row) in zip(texts, pairs, strict=True)
    ]


def bracketed(text: str) -> tuple[str, str]:
    """Take apart the column of a matrix: ``Question [row]``, as Forms and LimeSurvey write it.

    Examples
    --------
    >>> bracketed("How do you feel? [At home]"), bracketed("Age")
    (('How do you feel?', 'At home'), ('', 'Age'))
    """
    found = re.fullmatch(r"(.+?)\s*\[(.+)\]", text, re.DOTALL)
    # A matrix with two scales has a second pair of brackets.
    return (found[1].strip(), found[2].strip().replace("][", ", ")) if found else ("", text)
