"""How the verification came out, read from what it wrote."""

import csv
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from compendium.errors import CompendiumError
from compendium.files import read_object
from compendium.layout import Layout
from compendium.paper.closing import verification_folder

COLUMNS = ("study", "printed_id", "quantity", "printed", "recomputed", "verdict", "note", "test")


@dataclass(frozen=True)
class Verdicts:
    """How the verification came out.

    Parameters
    ----------
    numbers : list of dict
        The printed numbers, with the columns of ``figures/verification.csv``.
    claims : dict
        Counts of the verdicts on claims, by study and under ``all``.
    inconsistencies : int
        How many places contradict one another inside the publications.
    """

    numbers: list[dict[str, str]] = field(default_factory=list)
    claims: dict[str, Any] = field(default_factory=dict)
    inconsistencies: int = 0

    @property
    def tally(self) -> dict[str, Counter[str]]:
        """Counts of the verdicts by study, and under ``all``."""
        counts: dict[str, Counter[str]] = {}
        for row in self.numbers:
            counts.setdefault(row["study"], Counter())[row["verdict"]] += 1
        if counts:
            counts["all"] = sum(counts.values(), Counter())
        return counts

    @property
    def differing(self) -> list[dict[str, str]]:
        """The printed numbers that are not what follows from the tables."""
        return [row for row in self.numbers if row["verdict"] == "differs"]


def read_verdicts(layout: Layout) -> Verdicts:
    """Read the verdicts of the last verification; none where no study prints numbers.

    Raises
    ------
    CompendiumError
        When a file is not as the verification wrote it.
    """
    table = layout.figures / "verification.csv"
    if not table.is_file():
        return Verdicts()
    values = verification_folder(layout) / "values.json"
    try:
        with table.open(encoding="utf-8", newline="") as file:
            rows = [{name: row[name] or "" for name in COLUMNS} for row in csv.DictReader(file)]
        known = read_object(values)
    except (OSError, ValueError, csv.Error, KeyError) as error:
        raise CompendiumError(
            f"{layout.shown(table)} or {layout.shown(values)}: this is not as the verification "
            f"wrote it ({error}). Type: compendium verify"
        ) from error
    return Verdicts(rows, known.get("claims", {}), int(known.get("inconsistencies", 0)))
