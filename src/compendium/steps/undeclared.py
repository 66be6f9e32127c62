"""What a step touched beyond what it declares: files read by itself, and files written elsewhere.

A table is declared when `analyses.toml` names its kind for the analysis and the notebook reads it
through its study. Anything else that a notebook reads is told, and a change of it makes the step
run again all the same.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from compendium.fingerprint import fingerprint
from compendium.layout import TEXTS, Layout
from compendium.steps.watch import opened
from compendium.study.kinds import KINDS, load_schema
from compendium.study.settings import SETTINGS


@dataclass(frozen=True)
class Undeclared:
    """What a step touched beyond what it declares.

    Parameters
    ----------
    files : dict of str to str
        Files that it read by itself, with their fingerprints.
    messages : list of str
        A sentence for each file read or written, with what to do about it.
    """

    files: dict[str, str]
    messages: list[str]


def find_undeclared(
    layout: Layout,
    study: str,
    analysis: str,
    *,
    declared: Collection[str],
    across: Collection[str],
    tables: Mapping[str, str],
) -> Undeclared:
    """Compare what a step opened with what it declares.

    Parameters
    ----------
    layout : Layout
        The compendium.
    study, analysis : str
        The step.
    declared : collection of str
        Kinds of tables that the analysis needs or uses.
    across : collection of str
        Kinds of tables that it reads of other studies.
    tables : mapping of str to str
        Tables that the step read through its study: digest by name; empty where there is none.

    Returns
    -------
    Undeclared
        Files and messages, by name.
    """
    read, written = opened(layout, study, analysis)
    # What was opened is named by where it really lies: a study may be a link to another drive.
    folder = layout.artefacts(study, analysis)
    own = folder.resolve()
    through = {(layout.root / name).resolve() for name, seen in tables.items() if seen}
    by_itself = sorted(
        layout.shown(path)
        for path in read
        if not path.is_relative_to(own)
        and path not in through
        and path.suffix != ".ipynb"
        and path not in written
        and not _is_settings(layout, path, of=study)
    )
    files = {name: fingerprint(layout.root / name) for name in by_itself}
    elsewhere = sorted(
        layout.shown(path)
        for path in written
        if not path.is_relative_to(own) and not own.is_relative_to(path)
    )
    named = sorted(
        name
        for name, seen in tables.items()
        if seen and Path(name).stem in KINDS and TEXTS.name not in Path(name).parts
    )
    mine = [name for name in named if name.startswith(f"data/{study}/")]
    others = [name for name in named if name not in mine]
    messages = [
        *_tables_not_named(mine, analysis, declared, "needs or uses"),
        *_tables_not_named(others, analysis, across, "across"),
        *(_told_read(name) for name in files),
        *(
            f"writes {name}, outside of {layout.shown(folder)}/. Save it with co.save, as an "
            "exhibit or a value."
            for name in elsewhere
        ),
    ]
    return Undeclared(files, messages)


def _is_settings(layout: Layout, path: Path, *, of: str) -> bool:
    """Whether it is what another study says of itself: read to tell which folders are studies."""
    folder = path.parent
    return path.name == SETTINGS and folder.parent == layout.data.resolve() and folder.name != of


def _tables_not_named(
    tables: Iterable[str], analysis: str, declared: Collection[str], line: str
) -> Iterable[str]:
    known = _with_references(declared)
    for name in tables:
        kind = Path(name).stem
        if kind not in known:
            yield (
                f"reads {name}, but notebooks/analyses.toml does not say so. Add {kind} to the "
                f"line {line} of [{analysis}]."
            )


def _with_references(kinds: Collection[str]) -> set[str]:
    """Add the kinds that a table of these kinds points at: reading it checks them, too."""
    known: set[str] = set()
    waiting = [kind for kind in kinds if kind in KINDS]
    while waiting:
        kind = waiting.pop()
        if kind not in known:
            known.add(kind)
            keys = load_schema(kind).get("foreignKeys", [])
            waiting += [key["reference"]["resource"] or kind for key in keys]
    return known


def _told_read(name: str) -> str:
    path = Path(name)
    if path.parts[0] == "data" and path.stem in KINDS:
        return (
            f'reads {name} by itself. Read it as a table of the study, this.table("{path.stem}"): '
            "then it is checked, too."
        )
    if path.parts[0] == "figures":
        return (
            f"reads {name}, which another step makes. Compute it again from the tables of the "
            "study: the steps run in any order."
        )
    return (
        f"reads {name}, which is no table of the study. Save it as a table of a known kind, and "
        "read it with this.table(...)."
    )
