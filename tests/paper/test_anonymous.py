"""The manuscript for a double-blind review does not tell who wrote it."""

import subprocess
import zipfile

import pytest

from compendium import cli
from compendium.errors import PaperError
from compendium.paper import build_paper
from compendium.paper.anonymous import build_anonymous

CITATION = """\
cff-version: 1.2.0
version: 1.2.0
repository-code: https://forge.example.org/bee/hives
authors:
  - {given-names: Ann, family-names: Bee, email: ann@hive.example.org}
"""
TELLING = ["Ann Bee", "A house", "A garden", "forge.example.org", "hive.example.org"]
THANKS = '::: {.content-visible unless-meta="anonymous"}\nWe thank Bo Cee.\n:::\n'
INSTEAD = '\n[Thanks follow.]{.content-visible when-meta="anonymous"}\n'


@pytest.fixture
def written(layout):
    """A paper with authors, thanks and captions that lead to a repository, in a repository."""
    (layout.root / "CITATION.cff").write_text(CITATION)
    path = layout.paper / "index.qmd"
    built = "\nBuilt from {{< var compendium.version >}}{{< var compendium.state >}}.\n\n"
    path.write_text(path.read_text() + built + THANKS + INSTEAD)
    for words in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "One"],
    ):
        subprocess.run(["git", *words], cwd=layout.root, check=True)
    return layout


def everything_in(path):
    """All that a file holds, a Word file part by part."""
    if path.suffix != ".docx":
        return path.read_bytes().decode("latin-1")
    with zipfile.ZipFile(path) as archive:
        return "\n".join(archive.read(name).decode("latin-1") for name in archive.namelist())


def quietly(build, layout, **given):
    return build(layout, renderer="builtin", report=lambda line: None, **given)


def test_nothing_tells_who_wrote_it(written):
    named = quietly(build_paper, written)
    assert all("Ann Bee" in everything_in(path) for path in named)
    before = {path: path.read_bytes() for path in named}
    made = quietly(build_anonymous, written)
    assert [path.name for path in made] == ["index.html", "index.docx", "index.pdf"]
    assert {path.parent for path in made} == {written.build / "anonymous"}
    for path in made:
        held = everything_in(path)
        assert [name for name in TELLING if name in held] == []
        assert held.count("Bo Cee") == (path.suffix in (".html", ".docx"))  # in the references
        assert "in the state of commit" not in held
    page = made[0].read_text(encoding="utf-8")
    assert "Built from 1.2.0." in page
    assert "Thanks follow." in page
    assert "We thank" not in page
    assert b"/Author" not in made[2].read_bytes()
    # The paper itself, with its authors, stays as it was.
    assert {path: path.read_bytes() for path in named} == before
    assert "We thank" in named[0].read_text(encoding="utf-8")
    assert "Thanks follow" not in named[0].read_text(encoding="utf-8")


def test_the_same_numbers_and_references_as_in_the_paper(written):
    page = quietly(build_anonymous, written)[0].read_text(encoding="utf-8")
    assert "Bee, Ann, and Bo Cee. 2020" in page  # cited as everybody is
    assert "75.13" in page
    assert page.count("<figure") == quietly(build_paper, written)[0].read_text().count("<figure")


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Ann Bee read all of it.", "Ann Bee in paper/index.qmd, line "),
        (
            "See https://forge.example.org/bee/hives.",
            "https://forge.example.org/bee/hives in paper/",
        ),
        ("Write to ann@hive.example.org.", "ann@hive.example.org in paper/index.qmd, line "),
    ],
)
def test_a_name_that_is_left_in_the_text_is_told_with_its_line(written, sentence, told):
    path = written.paper / "index.qmd"
    path.write_text(f"{path.read_text()}\n{sentence}\n")
    with pytest.raises(PaperError) as caught:
        quietly(build_anonymous, written)
    assert told in str(caught.value)
    line = path.read_text().splitlines().index(sentence) + 1
    assert f"line {line}" in str(caught.value)
    assert 'unless-meta="anonymous"' in str(caught.value)
    assert not (written.build / "anonymous").exists()


def test_the_command(written, monkeypatch, capsys):
    (written.notebooks).mkdir(exist_ok=True)
    (written.notebooks / "analyses.toml").touch()
    monkeypatch.chdir(written.root)
    assert cli.main(["paper", "--anonymous", "--renderer", "builtin"]) == 0
    assert "build/anonymous/index.docx" in capsys.readouterr().out
