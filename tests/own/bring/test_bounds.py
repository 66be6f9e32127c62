"""What is no file is refused before it is opened, and what is too much before it is read."""

import os
import zipfile

import pytest

from compendium.errors import ProjectError
from compendium.own.bring.front import bring
from compendium.own.bring.given import Given
from compendium.own.bring.opendocument import read_opendocument

_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text")
)
CELL = '<table:table-cell{} office:value-type="string"><text:p>x</text:p></table:table-cell>'
FAR = '<table:table-cell table:number-columns-repeated="16000"/>'
ROWS = {
    "one cell that is repeated": '<table:table-row table:number-rows-repeated="9000">'
    + CELL.format(' table:number-columns-repeated="10000"')
    + "</table:table-row>",
    "one cell far away": f'<table:table-row table:number-rows-repeated="1000000">{FAR}'
    f"</table:table-row><table:table-row>{FAR}{CELL.format('')}</table:table-row>",
}


def opendocument(path, rows):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        name = "application/vnd.oasis.opendocument.spreadsheet"
        archive.writestr(zipfile.ZipInfo("mimetype"), name)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            f"<office:document-content {_NAMES}><office:body><office:spreadsheet>"
            f'<table:table table:name="a">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )


@pytest.mark.parametrize("rows", ROWS.values(), ids=ROWS)
def test_an_opendocument_sheet_of_too_many_cells(rows, tmp_path):
    path = tmp_path / "answers.ods"
    opendocument(path, rows)
    with pytest.raises(ProjectError, match=r"answers\.ods: the workbook has more than 5,000,000"):
        bring(Given((path,), kind="questionnaire"))


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("/dev/zero")])
def test_what_never_ends_is_not_opened(make, tmp_path):
    path = tmp_path / "project"
    make(path)
    for given in (Given((path,)), Given((tmp_path,), codes=path)):
        with pytest.raises(ProjectError, match="project: this is no ordinary file"):
            bring(given)


def test_what_is_not_there_is_told(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name, what in {"none": "is missing", "link": "is a link that leads nowhere"}.items():
        with pytest.raises(ProjectError, match=f"{name}: this {what}"):
            bring(Given((tmp_path / name,)))


def test_a_code_list_is_a_file(tmp_path):
    (tmp_path / "quotations.csv").write_text("a,b\n1,2\n")
    (tmp_path / "codes").mkdir()
    with pytest.raises(ProjectError, match="codes: this is a folder"):
        bring(Given((tmp_path / "quotations.csv",), codes=tmp_path / "codes"))


def test_a_table_of_too_many_columns(tmp_path):
    path = tmp_path / "answers.csv"
    path.write_text(",".join("q" * 20_000) + "\n" + ",".join("1" * 20_000))
    with pytest.raises(ProjectError, match=r"answers\.csv: the table has more than 16,384 columns"):
        bring(Given((path,)))


@pytest.mark.parametrize("times", ["2000000000", "x", "-1"])
def test_blanks_that_an_opendocument_text_repeats(times, tmp_path):
    path = tmp_path / "talk.odt"
    body = f'<office:text><text:p>a<text:s text:c="{times}"/>b</text:p></office:text>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "content.xml",
            f"<office:document-content {_NAMES}><office:body>{body}</office:body>"
            "</office:document-content>",
        )
    (text,) = read_opendocument(path)[:1]
    assert text == "a b\n"
