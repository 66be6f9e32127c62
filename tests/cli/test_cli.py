"""The commands: what they print, and what they end with."""

import shutil
import subprocess
import sys

import pytest

from compendium.cli import _of_the_disk, main
from tiny_compendium import files_in


def run(capsys, *words):
    code = main(words)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def refused(capsys, *words):
    with pytest.raises(SystemExit) as caught:
        main(words)
    return caught.value.code, capsys.readouterr().err.splitlines()[-1]


def test_the_plan_is_a_table_with_reasons(tiny, capsys):
    code, out, err = run(capsys, "plan")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "tiny/quick    would run: not run yet",
        "tiny/slow     would run: not run yet",
        "verification  would run: not run yet",
        "3 steps, 3 would run",
    ]
    _, out, _ = run(capsys, "plan", "--study", "tiny", "--analysis", "slow")
    assert out.splitlines()[-1] == "1 step, 1 would run"


def test_a_plan_writes_nothing(tiny, capsys):
    before = files_in(tiny.root)
    run(capsys, "plan")
    assert files_in(tiny.root) == before


def test_a_mistake_of_the_user_is_a_message_and_no_traceback(tiny, capsys):
    assert run(capsys, "run", "--study", "tinny") == (
        1,
        "",
        "there is no study 'tinny'. Did you mean tiny?\n",
    )
    assert run(capsys, "run", "--analysis", "quick", "-p", "top") == (
        1,
        "",
        "-p top: expected NAME=VALUE, for example -p points=7.\n",
    )
    assert run(capsys, "run", "--analysis", "quick", "-p", "top=high") == (
        1,
        "",
        "01-quick.ipynb: the parameter top must be of type int; found 'high'.\n",
    )


def test_outside_of_a_compendium(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("COMPENDIUM_ROOT", str(tmp_path))
    code, _, err = run(capsys, "plan")
    assert code == 1
    assert err == (
        f"{tmp_path}: not inside a compendium (no notebooks/analyses.toml here or in a folder "
        "above). Change to the folder that you cloned, then try again.\n"
    )


def test_from_a_folder_inside_the_compendium(tiny, monkeypatch, capsys):
    monkeypatch.delenv("COMPENDIUM_ROOT")
    monkeypatch.chdir(tiny.data / "tiny")
    assert run(capsys, "plan")[0] == 0


@pytest.mark.parametrize("jobs", ["0", "-1", "many", "1.5"])
def test_a_number_of_jobs_that_cannot_be(tiny, capsys, jobs):
    code, err = refused(capsys, "run", f"-j{jobs}")
    assert code == 2
    assert err.endswith(
        f"argument -j/--jobs: expected a whole number of at least 1, found '{jobs}'"
    )


def test_a_command_that_is_not_there(tiny, capsys):
    code, err = refused(capsys, "replan")
    assert code == 2
    assert "invalid choice: 'replan'" in err


def test_every_command_has_help_with_an_example(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    commands = [
        line.split()[0]
        for line in capsys.readouterr().out.splitlines()
        if line.startswith("    ") and not line.startswith("     ")
    ]
    assert {"plan", "run", "paper", "check", "package", "verify", "new", "report"} <= set(commands)
    for command in commands:
        with pytest.raises(SystemExit) as caught:
            main([command, "--help"])
        assert caught.value.code == 0
        assert f"Example: compendium {command}" in capsys.readouterr().out


def test_tables_without_a_problem(tiny, capsys):
    assert run(capsys, "check") == (0, "data/tiny: 11 tables, nothing wrong\n", "")


def test_tables_with_problems(tiny, capsys):
    (tiny.data / "tiny" / "scores.csv").write_text("item,round,score\n1,T1,high\n")
    (tiny.data / "tiny" / "events.csv").write_text("event,label\n")
    code, out, err = run(capsys, "check", "tiny")
    assert (code, out) == (1, "")
    assert err.splitlines() == [
        "data/tiny/scores.csv, row 2, column score: 'high' is not a number. "
        "Write one number, in digits.",
        "data/tiny/events.csv: the column stated is missing; found the columns event, label. "
        "Add the column.",
    ]


def test_a_faulty_study_does_not_keep_the_others_from_being_checked(tiny, capsys):
    for name in ("a-first", "unread"):
        (tiny.data / name).mkdir()
        (tiny.data / name / "codes.csv").write_text("code,label\n")
    (tiny.data / "a-first" / "study.toml").write_text("title = no quotes\n")
    code, out, err = run(capsys, "check")
    assert code == 1
    assert out == "data/tiny: 11 tables, nothing wrong\n"
    assert [line.partition(":")[0] for line in err.splitlines()] == [
        "data/a-first/study.toml",
        "data/unread/codes.csv",
    ]
    code, out, err = run(capsys, "package")
    assert (code, out) == (1, "data/tiny/datapackage.json\n")
    assert [line.partition(":")[0] for line in err.splitlines()] == [
        "data/a-first/study.toml",
        "data/unread/study.toml",
    ]


def test_hints_are_no_fault(tiny, capsys):
    folder = tiny.data / "tiny" / "private" / "texts"
    folder.mkdir(parents=True)
    (folder / "s9.txt").write_text("words")
    code, out, err = run(capsys, "check", "tiny")
    assert (code, err) == (0, "")
    first, second = out.splitlines()
    assert first == "data/tiny: 11 tables, nothing wrong"
    assert second.startswith("note: data/tiny/private/texts/s9.txt: no row of the table sources")


def test_a_package_is_written_for_every_study(tiny, capsys):
    assert run(capsys, "package") == (0, "data/tiny/datapackage.json\n", "")
    assert (tiny.data / "tiny" / "datapackage.json").is_file()


# Loads what a command loads, and tells which of the slow libraries came with it.
LOADED = """
import sys
{statement}
slow = {{"pandas", "numpy", "matplotlib", "papermill", "nbformat", "tqdm"}}
print(sorted(slow & set(sys.modules)))
"""


@pytest.mark.parametrize(
    "statement",
    [
        "import compendium",
        "import compendium.cli",
        "from compendium.cli import main; main(['plan'])",
    ],
)
def test_what_needs_no_library_loads_none(tiny, statement):
    done = subprocess.run(
        [sys.executable, "-c", LOADED.format(statement=statement)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.skipif(sys.platform == "win32", reason="a shell closes it")
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_stream_that_is_closed_is_no_mistake(tiny, monkeypatch, closed):
    monkeypatch.setenv("COMPENDIUM_ROOT", str(tiny.root))
    words = [sys.executable, "-m", "compendium.cli", "plan"]
    done = subprocess.run(
        ["sh", "-c", f'"$@" {closed}', "sh", *words], capture_output=True, text=True
    )
    assert done.returncode == 0
    assert "Traceback" not in done.stderr


def test_a_full_disk_under_a_copied_folder_is_told_in_words():
    error = shutil.Error([("paper/a.qmd", "build/a.qmd", "[Errno 28] No space left on device")])
    said = _of_the_disk(error)
    assert said.startswith("build/a.qmd: this could not be read or written ([Errno 28] No space")
