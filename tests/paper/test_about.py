"""What the paper says of the compendium itself, and where its captions lead."""

import json
import subprocess
import zipfile

from compendium.paper.about import about_compendium
from compendium.paper.builtin import render_builtin, typst_source
from compendium.paper.journal import write_template
from compendium.paper.parts import write_parts

MADE = "A caption. Made by 01-s.ipynb from the tables items and scores."


def with_caption(layout):
    path = layout.artefacts("north", "scale") / "captions.json"
    captions = json.loads(path.read_text())
    for about in captions.values():
        about["caption"] = MADE
    path.write_text(json.dumps(captions))
    write_parts(layout)
    return (layout.paper / "_parts" / "north" / "scale" / "bars.qmd").read_text()


def test_captions_lead_to_notebook_and_tables(layout):
    assert f"[{MADE}](" in with_caption(layout)  # of a report, which is mailed without notebooks
    layout.notebooks.mkdir()
    (layout.notebooks / "01-s.ipynb").write_text("{}")
    (layout.data / "north").mkdir(parents=True)
    for kind in ("items", "scores"):
        (layout.data / "north" / f"{kind}.csv").write_text("")
    text = with_caption(layout)
    assert "Made by [notebooks/01-s.ipynb](../../notebooks/01-s.ipynb) from " in text
    assert "[the tables items and scores in data/north](../../data/north).](" in text
    (layout.root / "CITATION.cff").write_text("repository-code: https://example.org/me/it/\n")
    text = with_caption(layout)
    assert (
        "[notebooks/01-s.ipynb](https://example.org/me/it/blob/HEAD/notebooks/01-s.ipynb)" in text
    )
    there = "https://example.org/me/it/tree/HEAD/data/north"
    assert f"[the tables items and scores in data/north]({there})." in text
    (layout.data / "north" / "scores.csv").unlink()  # it is another study's, then
    assert "[the tables items and scores in data](" in with_caption(layout)


def test_a_path_is_a_link_on_the_page_and_a_text_in_word_and_print(layout):
    layout.notebooks.mkdir()
    (layout.notebooks / "01-s.ipynb").write_text("{}")
    with_caption(layout)
    write_template(layout)
    page, word = render_builtin(layout, lambda line: None, formats=["html", "docx"])
    assert '<a href="../../notebooks/01-s.ipynb">notebooks/01-s.ipynb</a>' in page.read_text(
        "utf-8"
    )
    with zipfile.ZipFile(word) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if "xml" in name]
    assert any("notebooks/01-s.ipynb" in part for part in parts)
    assert not any("../notebooks" in part for part in parts)
    source = typst_source(layout).decode()
    assert "notebooks/01-s.ipynb" in source
    assert "../notebooks" not in source


def test_the_version_is_that_of_the_citation_file_and_the_state_that_of_the_commit(tmp_path):
    assert about_compendium(tmp_path) == {"version": "of no number", "state": ""}
    (tmp_path / "CITATION.cff").write_text("version: 1.2.0\n")
    assert about_compendium(tmp_path)["version"] == "1.2.0"
    for words in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "One"],
    ):
        subprocess.run(["git", *words], cwd=tmp_path, check=True)
    state = about_compendium(tmp_path)["state"]
    assert state.startswith(", in the state of commit ")
    assert state[-4:].isdecimal()
