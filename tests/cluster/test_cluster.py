"""Steps on a Dask cluster: what is sent, what comes back, and which deaths are survived."""

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import dask
import psutil
import pytest
from distributed import Client, LocalCluster
from distributed.scheduler import KilledWorker

from compendium import cluster
from compendium.cli import main
from compendium.cluster import connect
from compendium.cluster.delivery import Delivery, write_delivery
from compendium.cluster.environment import differences, versions_here
from compendium.cluster.parcel import pack, parcel_names, unpack
from compendium.cluster.worker import run_parcels
from compendium.errors import CompendiumError
from compendium.layout import RECORD, Layout
from compendium.steps.plan import make_plan, read_analyses
from started import finish, start, until
from tiny_compendium import (
    PARAMETERS,
    QUICK,
    SLOW,
    TABLES,
    add_broken,
    files_in,
    made_in,
    make_compendium,
    write_notebook,
    write_tables,
)

PRIVATE = "127.0.0.1:0"  # any free port of this machine alone
# The first attempt tells the process that it runs in, and waits to be killed.
WAIT_ONCE = (
    "import os, pathlib, time\nmarker = pathlib.Path(os.environ['TINY_FIRST'])\n"
    "if not marker.exists():\n"
    "    marker.with_suffix('.new').write_text(str(os.getpid()))\n"
    "    marker.with_suffix('.new').rename(marker)\n    time.sleep(120)"
)


def start_python(module, *words, folder):
    words = (*words, "--host", "127.0.0.1", "--no-dashboard")
    log = (folder / "log.txt").open("ab")
    return subprocess.Popen(
        [sys.executable, "-m", module, *words],
        cwd=folder,
        env={**os.environ, "TINY_FIRST": str(folder / "first")},
        stdout=log,
        stderr=log,
    )


@pytest.fixture
def processes(tmp_path):
    """Start a scheduler and two worker processes; give its address and the workers."""
    file = tmp_path / "scheduler.json"
    scheduler = start_python(
        "distributed.cli.dask_scheduler", "--port=0", f"--scheduler-file={file}", folder=tmp_path
    )
    until(file.is_file, scheduler)
    address = until(lambda: json.loads(file.read_text() or "{}").get("address"), scheduler)
    words = ("--no-nanny", "--nthreads=1", f"--local-directory={tmp_path / 'there'}")
    workers = [
        start_python("distributed.cli.dask_worker", address, *words, folder=tmp_path)
        for _ in range(2)
    ]
    yield address, workers
    for process in (*workers, scheduler):
        process.kill()
        process.wait()


@pytest.fixture(scope="module", autouse=True)
def scratch(tmp_path_factory):
    """Keep the folders of Dask where those of the tests are."""
    with dask.config.set({"temporary-directory": str(tmp_path_factory.mktemp("dask"))}):
        yield


@pytest.fixture(scope="module")
def threads():
    """Give a cluster of one worker, in threads of this process."""
    with LocalCluster(
        n_workers=1,
        threads_per_worker=1,
        processes=False,
        protocol="tcp",
        dashboard_address=PRIVATE,
    ) as running:
        yield running.scheduler_address


def is_gone(pid):
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


@pytest.mark.thorough
def test_a_worker_that_is_killed_in_mid_run_leaves_no_trace_in_the_artefacts(processes, tmp_path):
    address, workers = processes
    first = tmp_path / "first"
    layouts = [make_compendium(tmp_path / name / "compendium") for name in ("there", "here")]
    for layout in layouts:
        write_notebook(layout.notebooks / "02-slow.ipynb", [WAIT_ONCE, *SLOW[1:]])
    on_cluster, here = layouts
    running = start(on_cluster, "--cluster", address)
    kernel = int(until(lambda: first.is_file() and first.read_text(), running))
    worker = psutil.Process(kernel).parents()[1].pid
    assert worker in [process.pid for process in workers]
    os.kill(worker, signal.SIGKILL)
    code, output, errors = finish(running)
    assert (code, errors) == (0, "")
    assert sorted(line.split(",")[0] for line in output.splitlines()[:-1]) == [
        "tiny/quick  done",
        "tiny/slow  done",
        "verification  done",
    ]
    until(lambda: is_gone(kernel))
    assert finish(start(here, TINY_FIRST=str(first)))[0] == 0
    made = made_in(on_cluster.figures)
    assert f"tiny/slow/{RECORD}" in made
    assert made == made_in(here.figures)
    assert not list((tmp_path / "there").rglob("*/step-*")), "no tables stay on a worker"
    assert all(step.reason == "" for step in make_plan(on_cluster))
    assert on_cluster.executed("tiny", "slow").is_file()


def test_what_fails_on_a_worker_is_told_as_in_a_local_run(tiny, threads, capsys):
    add_broken(tiny)
    assert main(["run", "--cluster", threads, "--analysis", "broken"]) == 1
    captured = capsys.readouterr()
    assert captured.out.splitlines()[-1].startswith("0 run, 0 up to date, 1 failed; ")
    assert [line for line in captured.err.splitlines() if line] == [
        "03-broken.ipynb on the study tiny, cell [5]: the last line",
        "Open build/notebooks/tiny/broken.ipynb to see the notebook as it was when it stopped.",
    ]
    assert b"the last line" in tiny.executed("tiny", "broken").read_bytes()
    assert files_in(tiny.figures) == {}


def test_a_step_that_ends_its_process_spares_the_worker(tiny, threads, capsys):
    end = (
        "import os, psutil, signal\npsutil.Process().parent().kill()\nimport time\ntime.sleep(120)"
    )
    write_notebook(tiny.notebooks / "01-quick.ipynb", ["1", PARAMETERS, end])
    assert main(["run", "--cluster", threads, "--analysis", "quick"]) == 1
    error = capsys.readouterr().err
    assert "01-quick.ipynb on the study tiny: on the worker tcp://" in error
    assert "the process of the step ended with code -9" in error
    with Client(threads, set_as_default=False) as client:
        assert len(client.nthreads()) == 1


def test_a_step_that_kills_its_workers_is_told_by_its_name(tiny):
    class Killed:
        def result(self):
            raise KilledWorker("run_parcels-1", None, connect.DEATHS - 1)

    step = make_plan(tiny, analyses=["quick"])[0]
    assert connect.result_of(Killed(), step).error == (
        "01-quick.ipynb on the study tiny: 3 workers died while they ran it, perhaps for lack of "
        "memory. Run it again with larger workers, or here: compendium run --study tiny "
        "--analysis quick."
    )


def test_a_run_that_is_interrupted_ends_what_it_started(tmp_path):
    layout = make_compendium(tmp_path / "compendium")
    marker = tmp_path / "reached"
    running = start(layout, "--analysis=slow", "--cluster=local", "-j1", TINY_MARKER=str(marker))
    until(marker.exists, running)
    started = psutil.Process(running.pid).children(recursive=True)
    os.killpg(running.pid, signal.SIGINT)
    code, output, errors = finish(running)
    assert (code, output) == (130, "")
    assert errors == "stopped; what was running will run again next time\n"
    until(lambda: all(is_gone(process.pid) for process in started))
    assert files_in(layout.root / "figures") == {}


# What is sent


def names(layout, analysis, *, texts=False, study="tiny"):
    known = {one.name: one for one in read_analyses(layout)}
    return parcel_names(layout, known[analysis], study, texts=texts)


def packed(layout, name):
    return pack(layout, name, {one.name: one for one in read_analyses(layout)})


def need_texts(layout, line='needs = ["items", "texts"]'):
    path = layout.notebooks / "analyses.toml"
    path.write_text(path.read_text().replace('needs = ["items", "scores"]', line))
    folder = layout.data / "tiny" / "private" / "texts"
    folder.mkdir(parents=True)
    (folder / "first.txt").write_text("what somebody said")


def test_a_study_is_sent_without_anything_private(tiny):
    folder = tiny.data / "tiny"
    need_texts(tiny)
    for name in ("private/project.qdpx", "project.qdpx", "notes.txt", "my-codes.csv", "items.bak"):
        (folder / name).write_text("what somebody said")
    sent = [packed(tiny, name) for name in names(tiny, "slow")]
    assert [sorted(parcel) for parcel in sent] == [
        ["locks/run.lock", "notebooks/02-slow.ipynb", "notebooks/analyses.toml"],
        sorted(["data/tiny/study.toml", *(f"data/tiny/{kind}.csv" for kind in TABLES)]),
    ]
    assert all(b"somebody" not in content for parcel in sent for content in parcel.values())


@pytest.mark.parametrize(
    "line", ['needs = ["items", "texts"]', 'needs = ["items"]\nuses = ["texts"]']
)
def test_texts_are_sent_only_when_the_user_says_so(tiny, line):
    need_texts(tiny, line)
    if "uses" in line:  # the analysis has had such a line of its own
        path = tiny.notebooks / "analyses.toml"
        path.write_text(path.read_text().replace('uses = ["printed"]\n', ""))
    with pytest.raises(CompendiumError, match="texts of participants are not sent"):
        names(tiny, "quick")
    assert names(tiny, "quick", texts=True)[-1] == "texts/tiny"
    assert packed(tiny, "texts/tiny") == {
        "data/tiny/private/texts/first.txt": b"what somebody said"
    }


def test_a_step_that_may_not_be_sent_does_not_stop_the_others(tiny, threads, capsys, monkeypatch):
    need_texts(tiny)
    monkeypatch.setattr("compendium.cluster.worker._run", lambda *_: "it ran there")
    assert main(["run", "--cluster", threads]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert [line for line in lines if line] == [
        "tiny/quick reads the texts in data/tiny/private/texts/, and texts of participants are "
        "not sent to another machine. Run it here: compendium run --study tiny --analysis quick. "
        "If they may leave this machine, add --send-texts.",
        "it ran there",
    ]


def test_a_crosswalk_brings_the_studies_that_it_names(tiny):
    write_tables(
        tiny.data / "both",
        {
            "concepts": "concept,label\nc,C\n",
            "crosswalk": "concept,study,code\nc,tiny,top\nc,both,x\nc,none,x\nc,,x\n",
        },
    )
    with (tiny.notebooks / "analyses.toml").open("a") as file:
        file.write('[joined]\nquestion = "?"\nneeds = ["crosswalk"]\nmakes = "a table"\n')
    write_notebook(tiny.notebooks / "04-joined.ipynb", QUICK)
    assert names(tiny, "joined", study="both") == ["analysis/joined", "study/both", "study/tiny"]
    assert names(tiny, "slow", study="both") == ["analysis/slow", "study/both"]


def test_what_is_unpacked_is_what_was_packed(tiny, tmp_path):
    there = Layout(tmp_path / "there")
    for name in names(tiny, "quick"):
        unpack(packed(tiny, name), there.root)
    sent = files_in(there.root)
    assert sent == {name: (tiny.root / name).read_bytes() for name in sent}
    assert {"data/tiny/scores.csv", "notebooks/01-quick.ipynb", "locks/run.lock"} <= set(sent)


def test_a_study_is_sent_once_and_then_forgotten(tiny):
    write_tables(tiny.data / "other", TABLES)
    sent = []

    class Cluster:
        def submit(self, function, *arguments, **_):
            if function is dict:
                sent.append(sorted(set(arguments[0]) - {"locks/run.lock"})[0])
            return object()

    analyses = {one.name: one for one in read_analyses(tiny)}
    dispatch = cluster._Dispatch(Cluster(), tiny, analyses, False, {}, {}, {})
    for step in make_plan(tiny):
        _, needed = cluster._send(dispatch, step)
        cluster._forget(dispatch.parcels, set(needed))
    assert sorted(sent) == [
        "data/other/cases.csv",
        "data/tiny/cases.csv",
        "notebooks/01-quick.ipynb",
        "notebooks/02-slow.ipynb",
    ]
    assert set(dispatch.parcels) == {"analysis/quick", "analysis/slow", "study/tiny"}


# What comes back


def test_a_delivery_that_says_what_went_wrong_takes_the_record_away(tiny):
    step = make_plan(tiny, analyses=["quick"])[0]
    made = Delivery(artefacts={"a.csv": b"1"}, record={"modules": {"/w/a.py": "1"}}, package="/w")
    write_delivery(tiny, step, made)
    folder = tiny.artefacts("tiny", "quick")
    assert sorted(files_in(folder)) == [RECORD, "a.csv"]
    package = Path(connect.__file__).parents[1]
    assert json.loads((folder / RECORD).read_text())["modules"] == {str(package / "a.py"): "1"}
    write_delivery(tiny, step, Delivery(error="it stopped", executed=b"{}"))
    assert sorted(files_in(folder)) == ["a.csv"]
    assert tiny.executed("tiny", "quick").read_bytes() == b"{}"


# What cannot be used


def refused(capsys, *words):
    assert main(["run", *words]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err


def test_a_scheduler_that_does_not_answer(tiny, capsys, monkeypatch):
    monkeypatch.setattr(connect, "REACH", 0.3)
    before = files_in(tiny.root)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        closed = "tcp://127.0.0.1:1"
        for address in (closed, f"127.0.0.1:{silent.getsockname()[1]}"):
            message = refused(capsys, "--cluster", address)
            assert message.startswith(
                f"--cluster {address}: no Dask scheduler answered within 0.3 seconds. Check that "
            )
    after = files_in(tiny.root)
    assert {name for name in after if name not in before} <= {
        "build/locks/tiny.lock",
        "build/locks/paper.lock",
    }
    assert {name: after[name] for name in before} == before


def test_an_address_that_is_none(tiny, capsys):
    message = refused(capsys, "--cluster", "nowhere")
    assert message.startswith("--cluster nowhere: Dask cannot use it: missing port number")
    assert "bogus" in refused(capsys, "--cluster", "bogus://127.0.0.1:1")


def test_a_scheduler_without_workers(tiny, capsys, monkeypatch):
    monkeypatch.setattr(cluster, "PATIENCE", 0.2)
    with LocalCluster(
        n_workers=0, processes=False, protocol="tcp", dashboard_address=PRIVATE
    ) as empty:
        message = refused(capsys, "--cluster", empty.scheduler_address)
    assert "the scheduler has no worker, also after 0 seconds. Start workers" in message


def test_a_worker_with_another_version_is_refused(tiny, threads, capsys, monkeypatch):
    here = {**versions_here(), "pandas": "0.1", "only-here": "2"}
    monkeypatch.setattr(cluster, "versions_here", lambda: here)
    message = refused(capsys, "--cluster", threads)
    there = versions_here()["pandas"]
    assert message.startswith("the worker tcp://127.0.0.1:")
    assert (
        f"would not make the same artefacts: pandas is {there} there and 0.1 here; only-here is "
        "missing there and 2 here. Install on it what is installed here: "
    ) in message


def test_a_worker_that_comes_later_is_asked_too(tiny, threads):
    step = make_plan(tiny, analyses=["quick"])[0]
    with Client(threads, set_as_default=False) as client:
        future = client.submit(run_parcels, [], step, expected={"pandas": "0.1"}, options={})
        assert "would not make the same artefacts: pandas is" in future.result().error


def test_the_versions_are_those_that_decide_the_artefacts():
    here = versions_here()
    assert {"Python", "pandas", "numpy", "matplotlib", "distributed"} <= set(here)
    assert not {"compendium", "pytest", "jupyterlab", "ruff"} & set(here)
    assert differences(here, here) == []


def test_without_dask_the_message_says_what_to_install(tiny, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    message = refused(capsys, "--cluster", "local")
    assert message.endswith("Install the extra: pip install -e .[cluster]\n")
