"""Where the numbers of the paper come from: the appendix, and what leads to it."""

import csv
import json
import re
import zipfile

import pytest

from compendium.errors import PaperError
from compendium.paper import build_paper
from compendium.paper.notebook_cells import cells_of
from compendium.paper.origins import read_verification
from compendium.paper.parts import write_parts
from compendium.paper.trace import trace

APPENDIX = """
# Where the numbers come from {.unnumbered}

::: {.origins}
{{< include _parts/origins/numbers.qmd >}}

{{< include _parts/origins/analyses.qmd >}}
:::
"""
NOTEBOOK = {
    "cells": [
        {"cell_type": "markdown", "source": ["# One"]},
        {"cell_type": "code", "source": ["bars = co.draw(scores)"]},
        {"cell_type": "code", "source": ["values = co.summarise(scores)"]},
        {
            "cell_type": "code",
            "source": [
                'exhibits = {"bars": bars, "items": co.tabulate(scores)}\n',
                'co.save(this, "scale", exhibits=exhibits, values=values)',
            ],
        },
    ]
}
PRINTED = {
    "study": "north", "analysis": "scale", "value": "mean", "printed_id": "m", "quantity": "mean",
    "where": "p. 3 <b>", "artefact": "text", "printed": "75.1", "verdict": "reproduced",
    "test": "tested", "tables": "scores: all rows (3 rows)", "places": "Table 2",
    "note": "", "recomputed": "75.125",
}  # fmt: skip


@pytest.fixture
def told(layout):
    """The small paper, with the appendix and what it is made from."""
    path = layout.artefacts("north", "scale") / "captions.json"
    captions = json.loads(path.read_text())
    origin = {"maker": "notebooks/01-scale.ipynb", "inputs": "0123456789abcdef"}
    tables = ["data/north/items.csv", "data/north/scores.csv"]
    captions = {name: {**about, **origin, "tables": tables} for name, about in captions.items()}
    path.write_text(json.dumps(captions))
    rows = [PRINTED, {**PRINTED, "where": "p. 9", "printed": "76", "verdict": "differs"}]
    with (layout.figures / "verification.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, list(PRINTED))
        writer.writeheader()
        writer.writerows(rows)
    layout.notebooks.mkdir()
    (layout.notebooks / "01-scale.ipynb").write_text(json.dumps(NOTEBOOK))
    page = layout.paper / "index.qmd"
    page.write_text(page.read_text() + APPENDIX)
    return layout


def part(layout, name):
    return (layout.paper / "_parts" / f"{name}.qmd").read_text()


def test_each_number_has_a_row_in_the_order_of_the_text(told):
    write_parts(told)
    lines = part(told, "origins/numbers").splitlines()[2:]
    assert [line.split("|")[1].strip() for line in lines] == [
        "[1](#north.scale.n_items)",
        "[2](#north.scale.mean)",
    ]
    assert "9: 76 (differs); p. 3 \\<b\\>: 75.1" in lines[1]
    assert "scores: all rows (3 rows)" in lines[1]
    assert "reproduced (tested) and differs (tested)" in lines[1]
    assert "not printed" in lines[0]


def test_each_analysis_has_a_row_with_cells_tables_and_hash(told):
    write_parts(told)
    north = part(told, "origins/analyses").splitlines()[2]
    assert north.startswith("| [north/scale](#north.scale) | notebooks/01-scale.ipynb |")
    assert "values 2, bars 1, items 3" in north
    assert "north: items, scores" in north
    assert "0123456789abcdef" in north


def test_a_paper_without_the_appendix_has_no_line_of_origin(layout):
    write_parts(layout)
    assert "Origin" not in part(layout, "north/scale/bars")
    assert not (layout.paper / "_parts" / "origins").exists()


def test_numbers_lead_to_their_rows_on_the_web_and_are_text_elsewhere(told):
    page = told.paper / "index.qmd"
    page.write_text(
        page.read_text().replace(
            "# Introduction",
            "$a_{{< var north.scale.n_items >}}$, [there](x.html#{{< var north.scale.n_items >}}), "
            "[{{< var north.scale.n_items >}}](#sec-one) and\n"
            "{{< var north.scale.n_items >}}. And *{{< var north.scale.mean >}}*.\n\n"
            "# Introduction",
        )
    )
    (told.paper / "x.html").write_text("")
    html, word, _ = build_paper(told, renderer="builtin", report=lambda line: None)
    text = html.read_text()
    link = '<a href="#from-{}" class="from" aria-haspopup="dialog">{}</a>'
    assert text.count(link.format(1, 25)) == 2  # in the abstract and in the text
    assert f"<em>{link.format(2, 75.13)}</em>" in text
    assert 'href="x.html#25"' in text
    assert re.search(r'<a href="#sec-one"[^>]*>25</a>', text)
    assert '<tr id="from-2"' in text
    assert '<tr id="from-north.scale"' in text
    assert '<a href="#from-north.scale" class="from"' in text
    assert "<b>:" not in text
    with zipfile.ZipFile(word) as archive:
        document = archive.read("word/document.xml").decode()
    assert "Origin: north/scale, inputs 0123456789abcdef" in re.sub("<[^>]*>", "", document)
    assert "from-" not in document


def test_the_cells_are_those_that_gave_a_name_its_content(told):
    path = told.notebooks / "01-scale.ipynb"
    assert cells_of(path) == {"bars": 1, "items": 3, "values": 2}
    path.write_text(path.read_text().replace("bars = ", "bars == = "))
    with pytest.raises(PaperError, match=r"01-scale\.ipynb: a cell is not valid Python"):
        cells_of(path)


def test_a_verification_that_somebody_changed_is_named(told):
    assert len(read_verification(told)) == 2
    path = told.figures / "verification.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(PaperError, match=r"verification\.csv: this is not as the verification"):
        read_verification(told)


def test_the_trace_tells_the_cell_and_the_inputs_of_an_exhibit(told):
    lines = "\n".join(trace(told, "north/scale/bars"))
    assert lines.startswith("figure figures/north/scale/bars\n")
    assert "figures/north/scale/bars.svg" in lines
    assert "notebook    notebooks/01-scale.ipynb, code cell 1" in lines
    assert "tables      data/north/items.csv and data/north/scores.csv" in lines
    assert "inputs      0123456789abcdef" in lines
