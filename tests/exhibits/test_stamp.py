"""A picture tells where it comes from, also once it has left the compendium."""

import io
import shutil
import subprocess
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from PIL import Image

from compendium.exhibits import style
from compendium.exhibits.origin import Origin
from compendium.exhibits.stamp import stamp

ORIGIN = Origin("north", "scale", "notebooks/01-scale.ipynb", inputs="0123456789abcdef")
CAPTION = "Scores <b>\n& such – ‘ok’ ✓ \x07"
PLAIN = "Scores <b> & such – ‘ok’ ✓"
DUBLIN = "{http://purl.org/dc/elements/1.1/}"


def drawn(form):
    figure = style.new_figure(30, width=50)
    figure.add_subplot().plot([1, 2], [3, 4])
    style.arrange(figure)
    bare = style.draw(figure, form)
    stamped = stamp(bare, form, "lines", CAPTION, ORIGIN)
    assert stamped == stamp(bare, form, "lines", CAPTION, ORIGIN)
    return bare, stamped


def test_a_png_tells_where_it_comes_from_and_looks_the_same():
    bare, stamped = (Image.open(io.BytesIO(picture)) for picture in drawn("png"))
    stamped.load()  # which checks the sums of all parts
    assert stamped.text == {
        "Title": "north/scale/lines",
        "Description": PLAIN,
        "Source": "notebooks/01-scale.ipynb",
        "Identifier": "sha256:0123456789abcdef",
    }
    assert np.array_equal(np.asarray(bare), np.asarray(stamped))


def test_an_svg_tells_where_it_comes_from():
    _, stamped = drawn("svg")
    told = {one.tag.removeprefix(DUBLIN): one.text for one in ET.fromstring(stamped).iter()}
    assert told["title"] == "north/scale/lines"
    assert told["description"] == PLAIN
    assert told["source"] == "notebooks/01-scale.ipynb"
    assert told["identifier"] == "sha256:0123456789abcdef"
    assert told["format"] == "image/svg+xml"


@pytest.mark.skipif(not shutil.which("pdfinfo"), reason="needs pdfinfo")
def test_a_pdf_tells_where_it_comes_from(tmp_path):
    _, stamped = drawn("pdf")
    path = tmp_path / "lines.pdf"
    path.write_bytes(stamped)
    done = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True)
    told = dict(line.split(":", 1) for line in done.stdout.splitlines())
    assert told["Title"].strip() == "north/scale/lines"
    assert told["Subject"].strip() == PLAIN
    assert told["Keywords"].strip() == "notebooks/01-scale.ipynb sha256:0123456789abcdef"
    assert told["Pages"].strip() == "1"
    assert done.stderr == ""


def test_another_format_stays_as_it_is():
    bare, stamped = drawn("tiff")
    assert stamped == bare
