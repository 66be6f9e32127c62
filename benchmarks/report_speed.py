"""A student's study: from a fresh clone to its report in two languages, and the preview."""

import csv
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from statistics import median
from typing import IO

from benchmarks.copies import COMPENDIUM, copy_of_repository, environment, seconds_of
from benchmarks.rows import Row, at_most

STUDY = "wellbeing"
PAGE = Path("build", "report", STUDY, f"{STUDY}.html")
PATIENCE = 60  # seconds for a page after an edit
ANSWERS = ("Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree")
ITEMS = ("I feel safe at school", "Teachers listen to us", "I sleep well before a test",
         "There is a quiet place in the break")  # fmt: skip
PUPILS, QUOTES = 42, 81


def measure(*, quick: bool) -> list[Row]:
    """Measure in a temporary copy of the repository, with the environment made anew."""
    with copy_of_repository() as root:
        kept = (root / ".venv").readlink()
        took = {}
        if not quick:
            (root / ".venv").unlink()
            python = f"PYTHON={sys.base_prefix}/bin/python3"
            took["set-up"] = seconds_of(["make", "set-up", python], root=root)
            shutil.rmtree(root / ".venv")
            (root / ".venv").symlink_to(kept)
        _write_files(root)
        start = time.perf_counter()
        for round_, name in (("T1", "september"), ("T2", "march")):
            _run(root, "import", f"{name}.csv", "--study", STUDY, "--round", round_)
        for name in ("quotes", "partners", "dates"):
            _run(root, "import", f"{name}.csv", "--study", STUDY)
        _run(root, "check", STUDY)
        took["five files imported and checked"] = time.perf_counter() - start
        for language in ("en", "nl"):
            took[f"report in {language}"] = _run(root, "report", STUDY, "--language", language)
        parts = ", ".join(f"{what} {seconds:.1f} s" for what, seconds in took.items())
        whole = "from a fresh clone" if "set-up" in took else "from raw files"
        what = f"{whole} to the report (web page, Word, PDF, workbook) in two languages"
        rows = [at_most(what, sum(took.values()), 60, parts=parts)]
        return [*rows, _preview(root, 1 if quick else 5)]


def _run(root: Path, *words: str) -> float:
    return seconds_of([COMPENDIUM, *words], root=root)


def _preview(root: Path, often: int) -> Row:
    """Measure, while the report is followed, from saving one table to its new page."""
    table, page = root / "data" / STUDY / "participants.csv", root / PAGE
    with tempfile.TemporaryFile("w+") as told:
        process = subprocess.Popen(
            [COMPENDIUM, "report", STUDY, "--watch", "--to", "html"],
            cwd=root,
            env=environment(root),
            stdout=told,
            stderr=subprocess.STDOUT,
        )
        try:
            seen = []
            for turn in range(often):
                end = time.monotonic() + PATIENCE
                while _waiting(told) <= turn and time.monotonic() < end:
                    time.sleep(0.02)
                before = time.time()
                table.write_text(table.read_text(encoding="utf-8").replace("mentor", "mentor "),
                                 encoding="utf-8")  # fmt: skip
                while page.stat().st_mtime <= before and time.monotonic() < end:
                    time.sleep(0.02)
                seen.append(page.stat().st_mtime - before)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait()
    if min(seen) <= 0:
        raise SystemExit("compendium report --watch did not make the page")
    return at_most(
        "`compendium report --watch`: from saving one table to its page", median(seen), 2
    )


def _waiting(told: IO[str]) -> int:
    told.seek(0)
    return told.read().count("waiting for changes")


def _write_files(root: Path) -> None:
    """Write what a student brings: two rounds of answers, quotes, partners, dates."""
    draw = random.Random(1)
    pupils = [f"P{number:03d}" for number in range(PUPILS)]
    for name, some in (("september", pupils), ("march", pupils[:32])):
        answers = ([pupil, *(draw.choice(ANSWERS) for _ in ITEMS)] for pupil in some)
        _write(root / f"{name}.csv", ["Participant code", *ITEMS], answers)
    codes = ("quiet place", "mentor listens", "tests pile up", "short lines")
    quotes = (
        [f"Interview {number % 6 + 1}", f"What was said, {number}.", draw.choice(codes)]
        for number in range(QUOTES)
    )
    _write(root / "quotes.csv", ["Interview", "Quote", "Code"], quotes)
    partners = [
        ["Youth health", "doctor", 5, 4],
        ["School", "mentor", 4, 2],
        ["Town", "clerk", 2, 5],
    ]
    _write(root / "partners.csv", ["Group", "Role", "Interest", "Influence"], partners)
    dates = [["First meeting", "2025-06", ""], ["Questionnaire", "2025-09-16", "2025-09-26"]]
    _write(root / "dates.csv", ["What", "Start", "End"], dates)


def _write(path: Path, header: list[str], rows: Iterable[list[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
