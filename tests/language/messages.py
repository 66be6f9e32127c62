"""Headings of tables and places of messages, which a catalogue has to know too."""

import ast
import csv
import string
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]


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


def places_left_open():
    """Yield file, line and places of each call whose message has places that it does not fill."""
    for path in sorted((REPOSITORY / "src" / "compendium").rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(getattr(call, "func", None), "id", "")
            if name not in ("say", "say_number") or any(not one.arg for one in call.keywords):
                continue
            texts = [one.value for one in call.args if isinstance(one, ast.Constant)]
            asked = {place.split(":")[0] for text in texts for place in places(str(text))}
            lacking = asked - {one.arg for one in call.keywords} - {"number"}
            if lacking:
                yield path, call.lineno, lacking


def unsaid(rooms):
    """Yield file, line and text of each refusal in some rooms that speaks English alone."""
    package = REPOSITORY / "src" / "compendium"
    for path in sorted(path for room in rooms for path in (package / room).rglob("*.py")):
        for raised in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(raised, ast.Raise) and raised.exc:
                for line, text in _bare(raised.exc):
                    yield path.relative_to(package).as_posix(), line, text


def _bare(node):
    """Yield the sentences of an expression that no language is asked for."""
    if getattr(getattr(node, "func", None), "id", "") in ("say", "say_number", "counted", "mark"):
        return
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    text = "".join(
        part.value
        for part in parts
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    )
    if len(text.split()) > 2:
        yield node.lineno, text
    for inner in ast.iter_child_nodes(node):
        yield from _bare(inner)
