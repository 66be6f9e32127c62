"""Taguette's SQLite file, and its table of highlights as CSV or XLSX."""

from html.parser import HTMLParser
from pathlib import Path

import pandas as pd

from compendium.errors import ProjectError
from compendium.naming import counted, listed
from compendium.qda.model.accounts import doubts, twice, unread_lines
from compendium.qda.model.coded import Coded
from compendium.qda.model.identifiers import identifiers
from compendium.qda.model.passages import Passage, Placed, one_line, place, word_count
from compendium.qda.model.shape import as_kinds, left_descriptions
from compendium.qda.read.columns import HIGHLIGHTS, cell, find_header
from compendium.qda.read.database import Record, open_database, records, text_of, unread, whole
from compendium.qda.read.sheet import Rows

TOOL = "Taguette"
TABLES = {"projects", "documents", "highlights", "highlight_tags", "tags"}
_READ = {
    "projects": ["id", "name"],
    "tags": ["id", "project_id", "path", "description"],
    "documents": ["id", "project_id", "name", "contents"],
    "highlights": ["id", "document_id", "start_offset", "end_offset", "snippet"],
    "highlight_tags": ["highlight_id", "tag_id"],
}
# Columns that keep Taguette's own books.
_ASIDE = ("created", "meta", "filename", "text_direction")
_SEGMENTS = ["segment", "code", "source", "form", "words", "start", "end", "where"]


class _Stripper(HTMLParser):
    """Keeps the text of a page and drops its tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


def plain_text(html: str) -> str:
    """Strip the tags of a text, as Taguette does before it counts.

    Examples
    --------
    >>> plain_text("<p>Salt &amp; <b>pepper</b></p>")
    'Salt & pepper'
    """
    stripper = _Stripper()
    stripper.feed(html)
    stripper.close()
    return "".join(stripper.pieces)


def read_database(path: Path) -> Coded:
    """Read Taguette's SQLite file, which may hold several projects.

    Parameters
    ----------
    path : Path
        The file; it is opened read only.

    Returns
    -------
    Coded
        ``codes`` (the tags), ``sources`` and ``segments``; of several projects, a further column
        ``project`` in the first two. Taguette does not say who made a highlight.

    Raises
    ------
    ProjectError
        When the database is broken, or has no project.
    """
    with open_database(path) as connection:
        projects, tags, documents, highlights, links = (
            records(connection, table, columns, name=path.name) for table, columns in _READ.items()
        )
        beside = unread(connection, _READ, aside=_ASIDE)
    if not projects:
        raise ProjectError(f"{path.name}: the database of Taguette holds no project.")
    titles = {project["id"]: text_of(project["name"]) for project in projects}
    codes = _owned(tags, titles, "code", "path")
    sources = _owned(documents, titles, "source", "name")
    sources.insert(1, "kind", "document")
    skipped = left_descriptions(sum(bool(text_of(tag["description"])) for tag in tags))
    if len(projects) > 1:
        skipped.append(
            f"The file holds {len(projects)} projects ({listed(titles.values())}); all were read, "
            "and the column project tells them apart."
        )
    code_of = {tag["id"]: code for tag, code in zip(tags, codes["code"], strict=True)}
    source_of = dict(
        zip((document["id"] for document in documents), sources["source"], strict=True)
    )
    texts = {
        source_of[document["id"]]: plain_text(text_of(document["contents"]))
        for document in documents
    }
    segments, passages, placed, found = _segments(highlights, links, code_of, source_of, texts)
    return Coded(
        TOOL,
        "",
        as_kinds({"codes": codes, "sources": sources, "segments": segments}),
        unit=placed.unit,
        unit_score=placed.score,
        skipped=(*skipped, *found, *unread_lines(beside)),
        texts=texts,
        passages=passages,
    )


def is_highlights(rows: Rows) -> bool:
    """Whether a sheet is Taguette's table of highlights."""
    return find_header(rows[:1], HIGHLIGHTS, ["id", "document", "code", "text"]) is not None


def read_highlights(rows: Rows, *, name: str) -> Coded:
    """Read Taguette's table of highlights: a row per highlight and tag, without offsets.

    Raises
    ------
    ProjectError
        When the sheet is no such table.
    """
    found = find_header(rows[:1], HIGHLIGHTS, ["id", "document", "code", "text"])
    if found is None:
        raise ProjectError(
            f"{name}: this is not Taguette's table of highlights, which has the columns id, "
            "document, tag and content."
        )
    _, places = found
    tag = places.get("path", places["code"])
    below = [row for row in rows[1:] if row]
    names = list(dict.fromkeys(cell(row, tag) for row in below if cell(row, tag)))
    documents = list(
        dict.fromkeys(text for row in below if (text := cell(row, places["document"])))
    )
    code_of = dict(zip(names, identifiers(names, otherwise="tag"), strict=True))
    source_of = dict(zip(documents, identifiers(documents, otherwise="document"), strict=True))
    marked: dict[tuple[str, str], tuple[object, ...]] = {}
    passages = {}
    untagged = 0
    for row in below:
        number, document = cell(row, places["id"]), cell(row, places["document"])
        if not number or document not in source_of or cell(row, tag) not in code_of:
            untagged += bool(number)
            continue
        segment, text = one_line(f"highlight_{number}"), cell(row, places["text"])
        passages[segment] = text
        code = code_of[cell(row, tag)]
        where = f"highlight {number}"
        source, words = source_of[document], word_count(text)
        marked[segment, code] = (segment, code, source, "coding", words, None, None, where)
    segments = pd.DataFrame(list(marked.values()), columns=_SEGMENTS)
    tables = {
        "codes": pd.DataFrame({"code": list(code_of.values()), "label": names}),
        "sources": pd.DataFrame(
            {"source": list(source_of.values()), "kind": "document", "label": documents}
        ),
        "segments": segments,
    }
    skipped = ["The table has no offsets; Taguette's SQLite file has them."]
    if untagged:
        skipped.append(f"{counted(untagged, 'highlight')} without a tag.")
    return Coded(TOOL, "", as_kinds(tables), skipped=tuple(skipped), passages=passages)


def _owned(rows: list[Record], titles: dict[object, str], key: str, label: str) -> pd.DataFrame:
    """Make a table of tags or documents; with the project where there are several."""
    labels = [text_of(row[label]) or f"{key} {text_of(row['id'])}" for row in rows]
    owners = [titles.get(row["project_id"], "") for row in rows]
    several = len(titles) > 1
    names = [
        f"{owner} {name}" if several else name for owner, name in zip(owners, labels, strict=True)
    ]
    table = pd.DataFrame({key: identifiers(names, otherwise=key), "label": labels})
    if several:
        table["project"] = owners
    return table


def _segments(
    highlights: list[Record],
    links: list[Record],
    code_of: dict[object, str],
    source_of: dict[object, str],
    texts: dict[str, str],
) -> tuple[pd.DataFrame, dict[str, str], Placed, list[str]]:
    tagged: dict[str, list[str]] = {}
    for link in links:
        if link["tag_id"] in code_of:
            tagged.setdefault(text_of(link["highlight_id"]), []).append(code_of[link["tag_id"]])
    marked: list[tuple[str, Passage]] = []
    lost = 0
    for highlight in highlights:
        start, end = whole(highlight["start_offset"]), whole(highlight["end_offset"])
        source = source_of.get(highlight["document_id"])
        if source is None or start is None or end is None:
            lost += 1
            continue
        shown = plain_text(text_of(highlight["snippet"]))
        marked.append((text_of(highlight["id"]), Passage(source, start, end, shown)))
    placed = place(texts, [passage for _, passage in marked], tool=TOOL)
    rows, passages = [], {}
    untagged = misplaced = 0
    for (number, passage), found in zip(marked, placed.places, strict=True):
        given = tagged.get(number, [])
        untagged += not given
        doubted = passage.source in placed.doubted
        misplaced += found is None and not doubted
        segment = one_line(f"highlight_{number}")
        if given and not doubted:
            passages[segment] = passage.shown
        start, end = found or (None, None)
        words, where = word_count(passages.get(segment, "")), f"highlight {number}"
        rows += [
            (segment, code, passage.source, "coding", words, start, end, where)
            for code in dict.fromkeys(given)
        ]
    skipped = [*doubts(placed), *twice(sum(map(len, tagged.values())) - _different(tagged))]
    if untagged:
        skipped.append(f"{counted(untagged, 'highlight')} without a tag.")
    if lost:
        skipped.append(f"{counted(lost, 'highlight')} of no document or without offsets.")
    if misplaced:
        skipped.append(
            f"{counted(misplaced, 'highlight')} with offsets outside of the text: kept without."
        )
    return pd.DataFrame(rows, columns=_SEGMENTS), passages, placed, skipped


def _different(tagged: dict[str, list[str]]) -> int:
    return sum(len(set(codes)) for codes in tagged.values())
