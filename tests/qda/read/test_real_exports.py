"""Real exports, where they are at hand: counts are those of the programs themselves."""

import pytest

import compendium as co
from compendium.analyses.code_frequencies.counts import code_counts
from tiny_compendium import REPOSITORY

SHARED = REPOSITORY.parent / "shared" / "qda"

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the real exports are not here")


def test_the_quotation_report_of_atlasti():
    folder = SHARED / "atlasti"
    coded = co.read_coded(
        folder / "quotation_export.csv", codes=folder / "code_list_frequencies.csv"
    )
    codes, segments = coded.table("codes"), coded.table("segments")
    assert (len(codes), segments["segment"].nunique()) == (465, 394)
    counts = code_counts(segments, codes)
    # The report has no quotations 1:69, 1:315 and 1:333, which the list counts: 12 codings.
    apart = counts[counts["together"] != counts["frequency"]]
    assert len(apart) == 16
    assert (apart["together"] < apart["frequency"]).all()
    assert any("1:69, 1:315 and 1:333" in reason for reason in coded.skipped)


def test_the_report_of_atlasti_without_its_code_list(tmp_path):
    path = tmp_path / "quotation_export.csv"
    path.write_bytes((SHARED / "atlasti" / "quotation_export.csv").read_bytes())
    alone = co.read_coded(path)
    assert len(alone.table("segments")) == 1420
    assert any(reason.startswith("18 quotations (1:67") for reason in alone.skipped)


def test_the_matrix_of_nvivo():
    coded = co.read_coded(SHARED / "nvivo-matrix" / "Int01_ID731.xlsx")
    assert (len(coded.table("codes")), len(coded.table("cases"))) == (18, 1)
    presence = coded.table("presence")
    assert (presence["passages"].sum(), presence["present"].sum()) == (6, 5)


def test_the_database_of_taguette():
    coded = co.read_coded(SHARED / "taguette" / "sample-project.sqlite3")
    segments = coded.table("segments")
    assert [len(coded.table(kind)) for kind in ("sources", "codes", "segments")] == [10, 6, 24]
    assert segments["segment"].nunique() == 18
    assert (coded.unit, coded.unit_score) == ("UTF-8 bytes", 1.0)
    for row in segments.itertuples():
        assert coded.texts[row.source][row.start : row.end] == coded.passages[row.segment]
