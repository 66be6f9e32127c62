"""Texts that are no files are told by a check, which waits for none of them."""

import os

import pytest

from compendium.own.check import check_study
from compendium.own.hints import study_hints
from compendium.study.study import read_study

MADE = {
    "pipe": (os.mkfifo, "no ordinary file"),
    "device": (lambda path: path.symlink_to("/dev/zero"), "no ordinary file"),
    "dangling": (lambda path: path.symlink_to("/nowhere/talk.txt"), "a link that leads nowhere"),
    "folder": (os.mkdir, "a folder"),
}


@pytest.mark.parametrize("kind", MADE)
def test_a_text_that_cannot_be_read_is_told(tiny, kind):
    make, told = MADE[kind]
    path = tiny.data / "tiny" / "private" / "texts" / "s1.txt"
    path.parent.mkdir(parents=True)
    make(path)
    study = read_study("tiny", layout=tiny)
    (message,) = [one for one in check_study(study) if "texts/s1.txt" in one]
    assert told in message
    study_hints(study)
