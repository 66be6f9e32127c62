"""Signs that nobody sees are found where they are typed, not where a picture breaks."""

import pytest

from compendium.errors import TableError
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


def test_tabs_and_other_scripts_are_no_signs_of_control(tmp_path):
    path = tmp_path / "codes.csv"
    path.write_text('code,label\na,"A\tb é 字 \u200d"\n', encoding="utf-8")
    assert len(read_table(path, "codes")) == 1
