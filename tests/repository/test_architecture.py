"""The plan of the house: who may import whom, and who may touch files."""

import ast
from pathlib import Path

import pytest

import compendium
from compendium.study.kinds import KINDS

PACKAGE = Path(compendium.__file__).parent
REPOSITORY = PACKAGE.parents[1]
LONGEST = 320

# The floors of the house, from the top down: a module imports from its own room and from the
# floors below, never from above and never from a room beside it.
FLOORS = [
    {"cli"},
    {"crate"},
    {"own"},
    {"cluster", "paper", "qda"},
    {"steps"},
    {"verification"},
    {"engine"},
    {"analyses"},
    {"exhibits"},
    {"study"},
    {"language"},
]
# The ground, on which everybody stands. No other module lies loose beside the front door.
GROUND = {"errors", "files", "fingerprint", "layout", "naming", "rounding"}
# Rooms whose modules take frames and give frames or exhibits, and touch no file.
PURE = ("analyses", "exhibits", "verification", "study.kinds", "study.dates", "study.transcripts")
# What reads and writes for them: the one writer of figures/, the one who verifies whole studies.
NOT_PURE = {"exhibits.save", "verification.run"}
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


def room(name):
    return name.partition(".")[0]


def floor(name):
    """Number of the floor, counted from the top; the ground is the last."""
    numbers = [number for number, rooms in enumerate(FLOORS) if room(name) in rooms]
    return numbers[0] if numbers else len(FLOORS)


def pure():
    return [
        name
        for name in MODULES
        if name not in NOT_PURE and any(f"{name}.".startswith(f"{part}.") for part in PURE)
    ]


def test_nothing_lies_loose_at_the_root():
    rooms = set().union(*FLOORS)
    assert {room(name) for name in MODULES} == rooms | GROUND
    assert {path.stem for path in PACKAGE.glob("*.py")} == GROUND | {"__init__"}
    assert len(GROUND) <= 6


@pytest.mark.parametrize("name", MODULES)
def test_imports_point_down(name):
    for other in imported(MODULES[name]) - {name}:
        if room(other) == room(name) or {room(name), room(other)} <= GROUND:
            continue
        assert floor(other) > floor(name), f"{name} imports {other}"


ANALYSES = sorted({name.split(".")[1] for name in MODULES if name.startswith("analyses.")})


def test_every_notebook_has_its_room_and_every_room_its_notebook():
    notebooks = (REPOSITORY / "notebooks").glob("[0-9]*.ipynb")
    assert sorted(path.stem[3:].replace("-", "_") for path in notebooks) == ANALYSES


@pytest.mark.parametrize("analysis", ANALYSES)
def test_a_room_holds_verbs_a_figure_and_a_table(analysis):
    held = {name.split(".")[2] for name in MODULES if name.startswith(f"analyses.{analysis}.")}
    assert {"figure", "table"} < held
    assert list((REPOSITORY / "tests" / "analyses" / analysis).glob("test_*.py"))


@pytest.mark.parametrize("name", [name for name in MODULES if name.startswith("analyses.")])
def test_an_analysis_uses_only_the_verbs_of_another_one(name):
    words = ("figure", "table", "wording")
    for other in imported(MODULES[name]) - {name}:
        shows = other.startswith("analyses.") and other.split(".")[-1].startswith(words)
        # Even at home, figure and table share words and verbs, and do not know each other.
        own = name.rpartition(".")[0] == other.rpartition(".")[0] and other.endswith(".wording")
        assert not shows or own, f"{name} imports {other}"


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


@pytest.mark.parametrize("name", pure())
def test_the_core_touches_no_file(name):
    # The schemas come with the package, and a figure is drawn into memory.
    allowed = {"study.kinds": {"read_text"}, "exhibits.style": {"savefig"}}.get(name, set())
    touched = {(call, line) for call, line in calls(MODULES[name]) if call in FILE_CALLS - allowed}
    assert not touched


def test_only_study_knows_the_tables_and_only_save_the_figures():
    readers = {room(name) for name, path in MODULES.items() if "study.tables" in imported(path)}
    assert readers <= {"study", "qda"}
    drawers = {name for name, path in MODULES.items() if "savefig" in {c for c, _ in calls(path)}}
    # The engine draws one figure into memory, so that nothing is drawn for the first time later.
    assert drawers <= {"exhibits.style", "engine.warm"}


@pytest.mark.parametrize("name", MODULES)
def test_a_module_is_short_enough_to_read(name):
    lines = len(MODULES[name].read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST, f"{name} has {lines} lines; split it"


def test_every_kind_has_a_schema_and_every_schema_is_a_kind():
    assert sorted(path.stem for path in (PACKAGE / "study" / "kinds").glob("*.json")) == sorted(
        KINDS
    )


def test_the_front_door_opens_every_name_it_promises():
    for name in compendium.__all__:
        assert getattr(compendium, name).__doc__, name
    assert set(compendium.__all__) <= set(dir(compendium))
    # Else importing a room would put the module where notebooks find the function.
    assert not set(compendium.__all__) & {room(name) for name in MODULES}
    with pytest.raises(AttributeError, match="nothing"):
        _ = compendium.nothing


@pytest.mark.parametrize("name", MODULES)
def test_every_module_says_what_it_is(name):
    assert ast.get_docstring(ast.parse(MODULES[name].read_text(encoding="utf-8")))
