"""The program belongs to the folder that it works in, and to its lock."""

from importlib.metadata import version

import pytest

import compendium
from compendium.cli import main
from compendium.cli.home import check_home, differing_packages, told
from compendium.errors import CompendiumError
from compendium.layout import Layout
from tiny_compendium import REPOSITORY

LOCK = """\
pandas==0.1 \\
    --hash=sha256:00
Jupyter_Client==0.2 ; sys_platform == 'none' \\
    --hash=sha256:00
not-installed==1.0 \\
    --hash=sha256:00
papermill==0.3 ; python_version > '3'
"""


@pytest.fixture
def locked(tmp_path):
    (tmp_path / "locks").mkdir()
    (tmp_path / "locks/run.lock").write_text(LOCK)
    return Layout(tmp_path)


def test_packages_that_differ_from_the_lock_are_named(locked):
    found = differing_packages(locked)
    assert [one.split()[0] for one in found] == ["pandas", "papermill"]
    assert found[0].endswith("(locked: 0.1)")
    said = told([*found, "c", "d"])
    assert said.startswith("note: 4 packages not as in locks/run.lock: pandas ")
    assert ", and 1 more. Figures may differ" in said


def test_nothing_is_said_of_packages_that_are_as_locked(locked):
    names = ("pandas", "papermill", "jupyter_client")
    lock = "".join(f"{name}=={version(name)} \\\n    --hash=sha256:00\n" for name in names)
    (locked.root / "locks/run.lock").write_text(lock)
    assert differing_packages(locked) == []
    assert told([]) == ""


def test_a_run_says_which_packages_differ(tiny, capsys):
    (tiny.root / "locks").mkdir(exist_ok=True)
    (tiny.root / "locks/run.lock").write_text(LOCK)
    main(["run", "--study", "tiny", "--analysis", "quick"])
    assert "note: 2 packages not as in locks/run.lock: pandas" in capsys.readouterr().err


def test_a_copy_with_another_program_is_refused(tmp_path):
    layout = Layout(tmp_path)
    own = tmp_path / "src/compendium"
    own.mkdir(parents=True)
    (own / "__init__.py").write_text("EDITED = True\n")
    with pytest.raises(CompendiumError, match="what you edit there would have no effect"):
        check_home(layout)


def test_the_folder_of_the_program_is_at_home():
    assert compendium.__file__.startswith(str(REPOSITORY))
    check_home(Layout(REPOSITORY))
