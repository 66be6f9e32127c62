"""Lists in a sheet: stakeholders or participants, and research dates."""

import re
from collections.abc import Sequence

import pandas as pd

from compendium.language import counted, listed, mark, say
from compendium.own.bring.given import Brought, Given
from compendium.own.bring.named import Identifiers
from compendium.own.bring.sheets import open_sheets
from compendium.own.bring.survey.answers import is_no_answer
from compendium.own.bring.when import GOING_ON, When, read_when
from compendium.qda.model.coded import Coded
from compendium.qda.read.columns import plain_name
from compendium.qda.read.sheet import Rows
from compendium.study.dates import OPEN

_SEARCHED = 10
_SHOWN = 5
_ALL = 25  # of what has to be mended by hand
_LEVELS = {"laag": "1", "low": "1", "gemiddeld": "2", "middel": "2", "midden": "2", "medium": "2",
           "moderate": "2", "hoog": "3", "high": "3"}  # fmt: skip
_DASHES = ("-", "–", "—")
# What a column is, by the names that it can have; the first that is there.
_PEOPLE = {
    "participant": "participant|deelnemer|respondent|id|code|nr|nummer|deelnemernummer",
    "group": "group|groep|organisatie|organisation|organization|partij|sector|achtergrond"
    "|stakeholder group|stakeholdergroep|type stakeholder|stakeholder",
    "role": "role|rol|functie|function|position|job title|beroep|taak|functietitel",
    "actor": "actor|type actor|actortype|soort actor|type organisatie|type",
    "case": "case|casus|wijk|buurt|neighbourhood|neighborhood|location|locatie|project",
    "gender": "gender|geslacht|sex",
    "age": "age|leeftijd",
    "interest": "interest|belang",
    "influence": "influence|invloed|power|macht",
    "from": "from|vanaf|sinds|since|start|startdatum|begin",
    "until": "until|tot|einde|end|einddatum|t/m",
}
_PERSONAL = (
    "name|naam|voornaam|achternaam|first name|last name|email|e-mail|e mail|e-mailadres|telefoon"
    "|telefoonnummer|phone|mobiel|adres|address|postcode|woonplaats|contact|contactgegevens"
)
_EVENTS = {
    "date": "date|datum|wanneer|when|periode|period|data|datums|moment|tijd|week|maand",
    "start": "start|begin|startdatum|start date|van|from|begindatum",
    "end": "end|einde|eind|einddatum|end date|tot|until|t/m",
    "label": "activity|activiteit|event|gebeurtenis|wat|what|onderwerp|bijeenkomst|actie"
    "|omschrijving|beschrijving|description|label|naam|name|onderdeel|stap|mijlpaal|fase",
    "n": "n|aantal|number|hoeveel|count|aantal deelnemers|participants|deelnemers|attendees"
    "|aanwezigen|aantal aanwezigen|aantal personen",
    "unit": "unit|eenheid",
    "lane": "lane|soort|type|categorie|category|methode|method|onderzoeksonderdeel",
}


def read_lists(given: Given) -> Brought | None:
    """Read a list of people or of dates; None when the sheet is neither."""
    if given.kind not in ("", "participants", "events") or not given.file.is_file():
        return None
    opened = open_sheets(given.file)
    tables: dict[str, pd.DataFrame] = {}
    said: list[str] = []
    unread: list[str] = []
    for name, rows in opened.sheets.items():
        kinds = [kind for kind in _LISTS if kind not in tables and given.may_be(kind)]
        found = next(((kind, read) for kind in kinds if (read := _LISTS[kind](rows))), None)
        if not found:
            unread += [name] if rows else []
            continue
        kind, (tables[kind], what, lines) = found
        said += [f"{given.name}: {say(what)}", *(f"  {line}" for line in lines)]
    if not tables:
        return None
    told = say("sheets that are no such list, not read: {names}", names=listed(unread))
    said += [f"  {told}"] if unread else []
    said += [f"  {note}" for note in opened.notes]
    return Brought(Coded("a list", "", tables), tuple(said))


def _events(rows: Rows) -> tuple[pd.DataFrame, str, list[str]] | None:
    for number, row in enumerate(rows[:_SEARCHED]):
        places = _places(row, _EVENTS)
        dated = places.keys() & {"date", "start"}
        if not dated or "label" not in places:
            continue
        body = [_padded(cells, len(row)) for cells in rows[number + 1 :] if any(cells)]
        column = [cells[places["date" if "date" in places else "start"]] for cells in body]
        read = [read_when(cell, year=2000) for cell in column]
        known = [one for one, cell in zip(read, column, strict=True) if one and cell]
        if not body or len(known) * 2 < sum(map(bool, column)) or not known:
            continue
        return _event_table(row, body, places)
    return None


def _event_table(
    header: list[str], body: Rows, places: dict[str, int]
) -> tuple[pd.DataFrame, str, list[str]]:
    names = Identifiers()
    first = "date" if "date" in places else "start"
    months = _month_first([cells[places[name]] for cells in body for name in (first, "end")
                           if name in places])  # fmt: skip
    records: list[dict[str, str]] = []
    assumed: list[str] = []
    unread: list[str] = []
    uncounted: list[str] = []
    year: int | None = None
    unnamed = 0
    for cells in body:
        label = cells[places["label"]]
        if not label:
            unnamed += 1
            continue
        begin = read_when(cells[places[first]], year=year, month_first=months)
        if begin and begin.start:
            year = int(re.sub(r"\D", "", begin.start)[:4])
        last = None
        if "end" in places and cells[places["end"]]:
            going_on = cells[places["end"]].casefold() in GOING_ON
            last = When(OPEN) if going_on else None
            last = last or read_when(cells[places["end"]], year=year, month_first=months)
            if last is None:
                unread.append(f"{label}: {cells[places['end']]!r}")
        if begin is None:
            unread.append(f"{label}: {cells[places[first]]!r}")
        begin = begin or When("")
        end = (last.end or last.start) if last else begin.end
        inferred = [one.assumed for one in (begin, last) if one and one.assumed]
        assumed += [f"{label}: {what}" for what in inferred]
        number = _cell(cells, places.get("n"))
        if not _whole(number) and not is_no_answer(number):
            uncounted.append(f"{label}: {number!r}")
        again = any(record["label"] == label for record in records)
        identifier = names.of(f"{label} {len(records) + 1}" if again else label)
        records.append(
            {
                "event": identifier,
                "label": label,
                "start": begin.start,
                "end": end,
                "n": _whole(number),
                "unit": _cell(cells, places.get("unit")),
                "stated": "unknown" if not (begin.start or end) else
                ("inferred" if inferred else "stated"),
                "lane": _cell(cells, places.get("lane")),
                "written": "" if begin.start or end else cells[places[first]],
            }
        )  # fmt: skip
    lines = [counted(len(records), "event")]
    lines += _few(say("assumed"), assumed)
    lines += _few(say("no date that can be read, so that it stays unknown"), unread, _ALL)
    lines += _few(say("n: no whole number (1.000 may be 1 or 1000), and left empty"), uncounted)
    if unnamed:
        rows_left = counted(unnamed, "row")
        lines.append(say("{rows} that does not say what happened left out", rows=rows_left))
    used = {header[place] for place in places.values()}
    lines += _not_read([name for name in header if name not in used])
    return pd.DataFrame(records, dtype="str"), mark("a list of dates"), lines


def _participants(rows: Rows) -> tuple[pd.DataFrame, str, list[str]] | None:
    for number, row in enumerate(rows[:_SEARCHED]):
        places = _places(row, _PEOPLE)
        if not places.keys() & {"role", "group", "actor"} or len(places) < 2:
            continue
        if any(len(name) > 60 for name in row):  # a question, and so a questionnaire
            continue
        body = [_padded(cells, len(row)) for cells in rows[number + 1 :] if any(cells)]
        if body:
            return _participant_table(row, body, places)
    return None


def _participant_table(
    header: list[str], body: Rows, places: dict[str, int]
) -> tuple[pd.DataFrame, str, list[str]]:
    names = [plain_name(name) for name in header]
    kept_out = [header[place] for place, name in enumerate(names) if name in _split(_PERSONAL)]
    given = _column(body, places.get("participant"))
    alone = all(given) and len(set(given)) == len(given)
    table = {
        "participant": given if alone else [f"P{n}" for n in range(1, len(body) + 1)],
        "group": _column(body, places.get("group", places.get("actor"))),
        "role": _column(body, places.get("role")),
    }
    lines = [counted(len(body), "participant")]
    if not alone:
        lines.append(say("numbered P1, P2, ..., since no column tells them apart"))
    for needed in ("group", "role"):
        empty = sum(not cell for cell in table[needed])
        table[needed] = [cell or "not stated" for cell in table[needed]]
        if empty:
            lines.append(
                say(
                    "{name}: {rows} without one, written as not stated",
                    name=needed,
                    rows=counted(empty, "row"),
                )
            )
    for name in ("actor", "case", "gender"):
        if name in places:
            table[name] = _column(body, places[name])
    if "age" in places:
        ages = _column(body, places["age"])
        years = [re.fullmatch(r"(\d{1,3})(?:\s*(?:jaar|years?(?: old)?))?", cell) for cell in ages]
        table["age"] = [age[1] if age else "" for age in years]
        lines += _few(
            say("no age in years, and left empty"),
            [
                cell
                for cell, age in zip(ages, years, strict=True)
                if not age and not is_no_answer(cell)
            ],
        )
    for name in ("interest", "influence"):
        if name in places:
            column = _column(body, places[name])
            cells = [_LEVELS.get(cell.casefold(), cell.replace(",", ".")) for cell in column]
            if cells != [cell.replace(",", ".") for cell in column]:
                lines.append(say("{name}: low is 1, medium is 2, high is 3", name=name))
            table[name] = [cell if re.fullmatch(r"\d+(\.\d+)?", cell) else "" for cell in cells]
            unread = [
                cell
                for cell in cells
                if not is_no_answer(cell) and not re.fullmatch(r"\d+(\.\d+)?", cell)
            ]
            lines += _few(say("{name}: no number, and left empty", name=name), unread)
    for name in ("from", "until"):
        if name in places:
            cells = _column(body, places[name])
            dates = [read_when(cell) for cell in cells]
            table[name] = [date.start if date else "" for date in dates]
            unread = [cell for cell, date in zip(cells, dates, strict=True) if date is None]
            lines += _few(
                say("{name}: no date that can be read, and left empty", name=name), unread
            )
    used = {*kept_out, *(header[place] for place in places.values())}
    lines += _not_read([name for name in header if name not in used])
    if kept_out:
        lines.append(say("kept out, since it names people: {names}", names=listed(kept_out)))
    return pd.DataFrame(table, dtype="str"), mark("a list of participants"), lines


def _places(row: Sequence[str], known: dict[str, str]) -> dict[str, int]:
    names = [plain_name(name) for name in row]
    found: dict[str, int] = {}
    for holds, words in known.items():
        for word in _split(words):
            if word in names and names.index(word) not in found.values():
                found[holds] = names.index(word)
                break
    return found


def _split(words: str) -> list[str]:
    return [plain_name(word) for word in words.split("|")]


def _padded(cells: list[str], width: int) -> list[str]:
    return cells + [""] * (width - len(cells))


def _cell(cells: list[str], place: int | None) -> str:
    return "" if place is None else cells[place]


def _whole(cell: str) -> str:
    """Read a whole number; 3,0 is 3, and 1.000 may be one or a thousand."""
    found = re.fullmatch(r"([1-9]\d{0,8})(?:[.,]0{1,2})?", cell)
    return found[1] if found else ""


def _not_read(names: Sequence[str]) -> list[str]:
    shown = [repr(" ".join(name.split())) for name in names if name]
    told = say("columns that are not read: {names}", names=listed(shown))
    return [told] if shown else []


def _column(body: Rows, place: int | None) -> list[str]:
    cells = [_cell(cells, place) for cells in body]
    return ["" if cell in _DASHES else cell for cell in cells]


def _month_first(cells: Sequence[str]) -> bool:
    """Whether some date can only be one with the month first, as Americans write it."""
    pairs = [re.fullmatch(r"(\d{1,2})/(\d{1,2})/\d{2,4}", cell.strip()) for cell in cells]
    numbers = [(int(pair[1]), int(pair[2])) for pair in pairs if pair]
    return any(other > 12 for _, other in numbers) and all(one <= 12 for one, _ in numbers)


def _few(what: str, found: Sequence[str], most: int = _SHOWN) -> list[str]:
    if not found:
        return []
    dots = "; ..." if len(found) > most else ""
    return [f"{what} ({len(found)}): {'; '.join(found[:most])}{dots}"]


_LISTS = {"events": _events, "participants": _participants}
