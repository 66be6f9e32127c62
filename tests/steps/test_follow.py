"""Following changes: what counts as one, and that the work is done again."""

import os
import signal

import pytest

from compendium.steps.follow import changed_at, next_change
from started import finish, start, until


@pytest.mark.parametrize(
    "name",
    ["data/tiny/~$items.xlsx", "data/tiny/.items.csv.swp", "paper/_output/index.html"],
)
def test_what_is_no_change(tiny, name):
    before = changed_at(tiny)
    (tiny.root / name).parent.mkdir(parents=True, exist_ok=True)
    (tiny.root / name).write_text("x")
    assert changed_at(tiny) == before


@pytest.mark.parametrize(
    "change",
    [
        lambda path: path.write_text("item,dimension,label\n1,Trust,Meets\n"),
        lambda path: path.unlink(),
        lambda path: os.utime(path, ns=(1, 1)),
    ],
)
def test_a_change_is_named_once(tiny, change):
    before = changed_at(tiny)
    table = tiny.data / "tiny" / "items.csv"
    change(table)
    after, changed = next_change(tiny, before)
    assert changed == [table]
    assert after == changed_at(tiny)


def test_the_work_is_done_again_after_a_change(tiny, tmp_path):
    log = tmp_path / "watch.txt"
    with log.open("w") as output:
        running = start(tiny, "--study", "tiny", command="watch", stdout=output)
        until(lambda: "waiting for changes" in log.read_text(), running)
        table = tiny.data / "tiny" / "items.csv"
        table.write_text(table.read_text().replace("Meets often", "Meets"))
        until(lambda: log.read_text().count("waiting for changes") == 2, running)
        running.send_signal(signal.SIGINT)
        code, _, errors = finish(running)
    assert (code, errors) == (130, "stopped; what was running will run again next time\n")
    told = log.read_text().splitlines()
    assert "data/tiny/items.csv changed" in told
    again = told[told.index("data/tiny/items.csv changed") :]
    assert any(line.startswith("tiny/quick  done") for line in again)
