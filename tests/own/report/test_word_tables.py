"""Tables of the Word file: no word is broken, and all fit on the page."""

import re

import pandas as pd
import pytest

from compendium.exhibits.lettering import width_of
from compendium.own.report.tables import holds_all_back
from compendium.own.report.word import _document
from compendium.own.report.word_tables import MARGINS, SIZES, fit_tables, widths

COLUMN = '<w:gridCol w:w="10" />'
ROOM = 160  # millimetres
REMARK = "van een zeldzame code zegt een lage maat weinig, want toeval telt dan zwaar " * 3
NARROW = [["No.", "24"], ["Coder", "Els"]]
WIDE = [["Overeenstemming", "document"], ["Prevalentie", "niet bepaald"], ["Lezing", REMARK]]
MANY = [["Overeenstemming", "document"]] * 9


@pytest.mark.parametrize("columns", [NARROW, WIDE, MANY], ids=["narrow", "wide", "many"])
def test_columns_fit_on_the_page_and_hold_the_words_of_their_cells(columns):
    divided, size = widths(columns, ROOM)
    assert sum(divided) <= ROOM + 0.01
    assert size in SIZES
    for width, cells in zip(divided, columns, strict=True):
        assert width - MARGINS >= max(width_of(word, size) for word in cells[1].split()) - 0.01


def cell(text):
    return f"<w:tc><w:tcPr /><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def table(columns):
    rows = "".join(
        f"<w:tr>{''.join(cell(text) for text in row)}</w:tr>" for row in zip(*columns, strict=True)
    )
    return (
        '<w:tbl><w:tblPr><w:tblW w:type="pct" w:w="5000" /></w:tblPr><w:tblGrid>'
        f"{COLUMN * len(columns)}</w:tblGrid>{rows}</w:tbl>"
    )


def test_a_table_that_fills_the_page_gets_widths_and_keeps_its_text():
    before = table(MANY)
    after = fit_tables(before)
    grid = [int(width) for width in re.findall(r'<w:gridCol w:w="(\d+)"', after)]
    cells = [int(width) for width in re.findall(r'<w:tcW w:type="dxa" w:w="(\d+)"', after)]
    assert len(grid) == 9
    assert cells == grid * 2
    assert f'<w:tblW w:type="dxa" w:w="{sum(grid)}" />' in after
    assert '<w:sz w:val="' in after  # smaller, since nine long words do not fit otherwise
    assert re.findall(r"<w:t>(.*?)</w:t>", after) == re.findall(r"<w:t>(.*?)</w:t>", before)


def test_a_table_of_its_own_width_stays_as_it_is():
    text = table(NARROW).replace('w:type="pct" w:w="5000"', 'w:type="auto" w:w="0"')
    assert fit_tables(text) == text


def test_a_section_begins_a_page_and_leaves_no_empty_one():
    text = (
        '<w:p><w:r><w:br w:type="page"/></w:r></w:p>\n<w:bookmarkStart w:id="1" w:name="a" />\n'
        '<w:p><w:pPr><w:pStyle w:val="Heading1" /></w:pPr></w:p>'
    )
    made = _document(text, ("Figure", "Table"))
    assert "w:br" not in made
    assert '<w:pStyle w:val="Heading1" /><w:pageBreakBefore /></w:pPr>' in made


@pytest.mark.parametrize(
    ("numbers", "shares", "expected"),
    [
        (["<5", "–"], ["", ""], True),
        (["<5", "12"], ["", "80"], False),
        (["3", "12"], ["", ""], False),
    ],
)
def test_a_table_whose_numbers_are_all_held_back_says_nothing(numbers, shares, expected):
    shown = pd.DataFrame({"Value": ["school", "club"], "Participants": numbers, "%": shares})
    assert holds_all_back(shown) is expected
