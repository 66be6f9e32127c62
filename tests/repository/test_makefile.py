"""`make` sets up anew what was set up elsewhere."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tiny_compendium import REPOSITORY

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="needs make")


def would_do(folder):
    """Say what `make reproduce` would do in a folder; `make test` may have started this."""
    return subprocess.run(
        ["make", "--no-print-directory", "-n", "reproduce"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()


@pytest.fixture
def folder(tmp_path):
    """Make a folder in which all is set up, with a name that is awkward in a shell."""
    folder = tmp_path / "a copy (1), of mine"
    (folder / ".venv/bin").mkdir(parents=True)
    shutil.copytree(REPOSITORY / "locks", folder / "locks")
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(REPOSITORY / name, folder)
    (folder / ".venv/bin/python").symlink_to(Path(sys.executable).resolve())
    (folder / ".venv/.made-in").write_text(f"{folder.resolve()}\n")
    (folder / ".venv/.set-up-run").touch()
    return folder


def test_what_is_set_up_is_not_set_up_again(folder):
    assert would_do(folder) == [".venv/bin/compendium run"]


@pytest.mark.parametrize("carry", [shutil.move, shutil.copytree])
def test_a_folder_that_was_moved_or_copied_is_set_up_anew(carry, folder):
    there = folder.with_name("elsewhere")
    carry(folder, there)
    todo = "\n".join(would_do(there))
    assert "-m venv --clear .venv" in todo
    assert "--editable ." in todo
    assert todo.endswith(".venv/bin/compendium run")


def test_without_its_python_it_is_set_up_anew(folder):
    (folder / ".venv/bin/python").unlink()
    (folder / ".venv/bin/python").symlink_to("/usr/bin/a-python-that-was-removed")
    assert "-m venv --clear .venv" in "\n".join(would_do(folder))
