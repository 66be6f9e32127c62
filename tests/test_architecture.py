"""The layers of the design: who may import whom, and who may touch files."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import compendium
from compendium.study.kinds import KINDS

PACKAGE = Path(compendium.__file__).parent
REPOSITORY = PACKAGE.parents[1]
LONGEST = 320

# From the top down; a module imports only from lines below its own. What is not named here is
# the pure core: frames in, frames or figures out.
LAYERS = [
    "cli",
    "report",
    "cluster",
    "run",
    "engine",
    "closing",
    "leftovers",
    "paper",
    "verify",
    "new",
    "check",
    "plan",
    "undeclared",
    "stale",
    "qda",
    "package",
    "save",
    "texts",
    "study",
    "watch",
    "needs",
    "tables",
    "sheets",
    "workbook",
    "contract",
]
# Small things that every layer may use, and that know no table.
GROUND = {"alone", "errors", "files", "fingerprint", "layout", "naming"}
# Attributes and names that reach for a file.
FILE_CALLS = {
    "open", "read_text", "read_bytes", "write_text", "write_bytes", "read_csv", "read_table",
    "read_excel", "read_json", "savefig", "unlink", "mkdir", "iterdir", "glob",
    "rglob", "is_file", "write_whole", "file_hash",
}  # fmt: skip


def modules():
    return {
        ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): path
        for path in sorted(PACKAGE.rglob("*.py"))
        if path != PACKAGE / "__init__.py"
    }


def imported(path):
    """Modules of this package that a module imports, anywhere in it, but for type checkers."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    only_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    found = set()
    for node in ast.walk(tree):
        if id(node) in only_types:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name} imports relatively"
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    prefix = "compendium."
    inner = {name.removeprefix(prefix) for name in found if name.startswith(prefix)}
    return {known for name in inner for known in MODULES if name == known}


MODULES = modules()


def layer(name):
    return name.partition(".")[0]


def core():
    return [name for name in MODULES if layer(name) not in {*LAYERS, *GROUND}]


def test_the_core_is_what_the_design_says():
    assert {
        "scale", "timeline", "coding", "matrix", "verification", "listings", "figures", "style",
        "exhibit", "kinds", "dates",
    } <= {layer(name) for name in core()}  # fmt: skip


@pytest.mark.parametrize("name", MODULES)
def test_imports_point_down(name):
    mine = layer(name)
    for other in imported(MODULES[name]) - {name}:
        theirs = layer(other)
        if mine in GROUND:
            assert theirs in GROUND, f"{name} imports {other}"
        elif mine in LAYERS and theirs in LAYERS and mine != theirs:
            assert LAYERS.index(theirs) > LAYERS.index(mine), f"{name} imports {other}"
        elif mine not in LAYERS:
            assert theirs not in LAYERS, f"{name} imports {other}"


def test_no_module_imports_itself_in_a_circle():
    needs = {name: imported(path) - {name} for name, path in MODULES.items()}
    while ready := [name for name, others in needs.items() if not others & needs.keys()]:
        for name in ready:
            del needs[name]
    assert not needs, f"these import one another: {', '.join(needs)}"


def calls(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node.func.attr, node.lineno
            elif isinstance(node.func, ast.Name):
                yield node.func.id, node.lineno


@pytest.mark.parametrize("name", core())
def test_the_core_touches_no_file(name):
    # The schemas come with the package, and a figure is drawn into memory.
    allowed = {"kinds": {"read_text"}, "style": {"savefig"}}.get(name, set())
    touched = {(call, line) for call, line in calls(MODULES[name]) if call in FILE_CALLS - allowed}
    assert not touched


def test_only_study_knows_the_tables_and_only_save_the_figures():
    readers = {layer(name) for name, path in MODULES.items() if "tables" in imported(path)}
    assert readers <= {"study", "qda"}
    drawers = {
        name
        for name, path in MODULES.items()
        if {"savefig", "render"} & {c for c, _ in calls(path)}
    }
    # The engine draws one figure into memory, so that nothing is drawn for the first time later.
    assert drawers <= {"save", "style", "exhibit", "engine.warm", "paper.builtin", "paper"}


@pytest.mark.parametrize("name", MODULES)
def test_a_module_is_short_enough_to_read(name):
    lines = len(MODULES[name].read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST, f"{name} has {lines} lines; split it"


def test_every_kind_has_a_schema_and_every_schema_is_a_kind():
    assert sorted(path.stem for path in (PACKAGE / "kinds").glob("*.json")) == sorted(KINDS)


def test_the_front_door_opens_every_name_it_promises():
    tree = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    typed = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("compendium.")
        for alias in node.names
    }
    assert typed == set(compendium.__all__), "the names for type checkers are the names given"
    for name in compendium.__all__:
        assert getattr(compendium, name).__doc__, name
    assert set(compendium.__all__) <= set(dir(compendium))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = compendium.nothing


def test_a_function_is_found_behind_a_module_of_the_same_name():
    program = (
        "import compendium as co\n"
        "from compendium.exhibits.save import write_record\n"
        "import compendium.analyses.participants.composition\n"
        "assert callable(co.save) and callable(co.save)\n"
        "assert callable(co.composition) and callable(co.composition)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize("name", MODULES)
def test_every_module_says_what_it_is(name):
    assert ast.get_docstring(ast.parse(MODULES[name].read_text(encoding="utf-8")))
