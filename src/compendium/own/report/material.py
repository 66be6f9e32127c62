"""What the analyses of a study made, as the report reads it: values, tables, captions, labels."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from compendium.errors import CompendiumError
from compendium.naming import slug
from compendium.steps.plan import Step
from compendium.study.signs import cell_as_written
from compendium.study.study import Study


@dataclass(frozen=True)
class Made:
    """What one analysis made.

    Parameters
    ----------
    step : Step
        The analysis and its notebook.
    folder : Path
        Where the artefacts are.
    """

    step: Step
    folder: Path

    @cached_property
    def values(self) -> dict[str, Any]:
        """The values, nested."""
        values: dict[str, Any] = self._read("values.json")
        return values

    @cached_property
    def captions(self) -> dict[str, dict[str, str]]:
        """Kind, caption and alternative text of each exhibit, by its name."""
        captions: dict[str, dict[str, str]] = self._read("captions.json")
        return captions

    def names(self, kind: str) -> list[str]:
        """Names of the figures, or of the tables."""
        return sorted(name for name, about in self.captions.items() if about["kind"] == kind)

    def table(self, name: str) -> pd.DataFrame:
        """Read a table as it was saved: all cells are texts, and empty ones are empty."""
        table = pd.read_csv(self.folder / f"{name}.csv", dtype=str, keep_default_na=False)
        return table.map(cell_as_written)

    def _read(self, name: str) -> Any:
        return json.loads((self.folder / name).read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Material:
    """A study with all that was made of it.

    Parameters
    ----------
    study : Study
        The study.
    made : mapping of str to Made
        What each analysis made, by its name, in the order of the analyses.
    kept : collection of str, optional
        Analyses that rest on a withheld table that is not here: the names of what they counted
        are not known.
    """

    study: Study
    made: Mapping[str, Made]
    kept: Collection[str] = ()

    def values(self, analysis: str) -> dict[str, Any]:
        """Values of an analysis; none where it did not run."""
        return self.made[analysis].values if analysis in self.made else {}

    def table(self, kind: str) -> pd.DataFrame:
        """Table of the study; without rows where it has none, or where it has mistakes."""
        try:
            return self.study.table(kind, optional=True)
        except CompendiumError:
            return pd.DataFrame()

    def labels(self, kind: str, key: str) -> dict[str, str]:
        """Name to show for what the values call by its slug."""
        table = self.table(kind)
        if table.empty:
            return {}
        names = table["label"] if "label" in table else table[key]
        return {
            slug(str(one)): str(name)
            for one, name in zip(table[key], names.fillna(table[key]), strict=True)
        }

    def dimensions(self) -> dict[str, str]:
        """Name of each dimension of the questionnaire, by its slug."""
        items = self.table("items")
        names = items["dimension"].dropna().unique() if len(items) else []
        return {slug(str(name)): str(name) for name in names}


def numbers(values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Give the values that are numbers or texts of their own, with their names."""
    for name, value in values.items():
        if value is not None and not isinstance(value, Mapping | list):
            yield name, value
