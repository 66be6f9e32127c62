"""A small compendium to build papers in: two studies, figures, tables, values."""

import functools
import json
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from compendium.layout import Layout

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200" viewBox="0 0 400 200">'
    '<rect x="10" y="20" width="300" height="60" fill="#33658a"/></svg>\n'
)
QUARTO = """\
project:
  type: manuscript
  output-dir: _output
lang: en
number-sections: true
bibliography: references.bib
link-citations: true
format:
  html: {toc: true, default-image-extension: svg}
  docx: {default-image-extension: png}
  typst: {citeproc: true, papersize: a4, default-image-extension: svg}
"""
BIB = """\
@comment{not an entry}
@article{bee2020, author = {Bee, Ann and Cee, Bo}, title = {On Bees}, journal = {J}, year = 2020}
@book{ dee_2021,
  author = {Dee, Di}, title = {Dees}, publisher = {P}, year = {2021}}
"""
HEADER = """\
---
title: A small paper
author:
  - name: Ann Bee
    affiliations: [A house]
  - name: Bo Cee
    affiliations: [A house, A garden]
abstract: |
  It has {{< var north.scale.n_items >}} items [@bee2020].
keywords: [bees, dees]
---

"""
BODY = """\
# Introduction {#sec-introduction}

See @sec-one and [@fig-north.scale.bars; @tbl-south.matrix.table];
as @dee_2021 says [see @bee2020, p. 3].

# Results

## One {#sec-one}

The mean is {{< var north.scale.mean >}} (-@fig-north.scale.bars, @tbl-north.scale.items).

{{< include _parts/north/scale/bars.qmd >}}

{{< include _parts/north/scale/items.qmd >}}

## Two

{{< include _parts/south/matrix/table.qmd >}}

{{< include _parts/south/matrix/grid.qmd >}}

A formula $x^n$ and @fig-south.matrix.grid.

# References {.unnumbered}

::: {#refs}
:::
"""


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    size = struct.pack(">IIBBBBB", 4, 2, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0\0\0\0\0" * 2)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def write_artefacts(
    layout: Layout, step: str, exhibits: dict[str, Any], values: dict[str, Any]
) -> Path:
    """Write what an analysis of a study leaves; exhibits are (kind, caption, alt)."""
    folder = layout.figures / step
    folder.mkdir(parents=True, exist_ok=True)
    captions = {}
    for name, (kind, caption, alt) in exhibits.items():
        captions[name] = {"kind": kind, "caption": caption, "alt": alt}
        if kind == "figure":
            (folder / f"{name}.svg").write_text(SVG)
            (folder / f"{name}.png").write_bytes(png())
        else:
            (folder / f"{name}.csv").write_text("item,n\n")
            (folder / f"{name}.md").write_text(
                "| item | n |\n|:--|--:|\n| One | 1 |\n| A\\|B | 2 |\n"
            )
    (folder / "captions.json").write_text(json.dumps(captions))
    (folder / "values.json").write_text(json.dumps(values))
    return folder


def write_manuscript(root: Path) -> Layout:
    """Write artefacts of two studies, and a manuscript that uses them."""
    made = Layout(root)
    write_artefacts(
        made,
        "north/scale",
        {
            "bars": (
                "figure",
                "Bars [a] of *b* at 5 @ x. Made by `01-s.ipynb`.",
                'A "tall" & {bar}',
            ),
            "items": ("table", "Items | all.", ""),
        },
        {
            "n_items": 25,
            "mean": 75.125,
            "Best one": {"Label, here": "Relation"},
            "rounds": [1, 2],
            "gone": None,
        },
    )
    write_artefacts(
        made,
        "south/matrix",
        {"grid": ("figure", "A grid.", "Grid"), "table": ("table", "A table.", "")},
        {"cases": 9},
    )
    made.paper.mkdir()
    (made.paper / "_quarto.yml").write_text(QUARTO)
    (made.paper / "references.bib").write_text(BIB)
    (made.paper / "index.qmd").write_text(HEADER + BODY)
    return made


@pytest.fixture(scope="session")
def manuscript() -> Callable[[Path], Layout]:
    """Write a manuscript and its artefacts: ``manuscript(folder)``."""
    return write_manuscript


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    return write_manuscript(tmp_path)


@pytest.fixture
def artefacts(layout: Layout) -> Callable[..., Path]:
    """Write artefacts of one more analysis: ``artefacts("study/analysis", exhibits, values)``."""
    return functools.partial(write_artefacts, layout)


@pytest.fixture
def write(layout: Layout) -> Callable[[str], Layout]:
    """Write the manuscript anew, below the usual header (12 lines)."""

    def _write(body: str) -> Layout:
        (layout.paper / "index.qmd").write_text(HEADER + body)
        return layout

    return _write
