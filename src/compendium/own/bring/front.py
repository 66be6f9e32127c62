"""The one front of `compendium import`: whose file it is, and what it holds.

A reader is a function that looks at what is given and gives what it read, or None when it is not
of its kind. They are asked in the order of `READERS`, those whose files nothing else looks like
first. What none of them knows is refused with what it seems to be.
"""

from collections.abc import Callable

from compendium.errors import CompendiumError, NoTable, ProjectError, UnknownFormat
from compendium.language import say
from compendium.own.bring.given import KINDS, Brought, Given
from compendium.own.bring.nearest import nearest_way
from compendium.own.bring.sheets import open_sheets
from compendium.own.bring.zipped import unpacked
from compendium.qda.read.there import check_there
from compendium.study.kinds import KINDS as TABLES, column_names, needed_columns
from compendium.study.sheets import ENDINGS, read_rows

Reader = Callable[[Given], Brought | None]


def bring(given: Given) -> Brought:
    """Read what is given, whatever it is.

    Raises
    ------
    ProjectError
        When it is not there, is broken, or no reader knows it.
    """
    for path in (*given.files, *([given.codes] if given.codes else [])):
        check_there(path, or_folder=path != given.codes)
    with unpacked(given) as whole:
        return _bring(whole)


def _bring(given: Given) -> Brought:
    _check_table(given)
    unknown, table = "", True
    for reader in _readers(given):
        try:
            brought = reader(given)
        except UnknownFormat as error:
            unknown, table = str(error), not isinstance(error, NoTable)
            continue
        except ProjectError:
            if not table:  # a reader of tables says less of it than what is known already
                continue
            raise
        if brought is not None:
            if given.variables and reader.__name__ not in ("read_project", "read_quotes"):
                raise ProjectError(
                    say(
                        "--variable {variables}: {name} is no project with variables. Leave the "
                        "option out.",
                        variables=given.variables[0],
                        name=given.name,
                    )
                )
            return brought
    told = given.kind == "project" or not table
    raise ProjectError(unknown if told else _nearest(given, unknown))


def _readers(given: Given) -> tuple[Reader, ...]:
    # Only now: each brings its libraries.
    from compendium.own.bring.lists import read_lists
    from compendium.own.bring.project import read_project
    from compendium.own.bring.quotes import read_quotes
    from compendium.own.bring.survey.front import read_survey
    from compendium.own.bring.survey.spss import is_spss
    from compendium.own.bring.transcripts import read_transcripts

    if is_spss(given.file):  # neither text nor a workbook, which the others would say of it
        return (read_survey,)
    return read_transcripts, read_project, read_quotes, read_lists, read_survey


def _check_table(given: Given) -> None:
    """Refuse a table that is one of the compendium already."""
    kind = given.file.stem
    if kind not in TABLES or given.file.suffix not in ENDINGS or not given.file.is_file():
        return
    try:
        rows, _ = read_rows(given.file, column_names(kind), shown=given.name)
    except CompendiumError:
        return
    if rows and set(needed_columns(kind)) <= {name.strip() for name in rows[0]}:
        raise ProjectError(
            say(
                "{name}: this is the table {kind} as it stands in a study, so that nothing has "
                "to be imported. Put it into data/{study}/, then: compendium check {study}",
                name=given.name,
                kind=kind,
                study=given.folder.name,
            )
        )


def _nearest(given: Given, unknown: str) -> str:
    """Say what a file seems to be, the nearest way in, and a command."""
    try:
        sheets = open_sheets(given.file).sheets if given.file.is_file() else {}
    except ProjectError:
        sheets = {}
    rows = next((rows for rows in sheets.values() if rows), [])
    header = next((row for row in rows if len(row) > 1), [])
    if not header:
        return unknown or say(
            "{name}: nothing reads this. Known are {kinds}.",
            name=given.name,
            kinds=", ".join(KINDS),
        )
    return nearest_way(given, rows[rows.index(header) :])
