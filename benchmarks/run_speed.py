"""The repository's own analyses: beside other ways, with nothing to do, after an edit."""

import csv
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import IO

from benchmarks.copies import (
    COMPENDIUM,
    copy_of_repository,
    environment,
    forget,
    medians,
    seconds_of,
)
from benchmarks.parts import in_words
from benchmarks.rows import Row, at_most, share_of, times_faster
from compendium.layout import RECORD, Layout
from compendium.paper.closing import paper_folder, verification_folder
from compendium.steps.plan import make_plan

JOBS = "2"
PATIENCE = 120  # seconds for a paper after an edit
# Way: how often. The slow ways are measured less often; all take turns.
FULL = {"run": 3, "plain": 2, "nbclient": 1, "papermill": 1}
QUICK = dict.fromkeys(FULL, 1)
STUDIES = ["connectors", "cocreation", "thehague"]  # for the other ways, which take minutes
QUICK_STUDIES = ["connectors"]
EDITED = Path("data", "connectors", "items.csv")


def measure(*, quick: bool) -> list[Row]:
    """Measure in a temporary copy of the repository."""
    with copy_of_repository() as root:
        return [  # what is felt first, first
            *([] if quick else _clone_to_paper(root)),
            *_reproduce(root, 1 if quick else 2),
            *_watch(root, 1 if quick else 5),
            *_nothing_to_do(root, 3 if quick else 9),
            *_beside_other_ways(root, quick=quick),
        ]


def _clone_to_paper(root: Path) -> list[Row]:
    """Measure what somebody waits for who has just cloned: set-up, every analysis, the paper."""
    environment_here = root / ".venv"
    kept = environment_here.readlink()
    environment_here.unlink()
    forget(root)
    start = time.time()
    took = seconds_of(["make", "reproduce", f"PYTHON={sys.base_prefix}/bin/python3"], root=root)
    set_up = (environment_here / ".set-up-run").stat().st_mtime
    stages = {"the packages": set_up - start, **_stages(root, set_up, _last_of_paper(root))}
    shutil.rmtree(environment_here)
    environment_here.symlink_to(kept)
    what = "`make reproduce` in a fresh clone, packages from the network included"
    return [at_most(what, took, 40, parts=in_words(stages))]


def _beside_other_ways(root: Path, *, quick: bool) -> list[Row]:
    """Run the notebooks alone: the other ways make neither the verification nor the paper."""
    often = QUICK if quick else FULL
    studies = QUICK_STUDIES if quick else STUDIES
    chosen = [word for study in studies for word in ("--study", study)]
    commands = {
        "run": [COMPENDIUM, "run", "-j", JOBS, *chosen],
        **{
            way: [sys.executable, "-m", "benchmarks.other_ways", way, str(root), *studies]
            for way in ("papermill", "nbclient", "plain")
        },
    }
    times: dict[str, list[float]] = {way: [] for way in often}
    for turn in range(max(often.values())):
        for way in often:
            if turn < often[way]:
                forget(root)
                times[way].append(seconds_of(commands[way], root=root))
    took = medians(times)
    steps = len(make_plan(Layout(root), studies=studies))
    what = f"`compendium run`: {steps} notebooks, nothing up to date"
    loop, pair, plain = "a loop of the papermill command", "nbclient, two at a time", "plain forks"
    return [
        times_faster(what, took["run"], loop, took["papermill"], 10),
        times_faster(what, took["run"], pair, took["nbclient"], 4),
        share_of(what, took["run"], plain, took["plain"], 1.5),
    ]


def _nothing_to_do(root: Path, often: int) -> list[Row]:
    seconds_of([COMPENDIUM, "run"], root=root)
    commands = {
        "`compendium run`, nothing to do": [COMPENDIUM, "run"],
        "`compendium --help`": [COMPENDIUM, "--help"],
    }
    times: dict[str, list[float]] = {what: [] for what in commands}
    for _ in range(often):
        for what, command in commands.items():
            times[what].append(seconds_of(command, root=root))
    took = medians(times)
    return [at_most(what, took[what], limit) for what, limit in zip(took, (0.5, 0.3), strict=True)]


def _reproduce(root: Path, often: int) -> list[Row]:
    # The environment is there already; make need not look whether it is older than the lock.
    make = ["make", "-o", ".venv/.set-up-run", "reproduce"]
    times: dict[str, list[float]] = {"full": [], "edited": []}
    stages: dict[str, Counter[str]] = {"full": Counter(), "edited": Counter()}
    ran = 0
    for turn in range(often):
        for what in times:
            if what == "full":
                forget(root)
            else:
                edit(root / EDITED, turn)
                ran = _stale(root)
            start = time.time()
            times[what].append(seconds_of(make, root=root))
            stages[what].update(_stages(root, start, _last_of_paper(root)))
    took = medians(times)
    return [
        share_of(
            f"`make reproduce` after an edit of {EDITED.as_posix()}: {ran} steps and the paper",
            took["edited"],
            "`make reproduce`, nothing up to date",
            took["full"],
            0.25,
            parts=in_words(stages["edited"]),
        ),
        at_most(
            "`make reproduce` after set-up, paper in three formats",
            took["full"],
            20,
            parts=in_words(stages["full"]),
        ),
    ]


def _last_of_paper(root: Path) -> Path:
    return paper_folder(Layout(root)) / RECORD


def _stages(root: Path, start: float, paper: Path) -> dict[str, float]:
    """Say how long each stage took since a moment, by the files that each writes last."""
    layout = Layout(root)
    verification = verification_folder(layout) / RECORD
    records = set(layout.figures.glob(f"*/*/{RECORD}")) - {verification}
    steps = max(record.stat().st_mtime for record in records)
    ends = {
        "starting and the steps": steps,
        "the verification": verification.stat().st_mtime,
        "the paper": paper.stat().st_mtime,
    }
    return {
        stage: end - before
        for (stage, end), before in zip(ends.items(), [start, *ends.values()], strict=False)
    }


def _watch(root: Path, often: int) -> list[Row]:
    """Measure, in a process that waits, from saving a table to the new page and to all files."""
    pages = {name: root / "paper" / "_output" / f"index.{name}" for name in ("html", "docx", "pdf")}
    with tempfile.TemporaryFile("w+") as told:
        process = subprocess.Popen(
            [COMPENDIUM, "watch", "-j", JOBS],
            cwd=root,
            env=environment(root),
            stdout=told,
            stderr=subprocess.STDOUT,
        )
        try:
            _await(lambda: _waits(told, 1), process)
            seen, whole, stages = [], [], Counter[str]()
            for turn in range(often):
                before = time.time()
                edit(root / EDITED, 100 + turn)
                _await(lambda: pages["html"].stat().st_mtime > before, process)  # noqa: B023
                seen.append(pages["html"].stat().st_mtime - before)
                stages.update(_stages(root, before, pages["html"]))
                _await(lambda: _waits(told, 2 + turn), process)  # noqa: B023
                whole.append(max(page.stat().st_mtime for page in pages.values()) - before)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait()
    what = f"`compendium watch`: from saving {EDITED.as_posix()} to the new web page"
    against = "to the Word file and the PDF, too"
    return [at_most(what, median(seen), 2, against, median(whole), parts=in_words(stages))]


def _waits(told: IO[str], times: int) -> bool:
    """Whether the command that follows changes has said so many times that it waits."""
    told.seek(0)
    return told.read().count("waiting for changes") >= times


def _await(is_so: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so():
        if process.poll() is not None or time.monotonic() > end:
            raise SystemExit("compendium watch did not make the paper")
        time.sleep(0.02)


def edit(table: Path, turn: int) -> None:
    """Change the label of the first item, which no printed number depends on."""
    with table.open(encoding="utf-8", newline="") as file:
        header, first, *others = csv.reader(file)
    first[header.index("label")] = f"A label that was edited {turn + 1} times"
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, first, *others])


def _stale(root: Path) -> int:
    """Count the steps that would run; only some must, or nothing is measured."""
    plan = subprocess.run(
        [COMPENDIUM, "plan"],
        cwd=root,
        env=environment(root),
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    stale = sum("would run: " in line for line in plan)
    if not 0 < stale < len(plan) - 1:
        raise SystemExit(f"{stale} of {len(plan) - 1} steps would run after the edit")
    return stale
