"""Make a compendium of many small studies, each with tables for four analyses."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.copies import REPOSITORY

ANALYSES = ("scale-scores", "timeline", "factor-matrix", "participants")
Table = list[Sequence[object]]


def write_compendium(root: Path, *, studies: int, rng: np.random.Generator) -> None:
    """Write studies, and copies of this repository's notebooks and lock.

    Parameters
    ----------
    root : Path
        A new folder.
    studies : int
        How many, up to 9999.
    rng : numpy Generator
        Where the values of the tables come from.
    """
    shutil.copytree(REPOSITORY / "notebooks", root / "notebooks")
    shutil.copytree(REPOSITORY / "locks", root / "locks")
    for number in range(studies):
        write_study(root / "data" / f"study-{number:04d}", rng=rng)


def write_study(folder: Path, *, rng: np.random.Generator) -> None:
    """Write one study: a ``study.toml`` and tables of a few rows."""
    folder.mkdir(parents=True)
    (folder / "study.toml").write_text(
        f'title = "A generated study"\nlabel = "{folder.name}"\n'
        '[source]\nauthors = ["Nobody"]\nyear = 2024\n[scale]\npoints = 5\nrespondents = 8\n',
        encoding="utf-8",
    )
    for kind, rows in {**_scores(rng), **_events(rng), **_matrix(rng)}.items():
        lines = (",".join(map(str, row)) for row in rows)
        (folder / f"{kind}.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")


def _scores(rng: np.random.Generator) -> dict[str, Table]:
    items = range(1, 9)
    scores = rng.integers(0, 33, size=len(items)) * 100 / 32  # eight answers of five points
    return {
        "items": [
            ("item", "dimension", "label"),
            *((item, ("Trust", "Means")[item % 2], f"Item {item}") for item in items),
        ],
        "scores": [
            ("item", "round", "score"),
            *((item, "T1", score) for item, score in zip(items, scores, strict=True)),
        ],
    }


def _events(rng: np.random.Generator) -> dict[str, Table]:
    months = rng.integers(1, 12, size=6)
    return {
        "elements": [
            ("element", "label", "method"),
            (1, "Talks", "interview"),
            (2, "Meetings", "observation"),
        ],
        "events": [
            ("event", "label", "start", "end", "element", "stated"),
            *(
                (f"e{n}", f"Event {n}", f"2023-{month:02d}", f"2023-{month + 1:02d}", 1 + n % 2,
                 "stated")
                for n, month in enumerate(months)
            ),
        ],
    }  # fmt: skip


def _matrix(rng: np.random.Generator) -> dict[str, Table]:
    cases, factors = "ABCDE", [f"factor-{n}" for n in range(6)]
    found = rng.random((len(cases), len(factors))) < 0.5
    found[:, 0] = True  # each case has at least one factor
    roles = rng.choice(["resident", "professional", "researcher"], size=10)
    return {
        "cases": [("case", "label"), *((case, f"Case {case}") for case in cases)],
        "factors": [
            ("factor", "kind", "label"),
            *((factor, "condition", factor.capitalize()) for factor in factors),
        ],
        "presence": [
            ("case", "factor", "present"),
            *(
                (case, factor, "yes" if found[i, j] else "no")
                for i, case in enumerate(cases)
                for j, factor in enumerate(factors)
            ),
        ],
        "participants": [
            ("participant", "group", "role"),
            *((f"p{n}", ("core", "other")[n % 2], role) for n, role in enumerate(roles)),
        ],
    }
