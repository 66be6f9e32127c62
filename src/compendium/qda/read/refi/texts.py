"""The texts of a REFI-QDA project: members or files beside it, or within it."""

import codecs
import contextlib
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from compendium.errors import ProjectError
from compendium.language import counted, say
from compendium.qda.read.archive import MEGABYTE, TOTAL_LIMIT, is_shadow, read_members
from compendium.qda.read.refi.passages import Text
from compendium.qda.read.refi.sources import Source
from compendium.study.bounds import bound
from compendium.study.encoding import decode


def is_project(name: str) -> bool:
    """Whether a file is called as a project or codebook of REFI-QDA is."""
    return name.lower().endswith((".qde", ".qdc")) and not is_shadow(name)


def texts_of(path: Path, sources: Sequence[Source], *, packed: bool) -> dict[int, Text]:
    """Texts of the sources, by number: from a member or file beside the project, or within it."""
    wanted = _wanted(sources)
    read = _members_of if packed else _files_of
    members = read(path, set(wanted.values())) if wanted else {}
    texts = {}
    for number, source in enumerate(sources):
        content = members.get(wanted.get(number, ""))
        if content is not None:
            with contextlib.suppress(UnicodeDecodeError):
                texts[number] = _text(content)
        elif source.text is not None:
            texts[number] = Text(source.text, bom=False)
    return texts


def _wanted(sources: Sequence[Source]) -> dict[int, str]:
    """Give where the text of each source is, in one way of writing; not outside the project."""
    return {
        number: _normal(source.text_path)
        for number, source in enumerate(sources)
        if source.text_path and not re.match(r"(relative|absolute|file)://", source.text_path)
    }


def members_left(path: Path, sources: Sequence[Source]) -> list[str]:
    """Say which files of an archive are not read, by the endings of their names."""
    wanted = set(_wanted(sources).values())
    with zipfile.ZipFile(path) as archive:
        names = [one.filename for one in archive.infolist() if not one.is_dir()]
    left = Counter(
        PurePosixPath(name).suffix.lower() or "no ending"
        for name in names
        if not is_project(name) and not is_shadow(name) and wanted.isdisjoint(_endings(name))
    )
    if not left:
        return []
    shown = ", ".join(f"{number} {ending}" for ending, number in left.items())
    return [
        say(
            "{files} in the archive ({shown}): not read.",
            files=counted(left.total(), "file"),
            shown=shown,
        )
    ]


def _members_of(path: Path, wanted: set[str]) -> dict[str, bytes]:
    """Read the members that the sources name, whatever folders stand before the name."""
    found = read_members(
        path, lambda name: not is_project(name) and not wanted.isdisjoint(_endings(name))
    )
    named: dict[str, bytes] = {}
    # Where two members fit, the one in the folder of the standard is meant.
    for name in sorted(found, key=lambda name: "sources/" not in _normal(name)):
        for ending in wanted.intersection(_endings(name)):
            named.setdefault(ending, found[name])
    return named


def _files_of(project: Path, wanted: set[str]) -> dict[str, bytes]:
    """Read the files that the sources name, from the folder that was packed with the project."""
    named: dict[str, bytes] = {}
    left = bound(TOTAL_LIMIT)
    for folder in sorted(project.parent.iterdir()):
        if folder.name.casefold() != "sources" or folder.is_symlink() or not folder.is_dir():
            continue
        for file in sorted(folder.iterdir()):
            fits = wanted.intersection(_endings(f"sources/{file.name}"))
            if not fits or file.is_symlink() or not file.is_file():
                continue
            left -= file.stat().st_size
            if left < 0:
                raise ProjectError(
                    say(
                        "{name}: the texts in {folder}/ are more than {total_limit:,} MB. Is this "
                        "the right folder?",
                        name=project.name,
                        folder=folder.name,
                        total_limit=bound(TOTAL_LIMIT) // MEGABYTE,
                    )
                )
            named |= dict.fromkeys(fits, file.read_bytes())
    return named


def _normal(path: str) -> str:
    """Bring a path of a source, and the name of a member, to one way of writing."""
    name = unicodedata.normalize("NFC", unquote(path.replace("\\", "/")))
    return name.removeprefix("internal://").strip("/").casefold()


def _endings(name: str) -> set[str]:
    """Give the name of a member with all, some and none of its folders."""
    parts = _normal(name).split("/")
    return {"/".join(parts[place:]) for place in range(len(parts))}


def _text(content: bytes) -> Text:
    """Decode a text, and tell whether it began with a byte-order mark."""
    marks = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    return Text(decode(content), content.startswith(marks))
