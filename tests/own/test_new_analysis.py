"""The skeleton of a new analysis: from the command to a figure in the paper."""

import shutil

import pytest

from compendium.errors import AnalysisError
from compendium.layout import Layout
from compendium.own.new.analysis import make_analysis
from compendium.steps.plan import read_analyses
from compendium.study.kinds import KINDS, column_names
from started import in_copy
from tiny_compendium import REPOSITORY


@pytest.fixture
def copy(tmp_path):
    """Give a copy of this repository, as far as a new analysis needs it."""
    ignored = shutil.ignore_patterns("__pycache__", ".*", "_output", "_parts", "_variables.yml")
    for name in ("src", "notebooks", "figures", "paper", "docs", "locks"):
        shutil.copytree(REPOSITORY / name, tmp_path / name, ignore=ignored)
    shutil.copytree(REPOSITORY / "data" / "rotterdam", tmp_path / "data" / "rotterdam")
    for name in ("pyproject.toml", "CITATION.cff"):
        shutil.copy(REPOSITORY / name, tmp_path)
    return Layout(tmp_path)


@pytest.mark.thorough
def test_it_runs_as_it_is_through_to_the_paper(copy):
    made = make_analysis(copy, "kinds-of-sources")
    (notebook,) = copy.notebooks.glob("*-kinds-of-sources.ipynb")
    assert copy.shown(notebook) in made
    index = copy.paper / "index.qmd"
    part = "_parts/rotterdam/kinds-of-sources/kinds-of-sources.qmd"
    index.write_text(
        "---\ntitle: Sources\nbibliography: references.bib\n---\n\n"
        "See @fig-rotterdam.kinds-of-sources.kinds-of-sources; of\n"
        "{{< var rotterdam.kinds_of_sources.n >}} sources.\n\n"
        f"{{{{< include {part} >}}}}\n"
    )
    done = in_copy(copy, "compendium.cli", "run", "--analysis", "kinds-of-sources")
    assert done.returncode == 0, done.stdout + done.stderr
    done = in_copy(copy, "compendium.cli", "paper", "--renderer", "builtin")
    assert done.returncode == 0, done.stdout + done.stderr
    page = (copy.paper / "_output" / "index.html").read_text("utf-8")
    assert "by value" in page, "the caption of the figure"


def test_its_files_have_their_places(copy):
    made = make_analysis(copy, "kinds-of-sources")
    assert all((copy.root / name).is_file() for name in made)
    for name in made:
        if name.endswith((".py", ".pyi")):
            compile((copy.root / name).read_text("utf-8"), name, "exec")
    (notebook,) = copy.notebooks.glob("*-kinds-of-sources.ipynb")
    assert {copy.shown(notebook), "notebooks/analyses.toml"} <= set(made)
    assert "kinds-of-sources" in {analysis.name for analysis in read_analyses(copy)}


@pytest.mark.thorough
def test_it_keeps_the_rules_of_the_house(copy):
    made = make_analysis(copy, "kinds-of-sources")
    python = [name for name in made if name.endswith((".py", ".pyi"))]
    for rule in (["check"], ["format", "--check"]):
        done = in_copy(copy, "ruff", *rule, *python)
        assert done.returncode == 0, done.stdout
    program = (
        "import compendium as co\n"
        "verbs = [co.kinds_of_sources, co.summarise_kinds_of_sources]\n"
        "assert all(verb.__doc__ for verb in [*verbs, co.draw_kinds_of_sources])\n"
        "assert co.tabulate_kinds_of_sources.__module__.startswith('compendium.analyses.')\n"
    )
    done = in_copy(copy, "timeit", "-n1", "-r1", program)
    assert done.returncode == 0, done.stderr
    tests = copy.root / "tests" / "analyses" / "kinds_of_sources"
    done = in_copy(copy, "pytest", "-q", "-p", "no:cacheprovider", str(tests))
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("name", "kind", "message"),
    [
        ("Code Networks", "codes", "cannot be the name of an analysis"),
        ("timeline", "codes", "is an analysis already"),
        ("code-networks", "code", "'code' is not a kind of table. The kinds: items, "),
        ("code-networks", "scores", "No study in data/ has a table scores.csv"),
    ],
)
def test_what_cannot_be_made_is_said_and_nothing_is_written(copy, name, kind, message):
    before = (copy.notebooks / "analyses.toml").read_bytes()
    with pytest.raises(AnalysisError, match=message):
        make_analysis(copy, name, kind=kind)
    assert (copy.notebooks / "analyses.toml").read_bytes() == before


def test_every_kind_has_a_column_to_count_by():
    from compendium.own.new.analysis import _column_of

    assert all(_column_of(kind) in column_names(kind) for kind in KINDS)
