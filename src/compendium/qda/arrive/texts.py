"""What an import keeps in the private folder of a study: texts, passages, and their digests."""

import csv
import io
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from compendium.layout import TEXTS
from compendium.qda.arrive.keep import digests
from compendium.qda.arrive.tables import as_csv
from compendium.qda.model.coded import Coded
from compendium.qda.model.passages import one_line

BASE = Path("private", "imported")  # the tables as they were imported, to find later edits by
_PASSAGES = Path("private", "passages.csv")
_DIGESTS = BASE / "passages.csv"


def read_digests(folder: Path) -> dict[str, str]:
    """Read the digests of the passages that the last import wrote; empty without them."""
    path = folder / _DIGESTS
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row[0]: row[1] for row in csv.reader(file) if len(row) == 2}


def write_digests(folder: Path, coded: Coded, named: Mapping[str, str]) -> dict[Path, bytes]:
    """Give the file of digests; the passages cannot be read from it.

    ``named`` gives the identifier that a passage keeps from an earlier import.
    """
    found = digests(coded.passages)
    if not found and not (folder / _DIGESTS).is_file():
        return {}
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerows((named.get(name, name), digest) for name, digest in found.items())
    return {folder / _DIGESTS: written.getvalue().encode()}


def write_texts(folder: Path, coded: Coded, named: Mapping[str, str]) -> dict[Path, bytes]:
    """Give the private files: a text per source, and the passages in a table.

    ``named`` gives the identifier that a passage keeps from an earlier import.
    """
    files = {
        folder / TEXTS / f"{source}.txt": text.encode("utf-8", "replace")
        for source, text in coded.texts.items()
        if Path(source).name == source
    }
    if coded.passages:
        segments = coded.table("segments").drop_duplicates("segment")
        sources = dict(zip(segments["segment"], segments["source"], strict=True))
        rows = [
            (named.get(name, name), sources.get(name, ""), one_line(text))
            for name, text in coded.passages.items()
        ]
        table = pd.DataFrame(rows, columns=["segment", "source", "text"])
        files[folder / _PASSAGES] = as_csv(table)
    return files
