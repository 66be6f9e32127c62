"""What the paper says of the compendium itself, and where its captions lead."""

import json
import subprocess

from compendium.paper.about import about_compendium
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


def test_captions_lead_to_notebook_and_tables_where_the_repository_is_known(layout):
    assert f"[{MADE}](" in with_caption(layout)
    (layout.root / "CITATION.cff").write_text("repository-code: https://example.org/me/it/\n")
    text = with_caption(layout)
    assert "[01-s.ipynb](https://example.org/me/it/blob/HEAD/notebooks/01-s.ipynb)" in text
    assert "[the tables items and scores](https://example.org/me/it/tree/HEAD/data/north)." in text


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
