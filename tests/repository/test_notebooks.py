"""The house rules of the notebooks."""

import ast
import inspect
import re
from itertools import pairwise

import nbformat
import pytest

import compendium
from compendium.layout import Layout
from compendium.steps.contract import read_contract
from compendium.steps.needs import TEXT_NEED, kinds_needed
from compendium.steps.plan import lacking, read_analyses
from tiny_compendium import REPOSITORY

LAYOUT = Layout(REPOSITORY)
ANALYSES = {analysis.notebook: analysis for analysis in read_analyses(LAYOUT)}
NOTEBOOKS = {path.stem: nbformat.read(path, as_version=4) for path in ANALYSES}
MOST_LINES = 10
MOST_CELLS = 26

each_notebook = pytest.mark.parametrize("path", ANALYSES, ids=lambda path: path.stem)


def cells_of(path, cell_type="code"):
    return [cell for cell in NOTEBOOKS[path.stem].cells if cell.cell_type == cell_type]


def lines_of(cell):
    return [line for line in cell.source.splitlines() if line.strip()]


def nodes_of(path):
    return [node for cell in cells_of(path) for node in ast.walk(ast.parse(cell.source))]


def test_every_notebook_is_an_analysis():
    assert sorted(LAYOUT.notebooks.glob("*.ipynb")) == sorted(ANALYSES)
    assert [path.stem[:2] for path in sorted(ANALYSES)] == [
        f"{number:02d}" for number in range(1, len(ANALYSES) + 1)
    ]


@each_notebook
def test_it_is_a_notebook_of_python(path):
    notebook = NOTEBOOKS[path.stem]
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata.kernelspec.name == "python3"
    assert len(notebook.cells) <= MOST_CELLS


@each_notebook
def test_it_starts_with_its_title_and_its_question(path):
    first = NOTEBOOKS[path.stem].cells[0]
    assert first.cell_type == "markdown"
    title, quoted = lines_of(first)
    assert re.fullmatch(r"# [A-Z].+[^.]", title)
    assert re.fullmatch(r"> .+\?.* [Mm]akes .+\.", quoted), "the question, and what it makes"
    titles = [cell for cell in cells_of(path, "markdown") if cell.source.startswith("# ")]
    assert len(titles) == 1


@each_notebook
def test_it_imports_once_and_compendium_through_the_front_door(path):
    first, *others = cells_of(path)
    statements = ast.parse(first.source).body
    assert all(isinstance(statement, ast.Import) for statement in statements)
    names = {(alias.name, alias.asname) for line in statements for alias in line.names}
    assert ("compendium", "co") in names
    assert not {name for name, _ in names if name.startswith("compendium.")}
    assert not [
        node
        for cell in others
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]


@each_notebook
def test_its_parameters_have_a_type_a_value_and_a_meaning(path):
    tagged = [cell for cell in NOTEBOOKS[path.stem].cells if cell.metadata.get("tags")]
    assert [cell.metadata.tags for cell in tagged] == [["parameters"]]
    for line in lines_of(tagged[0]):
        assert re.fullmatch(r"\w+: (str|int|float|bool) = \S.*?  # \S.+", line), line
    study = read_contract(path)["study"].default
    assert not lacking(ANALYSES[path], LAYOUT.data / study)


@each_notebook
def test_its_code_is_short_and_plain(path):
    for cell in cells_of(path):
        assert len(lines_of(cell)) <= MOST_LINES, cell.source
    forbidden = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda | ast.Try
    assert not [ast.unparse(node) for node in nodes_of(path) if isinstance(node, forbidden)]
    names = {node.id for node in nodes_of(path) if isinstance(node, ast.Name)}
    assert not names & {"open", "Path", "os", "sys", "warnings", "exec", "eval"}


@each_notebook
def test_it_names_no_path(path):
    texts = {
        node.value
        for node in nodes_of(path)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert not {text for text in texts if re.search(r"^[./~]|\w/\w|\.(csv|svg|png|json)$", text)}


@each_notebook
def test_prose_comes_before_code(path):
    cells = NOTEBOOKS[path.stem].cells
    for before, cell in pairwise(cells):
        if cell.cell_type == "code" and before.cell_type == "code":
            # The parameters and what loads with them belong together.
            assert "parameters" in before.metadata.get("tags", []), cell.source


@each_notebook
def test_it_ends_by_saving_under_its_name(path):
    last = NOTEBOOKS[path.stem].cells[-1]
    assert last.cell_type == "code"
    assert last.source.splitlines()[-1].startswith(f'co.save(this, "{ANALYSES[path].name}", ')
    saves = [
        node for node in nodes_of(path) if isinstance(node, ast.Attribute) and node.attr == "save"
    ]
    assert len(saves) == 1


@each_notebook
def test_it_is_committed_without_outputs(path):
    for cell in cells_of(path):
        assert cell.outputs == []
        assert cell.execution_count is None
    ids = [cell.id for cell in NOTEBOOKS[path.stem].cells]
    assert ids == [f"cell-{number:02d}" for number in range(1, len(ids) + 1)]
    for cell in NOTEBOOKS[path.stem].cells:
        assert set(cell.metadata) <= {"tags"}
    assert set(NOTEBOOKS[path.stem].metadata) == {"kernelspec", "language_info"}


def asked_by_verbs(path):
    """Kinds that verbs ask for themselves when a notebook hands them ``this.table``."""
    handed = [
        getattr(compendium, node.func.attr)
        for node in nodes_of(path)
        if isinstance(node, ast.Call) and "this.table" in map(ast.unparse, node.args)
    ]
    return {
        node.args[0].value
        for verb in handed
        for node in ast.walk(ast.parse(inspect.getsource(verb)))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "table"
    }


@each_notebook
def test_it_asks_only_for_tables_that_it_says_it_needs_or_uses(path):
    analysis = ANALYSES[path]
    needed = {kind for need in analysis.needs for kind in kinds_needed(need)}
    named = (needed | set(analysis.uses)) - {TEXT_NEED}
    calls = [
        (ast.unparse(node.func.value), node.args[0].value)
        for node in nodes_of(path)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("table", "has")
    ]
    asked = {kind for study, kind in calls if study == "this"}
    assert asked | asked_by_verbs(path) == named
    # Other studies than its own are not called so in a notebook.
    assert {kind for study, kind in calls if study != "this"} == set(analysis.across)


@each_notebook
def test_every_name_it_uses_is_behind_the_front_door(path):
    import compendium

    used = {
        node.attr
        for node in nodes_of(path)
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "co"
    }
    assert used <= set(compendium.__all__)
