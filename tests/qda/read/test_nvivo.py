"""NVivo's matrix coding query and codebook."""

import pytest

from compendium.errors import ProjectError
from compendium.qda.read.nvivo import read_codebook, read_matrix
from compendium.qda.read.reader import find_table, read_coded
from dialects import as_workbook

MATRIX = [
    ["", "A : Alder", "B : Birch"],
    ["1 : Time, money", "2", "0"],
    ["2 : Ties : close", "0", "1"],
]
CODEBOOK = [
    ["Name", "Beschreibung", "Dateien", "Referenzen"],
    ["Codes\\\\Means", "", "2", "5"],
    ["Codes\\\\Means\\\\Time", "hours and days", "1", "3"],
    ["Codes\\\\Ties\\\\Time", "", "1", "1"],
]


def test_a_matrix_gives_codes_in_cases(tmp_path):
    path = tmp_path / "matrix.xlsx"
    path.write_bytes(as_workbook({"Sheet1": [[*MATRIX[0]], ["1 : Time, money", 2, 0], MATRIX[2]]}))
    coded = read_coded(path)
    assert coded.tool == "NVivo"
    assert coded.table("codes")["label"].tolist() == ["Time, money", "Ties : close"]
    assert coded.table("cases")["label"].tolist() == ["Alder", "Birch"]
    presence = coded.table("presence")
    assert presence["passages"].tolist() == [2, 0, 0, 1]
    assert presence["present"].tolist() == [True, False, False, True]
    assert coded.table("factors")["factor"].tolist() == coded.table("codes")["code"].tolist()


def test_names_of_a_matrix_are_split_as_those_of_a_codebook():
    rows = [["", "A : Cases\\\\Alder"], ["1 : Codes\\\\Means", "2"],
            ["2 : Codes\\\\Means\\\\Time", "1"], ["3 : Codes\\\\Ties\\\\Trust", "0"]]  # fmt: skip
    coded = read_matrix(rows, name="m.xlsx")
    codes = coded.table("codes")
    assert codes["label"].tolist() == ["Means", "Time", "Ties", "Trust"]
    assert codes["parent"].fillna("").tolist() == ["", "means", "", "ties"]
    assert coded.table("cases")["label"].tolist() == ["Alder"]
    presence = coded.table("presence").set_index("factor")["passages"].to_dict()
    assert presence == {"means": 2, "time": 1, "trust": 0}


def test_a_cell_that_is_no_count_is_refused_with_its_place():
    rows = [MATRIX[0], ["1 : Time", "2", "45 %"]]
    with pytest.raises(ProjectError, match=r"m.csv, row 2, column 3: '45 %' is not a count"):
        read_matrix(rows, name="m.csv")


def test_a_codebook_gives_the_tree_and_the_numbers():
    assert find_table(CODEBOOK) == "NVivo's codebook"
    codes = read_codebook(CODEBOOK, name="book.xlsx").table("codes")
    assert codes["label"].tolist() == ["Means", "Time", "Ties", "Time"]
    assert codes["parent"].fillna("").tolist() == ["", "means", "", "ties"]
    # What stands above a code and has no row of its own is a category.
    assert codes["kind"].tolist() == ["code", "code", "category", "code"]
    assert codes["frequency"].fillna(-1).tolist() == [5, 3, -1, 1]
    assert codes["files"].fillna(-1).tolist() == [2, 1, -1, 1]
    assert codes["code"].is_unique


@pytest.mark.parametrize("read", [read_matrix, read_codebook])
def test_another_table_is_refused(read):
    with pytest.raises(ProjectError, match=r"x.csv: this is not a"):
        read([["a", "b"], ["1", "2"]], name="x.csv")
