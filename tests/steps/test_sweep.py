"""A command that is killed leaves nothing half, and the next one tidies up."""

import json
import os
import platform
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from compendium.cli import main
from compendium.errors import CompendiumError
from compendium.files import WRITING, complete, remains, working_folder, write_all, write_whole
from compendium.layout import JOURNAL
from compendium.steps.alone import STARTED_BY, alone
from compendium.steps.sweep import sweep
from tiny_compendium import files_in

# Writes three files as one, and is killed at the rename whose number is given.
KILLED = """
import os, signal, sys
from pathlib import Path
from compendium import files
folder, moment = Path(sys.argv[1]), int(sys.argv[2])
replace, seen = Path.replace, []
def killed(self, target):
    seen.append(target)
    if len(seen) == moment:
        os.kill(os.getpid(), signal.SIGKILL)
    return replace(self, target)
files.Path.replace = killed
made = {folder / "codes.csv": b"new", folder / "private" / "texts" / "a.txt": b"new",
        folder / "import.toml": b"new"}
files.write_all(made, journal=folder / "private" / ".changing.json")
"""
NAMES = ("codes.csv", "private/texts/a.txt", "import.toml")


def contents(folder: Path):
    return {name: text for name, text in files_in(folder).items() if not name.endswith("/")}


@pytest.mark.parametrize("moment", [1, 2, 3, 4])
def test_files_that_change_as_one_do_so_wherever_the_process_is_killed(tiny, moment):
    folder = tiny.data / "mine"
    folder.mkdir()
    (folder / "codes.csv").write_bytes(b"old")
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(folder), str(moment)], check=False, timeout=60
    )
    assert killed.returncode == -signal.SIGKILL
    (said,) = sweep(tiny)
    if moment == 1:  # the rename of the journal
        assert contents(folder) == {"codes.csv": b"old"}
        assert said.startswith("data/mine: a command was stopped before it changed anything here")
    else:
        assert contents(folder) == dict.fromkeys(NAMES, b"new")
        assert said == (
            "data/mine: the last import was stopped half-way, and is complete now "
            f"({5 - moment} file{'s' * (moment < 4)} put in place)."
        )
    assert sweep(tiny) == []


def test_a_folder_that_a_killed_command_had_begun_is_no_study(tiny):
    subprocess.run(
        [sys.executable, "-c", KILLED, str(tiny.data / "fresh"), "1"], check=False, timeout=60
    )
    assert (tiny.data / "fresh").is_dir()
    sweep(tiny)
    assert not (tiny.data / "fresh").exists()


def test_what_a_living_process_writes_is_left_alone(tiny):
    mine = tiny.figures / f"{WRITING}{os.getpid()}-x"
    mine.parent.mkdir(exist_ok=True)
    mine.write_bytes(b"")
    of_another_time = tiny.figures / f"{WRITING}{os.getpid()}-y"
    of_another_time.write_bytes(b"")
    os.utime(of_another_time, (1, 1))  # before this process began: the number was another's
    nobodys = tiny.figures / f"{WRITING}abc"
    nobodys.mkdir()
    assert remains(tiny.figures) == [of_another_time, nobodys]
    assert sweep(tiny) == []
    assert mine.exists()
    assert not of_another_time.exists()
    assert not nobodys.exists()


def test_what_a_process_wrote_that_nobody_asks_how_it_ended_is_removed(tiny):
    process = subprocess.Popen([sys.executable, "-c", ""], cwd=tiny.root)
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)  # it has ended, and is not asked
    left = tiny.figures / f"{WRITING}{process.pid}-x"
    left.parent.mkdir(exist_ok=True)
    left.touch()
    assert remains(tiny.figures) == [left]
    process.wait()


def test_a_working_folder_is_removed_at_the_end(tmp_path):
    with working_folder(tmp_path / "build") as folder:
        write_whole(folder / "a" / "b.txt", b"x")
    assert list((tmp_path / "build").iterdir()) == []


@pytest.mark.parametrize(
    "text",
    [
        *("", "{}", "[[1, 2]]", '[["a"]]', "[" * 5000),
        '[["../../.writing-1-a", "../../codes.csv"]]',
        '[["codes.csv", "sources.csv"]]',
        '[["../.writing-1-a", "codes.csv"]]',
    ],
    ids=["empty", "object", "numbers", "single", "deep", "outside", "no-remains", "elsewhere"],
)
def test_a_damaged_journal_changes_nothing(tiny, text):
    journal = tiny.data / "tiny" / JOURNAL
    journal.parent.mkdir(exist_ok=True)
    journal.write_text(text)
    before = files_in(tiny.root)
    with pytest.raises(CompendiumError, match="it is damaged"):
        complete(journal)
    assert files_in(tiny.root) == before


def test_a_folder_in_the_way_stops_before_anything_is_written(tmp_path):
    (tmp_path / "b.csv").mkdir()
    with pytest.raises(IsADirectoryError):
        write_all(
            {tmp_path / "a.csv": b"x", tmp_path / "b.csv": b"x"}, journal=tmp_path / "journal"
        )
    assert [path.name for path in tmp_path.iterdir()] == ["b.csv"]


def test_the_next_command_says_what_it_completed(tiny, capsys):
    folder = tiny.data / "tiny"
    (folder / "private").mkdir(exist_ok=True)
    (folder / f"{WRITING}1-x").write_text("case,label\nA,A\nB,B\n")
    (folder / JOURNAL).write_text(f'[["../{WRITING}1-x", "../cases.csv"]]')
    assert main(["check", "tiny"]) == 0
    said = capsys.readouterr()
    assert said.err.startswith("data/tiny: the last import was stopped half-way, and is complete")
    assert (folder / "cases.csv").is_file()


def started_by(number):
    """Start a program that a command of this number would have started."""
    return subprocess.Popen(["sleep", "600"], env={**os.environ, STARTED_BY: str(number)})


def test_what_a_killed_command_had_started_is_ended_by_the_next(tiny):
    killed = subprocess.Popen(["true"])
    killed.wait()  # nobody has its number now
    about = {"process": killed.pid, "host": platform.node(), "command": "compendium paper"}
    lock = tiny.build / "locks" / "paper.lock"
    lock.parent.mkdir(parents=True)
    lock.write_text(json.dumps(about))
    left, of_a_living_one = started_by(killed.pid), started_by(os.getpid())
    try:
        (said,) = sweep(tiny)
        assert said.startswith("The last command was killed; what it had started was still at work")
        assert said.endswith("(1 program: sleep).")
        left.wait(timeout=30)
        assert of_a_living_one.poll() is None
        assert lock.read_text() == ""
        assert sweep(tiny) == []
    finally:
        left.kill()
        of_a_living_one.kill()
        of_a_living_one.wait()


def test_while_a_command_is_at_work_nothing_of_it_is_ended(tiny):
    with alone(tiny, ["tiny"], command="compendium run"):
        assert os.environ[STARTED_BY] == str(os.getpid())
        program = started_by(os.environ[STARTED_BY])
        try:
            assert sweep(tiny) == []
            assert program.poll() is None
        finally:
            program.kill()
            program.wait()
    assert STARTED_BY not in os.environ
