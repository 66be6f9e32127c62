"""Agreement between coders: percentage and coefficients, code by code and over all codes."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from compendium.analyses.agreement import chance
from compendium.analyses.agreement.units import (
    UNITS,
    coded_passages,
    coder_bits,
    marked_units,
    readers_of,
    units_of,
)
from compendium.errors import TableError
from compendium.naming import counted, slug

ALL_CODES, MEAN_OF_CODES = "All codes", "Mean of codes"
RESAMPLES = 1000
FEWEST_SOURCES = 5  # to draw from: of fewer, samples say nothing about others
INTERVALS = ("kappa", "alpha", "ac1")
VALUES = ["units", "coded", "percentage", *chance.NAMES, "holsti", "prevalence"]


def agreement(
    segments: pd.DataFrame,
    codes: pd.DataFrame,
    sources: pd.DataFrame,
    *,
    rng: np.random.Generator | None = None,
) -> pd.DataFrame:
    """Compare what the coders gave each code to, by document, by segment and by character.

    A coder has read a source when they coded at least one passage of it, or are named in its
    column ``read_by``; what a coder has not read is missing, and not a code that was not given.
    Only sources that at least two coders have read are compared. Each code counts by itself,
    without the codes below it.

    Parameters
    ----------
    segments : DataFrame
        Table of kind ``segments`` with the column ``coder``. Passages without ``start`` and
        ``end`` are compared by document alone; passages of no length not by character.
    codes, sources : DataFrame
        Tables of these kinds. Extra columns of ``sources``: ``length``, the number of characters
        of the text; ``read_by``, coders who read it (``Ann; Bo``), also where they coded nothing.
    rng : Generator, optional
        Source of randomness for the intervals; there are none without it.

    Returns
    -------
    DataFrame
        One row per unit and code, after two rows for all codes (``code`` missing). Columns
        ``unit`` (``document``, ``segment`` or ``character``), ``code, label``, ``units`` (read by
        two coders or more), ``coded`` (of these, given the code by at least one), ``percentage``
        (of units on which a pair of coders agrees, 0 to 1, those that neither gave the code
        included), ``kappa`` (Cohen's) and ``pi`` (Scott's), means over the pairs of coders;
        ``alpha`` (Krippendorff's, nominal), ``fleiss`` (Fleiss' kappa), ``ac1`` (Gwet's) and
        ``brennan_prediger``, of all coders together; ``holsti`` (of what was coded: twice the
        units that both gave, by the units that each gave), ``prevalence`` (share of judgements
        that give the code). A coefficient is missing where chance alone gives entire agreement.
        With ``rng``, ``kappa_low, kappa_high`` and so on for alpha and ac1: 95 % intervals of
        1,000 samples of the sources, where there are five or more.

        The row *All codes* pools: the coefficient of the mean observed and the mean expected
        agreement (De Vries et al. 2008). Its ``units`` and ``coded`` are sums over the codes. By
        segment it has ``maxqda``, Brennan-Prediger as MAXQDA computes it: chance is one by the
        number of codes, and passages with neither code do not count. The row *Mean of codes* has
        the means.

    Raises
    ------
    TableError
        When no source was read by two coders, no code is one of ``codes``, or a passage ends
        before it begins.

    References
    ----------
    Cohen (1960), Educational and Psychological Measurement 20; Scott (1955), Public Opinion
    Quarterly 19; Light (1971), Psychological Bulletin 76; Fleiss (1971), Psychological Bulletin
    76; Krippendorff (2004), Content Analysis, chapter 11; Gwet (2008), British Journal of
    Mathematical and Statistical Psychology 61; Brennan and Prediger (1981), Educational and
    Psychological Measurement 41; Holsti (1969), Content Analysis for the Social Sciences.

    Examples
    --------
    >>> segments = pd.DataFrame({
    ...     "source": ["s1", "s1", "s2", "s2"], "code": ["a", "a", "a", "b"],
    ...     "coder": ["Ann", "Bo", "Ann", "Bo"], "start": pd.NA, "end": pd.NA, "where": pd.NA})
    >>> codes = pd.DataFrame({"code": ["a", "b"], "label": ["A", "B"]})
    >>> sources = pd.DataFrame({"source": ["s1", "s2"]})
    >>> agreement(segments, codes, sources)[["label", "units", "coded", "percentage"]]
               label  units  coded  percentage
    0      All codes      4      3         0.5
    1  Mean of codes      4      3         0.5
    2              A      2      2         0.5
    3              B      2      1         0.5
    """
    bits = coder_bits(segments, sources)
    coded = coded_passages(segments, bits)
    _check_readers(readers_of(coded, bits, sources))
    _check_codes(coded, codes)
    tables = []
    for unit in UNITS:
        part = coded if unit == "document" else _placed(coded, unit)
        readers = readers_of(part, bits, sources)
        readers = readers[_is_compared(readers)]
        if part["source"].isin(readers.index).any():
            tables.append(_by_code(part, codes, sources, readers, unit, rng))
    return pd.concat(tables, ignore_index=True)


def summarise_agreement(
    table: pd.DataFrame,
    differing: pd.DataFrame,
    segments: pd.DataFrame,
    sources: pd.DataFrame | None = None,
) -> dict[str, Any]:
    """Collect the values of the analysis agreement.

    Parameters
    ----------
    table, differing : DataFrame
        What `agreement` and `disagreements` give.
    segments, sources : DataFrame
        Tables of these kinds.

    Returns
    -------
    dict
        ``n_coders``, ``n_sources`` (coded), ``n_sources_compared`` (read by two coders or more),
        ``n_disagreements``, ``unit.<unit>`` (all codes pooled: the numbers of the columns of
        `agreement`), ``mean_of_codes.<unit>`` and ``code.<slug>.<unit>`` (the same of a code).
    """
    bits = coder_bits(segments, sources)
    readers = readers_of(coded_passages(segments, bits), bits, sources)
    values: dict[str, Any] = {
        "n_coders": len(bits),
        "n_sources": len(readers),
        "n_sources_compared": int(_is_compared(readers).sum()),
        "n_disagreements": len(differing),
        "unit": {},
        "mean_of_codes": {},
        "code": {},
    }
    kept = [name for name in (*VALUES, *_ends(), "maxqda") if name in table]
    for row in table.to_dict("records"):
        numbers = {name: row[name] for name in kept}
        if pd.notna(row["code"]):
            values["code"].setdefault(slug(row["code"]), {})[row["unit"]] = numbers
        else:
            place = "unit" if row["label"] == ALL_CODES else "mean_of_codes"
            values[place][row["unit"]] = numbers
    return values


def _placed(coded: pd.DataFrame, unit: str) -> pd.DataFrame:
    placed = coded.dropna(subset=["start", "end"])
    if unit == "character" and not (placed["end"] > placed["start"]).any():
        return placed.iloc[:0]
    return placed


def _is_compared(readers: pd.Series) -> pd.Series:
    return readers.map(int.bit_count) > 1


def _check_readers(readers: pd.Series) -> None:
    if not _is_compared(readers).any():
        raise TableError(
            f"segments: no source was coded by two coders ({counted(len(readers), 'source')} with "
            "passages of a coder). Agreement needs sources that several people coded; check the "
            "columns coder and source. Who read a source and marked nothing stands in the column "
            "read_by of sources.csv."
        )


def _check_codes(coded: pd.DataFrame, codes: pd.DataFrame) -> None:
    if not coded["code"].isin(codes["code"]).any():
        found = ", ".join(repr(code) for code in coded["code"].drop_duplicates()[:3])
        raise TableError(
            f"segments.csv, column code: none of the codes ({found}) is in codes.csv. Correct "
            "them, or add the codes to codes.csv."
        )


def _by_code(
    coded: pd.DataFrame,
    codes: pd.DataFrame,
    sources: pd.DataFrame,
    readers: pd.Series,
    unit: str,
    rng: np.random.Generator | None,
) -> pd.DataFrame:
    """Compare the coders code by code, for one unit."""
    bits = [1 << place for place in range(int(readers.max()).bit_length())]
    sizes = units_of(coded, sources, unit).reindex(readers.index).fillna(0).astype("int64")
    marked = marked_units(coded, unit)
    marked = marked[marked["source"].isin(readers.index)]
    of_code = dict(iter(marked.groupby("code")))
    shown = codes[codes["code"].isin(list(of_code))]
    if shown.empty:
        return pd.DataFrame()
    counts = [
        chance.tallies(_patterns(of_code[code], readers, sizes), bits).reindex(readers.index)
        for code in shown["code"]
    ]
    sums = np.stack([one.fillna(0).to_numpy() for one in counts])
    given = [int(of_code[code]["n"].sum()) for code in shown["code"]]
    by_code = _row(sums.sum(axis=1), given)
    intervals = _intervals(sums, rng)
    by_code = by_code.join(intervals.iloc[1:].reset_index(drop=True))
    whole = _whole(sums.sum(axis=1), by_code, unit).assign(**intervals.iloc[0].to_dict())
    mean = by_code[[name for name in VALUES if name not in ("units", "coded")]].mean()
    mean = pd.DataFrame([mean]).assign(**whole[["units", "coded"]].iloc[0].to_dict())
    table = pd.concat([whole, mean, by_code], ignore_index=True)
    table.insert(0, "label", [ALL_CODES, MEAN_OF_CODES, *shown["label"]])
    table.insert(0, "code", [None, None, *shown["code"]])
    table.insert(0, "unit", unit)
    first = ["unit", "code", "label", *VALUES]
    table = table.astype({"units": "int64", "coded": "int64"})
    return table[[*first, *(name for name in table if name not in first)]]


def _patterns(marked: pd.DataFrame, readers: pd.Series, sizes: pd.Series) -> pd.DataFrame:
    """List the units of a code by source and coders who gave it, those that nobody gave too."""
    given = marked[["source", "given", "n"]]
    none = sizes.sub(given.groupby("source")["n"].sum(), fill_value=0).rename("n").reset_index()
    patterns = pd.concat([given, none.assign(given=0)], ignore_index=True)
    return patterns.assign(readers=patterns["source"].map(readers).astype("int64"))


def _row(sums: np.ndarray, given: Sequence[int]) -> pd.DataFrame:
    """Numbers of each code, from its sums."""
    return pd.DataFrame(
        {
            "units": sums[:, 0],
            "coded": given,
            "percentage": chance.percentage(sums),
            **chance.coefficients(sums),
            "holsti": chance.holsti(sums),
            "prevalence": sums[:, 4] / sums[:, 5],
        }
    )


def _whole(sums: np.ndarray, by_code: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Numbers of all codes, pooled."""
    added = sums.sum(axis=0, keepdims=True)
    whole = pd.DataFrame(
        {
            **by_code[["units", "coded"]].sum().to_dict(),
            "percentage": by_code["percentage"].mean(),
            **{name: [float(one)] for name, one in chance.pooled(sums).items()},
            "holsti": chance.holsti(added),
            "prevalence": added[:, 4] / added[:, 5],
        }
    )
    return whole.assign(maxqda=chance.maxqda(added, len(sums))) if unit == "segment" else whole


def _intervals(sums: np.ndarray, rng: np.random.Generator | None) -> pd.DataFrame:
    """Find the ends of the intervals: of all codes in the first row, then code by code."""
    codes, sources = sums.shape[:2]
    if rng is None or sources < FEWEST_SOURCES:
        return pd.DataFrame(index=range(codes + 1))
    drawn = chance.resampled(sums, resamples=RESAMPLES, rng=rng)
    found = [chance.pooled(drawn), *(chance.coefficients(one) for one in drawn)]
    ends = [[end for name in INTERVALS for end in chance.interval(one[name])] for one in found]
    return pd.DataFrame(ends, columns=_ends())


def _ends() -> list[str]:
    return [f"{name}_{end}" for name in INTERVALS for end in ("low", "high")]
