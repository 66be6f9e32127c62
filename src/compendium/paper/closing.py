"""The last steps: the verification of the printed numbers, and the paper.

Both are made from what the other steps made, and have a record as these have. What they depend on
is found when they are made: the tables and values that were read, the artefacts that the
manuscript uses, and the modules that are reached from their own.
"""

import ast
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from compendium.files import write_object
from compendium.fingerprint import digest, fingerprint
from compendium.language import ENGLISH, speaking
from compendium.layout import RECORD, Layout
from compendium.paper.withheld import withheld_in_words
from compendium.steps.plan import NOT_RUN, Step
from compendium.steps.stale import LOCK, changes, ran, read_record, told
from compendium.study.kinds import schemas_read
from compendium.study.sheets import study_folders, table_files

if TYPE_CHECKING:
    import pandas as pd

VERIFICATION, PAPER = "verification", "paper"
PACKAGE = Path(__file__).parents[1]


@dataclass(frozen=True)
class Closing:
    """One of the last steps.

    Parameters
    ----------
    name : str
        ``verification`` or ``paper``.
    reason : str
        Why it would run; empty when everything is up to date.
    """

    name: str
    reason: str


def closing_steps(layout: Layout, *, before: Sequence[Step] = ()) -> list[Closing]:
    """List the last steps, with the reason why each would run.

    Parameters
    ----------
    layout : Layout
        The compendium.
    before : sequence of Step, optional
        Steps that will run before: what they make may change.

    Returns
    -------
    list of Closing
        The verification where a study has printed numbers, the paper where there is a manuscript.
    """
    look = cache(digest)
    studies = study_folders(layout)
    changing = [f"{layout.shown(layout.artefacts(s.study, s.analysis))}/" for s in before]
    steps = []
    if any("printed" in table_files(folder) for folder in studies.values()):
        state: dict[str, Any] = {"studies": sorted(studies)}
        reason = _why_stale(layout, verification_folder(layout), state, changing, look)
        steps.append(Closing(VERIFICATION, reason))
        changing += [f"{layout.shown(verification_folder(layout))}/"] if reason else []
    if (layout.paper / "index.qmd").is_file():
        state = {"renderer": _renderer("auto"), **_around(layout)}
        reason = _why_stale(layout, paper_folder(layout), state, changing, look)
        steps.append(Closing(PAPER, reason))
    return steps


def make_verification(layout: Layout) -> tuple["pd.DataFrame", "pd.DataFrame"]:
    """Verify all printed numbers, and write the outcome with its record; gives both tables."""
    # Only now: a command that finds nothing to do stays quick.
    from compendium.study.study import tables_read
    from compendium.verification.run import value_files, verify, write_verification

    start = perf_counter()
    folder = verification_folder(layout)
    (folder / RECORD).unlink(missing_ok=True)
    read = _fingerprints(layout, value_files(layout))
    with speaking(ENGLISH):  # of several studies, each may have a language of its own
        compared, found = verify(layout)
        write_verification(layout, compared, found)
    made = [layout.figures / "verification.csv", *folder.iterdir()]
    record = {
        "artefacts": _fingerprints(layout, [path for path in made if path.is_file()]),
        "artefacts_read": read,
        "tables": {layout.shown(path): seen for path, seen in sorted(tables_read.items())},
        "schemas": _fingerprints(layout, [PACKAGE / f"study/kinds/{k}.json" for k in schemas_read]),
        "modules": _fingerprints(layout, _reached(PACKAGE / "verification/run.py")),
        "studies": sorted(study_folders(layout)),
        **ran(perf_counter() - start),
    }
    _write_record(layout, folder, record)
    return compared, found


def make_paper(
    layout: Layout, *, renderer: str = "auto", report: Callable[[str], object] = print
) -> list[Path]:
    """Build the paper, and write its record; gives the files made."""
    from compendium.paper import build_paper
    from compendium.paper.used import used_artefacts

    start = perf_counter()
    folder = paper_folder(layout)
    (folder / RECORD).unlink(missing_ok=True)
    # Before it is built: what is edited meanwhile has then changed since.
    written = _fingerprints(layout, sources(layout))
    artefacts = _fingerprints(layout, layout.figures.glob("*/*/*"))
    pieces = layout.build / "paper" / "pieces.json"
    outputs = build_paper(layout, renderer=renderer, report=report, pieces=pieces)
    used = [layout.shown(path) for path in used_artefacts(layout)]
    resources = (PACKAGE / "paper" / "resources").iterdir()
    record = {
        "artefacts": _fingerprints(layout, outputs),
        "artefacts_read": {
            name: artefacts.get(name) or fingerprint(layout.root / name) for name in used
        },
        "sources": written,
        "modules": _fingerprints(layout, [*_reached(PACKAGE / "paper/__init__.py"), *resources]),
        **_around(layout),
        "renderer": _renderer(renderer),
        **ran(perf_counter() - start),
    }
    _write_record(layout, folder, record)
    return outputs


def _why_stale(
    layout: Layout,
    folder: Path,
    state: dict[str, Any],
    changing: Sequence[str],
    look: Callable[[Path], str],
) -> str:
    record = read_record(folder)
    if record is None or "lock" not in record:
        return NOT_RUN
    reasons = changes(layout, record, layout.root, look=look)
    reasons += [_TOLD[key] for key, value in state.items() if record.get(key) != value]
    if not reasons:
        read = record.get("artefacts_read", {})
        reasons = [
            f"{folder.rstrip('/')} is made anew"
            for folder in changing
            if any(name.startswith(folder) for name in read)
        ]
    return told(reasons)


_TOLD = {
    "studies": "a study was added or removed",
    "parts": "an analysis was added or removed",
    "withheld": "a table is withheld, or not any more",
    "renderer": "the renderer changed",
}


def _write_record(layout: Layout, folder: Path, record: dict[str, Any]) -> None:
    record = {**record, "lock": {LOCK: digest(layout.root / LOCK)}}
    write_object(folder / RECORD, record)


def _fingerprints(layout: Layout, paths: Iterable[Path]) -> dict[str, str]:
    return {layout.shown(path): fingerprint(path) for path in sorted(paths)}


def verification_folder(layout: Layout) -> Path:
    """Folder of what the verification made, and of its record."""
    return layout.artefacts(VERIFICATION, "summary")


def paper_folder(layout: Layout) -> Path:
    """Folder of what the paper became, and of its record."""
    return layout.paper / "_output"


def sources(layout: Layout) -> list[Path]:
    """Find what was written by hand in the folder of the paper."""
    made = ("_output", "_parts", "_variables.yml", "verification.html")
    return [
        path
        for path in layout.paper.rglob("*")
        if path.is_file() and not path.relative_to(layout.paper).parts[0].startswith((*made, "."))
    ]


def _around(layout: Layout) -> dict[str, Any]:
    """Give what the paper says beside its manuscript."""
    return {"parts": _parts(layout), "withheld": withheld_in_words(layout)}


def _parts(layout: Layout) -> list[str]:
    """Name the folders of artefacts: each becomes parts of the paper, used or not."""
    folders = {path.parent for path in layout.figures.glob("*/*/captions.json")}
    return sorted(layout.shown(folder) for folder in folders)


def _renderer(asked: str) -> str:
    """Name what renders the paper; asking Quarto for its version would take a second."""
    program = None if asked == "builtin" else shutil.which("quarto")
    if program is None:
        return "builtin"
    stat = Path(program).resolve().stat()
    return f"quarto {stat.st_size} {stat.st_mtime_ns}"


def _reached(start: Path) -> list[Path]:
    """Find the modules of the package that one reaches through imports, itself included."""
    found, waiting = set(), [start]
    while waiting:
        path = waiting.pop()
        if path not in found and path.is_file():
            found.add(path)
            waiting += _imported(path)
    return sorted(found)


@cache  # of the verification and of the paper, which have most modules in common
def _imported(path: Path) -> list[Path]:
    """Find the files in which the modules of the package may stand that a module imports."""
    places = []
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("compendium."):
            names = [node.module or "", *(f"{node.module}.{one.name}" for one in node.names)]
        elif isinstance(node, ast.ImportFrom) and node.module == "compendium":
            names = [f"compendium.{one.name}" for one in node.names]
        else:
            continue
        for name in names:
            place = PACKAGE.joinpath(*name.split(".")[1:])
            places += [place.with_suffix(".py"), place / "__init__.py"]
    return places
