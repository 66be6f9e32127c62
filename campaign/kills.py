"""Kill commands at random moments: nothing is half, nothing is lost, nothing is left behind."""

import random
import shutil
import time
from collections.abc import Collection, Sequence
from pathlib import Path

from campaign.tally import Tally
from campaign.workshop import (
    STUDY,
    contents,
    is_mistake,
    left_behind,
    make_workshop,
    orphans,
    run,
    start,
)
from compendium.layout import RECORD, Layout

QUICK = ("timeline", "theme-map", "instruments")
SHARES = {"run": 8, "import": 6, "report": 3, "package": 3}  # how often each command is killed


def kill_commands(
    folder: Path, *, seed: int, times: int, names: Collection[str] = tuple(SHARES)
) -> Tally:
    """Kill commands while they write, and look at what is there then.

    Parameters
    ----------
    folder : Path
        An empty folder for the workshop.
    seed : int
        Of the moments.
    times : int
        How many kills.
    names : collection of str, optional
        Which commands.
    """
    tally, chance = Tally("kills at random moments", "kills"), random.Random(seed)
    layout = make_workshop(folder)
    commands = {name: words for name, words in _commands(layout).items() if name in names}
    good: dict[str, set[str]] = {}
    needed: dict[str, float] = {}
    for name in commands:
        begun = time.monotonic()
        for words in commands[name]:
            code, said = run(layout, words)
            if code:
                tally.add("lost", f"{name} failed before any kill: {said[-300:]}")
        needed[name] = (time.monotonic() - begun) / len(commands[name])
        _learn(layout, good)
    for number in range(times):
        name = chance.choices(list(commands), [SHARES[name] for name in commands])[0]
        words = chance.choice(commands[name])
        wait = chance.uniform(0.1, needed[name])
        process = start(layout, words)
        time.sleep(wait)
        process.kill()
        process.communicate()
        tally.tried += 1
        what = f"kill {number}: {' '.join(words)} after {wait:.2f} s"
        _look(layout, tally, good, what)
    _end_well(layout, tally, good, commands)
    return tally


def _commands(layout: Layout) -> dict[str, Sequence[Sequence[str]]]:
    """Give the commands to kill; the imported study has two states, by which file came last."""
    shutil.copy(layout.data / STUDY / "project.qdpx", layout.root / "project.qdpx")
    run(layout, ["export", STUDY, "--qdpx", "--with-text", "-o", "exported.qdpx"])
    analyses = [word for name in QUICK for word in ("--analysis", name)]
    return {
        "run": [["run", "--study", STUDY, "--all", *analyses]],
        "import": [
            ["import", "exported.qdpx", "--study", "one", "--with-text"],
            ["import", "project.qdpx", "--study", "two", "--with-text"],
        ],
        "report": [["report", "one", "--renderer", "builtin"]],
        "package": [["package", STUDY]],
    }


def _learn(layout: Layout, good: dict[str, set[str]]) -> None:
    for name, digest in contents(layout).items():
        good.setdefault(name, set()).add(digest)


def _look(layout: Layout, tally: Tally, good: dict[str, set[str]], what: str) -> None:
    """Look at every file after a kill, before and after the next command."""
    for name, digest in contents(layout).items():
        if "/.writing-" in f"/{name}" or name.endswith((RECORD, ".changing.json")):
            continue
        if digest not in good.get(name, {digest} if "private/before-import" in name else set()):
            tally.add("half-written", f"{what}: {name}")
    code, said = run(layout, ["plan"])
    if is_mistake(code, said):
        tally.add("traceback", f"{what}: plan says {is_mistake(code, said)}")
    for orphan in orphans(layout):
        tally.add("left behind", f"{what}: {orphan} is still at work after the next command")
    for name in left_behind(layout):
        tally.add("left behind", f"{what}: {name}")
    there = contents(layout, "data")
    lost = [name for name in good if name.startswith("data/") and name not in there]
    for name in lost:
        tally.add("lost", f"{what}: {name}")


def _end_well(
    layout: Layout,
    tally: Tally,
    good: dict[str, set[str]],
    commands: dict[str, Sequence[Sequence[str]]],
) -> None:
    """After all kills each command gives what it gave before them."""
    for name, all_words in commands.items():
        for words in all_words:
            code, said = run(layout, words)
            if code:
                tally.add("lost", f"after all kills {name} fails: {said[-300:]}")
    there = contents(layout)
    for name, digests in good.items():
        if not name.endswith(RECORD) and there.get(name) not in digests:
            tally.add("lost", f"after all kills {name} is not what it was")
