"""How fast a large coded project is read: 50,000 passages, against parsing its XML alone.

Run with ``python benchmarks/qda_speed.py``.
"""

import io
import random
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lxml import etree

from compendium.qda.coded import Coded
from compendium.qda.frames import kind_frame
from compendium.qda.refi import read_refi
from compendium.qda.refi_write import write_refi

WORDS = [
    "wij",
    "gaan",
    "naar",
    "het",
    "buurthuis",
    "omdat",
    "daar",
    "iets",
    "gebeurt",
    "met",
    "kinderen",
    "één",
    "café",
    "🙂",
    "en",
    "toen",
]


def make_project(
    *, documents: int, characters: int, codes: int, segments: int, seed: int = 1
) -> Coded:
    """Make a project of random words, with an emoji here and there, coded at random."""
    rng = random.Random(seed)
    texts, starts_of = {}, {}
    for number in range(documents):
        words, starts, length = [], [], 0
        while length < characters:
            word = rng.choice(WORDS)
            words.append(word)
            starts.append(length)
            length += len(word) + 1
        texts[f"source_{number}"] = " ".join(words)
        starts_of[f"source_{number}"] = starts
    names = [f"code_{number}" for number in range(codes)]
    rows: dict[str, list[Any]] = {
        name: [] for name in ("segment", "code", "source", "coder", "start", "end")
    }
    for number in range(segments):
        source = f"source_{number % documents}"
        first = rng.randrange(len(starts_of[source]) - 40)
        last = first + rng.randrange(3, 40)
        rows["segment"].append(f"p{number + 1}")
        rows["code"].append(rng.choice(names))
        rows["source"].append(source)
        rows["coder"].append(rng.choice(["Ann", "Bo"]))
        rows["start"].append(starts_of[source][first])
        rows["end"].append(starts_of[source][last] - 1)
    tables = {
        "codes": kind_frame(
            "codes",
            {
                "code": names,
                "label": names,
                "parent": [None] * 20 + [names[place // 10] for place in range(codes - 20)],
            },
        ),
        "sources": kind_frame(
            "sources",
            {"source": list(texts), "label": list(texts), "kind": ["text"] * documents},
        ),
        "segments": kind_frame("segments", {**rows, "form": ["coding"] * segments}),
    }
    return Coded("compendium", "", tables, texts=texts)


def measure() -> list[tuple[str, float, str, float, float]]:
    """Measure reading: what, seconds, compared with what, its seconds, and the ratio."""
    packed = write_refi(
        make_project(documents=200, characters=50_000, codes=500, segments=50_000), name="speed"
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "speed.qdpx"
        path.write_bytes(packed)
        reading = _best(lambda: read_refi(path))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        project = archive.read("project.qde")
    floor = _best(lambda: _touch(project))
    return [
        (
            "read 50,000 coded passages (REFI-QDA)",
            reading,
            "lxml, each element once",
            floor,
            reading / floor,
        )
    ]


def _touch(project: bytes) -> int:
    """Parse the XML and look at every attribute: less than this no reader can do."""
    return sum(len(element.attrib) for element in etree.fromstring(project).iter())


def _best(action: Callable[[], object], times: int = 3) -> float:
    """Shortest of some runs, in seconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        taken.append(time.perf_counter() - start)
    return min(taken)


if __name__ == "__main__":
    for what, seconds, other, floor, ratio in measure():
        print(f"{what}: {seconds:.2f} s; {other}: {floor:.2f} s; {ratio:.1f} times")
