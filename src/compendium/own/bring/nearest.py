"""What a table seems to be that no reader knows, and the command that reads it."""

from compendium.language import say
from compendium.own.bring.given import KINDS, Given
from compendium.own.bring.quotes import QUOTE
from compendium.own.bring.survey.kinds import kind_of
from compendium.own.bring.survey.plain import read_plain
from compendium.qda.read.columns import plain_name
from compendium.qda.read.sheet import Rows

_SHOWN = 6
_CLOSED = 2  # columns with few different answers, which make a questionnaire likely


def nearest_way(given: Given, rows: Rows) -> str:
    """Say what a table seems to be, the nearest way in, and a command.

    Parameters
    ----------
    given : Given
        What the user gave.
    rows : list of list of str
        The sheet, from its header on.
    """
    header = rows[0]
    names = [plain_name(name) for name in header]
    name = f'"{given.name}"' if " " in given.name else given.name
    study = given.folder.name or "my-study"
    quote = next((header[names.index(one)] for one in QUOTE if one in names), "")
    if quote:
        return say(
            "{name}: a sheet of quotes (column {column}) without a column of codes; colours of "
            "cells are not read. Write the codes of each quote into a column Code, with ; between "
            "them, then: {command}",
            name=given.name,
            column=quote,
            command=f"compendium import {name} --study {study}",
        )
    shown = ", ".join(" ".join(name.split())[:30] for name in header[:_SHOWN] if name)
    kind = "questionnaire" if _has_answers(rows) else ""
    ways = [one for one in KINDS if one not in ("project", kind)]
    about = {
        "name": given.name,
        "shown": shown + ", ..." * (len(header) > _SHOWN),
        "number": len(rows) - 1,
        "ways": ", ".join(ways),
        "command": f"compendium import {name} --study {study} --as {kind or 'WHAT'}",
    }
    if kind:
        return say(
            "{name}: a table with the columns {shown} and {number} rows below them, which is no "
            "export that is known. It may be a questionnaire, with a row per respondent and a "
            "column per question: {command} (the order of its answers can then be given). For "
            "something else write one of {ways} behind --as.",
            **about,
        )
    return say(
        "{name}: a table with the columns {shown} and {number} rows below them, which is no "
        "export that is known. Say what it is: {command}, with one of {ways}. A questionnaire has "
        "a row per respondent and a column per question; quotes have a column with the quote and "
        "one with its codes; participants have a role or a group; events have a date.",
        **about,
    )


def _has_answers(rows: Rows) -> bool:
    wide = read_plain(rows)
    if wide is None or len(wide.rows) <= _CLOSED:
        return False
    closed = [
        one
        for one in wide.asked()
        if kind_of(cells := wide.column(one.name), (), one).name != "text"
        and len(set(cells)) < len(cells)
    ]
    return len(closed) >= _CLOSED
