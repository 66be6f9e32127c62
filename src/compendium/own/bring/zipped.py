"""A table in a zip file: Google Forms and Qualtrics export their CSV in one."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from compendium.errors import ProjectError
from compendium.language import listed, say
from compendium.own.bring.given import Given
from compendium.qda.read.archive import member_names, read_members

_ZIP = b"PK\x03\x04"
_TABLES = (".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xls", ".ods", ".sav", ".zsav")
_ASIDE = ("__MACOSX/", "._")


@contextmanager
def unpacked(given: Given) -> Iterator[Given]:
    """Give what was given; in place of a zip file with one table, that table under its name.

    Raises
    ------
    ProjectError
        When it holds several tables and nothing else.
    """
    inside = _tables_in(given)
    if not inside:
        yield given
        return
    if len(inside) > 1:
        raise ProjectError(
            say(
                "{name}: a zip file with {tables}. Unpack it, and import them one after another.",
                name=given.name,
                tables=listed(inside),
            )
        )
    with TemporaryDirectory() as folder:
        # Under the name of the zip file, so that messages name what the user has.
        path = Path(folder) / given.name
        path.touch(mode=0o600)
        path.write_bytes(read_members(given.file, lambda name: name == inside[0])[inside[0]])
        yield replace(given, files=(path,))


def _tables_in(given: Given) -> list[str]:
    """Name the tables in a zip file that holds nothing else; a workbook or project is no such."""
    if len(given.files) != 1 or not given.file.is_file():
        return []
    with given.file.open("rb") as file:
        if file.read(4) != _ZIP:
            return []
    names = [
        name
        for name in member_names(given.file)
        if not name.endswith("/") and not name.startswith(_ASIDE[0])
        and not PurePosixPath(name).name.startswith(_ASIDE[1])
    ]  # fmt: skip
    tables = [name for name in names if name.lower().endswith(_TABLES)]
    return tables if len(tables) == len(names) else []
