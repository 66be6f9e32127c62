"""The engine: the same notebooks as papermill's own, a clean process each, and nothing left."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import nbformat
import psutil
import pytest

from compendium.layout import Layout
from compendium.steps.plan import make_plan
from started import PATIENCE, finish, start, until
from tiny_compendium import (
    PARAMETERS,
    REPOSITORY,
    add_analysis,
    made_in,
    make_compendium,
    write_notebook as write,
)

# One study for each notebook: the smallest that has all it needs.
CHOSEN = {
    "scale-scores": "connectors",
    "timeline": "cocreation",
    "code-frequencies": "thehague",
    "factor-matrix": "cocreation",
    "participants": "cocreation",
    "theme-map": "thehague",
    "instruments": "rotterdam",
    "synthesis": "synthesis",
    "answers": "example",
    "co-occurrence": "example",
    "saturation": "example",
    "agreement": "example",
    "text-patterns": "example",
    "joint-display": "connectors",
    "reporting": "connectors",
}
RUN = """
import sys
from compendium.layout import find_layout
from compendium.steps.plan import make_plan
from compendium.steps.run import run_steps

chosen = set(sys.argv[2:])
steps = [step for step in make_plan(find_layout()) if step.name in chosen]
assert len(steps) == len(chosen)
for outcome in run_steps(find_layout(), steps, jobs=2, on_end=print, engine=sys.argv[1]):
    assert not outcome.error, outcome.error
"""


def comparable(path):
    """Give an executed notebook without times, random ids and the folder of its output.

    How often a kernel passes on what was printed depends on the clock, so that texts printed
    one after the other are joined.
    """
    text = re.sub(r"ipykernel_\d+/\d+\.py", "ipykernel.py", path.read_text(encoding="utf-8"))
    notebook = json.loads(text)
    about = notebook["metadata"]["papermill"]
    for name in ("start_time", "end_time", "duration", "output_path"):
        assert about.pop(name) is not None
    for cell in notebook["cells"]:
        if not cell["id"].startswith("cell-"):
            cell["id"] = "made by papermill"
        for name in ("start_time", "end_time", "duration"):
            cell["metadata"].get("papermill", {}).pop(name, None)
        if cell["cell_type"] == "code":
            cell["metadata"]["execution"] = sorted(cell["metadata"].get("execution", {}))
            cell["outputs"] = joined(cell["outputs"])
    return notebook


def joined(outputs):
    whole = []
    for output in outputs:
        if output["output_type"] == "stream":
            output["text"] = "".join(output["text"])
            if whole and whole[-1].get("name") == output["name"]:
                whole[-1]["text"] += output["text"]
                continue
        whole.append(output)
    return whole


@pytest.fixture(scope="module", params=CHOSEN)
def both(request, tmp_path_factory):
    """Run a notebook on a study with both engines; give the analysis, and what each left behind."""
    layout = Layout(tmp_path_factory.mktemp("both"))
    for name in ("data", "notebooks", "locks"):
        shutil.copytree(REPOSITORY / name, layout.root / name)
    left = {}
    for engine in ("papermill", "compendium"):
        subprocess.run(
            [sys.executable, "-c", RUN, engine, f"{CHOSEN[request.param]}/{request.param}"],
            env={**os.environ, "COMPENDIUM_ROOT": str(layout.root)},
            check=True,
            stdout=subprocess.DEVNULL,
        )
        left[engine] = layout.root / engine
        left[engine].mkdir()
        (layout.build / "notebooks").rename(left[engine] / "notebooks")
        layout.figures.rename(left[engine] / "figures")
    return request.param, left


def test_every_notebook_of_the_compendium_is_compared():
    notebooks = (REPOSITORY / "notebooks").glob("*.ipynb")
    assert {path.stem.partition("-")[2] for path in notebooks} == set(CHOSEN)


# A kernel takes seconds to start: every run of the tests has one awkward notebook, below.
@pytest.mark.thorough
def test_the_executed_notebook_and_the_artefacts_equal_papermills(both):
    analysis, left = both
    path = Path("notebooks", CHOSEN[analysis], f"{analysis}.ipynb")
    ours, theirs = (comparable(left[engine] / path) for engine in ("compendium", "papermill"))
    assert len(ours["cells"]) == len(theirs["cells"])
    for mine, other in zip(ours["cells"], theirs["cells"], strict=True):
        assert mine == other
    assert ours == theirs
    made, by_papermill = (made_in(left[one] / "figures") for one in ("compendium", "papermill"))
    assert made == by_papermill
    assert any(name.endswith(".step.json") for name in made)


AWKWARD = (
    "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2]);",
    PARAMETERS,
    "import pandas as pd\npd.DataFrame({'ä': ['é', '日本']})",
    "import sys\nprint('✓ é')\nprint('ü', file=sys.stderr)\nsys.stdout.encoding",
    "import warnings\nwarnings.warn('careful')",
    "from IPython.display import HTML, clear_output, display\n"
    "shown = display('first', display_id='a')\nshown.update('second')\ndisplay(HTML('<b>b</b>'))",
    "print('gone')\nclear_output()\nprint('kept')",
    "for turn in range(3):\n    clear_output(wait=True)\n    print(turn)",
    "from tqdm.auto import tqdm\nfor _ in tqdm(range(3), bar_format='{n}', mininterval=99): pass",
    "import asyncio\nawait asyncio.sleep(0)\n_, len(In), __name__",
    "import threading\nteller = threading.Thread(target=print, args=['aside'])\n"
    "teller.start()\nteller.join()",
    # From here on all is logged, and what the kernel says of the cell that fails is none of it.
    "import logging\nlogging.basicConfig(level=logging.INFO)\nlogging.info('logged')",
    "import subprocess\n"
    "asks = [sys.executable, '-c', 'import sys; print(repr(sys.stdin.read()))']\n"
    "subprocess.run(asks, capture_output=True, text=True, timeout=60).stdout",
    "kernel = get_ipython().kernel\nparent = kernel.get_parent()['header']\n"
    "type(kernel).__name__, kernel.implementation, kernel.shell is get_ipython(), sorted(parent)",
    "said = kernel.session.send(\n"
    "    kernel.iopub_socket, 'stream', {'name': 'stdout', 'text': 'by hand'},\n"
    "    parent=kernel.get_parent()\n)",
    # As a widget does; the packages of widgets are not installed here.
    "from comm import create_comm\nstate = {'_model_name': 'IntModel', '_model_module': '@base'}\n"
    "widget = create_comm(target_name='jupyter.widget', comm_id='one', data={'state': state})\n"
    "widget.send({'method': 'update', 'state': {'value': 3}})",
    "import getpass\ntry:\n    getpass.getpass()\nexcept Exception as error:\n    print(error)",
    "def ask():\n    return input('Who? ')\nask()",
)


@pytest.fixture(scope="module")
def awkward(tmp_path_factory):
    """Give an awkward notebook as the command ``papermill`` executes it with each engine."""
    folder = tmp_path_factory.mktemp("awkward")
    write(folder / "awkward.ipynb", AWKWARD)
    found = {}
    for engine in ("nbclient", "compendium"):
        done = subprocess.run(
            [
                *(sys.executable, "-m", "papermill", "--engine", engine, "--no-progress-bar"),
                *("-p", "study", "other", "awkward.ipynb", f"{engine}.ipynb"),
            ],
            cwd=folder,
            env={**os.environ, "JUPYTER_PLATFORM_DIRS": "1"},
            capture_output=True,
            text=True,
        )
        found[engine] = done, comparable(folder / f"{engine}.ipynb")
    return found


def test_what_a_notebook_may_do_looks_as_it_does_with_papermill(awkward):
    (_, ours), (_, theirs) = awkward["compendium"], awkward["nbclient"]
    assert [cell["source"] for cell in ours["cells"]] == [c["source"] for c in theirs["cells"]]
    for mine, other in zip(ours["cells"], theirs["cells"], strict=True):
        assert mine == other
    state = "application/vnd.jupyter.widget-state+json"
    saved = ours["metadata"]["widgets"][state]["state"]
    assert saved["one"]["state"]["value"] == 3
    assert ours["metadata"]["widgets"] == theirs["metadata"]["widgets"]


def test_a_cell_that_takes_too_long_says_where_it_was(tmp_path):
    write(tmp_path / "hangs.ipynb", ("1", PARAMETERS, "def wait():\n    while True: pass\nwait()"))
    words = ("-m", "papermill", "--engine", "compendium", "--execution-timeout", "2")
    done = subprocess.run(
        [sys.executable, *words, "hangs.ipynb", "executed.ipynb"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert "CellTimeoutError" in done.stderr
    assert "Task was destroyed" not in done.stderr
    executed = nbformat.read(tmp_path / "executed.ipynb", as_version=4)
    (error,) = executed.cells[-1].outputs
    assert error.ename == "KeyboardInterrupt"
    assert "wait()" in "".join(error.traceback)


def test_a_question_to_the_reader_is_refused_in_the_same_words(awkward):
    for engine in ("compendium", "nbclient"):
        done, _ = awkward[engine]
        assert done.returncode == 1
        assert "StdinNotImplementedError: raw_input was called" in done.stderr


NOISE = 3_000_000
STRAY = (
    "import pathlib, subprocess\n"
    "stray = subprocess.Popen(['sleep', '1000'], start_new_session=True)\n"
    "pathlib.Path('../stray').write_text(str(stray.pid))"
)
LEAVES = (
    "import builtins, os, random, sys\nimport pandas as pd\nimport matplotlib as mpl",
    PARAMETERS,
    "builtins.left = 1\nos.environ['LEFT'] = '1'\nsys.modules['left'] = sys\n"
    "pd.set_option('display.max_rows', 3)\nmpl.rcParams['font.size'] = 30\nos.chdir('/')\n"
    "random.seed(1)\nraise ValueError('left')",
)
FINDS = (
    "import builtins, os, sys\nimport pandas as pd\nimport matplotlib as mpl",
    PARAMETERS,
    "found = [hasattr(builtins, 'left'), 'LEFT' in os.environ, 'left' in sys.modules,\n"
    "    pd.get_option('display.max_rows'), mpl.rcParams['font.size'], os.getcwd()[-9:],\n"
    "    sorted(name for name in sys.modules if name.startswith('compendium'))]\n"
    "raise ValueError(found)",
)
BAD = {
    "leaves": LEAVES,
    "finds": FINDS,
    "exits": ("1", PARAMETERS, "import os\nos._exit(3)"),
    "killed": ("1", PARAMETERS, "import os\nos.kill(os.getpid(), 9)"),
    "closes": ("1", PARAMETERS, "import os\nos.closerange(0, 1000)\nwhile True: pass"),
    "hog": ("1", PARAMETERS, "hoard = bytearray(10**12)"),
    "loud": (
        "1",
        PARAMETERS,
        f"print('é' * {NOISE})",
        "import os\nprint('soft')\nos.system('echo ä')\nraise ValueError('after')",
    ),
    "stray": ("1", PARAMETERS, STRAY, "raise ValueError('strayed')"),
}


@pytest.fixture(scope="module")
def misbehaved(tmp_path_factory):
    """Run notebooks that misbehave beside two that do not; give the layout and how it ended."""
    layout = make_compendium(tmp_path_factory.mktemp("bad") / "compendium")
    for name, cells in BAD.items():
        add_analysis(layout, name, cells)
    return layout, finish(start(layout, "-j", "2"))


def message(misbehaved, name):
    _, (_, _, errors) = misbehaved
    found = re.search(rf"\d\d-{name}\.ipynb on the study tiny, (.*)\n(.*)", errors)
    assert found, errors
    place, see = found.groups()
    assert see.startswith(f"Open build/notebooks/tiny/{name}.ipynb to see the notebook")
    return place


def test_the_others_go_on(misbehaved):
    _, (code, output, errors) = misbehaved
    assert code == 1
    assert output.splitlines()[-1].startswith(f"2 run, 0 up to date, {len(BAD)} failed; ")
    assert "Traceback" not in errors


def test_no_state_passes_from_one_notebook_to_the_next(misbehaved):
    assert message(misbehaved, "leaves") == "cell [4]: ValueError: left"
    assert message(misbehaved, "finds") == (
        "cell [4]: ValueError: [False, False, False, 60, 10.0, 'notebooks', []]"
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("exits", "cell [4]: its process ended itself with exit code 3; a notebook must not."),
        ("killed", "cell [4]: its process was ended by SIGKILL, perhaps for lack of memory."),
        ("closes", "cell [4]: its process closed its pipes; a notebook must leave these alone."),
        (
            "hog",
            "cell [4]: MemoryError. The notebook needs more memory than there is. Run fewer at a "
            "time (compendium run -j 1), or let it hold less at once.",
        ),
    ],
)
def test_a_notebook_that_ends_badly_is_told_apart(misbehaved, name, expected):
    assert message(misbehaved, name) == expected


def test_text_beyond_a_megabyte_is_cut_and_the_notebook_says_where(misbehaved):
    assert message(misbehaved, "loud") == "cell [5]: ValueError: after"
    executed = nbformat.read(misbehaved[0].executed("tiny", "loud"), as_version=4)
    loud, soft = (cell for cell in executed.cells if "print" in cell.source)
    assert loud.outputs[0].text == "é" * 1_000_000
    assert loud.outputs[1].text.strip() == (
        "[This cell printed 3,000,001 characters to stdout; the last 2,000,001 are left out. Print "
        "less, or write it to a file.]"
    )
    assert soft.outputs[0].text == "soft\nä\n"


def test_a_program_that_a_notebook_detached_ends_with_it(misbehaved):
    layout, _ = misbehaved
    assert message(misbehaved, "stray") == "cell [5]: ValueError: strayed"
    assert not is_there(int((layout.root / "stray").read_text()))


def test_a_notebook_that_hangs_is_stopped_at_its_limit(tmp_path):
    layout = make_compendium(tmp_path / "compendium")
    add_analysis(layout, "hangs", ("1", PARAMETERS, "print('here')\nwhile True: pass"))
    words = ("--analysis", "hangs", "--time-limit", "2")
    code, _, errors = finish(start(layout, *words))
    assert code == 1
    assert errors.strip().splitlines() == [
        "03-hangs.ipynb on the study tiny, cell [4]: not done after 2 seconds, the time limit of "
        "a step. Allow more with --time-limit, or see what takes so long.",
        "Open build/notebooks/tiny/hangs.ipynb to see the notebook as it was when it stopped.",
    ]
    executed = nbformat.read(layout.executed("tiny", "hangs"), as_version=4)
    assert executed.cells[-1].outputs[0].text == "here\n"


def is_there(pid):
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@pytest.mark.parametrize(
    "engine", ["compendium", pytest.param("papermill", marks=pytest.mark.thorough)]
)
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGKILL])
def test_a_run_that_is_stopped_leaves_no_process(tmp_path, engine, sent):
    layout = make_compendium(tmp_path / "compendium")
    waits = (STRAY, PARAMETERS, "import time\npathlib.Path('../reached').touch()\ntime.sleep(999)")
    add_analysis(layout, "waits", waits)
    process = start(layout, "--analysis", "waits", "--engine", engine)
    until((layout.root / "reached").exists, process)
    started = psutil.Process(process.pid).children(recursive=True)
    assert len(started) >= 3
    os.kill(process.pid, sent)
    code, _, _ = finish(process)
    assert code == (130 if sent == signal.SIGINT else -sent)
    psutil.wait_procs(started, timeout=60)
    assert [one for one in started if is_there(one.pid)] == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process of it")
def test_a_notebook_ends_with_the_papermill_that_is_killed(tmp_path):
    waits = "import subprocess, time\nsubprocess.Popen(['sleep', '999'])\ntime.sleep(999)"
    write(tmp_path / "waits.ipynb", (PARAMETERS, waits))
    words = ["-m", "papermill", "--engine", "compendium", "waits.ipynb", "executed.ipynb"]
    process = subprocess.Popen([sys.executable, *words], cwd=tmp_path, stderr=subprocess.DEVNULL)
    family = psutil.Process(process.pid)
    until(lambda: "sleep" in {one.name() for one in family.children(recursive=True)}, process)
    started = family.children(recursive=True)
    process.kill()
    process.wait()
    assert len(started) == 2
    psutil.wait_procs(started, timeout=60)
    assert [one for one in started if is_there(one.pid)] == []


LOOP_FIRST = """
from jupyter_core.utils import ensure_event_loop
from compendium.cli import main

ensure_event_loop()
raise SystemExit(main(["run", "-j", "4"]))
"""
CHATTY = "import sys\nfor turn in range(100): display(turn); print(turn); sys.stdout.flush()"


def test_steps_do_not_wake_each_other_where_an_event_loop_was_before_them(tmp_path):
    layout = make_compendium(tmp_path / "compendium")
    for number in range(4):
        add_analysis(layout, f"chatty-{number}", ("1", PARAMETERS, CHATTY, "raise ValueError"))
    done = subprocess.run(
        [sys.executable, "-c", LOOP_FIRST],
        env={**os.environ, "COMPENDIUM_ROOT": str(layout.root)},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.stdout.splitlines()[-1].startswith("2 run, 0 up to date, 4 failed"), done.stderr
    assert done.stderr.count("cell [5]: ValueError") == 4


def test_a_step_can_be_run_in_a_process_of_any_kind(tiny):
    # This one has threads and libraries of its own: an ordinary kernel serves.
    from compendium.steps.run import run_step

    outcome = run_step(tiny, make_plan(tiny, analyses=["quick"])[0])
    assert outcome.error == ""
    assert make_plan(tiny, analyses=["quick"])[0].reason == ""
