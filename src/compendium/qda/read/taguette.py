"""Taguette's SQLite file, and its table of highlights as CSV or XLSX."""

from collections.abc import Hashable, Iterable
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd

from compendium.errors import ProjectError
from compendium.language import counted, listed, mark_number, say
from compendium.qda.model.accounts import doubts, outside, twice, unread_lines
from compendium.qda.model.coded import Coded
from compendium.qda.model.gather import gather
from compendium.qda.model.identifiers import identifiers
from compendium.qda.model.parts import Code, Coding, Document, by_words, paths_to_codes
from compendium.qda.model.passages import Passage, Placed, one_line, place, word_count
from compendium.qda.model.shape import as_kinds, left_descriptions
from compendium.qda.read.columns import HIGHLIGHTS, TAGS, cell, find_header, plain_name
from compendium.qda.read.database import Record, open_database, records, text_of, unread, whole
from compendium.qda.read.format import Format
from compendium.qda.read.labels import dotted_paths, path_note
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
        raise ProjectError(
            say("{name}: the database of Taguette holds no project.", name=path.name)
        )
    titles = {project["id"]: text_of(project["name"]) for project in projects}
    codes = _owned(tags, titles, "code", "path")
    sources = _owned(documents, titles, "source", "name")
    sources.insert(1, "kind", "document")
    skipped = left_descriptions(sum(bool(text_of(tag["description"])) for tag in tags))
    if len(projects) > 1:
        skipped.append(
            say(
                "The file holds {number} projects ({values}); all were read, and the column "
                "project tells them apart.",
                number=len(projects),
                values=listed(titles.values()),
            )
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


def _is_highlights(rows: Rows) -> bool:
    """Whether a sheet is Taguette's table of highlights; older versions give them no number."""
    if len(rows) < 2 or find_header(rows[:1], HIGHLIGHTS, ["document", "code", "text"]) is None:
        return False
    names = {plain_name(name) for name in rows[0]}
    return names <= {"id", "document", "tag", "tag path", "content"}


def read_highlights(rows: Rows) -> Coded:
    """Read Taguette's table of highlights: a row per highlight and tag, without offsets."""
    _, places = find_header(rows[:1], HIGHLIGHTS, ["document", "code", "text"]) or (0, {})
    tag = places.get("path", places["code"])
    below = [row for row in rows[1:] if row]
    documents = dict.fromkeys(text for row in below if (text := cell(row, places["document"])))
    codes, told = _tag_codes(dict.fromkeys(cell(row, tag) for row in below if cell(row, tag)))
    codings = []
    untagged = 0
    for row in below:
        number, document, name = (
            cell(row, place) for place in (places.get("id"), places["document"], tag)
        )
        if not document or not name:
            untagged += 1
            continue
        text = cell(row, places["text"])
        codings.append(
            Coding(document, name, shown=text, where=f"highlight {number}" if number else "")
        )
    skipped = [say("The table has no offsets; Taguette's SQLite file has them."), *told]
    if untagged:
        skipped.append(
            say("{highlights} without a tag.", highlights=counted(untagged, "highlight"))
        )
    if "id" not in places:
        skipped.append(
            say(
                "The table gives highlights no number: the same words in one document are one "
                "passage, unless they have the same tag twice."
            )
        )
    return gather(
        TOOL,
        codes=codes,
        sources={document: Document(document) for document in documents},
        codings=by_words(codings),
        skipped=skipped,
    )


def _is_codebook(rows: Rows) -> bool:
    return bool(rows) and find_header(rows[:1], TAGS, ["code", "frequency"]) is not None


def read_codebook(rows: Rows) -> Coded:
    """Read Taguette's codebook: the tags, and how many highlights each has."""
    _, places = find_header(rows[:1], TAGS, ["code", "frequency"]) or (0, {})
    below = [row for row in rows[1:] if cell(row, places["code"])]
    codes, told = _tag_codes(dict.fromkeys(cell(row, places["code"]) for row in below))
    for row in below:
        name, number = cell(row, places["code"]), cell(row, places["frequency"])
        if number.isdecimal():
            codes[name] = codes[name]._replace(frequency=int(number))
    described = sum(bool(cell(row, places.get("description"))) for row in below)
    skipped = [say("A codebook has no passages: there are no sources and no segments."), *told]
    return gather(
        TOOL,
        codes=codes,
        sources={},
        codings=[],
        skipped=[*skipped, *left_descriptions(described)],
    )


def _tag_codes(names: Iterable[str]) -> tuple[dict[Hashable, Code], list[str]]:
    """Make codes of tags: a dot puts one below another, where others stand there too."""
    paths = dotted_paths(list(names))
    above = paths_to_codes(path[:-1] for path in paths.values() if len(path) > 1)
    key_of: dict[Hashable, Hashable] = {path: name for name, path in paths.items()}
    codes: dict[Hashable, Code] = {
        path: code._replace(parent=key_of.get(code.parent, code.parent))
        for path, code in above.items()
        if path not in key_of
    }
    for name, path in paths.items():
        parent = path[:-1] or None
        codes[name] = Code(path[-1], key_of.get(parent, parent))
    return codes, path_note(
        [(n, p) for n, p in paths.items()], say("a dot"), mark_number("tag", "tags")
    )


FORMATS = (
    Format(
        "Taguette's SQLite file",
        "database",
        lambda tables: tables.keys() >= TABLES,
        lambda opened: read_database(opened.path),
    ),
    Format(
        "Taguette's table of highlights",
        "sheet",
        _is_highlights,
        lambda opened: read_highlights(opened.rows),
    ),
    Format(
        "Taguette's codebook",
        "sheet",
        _is_codebook,
        lambda opened: read_codebook(opened.rows),
    ),
)


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
    known = {highlight["id"] for highlight in highlights}
    loose = 0
    for link in links:
        if link["tag_id"] in code_of and link["highlight_id"] in known:
            tagged.setdefault(text_of(link["highlight_id"]), []).append(code_of[link["tag_id"]])
        else:
            loose += 1
    marked: list[tuple[str, Passage]] = []
    lost = unplaced = 0
    for highlight in highlights:
        start, end = whole(highlight["start_offset"]), whole(highlight["end_offset"])
        source = source_of.get(highlight["document_id"])
        if source is None or start is None or end is None:
            lost += 1
            unplaced += len(tagged.get(text_of(highlight["id"]), ()))
            continue
        shown = plain_text(text_of(highlight["snippet"]))
        marked.append((text_of(highlight["id"]), Passage(source, start, end, shown)))
    placed = place(texts, [passage for _, passage in marked], tool=TOOL)
    rows, passages = [], {}
    untagged = misplaced = strays = 0
    for at, ((number, passage), found) in enumerate(zip(marked, placed.places, strict=True)):
        given = tagged.get(number, [])
        untagged += not given
        doubted = at in placed.unsure
        strays += len(given) if doubted and passage.source not in placed.doubted else 0
        misplaced += len(given) if found is None and not doubted else 0
        segment = one_line(f"highlight_{number}")
        if given and not doubted:
            passages[segment] = passage.shown
        start, end = found or (None, None)
        words, where = word_count(passages.get(segment, "")), f"highlight {number}"
        rows += [
            (segment, code, passage.source, "coding", words, start, end, where)
            for code in dict.fromkeys(given)
        ]
    same = sum(len(codes) - len(set(codes)) for codes in tagged.values())
    skipped = [*doubts(placed.doubted, strays), *twice(same)]
    if untagged:
        skipped.append(
            say("{highlights} without a tag.", highlights=counted(untagged, "highlight"))
        )
    if lost:
        skipped.append(
            say(
                "{highlights} of no document or without offsets, with {tags}: left out.",
                highlights=counted(lost, "highlight"),
                tags=counted(unplaced, "tag"),
            )
        )
    if loose:
        skipped.append(
            say(
                "{tags} on a highlight, where the file lacks the tag or the highlight: left out.",
                tags=counted(loose, "tag"),
            )
        )
    skipped += outside(misplaced)
    return pd.DataFrame(rows, columns=_SEGMENTS), passages, placed, skipped
