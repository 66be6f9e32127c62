"""A study whose every text looks like markup: its report shows the texts, and runs none of them."""

import csv
import re
import shutil
from contextlib import suppress

import openpyxl
import pytest

from compendium.layout import Layout
from compendium.own.report import build_report
from compendium.own.report.tables import MOST_BESIDE
from hostile import cells_of_page, cells_of_word, make_hostile, open_quiet, spaces_as_one
from tiny_compendium import REPOSITORY

LABEL = "E <b>x</b> $y$ [z](javascript:1)"
TITLE = "1. T {{< env HOME >}} @a *b* <svg onload=document.title=1>"
ABOUT = f"""\
title = '{TITLE}'
label = '{LABEL}'
[scale]
low = 1
high = 5
"""


def as_number(cell):
    """Give a cell as a number where it is one: 1.00 and 1 are the same in a workbook."""
    with suppress(ValueError):
        return f"{float(cell):g}"
    return spaces_as_one(cell)


def as_shown(cell):
    """Give a cell of a CSV file without the mark that keeps it from being a formula."""
    return cell[1:] if re.match("'[=+@\\t\\r-]", cell) else cell


def without_empty_columns(rows):
    """Give the rows of a table, the header first, as they are printed."""
    columns = [place for place in range(len(rows[0])) if any(row[place] for row in rows[1:])]
    return {tuple(row[place] for place in columns) for row in rows}


def rows_of_workbook(path):
    """Rows of all tables of the workbook, numbers as they are written."""
    book = openpyxl.load_workbook(path)
    return {
        tuple(as_number("" if cell is None else str(cell)) for cell in row)
        for sheet in book.worksheets[1:]
        for row in sheet.iter_rows(min_row=2, values_only=True)
    }


# One analysis in every run of the tests, all of them in the thorough one.
ALL = frozenset(path.stem for path in (REPOSITORY / "data" / "example").glob("*.csv"))
TABLES = [frozenset({"elements", "events"}), pytest.param(ALL, marks=pytest.mark.thorough)]


@pytest.mark.parametrize("kinds", TABLES, ids=["timeline", "all"])
def test_a_report_shows_every_text_as_it_is(tmp_path, monkeypatch, browser, kinds):
    layout = Layout(tmp_path)
    shutil.copytree(REPOSITORY / "notebooks", layout.notebooks)
    shutil.copytree(REPOSITORY / "paper" / "report", layout.paper / "report")
    make_hostile(REPOSITORY / "data" / "example", layout.data / "hostile")
    for kind in ALL - kinds:
        (layout.data / "hostile" / f"{kind}.csv").unlink(missing_ok=True)
    (layout.data / "hostile" / "study.toml").write_text(ABOUT, encoding="utf-8")
    monkeypatch.setenv("COMPENDIUM_ROOT", str(layout.root))
    built = build_report(layout, "hostile", jobs=2, renderer="builtin", say=lambda line: None)
    assert built.failures == {}

    page = built.files[0].read_text(encoding="utf-8")
    rows_of_page = {tuple(row) for row in cells_of_page(page)}
    rows_of_word = {tuple(row) for row in cells_of_word(built.files[1].read_bytes())}
    rows_of_book = rows_of_workbook(built.files[3])
    compared = 0
    for path in layout.figures.glob("hostile/*/*.csv"):
        table = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
        rows = [tuple(spaces_as_one(as_shown(cell)) for cell in row) for row in table]
        assert {tuple(map(as_number, row)) for row in rows[1:]} <= rows_of_book
        if len(rows) <= MOST_BESIDE:  # a longer one may stand in the workbook alone
            printed = without_empty_columns(rows)
            assert printed <= rows_of_page
            assert printed <= rows_of_word
            compared += len(rows)
    assert compared > (200 if kinds == ALL else 5)

    opened = open_quiet(browser, built.files[0], TITLE)
    # Between the signs of a shortcode stands one without width, so that nothing runs it.
    shown = [opened.locator(one).inner_text().replace("\u2060", "") for one in ("h1", ".subtitle")]
    assert shown == [TITLE, f"Report of the study {LABEL}"]
