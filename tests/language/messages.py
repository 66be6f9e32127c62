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
