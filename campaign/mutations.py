"""Mutate every input and record: each gives a message or goes through, and changes nothing."""

import random
import shutil
import signal
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from campaign.inputs import make_inputs
from campaign.mutate import mutated, mutated_json
from campaign.tally import Tally
from campaign.workshop import REPOSITORY, STUDY, forget, is_mistake, make_workshop, run, run_here
from compendium.errors import CompendiumError
from compendium.layout import JOURNAL, RECORD, Layout
from compendium.paper.check import check_sources
from compendium.paper.parts import write_parts
from compendium.steps.run.record import read_timings, write_timings
from compendium.steps.run.schedule import longest_first, seconds_left
from compendium.study.study import read_study
from compendium.study.texts import read_texts

SECONDS = 30  # until one mutation counts as a hang
Action = Callable[[], tuple[int, str]]


@dataclass(frozen=True)
class Target:
    """A file to mutate, and what to do with it then; with ``content``, it is there only so long."""

    path: Path
    actions: tuple[Action, ...]
    as_json: bool = False
    content: bytes | None = None


def mutate_all(folder: Path, *, seed: int, times: int, jobs: int, records: bool = True) -> Tally:
    """Mutate all inputs and records in turn.

    Parameters
    ----------
    folder : Path
        An empty folder for the workshops.
    seed : int
        Of the mutations.
    times : int
        How many mutations.
    jobs : int
        How many processes share them.
    records : bool, optional
        Whether to make the records of a run first; else there are only inputs and imports.
    """
    tally = Tally("mutations of every input and record", "mutations")
    layout = prepare(folder / "first", records=records)
    words = []
    for number in range(jobs):
        copy = folder / f"copy-{number}"
        shutil.copytree(layout.root, copy, symlinks=True)
        share = times // jobs + (number < times % jobs)
        words.append((copy, f"{seed}/{number}", share))
    if jobs == 1:
        parts = [_mutate(*words[0])]
    else:
        with get_context("fork").Pool(jobs) as pool:
            parts = pool.starmap(_mutate, words)
    for part in parts:
        tally.tried += part.tried
        tally.found += part.found
    return tally


def prepare(folder: Path, *, records: bool = True) -> Layout:
    """Make a workshop with one input of each kind, and the records of a run and an import."""
    layout = make_workshop(folder)
    make_inputs(layout)
    chosen = ["--study", STUDY, "--analysis", "timeline", "--analysis", "instruments"]
    if records:
        run(layout, ["run", *chosen])
    exported, forms = (str(folder / "inputs" / name) for name in ("exported.qdpx", "forms.xlsx"))
    run_here(layout, ["import", exported, "--study", "k", "--with-text"])
    run_here(layout, ["import", forms, "--study", "asked"])
    for name in ("paper/index.qmd", "paper/verification.qmd", "CITATION.cff"):
        shutil.copy(REPOSITORY / name, folder / name)
    return layout


def targets(layout: Layout) -> list[Target]:
    """List the files to mutate."""
    data, here = layout.data / STUDY, partial(run_here, layout)
    check, plan = partial(here, ["check", STUDY]), partial(here, ["plan"])
    found = [Target(path, (check, plan)) for path in sorted(data.glob("*.csv"))]
    found += [Target(path, (check,)) for path in sorted(data.glob("*.xlsx"))]
    found += [Target(data / "study.toml", (check, partial(here, ["package", STUDY])))]
    texts = partial(_call, lambda: read_texts(read_study(STUDY, layout=layout)))
    found += [Target(path, (texts,)) for path in sorted((data / "private/texts").iterdir())[:3]]
    found += [Target(layout.notebooks / "analyses.toml", (plan,))]
    found += [Target(path, (plan,), True) for path in sorted(layout.notebooks.glob("0[12]*.ipynb"))]
    for path in sorted((layout.root / "inputs").iterdir()):
        words = ["import", str(path), "--study", "new", "--dry-run"]
        found.append(Target(path, (partial(here, words),)))
    again = ["import", str(layout.root / "inputs/exported.qdpx"), "--study", "k", "--dry-run"]
    found += [Target(layout.data / "k/import.toml", (partial(here, again),))]
    journal = b'[["../.writing-1-x", "../cases.csv"], ["texts/.writing-1-y", "texts/a.txt"]]'
    found += [Target(layout.data / "k" / JOURNAL, (plan,), True, journal)]
    parts = partial(_call, partial(write_parts, layout))
    for folder in sorted(layout.figures.glob("*/*/")):
        found.append(Target(folder / RECORD, (plan,), True))
        for name in ("captions.json", "values.json"):
            found.append(Target(folder / name, (check, parts), True))
    forms = ["import", str(layout.root / "inputs/forms.xlsx"), "--study", "asked", "--dry-run"]
    mappings = sorted((layout.data / "asked").glob("*.toml"))
    found += [Target(path, (partial(here, forms),)) for path in mappings]
    manuscript = partial(_call, partial(check_sources, layout))
    for path in (layout.root / "CITATION.cff", *sorted(layout.paper.iterdir())):
        if path.suffix in (".qmd", ".yml", ".bib", ".cff"):
            found.append(Target(path, (manuscript, parts)))
    found += [
        Target(layout.build / "timings.json", (partial(_call, partial(_times, layout)),), True)
    ]
    return [target for target in found if target.content or target.path.is_file()]


def _times(layout: Layout) -> None:
    """Do with the timings what a run does."""
    timings = read_timings(layout)
    longest_first([], timings)
    seconds_left({"a/b": 1.0}, ["c/d"], timings, jobs=2)
    write_timings(layout, timings)


def _call(function: Callable[[], Any]) -> tuple[int, str]:
    forget()
    try:
        function()
    except CompendiumError as error:
        return 1, str(error)
    except Exception:
        return 1, traceback.format_exc()
    return 0, ""


def _mutate(folder: Path, seed: str, times: int) -> Tally:
    tally, chance = Tally("", ""), random.Random(seed)
    layout = Layout(folder)
    all_targets = targets(layout)
    for number in range(times):
        target = all_targets[number % len(all_targets)]
        content = target.content or target.path.read_bytes()
        change = mutated_json if target.as_json and chance.random() < 0.7 else mutated
        target.path.write_bytes(change(content, chance))
        before = _stamps(layout, target.path)
        what = f"mutation {number} (seed {seed}) of {target.path.relative_to(folder)}"
        for action in _some(target.actions, chance):
            with _in_time(tally, what):
                mistake = is_mistake(*action())
                if mistake:
                    tally.add("traceback", f"{what}: {mistake}")
        changed = [
            name
            for name, stamp in _stamps(layout, target.path).items()
            if before.get(name) != stamp
        ]
        if changed:
            tally.add("lost", f"{what}: it changed {changed[:3]}")
        if target.content:
            target.path.unlink(missing_ok=True)
        else:
            target.path.write_bytes(content)
        tally.tried += 1
    return tally


def _some(actions: Sequence[Action], chance: random.Random) -> Sequence[Action]:
    return actions if len(actions) == 1 else [chance.choice(actions)]


def _stamps(layout: Layout, but: Path) -> dict[str, tuple[int, int]]:
    """When each file of the user's was changed last, and its size."""
    made = ("datapackage.json",)
    return {
        str(path): (stat.st_mtime_ns, stat.st_size)
        for folder in (layout.data, layout.notebooks, layout.figures)
        for path in folder.rglob("*")
        if path != but and path.name not in made and path.is_file() and (stat := path.stat())
    }


@contextmanager
def _in_time(tally: Tally, what: str) -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(SECONDS)
    try:
        yield
    except TimeoutError:
        tally.add("hang", what)
    except (Exception, SystemExit):
        tally.add("traceback", f"{what}: {traceback.format_exc()[-300:]}")
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
