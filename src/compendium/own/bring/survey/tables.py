"""Make the tables ``items`` and ``responses`` of a questionnaire and its mapping."""

from collections import Counter
from collections.abc import Mapping as Words

import pandas as pd

from compendium.errors import ProjectError
from compendium.language import counted, listed, mark, say
from compendium.own.bring.survey.answers import is_no_answer, key_of, number_in
from compendium.own.bring.survey.columns_of_rounds import round_of
from compendium.own.bring.survey.mapping import Mapping
from compendium.own.bring.survey.wide import Question, Wide
from compendium.qda.read.columns import plain_name

_SHOWN = 3
_LABEL = 80  # characters
_ALL = mark("All items")


def survey_tables(
    wide: Wide, mapping: Mapping, *, round_name: str, mapping_number: int = 1
) -> tuple[dict[str, pd.DataFrame], list[str]]:
    """Make the tables.

    Parameters
    ----------
    wide : Wide
        The questionnaire.
    mapping : Mapping
        How it is to be read.
    round_name : str
        Name of the round, where no column says it.
    mapping_number : int, optional
        Which questionnaire of the study it is.

    Returns
    -------
    dict of str to DataFrame
        ``items`` and ``responses``, all text.
    list of str
        What is to be said of them.

    Raises
    ------
    ProjectError
        When the mapping names a column that is not there, answers are neither a number of the
        scale nor named in it, or a respondent answered twice in a round.
    """
    _check_columns(wide, mapping)
    people, rounds = _people(wide, mapping, round_name, mapping_number)
    numbers = {key_of(word): number for word, number in mapping.answers.items()}
    wrong: dict[str, list[str]] = {}
    empty: dict[str, int] = {}
    rows = []
    answered: set[int] = set()
    for column, item in mapping.items.items():
        times = [mapping.rounds[column]] * len(people) if column in mapping.rounds else rounds
        cells = zip(people, times, wide.column(column), strict=True)
        for place, (person, when, cell) in enumerate(cells):
            rating = _rating(cell, mapping, numbers, mapping.scale_of(column))
            if rating is None:
                wrong.setdefault(cell, []).append(column)
            elif rating == "" and cell:
                empty[cell] = empty.get(cell, 0) + 1
            rows.append((person, item, when, rating or ""))
            answered |= {place} if rating else set()
    if wrong:
        raise ProjectError(_doubt(wrong, mapping))
    responses = pd.DataFrame(rows, columns=["respondent", "item", "round", "rating"], dtype="str")
    # Who answered nothing of all this took no part.
    part = responses.loc[responses["rating"] != "", ["respondent", "round"]].drop_duplicates()
    kept = responses.merge(part, on=["respondent", "round"])
    people_in = part.groupby("round", sort=False).size()
    each = [say("{n} in {round}", n=number, round=when) for when, number in people_in.items()]
    who = counted(part["respondent"].nunique(), "respondent")
    lines = [f"{who}: {listed(each)}" if each else who]
    if len(each) == 1:
        lines = [say("{n} in {round}", n=who, round=people_in.index[0])]
    if absent := len(wide.rows) - len(answered):
        lines.append(say("{rows} without any answer left out", rows=counted(absent, "row")))
    lines += [
        say("no answer: {word}, {cells}", word=repr(word), cells=counted(number, "cell"))
        for word, number in empty.items()
    ]
    return {"items": _items(wide, mapping), "responses": kept}, lines


def _rating(
    cell: str, mapping: Mapping, numbers: Words[str, int], scale: tuple[int, int]
) -> str | None:
    """Give the number of an answer; empty for none, and None for one that cannot be read."""
    if cell in mapping.missing:
        return ""
    if key_of(cell) in numbers:
        return str(numbers[key_of(cell)])
    if is_no_answer(cell):
        return ""
    number = number_in(cell)
    if number is not None and scale[0] <= number <= scale[1]:
        return f"{number:g}"
    return None


def _people(
    wide: Wide, mapping: Mapping, round_name: str, mapping_number: int
) -> tuple[list[str], list[str]]:
    rounds = [round_name] * len(wide.rows)
    if mapping.round:
        rounds = wide.column(mapping.round)
        if "" in rounds:
            raise ProjectError(
                say(
                    "the column {round!r} says the round, and is empty in row {row} of the "
                    "answers. Fill it in.",
                    round=mapping.round,
                    row=rounds.index("") + 1,
                )
            )
    if mapping.respondent:
        people = wide.column(mapping.respondent)
        _check_people(people, rounds, mapping.respondent)
        if mapping.respondent != wide.answer_number:
            return people, rounds
    else:
        people = [str(place) for place in range(1, len(rounds) + 1)]
    if mapping.rounds:
        return [f"R{number}" for number in people], rounds
    # Rows of two rounds have nothing to do with one another: the round is part of the name, and
    # so is the number of the questionnaire where a study has several.
    which = f"{mapping_number}-" if mapping_number > 1 else ""
    return [f"{when}-{which}{one}" for when, one in zip(rounds, people, strict=True)], rounds


def _check_people(people: list[str], rounds: list[str], column: str) -> None:
    pairs = list(zip(people, rounds, strict=True))
    twice = [pair for pair, times in Counter(pairs).items() if times > 1]
    if twice or "" in people:
        what = (
            say("{name!r} answered twice in {name2!r}", name=twice[0][0], name2=twice[0][1])
            if twice
            else say("a name is empty")
        )
        raise ProjectError(
            say(
                "the column {column!r} does not tell the respondents apart: {what}. Correct "
                "the sheet, or name another column, or none, as respondent in the mapping",
                column=column,
                what=what,
            )
        )


def _items(wide: Wide, mapping: Mapping) -> pd.DataFrame:
    questions: dict[str, Question] = {question.name: question for question in wide.questions}
    rows = []
    for column, item in mapping.items.items():
        scale = mapping.scales.get(column)
        told = _described(questions[column], in_rounds=column in mapping.rounds, scale=scale)
        rows.append((item, *told, "", *map(str, scale or ("", ""))))
    columns = ["item", "dimension", "label", "reversed", "low", "high"]
    table = pd.DataFrame(rows, columns=columns, dtype="str")
    return table.drop_duplicates("item", ignore_index=True)


def _described(
    question: Question, *, in_rounds: bool, scale: tuple[int, int] | None
) -> tuple[str, str]:
    """Give the dimension and the label of an item."""
    told = say("Answered from {low} to {high}", low=scale[0], high=scale[1]) if scale else ""
    without = told or say(_ALL)
    if not in_rounds:
        return question.group or without, short_label(question.text)
    asked, when = round_of(question)
    group = "" if plain_name(question.group) == plain_name(when) else question.group
    return group or without, short_label(asked)


def short_label(text: str) -> str:
    """Shorten what was asked to a label."""
    text = " ".join(text.split())
    return text if len(text) <= _LABEL else f"{text[:_LABEL].rsplit(' ', 1)[0]} ..."


def _check_columns(wide: Wide, mapping: Mapping) -> None:
    names = {question.name for question in wide.questions}
    wanted = [*filter(None, (mapping.respondent, mapping.round)), *mapping.items]
    missing = [name for name in wanted if name not in names]
    if missing:
        raise ProjectError(
            say(
                "the mapping names the column {missing!r}, which this file does not have. "
                "Correct its name, or take its line out; answers of other rounds stay",
                missing=missing[0],
            )
        )
    items = [(item, mapping.rounds.get(column, "")) for column, item in mapping.items.items()]
    twice = [item for item, times in Counter(items).items() if times > 1]
    if twice:
        raise ProjectError(
            say("the mapping gives the item {name!r} to two columns. Rename one", name=twice[0][0])
        )


def _doubt(wrong: dict[str, list[str]], mapping: Mapping) -> str:
    cells = sum(map(len, wrong.values()))
    cell, columns = next(iter(wrong.items()))
    low, high = mapping.scale_of(columns[0])
    shown = ", ".join(repr(answer) for answer in list(wrong)[:_SHOWN])
    more = ", ..." if len(wrong) > _SHOWN else ""
    return say(
        "{answers} cannot be read on the scale {low}-{high}: {shown}{more} (the first "
        "in the column {columns!r}). If it means that there is no answer, write it "
        'under missing, or import with --missing "{cell}"; if it is an answer, give it '
        "its number under [answers]",
        answers=counted(cells, "answer"),
        low=low,
        high=high,
        shown=shown,
        more=more,
        columns=columns[0],
        cell=cell,
    )
