"""Whether git would take the texts of participants."""

import subprocess

import pytest

from compendium.errors import ProjectError
from compendium.layout import Layout
from compendium.qda.arrive.privacy import check_private


def _repository(folder, top, below=""):
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    (folder / "data" / "new").mkdir(parents=True)
    (folder / ".gitignore").write_text(top, encoding="utf-8")
    (folder / "data" / "new" / ".gitignore").write_text(below, encoding="utf-8")
    return Layout(folder)


@pytest.mark.parametrize("git", [True, False], ids=["git", "no-git"])
def test_a_rule_of_the_study_that_excepts_the_folder_is_refused(tmp_path, monkeypatch, git):
    layout = _repository(tmp_path, "data/*/private/\n", "!private/\n")
    if not git:
        monkeypatch.setenv("PATH", "")
    with pytest.raises(ProjectError, match="data/new/private/"):
        check_private(layout, "new")


def test_a_table_that_is_excepted_by_its_ending_is_refused(tmp_path):
    layout = _repository(tmp_path, "data/*/private/*\n!data/**/*.csv\n")
    with pytest.raises(ProjectError, match="could be committed"):
        check_private(layout, "new")


@pytest.mark.parametrize("git", [True, False], ids=["git", "no-git"])
def test_an_ignored_folder_passes(tmp_path, monkeypatch, git):
    layout = _repository(tmp_path, "data/*/private/\n")
    if not git:
        monkeypatch.setenv("PATH", "")
    check_private(layout, "new")


def test_outside_a_repository_nothing_can_be_committed(tmp_path):
    check_private(Layout(tmp_path), "new")


def test_a_file_that_git_has_in_an_ignored_folder_is_refused(tmp_path):
    layout = _repository(tmp_path, "data/*/private/\n")
    text = tmp_path / "data" / "new" / "private" / "texts" / "talk.txt"
    text.parent.mkdir(parents=True)
    text.write_text("said")
    subprocess.run(["git", "-C", str(tmp_path), "add", "-f", str(text)], check=True)
    with pytest.raises(ProjectError, match="git has this file already"):
        check_private(layout, "new")
