"""QualCoder's project: a folder or an archive of one, whose ``data.qda`` is an SQLite file."""

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from compendium.language import counted, say
from compendium.naming import slug
from compendium.qda.model.accounts import doubts, outside, twice, unread_lines
from compendium.qda.model.coded import Coded
from compendium.qda.model.identifiers import identifiers, without_circles
from compendium.qda.model.passages import Passage, Placed, one_line, place, word_count
from compendium.qda.model.places import text_place
from compendium.qda.model.shape import as_kinds, left_descriptions
from compendium.qda.read.archive import is_shadow, read_members
from compendium.qda.read.database import Record, open_database, records, text_of, unread, whole
from compendium.qda.read.format import Format, Opened
from compendium.qda.read.qualcoder_rest import loose_rows, with_files

TOOL = "QualCoder"
DATABASE = "data.qda"
TABLES = {"source", "code_name", "code_cat", "code_text"}
_COLUMNS = ["segment", "code", "source", "form", "words", "coder", "start", "end", "where"]
_READ = {
    "project": ["databaseversion", "about"],
    "source": ["id", "name", "fulltext", "mediapath"],
    "code_name": ["cid", "name", "memo", "catid", "supercid"],
    "code_cat": ["catid", "name", "memo", "supercatid"],
    "code_text": ["cid", "fid", "seltext", "pos0", "pos1", "owner"],
    "code_image": ["imid", "cid", "id", "owner", "x1", "y1", "width", "height"],
    "code_av": ["avid", "cid", "id", "owner", "pos0", "pos1"],
    "cases": ["caseid", "name"],
    "case_text": ["caseid", "fid", "pos0", "pos1"],
    "attribute": ["name", "attr_type", "value", "id"],
}

# Columns that keep QualCoder's own books.
_ASIDE = (
    *("date", "owner", "color", "av_text_id", "risid", "important", "pdf_page", "bookmarkfile"),
    *("bookmarkpos", "codername", "recently_used_codes", "coder_name"),
)

Tables = Mapping[str, Sequence[Record]]


def read_database(path: Path, *, content: bytes | None = None) -> Coded:
    """Read the SQLite file of a QualCoder project.

    Parameters
    ----------
    path : Path
        ``data.qda``; it is opened read only. Or the archive that it comes from.
    content : bytes, optional
        What ``data.qda`` holds, where it comes from an archive.

    Returns
    -------
    Coded
        ``codes`` (categories are codes of the kind ``category``), ``sources``, ``segments`` of
        texts, images and recordings, and ``cases``. Attributes are further columns of sources and
        cases. A source that is part of one case only has it in ``case``.

    Raises
    ------
    ProjectError
        When the database is broken.
    """
    with open_database(path, content=content) as connection:
        tables = {
            table: records(connection, table, columns, name=path.name)
            for table, columns in _READ.items()
        }
        beside = unread(connection, _READ, aside=_ASIDE)
    codes, code_of = _codes(tables)
    sources, source_of = _sources(tables)
    cases, case_of = _cases(tables)
    described = sum(bool(row["memo"]) for row in (*tables["code_cat"], *tables["code_name"]))
    skipped = left_descriptions(described)
    sources = _with_cases(sources, tables, source_of, case_of, skipped)
    texts = {
        source_of[source["id"]]: text_of(source["fulltext"])
        for source in tables["source"]
        if source["fulltext"]
    }
    segments, passages, placed = _segments(tables, code_of, source_of, texts, skipped)
    skipped += loose_rows(tables, source_of, case_of, texts)
    skipped += unread_lines(beside)
    project = tables["project"][0] if tables["project"] else {}
    about = text_of(project.get("about")).removeprefix(TOOL).strip()
    found = {"codes": codes, "sources": sources, "segments": segments}
    if len(cases):
        found["cases"] = cases
    return Coded(
        TOOL,
        about or text_of(project.get("databaseversion")),
        as_kinds(found),
        unit=placed.unit,
        unit_score=placed.score,
        skipped=tuple(skipped),
        texts=texts,
        passages=passages,
    )


def _of_folder(opened: Opened) -> Coded:
    files = [one.relative_to(opened.path).as_posix() for one in opened.path.glob("*/*")
             if one.is_file() and not one.name.startswith(".")]  # fmt: skip
    return with_files(read_database(opened.path / DATABASE), files)


def _of_archive(opened: Opened) -> Coded:
    databases = read_members(opened.path, _is_database)
    with zipfile.ZipFile(opened.path) as archive:
        files = [one.filename for one in archive.infolist()
                 if not (one.is_dir() or is_shadow(one.filename))]  # fmt: skip
    coded = read_database(opened.path, content=next(iter(databases.values())))
    return with_files(coded, [name for name in files if not _is_database(name)])


def _is_database(name: str) -> bool:
    return name.replace("\\", "/").rpartition("/")[2] == DATABASE and not is_shadow(name)


FORMATS = (
    Format("QualCoder's project", "folder", lambda names: DATABASE in names, _of_folder),
    Format(
        "QualCoder's project",
        "archive",
        lambda names: sum(map(_is_database, names)) == 1,
        _of_archive,
    ),
    Format(
        "QualCoder's project",
        "database",
        lambda tables: tables.keys() >= TABLES,
        lambda opened: read_database(opened.path),
    ),
)


def _codes(tables: Tables) -> tuple[pd.DataFrame, dict[object, str]]:
    categories, names = tables["code_cat"], tables["code_name"]
    labels = [text_of(row["name"]) for row in (*categories, *names)]
    made = identifiers(labels, otherwise="code")
    category_of = dict(zip((row["catid"] for row in categories), made, strict=False))
    code_of = dict(zip((row["cid"] for row in names), made[len(categories) :], strict=True))
    above = [category_of.get(row["supercatid"]) for row in categories]
    above += [code_of.get(row["supercid"]) or category_of.get(row["catid"]) for row in names]
    table = pd.DataFrame(
        {
            "code": made,
            "parent": without_circles(made, above),
            "label": labels,
            "kind": ["category"] * len(categories) + ["code"] * len(names),
        }
    )
    return table, code_of


def _sources(tables: Tables) -> tuple[pd.DataFrame, dict[object, str]]:
    rows = tables["source"]
    labels = [text_of(row["name"]) or f"source {text_of(row['id'])}" for row in rows]
    table = pd.DataFrame(
        {
            "source": identifiers(labels, otherwise="source"),
            "kind": [_kind(row) for row in rows],
            "label": labels,
        }
    )
    source_of = dict(zip((row["id"] for row in rows), table["source"], strict=True))
    return _with_attributes(table, tables, "file", source_of, "source"), source_of


def _kind(source: Record) -> str:
    """Say what a source is by where QualCoder keeps it; the file itself is never opened."""
    place = text_of(source["mediapath"]).lower()
    kinds = {"image": ("/images", "images:"), "audio": ("/audio", "audio:")}
    kinds["video"] = ("/video", "video:")
    return next((kind for kind, marks in kinds.items() if place.startswith(marks)), "document")


def _cases(tables: Tables) -> tuple[pd.DataFrame, dict[object, str]]:
    labels = [text_of(row["name"]) for row in tables["cases"]]
    table = pd.DataFrame({"case": identifiers(labels, otherwise="case"), "label": labels})
    case_of = dict(zip((row["caseid"] for row in tables["cases"]), table["case"], strict=True))
    return _with_attributes(table, tables, "case", case_of, "case"), case_of


def _with_attributes(
    table: pd.DataFrame, tables: Tables, of: str, names: Mapping[object, str], key: str
) -> pd.DataFrame:
    """Add the attributes of sources or cases as columns; a taken name gets ``attribute_``."""
    values: dict[str, dict[str, str]] = {}
    for row in tables["attribute"]:
        if row["attr_type"] == of and row["id"] in names and text_of(row["value"]):
            column = slug(text_of(row["name"])) or "attribute"
            column = f"attribute_{column}" if column in _TAKEN else column
            values.setdefault(column, {})[names[row["id"]]] = text_of(row["value"])
    more = {column: table[key].map(filled) for column, filled in sorted(values.items())}
    return table.assign(**more)


# Columns of our own kinds, which an attribute of the same name must not fill unchecked.
_TAKEN = {"source", "case", "kind", "label", "role", "element", "language", "start", "end"}


def _with_cases(
    sources: pd.DataFrame,
    tables: Tables,
    source_of: Mapping[object, str],
    case_of: Mapping[object, str],
    skipped: list[str],
) -> pd.DataFrame:
    """Give each source its case, where it has one and one only."""
    of: dict[str, set[str]] = {}
    for row in tables["case_text"]:
        if row["fid"] in source_of and row["caseid"] in case_of:
            of.setdefault(source_of[row["fid"]], set()).add(case_of[row["caseid"]])
    if not of:
        return sources
    several = [source for source, cases in of.items() if len(cases) > 1]
    if several:
        skipped.append(
            say(
                "{sources} in several cases: its column case left empty.",
                sources=counted(len(several), "source"),
            )
        )
    single = {source: next(iter(cases)) for source, cases in of.items() if len(cases) == 1}
    return sources.assign(case=sources["source"].map(single))


def _segments(
    tables: Tables,
    code_of: Mapping[object, str],
    source_of: Mapping[object, str],
    texts: Mapping[str, str],
    skipped: list[str],
) -> tuple[pd.DataFrame, dict[str, str], Placed]:
    known = [
        row for row in tables["code_text"] if row["cid"] in code_of and row["fid"] in source_of
    ]
    marked = [
        (row, Passage(source_of[row["fid"]], start, end, text_of(row["seltext"])))
        for row in known
        if (start := whole(row["pos0"])) is not None and (end := whole(row["pos1"])) is not None
    ]
    placed = place(texts, [passage for _, passage in marked], tool=TOOL)
    strays = sum(marked[number][1].source not in placed.doubted for number in placed.unsure)
    skipped += doubts(placed.doubted, strays)
    rows: list[tuple[object, ...]] = []
    passages = {}
    lost = 0
    for number, ((row, passage), found) in enumerate(zip(marked, placed.places, strict=True)):
        coder = text_of(row["owner"])
        segment = _name(passage.source, str(passage.start), str(passage.end), coder)
        doubted = number in placed.unsure
        lost += found is None and passage.source in texts and not doubted
        where = None
        start_end = found or (None, None)
        if doubted:
            where = f"{text_place(passage.start, passage.end)}, which do not fit the text"
        elif passage.shown:
            passages[segment] = passage.shown
        code, words = code_of[row["cid"]], word_count(passages.get(segment, ""))
        rows.append(
            (segment, code, passage.source, "coding", words, coder or None, *start_end, where)
        )
    rows += _other_segments(tables, code_of, source_of)
    loose = sum(len(tables[table]) for table in ("code_text", "code_image", "code_av")) - len(rows)
    if loose:
        skipped.append(
            say(
                "{codings} of no code or source, or without a place.",
                codings=counted(loose, "coding"),
            )
        )
    skipped += outside(lost)
    table = pd.DataFrame(rows, columns=_COLUMNS).drop_duplicates(["segment", "code"])
    skipped += twice(len(rows) - len(table))
    return table, passages, placed


def _other_segments(
    tables: Tables, code_of: Mapping[object, str], source_of: Mapping[object, str]
) -> list[tuple[object, ...]]:
    """List the codings of images and recordings, which have no offsets in a text."""
    rows: list[tuple[object, ...]] = []
    for row in tables["code_image"]:
        if row["cid"] in code_of and row["id"] in source_of:
            corner = [text_of(row[side]) for side in ("x1", "y1", "width", "height")]
            place = f"area {' '.join(corner)}"
            rows.append(_other(row, "area " + "-".join(corner), place, code_of, source_of))
    for row in tables["code_av"]:
        if row["cid"] in code_of and row["id"] in source_of:
            place = f"{text_of(row['pos0'])}-{text_of(row['pos1'])} ms"
            rows.append(_other(row, place, place, code_of, source_of))
    return rows


def _other(
    row: Record,
    name: str,
    where: str,
    code_of: Mapping[object, str],
    source_of: Mapping[object, str],
) -> tuple[object, ...]:
    source, coder = source_of[row["id"]], text_of(row["owner"])
    segment, code = _name(source, name, coder), code_of[row["cid"]]
    return (segment, code, source, "coding", None, coder or None, None, None, where)


def _name(*parts: str) -> str:
    """Name a passage after its place and coder, so that it keeps its name in the next import."""
    return one_line("-".join(part for part in parts if part))
