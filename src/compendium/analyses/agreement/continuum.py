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
    joined = _joined(coded, value)
    passages = dict(iter(joined.groupby("source")))
    nothing = joined.iloc[:0]
    for source, read in readers.items():
        coders = [bit for bit in bits.values() if read & bit]
        yield _divide(passages.get(source, nothing), coders, int(lengths[source]))


def _joined(coded: pd.DataFrame, value: str) -> pd.DataFrame:
    """Join a coder's passages of one value where they overlap; those that only touch are two."""
    keys = ["source", "bit", "value"]
    spans = coded.rename(columns={"value": "_value"}).rename(columns={value: "value"})
    spans = spans[[*keys, "start", "end"]].astype({"start": "int64", "end": "int64"})
    spans = spans.sort_values([*keys, "start", "end"], ignore_index=True)
    reached = spans.groupby(keys)["end"].cummax()
    before = reached.groupby([spans[key] for key in keys]).shift()
    run = (before.isna() | (spans["start"] >= before)).cumsum().rename("run")
    found = spans.groupby([*keys, run], sort=False).agg(start=("start", "min"), end=("end", "max"))
    return found.reset_index()


def _divide(part: pd.DataFrame, coders: list[int], length: int) -> Continuum:
    """Cut a text at the ends of all passages."""
    columns = (part[name].to_numpy() for name in ("bit", "value", "run", "start", "end"))
    bits, names, runs, starts, ends = columns
    cuts = np.unique(np.concatenate([[0, length], starts, ends]).astype("int64"))
    first = np.searchsorted(cuts, starts)
    last = np.searchsorted(cuts, ends)
    stretches = len(cuts) - 1
    values: Values = []
    units = np.zeros((len(coders), stretches), dtype=int)
    for row, coder in enumerate(coders):
        given: list[set[tuple[str, int]]] = [set() for _ in range(stretches)]
        for place in np.flatnonzero(bits == coder):
            for stretch in range(first[place], last[place]):
                given[stretch].add((names[place], runs[place]))
        values.append([frozenset(name for name, _ in one) for one in given])
        units[row] = _numbered(given)
    return Continuum(np.diff(cuts), values, units, np.ones(stretches, dtype=bool))


def _numbered(given: list[set[tuple[str, int]]]) -> np.ndarray:
    """Give each passage and gap a number, from left to right."""
    changes = [place > 0 and given[place] != given[place - 1] for place in range(len(given))]
    found: np.ndarray = np.cumsum(changes)
    return found
