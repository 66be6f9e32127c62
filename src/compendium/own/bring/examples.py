"""Tables with nothing but the example rows of ``compendium new``: they give way to an import."""

from collections.abc import Iterator
from pathlib import Path

from compendium.errors import CompendiumError
from compendium.layout import TEXTS
from compendium.own.bring.given import Given
from compendium.own.new import EXAMPLE_TEXT, EXAMPLE_TEXT_FILE
from compendium.study.kinds import KINDS, column_names, example_rows, load_schema, needed_columns
from compendium.study.sheets import ENDINGS, read_rows


def is_example(path: Path, kind: str) -> bool:
    """Whether a table holds example rows and no others."""
    try:
        rows, _ = read_rows(path, column_names(kind))
    except CompendiumError:
        return False
    if len(rows) < 2:
        return False
    needed = set(needed_columns(kind))
    fields = load_schema(kind)["fields"]
    names = [field["name"] for field in fields if field["name"] in needed]
    names = [name for name in names if name != "rating"]  # it follows the scale that was asked for
    header = rows[0]
    if not set(names) <= set(header):
        return False
    examples = {tuple(row[name] for name in names) for row in example_rows(kind)}
    found = {
        tuple((row + [""] * len(header))[header.index(name)] for name in names)
        for row in rows[1:]
        if any(row)
    }
    return bool(found) and found <= examples


def files_away(given: Given) -> Iterator[Path]:
    """Give the files of a study that an import may take the place of, as if they were not there.

    Tables with example rows alone, the example of a text, and the very file that is imported.
    """
    for kind in KINDS:
        for ending in ENDINGS:
            path = given.folder / f"{kind}{ending}"
            if path.is_file() and (given.is_it(path) or is_example(path, kind)):
                yield path
    text = given.folder / TEXTS / EXAMPLE_TEXT_FILE
    if text.is_file() and text.read_bytes() == EXAMPLE_TEXT.encode():
        yield text
