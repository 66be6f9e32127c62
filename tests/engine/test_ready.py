"""Modules that were made ready: handed out as they were, and only those that are imported."""

import json
import subprocess
import sys

import pytest

PROGRAM = """
import json, sys
from pathlib import Path
import compendium.fingerprint
from compendium.engine.ready import FOLDER, hand_out, make_ready

mine = sys.modules["compendium.fingerprint"]
files = [FOLDER / "study" / "rounds.py", FOLDER / "exhibits" / "heat.py"]
make_ready({path: "" for path in files})
assert sys.modules["compendium.fingerprint"] is mine
assert "compendium.exhibits.style" not in sys.modules
import matplotlib as mpl
before = mpl.rcParams["axes.spines.right"]
for name in [name for name in sys.modules if name.partition(".")[0] == "compendium"]:
    del sys.modules[name]
hand_out()
import compendium as co
first = sorted(name for name in sys.modules if name.startswith("compendium"))
from compendium.exhibits import heat
with_heat = sorted(name for name in sys.modules if name.startswith("compendium"))
print(json.dumps({
    "before": before, "after": mpl.rcParams["axes.spines.right"], "first": first,
    "with_heat": with_heat, "file": heat.__spec__.origin, "its_own": heat.__spec__.loader.path,
}))
"""
PLAIN = """
import json, sys
import compendium as co
first = sorted(name for name in sys.modules if name.startswith("compendium"))
from compendium.exhibits import heat
with_heat = sorted(name for name in sys.modules if name.startswith("compendium"))
print(json.dumps({"first": first, "with_heat": with_heat}))
"""


def run(program):
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def handed():
    return run(PROGRAM)


@pytest.fixture(scope="module")
def plain():
    return run(PLAIN)


def test_only_what_is_imported_is_there(handed, plain):
    assert handed["first"] == plain["first"]


def test_a_module_brings_what_an_ordinary_import_of_it_brings(handed, plain):
    assert handed["with_heat"] == plain["with_heat"]


def test_it_takes_effect_only_where_it_is_imported(handed):
    assert handed["before"] is True
    assert handed["after"] is False


def test_a_module_still_says_where_it_comes_from(handed):
    assert handed["file"] == handed["its_own"]
    assert handed["file"].endswith("heat.py")


def test_what_was_made_ready_for_one_look_of_figures_does_not_serve_another():
    program = """
import json, os, sys
from compendium.engine import ready
path = ready.FOLDER / "exhibits" / "style.py"
widths = []
for look in ('{"width": 85}', ""):
    os.environ["COMPENDIUM_FIGURES"] = look
    ready.make_ready({path: ""})
    widths.append(ready._kept["compendium.exhibits.style"].WIDTH)
print(json.dumps(widths))
"""
    assert run(program) == [85, 170]
