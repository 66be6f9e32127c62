"""A text is the same text on a web page, in Word and in a PDF, whatever it looks like."""

import json
import string
import subprocess
from importlib.resources import files

import pandas as pd
import pypandoc
import pytest
from hypothesis import Phase, given, settings, strategies as st

import compendium.paper
from compendium.exhibits import markup
from compendium.exhibits.exhibit import Exhibit
from hostile import TEXTS, cells_of_page, cells_of_typst, cells_of_word, spaces_as_one

CELLS = files(compendium.paper) / "resources" / "quarto" / "cells.lua"
SIGNS = string.punctuation + string.digits + "aeiouxy  \t\né“”’–…€Ω字"


def pandoc(text, to, *, reader="markdown"):
    arguments = [f"--from={reader}", f"--to={to}", "--standalone", "--wrap=none", "--output=-"]
    arguments += [f"--lua-filter={CELLS}", "--metadata=title:x"]
    done = subprocess.run(
        [pypandoc.get_pandoc_path(), *arguments], input=text.encode(), capture_output=True
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def all_readings(texts, tmp_path):
    """Cells of the texts as each format has them, below the heading."""
    source = markup.table(pd.DataFrame({"text": texts, "n": [1] * len(texts)})) + "\n: Caption\n"
    page = cells_of_page(pandoc(source, "html").decode())
    word = cells_of_word(pandoc(source, "docx"))
    return {
        "html": [row[0] for row in page][1:],
        "docx": [row[0] for row in word][1:],
        "typst": cells_of_typst(pandoc(source, "typst"), str(tmp_path))[2::2],
    }


def test_texts_that_look_like_markup_stay_what_they_are(tmp_path):
    meant = [spaces_as_one(text) for text in TEXTS]
    for form, cells in all_readings(TEXTS, tmp_path).items():
        assert cells == meant, form


@settings(max_examples=5, phases=[Phase.generate])
@given(st.lists(st.text(st.sampled_from(SIGNS), max_size=24), min_size=40, max_size=60))
def test_any_text_stays_what_it_is(tmp_path_factory, texts):
    meant = [spaces_as_one(text) for text in texts]
    for form, cells in all_readings(texts, tmp_path_factory.getbasetemp()).items():
        assert cells == meant, form


def test_a_forge_shows_the_saved_tables_as_they_are_meant():
    page = pandoc(markup.table(pd.DataFrame({"text": TEXTS})), "html", reader="gfm").decode()
    assert [row[0] for row in cells_of_page(page)][1:] == [spaces_as_one(text) for text in TEXTS]


def test_a_text_at_the_beginning_of_a_line_begins_no_block():
    source = "\n\n".join(markup.markdown(text) for text in TEXTS)
    blocks = json.loads(pandoc(source, "json"))["blocks"]
    assert [block["t"] for block in blocks] == ["Para"] * len(TEXTS)
    kinds = {inline["t"] for block in blocks for inline in block["c"]}
    assert kinds == {"Str", "Space"}


def test_an_attribute_holds_the_text_but_no_shortcode():
    source = " ".join(f'[x]{{alt="{markup.attribute(text)}"}}' for text in TEXTS)
    (block,) = json.loads(pandoc(source, "json"))["blocks"]
    found = [dict(inline["c"][0][2])["alt"] for inline in block["c"] if inline["t"] == "Span"]
    assert not any("{{<" in text for text in found)
    assert [text.replace("\u2060", "") for text in found] == [spaces_as_one(text) for text in TEXTS]


def test_code_keeps_its_lines_and_ends_where_it_ends():
    text = "a\n~~~\n  <b>{{< x >}}\n~~~~~ {=html}\n"
    page = pandoc(markup.code_block(text), "html").decode()
    assert "&lt;b&gt;{{\u2060&lt; x &gt;}}\n~~~~~ {=html}\n" in page


@pytest.mark.parametrize(
    ("cells", "mark"),
    [
        (["1", "2.5"], "-:"),
        (["1", "", "1 250"], "-:"),
        (["12 %", "–"], "-:"),
        (["−3", "+4"], "-:"),
        ([1, 2], "-:"),
        ([1.5, None], "-:"),
        (["1", "one"], ":-"),
        (["2023-09", "2024"], ":-"),
        (["3 of 7"], ":-"),
        (["", ""], ":-"),
        (["1. shared"], ":-"),
    ],
)
def test_columns_of_numbers_are_set_to_the_right_whatever_their_type(cells, mark):
    (line,) = markup.table(pd.DataFrame({"a": pd.Series(cells, dtype=object)})).split("\n")[1:2]
    assert line.strip("|").startswith(mark[0])
    assert line.strip("|").endswith(mark[1])


def test_missing_cells_are_empty_and_lines_are_joined():
    numbers = pd.array([1, pd.NA], dtype="Int64")
    frame = pd.DataFrame({"case|x": ["A|B", "two\nlines"], "n": numbers, "t": [None, ""]})
    assert markup.table(frame).splitlines() == [
        "| case\\|x | n | t |",
        "|:-----------|------:|:------|",
        "| A\\|B | 1 |  |",
        "| two lines |  |  |",
    ]


def test_a_column_has_room_by_its_text():
    frame = pd.DataFrame({"a": ["word " * 20], "b": [1]})
    first, second = markup.table(frame).split("\n")[1].strip("|").split("|")
    assert len(first) > 4 * len(second)


def test_columns_of_one_name_stand_beside_each_other():
    frame = pd.DataFrame([["x", 1]], columns=["a", "a"])
    assert markup.table(frame).split("\n")[2] == "| x | 1 |"


def test_a_notebook_shows_a_table_and_its_caption_as_text():
    shown, _ = Exhibit(pd.DataFrame({"<b>": TEXTS}), "A <i>", "")._repr_mimebundle_()
    assert "<script" not in shown["text/html"]
    assert "<small>A &lt;i&gt;</small>" in shown["text/html"]


def test_signs_of_control_have_no_place_in_markup():
    text = "a\x00\x07\x0b\x1b[31m\ufffe\u0085b\tc\nd"
    assert markup.flat(text) == "a[31m b c d"
    assert markup.web(text) == "a[31m\u0085b\tc\nd"


@pytest.mark.parametrize("text", ["{{< x >}}", "Label *a* {{< var y >}}", "a {b} c", "{#id}"])
def test_a_setting_has_no_shortcode_and_a_caption_no_second_label(text):
    written = markup.setting(text)
    assert "{{<" not in written.replace("\\", "")
    assert markup.setting(text).replace("\\", "").replace("\u2060", "") == text
    caption = markup.table_caption(markup.markdown(text)).replace("\\", "")
    assert not any(word.startswith("{") for word in caption.split())
