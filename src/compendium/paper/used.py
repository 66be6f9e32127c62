"""Which artefacts the manuscript uses: those that it includes, and the values that it names."""

import re
from collections.abc import Iterator
from pathlib import Path

from compendium.files import no_file
from compendium.layout import Layout
from compendium.naming import slug
from compendium.paper.source import Source, included, is_made, pages, read_source, shortcodes
from compendium.paper.variables import variable_name

_TARGET = re.compile(r"\]\(<?([^)\s>]+)")


def used_artefacts(layout: Layout) -> list[Path]:
    """Find the files in ``figures/``, and others outside of the paper, that its pages use.

    Parameters
    ----------
    layout : Layout
        The folders of the compendium; the parts of the paper are up to date.

    Returns
    -------
    list of Path
        In the order of their names; also those that could be there and are not.
    """
    found: set[Path] = set()
    for page in pages(layout):
        found |= _used(layout, page, set())
    return sorted(found)


def names_used(layout: Layout, source: Source) -> list[str]:
    """Name the variables that a page and what it includes use, in the order of the text."""
    found = (words[1] for words in _walk(layout, source, set()) if words[0] == "var")
    return list(dict.fromkeys(found))


def parts_used(layout: Layout, source: Source) -> list[Path]:
    """Find the parts, made of artefacts, that a page and what it includes take in."""
    found = [words[1] for words in _walk(layout, source, set()) if words[0] == "part"]
    return [Path(path) for path in dict.fromkeys(found)]


def _walk(layout: Layout, source: Source, passed: set[Path]) -> Iterator[tuple[str, str]]:
    for _, _, words in shortcodes(source):
        name, target = (*words, "", "")[:2]
        path = included(layout, source, target) if name == "include" else source.path
        if name == "var":
            yield name, target
        elif name == "include" and is_made(layout, path):
            yield "part", str(path)
        elif name == "include" and not no_file(path) and path not in passed:
            yield from _walk(layout, read_source(path, layout), {*passed, path})


def value_folders(layout: Layout) -> dict[str, Path]:
    """Find the folders of artefacts by the first two parts of the names of their variables."""
    folders = [path.parent for path in layout.figures.glob("*/*/values.json")]
    return {f"{variable_name(f.parent.name, 'study')}.{slug(f.name)}": f for f in folders}


def _used(layout: Layout, source: Source, passed: set[Path]) -> set[Path]:
    values = value_folders(layout)
    found: set[Path] = set()
    for _, _, words in shortcodes(source):
        name, target = (*words, "", "")[:2]
        if name == "var":
            folder = values.get(".".join(target.split(".")[:2]))
            found |= {folder / "values.json"} if folder else set()
        elif name == "include":
            path = included(layout, source, target)
            if path.is_relative_to(layout.paper / "_parts"):
                found |= _behind(layout, path)
            elif path not in passed:
                found |= _used(layout, read_source(path, layout), {*passed, path})
    targets = [source.path.parent / name for name in _TARGET.findall(source.prose)]
    return found | {path.resolve() for path in targets if not no_file(path)}


def _behind(layout: Layout, part: Path) -> set[Path]:
    """Give the artefacts from which a part of the paper is made."""
    if part.parent == layout.paper / "_parts" / "origins":
        return {layout.figures / "verification.csv", *layout.figures.glob("*/*/captions.json")}
    study, analysis = part.parts[-3], part.parts[-2]
    folder = layout.artefacts(study, analysis)
    return {
        folder / "captions.json",
        *(folder / f"{part.stem}{ending}" for ending in (".md", ".svg", ".png")),
    }
