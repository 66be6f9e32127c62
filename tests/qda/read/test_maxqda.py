"""MAXQDA's table of retrieved segments."""

import pytest

from compendium.errors import ProjectError
from compendium.qda.read.maxqda import read_segments
from compendium.qda.read.reader import read_coded
from dialects import as_csv, segments_of_maxqda


@pytest.mark.parametrize("language", ["English", "German"])
def test_a_row_is_a_code_given_to_a_passage(tmp_path, language):
    path = tmp_path / "segments.csv"
    path.write_bytes(as_csv(segments_of_maxqda(language), ";").encode("utf-16"))
    coded = read_coded(path)
    assert coded.tool == "MAXQDA"
    segments = coded.table("segments")
    assert segments["code"].value_counts().to_dict() == {"time": 3, "ties": 2}
    # Ann gave one passage two codes, Bo marked it anew, and "yes" was said twice.
    assert segments["segment"].nunique() == 4
    assert coded.coders == ("Ann", "Bo")
    assert segments["where"].tolist() == ["4", "4", "4", "9-10", "9-10"]
    assert segments["words"].tolist() == [3, 3, 3, 1, 1]


def test_codes_stand_below_one_another_and_sources_have_their_group(tmp_path):
    rows = [[str(cell) for cell in row] for row in segments_of_maxqda()]
    coded = read_segments(rows, name="segments.csv")
    codes = coded.table("codes")
    assert dict(zip(codes["label"], codes["parent"].fillna(""), strict=True)) == {
        "Means": "",
        "Time": "means",
        "Ties": "",
    }
    assert coded.table("sources")["group"].tolist() == ["Staff", "Clients"]
    assert "read as a path, such as 'Time' below 'Means'" in " ".join(coded.skipped)


def test_a_table_without_a_segment_is_refused():
    with pytest.raises(ProjectError, match="the table has no coded segment"):
        read_segments(segments_of_maxqda()[:1], name="segments.csv")
