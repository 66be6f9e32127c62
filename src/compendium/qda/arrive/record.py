"""The record of an import, by which a later one knows its own tables again."""

import hashlib
import json
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from compendium.errors import ProjectError
from compendium.files import file_hash
from compendium.language import ENGLISH, say, spoken
from compendium.qda.model.coded import Coded

RECORD = "import.toml"

Record = Mapping[str, Any]


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


_PARTS: dict[str, Callable[[object], bool]] = {
    "tools": _is_text,
    "tables": _is_text,
    "imported": _is_text,
    "columns": _are_texts,
}


def read_record(folder: Path) -> Record:
    """Read the record of the last import into a study; empty when there was none.

    Raises
    ------
    ProjectError
        When it is no longer as an import wrote it.
    """
    path = folder / RECORD
    if not path.is_file():
        return {}
    again = say("An import wrote this file: undo the change, or import with --replace.")
    try:
        record = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ProjectError(
            say(
                "{shown}: this is not TOML ({error}). {again}",
                shown=f"data/{folder.name}/{RECORD}",
                error=error,
                again=again,
            )
        ) from error
    for part, is_one in _PARTS.items():
        given = record.setdefault(part, {})
        if not isinstance(given, dict) or not all(map(is_one, given.values())):
            raise ProjectError(
                say(
                    "{shown}, [{part}]: this is not as an import writes it. {again}",
                    shown=f"data/{folder.name}/{RECORD}",
                    part=part,
                    again=again,
                )
            )
    return record


def write_record(
    coded: Coded,
    file: Path,
    *,
    written: Mapping[str, bytes],
    imported: Mapping[str, bytes],
    columns: Mapping[str, list[str]],
    earlier: Record,
) -> bytes:
    """Write down what was imported: the program, the file, and the hash of each table.

    Without a date and without the folder of the file, so that the same import gives the same
    record everywhere.

    Parameters
    ----------
    coded : Coded
        The project.
    file : Path
        The file that it was read from.
    written, imported : mapping of str to bytes
        Tables as they are written, and as the file gave them, as CSV.
    columns : mapping of str to list of str
        The columns that the file filled, by table.
    earlier : mapping
        The record of the last import; its tables that are not imported now stay in it.
    """
    lines = ["# Written by `compendium import`, which knows its own tables by it."]
    lines += [f"tool = {_quoted(coded.tool)}", f"version = {_quoted(coded.version)}"]
    lines += [f"file = {_quoted(file.name)}"]
    if file.is_file():
        lines.append(f"sha256 = {_quoted(file_hash(file))}")
    if coded.unit:
        lines.append(f"offsets = {_quoted(coded.unit)}")
    for part, values in (
        ("tools", dict.fromkeys(written, coded.tool)),
        ("tables", {kind: _hash(content) for kind, content in written.items()}),
        ("imported", {kind: _hash(content) for kind, content in imported.items()}),
        ("columns", columns),
    ):
        both = {**earlier.get(part, {}), **values}
        lines += ["", f"[{part}]"]
        lines += [f"{kind} = {_quoted(value)}" for kind, value in sorted(both.items())]
    return ("\n".join(lines) + "\n").encode()


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _quoted(value: object) -> str:
    """Write a text, or a list of texts, as TOML does."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def first_about(study: str) -> bytes:
    """Give the first ``study.toml`` of a study: its name, and the language of whoever imports."""
    language = "" if spoken() == ENGLISH else f'language = "{spoken()}"\n'
    return f"title = {json.dumps(study)}\n{language}".encode()
