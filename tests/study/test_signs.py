"""Signs that nobody sees are found where they are typed, not where a picture breaks."""

import pandas as pd
import pytest

from compendium.errors import TableError
from compendium.study.kinds import KINDS, example_rows
from compendium.study.signs import cell_as_written, cell_to_write, plain_cell
from compendium.study.tables import read_table


@pytest.mark.parametrize("sign", ["\x07", "\x0b", "\x1b", "\x7f", "\x9b", "\ufffe"])
def test_a_sign_of_control_is_refused_with_its_place(tmp_path, sign):
    path = tmp_path / "codes.csv"
    path.write_text(f"code,label,own\na,A,x\nb,B{sign}b,x\nc,C,y{sign}z\n", encoding="utf-8")
    with pytest.raises(TableError) as caught:
        read_table(path, "codes", shown="codes.csv")
    first, second = str(caught.value).splitlines()
    assert first.startswith(
        "codes.csv, row 3, column label: 'B\ufffdb' holds a sign of control (U+"
    )
    assert second.startswith("codes.csv, row 4, column own: 'y\ufffdz' holds a sign of control (U+")


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_refused_in_every_column_of_every_kind_and_in_its_heading(tmp_path, kind):
    row = {**example_rows(kind)[0], "own": "mine"}
    path = tmp_path / f"{kind}.csv"
    for column in row:
        changed = {**row, column: f"{row[column]}\x07"}
        frame = pd.DataFrame([changed])
        frame.to_csv(path, index=False)
        with pytest.raises(TableError) as caught:
            read_table(path, kind, shown="t.csv")
        told = [line for line in str(caught.value).splitlines() if "U+0007" in line]
        assert len(told) == 1, column
        assert told[0].startswith(f"t.csv, row 2, column {column}: ")
        frame.rename(columns={column: f"{column}\x07"}).to_csv(path, index=False)
        with pytest.raises(TableError) as caught:
            read_table(path, kind, shown="t.csv")
        assert str(caught.value).startswith(f"t.csv, row 1, column {column}\ufffd: ")


def test_tabs_and_other_scripts_are_no_signs_of_control(tmp_path):
    path = tmp_path / "codes.csv"
    path.write_text('code,label\na,"A\tb é 字 \u200d"\n', encoding="utf-8")
    assert len(read_table(path, "codes")) == 1


@pytest.mark.parametrize(
    "text", ['=HYPERLINK("http://x")', "@SUM(1)", "+1+2", "-cmd|' /C calc'!A0"]
)
def test_what_looks_like_a_formula_is_written_as_a_text(text):
    written = cell_to_write(text)
    assert written == f"'{text}"
    assert plain_cell(written) == cell_as_written(written) == text


@pytest.mark.parametrize("text", ["-1", "+4.2", "-0,5", "12", "", "-", "a=b", "-3.5 %"])
def test_numbers_and_words_are_written_as_they_are(text):
    assert cell_to_write(text) == text
