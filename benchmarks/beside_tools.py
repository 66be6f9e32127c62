"""Beside workflow tools: the repository's notebooks, and what a step costs as steps grow."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from time import perf_counter

from benchmarks.copies import BIN, COMPENDIUM, copy_of_repository, forget, seconds_of
from benchmarks.rows import Row
from benchmarks.run_speed import EDITED, edit
from benchmarks.workflow_tools import PATIENCE, TOOLS, Job, Tool, install, run
from compendium.layout import Layout
from compendium.steps.plan import Step, make_plan

GROWTH = (33, 330, 3300)
BESIDE_UP_TO = 330  # steps: with more, the tools take longer than anybody waits for a benchmark
STUDIES = ["connectors"]  # for the tools, each of which starts a kernel for each notebook
QUICK_GROWTH = (3, 6)
QUICK_STUDIES = ["rotterdam"]
TO_SEE = "to be seen"
EDITS = count(1)  # each edit must change something
CELLS = (
    ([], "import compendium as co"),
    (["parameters"], "study: str = 's0'  # name of a folder in data/"),
    (
        [],
        "this = co.read_study(study)\n"
        "values = {'n': len(this.table('cases'))}\n"
        "co.save(this, 'nothing', exhibits={}, values=values)",
    ),
)
LISTED = '[nothing]\nquestion = "How many cases?"\nneeds = ["cases"]\nmakes = "their number"\n'


def measure(*, quick: bool) -> list[Row]:
    """Install the tools, and measure each beside the command."""
    with tempfile.TemporaryDirectory(prefix="benchmark-tools-") as folder:
        programs = {
            name: install(tool, Path(folder, str(number)))
            for number, (name, tool) in enumerate(TOOLS.items())
        }
        missing = [name for name, place in programs.items() if place is None]
        there = {name: place for name, place in programs.items() if place is not None}
        rows = [Row(f"{name}: could not be installed", "", "", False) for name in missing]
        rows += _notebooks(there, quick=quick)
        return rows + _growth(there, QUICK_GROWTH if quick else GROWTH)


def _notebooks(programs: dict[str, Path], *, quick: bool) -> list[Row]:
    """Run the repository's notebooks: from nothing, with nothing to do, after one edit."""
    with copy_of_repository() as root:
        layout = Layout(root)
        studies = QUICK_STUDIES if quick else STUDIES
        chosen = [word for study in studies for word in ("--study", study)]
        jobs = [_job_of(layout, step) for step in make_plan(layout, studies=studies)]
        edited = root / EDITED if not quick else root / "data" / QUICK_STUDIES[0] / "codes.csv"
        took = {"`compendium run`": _three(lambda: _run_ours(root, chosen), root, edited)}
        for name, place in programs.items():
            TOOLS[name].write(root, jobs)
            took[name] = _three(lambda: run(TOOLS[name], place, root), root, edited)  # noqa: B023
    ours, *others = took.items()
    named = ("from nothing", "nothing to do", "after one edit")
    return [
        _beside(f"{len(jobs)} notebooks, {what}", ours[1][at], name, times[at])
        for at, what in enumerate(named)
        for name, times in others
    ]


def _job_of(layout: Layout, step: Step) -> Job:
    study, analysis, notebook = step.study, step.analysis, step.notebook
    name = f"{study}_{analysis}".replace("-", "_")
    output = f"executed/{study}/{analysis}.ipynb"
    tables = sorted((layout.data / study).glob("*.csv"))
    command = (str(BIN / "papermill"), layout.shown(notebook), output, "-p", "study", study)
    inputs = (layout.shown(notebook), *map(layout.shown, tables))
    return Job(name, (*command, "--no-progress-bar"), inputs, output)


def _run_ours(root: Path, chosen: Sequence[str]) -> None:
    seconds_of([COMPENDIUM, "run", "-j", "2", *chosen], root=root)


def _three(work: Callable[[], None], root: Path, edited: Path) -> list[float | None]:
    """Measure from nothing, with nothing to do, after an edit; None is more than the patience."""
    forget(root)
    shutil.rmtree(root / "executed", ignore_errors=True)
    for study in (root / "data").iterdir():  # papermill makes no folders
        (root / "executed" / study.name).mkdir(parents=True)
    times = [_seconds(work), _seconds(work)]
    edit(edited, next(EDITS))
    return [*times, _seconds(work)]


def _seconds(work: Callable[[], None]) -> float | None:
    start = perf_counter()
    try:
        work()
    except subprocess.TimeoutExpired:
        return None
    return perf_counter() - start


def _growth(programs: dict[str, Path], sizes: Sequence[int]) -> list[Row]:
    """Run steps that do next to nothing: a notebook of three cells, a copied file."""
    rows, each = [], 0.0
    for size in sizes:
        with steps_of_nothing(size) as root:
            ours = [_seconds(lambda: _run_ours(root, [])) for _ in range(2)]
        rows += _for_a_step(size, ours, each)
        each = each or (ours[0] or 0.0) / size
        for name, place in programs.items() if size <= BESIDE_UP_TO else ():
            with _copied_files(size, TOOLS[name]) as root:
                theirs = [_seconds(lambda: run(TOOLS[name], place, root)) for _ in range(2)]  # noqa: B023
            for at, what in enumerate(("from nothing", "nothing to do")):
                named = f"{size:,} steps that do next to nothing, {what}"
                rows.append(_beside(named, ours[at], name, theirs[at]))
    return rows


def _for_a_step(size: int, took: Sequence[float | None], first: float) -> list[Row]:
    """Say what one of so many steps costs, beside one of the fewest."""
    if not first or took[0] is None or took[1] is None:
        return []
    each = took[0] / size
    what = f"{size:,} steps that do next to nothing, from nothing: for each"
    against = f"with the fewest: {1000 * first:.0f} ms; nothing to do: {_shown(took[1])} for all"
    return [Row(what, f"{1000 * each:.0f} ms", TO_SEE, True, against, f"{each / first:.2f}")]


def _notebook() -> str:
    from nbformat import v4, writes

    cells = [
        v4.new_code_cell(source, id=f"cell-{number}", metadata={"tags": tags} if tags else {})
        for number, (tags, source) in enumerate(CELLS)
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return str(writes(v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})))


@contextmanager
def steps_of_nothing(size: int) -> Iterator[Path]:
    """Write a compendium of so many studies with one analysis that counts one row."""
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        root = Path(folder)
        for name in ("notebooks", "locks"):
            (root / name).mkdir()
        (root / "locks" / "run.lock").write_text("")
        (root / "notebooks" / "01-nothing.ipynb").write_text(_notebook())
        (root / "notebooks" / "analyses.toml").write_text(LISTED)
        for number in range(size):
            study = root / "data" / f"s{number}"
            study.mkdir(parents=True)
            (study / "study.toml").write_text(f'title = "S"\nlabel = "S{number}"\n')
            (study / "cases.csv").write_text("case,label\nA,Alder\n")
        yield root


@contextmanager
def _copied_files(size: int, tool: Tool) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        root = Path(folder)
        for name in ("in", "out"):
            (root / name).mkdir()
        jobs = []
        for number in range(size):
            (root / "in" / str(number)).write_text(str(number))
            command = ("cp", f"in/{number}", f"out/{number}")
            jobs.append(Job(f"step_{number}", command, command[1:2], command[2]))
        tool.write(root, jobs)
        yield root


def _beside(what: str, ours: float | None, name: str, theirs: float | None) -> Row:
    """Give a row without a target: how often the command's time goes into the tool's."""
    ratio = "" if ours is None or theirs is None else f"{theirs / ours:.2f}"
    return Row(what, _shown(ours), TO_SEE, True, f"{name}: {_shown(theirs)}", ratio)


def _shown(seconds: float | None) -> str:
    return f"over {PATIENCE} s" if seconds is None else f"{seconds:.2f} s"


if os.environ.get("BENCHMARK_GROWTH"):  # fewer steps, for a look
    GROWTH = tuple(int(word) for word in os.environ["BENCHMARK_GROWTH"].split(","))
