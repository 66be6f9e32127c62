"""How fast a large coded project is imported and counted.

The import is the whole command, from shell to prompt, beside parsing the project's XML alone. The
tables of codes are those of the analyses code-frequencies and co-occurrence, without drawing,
beside counting codes by source in one go of pandas.
"""

import contextlib
import io
import os
import random
import shutil
import zipfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from time import perf_counter
from typing import Any

import pandas as pd
from lxml import etree

from benchmarks.copies import COMPENDIUM, copy_of_repository, seconds_of
from benchmarks.parts import in_words, once_in_a_new_process, parts_timed
from benchmarks.rows import Row, at_most
from compendium.qda.model.coded import Coded
from compendium.qda.model.frames import kind_frame
from compendium.qda.read.reader import read_coded
from compendium.qda.write.refi import write_refi

WORDS = ("wij", "gaan", "naar", "het", "buurthuis", "omdat", "daar", "één", "café", "🙂", "toen")
CODERS = ("Ann", "Bo")
TOP = 20  # codes without a parent
LONGEST = 40  # words in a passage
TO_IMPORT, TO_COUNT = 1.5, 1  # seconds that may be taken for 50,000 passages
PARTS = {
    "compendium.cli:main": "the command around it, and loading pandas",
    "compendium.qda.read.refi.project:read_sources": "going through the XML",
    "compendium.qda.read.refi.project:to_segments": "passages in the text's own places",
    "compendium.qda.read.refi.passages:find_unit": "finding out what the offsets count",
    "compendium.qda.read.refi.passages:_table": "the table of passages",
    "compendium.qda.arrive.importing:as_text": "cells as text",
    "compendium.qda.arrive.importing:check_tables": "checking every cell",
    "compendium.qda.arrive.importing:as_csv": "writing CSV",
    "compendium.qda.arrive.importing:write_record": "the record, with its hashes",
}


def make_project(
    *, documents: int, characters: int, codes: int, segments: int, seed: int = 1
) -> Coded:
    """Make a project of random words, with an emoji here and there, coded at random."""
    rng = random.Random(seed)
    drawn = [_random_text(rng, characters) for _ in range(documents)]
    sources = [f"source_{number}" for number in range(documents)]
    names = [f"code_{number}" for number in range(codes)]
    rows: list[tuple[Any, ...]] = []
    for number in range(segments):
        place = number % documents
        starts = drawn[place][1]
        first = rng.randrange(len(starts) - LONGEST)
        last = first + rng.randrange(3, LONGEST)
        coder, code = rng.choice(CODERS), rng.choice(names)
        rows.append((sources[place], code, coder, starts[first], starts[last] - 1))
    columns = ("source", "code", "coder", "start", "end")
    tables = {
        "codes": {
            "code": names,
            "label": names,
            "parent": [None] * TOP + [names[place // 10] for place in range(codes - TOP)],
        },
        "sources": {"source": sources, "label": sources, "kind": ["text"] * documents},
        "segments": {
            "segment": [f"p{number + 1}" for number in range(segments)],
            **dict(zip(columns, map(list, zip(*rows, strict=True)), strict=True)),
            "form": ["coding"] * segments,
        },
    }
    texts = {source: text for source, (text, _) in zip(sources, drawn, strict=True)}
    frames = {kind: kind_frame(kind, cells) for kind, cells in tables.items()}
    return Coded("compendium", "", frames, texts=texts)


def measure(*, quick: bool) -> list[Row]:
    """Measure the import of 50,000 coded passages, and the tables of their codes."""
    passages = 5_000 if quick else 50_000
    coded = make_project(
        documents=20 if quick else 200, characters=50_000, codes=500, segments=passages
    )
    with zipfile.ZipFile(io.BytesIO(write_refi(coded, name="speed"))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    # As another program's, so that what its offsets count has to be found out.
    project = members["project.qde"].replace(b'origin="compendium"', b'origin="Other 1.0"')
    with copy_of_repository() as root:
        path = root / "speed.qdpx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in (members | {"project.qde": project}).items():
                archive.writestr(name, content)
        return [
            *_importing(root, path, project, passages, often=1 if quick else 3),
            *_counting(read_coded(path).tables, passages),
        ]


def _importing(root: Path, path: Path, project: bytes, passages: int, *, often: int) -> list[Row]:
    floor, taken = [], []
    for turn in range(often):
        command = [COMPENDIUM, "import", path.name, "--study", f"speed{turn}"]
        taken.append(seconds_of(command, root=root))
        floor.append(_seconds(lambda: _touch(project)))
    parts = once_in_a_new_process(_parts, root, path)
    what = f"`compendium import`: {passages:,} coded passages (REFI-QDA)"
    against = "lxml, each element of the XML once"
    return [at_most(what, min(taken), TO_IMPORT, against, min(floor), parts=parts)]


def _parts(root: Path, path: Path) -> str:
    """Import once more, in this process, and say what took how much of it."""
    bare = root.with_name("bare")  # with no code of its own: that of this process is measured
    shutil.copytree(root / "notebooks", bare / "notebooks")
    shutil.copy(root / ".gitignore", bare)
    os.environ["COMPENDIUM_ROOT"] = str(bare)
    command = import_module("compendium.cli")
    with parts_timed(PARTS) as seconds, contextlib.redirect_stdout(io.StringIO()):
        failed = command.main(["import", str(path), "--study", "taken-apart"])
    if failed:
        raise SystemExit("compendium import failed")
    return in_words(seconds)


def _counting(tables: dict[str, pd.DataFrame], passages: int) -> list[Row]:
    segments = tables["segments"]
    took = _seconds(lambda: _code_tables(tables))
    plain = _seconds(lambda: segments.groupby(["source", "code"]).size().unstack(fill_value=0))
    what = f"tables of the codes of {passages:,} passages, co-occurrence included"
    return [at_most(what, took, TO_COUNT, "pandas: codes by source, once", plain)]


def _code_tables(tables: dict[str, pd.DataFrame]) -> None:
    """Make every table of the analyses code-frequencies and co-occurrence."""
    import compendium as co

    segments, codes, sources = (tables[kind] for kind in ("segments", "codes", "sources"))
    tree = co.code_counts(segments, codes)
    co.unused_codes(segments, codes)
    co.cross_table(segments, codes, sources, by="source")
    co.code_presence(segments, codes, sources)
    co.rank_codes(tree)
    co.code_pairs(segments, codes)


def _random_text(rng: random.Random, characters: int) -> tuple[str, list[int]]:
    """Give a text, and where its words start."""
    words, starts, length = [], [], 0
    while length < characters:
        word = rng.choice(WORDS)
        words.append(word)
        starts.append(length)
        length += len(word) + 1
    return " ".join(words), starts


def _touch(project: bytes) -> int:
    """Parse the XML and look at every attribute: less than this no reader can do."""
    return sum(len(element.attrib) for element in etree.fromstring(project).iter())


def _seconds(action: Callable[[], object]) -> float:
    """Shortest of three runs, in seconds."""
    taken = []
    for _ in range(3):
        start = perf_counter()
        action()
        taken.append(perf_counter() - start)
    return min(taken)
