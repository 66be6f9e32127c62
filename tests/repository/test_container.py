"""The Dockerfile does what README says first, and takes no text of a participant along."""

import re
import shutil
import subprocess

import pytest

from tiny_compendium import REPOSITORY


def instructions():
    text = (REPOSITORY / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line.split(None, 1) for line in text.splitlines() if line and line[0] != "#"]
    return [(name, " ".join(words.split())) for name, words in lines]


def test_it_reproduces_on_the_python_of_reference():
    steps = instructions()
    assert steps[0] == ("FROM", "python:3.11-slim")
    runs = [words for name, words in steps if name == "RUN"]
    installed = re.search(r"apt-get install (.*?) &&", runs[0])[1].split()
    assert {"git", "make"} <= set(installed)
    assert runs[-1] == "make reproduce"
    names = [name for name, _ in steps]
    assert names.index("WORKDIR") < names.index("COPY") < len(names) - names[::-1].index("RUN")
    for _, words in steps[1:]:
        assert "://" not in words


def test_texts_of_participants_stay_out_of_the_image():
    rules = (REPOSITORY / ".dockerignore").read_text(encoding="utf-8").split("\n")
    assert "data/*/private" in rules
    excepted = [rule for rule in rules if rule.startswith("!")]
    assert excepted == ["!data/example/private"]
    assert rules.index("data/*/private") < rules.index("!data/example/private")
    assert ".venv" in rules


@pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
@pytest.mark.parametrize("target", ["reproduce", "verify"])
def test_what_it_makes_can_be_made(target):
    subprocess.run(["make", "-n", target], cwd=REPOSITORY, check=True, capture_output=True)
