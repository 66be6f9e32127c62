"""Where a number, a value or a figure comes from, in the terminal."""

import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from compendium.errors import CompendiumError, PaperError
from compendium.files import read_object
from compendium.fingerprint import digest
from compendium.layout import Layout
from compendium.naming import listed
from compendium.paper.notebook_cells import VALUES, cells_of
from compendium.paper.origins import read_verification

MOST = 20


def trace(layout: Layout, asked: str) -> Iterator[str]:
    """Tell where a printed number, a value or a figure or table comes from.

    Parameters
    ----------
    layout : Layout
        The compendium; the verification must have run.
    asked : str
        An identifier in ``printed.csv`` (``summary-cases``), the path of a value
        (``n_cases``, or ``cocreation/factor-matrix/n_cases``), a number as it is printed
        (``sixty-four``), or a figure or table (``connectors/timeline/timeline``).

    Yields
    ------
    str
        Lines to print.

    Raises
    ------
    CompendiumError
        When nothing is called so, or the verification has not run.
    """
    told = [*_numbers(layout, asked), *_exhibits(layout, asked)]
    if not told:
        raise CompendiumError(
            f"{asked!r} is no printed number, value, figure or table. Numbers and values are in "
            "figures/verification.csv (columns printed_id, printed and value); a figure is named "
            "by its folder and its name, as in connectors/timeline/timeline."
        )
    for number, lines in enumerate(told[:MOST]):
        if number:
            yield ""
        yield from lines
    if len(told) > MOST:
        yield ""
        yield f"and {len(told) - MOST} more: give the identifier of one"


def _numbers(layout: Layout, asked: str) -> list[list[str]]:
    if not (layout.figures / "verification.csv").is_file():
        raise CompendiumError("the verification has not run. Type: compendium verify")
    rows = read_verification(layout)
    for names in (_identifiers, _values, _printed):
        found = [row for row in rows if asked.casefold() in {n.casefold() for n in names(row)}]
        if found:
            return [_number(layout, row) for row in found]
    return []


def _identifiers(row: dict[str, str]) -> set[str]:
    return {row["printed_id"], f"{row['study']}/{row['printed_id']}"}


def _values(row: dict[str, str]) -> set[str]:
    value = row["value"]
    return {value, f"{row['study']}/{row['analysis']}/{value}"} if value else set()


def _printed(row: dict[str, str]) -> set[str]:
    return {row["printed"]}


def _number(layout: Layout, row: dict[str, str]) -> list[str]:
    lines = [
        f"{row['quantity']}: printed as {row['printed']}",
        f"  study       {row['study']}, data/{row['study']}/printed.csv, {row['printed_id']}",
        f"  place       {row['artefact']}, {row['where']}",
        f"  verdict     {row['verdict']} ({row['test']})",
    ]
    if row["recomputed"]:
        lines.append(f"  recomputed  {row['recomputed']}")
    if row["tables"]:
        lines.append(f"  rows        {row['tables']}")
    if row["places"]:
        lines.append(f"  their place {row['places']}")
    if row["analysis"]:
        folder = layout.artefacts(row["study"], row["analysis"])
        lines.append(f"  value       {row['value']} in {layout.shown(folder / 'values.json')}")
        lines += _made_by(layout, row["analysis"], VALUES, folder / "values.json")
    if row["note"]:
        lines.append(f"  note        {row['note']}")
    return lines


def _exhibits(layout: Layout, asked: str) -> list[list[str]]:
    found = []
    for path in sorted(layout.figures.glob("*/*/captions.json")):
        study, analysis = path.parts[-3:-1]
        try:
            captions = read_object(path)
        except (OSError, ValueError) as error:
            raise PaperError(
                f"{layout.shown(path)}: this file cannot be read ({error}). Run the analysis again."
            ) from error
        for name, about in captions.items():
            if asked in (name, f"{analysis}/{name}", f"{study}/{analysis}/{name}"):
                found.append(_exhibit(layout, path.parent, name, about))
    return found


def _exhibit(layout: Layout, folder: Path, name: str, about: object) -> list[str]:
    files = sorted(path for path in folder.glob(f"{name}.*") if path.stem == name)
    about = about if isinstance(about, Mapping) else {}
    lines = [f"{about.get('kind', 'exhibit')} {layout.shown(folder)}/{name}"]
    lines.append(f"  caption     {about.get('caption', '')}")
    lines.append(f"  tables      {listed(about.get('tables', []))}")
    lines.append(f"  inputs      {about.get('inputs', '')}")
    return [*lines, *_made_by(layout, folder.name, name, *files)]


def _made_by(layout: Layout, analysis: str, name: str, *files: Path) -> list[str]:
    """Name the notebook and its cell, and commit and hash of the files."""
    lines = []
    for path in sorted(layout.notebooks.glob(f"*-{analysis}.ipynb")):
        cell = cells_of(path).get(name)
        lines.append(f"  notebook    {layout.shown(path)}{f', code cell {cell}' if cell else ''}")
    for path in files:
        commit = _commit(layout, path)
        lines.append(f"  file        {layout.shown(path)}{commit}, sha256 {digest(path)[:16]}")
    return lines


def _commit(layout: Layout, path: Path) -> str:
    """Name the last commit of a file; nothing where there is no history."""
    try:
        done = subprocess.run(
            ["git", "log", "-1", "--format=%h", "--", str(path)],
            cwd=layout.root, capture_output=True, text=True, check=False,
        )  # fmt: skip
    except OSError:
        return ""
    return f", commit {done.stdout.strip()}" if done.stdout.strip() else ""
