"""Agreement between coders: percentage, Cohen's kappa and Krippendorff's alpha, code by code."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from nltk.metrics.agreement import AnnotationTask

from compendium.analyses.agreement.units import (
    UNITS,
    coded_passages,
    marked_units,
    readers_of,
    units_of,
)
from compendium.errors import TableError
from compendium.naming import slug

ALL_CODES = "All codes"


def agreement(segments: pd.DataFrame, codes: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Compare what the coders gave each code to, by document, by segment and by character.

    A coder has read a source when they coded at least one passage of it; what a coder has not
    read is missing, and not a code that was not given. Only sources that at least two coders have
    read are compared. Each code counts by itself, without the codes below it.

    Parameters
    ----------
    segments : DataFrame
        Table of kind ``segments`` with the column ``coder``. Passages without ``start`` and
        ``end`` are compared by document alone.
    codes, sources : DataFrame
        Tables of these kinds; an extra column ``length`` of ``sources`` is the number of
        characters of the text.

    Returns
    -------
    DataFrame
        One row per unit and code, after a row for all codes together (``code`` missing). Columns
        ``unit`` (``document``, ``segment`` or ``character``), ``code, label``, ``units`` (read by
        two coders or more), ``coded`` (of these, given the code by at least one), ``percentage``
        (of units on which a pair of coders agrees, 0 to 1, those that neither gave the code
        included), ``kappa`` (Cohen's) and ``alpha`` (Krippendorff's, nominal). Percentage and
        kappa are means over the pairs of coders. Kappa and alpha are missing where they are not
        defined: where every value is the same, nothing can be told from chance.

    Raises
    ------
    TableError
        When no source was read by two coders.

    References
    ----------
    Cohen (1960), Educational and Psychological Measurement 20; Light (1971), Psychological
    Bulletin 76; Krippendorff (2004), Content Analysis, chapter 11.

    Examples
    --------
    >>> segments = pd.DataFrame({
    ...     "source": ["s1", "s1", "s2", "s2"], "code": ["a", "a", "a", "b"],
    ...     "coder": ["Ann", "Bo", "Ann", "Bo"], "start": pd.NA, "end": pd.NA, "where": pd.NA})
    >>> codes = pd.DataFrame({"code": ["a", "b"], "label": ["A", "B"]})
    >>> sources = pd.DataFrame({"source": ["s1", "s2"]})
    >>> agreement(segments, codes, sources)[["label", "units", "coded", "percentage"]]
           label  units  coded  percentage
    0  All codes      4      3         0.5
    1          A      2      2         0.5
    2          B      2      1         0.5
    """
    coded = coded_passages(segments)
    _check_readers(readers_of(coded))
    parts = {unit: _with_unit(coded, unit) for unit in UNITS}
    tables = [
        _by_code(part, codes, sources, unit)
        for unit, part in parts.items()
        if _is_compared(readers_of(part)).any()
    ]
    return pd.concat(tables, ignore_index=True)


def disagreements(segments: pd.DataFrame, codes: pd.DataFrame) -> pd.DataFrame:
    """List the passages to which one coder gave a code and another, who read the source, did not.

    A coder has given the code when they gave it to the same passage or to one that overlaps it.
    Where passages have no ``start`` and ``end``, whole sources are compared.

    Parameters
    ----------
    segments : DataFrame
        As in `agreement`.
    codes : DataFrame
        Table of kind ``codes``.

    Returns
    -------
    DataFrame
        Columns ``source, start, end, where, code, label, given_by, not_given_by`` (lists of
        coders), by source and place; no text of any passage.
    """
    coded = coded_passages(segments)
    coders = dict(zip(coded["bit"], coded["coder"], strict=True))
    placed = _with_unit(coded, "segment")
    marked = [_marked_passages(placed), _marked_documents(coded.drop(index=placed.index), coded)]
    table = pd.concat([part for part in marked if not part.empty], ignore_index=True)
    differ = table[table["given"] != table["read"]]
    labels = codes.set_index("code")["label"]
    differ = differ.assign(
        label=differ["code"].map(labels),
        given_by=[_coders_in(given, coders) for given in differ["given"]],
        not_given_by=[
            _coders_in(read & ~given, coders)
            for given, read in zip(differ["given"], differ["read"], strict=True)
        ],
    )
    columns = ["source", "start", "end", "where", "code", "label", "given_by", "not_given_by"]
    return differ.sort_values(["source", "start", "end", "code"])[columns].reset_index(drop=True)


def summarise_agreement(
    table: pd.DataFrame, differing: pd.DataFrame, segments: pd.DataFrame
) -> dict[str, Any]:
    """Collect the values of the analysis agreement.

    Parameters
    ----------
    table, differing : DataFrame
        What `agreement` and `disagreements` give.
    segments : DataFrame
        Table of kind ``segments``.

    Returns
    -------
    dict
        ``n_coders``, ``n_sources`` (coded), ``n_sources_compared`` (read by two coders or more),
        ``n_disagreements``, ``unit.<unit>`` (all codes together: ``units, coded, percentage,
        kappa, alpha``) and ``code.<slug>.<unit>`` (the same of a code).
    """
    coded = coded_passages(segments)
    readers = readers_of(coded)
    values: dict[str, Any] = {
        "n_coders": int(coded["coder"].nunique()),
        "n_sources": len(readers),
        "n_sources_compared": int(_is_compared(readers).sum()),
        "n_disagreements": len(differing),
        "unit": {},
        "code": {},
    }
    for row in table.to_dict("records"):
        numbers = {name: row[name] for name in ("units", "coded", "percentage", "kappa", "alpha")}
        if pd.isna(row["code"]):
            values["unit"][row["unit"]] = numbers
        else:
            values["code"].setdefault(slug(row["code"]), {})[row["unit"]] = numbers
    return values


def _with_unit(coded: pd.DataFrame, unit: str) -> pd.DataFrame:
    return coded if unit == "document" else coded.dropna(subset=["start", "end"])


def _is_compared(readers: pd.Series) -> pd.Series:
    return readers.map(int.bit_count) > 1


def _check_readers(readers: pd.Series) -> None:
    if not _is_compared(readers).any():
        raise TableError(
            f"segments: no source was coded by two coders ({len(readers)} sources have passages "
            "with a coder). Agreement needs sources that several people coded; check the columns "
            "coder and source."
        )


def _by_code(
    coded: pd.DataFrame, codes: pd.DataFrame, sources: pd.DataFrame, unit: str
) -> pd.DataFrame:
    """Compare the coders code by code, for one unit."""
    bits = sorted(coded["bit"].unique())
    readers = readers_of(coded)
    readers = readers[_is_compared(readers)]
    sizes = units_of(coded, sources, unit).groupby(readers).sum()
    marked = marked_units(coded, unit)
    marked = marked[marked["source"].isin(readers.index)]
    marked = marked.assign(readers=marked["source"].map(readers).astype("int64"))
    counts = marked.groupby(["code", "readers", "given"])["n"].sum()
    used = set(counts.index.get_level_values("code"))
    patterns = {code: _with_none(counts.loc[code], sizes) for code in codes["code"] if code in used}
    together = pd.concat(patterns.values()).groupby(level=["readers", "given"]).sum()
    labels = codes.set_index("code")["label"]
    rows = [{"code": None, "label": ALL_CODES, **_coefficients(together, bits)}]
    rows += [
        {"code": code, "label": labels[code], **_coefficients(counted, bits)}
        for code, counted in patterns.items()
    ]
    return pd.DataFrame([{"unit": unit, **row} for row in rows])


def _with_none(counted: pd.Series, sizes: pd.Series) -> pd.Series:
    """Add to the units by readers and coders who gave a code those to which nobody gave it."""
    none = sizes.sub(counted.groupby(level="readers").sum(), fill_value=0).astype("int64")
    none.index = pd.MultiIndex.from_product([none.index, [0]], names=["readers", "given"])
    return pd.concat([counted, none])


def _coefficients(patterns: pd.Series, bits: Sequence[int]) -> dict[str, Any]:
    """Percentage, kappa and alpha from the units by readers and coders who gave the code."""
    readers, given = (
        patterns.index.get_level_values(name).to_numpy("int64") for name in ("readers", "given")
    )
    n = patterns.to_numpy("int64")
    pairs = [_pair(readers, given, n, one, other) for one, other in combinations(bits, 2)]
    return {
        "units": int(n.sum()),
        "coded": int(n[given > 0].sum()),
        "percentage": _mean(agreed for agreed, _ in pairs),
        "kappa": _mean(kappa for _, kappa in pairs),
        "alpha": _alpha(readers, given, n),
    }


def _pair(
    readers: np.ndarray, given: np.ndarray, n: np.ndarray, one: int, other: int
) -> tuple[float, float]:
    """Share of units on which two coders agree, and Cohen's kappa; missing if undefined."""
    both = (readers & one > 0) & (readers & other > 0)
    first, second = given & one > 0, given & other > 0
    total = int(n[both].sum())
    if not total:
        return np.nan, np.nan
    agreed = int(n[both & (first == second)].sum()) / total
    share, share_other = int(n[both & first].sum()) / total, int(n[both & second].sum()) / total
    expected = share * share_other + (1 - share) * (1 - share_other)
    if share == share_other and share in (0, 1):
        return agreed, np.nan
    return agreed, (agreed - expected) / (1 - expected)


def _alpha(readers: np.ndarray, given: np.ndarray, n: np.ndarray) -> float:
    """Krippendorff's nominal alpha, with nltk's disagreement of a set of values.

    ``AnnotationTask.alpha`` takes a value per unit and coder, which would be millions of
    characters; units with the same values are counted here, and its steps are the same.
    """
    disagreement = AnnotationTask().Disagreement
    observed, ones, values = 0.0, 0, 0
    for read, gave, units in zip(readers.tolist(), given.tolist(), n.tolist(), strict=True):
        size, yes = read.bit_count(), gave.bit_count()
        observed += units * size * disagreement({True: yes, False: size - yes})
        ones, values = ones + units * yes, values + units * size
    if ones in (0, values):
        return np.nan
    expected = disagreement({True: ones, False: values - ones})
    return float(1 - observed / values / expected)


def _mean(numbers: Iterable[float]) -> float:
    defined = [number for number in numbers if not np.isnan(number)]
    return sum(defined) / len(defined) if defined else np.nan


def _marked_passages(coded: pd.DataFrame) -> pd.DataFrame:
    """Say of each coded passage who gave its code to it or to a passage that overlaps it."""
    keys = ["code", "source", "start", "end"]
    passages = coded.drop_duplicates(keys)[[*keys, "where"]]
    if passages.empty:
        return passages
    marked = passages.merge(marked_units(coded, "segment"), on=keys)
    return marked.assign(read=marked["source"].map(readers_of(coded)))


def _marked_documents(passages: pd.DataFrame, coded: pd.DataFrame) -> pd.DataFrame:
    """Say of each passage without a place who gave its code anywhere in its source."""
    keys = ["code", "source"]
    once = passages.drop_duplicates(keys)[[*keys, "start", "end", "where"]]
    marked = once.merge(marked_units(coded, "document"), on=keys)
    return marked.assign(read=marked["source"].map(readers_of(coded)))


def _coders_in(given: int, coders: Mapping[int, str]) -> list[str]:
    return [coder for bit, coder in sorted(coders.items()) if given & bit]
