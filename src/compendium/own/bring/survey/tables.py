"""Make the tables ``items`` and ``responses`` of a questionnaire and its mapping."""

from collections.abc import Mapping as Words

import pandas as pd

from compendium.errors import ProjectError
from compendium.naming import counted, listed
from compendium.own.bring.survey.answers import is_no_answer, number_in
from compendium.own.bring.survey.mapping import Mapping
from compendium.own.bring.survey.wide import Question, Wide
from compendium.qda.read.columns import plain_name

_SHOWN = 3
_LABEL = 80  # characters
_ALL = "All items"


def survey_tables(
    wide: Wide, mapping: Mapping, *, round_name: str
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
    people, rounds = _people(wide, mapping, round_name)
    numbers = {plain_name(word): number for word, number in mapping.answers.items()}
    wrong: dict[str, list[str]] = {}
    empty: dict[str, int] = {}
    rows = []
    for column, item in mapping.items.items():
        for person, when, cell in zip(people, rounds, wide.column(column), strict=True):
            rating = _rating(cell, mapping, numbers)
            if rating is None:
                wrong.setdefault(cell, []).append(column)
            elif rating == "" and cell:
                empty[cell] = empty.get(cell, 0) + 1
            rows.append((person, item, when, rating or ""))
    if wrong:
        raise ProjectError(_doubt(wrong, mapping))
    responses = pd.DataFrame(rows, columns=["respondent", "item", "round", "rating"], dtype="str")
    # Who answered nothing of all this took no part.
    part = responses.loc[responses["rating"] != "", ["respondent", "round"]].drop_duplicates()
    kept = responses.merge(part, on=["respondent", "round"])
    lines = [f"{counted(len(part), 'respondent')} in {listed(dict.fromkeys(kept['round']))}"]
    if absent := len(wide.rows) - len(part):
        lines.append(f"{counted(absent, 'row')} without any answer left out")
    lines += [f"no answer: {word!r}, {counted(number, 'cell')}" for word, number in empty.items()]
    return {"items": _items(wide, mapping), "responses": kept}, lines


def _rating(cell: str, mapping: Mapping, numbers: Words[str, int]) -> str | None:
    """Give the number of an answer; empty for none, and None for one that cannot be read."""
    if cell in mapping.missing:
        return ""
    if plain_name(cell) in numbers:
        return str(numbers[plain_name(cell)])
    if is_no_answer(cell):
        return ""
    number = number_in(cell)
    if number is not None and mapping.low <= number <= mapping.high:
        return f"{number:g}"
    return None


def _people(wide: Wide, mapping: Mapping, round_name: str) -> tuple[list[str], list[str]]:
    rounds = [round_name] * len(wide.rows)
    if mapping.round:
        rounds = wide.column(mapping.round)
        if "" in rounds:
            raise ProjectError(
                f"the column {mapping.round!r} says the round, and is empty in row "
                f"{rounds.index('') + 1} of the answers. Fill it in."
            )
    if not mapping.respondent:
        # Rows of two rounds have nothing to do with one another: the round is part of the name.
        return [f"{when}-{place}" for place, when in enumerate(rounds, start=1)], rounds
    people = wide.column(mapping.respondent)
    pairs = list(zip(people, rounds, strict=True))
    twice = [pair for place, pair in enumerate(pairs) if pair in pairs[:place]]
    if twice or "" in people:
        what = f"{twice[0][0]!r} answered twice in {twice[0][1]!r}" if twice else "a name is empty"
        raise ProjectError(
            f"the column {mapping.respondent!r} does not tell the respondents apart: {what}. "
            "Correct the sheet, or name another column, or none, as respondent in the mapping."
        )
    return people, rounds


def _items(wide: Wide, mapping: Mapping) -> pd.DataFrame:
    questions: dict[str, Question] = {question.name: question for question in wide.questions}
    rows = [
        (item, questions[column].group or _ALL, _short(questions[column].text), "")
        for column, item in mapping.items.items()
    ]
    return pd.DataFrame(rows, columns=["item", "dimension", "label", "reversed"], dtype="str")


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LABEL else f"{text[:_LABEL].rsplit(' ', 1)[0]} ..."


def _check_columns(wide: Wide, mapping: Mapping) -> None:
    names = [question.name for question in wide.questions]
    wanted = [*filter(None, (mapping.respondent, mapping.round)), *mapping.items]
    missing = [name for name in wanted if name not in names]
    if missing:
        raise ProjectError(
            f"the mapping names the column {missing[0]!r}, which this file does not have. "
            "Correct the mapping, or remove it: the import then makes it anew."
        )
    items = list(mapping.items.values())
    twice = [item for item in items if items.count(item) > 1]
    if twice:
        raise ProjectError(f"the mapping gives the item {twice[0]!r} to two columns. Rename one.")


def _doubt(wrong: dict[str, list[str]], mapping: Mapping) -> str:
    cells = sum(map(len, wrong.values()))
    cell, columns = next(iter(wrong.items()))
    shown = ", ".join(repr(answer) for answer in list(wrong)[:_SHOWN])
    more = ", ..." if len(wrong) > _SHOWN else ""
    return (
        f"{counted(cells, 'answer')} cannot be read on the scale {mapping.low}-{mapping.high}: "
        f"{shown}{more} (the first in the column {columns[0]!r}). If it means that there is no "
        f'answer, write it under missing, or import with --missing "{cell}"; if it is an answer, '
        "give it its number under [answers]"
    )
