"""What an analysis can ask of a study."""

import pytest

from compendium.errors import AnalysisError
from compendium.steps.needs import is_met, kinds_needed, parse_need

SEGMENTS = "Segment;Code;form;coder;start\np1;a;coding;AB;\np2;a;coding;CD;\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "segments.csv").write_text(SEGMENTS, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("need", "met"),
    [
        ("segments", True),
        ("codes", False),
        ("codes or segments", True),
        ("segments.coder", True),
        ("segments.start", False),
        ("segments.words", False),
        ("segments.form=coding", True),
        ("segments.form=quotation", False),
        ("segments.coder>1", True),
        ("segments.coder>2", False),
        ("codes.kind=theme", False),
        ("texts", False),
    ],
)
def test_a_need_is_met_by_tables_columns_and_values(folder, need, met):
    assert is_met(need, folder) is met


def test_texts_are_files_in_the_private_folder(folder):
    texts = folder / "private" / "texts"
    texts.mkdir(parents=True)
    (texts / ".DS_Store").touch()
    assert not is_met("texts", folder)
    (texts / "one.txt").touch()
    assert is_met("texts", folder)


def test_a_changed_table_is_looked_into_again(folder):
    assert not is_met("segments.coder>2", folder)
    (folder / "segments.csv").write_text(SEGMENTS + "p3;a;coding;EF;\n", encoding="utf-8")
    assert is_met("segments.coder>2", folder)


def test_the_kinds_of_a_need_are_named():
    assert kinds_needed("segments.coder>1 or texts") == ["segments", "texts"]


@pytest.mark.parametrize(
    "need", ["segment", "segments.colour", "texts.size", "segments.coder>many"]
)
def test_what_is_not_a_need_is_refused(need):
    with pytest.raises(AnalysisError):
        parse_need(need)
