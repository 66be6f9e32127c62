"""Bring a questionnaire into a study: its tables, its mapping, and the scale in study.toml."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pandas as pd

from compendium.errors import ProjectError
from compendium.naming import counted
from compendium.own.bring.given import Brought, Given
from compendium.own.bring.sheets import open_sheets
from compendium.own.bring.survey.answers import family_of, points
from compendium.own.bring.survey.mapping import NAME, Mapping, read_mapping, write_mapping
from compendium.own.bring.survey.propose import propose
from compendium.own.bring.survey.read import find_survey
from compendium.own.bring.survey.spss import ENDINGS, read_spss
from compendium.own.bring.survey.tables import survey_tables
from compendium.own.bring.survey.wide import Wide
from compendium.qda.arrive.tables import read_text_table
from compendium.qda.model.coded import Coded

_SHOWN = 8
_ROUND = "T1"


def read_survey(given: Given) -> Brought | None:
    """Read a questionnaire; None when it is none."""
    if not given.may_be("questionnaire") or not given.file.is_file():
        return None
    shown = f"data/{given.folder.name}/{NAME}"
    mapping = read_mapping(given.folder / NAME, shown)
    found = _find(given, mapping)
    if found is None:
        return None
    wide, notes = found
    doubts: list[str] = []
    if mapping is None:
        mapping, doubts = propose(wide, missing=given.missing, low=given.low, high=given.high)
    else:
        notes = [f"read by {shown}", *notes]
        mapping = _with_new_words(wide, mapping)
    files = {Path(NAME): write_mapping(mapping)}
    lines = [f"{given.name}: {wide.program}", *_described(wide, mapping), *notes]
    empty = Coded(_TOOL, "", {})
    if not doubts:
        try:
            tables, more = survey_tables(wide, mapping, round_name=given.round or _ROUND)
        except ProjectError as error:
            doubts = [str(error)]
    if doubts:
        doubt = "\n".join(f"{line}." for line in doubts)
        return Brought(
            empty,
            tuple(lines),
            files,
            f"{doubt}\nCorrect {shown}, and import {given.name} again.",
        )
    tables["responses"] = _with_other_rounds(given.folder, tables["responses"])
    about, said = _about(given, mapping)
    coded = Coded(_TOOL, "", tables)
    lines += [*more, *said, "declare reversed items and dimensions in items.csv: they are kept"]
    return Brought(coded, (lines[0], *(f"  {line}" for line in lines[1:])), files | about)


_TOOL = "a questionnaire"


def _find(given: Given, mapping: Mapping | None) -> tuple[Wide, list[str]] | None:
    if given.file.suffix.lower() in ENDINGS:
        wide = read_spss(given.file)
        return wide, list(wide.notes)
    opened = open_sheets(given.file)
    for rows in opened.sheets.values():
        found = find_survey(rows, sure=given.kind == "questionnaire" or mapping is not None)
        # A sheet that nothing marks as a questionnaire is one where the mapping names its columns.
        if found is None:
            continue
        mapped = mapping is not None and set(mapping.items) <= _names(found)
        if mapped or given.kind or find_survey(rows):
            return found, [*opened.notes, *found.notes]
    return None


def _described(wide: Wide, mapping: Mapping) -> list[str]:
    asked = {question.name for question in wide.asked()}
    others = [question.name for question in wide.questions if question.name not in mapping.items]
    lines = [
        f"{counted(len(wide.rows), 'row')}, {counted(len(wide.questions), 'column')}",
        f"items: {len(mapping.items)} on a scale from {mapping.low} to {mapping.high}",
        "respondents: " + (f"by the column {mapping.respondent!r}" * bool(mapping.respondent)
                           or "numbered by row and round, since no column tells them apart"),
    ]  # fmt: skip
    if mapping.answers:
        order = sorted(mapping.answers.items(), key=lambda pair: pair[1])
        lines.append("answers: " + ", ".join(f"{word} = {number}" for word, number in order))
    left = [name for name in others if name in asked]
    if left:
        dots = ", ..." if len(left) > _SHOWN else ""
        names = ", ".join(repr(name[:40]) for name in left[:_SHOWN])
        lines.append(f"not on this scale, and left out: {names}{dots}")
    return lines


def _with_new_words(wide: Wide, mapping: Mapping) -> Mapping:
    """Give numbers to words of the same family that the earlier file did not have."""
    words = [cell for name in mapping.items if name in _names(wide) for cell in wide.column(name)]
    known = set(mapping.answers)
    new = [word for word in dict.fromkeys(words) if word and word not in known]
    family = family_of([*known, *new]) if known and new else ""
    if not family:
        return mapping
    numbers = {
        word: mapping.low + place
        for place, step in enumerate(points(family, [*known, *new]))
        for word in step
    }
    if any(numbers[word] != number for word, number in mapping.answers.items()):
        return mapping
    return Mapping(
        mapping.respondent, mapping.round, mapping.low, mapping.high, numbers, mapping.missing,
        mapping.items,
    )  # fmt: skip


def _names(wide: Wide) -> set[str]:
    return {question.name for question in wide.questions}


def _with_other_rounds(folder: Path, responses: pd.DataFrame) -> pd.DataFrame:
    """Keep the answers of rounds that this file does not hold, before those that it holds."""
    path = folder / "responses.csv"
    if not path.is_file():
        return responses
    old = read_text_table(path, "responses")
    rounds = set(responses["round"])
    # A round that was imported before keeps its place.
    order = list(dict.fromkeys([*old["round"], *responses["round"]]))
    both = pd.concat([old[~old["round"].isin(rounds)], responses], ignore_index=True).fillna("")
    return both.sort_values("round", key=lambda names: names.map(order.index), kind="stable")


def _about(given: Given, mapping: Mapping) -> tuple[dict[Path, bytes], list[str]]:
    """Write the scale into study.toml, where it does not stand in it yet."""
    path = given.folder / "study.toml"
    scale = f"[scale]\nlow = {mapping.low}\nhigh = {mapping.high}\n"
    if not path.is_file():
        title = json.dumps(given.folder.name, ensure_ascii=False)
        return {Path(path.name): f"title = {title}\n\n{scale}".encode()}, []
    try:
        text = path.read_text(encoding="utf-8")
        there: Any = tomllib.loads(text).get("scale")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError):
        return {}, ["study.toml is no TOML; write the scale into it by hand"]
    if there is None:
        return {Path(path.name): f"{text.rstrip()}\n\n{scale}".encode()}, []
    same = {"low": mapping.low, "high": mapping.high}
    if isinstance(there, dict) and same != {name: there.get(name) for name in same}:
        return {}, [
            f"study.toml has another scale ({there}): write low = {mapping.low} and "
            f"high = {mapping.high} in its section [scale]"
        ]
    return {}, []
