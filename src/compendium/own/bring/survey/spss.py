"""SPSS: a file that knows its questions, the words for its answers, and its missing values."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from compendium.errors import ProjectError
from compendium.language import counted, say
from compendium.own.bring.survey.answers import RANKS, family_of, is_no_answer
from compendium.own.bring.survey.wide import Question, Wide
from compendium.qda.read.columns import plain_name
from compendium.study.shown import plain_number

_SIGNATURES = (b"$FL2", b"$FL3")  # .sav, and .zsav, which is packed


def is_spss(path: Path) -> bool:
    """Whether a file is one of SPSS, as its first bytes say."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) in _SIGNATURES


def read_spss(path: Path) -> Wide:
    """Read a file of SPSS; what it declares as missing is empty.

    Raises
    ------
    ProjectError
        When the file is broken, or is none.
    """
    import pyreadstat

    try:
        table, about = pyreadstat.read_sav(
            str(path), user_missing=False, dates_as_pandas_datetime=False
        )
    except Exception as error:  # whatever its reader trips over
        raise ProjectError(
            say(
                "{name}: this file of SPSS cannot be read ({error}). Save it again in SPSS, or "
                "export it as an Excel workbook.",
                name=path.name,
                error=error,
            )
        ) from error
    questions = tuple(
        Question(
            str(name),
            str(label or name),
            words={
                float(value): str(word)
                for value, word in about.variable_value_labels.get(name, {}).items()
                if isinstance(value, int | float)
            },
        )
        for name, label in zip(about.column_names, about.column_labels, strict=True)
    )
    columns = [[_text(value) for value in table[name].tolist()] for name in about.column_names]
    emptied = _empty_no_answers(questions, columns)
    rows = [list(row) for row in zip(*columns, strict=True)]
    declared = [name for name in about.column_names if name in (about.missing_ranges or {})]
    notes = [
        say("no answer, as the file calls it: {word}, {cells}", word=repr(word), cells=number)
        for word, number in emptied
    ]
    if declared:
        number = len(declared)
        notes.append(
            say(
                "missing values as declared in the file ({number} variables) are empty",
                number=number,
            )
        )
    if told := _ends(questions):
        notes.append(told)
    return Wide("SPSS", questions, rows, tuple(notes))


def _empty_no_answers(
    questions: Sequence[Question], columns: list[list[str]]
) -> list[tuple[str, str]]:
    """Empty the cells whose number the file itself calls no answer, such as 8 = don't know."""
    emptied: Counter[str] = Counter()
    for question, cells in zip(questions, columns, strict=True):
        words = {plain_number(value): word for value, word in question.words.items()}
        for place, cell in enumerate(cells):
            if cell in words and is_no_answer(words[cell]):
                cells[place] = ""
                emptied[words[cell]] += 1
    return [(word, counted(number, "cell")) for word, number in emptied.items()]


def _ends(questions: Sequence[Question]) -> str:
    """Say what the lowest and the highest number of most questions stand for."""
    pairs = Counter(
        (min(words), words[min(words)], max(words), words[max(words)])
        for question in questions
        if len(words := {n: w for n, w in question.words.items() if not is_no_answer(w)}) > 2
    )
    if not pairs:
        return ""
    low, lowest, high, highest = pairs.most_common(1)[0][0]
    ranks = RANKS.get(family_of([lowest, highest]), {})
    if ranks and ranks[plain_name(lowest)] > ranks[plain_name(highest)]:
        return say(
            "the numbers go from {low} = {lowest} to {high} = {highest}, so that a high one means "
            "less: declare these items reversed in items.csv, if that is to be turned",
            low=f"{low:g}",
            lowest=lowest,
            high=f"{high:g}",
            highest=highest,
        )
    return say(
        "the numbers go from {low} = {lowest} to {high} = {highest}",
        low=f"{low:g}",
        lowest=lowest,
        high=f"{high:g}",
        highest=highest,
    )


def _text(value: object) -> str:
    if value is None or value != value:
        return ""
    return plain_number(value) if isinstance(value, int | float) else str(value).strip()
