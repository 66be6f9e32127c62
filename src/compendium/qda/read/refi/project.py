"""Read REFI-QDA projects (.qdpx, .qde) and codebooks (.qdc), of any program that writes them."""

import re
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
from lxml import etree

from compendium.errors import ProjectError
from compendium.language import counted, say
from compendium.qda.model.coded import Coded
from compendium.qda.model.frames import kind_frame
from compendium.qda.model.identifiers import identifiers, numbered
from compendium.qda.model.offsets import UNITS, Unit
from compendium.qda.read.archive import (
    MEGABYTE,
    MEMBER_LIMIT,
    is_archive,
    read_members,
)
from compendium.qda.read.format import Format
from compendium.qda.read.refi.cases import (
    Cases,
    read_cases,
    read_groups,
    single_case,
    spread,
    variable_columns,
    variable_values,
)
from compendium.qda.read.refi.codes import guid_of, read_codes
from compendium.qda.read.refi.marks import OWN, Mark
from compendium.qda.read.refi.passages import Text, to_segments
from compendium.qda.read.refi.sources import Source, read_sources
from compendium.qda.read.refi.texts import is_project, members_left, texts_of
from compendium.qda.read.refi.words import left_out
from compendium.qda.read.xml import local_name, parse_xml
from compendium.study.bounds import bound

# As they call themselves.
PROGRAMS = (
    *("ATLAS.ti", "Dedoose", "MAXQDA", "NVivo", "QDA Miner", "QualCoder", "Quirkos", "Taguette"),
    *("Transana", OWN),
)


def read_refi(path: Path) -> Coded:
    """Read a REFI-QDA project or codebook.

    Only the project itself and its plain texts are read: recordings, pictures and files
    outside the project are never opened, and their paths are not shown.

    Parameters
    ----------
    path : Path
        A ``.qdpx`` (a zip file with the project and its sources), or the ``.qde`` or ``.qdc``
        in XML; told apart by what they hold.

    Returns
    -------
    Coded
        ``codes`` with ``guid`` (and ``colour``, ``groups``); ``sources`` with ``guid``,
        ``length`` (characters), ``groups`` and a column per variable; ``segments``; ``cases``
        with a column per variable.

    Raises
    ------
    ProjectError
        When the file cannot be opened, is damaged, or is not of REFI-QDA.

    References
    ----------
    REFI-QDA Standard 1.5, https://www.qdasoftware.org
    """
    try:
        packed = is_archive(path)
        shown, content, shadows = _project_of(path) if packed else (path.name, _whole(path), 0)
    except OSError as error:
        raise ProjectError(
            say(
                "{name}: the file cannot be opened ({reason}).",
                name=path.name,
                reason=error.strerror,
            )
        ) from None
    root, mended = parse_xml(content, shown=shown)
    if shadows:
        files = counted(shadows, "shadow file")
        beside = say("{files} of a Mac (._*) beside the project: passed over.", files=files)
        mended = (beside, *mended)
    if local_name(root) not in ("Project", "CodeBook"):
        raise ProjectError(
            say(
                "{shown}: this is XML, but of {root!r}, not a REFI-QDA project or codebook. In "
                "the program that you coded with, export as REFI-QDA (.qdpx or .qdc).",
                shown=shown,
                root=local_name(root),
            )
        )
    tool, version = _made_by(root.get("origin") or "")
    cases = read_cases(root, own=tool == OWN)
    book = read_codes(root, not_codes=cases.guids, groups=read_groups(root, "MemberCode"))
    if local_name(root) == "CodeBook":
        skipped = (*mended, *left_out(root, book=book))
        return Coded(tool, version, {"codes": book.table}, skipped=skipped)
    sources, marks, joined = read_sources(root)
    texts = texts_of(path, sources, packed=packed)
    names = _source_names(sources)
    ids = identifiers([_stem(name) for name in names], otherwise="source")
    segments = to_segments(
        marks,
        sources=ids,
        texts=texts,
        codes=book.ids,
        not_codes=cases.guids,
        coders=_coder_names(root, marks),
        units=(Unit(),) if tool == OWN else UNITS,
        tool=tool,
    )
    placed, unclear = _cases_of(sources, marks, cases)
    table = _source_table(root, sources, ids, names, texts, cases, own=tool == OWN)
    table["case"] = pd.Series(placed, dtype="str")
    told = left_out(
        root,
        book=book,
        sources=sources,
        segments=segments,
        texts=texts,
        unclear=unclear,
        joined=joined,
        coders={coder for mark in marks for _, coder in mark.codings},
        beside=members_left(path, sources) if packed else (),
    )
    tables = {"codes": book.table, "sources": table, "segments": segments.table}
    if len(cases.table):
        tables["cases"] = cases.table
    return Coded(
        tool,
        version,
        tables,
        unit=segments.unit,
        unit_score=segments.score,
        skipped=(*mended, *told),
        texts={ids[number]: text.text for number, text in texts.items()},
        passages=segments.passages,
    )


def _whole(path: Path) -> bytes:
    """Read a file that is not packed, unless it is too large to be a project."""
    if path.stat().st_size > bound(MEMBER_LIMIT):
        raise ProjectError(
            say(
                "{name}: the file is larger than {member_limit} MB, which is too much for a "
                "project without its sources. Is this the right file?",
                name=path.name,
                member_limit=MEMBER_LIMIT // MEGABYTE,
            )
        )
    return path.read_bytes()


def _project_of(path: Path) -> tuple[str, bytes, int]:
    """Find the project in a packed file, and count the shadows of one that a Mac added."""
    every = read_members(path, lambda name: name.lower().endswith((".qde", ".qdc")))
    both = {name: content for name, content in every.items() if is_project(name)}
    found = {name: both[name] for name in both if name.lower().endswith(".qde")} or both
    if len(found) != 1:
        many = counted(len(found), "project") if found else say("no project")
        raise ProjectError(
            say(
                "{name}: the zip file holds {many} (a file that ends in .qde); a REFI-QDA "
                "project holds one. In the program that you coded with, export as REFI-QDA "
                "(.qdpx).",
                name=path.name,
                many=many,
            )
        )
    [(name, content)] = found.items()
    return f"{path.name}, {name.rpartition('/')[2]}", content, len(every) - len(both)


def _made_by(origin: str) -> tuple[str, str]:
    """Split what the file says of its maker into program and version.

    The same program in another version is the same program, also where the version is written
    into its name.

    Examples
    --------
    >>> _made_by("NVivo for Windows 14.23"), _made_by("MAXQDA2022, 22.1"), _made_by("ATLAS.ti")
    (('NVivo', '14.23'), ('MAXQDA', '2022'), ('ATLAS.ti', ''))
    >>> _made_by("f4analyse 3.4"), _made_by("QDA Miner 6")
    (('f4analyse', '3.4'), ('QDA Miner', '6'))
    """
    plain = origin.strip()
    known = next((one for one in PROGRAMS if plain.casefold().startswith(one.casefold())), "")
    # The version stands behind the name, with or without a blank between.
    first = re.split(r"[\s,]", plain, maxsplit=1)[0]
    tool = known or re.sub(r"[\d._-]+$", "", first) or first
    rest = plain[len(tool) :].split(",")
    versions = [found[0].strip() for part in rest if (found := re.search(r"\d.*", part))]
    return tool, versions[0] if versions else ""


def _source_names(sources: Sequence[Source]) -> list[str]:
    return [source.name or f"source {number}" for number, source in enumerate(sources, start=1)]


def _stem(name: str) -> str:
    """Name of a source without the ending of its file."""
    return re.sub(r"\.(?=\d*[A-Za-z])[A-Za-z0-9]{1,4}$", "", name)


def _coder_names(root: etree._Element, marks: Sequence[Mark]) -> dict[str, str]:
    """Name every coder by GUID; two users of one name are told apart by a number."""
    users: dict[str, str] = {}
    for group in root:
        if local_name(group) == "Users":
            for user in group:
                name = (user.get("name") or user.get("id") or "").strip()
                users.setdefault(guid_of(user), name or "coder")
    for mark in marks:
        for _, coder in mark.codings:
            users.setdefault(coder, "coder")
    users.pop("", None)
    return dict(zip(users, numbered(list(users.values()), joint=" "), strict=True))


def _cases_of(
    sources: Sequence[Source], marks: Sequence[Mark], cases: Cases
) -> tuple[list[str | None], int]:
    """Give each source its case, and count those that belong to several.

    A case that names the source itself comes first; otherwise the cases that name, or are given
    as codes to, passages of the source.
    """
    if not cases.of:
        return [None] * len(sources), 0
    of_passages: dict[int, set[str]] = {}
    for mark in marks:
        for guid in (mark.guid, *(code for code, _ in mark.codings)):
            of_passages.setdefault(mark.source, set()).update(cases.of.get(guid, ()))
    found = [
        set(cases.of.get(source.guid, ())) or of_passages.get(number, set())
        for number, source in enumerate(sources)
    ]
    return [single_case(those) for those in found], sum(len(those) > 1 for those in found)


def _source_table(
    root: etree._Element,
    sources: Sequence[Source],
    ids: Sequence[str],
    names: Sequence[str],
    texts: dict[int, Text],
    cases: Cases,
    *,
    own: bool,
) -> pd.DataFrame:
    """Make the table of sources."""
    variables = variable_columns(root, "sources", own=own)
    groups = read_groups(root, "MemberSource")
    columns: dict[str, list[str | int | None]] = {
        "source": list(ids),
        "kind": [source.kind for source in sources],
        "label": list(names),
        "guid": [source.guid or None for source in sources],
    }
    if texts:
        columns["length"] = [
            len(texts[number].text) if number in texts else None for number in range(len(sources))
        ]
    if any(source.guid in groups for source in sources):
        columns["groups"] = ["; ".join(groups.get(source.guid, [])) or None for source in sources]
    values = [
        cases.attributes.get(source.guid, {}) | variable_values(source.element, variables)
        for source in sources
    ]
    for name, column in spread(values).items():
        earlier = columns.get(name, [None] * len(sources))
        columns[name] = [
            old if new is None else new for old, new in zip(earlier, column, strict=True)
        ]
    return kind_frame("sources", columns)


def _is_packed(names: Sequence[str]) -> bool:
    return any(map(is_project, names))


def _is_unpacked(names: Sequence[str]) -> bool:
    return sum(is_project(name) for name in names if "/" not in name) == 1


FORMATS = (
    Format(
        "REFI-QDA (.qdpx, .qdc)",
        "archive",
        _is_packed,
        lambda opened: read_refi(opened.path),
    ),
    Format(
        "REFI-QDA (.qdpx, .qdc)",
        "folder",
        _is_unpacked,
        lambda opened: read_refi(
            next(one for one in sorted(opened.path.iterdir()) if is_project(one.name))
        ),
    ),
    Format(
        "REFI-QDA (.qdpx, .qdc)",
        "xml",
        lambda start: True,  # another kind of XML is named with what it is
        lambda opened: read_refi(opened.path),
    ),
)
