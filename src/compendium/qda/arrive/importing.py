"""Turn a coded project into the tables of a study, and bring a newer export into them."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from compendium.errors import ProjectError
from compendium.files import file_hash, write_all
from compendium.language import counted, listed, say
from compendium.layout import JOURNAL, TEXTS, Layout
from compendium.naming import is_reserved
from compendium.qda.arrive.aside import EARLIER, beside, check_workbooks, set_aside
from compendium.qda.arrive.difference import difference, renamed_codes
from compendium.qda.arrive.keep import as_imported, digests, keep_names
from compendium.qda.arrive.merge import as_text, merge_lines, merge_table, ordered
from compendium.qda.arrive.privacy import check_private
from compendium.qda.arrive.record import RECORD, Record, first_about, read_record, write_record
from compendium.qda.arrive.same import keep_same
from compendium.qda.arrive.tables import Tables, as_csv, check_tables, only_filled, read_text_table
from compendium.qda.arrive.texts import BASE, read_digests, write_digests, write_texts
from compendium.qda.model.coded import Coded
from compendium.study.kinds import KINDS
from compendium.study.sheets import alike

CODED = ("codes", "sources", "segments", "cases", "factors", "presence")
_SHOWN = 10
_SHARING = ("a sheet of quotes", "Word comments")  # what adds sources to those that are there


@dataclass(frozen=True)
class Arrival:
    """An import that is worked out and not yet written.

    Parameters
    ----------
    folder : Path
        Folder of the study.
    files : mapping of Path to bytes
        What is to be written.
    lines : tuple of str
        What is to be said about it: what is new, what changed, what is kept or overwritten.
    removed : tuple of Path
        Files whose place is taken by others; each is kept among the files.
    """

    folder: Path
    files: Mapping[Path, bytes]
    lines: tuple[str, ...]
    removed: tuple[Path, ...] = ()


def prepare_import(
    layout: Layout,
    study: str,
    coded: Coded,
    *,
    file: Path,
    with_text: bool = False,
    replace: bool = False,
    more: Mapping[Path, bytes] | None = None,
    away: Collection[Path] = (),
) -> Arrival:
    """Work out what an import writes; nothing is written yet.

    Parameters
    ----------
    layout : Layout
        The folders of the compendium.
    study : str
        Name of the study; its folder is made when it is not there.
    coded : Coded
        What `co.read_coded` gives.
    file : Path
        The file it was read from; its name and hash are recorded.
    with_text : bool, optional
        Keep texts and passages in the study's private folder.
    replace : bool, optional
        Set aside tables that were not made by an import of the same program.
    more : mapping of Path to bytes, optional
        Further files, by their place in the folder of the study.
    away : collection of Path, optional
        Files of the study that are as if they were not there, where the import takes their place.

    Returns
    -------
    Arrival
        The files and what to say about them.

    Raises
    ------
    ProjectError
        When a table in the way was not imported, the tables would not fit together, or the private
        folder is not ignored by git.
    """
    check_name(study)
    if other := alike(layout, study):
        raise ProjectError(
            say(
                "--study {study}: there is a study {other}, which differs from it in capital "
                "letters only, and many a computer does not tell the two apart. Type --study "
                "{other}, or choose another name. Nothing was written.",
                study=study,
                other=other,
            )
        )
    folder = layout.data / study
    check_private(layout, study)
    if not more:
        check_filled(coded, file.name)
    record = {} if replace else read_record(folder)
    kinds = [kind for kind in (*CODED, *KINDS) if len(coded.tables.get(kind, ()))]
    old = {
        kind: read_text_table(folder / f"{kind}.csv", kind)
        for kind in (*CODED, *KINDS)
        if (kind in kinds or kind in CODED)
        and not replace
        and (path := folder / f"{kind}.csv").is_file()
        and path not in away
    }
    coded = keep_same(coded, old)
    new = {kind: only_filled(kind, as_text(coded.table(kind))) for kind in kinds}
    written = [*new, *(Path(place).stem for place in more or {} if Path(place).suffix == ".csv")]
    there = beside(folder, written, away)
    removed = [path for path in there if replace or path in away]
    check_workbooks(folder, [path for path in there if path not in removed])
    _check_way(folder, old, [kind for kind in old if kind in new], record, coded)
    base, lines = _base(folder, old, record)
    if "sources" in old and record.get("tools", {}).get("sources") != coded.tool:
        base["sources"] = pd.DataFrame(columns=old["sources"].columns)  # all rows are others'
    named: dict[str, str] = {}
    if "segments" in new and "segments" in old:
        new["segments"], named = keep_names(
            new["segments"],
            as_imported(old["segments"], base.get("segments")),
            texts=digests(coded.passages),
            earlier=read_digests(folder),
            unchanged=file.is_file() and record.get("sha256") == file_hash(file),
        )
    tables, said = _merge_all(new, old, base, record, coded)
    lines += said
    check_tables(folder, tables)
    imported = {kind: as_csv(table) for kind, table in new.items()}
    contents = {
        kind: imported[kind] if table.equals(new[kind]) else as_csv(table)
        for kind, table in tables.items()
    }
    files = {folder / f"{kind}.csv": content for kind, content in contents.items()}
    files |= {folder / BASE / f"{kind}.csv": content for kind, content in imported.items()}
    files |= write_digests(folder, coded, named)
    if with_text:
        files |= write_texts(folder, coded, named)
    files |= {folder / place: content for place, content in (more or {}).items()}
    lines += set_aside(folder, files, removed, but=folder / BASE)
    columns = {
        kind: [str(column) for column in table if (table[column] != "").any()]
        for kind, table in new.items()
    }
    files[folder / RECORD] = write_record(
        coded, file, written=contents, imported=imported, columns=columns, earlier=record
    )
    if not (folder / "study.toml").is_file() and folder / "study.toml" not in files:
        files[folder / "study.toml"] = first_about(study)
    return Arrival(folder, files, tuple(lines), tuple(removed))


def write_import(arrival: Arrival) -> None:
    """Write what `prepare_import` worked out: all files or none.

    What is killed half-way, the next command completes or undoes.
    """
    try:
        write_all(arrival.files, journal=arrival.folder / JOURNAL)
        for path in arrival.removed:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise ProjectError(
            say(
                "{name}: the tables cannot be written ({reason}); nothing was changed. Check "
                "that the folder is not write-protected and the disk not full.",
                name=arrival.folder.name,
                reason=error.strerror,
            )
        ) from error


def check_filled(coded: Coded, name: str) -> None:
    """Refuse a project without anything in it; the ProjectError says what else the file holds."""
    if any(map(len, coded.tables.values())):
        return
    told = say(
        "{name}: the project is empty: it holds no code, no document and no coding. Nothing was "
        "written. Is it the right file?",
        name=name,
    )
    beside = [say("What is in it:"), *(f"\n  {line}" for line in coded.skipped)]
    raise ProjectError(f"{told} {''.join(beside)}" if coded.skipped else told)


def check_name(study: str) -> None:
    """Check that a name can be that of a folder of tables; a ProjectError says what it may be."""
    if not re.fullmatch(r"[^\W_][\w-]*", study) or is_reserved(study):
        raise ProjectError(
            say(
                "--study {study}: the name of a study is the name of its folder in data/; use "
                "letters, digits and hyphens, and no name that Windows keeps for a device "
                "(con, nul).",
                study=study,
            )
        )


def _check_way(folder: Path, old: Tables, kinds: list[str], record: Record, coded: Coded) -> None:
    """Refuse to touch tables that no import of this program has made."""
    imported = record.get("tables", {})
    way = say(
        "Import into another study, or add --replace: the tables that are there are then kept in "
        "{kept}/.",
        kept=f"data/{folder.name}/{EARLIER.as_posix()}",
    )
    kinds = [kind for kind in kinds if kind != "sources" or not _are_shared(folder, old, coded)]
    foreign = listed(f"{kind}.csv" for kind in kinds if kind not in imported)
    if foreign:
        told = say(
            "data/{name}: {foreign} not made by an import.", name=folder.name, foreign=foreign
        )
        raise ProjectError(f"{told} {way}")
    others = sorted({tool for kind in kinds if (tool := record["tools"].get(kind)) != coded.tool})
    if others:
        told = say(
            "data/{name}: the tables come from {others}, this file from {tool}.",
            name=folder.name,
            others=listed(others),
            tool=coded.tool,
        )
        raise ProjectError(f"{told} {way}")


def _are_shared(folder: Path, old: Tables, coded: Coded) -> bool:
    """Whether the sources are those of transcripts, to which others may be added."""
    texts = {path.stem for path in (folder / TEXTS).glob("*")}
    return coded.tool in _SHARING or set(old["sources"]["source"]) <= texts


def _base(folder: Path, old: Tables, record: Record) -> tuple[Tables, list[str]]:
    """Read the tables as the last import wrote them, where they are still as recorded."""
    base, lines = {}, []
    recorded = record.get("imported", {})
    for kind in old:
        path = folder / BASE / f"{kind}.csv"
        if path.is_file() and file_hash(path) == recorded.get(kind):
            base[kind] = read_text_table(path, kind)
        elif kind in recorded and file_hash(folder / f"{kind}.csv") != record["tables"].get(kind):
            lines.append(
                say(
                    "{kind}.csv was changed since it was imported, and the imported table is not "
                    "on this machine: cells that the file fills are overwritten without a list",
                    kind=kind,
                )
            )
    return base, lines


def _merge_all(
    new: Tables, old: Tables, base: Tables, record: Record, coded: Coded
) -> tuple[Tables, list[str]]:
    renamed = renamed_codes(old, new)
    used = frozenset() if "segments" in new or "segments" not in old else _used(old["segments"])
    tables: Tables = {}
    lines: list[str] = []
    for kind, table in new.items():
        if kind not in old:
            tables[kind] = ordered(table, kind)
            rows = counted(len(table), "row")
            lines.append(say("{file}: new, {rows}", file=f"{kind}.csv", rows=rows))
            continue
        merged = merge_table(
            kind,
            table,
            old[kind],
            base=base.get(kind),
            imported=record.get("columns", {}).get(kind, ()),
            renamed=renamed,
            in_use=used if kind in ("codes", "sources") else frozenset(),
            keep_all=coded.chosen,
        )
        tables[kind] = merged.table
        lines += merge_lines(kind, merged)
    lines += difference(old, {kind: tables[kind] for kind in tables}, renamed)
    if coded.chosen:
        lines += _unknown(tables.get("presence"))
    lines += [
        say("{file}: not in this file; left as it was", file=f"{kind}.csv")
        for kind in old
        if kind not in new and record.get("tools", {}).get(kind) == coded.tool
    ]
    return tables, lines


def _unknown(presence: pd.DataFrame | None) -> list[str]:
    """Say of how many cases and factors no file has shown whether they go together."""
    if presence is None:
        return []
    lacking = presence["case"].nunique() * presence["factor"].nunique() - len(presence)
    if not lacking:
        return []
    return [
        say(
            "presence.csv: {pairs} of a case and a factor in no file that was imported: "
            "shown as unknown, not as absent",
            pairs=counted(lacking, "pair"),
        )
    ]


def _used(segments: pd.DataFrame) -> frozenset[str]:
    return frozenset(segments["code"]) | frozenset(segments.get("source", ()))
