"""Running notebooks: what fails, what is stopped, and what comes out all the same."""

import os
import signal
import subprocess
import sys

import nbformat
import papermill
import pytest
from papermill.exceptions import PapermillExecutionError

from compendium.layout import RECORD
from compendium.steps.plan import make_plan
from compendium.steps.run import run_step
from started import finish, start, until
from tiny_compendium import PARAMETERS, add_broken, files_in, make_compendium, write_notebook


def plan(layout):
    done = subprocess.run(
        [sys.executable, "-m", "compendium.cli", "plan"],
        cwd=layout.root,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """Give a compendium of which one analysis fails, and how its run ended."""
    layout = make_compendium(tmp_path_factory.mktemp("run") / "compendium")
    add_broken(layout)
    return layout, finish(start(layout, "-j", "2"))


def test_a_step_that_fails_does_not_stop_the_others(undisturbed):
    layout, (code, output, _) = undisturbed
    assert code == 1
    assert output.splitlines()[-2] == "verification  waits until all other steps have run"
    assert output.splitlines()[-1].startswith("2 run, 0 up to date, 1 failed; ")
    assert sorted(files_in(layout.artefacts("tiny", "quick"))) == [
        RECORD,
        "captions.json",
        "means.csv",
        "means.md",
        "values.json",
    ]
    assert sorted(files_in(layout.artefacts("tiny", "slow"))) == [
        RECORD,
        "captions.json",
        "timeline.png",
        "timeline.svg",
        "values.json",
    ]
    assert plan(layout) == [
        "tiny/quick    up to date",
        "tiny/slow     up to date",
        "tiny/broken   would run: not run yet",
        "verification  would run: not run yet",
        "4 steps, 2 would run",
    ]


def test_the_message_names_notebook_study_cell_and_last_line(undisturbed):
    _, (_, _, errors) = undisturbed
    assert errors.strip().splitlines() == [
        "03-broken.ipynb on the study tiny, cell [5]: the last line",
        "Open build/notebooks/tiny/broken.ipynb to see the notebook as it was when it stopped.",
    ]


def test_the_notebook_is_kept_as_it_was_when_it_stopped(undisturbed):
    layout, _ = undisturbed
    executed = nbformat.read(layout.executed("tiny", "broken"), as_version=4)
    sources = {cell.source: cell for cell in executed.cells}
    ran = sources["this = co.read_study(study)\nlen(this.table('items'))"]
    assert ran.outputs[0].data["text/plain"] == "3"
    failed = sources["raise ValueError('a first line\\nthe last line')"]
    assert failed.execution_count == 5
    assert failed.outputs[0].ename == "ValueError"
    assert executed.cells[-1].outputs == []
    assert not layout.artefacts("tiny", "broken").exists()


def test_the_notebooks_themselves_stay_as_they_were(undisturbed):
    layout, _ = undisturbed
    for path in layout.notebooks.glob("*.ipynb"):
        notebook = nbformat.read(path, as_version=4)
        assert all(not cell.outputs for cell in notebook.cells)


def test_a_run_that_is_killed_goes_on_where_it_stopped(undisturbed, tmp_path):
    expected, _ = undisturbed
    layout = make_compendium(tmp_path / "compendium")
    marker = tmp_path / "reached"
    process = start(layout, "-j", "1", TINY_MARKER=str(marker))
    until(marker.exists, process)
    os.kill(process.pid, signal.SIGKILL)
    finish(process)  # which waits until the workers have closed their end, too
    assert plan(layout) == [
        "tiny/quick    up to date",
        "tiny/slow     would run: not run yet",
        "verification  would run: not run yet",
        "3 steps, 2 would run",
    ]
    code, output, errors = finish(start(layout))
    assert (code, errors) == (0, "")
    assert output.splitlines()[-1].startswith("2 run, 1 up to date, 0 failed; ")
    for analysis in ("quick", "slow"):
        found, wanted = (files_in(c.artefacts("tiny", analysis)) for c in (layout, expected))
        assert found.pop(RECORD)
        assert wanted.pop(RECORD)
        assert found == wanted


def test_a_run_that_is_interrupted_starts_nothing_more(tmp_path):
    layout = make_compendium(tmp_path / "compendium")
    add_broken(layout)
    marker = tmp_path / "reached"
    words = ("-j", "1", "--analysis", "slow", "--analysis", "broken")
    process = start(layout, *words, TINY_MARKER=str(marker))
    until(marker.exists, process)
    os.killpg(process.pid, signal.SIGINT)
    code, _, errors = finish(process)
    assert code == 130
    assert "stopped; what was running will run again next time" in errors.splitlines()
    assert "Traceback" not in errors
    assert not layout.executed("tiny", "broken").exists()
    assert not layout.artefacts("tiny", "slow").exists()


def test_a_worker_that_is_ended_from_outside_is_told(tmp_path):
    layout = make_compendium(tmp_path / "compendium")
    kill = "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)"
    write_notebook(layout.notebooks / "01-quick.ipynb", ["1", PARAMETERS, kill])
    code, _, errors = finish(start(layout, "--analysis", "quick"))
    assert code == 1
    assert errors.strip().splitlines()[-1] == (
        "01-quick.ipynb on the study tiny: the process that ran it was stopped from outside "
        "(exit code -9), perhaps for lack of memory. Run the same again with fewer at a time: "
        "compendium run -j 1."
    )


def test_an_error_of_ours_reaches_the_user_as_it_stands(tiny, monkeypatch):
    message = "data/tiny/a.csv, row 2: one.\ndata/tiny/a.csv, row 3: two."

    def stop(*_, **__):
        raise PapermillExecutionError(1, 4, "source", "TableError", message, ["traceback"])

    monkeypatch.setattr(papermill, "execute_notebook", stop)
    step = make_plan(tiny, analyses=["quick"])[0]
    assert run_step(tiny, step).error == (
        f"01-quick.ipynb on the study tiny, cell [4]: {message}\n"
        "Open build/notebooks/tiny/quick.ipynb to see the notebook as it was when it stopped."
    )


def test_a_notebook_that_cannot_be_run_at_all(tiny, monkeypatch):
    def stop(*_, **__):
        raise RuntimeError("the kernel died")

    monkeypatch.setattr(papermill, "execute_notebook", stop)
    step = make_plan(tiny, analyses=["quick"])[0]
    assert run_step(tiny, step).error == (
        "01-quick.ipynb on the study tiny could not be run: RuntimeError: the kernel died\n"
        "If build/notebooks/tiny/quick.ipynb is there, it shows how far it came."
    )


def test_a_run_that_saves_nothing_leaves_no_record(tiny, monkeypatch):
    folder = tiny.artefacts("tiny", "quick")
    folder.mkdir(parents=True)
    (folder / RECORD).write_text("{}")
    monkeypatch.setattr(papermill, "execute_notebook", lambda *_, **__: None)
    outcome = run_step(tiny, make_plan(tiny, analyses=["quick"])[0])
    assert outcome.error.startswith("01-quick.ipynb ran to its end but saved nothing. ")
    assert files_in(tiny.figures) == {}
