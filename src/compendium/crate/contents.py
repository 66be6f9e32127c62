"""What goes into a crate, and what is left out and only named.

In goes what can be published and is needed to run everything again. Of a study these are the
tables, its ``study.toml`` and its data package: whatever else lies in its folder stays where it is.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from compendium.errors import CompendiumError
from compendium.files import no_file
from compendium.layout import RECORD, Layout
from compendium.naming import counted
from compendium.own.lab import strip
from compendium.paper.closing import sources
from compendium.steps.leftovers import is_made
from compendium.study.sheets import study_folders, table_files
from compendium.study.withheld import withheld_tables

PRIVATE = "private"
_TOP = (
    *("README.md", "CITATION.cff", ".zenodo.json", "LICENSE", "LICENSE-DATA", "Makefile"),
    *("Dockerfile", ".dockerignore", ".gitignore", "pyproject.toml", "environment.yml"),
)
_OF_A_STUDY = ("study.toml", "datapackage.json")
_NOT_CODE = ("__pycache__",)


@dataclass(frozen=True)
class LeftOut:
    """Something that is not in the crate.

    Parameters
    ----------
    name : str
        Its place, from the top-level folder; a folder ends with a slash.
    reason : str
        What it is, and why it is left out.
    """

    name: str
    reason: str


@dataclass(frozen=True)
class Contents:
    """What a crate holds.

    Parameters
    ----------
    files : dict of str to bytes
        Contents by place, from the top-level folder.
    left_out : tuple of LeftOut
        What is not in it.
    """

    files: dict[str, bytes]
    left_out: tuple[LeftOut, ...]


def find_contents(layout: Layout, made: Iterable[str], *, of_texts: Iterable[str] = ()) -> Contents:
    """Read what goes into a crate.

    Parameters
    ----------
    layout : Layout
        The compendium.
    made : iterable of str
        Files that steps made, from the top-level folder: of figures and papers, these go in.
    of_texts : iterable of str, optional
        Steps that read texts of participants.

    Returns
    -------
    Contents
        Files in the order of their names; notebooks without outputs.

    Raises
    ------
    CompendiumError
        When a file cannot be read.
    """
    left_out: list[LeftOut] = []
    places = {name: layout.root / name for name in made}
    places |= {layout.shown(path): path for path in _about(layout)}
    for study, folder in study_folders(layout).items():
        hidden = withheld_tables(folder)
        tables = {path.name for kind, path in table_files(folder).items() if kind not in hidden}
        for one in hidden.values():
            why = f"withheld: {one.reason.rstrip('.')} (sha256 {one.published})"
            left_out.append(LeftOut(f"data/{study}/{one.kind}.csv", why))
        for path in sorted(folder.iterdir()):
            if path.name in tables or path.name in _OF_A_STUDY:
                places[layout.shown(path)] = path
            elif (path.stem not in hidden) and (reason := _why_left_out(path)):
                left_out.append(LeftOut(f"data/{study}/{path.name}{'/' * path.is_dir()}", reason))
    worded = [layout.shown(layout.figures / step) for step in of_texts]
    why = "made from texts of participants: it lists words of theirs"
    left_out += [LeftOut(f"{folder}/", why) for folder in worded]
    left_out += [
        one for one in _not_made(layout, places) if one.name.rpartition("/")[0] not in worded
    ]
    if _is_worked_in(layout.build):
        left_out.append(
            LeftOut("build/", "executed notebooks, reports and logs: they may hold words of people")
        )
    files = {name: _read(layout, path) for name, path in sorted(places.items())}
    for name, content in files.items():
        if name.endswith(".ipynb"):
            files[name] = _without_outputs(name, content)
            if files[name] != content:
                left_out.append(LeftOut(name, "its outputs: they may hold words of participants"))
    return Contents(files, tuple(sorted(left_out, key=lambda one: one.name)))


def _is_worked_in(build: Path) -> bool:
    """Whether a folder ``build/`` holds more than locks and an earlier crate."""
    there = build.iterdir() if build.is_dir() else ()
    return any(path.name != "locks" and path.stem != "crate" for path in there)


def _about(layout: Layout) -> Iterator[Path]:
    """Give what is written by hand, beside the studies."""
    yield from (layout.root / name for name in _TOP if (layout.root / name).is_file())
    yield from sorted((layout.root / "locks").glob("*.lock"))
    yield from (path for path in [layout.data / "README.md"] if path.is_file())
    yield from sorted(layout.notebooks.glob("*.ipynb"))
    yield from sorted(layout.notebooks.glob("*.toml"))
    yield from sorted(layout.notebooks.glob("*.py"))
    yield from (path for path in sources(layout) if PRIVATE not in path.parts)
    code = layout.root / "src" / "compendium"
    for path in sorted(code.rglob("*")):
        hidden = any(part.startswith(".") or part in _NOT_CODE for part in path.parts)
        if path.is_file() and not hidden:
            yield path


def _why_left_out(path: Path) -> str:
    """Say why something in the folder of a study is not in the crate; empty for what is none."""
    if path.name == PRIVATE:
        there = sum(one.is_file() for one in path.rglob("*")) if path.is_dir() else 0
        return f"texts and passages of participants ({counted(there, 'file')})"
    if path.name.startswith((".", "~$")):
        return ""
    return "no table of the study: it may hold texts, such as a coded project does"


def _not_made(layout: Layout, places: dict[str, Path]) -> list[LeftOut]:
    """Name files among the artefacts that no step made as they are."""
    return [
        LeftOut(layout.shown(path), "no step made it as it is")
        for path in sorted(layout.figures.rglob("*"))
        if path.is_file()
        and path.name != RECORD
        and not path.name.startswith(".")
        and layout.shown(path) not in places
    ]


def committed(layout: Layout, step: str) -> list[str]:
    """Name what a step made elsewhere: its artefacts came with the repository."""
    folder = layout.figures / step
    return [
        layout.shown(path)
        for path in sorted(folder.iterdir())
        if path.is_file() and path.name != RECORD and is_made(folder, path)
    ]


def _read(layout: Layout, path: Path) -> bytes:
    reason = no_file(path)
    try:
        if not reason:
            return path.read_bytes()
    except OSError as error:
        reason = f"cannot be read ({error.strerror})"
    raise CompendiumError(
        f"{layout.shown(path)}: this {reason}, and the crate is to hold it. Put the file there, or "
        "remove what has its name."
    )


def _without_outputs(name: str, content: bytes) -> bytes:
    try:
        notebook = json.loads(content)
        before = json.dumps(notebook)
        strip(notebook)
        if json.dumps(notebook) == before:
            return content
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise CompendiumError(
            f"{name}: this is not a notebook ({error!r}). Open it in JupyterLab, or restore it "
            "from the repository."
        ) from error
    return (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode()
