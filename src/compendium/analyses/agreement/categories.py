"""Agreement on codes that exclude each other: those below one code, as values of one question."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from compendium.analyses.agreement.units import (
    coded_passages,
    coder_bits,
    marked_units,
    readers_of,
)

COLUMNS = ["unit", "domain", "label", "codes", "units", "several", "percentage", "alpha"]


def agreement_on_categories(
    segments: pd.DataFrame, codes: pd.DataFrame, sources: pd.DataFrame
) -> pd.DataFrame:
    """Compare which of several codes that exclude each other the coders chose.

    The codes below one code are the values of a domain (ATLAS.ti: a semantic domain), such as
    positive, negative and neutral. Of the units to which two coders or more gave a code of the
    domain it is asked whether it was the same one; whether they would have marked the unit at all
    is another question, which `agreement` answers.

    Parameters
    ----------
    segments, codes, sources : DataFrame
        As in `agreement`; ``codes`` with the column ``parent``.

    Returns
    -------
    DataFrame
        One row per unit (``document`` or ``segment``) and domain with two codes or more that were
        given: ``unit, domain, label, codes`` (how many), ``units`` (with one code of two coders or
        more), ``several`` (judgements left out, since a coder gave several codes of the domain),
        ``percentage`` (of the pairs of coders, the share that chose the same code) and ``alpha``
        (Krippendorff's, nominal), missing where one code alone was chosen.

    References
    ----------
    Krippendorff (2004), Content Analysis, chapter 11.
    """
    parents = codes.assign(parent=codes.get("parent")).dropna(subset=["parent"])
    labels = codes.set_index("code")["label"]
    bits = coder_bits(segments, sources)
    coded = coded_passages(segments, bits)
    rows = []
    for unit in ("document", "segment"):
        part = coded if unit == "document" else coded.dropna(subset=["start", "end"])
        readers = readers_of(part)
        shared = part[part["source"].isin(readers[readers.map(int.bit_count) > 1].index)]
        if shared.empty:
            continue
        marked = marked_units(shared, unit)
        for domain, below in parents.groupby("parent", sort=False):
            own = marked[marked["code"].isin(below["code"])]
            if own["code"].nunique() > 1:
                label = labels.get(domain, domain)
                found = _compare(own, list(bits.values()))
                rows.append({"unit": unit, "domain": domain, "label": label, **found})
    return pd.DataFrame(rows, columns=COLUMNS)


def nominal_alpha(counts: np.ndarray) -> float:
    """Krippendorff's alpha of values without an order.

    Parameters
    ----------
    counts : array, shape (units, values)
        How many coders chose each value; units with one coder count for nothing.

    Returns
    -------
    float
        Alpha; missing where one value alone was chosen, or no unit has two coders.
    """
    size = counts.sum(axis=1)
    paired, size = counts[size > 1], size[size > 1]
    total = paired.sum(axis=0)
    n = total.sum()
    expected = (n**2 - (total**2).sum()) / (n - 1) if n > 1 else 0.0
    if expected == 0:
        return np.nan
    observed = ((size**2 - (paired**2).sum(axis=1)) / (size - 1)).sum()
    return float(1 - observed / expected)


def _compare(own: pd.DataFrame, bits: Sequence[int]) -> dict[str, Any]:
    """Numbers of one domain, from the units with the coders who gave each code."""
    place = [name for name in ("source", "start", "end") if name in own]
    given = own["given"].to_numpy("int64")
    chosen = pd.DataFrame({bit: given & bit > 0 for bit in bits}, index=own.index)
    by_unit = chosen.groupby([own[name] for name in place]).sum()
    several = int((by_unit > 1).to_numpy().sum())
    # Whoever gave several codes of the domain to a unit chose none of them.
    clear = by_unit.where(by_unit <= 1, 0).reset_index()
    kept = own[place].merge(clear, on=place, how="left")[list(bits)].to_numpy(bool)
    votes = pd.Series((chosen.to_numpy() & kept).sum(axis=1), index=own.index)
    table = votes.groupby([*(own[name] for name in place), own["code"]]).sum().unstack(fill_value=0)
    counts = table.to_numpy(float)
    size = counts.sum(axis=1)
    pairs = size * (size - 1)
    same = (counts * (counts - 1)).sum(axis=1)
    return {
        "codes": own["code"].nunique(),
        "units": int((size > 1).sum()),
        "several": several,
        "percentage": float(same.sum() / pairs.sum()) if pairs.sum() else np.nan,
        "alpha": nominal_alpha(counts),
    }
