"""Headings of tables and places of messages, which a catalogue has to know too."""

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
