"""Bring a questionnaire into a study: its tables, its mapping, and the scale in study.toml."""

import json
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from compendium.errors import ProjectError
from compendium.language import counted, listed, say
from compendium.own.bring.given import Brought, Given
from compendium.own.bring.sheets import open_sheets
from compendium.own.bring.survey.answers import family_of, points
from compendium.own.bring.survey.columns_of_rounds import round_of
from compendium.own.bring.survey.mapping import (
    Mapping,
    mapping_files,
    read_mapping,
    write_mapping,
)
from compendium.own.bring.survey.numbered import no_item, numbering
from compendium.own.bring.survey.propose import propose
from compendium.own.bring.survey.read import find_survey
from compendium.own.bring.survey.spss import is_spss, read_spss
from compendium.own.bring.survey.tables import short_label, survey_tables
from compendium.own.bring.survey.wide import Wide, as_one
from compendium.own.bring.tongues import language_line, language_of, told_language
from compendium.qda.model.coded import Coded
from compendium.qda.read.columns import plain_name

_SHOWN = 8
_ROUND = "T1"


def read_survey(given: Given) -> Brought | None:
    """Read a questionnaire; None when it is none."""
    if not given.may_be("questionnaire") or not given.file.is_file():
        return None
    found = _find(given)
    if found is None:
        return None
    wide, name, mapping, notes = found
    shown = f"data/{given.folder.name}/{name}"
    doubts: list[str] = []
    if mapping is None:
        mapping, doubts = propose(wide, missing=given.missing, low=given.low, high=given.high)
        mapping = _as_before(given, wide, mapping)
    else:
        notes = [say("read by {file}", file=shown), *notes]
        mapping = _with_new_words(wide, _as_asked(given, mapping))
    left = _left_out(wide, mapping)
    files = {Path(name): write_mapping(mapping, left=left)}
    lines = [f"{given.name}: {wide.program}", *_described(wide, mapping, left, shown), *notes]
    if not doubts:
        try:
            tables, more = survey_tables(
                wide, mapping, round_name=given.round or _ROUND, mapping_number=_number(name)
            )
        except ProjectError as error:
            doubts = [str(error)]
    if doubts:
        doubt = "\n".join(f"{line.removesuffix('.')}." for line in doubts)
        return Brought(
            Coded(_TOOL, "", {}),
            (lines[0], *(f"  {line}" for line in lines[1:])),
            files,
            say(
                "{doubt}\nCorrect {shown}, and import {name} again.",
                doubt=doubt,
                shown=shown,
                name=given.name,
            ),
        )
    tables, kept = _with_the_others(given, tables)
    about, said, own = _about(given, mapping)
    if own:
        main = [item for name, item in mapping.items.items() if name not in mapping.scales]
        ours = tables["items"]["item"].isin(main)
        tables["items"].loc[ours, ["low", "high"]] = [str(mapping.low), str(mapping.high)]
    lines += [
        *more,
        *kept,
        *said,
        say("taken for what: {file}; correct it, and import again", file=shown),
        say("declare reversed items and dimensions in items.csv: they are kept"),
    ]
    coded = Coded(_TOOL, "", tables)
    return Brought(coded, (lines[0], *(f"  {line}" for line in lines[1:])), files | about)


_TOOL = "a questionnaire"
Found = tuple[Wide, str, Mapping | None, list[str]]


def _find(given: Given) -> Found | None:
    """Find the sheet that is a questionnaire, and the mapping by which it is read, if any."""
    known = dict(_mappings(given))
    if is_spss(given.file):
        wide = read_spss(given.file)
        return wide, *_mapping_of(wide, known), list(wide.notes)
    opened = open_sheets(given.file)
    asked = bool(given.kind or any(known.values()))
    found: dict[str, Wide] = {}
    for title, rows in opened.sheets.items():
        wide_sheet = find_survey(rows, sure=asked)
        # A sheet that nothing marks as a questionnaire is one where a mapping names its columns.
        if wide_sheet and (given.kind or find_survey(rows) or _mapping_of(wide_sheet, known)[1]):
            found[title] = wide_sheet
    if not found:
        return None
    wide, used = as_one(found)
    notes = [*opened.notes, *wide.notes]
    unread = [title for title, rows in opened.sheets.items() if rows and title not in used]
    if unread:
        notes.append(say("sheets that were not read: {unread}", unread=listed(unread)))
    return wide, *_mapping_of(wide, known), notes


def _mappings(given: Given) -> Iterator[tuple[str, Mapping | None]]:
    for name in mapping_files(given.folder):
        yield name, read_mapping(given.folder / name, f"data/{given.folder.name}/{name}")


def _mapping_of(wide: Wide, known: dict[str, Mapping | None]) -> tuple[str, Mapping | None]:
    """Choose the mapping that names columns of the file, or the name of a new one."""
    names = _names(wide)
    for name, mapping in known.items():
        if mapping and names & mapping.items.keys():
            return name, mapping
    # What an earlier import left without an item is proposed anew.
    return next(name for name, mapping in known.items() if not (mapping and mapping.items)), None


def _number(name: str) -> int:
    return int(Path(name).stem.rpartition("-")[2]) if "-" in name else 1


def _as_before(given: Given, wide: Wide, mapping: Mapping) -> Mapping:
    """Give a question that the study has already the same item, and all others a name of theirs."""
    there = given.table("items")
    if there is None:
        return mapping
    known = {plain_name(row.label): row.item for row in there.itertuples() if row.label}
    texts = {question.name: question for question in wide.questions}
    taken, items = set(there["item"]), {}
    new: dict[str, str] = {}
    for column, item in mapping.items.items():
        question = texts[column]
        asked = round_of(question)[0] if column in mapping.rounds else question.text
        same = known.get(plain_name(short_label(asked)))
        if same is None and item in taken and item not in new:
            number = len(taken) + 1
            while f"q{number}" in {*taken, *new.values(), *mapping.items.values()}:
                number += 1
            new[item] = f"q{number}"
        items[column] = same or new.get(item, item)
    return replace(mapping, items=items)


def _as_asked(given: Given, mapping: Mapping) -> Mapping:
    """Take over what the command says, where a mapping is there already."""
    missing = tuple(dict.fromkeys((*mapping.missing, *given.missing)))
    low = mapping.low if given.low is None else given.low
    high = mapping.high if given.high is None else given.high
    return replace(mapping, missing=missing, low=low, high=high)


def _left_out(wide: Wide, mapping: Mapping) -> list[str]:
    """Name the questions that are no items, and that somebody answered."""
    return [
        one.name
        for one in wide.asked()
        if one.name not in mapping.items and any(wide.column(one.name))
    ]


def _described(wide: Wide, mapping: Mapping, left: Sequence[str], shown: str) -> list[str]:
    numbered = not mapping.respondent or mapping.respondent == wide.answer_number
    items = len(set(mapping.items.values()))
    own = {name: ends for name, ends in mapping.scales.items() if name in mapping.items}
    items -= len({mapping.items[name] for name in own})
    lines = [
        f"{counted(len(wide.rows), 'row')}, {counted(len(wide.questions), 'column')}",
        say(
            "items: {number} on a scale from {low} to {high}",
            number=items,
            low=mapping.low,
            high=mapping.high,
        ),
    ]
    for ends in dict.fromkeys(own.values()):
        names = ", ".join(repr(text) for text, theirs in own.items() if theirs == ends)
        lines.append(
            say(
                "on a scale of its own, from {low} to {high}: {names}",
                low=ends[0],
                high=ends[1],
                names=names,
            )
        )
    if mapping.rounds:
        rounds = listed(dict.fromkeys(mapping.rounds.values()))
        lines.append(say("rounds stand in the columns: {rounds}", rounds=rounds))
    if not numbered:
        lines.append(say("respondents: by the column {name}", name=repr(mapping.respondent)))
    elif mapping.rounds:
        lines.append(say("respondents: numbered by row, since no column tells them apart"))
    else:
        lines.append(
            say(
                "respondents: numbered by row and round, since no column says who answered in "
                "another round too"
            )
        )
    if numbered and (told := wide.not_apart()):
        lines.append(told)
    if mapping.answers:
        order = sorted(mapping.answers.items(), key=lambda pair: pair[1])
        told = ", ".join(f"{word} = {number}" for word, number in order)
        lines.append(say("answers: {answers}", answers=told))
    counting = [name for name in numbering(wide) if name not in mapping.items]
    lines += [no_item(name, shown) for name in counting]
    left = [name for name in left if name not in counting]
    if left:
        dots = ", ..." if len(left) > _SHOWN else ""
        asked = {one.name: one.text for one in wide.questions}
        names = ", ".join(repr(asked[name][:40]) for name in left[:_SHOWN])
        lines.append(
            say(
                "not on this scale, or in none of the rounds, and left out: {names}",
                names=names + dots,
            )
            if mapping.rounds
            else say("not on this scale, and left out: {names}", names=names)
        )
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
    return replace(mapping, answers=numbers)


def _names(wide: Wide) -> set[str]:
    return {question.name for question in wide.questions}


def _with_the_others(
    given: Given, tables: dict[str, pd.DataFrame]
) -> tuple[dict[str, pd.DataFrame], list[str]]:
    """Keep the answers to items and in rounds that this file does not hold, with their items."""
    old, new = given.table("responses"), tables["responses"]
    if old is None:
        return tables, []
    held = pd.MultiIndex.from_frame(new[["item", "round"]])
    others = old[~pd.MultiIndex.from_frame(old[["item", "round"]]).isin(held)]
    # A round that was imported before keeps its place.
    order = list(dict.fromkeys([*old["round"], *new["round"]]))
    both = pd.concat([others, new], ignore_index=True).fillna("")
    both = both.sort_values("round", key=lambda names: names.map(order.index), kind="stable")
    lines = []
    for when in dict.fromkeys(others["round"]):
        again = set(others.loc[others["round"] == when, "respondent"]) & set(new["respondent"])
        if when not in set(new["round"]):
            who = counted(len(again), "respondent")
            lines.append(say("{who} of this file answered in {when} too", who=who, when=when))
    if (there := given.table("items")) is not None:
        stay = there[
            there["item"].isin(others["item"]) & ~there["item"].isin(tables["items"]["item"])
        ]
        tables["items"] = pd.concat([stay, tables["items"]], ignore_index=True).fillna("")
    return {**tables, "responses": both}, lines


def _about(given: Given, mapping: Mapping) -> tuple[dict[Path, bytes], list[str], bool]:
    """Write the scale into study.toml; tell whether another one stands there already."""
    path = given.folder / "study.toml"
    scale = f"[scale]\nlow = {mapping.low}\nhigh = {mapping.high}\n"
    if not path.is_file():
        title = json.dumps(given.folder.name, ensure_ascii=False)
        language = language_of(" ".join(mapping.items))
        line = language_line(language)
        said = [told_language(language)] if line else []
        return {Path(path.name): f"title = {title}\n{line}\n{scale}".encode()}, said, False
    try:
        text = path.read_text(encoding="utf-8")
        there: Any = tomllib.loads(text).get("scale")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError):
        return {}, [say("study.toml is no TOML; write the scale into it by hand")], False
    if there is None:
        return {Path(path.name): f"{text.rstrip()}\n\n{scale}".encode()}, [], False
    same = {"low": mapping.low, "high": mapping.high}
    if isinstance(there, dict) and same != {name: there.get(name) for name in same}:
        told = say(
            "study.toml has another scale, so that these items have {low} to {high} in items.csv",
            **same,
        )
        return {}, [told], True
    return {}, [], False
