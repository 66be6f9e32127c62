"""A text as each of its coders divided it: stretches within which no passage begins or ends."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

Values = list[list[frozenset[str]]]


@dataclass(frozen=True)
class Continuum:
    """A text, cut wherever a passage of any coder begins or ends.

    Parameters
    ----------
    length : array, shape (stretches,)
        Characters of each stretch.
    values : list of list of frozenset
        Of each coder, and each stretch: what was given to it; empty in a gap.
    units : array, shape (coders, stretches)
        Number of the passage in which the stretch lies, coder by coder.
    kept : array of bool, shape (stretches,)
        Whether the stretch is compared.
    """

    length: np.ndarray
    values: Values
    units: np.ndarray
    kept: np.ndarray

    def exclusive(self) -> "Continuum":
        """Leave out the stretches to which a coder gave several values."""
        several = [
            any(len(row[place]) > 1 for row in self.values) for place in range(len(self.kept))
        ]
        alone = [
            [one if len(one) < 2 else frozenset() for one in row]  # counts for nothing: left out
            for row in self.values
        ]
        return replace(self, values=alone, kept=self.kept & ~np.array(several, dtype=bool))


def continua(
    coded: pd.DataFrame,
    readers: pd.Series,
    lengths: pd.Series,
    bits: Mapping[str, int],
    *,
    value: str,
) -> Iterator[Continuum]:
    """Divide each text that two coders or more have read.

    Parameters
    ----------
    coded : DataFrame
        What `units.coded_passages` gives, with places, and with the column ``value``.
    readers, lengths : Series
        Set of coders and number of characters; index ``source``.
    bits : mapping
        What `units.coder_bits` gives.
    value : str
        Column with the value of a passage.

    Yields
    ------
    Continuum
        One per source, in the order of ``readers``.
    """
    passages = dict(iter(coded.groupby("source")))
    nothing = coded.iloc[:0]
    for source, read in readers.items():
        coders = [bit for bit in bits.values() if read & bit]
        part = passages.get(source, nothing)
        yield _divide(part, coders, int(lengths[source]), value)


def _divide(part: pd.DataFrame, coders: list[int], length: int, value: str) -> Continuum:
    """Cut a text at the ends of all passages."""
    starts, ends = (part[name].to_numpy("int64") for name in ("start", "end"))
    cuts = np.unique(np.concatenate([[0, length], starts, ends]))
    first, size = cuts[:-1], np.diff(cuts)
    values: Values = []
    units = np.zeros((len(coders), len(first)), dtype=int)
    for row, coder in enumerate(coders):
        own = part[part["bit"] == coder]
        given: list[set[tuple[str, int]]] = [set() for _ in first]
        for name, number, start, end in _runs(own, value):
            low, high = np.searchsorted(cuts, [start, end])
            for place in range(low, high):
                given[place].add((name, number))
        values.append([frozenset(name for name, _ in one) for one in given])
        units[row] = _numbered(given)
    return Continuum(size, values, units, np.ones(len(first), dtype=bool))


def _runs(own: pd.DataFrame, value: str) -> Iterator[tuple[str, int, int, int]]:
    """Join a coder's passages of one value where they overlap; those that only touch are two."""
    number = 0
    for name, part in own.groupby(value, sort=False):
        spans = part[["start", "end"]].astype("int64").sort_values(["start", "end"])
        reached = spans["end"].cummax().shift()
        run = (reached.isna() | (spans["start"] >= reached)).cumsum()
        for _, joined in spans.groupby(run):
            yield str(name), number, int(joined["start"].min()), int(joined["end"].max())
            number += 1


def _numbered(given: list[set[tuple[str, int]]]) -> np.ndarray:
    """Give each passage and gap a number, from left to right."""
    changes = [place > 0 and given[place] != given[place - 1] for place in range(len(given))]
    found: np.ndarray = np.cumsum(changes)
    return found
