"""Whose file it is, and what is said when it is nobody's."""

import re

import pytest

from compendium.errors import ProjectError
from compendium.own.bring.front import bring
from compendium.own.bring.given import Given

HIGHLIGHTS = "id,document,tag,content\n1,talk,trust,We trust them\n2,talk,time,No time\n"


def test_a_table_of_a_coding_program_is_read_as_one(tmp_path):
    path = tmp_path / "tags.csv"
    path.write_text(HIGHLIGHTS)
    brought = bring(Given((path,)))
    assert brought.coded.tool == "Taguette"
    assert brought.receipt[0].startswith("tags.csv: Taguette")


def test_a_file_that_nobody_knows_is_refused_with_what_it_seems_to_be(tmp_path):
    path = tmp_path / "weather.csv"
    path.write_text("sun,rain\nhot,wet\n")
    with pytest.raises(ProjectError, match="table with the columns sun, rain"):
        bring(Given((path,)))


def test_the_nearest_way_in_is_a_command_that_can_be_pasted(tmp_path):
    closed = [["Wie", "Groen", "Speelplek"], *[["a", "prima", "matig"], ["b", "matig", "top"]] * 3]
    for rows, told in (
        (closed, 'compendium import "my list.csv" --study mine --as questionnaire'),
        ([["Respondent", "Citaat"], ["R1", "Ja."]], "without a column of codes; colours of cells"),
    ):
        path = tmp_path / "my list.csv"
        path.write_text("\n".join(";".join(row) for row in rows))
        with pytest.raises(ProjectError, match=re.escape(told)):
            bring(Given((path,), folder=tmp_path / "mine"))
