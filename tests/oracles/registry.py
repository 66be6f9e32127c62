"""What is compared, how it is measured, and how the table in the documentation says it."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from math import isnan
from pathlib import Path
from typing import Any

Pair = tuple[object, object]
STEPS = (1e-12, 1e-9, 1e-6, 1e-3)  # how a difference is told: the same on every machine


@dataclass(frozen=True)
class Method:
    """A method: its formula and source, and what independent of it gives the same."""

    name: str
    function: str
    formula: str
    reference: str
    oracle: str
    pairs: Callable[[], Iterator[Pair]]

    def measure(self) -> tuple[int, float]:
        """Count the cases compared, and find the largest difference between ours and theirs."""
        differences = [difference(ours, theirs) for ours, theirs in self.pairs()]
        return len(differences), max(differences)

    def row(self, cases: int, largest: float) -> str:
        """Write the row of the table."""
        told = "0" if largest == 0 else f"below {next(step for step in STEPS if largest < step):g}"
        cells = (
            self.name, f"`{self.function}`", f"${self.formula}$",
            self.reference, self.oracle, f"{cases:,}", told,
        )  # fmt: skip
        return "| " + " | ".join(cells) + " |"


def difference(ours: object, theirs: object) -> float:
    """Difference between two outcomes; two that are not defined are alike."""
    if (
        isinstance(ours, bool)
        or isinstance(theirs, bool)
        or ours is None
        or isinstance(ours, str | tuple)
    ):
        return float(ours != theirs)
    one, other = float(ours), float(theirs)
    if isnan(one) or isnan(other):
        return 0.0 if isnan(one) and isnan(other) else float("inf")
    return abs(one - other)


@cache
def outcomes(program: str) -> dict[str, Any]:
    """What another program made of given cases; `outcomes/make.py` asked it."""
    path = Path(__file__).parent / "outcomes" / f"{program}.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found
