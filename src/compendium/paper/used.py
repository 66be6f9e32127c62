"""Which artefacts the manuscript uses: those that it includes, and the values that it names."""

import re
from pathlib import Path

from compendium.files import no_file
from compendium.layout import Layout
from compendium.naming import slug
from compendium.paper.parts import variable_name
from compendium.paper.source import Source, included, pages, read_source, shortcodes

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


def _used(layout: Layout, source: Source, passed: set[Path]) -> set[Path]:
    folders = layout.figures.glob("*/*/values.json")
    values = {
        f"{variable_name(path.parts[-3], 'study')}.{slug(path.parts[-2])}": path for path in folders
    }
    found: set[Path] = set()
    for _, _, words in shortcodes(source):
        name, target = (*words, "", "")[:2]
        if name == "var":
            path = values.get(".".join(target.split(".")[:2]))
            found |= {path} if path else set()
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
    study, analysis = part.parts[-3], part.parts[-2]
    folder = layout.artefacts(study, analysis)
    return {
        folder / "captions.json",
        *(folder / f"{part.stem}{ending}" for ending in (".md", ".svg", ".png")),
    }
