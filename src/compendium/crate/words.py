"""No word of a participant in a crate: what stands in private texts must not stand in its files.

Compared are runs of words, since single words are everybody's.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from compendium.errors import CompendiumError
from compendium.layout import TEXTS, Layout
from compendium.study.encoding import decode
from compendium.study.kinds import column_names
from compendium.study.sheets import read_rows, study_folders, table_files
from compendium.study.texts import ENDINGS, text_of

RUN = 8  # words in a row: two texts share as many only where one quotes the other
SAID = ("segments", "responses")  # kinds of tables about what people said
PASSAGES = Path("private", "passages.csv")
_WORD = re.compile(r"[^\W_]+")
_TEXT = (".csv", ".md", ".json", ".toml", ".html", ".svg", ".qmd", ".ipynb", ".txt")
_PROGRAM = ("src/", "locks/")  # of the program, of all compendia alike


def check_words(layout: Layout, files: Mapping[str, bytes]) -> None:
    """Refuse files that hold words of participants.

    Parameters
    ----------
    layout : Layout
        The compendium.
    files : mapping of str to bytes
        Contents by place.

    Raises
    ------
    CompendiumError
        Naming the files, and no word: those in which a run of eight words stands also in a private
        text, and tables of what people said that have a column of sentences.
    """
    found = [*_sentences(layout, files), *_quoting(layout, files)]
    if found:
        raise CompendiumError(
            "\n".join(found) + "\nNothing was written. Take these words out, or, where a table "
            "needs them, withhold it: name it in the section [withheld] of study.toml."
        )


def _quoting(layout: Layout, files: Mapping[str, bytes]) -> Iterator[str]:
    """Name files that hold a run of words of a private text."""
    private = {run for text in _private_texts(layout) for run in _runs(text)}
    if not private:
        return
    for name, content in files.items():
        if name.endswith(_TEXT) and not name.startswith(_PROGRAM):
            shared = sum(run in private for run in _runs(content.decode("utf-8", "replace")))
            if shared:
                yield (
                    f"{name}: {RUN} words in a row stand in a private text, too "
                    f"({shared} such places)."
                )


def _sentences(layout: Layout, files: Mapping[str, bytes]) -> Iterator[str]:
    """Name columns of one's own that hold sentences, in tables of what people said."""
    for study, folder in study_folders(layout).items():
        for kind, path in table_files(folder).items():
            shown = f"data/{study}/{path.name}"
            if kind not in SAID or shown not in files:
                continue
            rows, _ = read_rows(path, column_names(kind), shown=shown)
            header = [name.strip().casefold() for name in rows[0]] if rows else []
            for place, column in enumerate(header):
                cells = [row[place] for row in rows[1:] if place < len(row)]
                most = max((len(_WORD.findall(cell)) for cell in cells), default=0)
                if column not in column_names(kind) and most > 2 * RUN:
                    yield (
                        f"{shown}, column {column}: cells of up to {most} words; they look like "
                        "words of participants."
                    )


def _private_texts(layout: Layout) -> Iterator[str]:
    for study, folder in study_folders(layout).items():
        texts = folder / TEXTS
        for path in sorted(texts.rglob("*")) if texts.is_dir() else ():
            if path.is_file() and path.suffix.lower() in ENDINGS and path.name[0] != ".":
                yield text_of(path, f"data/{study}/{TEXTS.as_posix()}/{path.name}")
        passages = folder / PASSAGES
        if passages.is_file():
            rows = csv.DictReader(io.StringIO(decode(passages.read_bytes()), newline=""))
            yield from (row.get("text") or "" for row in rows)


def _runs(text: str) -> Iterator[int]:
    """Give the runs of words of a text, as numbers: they are many, and only compared."""
    words = [word.casefold() for word in _WORD.findall(text)]
    return (hash(tuple(words[place : place + RUN])) for place in range(len(words) - RUN + 1))
