"""What is not wrong in a study, but worth a look: what may have been forgotten or mistaken."""

import json
import re
import unicodedata
from collections.abc import Iterator

import pandas as pd

from compendium.errors import CompendiumError, TableError
from compendium.language import listed, say
from compendium.layout import TEXTS, has_texts
from compendium.own.encodings import encoding_hints
from compendium.own.workbook_hints import workbook_hints
from compendium.study.kinds import example_rows, load_schema, needed_columns
from compendium.study.kinds.checks import Problem
from compendium.study.rounds import expected_order
from compendium.study.study import Study
from compendium.study.texts import read_texts, who_asks
from compendium.study.totals import is_total
from compendium.study.transcripts import is_interviewer, speakers

_SHOWN = 3


def study_hints(study: Study) -> list[str]:
    """Find what is not wrong in a study, but may have been forgotten.

    Parameters
    ----------
    study : Study
        What `read_study` gives.

    Returns
    -------
    list of str
        One message each: files whose encoding was assumed, hidden rows, totals, rows of the
        template, items that nobody answered, texts without a source, names that look the same,
        rounds in an order that their names do not suggest, and dates of which it is said that
        they are unknown.
    """
    finds = (
        encoding_hints,
        workbook_hints,
        _totals,
        example_rows_left,
        _unanswered,
        _unnamed_texts,
        _alike,
        _order_of_rounds,
        _unknown_with_date,
    )
    return [hint for find in (*finds, speaker_hints) for hint in find(study)]


def numbered(study: Study, kind: str) -> pd.DataFrame | None:
    """Table with row numbers; None without one, or with one whose own message tells enough."""
    if kind not in study.kinds:
        return None
    try:
        return study.numbered(kind)
    except TableError:
        return None


def example_rows_left(study: Study) -> Iterator[str]:
    """Find rows of the template that `compendium new` writes."""
    for kind in study.kinds:
        table, needed = numbered(study, kind), set(needed_columns(kind))
        fields = load_schema(kind)["fields"]
        names = [f["name"] for f in fields if f["name"] in needed and f["type"] == "string"]
        examples = [[row[name] for name in names] for row in example_rows(kind)]
        if table is None or not any(examples[0]):
            continue
        rows = [
            row
            for row, cells in zip(table.index, table[names].to_numpy(), strict=True)
            if list(cells) in examples
        ]
        if rows:
            what = say("this is still an example row of the template")
            problem = Problem(what, say("Replace it by a row of your own."), rows=tuple(rows))
            yield problem.message(study.shown(kind))


def _unanswered(study: Study) -> Iterator[str]:
    """Find items that no respondent rated."""
    items, responses = numbered(study, "items"), numbered(study, "responses")
    if items is None or responses is None:
        return
    answered = responses.loc[responses["rating"].notna(), "item"]
    without = items.index[~items["item"].isin(answered)]
    if len(without):
        what = say("nobody answered {item!r}", item=items.loc[without[0], "item"])
        todo = say("Add the answers to {shown}, or leave it so.", shown=study.shown("responses"))
        rows = tuple(int(row) for row in without)
        yield Problem(what, todo, "item", rows).message(study.shown("items"))


def _unnamed_texts(study: Study) -> Iterator[str]:
    """Find transcripts that no row of the sources names."""
    sources, folder = numbered(study, "sources"), study.folder / TEXTS
    if sources is None or not folder.is_dir():
        return
    names = {str(name).casefold() for name in sources["source"]}
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    texts = [path for path in paths if not path.name.startswith((".", "~$"))]
    lacking = [path for path in texts if path.stem.casefold() not in names]
    if lacking:
        more = say(" (nor {number} more)", number=len(lacking) - 1) if lacking[1:] else ""
        yield (
            say(
                "data/{study}/{folder}/{file}: no row of the table sources names this "
                "text{more}. If it belongs to the study, add a row with the source "
                "{stem!r}.",
                study=study.name,
                folder=TEXTS.as_posix(),
                file=lacking[0].name,
                more=more,
                stem=lacking[0].stem,
            )
        )


def _totals(study: Study) -> Iterator[str]:
    """Find a last row that sums the table up, and is counted as one of its rows."""
    for kind in study.kinds:
        table = numbered(study, kind)
        if table is not None and len(table) > 1:
            last = [str(cell) for cell in table.iloc[-1].dropna()]
            if is_total(last):
                problem = Problem(
                    say("{cells} looks like a total, and is counted as a row", cells=last[0]),
                    say("Take it out of the table."),
                    rows=(int(table.index[-1]),),
                )
                yield problem.message(study.shown(kind))


# Columns by which people, passages and items are put together: written in two ways, they are two.
_GROUPED = ("coder", "group", "role", "actor", "gender", "dimension", "unit", "method")


def _alike(study: Study) -> Iterator[str]:
    """Find names of people, sources and the like that differ only in how they are written."""
    for kind in study.kinds:
        table, schema = numbered(study, kind), load_schema(kind)
        if table is None:
            continue
        texts = {field["name"] for field in schema["fields"] if field["type"] == "string"}
        # A reference that leads nowhere is told on its own.
        texts -= {key["fields"] for key in schema.get("foreignKeys", [])}
        grouped = [name for name in _GROUPED if name in table]
        for column in [*(name for name in schema["primaryKey"] if name in texts), *grouped]:
            alike: dict[str, list[str]] = {}
            for name in table[column].dropna().unique():
                alike.setdefault(_bare(str(name)), []).append(str(name))
            for names in [names for names in alike.values() if len(names) > 1]:
                rows = tuple(int(row) for row in table.index[table[column] == names[1]])
                shown = listed(repr(name) for name in names[:_SHOWN])
                what = say(
                    "{shown} are taken as {number} different names", shown=shown, number=len(names)
                )
                todo = say("If they are one {column}, write them the same.", column=column)
                yield Problem(what, todo, column, rows).message(study.shown(kind))


def _bare(name: str) -> str:
    """Write a name without capitals, accents and punctuation, and no zeros before a number."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    between = re.sub(r"(?<=\d)[\W_]+(?=\d)", ".", plain)  # 1-2 is not 12
    kept = "".join(sign for sign in between if sign.isalnum() or sign == ".").rstrip(".")
    if re.fullmatch(r"\d+\.0+|\d(?:\.\d+)?e\d{1,2}", kept) and float(kept).is_integer():
        kept = str(int(float(kept)))  # 7.0 and 1E5, as programs write 7 and 100000
    return re.sub(r"(?<!\d)0+(?=\d)", "", kept)


def _order_of_rounds(study: Study) -> Iterator[str]:
    for kind in ("responses", "scores"):
        table = numbered(study, kind)
        if table is None or "rounds" in study.about:
            continue
        names = [str(name) for name in table["round"].dropna().unique()]
        expected = expected_order(names)
        if names != expected:
            written = ", ".join(f'"{name}"' for name in expected)
            yield (
                say(
                    "{shown}: the rounds come in the order of the table, {names}. If "
                    "{expected} is meant, write rounds = [{written}] in "
                    "data/{name}/study.toml, above any line with [ ].",
                    shown=study.shown(kind),
                    names=", ".join(names),
                    expected=", ".join(expected),
                    written=written,
                    name=study.name,
                )
            )


def _unknown_with_date(study: Study) -> Iterator[str]:
    events = numbered(study, "events")
    if events is None:
        return
    dated = events["start"].notna() | events["end"].notna()
    found = events.index[(events["stated"] == "unknown") & dated]
    if len(found):
        what = say("the date is said to be unknown, and there is one; it is drawn as approximate")
        todo = say("Write stated or inferred, or take the date out.")
        rows = tuple(int(row) for row in found)
        yield Problem(what, todo, "stated", rows).message(study.shown("events"))


def speaker_hints(study: Study) -> Iterator[str]:
    """Find transcripts in which no speaker, or no interviewer, is recognised.

    The words of an interviewer who is not recognised count as those of a respondent.
    """
    if not has_texts(study.folder):
        return
    try:
        texts = read_texts(study)
    except CompendiumError:  # told by the analysis that reads them
        return
    spoken = {row.source: speakers(row.text) for row in texts.itertuples()}
    asked = who_asks(study)
    where = f"data/{study.name}/{TEXTS.as_posix()}"
    silent = [source for source, names in spoken.items() if not names]
    if all(not names for names in spoken.values()):
        # Field notes have no speakers; interviews have.
        talks = _conversations(study)
        silent = [source for source in silent if source in talks]
    if silent:
        first = texts.set_index("source").loc[silent[0], "text"].strip().splitlines()[:_SHOWN]
        lines = "; ".join(line.strip()[:60] for line in first)
        yield (
            say(
                "{where}: no speaker is recognised in {named}, so that all of it counts as "
                "one speaker's words. {first} begins: {lines}. Begin each turn on a new "
                "line, with a name and a colon, such as I: and R:.",
                where=where,
                named=_named(silent),
                first=silent[0],
                lines=lines,
            )
        )
    lacking = [
        source
        for source, names in spoken.items()
        if len(names) > 1 and not any(is_interviewer(name) or name in asked for name in names)
    ]
    if lacking:
        yield (
            say(
                "{where}: none of the speakers of {named} is called I or Interviewer "
                "({first} has {spoken}), so that everybody's words count. If one of them "
                "asks the questions, write under [words] in data/{study}/study.toml: "
                "interviewer = {names}",
                where=where,
                study=study.name,
                names=json.dumps([spoken[lacking[0]][0]], ensure_ascii=False),
                named=_named(lacking),
                first=lacking[0],
                spoken=listed(spoken[lacking[0]][:_SHOWN]),
            )
        )


def _conversations(study: Study) -> set[str]:
    """Give the sources that are conversations, by what kind they are."""
    sources = numbered(study, "sources")
    if sources is None:
        return set()
    told = sources["kind"].str.casefold().str.contains("interview|focus|conversation|gesprek")
    return set(sources.loc[told.fillna(False).astype(bool), "source"])


def _named(names: list[str]) -> str:
    more = say(" and {number} more", number=len(names) - _SHOWN) if len(names) > _SHOWN else ""
    return f"{', '.join(names[:_SHOWN])}{more}" if more else listed(names)
