"""Read members of a zip file that a stranger made; nothing of it is ever written to disk."""

import re
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

from compendium.errors import ProjectError
from compendium.language import say
from compendium.study.bounds import BROKEN, bound, to_read_more

MEGABYTE = 1_000_000
MEMBER_LIMIT = 400 * MEGABYTE
TOTAL_LIMIT = 1_000 * MEGABYTE
COUNT_LIMIT = 20_000
# Texts pack 3 to 20 times smaller; what packs far better than that is made to fill a memory.
RATIO_LIMIT = 200
RATIO_FREE = 10 * MEGABYTE
CHUNK = 1 << 20


def is_archive(path: Path) -> bool:
    """Tell whether a file begins as a zip file does."""
    with path.open("rb") as file:
        return file.read(2) == b"PK"


def is_shadow(name: str) -> bool:
    """Whether a member is the shadow that a Mac adds to a file when it packs a folder."""
    parts = name.replace("\\", "/").split("/")
    return "__MACOSX" in parts or parts[-1].startswith("._")


def read_members(path: Path, wanted: Callable[[str], bool]) -> dict[str, bytes]:
    """Read some members of a zip file into memory, after checking all of them.

    Sizes are counted while unpacking, since what the file says of them can be a lie.

    Parameters
    ----------
    path : Path
        The zip file.
    wanted : callable
        Tells of a member's name (folders with ``/``) whether it is to be read.

    Returns
    -------
    dict of str to bytes
        Contents by name, in the order of the file.

    Raises
    ------
    ProjectError
        When the file is not a whole zip file; has more than 20,000 members, members with
        paths that lead out of it, links or members with a password; or unpacks to more than
        400 MB in one member, 1,000 MB in all, or 200 times its packed size.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            _check_members(path, members)
            contents: dict[str, bytes] = {}
            left = bound(TOTAL_LIMIT)
            for member in members:
                if not member.is_dir() and wanted(member.filename):
                    contents[member.filename] = _unpack(path, archive, member, left)
                    left -= len(contents[member.filename])
            return contents
    except (*BROKEN, OSError) as error:
        raise _broken(path, error) from None


def member_names(path: Path) -> list[str]:
    """Names of what a zip file holds."""
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.namelist()
    except (*BROKEN, OSError) as error:
        raise _broken(path, error) from error


def _broken(path: Path, error: Exception) -> ProjectError:
    return ProjectError(
        say(
            "{name}: the zip file is damaged or cut short ({error}). Export the project again, and "
            "copy the file whole.",
            name=path.name,
            error=error,
        )
    )


def _check_members(path: Path, members: list[zipfile.ZipInfo]) -> None:
    """Refuse a zip file for what its list of members says."""
    most = bound(COUNT_LIMIT)
    if len(members) > most:
        raise ProjectError(
            say(
                "{name}: the zip file has {number:,} members; at most {most:,} are read. A "
                "coded project has one file per source: is this the right file? {more}",
                name=path.name,
                number=len(members),
                most=most,
                more=to_read_more(),
            )
        )
    for member in members:
        reason = _refusal(member)
        if reason:
            raise ProjectError(
                say(
                    "{name}: the member {filename} {reason}. No program for qualitative analysis "
                    "writes this: export the project again, without a password.",
                    name=path.name,
                    filename=_shown(member.filename),
                    reason=reason,
                )
            )


def _refusal(member: zipfile.ZipInfo) -> str:
    """Say what is wrong with a member; empty when nothing is."""
    name = member.filename.replace("\\", "/")
    if name.startswith("/") or re.match(r"[A-Za-z]:", name) or ".." in name.split("/"):
        return say("has a path that leads out of the zip file")
    if stat.S_ISLNK(member.external_attr >> 16):
        return say("is a link to another file")
    if member.flag_bits & 0x1:
        return say("is locked with a password")
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return say("is packed in an unusual way")
    return ""


def _unpack(path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int) -> bytes:
    """Unpack a member piece by piece, and stop as soon as it grows too large."""
    pieces, size = [], 0
    with archive.open(member) as file:
        while piece := file.read(CHUNK):
            pieces.append(piece)
            size += len(piece)
            swollen = size > bound(RATIO_FREE) and size > RATIO_LIMIT * max(member.compress_size, 1)
            if size > min(bound(MEMBER_LIMIT), left) or swollen:
                raise ProjectError(
                    say(
                        "{name}: the member {filename} unpacks to more than {size:,} MB from "
                        "{compress_size:,} MB, which is too much to be a project or a text. Is "
                        "this the right file? {more}",
                        name=path.name,
                        filename=_shown(member.filename),
                        size=size // MEGABYTE,
                        compress_size=member.compress_size // MEGABYTE,
                        more=to_read_more(),
                    )
                )
    return b"".join(pieces)


def _shown(name: str) -> str:
    """Last part of a member's name: the folders before it may name a person."""
    return repr(re.split(r"[\\/]", name)[-1][:80])
