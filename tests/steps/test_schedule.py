"""The order of steps, the time that is left, and the record of a run."""

import json
import os
import re
from dataclasses import replace

import pytest

from compendium.cli.steps import in_words
from compendium.steps.plan import make_plan
from compendium.steps.run import Standing
from compendium.steps.run.record import read_timings, write_timings
from compendium.steps.run.schedule import longest_first, seconds_left
from started import finish, start
from tiny_compendium import add_analysis, add_broken, make_compendium


def named(tiny, *names):
    step = make_plan(tiny)[0]
    return [replace(step, analysis=name) for name in names]


def test_the_longest_step_comes_first_and_before_it_those_never_run(tiny):
    steps = named(tiny, "short", "new", "long", "newer")
    timings = {"tiny/short": 1.0, "tiny/long": 5.0, "tiny/gone": 9.0}
    ordered = [step.analysis for step in longest_first(steps, timings)]
    assert ordered == ["new", "newer", "long", "short"]


@pytest.mark.parametrize(
    ("running", "waiting", "jobs", "expected"),
    [
        ({}, [], 2, 0.0),
        ({"a": 1.0}, [], 1, 3.0),
        ({"a": 9.0}, [], 1, 0.0),
        ({"a": 0.0}, ["b", "b"], 1, 8.0),
        ({"a": 0.0}, ["b", "b"], 2, 4.0),
        ({"a": 0.0, "unknown": 0.0}, [], 2, 4.0),
    ],
)
def test_the_time_left_follows_from_earlier_timings(running, waiting, jobs, expected):
    assert seconds_left(running, waiting, {"a": 4.0, "b": 2.0} | {"c": 6.0}, jobs=jobs) == expected


def test_without_timings_no_time_is_promised():
    assert seconds_left({"a": 1.0}, ["b"], {}, jobs=1) is None
    assert in_words(Standing(("s/a", "s/b"), 3, None)) == "3 left; runs s/a, s/b"
    assert in_words(Standing(("s/a",), 1, 71.6)) == "1 left, about 1:12; runs s/a"


@pytest.mark.parametrize("content", ["", "[]", '{"a": "long"}', "\x00"])
def test_timings_that_cannot_be_read_are_none(tiny, content):
    write_timings(tiny, {"tiny/quick": 1.23456})
    assert read_timings(tiny) == {"tiny/quick": 1.235}
    (tiny.build / "timings.json").write_text(content)
    assert read_timings(tiny) == {}


def test_the_record_of_a_run_tells_what_became_of_each_step(tmp_path):
    layout = make_compendium(tmp_path / "compendium")
    add_broken(layout)
    finish(start(layout, "--analysis", "quick", "--analysis", "broken", "-j", "7"))
    record = json.loads((layout.build / "run.json").read_text(encoding="utf-8"))
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", record.pop("started"))
    assert record.pop("ended") >= "2020"
    quick, broken = record.pop("steps")
    assert record == {
        "outcome": "failed",
        "cores": os.cpu_count(),
        "engine": "compendium",
        "jobs": 2,
        "time_limit": 3600,
    }
    assert 0 < quick.pop("seconds") < 3600
    assert quick == {
        "study": "tiny",
        "analysis": "quick",
        "reason": "not run yet",
        "outcome": "done",
        "error": "",
        "notebook": "build/notebooks/tiny/quick.ipynb",
    }
    assert broken["outcome"] == "failed"
    assert broken["error"].startswith("03-broken.ipynb on the study tiny, cell [5]: the last line")
    assert set(read_timings(layout)) == {"tiny/quick"}


def test_a_run_that_was_interrupted_has_a_record_that_says_so(tmp_path):
    layout = make_compendium(tmp_path / "compendium")
    # The notebook interrupts the run that it is part of, as Ctrl-C does.
    stop = "import os, psutil, signal, time\nrun = psutil.Process().parent().ppid()\n"
    stop += "os.kill(run, signal.SIGINT)\ntime.sleep(999)"
    add_analysis(layout, "stops", (stop, 'study: str = "tiny"  # name of a folder in data/'))
    code, _, _ = finish(start(layout, "--analysis", "stops", "--analysis", "quick", "-j", "1"))
    assert code == 130
    record = json.loads((layout.build / "run.json").read_text(encoding="utf-8"))
    assert (record["outcome"], record["ended"] is None) == ("stopped", False)
    outcomes = {step["analysis"]: step["outcome"] for step in record["steps"]}
    assert outcomes == {"quick": "done", "stops": "stopped"}
