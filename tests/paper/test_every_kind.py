"""A text of any column of any kind of table is the same text in HTML, Word and the PDF."""

import csv
import random

import pytest
from hypothesis import Phase, given, settings, strategies as st

from compendium.exhibits.exhibit import Exhibit
from compendium.exhibits.origin import Origin
from compendium.exhibits.save import artefact_files, write_artefacts
from compendium.layout import Layout
from compendium.paper.builtin import render_builtin, typst_source
from compendium.paper.journal import write_template
from compendium.paper.parts import write_parts
from compendium.study.kinds import KINDS, example_rows, load_schema
from compendium.study.tables import read_table
from hostile import (
    TEXTS,
    cells_of_page,
    cells_of_typst,
    cells_of_word,
    spaces_as_one,
    text_columns,
)

SIGNS = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~ 019aeixyéÉ“”’–…€Ω字"""


def arbitrary(seed, number):
    """Texts of any signs, the same for the same seed."""
    rng = random.Random(seed)
    texts = ["".join(rng.choices(SIGNS, k=rng.randint(1, 24))) for _ in range(number)]
    return [spaces_as_one(text) or "x" for text in texts]


def rows_of(kind, texts):
    """Rows of a table whose text columns hold the texts, each of them once in every column."""
    columns = text_columns(kind)
    # A key is a key only while no other row has it; what must be filled in is.
    row = {field["name"]: "" for field in load_schema(kind)["fields"]} | example_rows(kind)[0]
    return [
        row
        | {name: f"{place} {texts[(place + at) % len(texts)]}" for at, name in enumerate(columns)}
        for place in range(len(texts))
    ]


def saved(layout, kind, texts):
    """Write a table, read it as a study's is read, and save it as the exhibit of an analysis."""
    rows = rows_of(kind, texts)
    path = layout.data / "all" / f"{kind}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    table = read_table(path, kind)[text_columns(kind)]
    exhibit = Exhibit(table, f"Caption {texts[0]} of {kind}", "A table.")
    files = artefact_files({"t": exhibit}, {}, origin=Origin("all", "report"))
    write_artefacts(layout.artefacts("all", kind), files)
    return [[spaces_as_one(row[name]) for name in text_columns(kind)] for row in rows]


def check_all_kinds(layout, seed, number):
    """Give every text column of every kind this many of the texts, and as many arbitrary ones."""
    meant = []
    for place, kind in enumerate(KINDS):
        hostile = [TEXTS[(place * number + n) % len(TEXTS)] for n in range(number)]
        meant += saved(layout, kind, [*hostile, *arbitrary(f"{seed} {kind}", number)])
    layout.paper.mkdir()
    parts = "\n\n".join(f"{{{{< include _parts/all/{kind}/t.qmd >}}}}" for kind in KINDS)
    (layout.paper / "_quarto.yml").write_text("lang: en\n")
    (layout.paper / "index.qmd").write_text(f"---\ntitle: T\n---\n\n{parts}\n", "utf-8")
    write_parts(layout)
    write_template(layout)
    outputs = render_builtin(layout, lambda line: None, formats=["html", "docx"])
    headings = [text_columns(kind) for kind in KINDS]

    def told(rows):
        return [row for row in rows if row not in headings]

    assert told(cells_of_page(outputs[0].read_text("utf-8"))) == meant
    assert told(cells_of_word(outputs[1].read_bytes())) == meant
    cells = cells_of_typst(typst_source(layout), str(layout.root))
    names = [name for row in headings for name in row]
    assert len(cells) == len(names) + sum(map(len, meant))
    assert [cell for cell in cells if cell not in names] == [cell for row in meant for cell in row]


@settings(max_examples=1, phases=[Phase.generate])
@given(st.integers(0))
def test_texts_of_every_kind_are_the_same_everywhere(tmp_path_factory, seed):
    check_all_kinds(Layout(tmp_path_factory.mktemp("kinds")), seed, number=4)


@pytest.mark.thorough
@settings(max_examples=3, phases=[Phase.generate])
@given(st.integers(1))
def test_all_texts_in_every_column_of_every_kind(tmp_path_factory, seed):
    check_all_kinds(Layout(tmp_path_factory.mktemp("kinds")), seed, number=len(TEXTS))
