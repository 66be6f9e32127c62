"""SPSS: a file that knows its questions, the words for its answers, and its missing values."""

from pathlib import Path

from compendium.errors import ProjectError
from compendium.language import say
from compendium.own.bring.survey.wide import Question, Wide
from compendium.study.shown import plain_number

ENDINGS = (".sav", ".zsav")


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
    rows = [list(row) for row in zip(*columns, strict=True)]
    declared = [name for name in about.column_names if name in (about.missing_ranges or {})]
    notes: tuple[str, ...] = ()
    if declared:
        notes = (
            say(
                "missing values as declared in the file ({number} variables) are empty",
                number=len(declared),
            ),
        )
    return Wide("SPSS", questions, rows, notes)


def _text(value: object) -> str:
    if value is None or value != value:
        return ""
    return plain_number(value) if isinstance(value, int | float) else str(value).strip()
