"""The paper as a step: when it would be built again, and when not."""

import shutil
from pathlib import Path

import pytest

from compendium.layout import RECORD, Layout
from compendium.paper.closing import closing_steps, make_paper
from compendium.paper.used import used_artefacts


@pytest.fixture(scope="module")
def paper(manuscript, tmp_path_factory):
    """Build a paper once, for the tests that change a copy of it."""
    layout = manuscript(tmp_path_factory.mktemp("paper"))
    (layout.root / "locks").mkdir()
    (layout.root / "locks/run.lock").write_text("pandas==3\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shutil, "which", lambda _: None)
        make_paper(layout, report=lambda _: None)
    return layout


@pytest.fixture
def built(paper, tmp_path, monkeypatch):
    """Give a compendium whose paper was built, on a machine without Quarto."""
    monkeypatch.setattr(shutil, "which", lambda _: None)
    return Layout(shutil.copytree(paper.root, tmp_path / "copy"))


def reason(layout):
    (step,) = closing_steps(layout)
    assert step.name == "paper"
    return step.reason


def append(path):
    path.write_bytes(path.read_bytes() + b" ")


def test_the_artefacts_that_it_uses_are_found_through_its_parts(built):
    names = {path.relative_to(built.figures).as_posix() for path in used_artefacts(built)}
    assert {"north/scale/values.json", "north/scale/captions.json"} <= names
    assert {"north/scale/bars.svg", "north/scale/bars.png", "north/scale/items.md"} <= names
    assert {"south/matrix/grid.svg", "south/matrix/table.md"} <= names
    assert "south/matrix/values.json" not in names


def test_a_paper_that_was_built_is_up_to_date(built):
    assert reason(built) == ""


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda c: append(c.paper / "index.qmd"), "paper/index.qmd changed"),
        (lambda c: append(c.paper / "references.bib"), "paper/references.bib changed"),
        (lambda c: append(c.paper / "_quarto.yml"), "paper/_quarto.yml changed"),
        (
            lambda c: append(c.figures / "north/scale/bars.svg"),
            "figures/north/scale/bars.svg changed",
        ),
        (
            lambda c: append(c.figures / "north/scale/values.json"),
            "figures/north/scale/values.json changed",
        ),
        (
            lambda c: (c.paper / "_output/index.pdf").unlink(),
            "paper/_output/index.pdf was deleted",
        ),
        (lambda c: append(c.paper / "_output/index.html"), "paper/_output/index.html was changed"),
        (lambda c: append(c.root / "locks/run.lock"), "locks/run.lock changed"),
        (lambda c: shutil.rmtree(c.paper / "_output"), "not run yet"),
        (lambda c: (c.paper / "_output" / RECORD).unlink(), "not run yet"),
        (lambda c: shutil.copytree(c.figures / "north", c.figures / "west"), "an analysis was"),
    ],
)
def test_the_reason_names_what_changed(built, change, expected):
    change(built)
    assert reason(built).startswith(expected)


@pytest.mark.parametrize(
    "change",
    [
        lambda c: append(c.figures / "south/matrix/values.json"),
        lambda c: append(c.figures / "north/scale/items.csv"),
        lambda c: append(c.paper / "_variables.yml"),
        lambda c: (c.root / "README.md").write_text("x"),
    ],
)
def test_what_it_does_not_use_is_no_reason(built, change):
    change(built)
    assert reason(built) == ""


def test_another_renderer_is_a_reason(built, monkeypatch, tmp_path):
    program = tmp_path / "quarto"
    program.write_text("")
    monkeypatch.setattr(shutil, "which", lambda _: str(program))
    assert reason(built) == "the renderer changed"


def test_a_paper_that_could_not_be_built_counts_as_not_run(built):
    (built.paper / "index.qmd").write_text("{{< var nothing.here >}}")
    with pytest.raises(Exception, match=r"nothing\.here"):
        make_paper(built, report=lambda _: None)
    assert reason(built) == "not run yet"


def test_the_outputs_are_those_of_the_command(built):
    outputs = make_paper(built, report=lambda _: None)
    assert [path.name for path in outputs] == ["index.html", "index.docx", "index.pdf"]
    assert all(Path(path).is_file() for path in outputs)
