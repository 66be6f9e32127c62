"""Which items of the checklists the tables answer, and which the authors must still write."""

import difflib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from compendium.analyses.reporting import answers
from compendium.analyses.reporting.items import COREQ, ITEMS, SRQR
from compendium.errors import StudyError
from compendium.language import counted, mark, say

FROM_TABLES, IN_TEXT = mark("from the tables"), mark("in the text")
TO_WRITE = mark("to be written")
STATUSES = (FROM_TABLES, IN_TEXT, TO_WRITE)
COLUMNS = ["checklist", "number", "part", "name", "asks", "status", "value", "place"]

ANSWERS: dict[str, Callable[[answers.Table], answers.Answer]] = {
    "coreq-12": answers.sample_size,
    "coreq-14": answers.setting,
    "coreq-17": answers.instruments,
    "coreq-19": answers.method_says(answers.RECORDED),
    "coreq-20": answers.method_says(answers.NOTED),
    "coreq-22": answers.saturation,
    "coreq-24": answers.coders,
    "coreq-25": answers.tree,
    "coreq-28": answers.method_says(answers.CHECKED),
    "coreq-29": answers.quotations,
    "coreq-31": answers.major_themes,
    "coreq-32": answers.minor_themes,
    "srqr-7": answers.setting,
    "srqr-10": answers.collection,
    "srqr-11": answers.instruments,
    "srqr-12": answers.sample_size,
    "srqr-14": answers.analysis,
    "srqr-15": answers.trustworthiness,
    "srqr-16": answers.major_themes,
    "srqr-17": answers.quotations,
}
OF_PEOPLE: dict[str, Callable[..., answers.Answer]] = {
    "coreq-11": answers.approach,
    "coreq-16": answers.description,
}
SOFTWARE = ("coreq-27",)  # what study.toml answers in a line of its own


def reporting_checklist(
    table: Callable[..., pd.DataFrame],
    about: Mapping[str, Any] | None = None,
    *,
    smallest_cell: int = 1,
) -> pd.DataFrame:
    """Go through COREQ and SRQR, and say what the tables of a study answer.

    A value from a table is a number to begin with, and no sentence: whether it answers the item
    as the journal wants it, the authors decide.

    Parameters
    ----------
    table : callable
        Gives the study's table of a kind, and with ``optional=True`` one without rows when it has
        none, as ``this.table`` does.
    about : mapping, optional
        What ``study.toml`` says, as in ``this.about``: ``software``, a list of programs, and the
        section ``[reporting]``, where the text answers an item: ``coreq-10 = "section 2.1"``.
    smallest_cell : int, optional
        The smallest number of people that is shown.

    Returns
    -------
    DataFrame
        One row per item, 32 of COREQ and 21 of SRQR, in their order: ``checklist, number, part,
        name, asks`` (in our words), ``status`` (``from the tables``, ``in the text`` or ``to be
        written``), ``value`` and ``place`` (tables, or where in the text).

    Raises
    ------
    StudyError
        When ``[reporting]`` names no item, or ``software`` is no list of names.

    References
    ----------
    Tong, Sainsbury and Craig (2007), International Journal for Quality in Health Care 19; O'Brien,
    Harris, Beckman, Reed and Cook (2014), Academic Medicine 89.
    """
    told = places_told(about or {})
    given = software_named(about or {})
    tables = {
        "cases": table("cases", optional=True),
        "codes": table("codes", optional=True),
        "elements": table("elements", optional=True),
        "events": table("events", optional=True),
        "items": table("items", optional=True),
        "participants": table("participants", optional=True),
        "relations": table("relations", optional=True),
        "responses": table("responses", optional=True),
        "scores": table("scores", optional=True),
        "segments": table("segments", optional=True),
        "sources": table("sources", optional=True),
        "topics": table("topics", optional=True),
    }
    rows = []
    for item in ITEMS:
        value, place = "", ""
        if item.key in ANSWERS:
            value, place = ANSWERS[item.key](tables.__getitem__)
        elif item.key in OF_PEOPLE:
            value, place = OF_PEOPLE[item.key](tables.__getitem__, least=smallest_cell)
        elif item.key in SOFTWARE and given:
            value, place = ", ".join(given), "study.toml, software"
        status = FROM_TABLES if value else TO_WRITE
        if item.key in told:
            status = FROM_TABLES if value else IN_TEXT
            place = "; ".join(part for part in (place, told[item.key]) if part)
        head = (item.checklist, item.number, item.part, item.name, item.asks)
        rows.append((*head, status, value, place))
    return pd.DataFrame(rows, columns=COLUMNS)


def summarise_reporting(checklist: pd.DataFrame) -> dict[str, Any]:
    """Collect the values of the analysis reporting.

    Returns
    -------
    dict
        ``coreq`` and ``srqr``, each with ``items, from_the_tables, in_the_text, to_be_written``.
    """
    return {
        name.lower(): {
            "items": int((checklist["checklist"] == name).sum()),
            **{
                status.replace(" ", "_"): int(
                    ((checklist["checklist"] == name) & (checklist["status"] == status)).sum()
                )
                for status in STATUSES
            },
        }
        for name in (COREQ, SRQR)
    }


def tally(checklist: pd.DataFrame) -> str:
    """Count the items of each checklist by their status, in words."""
    parts = []
    for name, part in checklist.groupby("checklist", sort=False):
        text = int((part["status"] == IN_TEXT).sum())
        parts.append(
            say(
                "of {items} of {checklist} the tables answer {answered}{more}",
                items=counted(len(part), "item"),
                checklist=name,
                answered=int((part["status"] == FROM_TABLES).sum()),
                more=say(", and the text {text} more", text=text) if text else "",
            )
        )
    return "; ".join(parts)


def places_told(about: Mapping[str, Any]) -> dict[str, str]:
    """Read where the text answers an item, from the section [reporting] of study.toml."""
    section = about.get("reporting", {})
    keys = {item.key for item in ITEMS}
    if not isinstance(section, Mapping):
        raise StudyError(
            f"study.toml: reporting is {section!r}. Make it a section: a line [reporting], and "
            'below it lines such as coreq-10 = "section 2.1".'
        )
    for key, place in section.items():
        if key not in keys:
            near = difflib.get_close_matches(str(key).lower(), sorted(keys), n=1)
            hint = (
                f"Did you mean {near[0]}?"
                if near
                else "Use coreq-1 to coreq-32, srqr-1 to srqr-21."
            )
            raise StudyError(f"study.toml, [reporting]: {key!r} is no item. {hint}")
        if not isinstance(place, str):
            raise StudyError(
                f"study.toml, [reporting]: {key} is {place!r}. Write where the text answers it, "
                f'between quotation marks: {key} = "section 2.1".'
            )
    return {str(key): place.strip() for key, place in section.items() if place.strip()}


def software_named(about: Mapping[str, Any]) -> Sequence[str]:
    """Read the programs that study.toml names."""
    given = about.get("software", [])
    if not isinstance(given, list) or not all(isinstance(name, str) for name in given):
        raise StudyError(
            'study.toml: software is no list of names. Write software = ["ATLAS.ti 22", "R 4.3"].'
        )
    return [name.strip() for name in given if name.strip()]
