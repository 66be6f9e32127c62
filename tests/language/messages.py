"""What the code says: the English messages that a catalogue has to know."""

import ast
import csv
import string
from pathlib import Path

import compendium

PACKAGE = Path(compendium.__file__).parent
REPOSITORY = PACKAGE.parents[1]
SAYING = {"say": 1, "mark": 1, "counted": 2, "say_number": 2}


def _texts(call):
    """The texts that a call gives in its first places."""
    return [
        argument.value
        for argument in call.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    ]


def _imported(tree):
    """Names that a module has from the room of languages."""
    return {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "compendium.language"
        for alias in node.names
    }


def said():
    """Each message, as one text or as its two forms, with the module that says it."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = set(SAYING) if path.parent.name == "language" else _imported(tree)
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            name, texts = node.func.id, _texts(node)
            if name not in names or name not in SAYING or not texts:
                continue
            if name == "counted" and len(texts) == 1:
                texts.append(f"{texts[0]}s")
            found[tuple(texts[: SAYING[name]])] = path.relative_to(PACKAGE).as_posix()
    return found


def headings(studies=("example", "connectors", "cocreation")):
    """Headings of the committed tables that an analysis made of some studies."""
    found = set()
    for study in studies:
        for path in (REPOSITORY / "figures" / study).glob("*/*.csv"):
            with path.open(encoding="utf-8") as file:
                found |= set(next(csv.reader(file)))
    return found


def places(message):
    """Names of the places that a message has, with how each is written."""
    return sorted(
        f"{name}:{shape}" for _, name, shape, _ in string.Formatter().parse(message) if name
    )
