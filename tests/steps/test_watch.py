"""The files that a notebook opens: which are noted, and which are no interest of anyone."""

import json
import os
import subprocess
import sys
import tempfile

import pytest

from compendium.steps.watch import LOG, log_of, opened, watching


@pytest.fixture
def watched(tiny, monkeypatch):
    """Give a function that runs lines in a process of their own and says what it touched."""
    monkeypatch.delenv(LOG, raising=False)
    monkeypatch.setenv("MPLCONFIGDIR", str(tiny.root / ".cache"))

    def run(*lines, check=True):
        program = "\n".join(["import os, shutil, tempfile", "import compendium as co", *lines])
        with watching(tiny, "tiny", "quick"):
            done = subprocess.run(
                [sys.executable, "-c", program], cwd=tiny.notebooks, capture_output=True, text=True
            )
        assert LOG not in os.environ
        assert (done.returncode == 0) is check, done.stderr
        read, written = opened(tiny, "tiny", "quick")
        return {tiny.shown(path) for path in read}, {tiny.shown(path) for path in written}

    return run


def test_a_file_that_is_read_is_noted_however_it_is_read(tiny, watched):
    lines = [
        "open('../data/tiny/items.csv').close()",
        "import pandas as pd, pathlib",
        "pd.read_csv('../data/tiny/scores.csv')",
        "pathlib.Path('../data/tiny/events.csv').read_text()",
        "os.close(os.open(b'../data/tiny/cases.csv', os.O_RDONLY))",
        "pathlib.Path('../notebooks/../data/tiny/codes.csv').read_bytes()",
    ]
    kinds = ("items", "scores", "events", "cases", "codes")
    assert watched(*lines) == ({f"data/tiny/{kind}.csv" for kind in kinds}, set())


def test_a_table_read_through_the_study_is_noted_like_any_other(watched):
    read, written = watched("co.read_study('tiny').table('items')")
    assert (read, written) == ({"data/tiny/study.toml", "data/tiny/items.csv"}, set())


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ("open('out.csv', 'w').write('x')", "notebooks/out.csv"),
        ("open('../data/tiny/items.csv', 'a')", "data/tiny/items.csv"),
        ("open('../data/tiny/items.csv', 'r+b')", "data/tiny/items.csv"),
        ("os.remove('../data/tiny/items.csv')", "data/tiny/items.csv"),
        ("os.symlink('x', 'link')", "notebooks/link"),
        ("os.truncate('../data/tiny/items.csv', 0)", "data/tiny/items.csv"),
        ("shutil.rmtree('../data')", "data"),
    ],
)
def test_a_file_that_is_written_moved_or_removed_is_noted(watched, line, path):
    assert watched(line) == (set(), {path})


def test_a_file_that_is_moved_is_noted_under_both_names(watched):
    assert watched("os.rename('01-quick.ipynb', '01.ipynb')")[1] == {
        "notebooks/01-quick.ipynb",
        "notebooks/01.ipynb",
    }


def test_what_is_for_python_and_jupyter_alone_is_not_noted(watched):
    lines = [
        "import pandas, matplotlib.pyplot, papermill",
        "co.new_figure(40).savefig(os.devnull, format='png')",
        "os.makedirs('.ipynb_checkpoints')",
        "open('.ipynb_checkpoints/a.txt', 'w').write('x')",
        "os.makedirs('../build/more')",
        "open('../build/more/a.txt', 'w').write('x')",
        "os.makedirs('__pycache__', exist_ok=True)",
        "open('__pycache__/a.pyc', 'wb').write(b'x')",
        "open('no such file') if os.path.exists('no such file') else None",
    ]
    assert watched(*lines) == (set(), set())


def test_temporary_files_are_its_own_affair(watched):
    lines = [
        "folder = tempfile.mkdtemp(dir='/tmp' if os.name == 'posix' else None)",
        "path = os.path.join(folder, 'a.csv')",
        "open(path, 'w').write('x')",
        "open(path).read()",
        "shutil.rmtree(folder)",
    ]
    assert all(folder in ("/tmp", "") for folder in watched(*lines)[1] | watched(*lines)[0])


def test_data_from_outside_of_the_compendium_are_noted(watched):
    with tempfile.NamedTemporaryFile(suffix=".csv") as data:
        read, written = watched(f"open({data.name!r}).read()")
        assert (read, written) == ({os.path.realpath(data.name)}, set())


def test_what_was_opened_before_an_error_is_noted(watched):
    lines = ["open('../data/tiny/items.csv')", "raise ValueError"]
    assert watched(*lines, check=False)[0] == {"data/tiny/items.csv"}


def test_an_error_of_the_notebook_stays_as_it_was(watched):
    lines = ["import contextlib", "with contextlib.suppress(OSError): open('nothing.csv')"]
    lines += ["with contextlib.suppress(TypeError): open(1.5)", "os.close(os.dup(1))"]
    assert watched(*lines) == (set(), set())


def test_a_process_that_was_forked_writes_where_it_is_told(tiny, watched):
    if not hasattr(os, "fork"):
        pytest.skip("this system does not fork")
    other = log_of(tiny, "tiny", "slow")
    lines = [
        "open('../data/tiny/items.csv')",
        "child = os.fork()",
        f"if child == 0: os.environ[{LOG!r}] = {str(other)!r}",
        "open('../data/tiny/' + ('scores.csv' if child else 'events.csv'))",
        "if child == 0: os._exit(0)",
        "os.waitpid(child, 0)",
    ]
    assert watched(*lines)[0] == {"data/tiny/items.csv", "data/tiny/scores.csv"}
    (line,) = other.read_text().splitlines()
    assert json.loads(line) == ["read", str(tiny.data / "tiny" / "events.csv")]


def test_nothing_is_noted_unless_the_runner_asks_for_it(tiny):
    program = "import compendium, sys; open('../data/tiny/items.csv')"
    subprocess.run([sys.executable, "-c", program], cwd=tiny.notebooks, check=True)
    assert opened(tiny, "tiny", "quick") == (set(), set())
