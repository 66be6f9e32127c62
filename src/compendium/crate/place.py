"""Where a crate is put: whole or not at all, and never over what somebody else put there."""

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from compendium.errors import CompendiumError
from compendium.files import WRITING, read_object, write_all, write_object
from compendium.fingerprint import digest
from compendium.layout import Layout

NAME = "crate"
SHOWN = 3


class Place:
    """The folder ``build/crate/``, the archive ``build/crate.zip``, and the record of both.

    Parameters
    ----------
    layout : Layout
        The compendium.
    """

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.folder = layout.build / NAME
        self.file = layout.build / f"{NAME}.zip"
        self.record = layout.build / f"{NAME}.json"

    def check(self) -> None:
        """Refuse to go on where something lies that is no crate, or that was changed since.

        Raises
        ------
        CompendiumError
            Naming what is there.
        """
        made = self._made()
        foreign = [
            self.layout.shown(path)
            for path in (*sorted(self.folder.rglob("*")), self.file)
            if path.is_file()
            and not path.name.startswith(WRITING)
            and digest(path) not in made.get(self._name(path), ())
        ]
        foreign += [self.layout.shown(self.folder)] * self.folder.is_file()
        if foreign:
            more = f" and {len(foreign) - SHOWN} more" if len(foreign) > SHOWN else ""
            raise CompendiumError(
                f"{', '.join(foreign[:SHOWN])}{more}: not as compendium crate made it, or not made "
                "by it. Move it elsewhere, so that it is not lost, then type the same again."
            )

    def put(self, files: Mapping[str, bytes], packed: bytes) -> None:
        """Put a crate in the place of the earlier one, all of it or nothing.

        Parameters
        ----------
        files : mapping of str to bytes
            Contents by place in the folder.
        packed : bytes
            The same as an archive.
        """
        contents = {self.folder / name: content for name, content in files.items()}
        contents[self.file] = packed
        hashes = {self._name(path): [_hash(content)] for path, content in contents.items()}
        earlier = self._made()
        # Should this be stopped half-way, what is there is known to be a crate's all the same.
        both = {
            name: sorted({*hashes.get(name, []), *earlier.get(name, [])})
            for name in {*hashes, *earlier}
        }
        write_object(self.record, {"files": both})
        write_all(contents, journal=self.layout.journal)
        for name in earlier.keys() - hashes.keys():
            self._remove(self.layout.build / name)
        write_object(self.record, {"files": hashes})

    def _made(self) -> dict[str, list[str]]:
        """Give the hashes that each file may have that was made here."""
        try:
            listed = read_object(self.record)["files"]
            return {str(name): list(map(str, hashes)) for name, hashes in listed.items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}

    def _name(self, path: Path) -> str:
        return path.relative_to(self.layout.build).as_posix()

    def _remove(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        for folder in path.parents:
            if not folder.is_relative_to(self.folder):
                break
            with suppress(OSError):  # something is in it
                folder.rmdir()


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
