"""Agreement on passages whose ends the coders chose: Krippendorff's alpha for unitized texts.

The texts that several coders read are one line, which each coder has divided into passages with a
value and gaps between them. What two coders did is compared where their passages and gaps meet,
weighed by characters.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from compendium.analyses.agreement.chance import interval
from compendium.analyses.agreement.coefficients import FEWEST_SOURCES, RESAMPLES
from compendium.analyses.agreement.continuum import Continuum, continua
from compendium.analyses.agreement.units import coded_passages, coder_bits, readers_of, units_of
from compendium.naming import slug

ALL_DOMAINS = "All codes"
NOTHING = 1e-9  # disagreement by chance below which rounding alone is left
MEASURES = ("binary", "u_alpha", "cu_alpha")
COLUMNS = ["domain", "label", "codes", "characters", "left_out", "marked", "coverage"]


def agreement_on_unitizing(
    segments: pd.DataFrame,
    codes: pd.DataFrame,
    sources: pd.DataFrame,
    *,
    rng: np.random.Generator | None = None,
) -> pd.DataFrame:
    """Compare where passages begin and end, and what was given to them, domain by domain.

    A domain (ATLAS.ti: semantic domain) is a code with the codes below it, which exclude each
    other; a code that has none above it and none below is a domain of its own. Stretches to which
    a coder gave several codes of a domain are left out of it. Only sources that two coders or more
    have read are compared, as in `agreement`.

    Parameters
    ----------
    segments, codes, sources : DataFrame
        As in `agreement`; passages with ``start`` and ``end`` alone are compared.
    rng : Generator, optional
        Source of randomness for the intervals; there are none without it.

    Returns
    -------
    DataFrame
        One row per domain, after one for all of them (``domain`` missing); no rows where no
        passage has a beginning and an end. Columns ``domain, label, codes`` (that were given),
        ``characters`` (of the texts), ``left_out`` (of these), ``marked`` (share of judgements
        that lie in a passage), ``coverage`` (share of judgements that lie in a passage, and
        another coder's too), and the coefficients: ``binary`` (Krippendorff's *|uα*, ATLAS.ti's
        alpha binary: passage or gap), ``u_alpha`` (*uα*: passages, gaps and codes together),
        ``cu_alpha`` (*cuα*, ATLAS.ti's cu-alpha: which code, where two coders marked something).
        A coefficient is missing where every value is the same. With ``rng``, also ``binary_low,
        binary_high`` and so on: 95 % intervals of 1,000 samples of the sources, where there are
        five or more.

        In the row for all, the values are the domains, and ``cu_alpha`` is ATLAS.ti's Cu-alpha:
        which domain, where two coders marked something. Where a coder's passages of several
        domains overlap, the value is the set of these, and two sets differ by one less twice what
        they share, by the size of both (Dice).

    References
    ----------
    Krippendorff, Mathet, Bouvry and Widlöcher (2016), On the reliability of unitizing textual
    continua: Further developments, Quality & Quantity 50; Krippendorff (2019), Content Analysis,
    section 12.6; Dice (1945), Ecology 26.

    Examples
    --------
    >>> segments = pd.DataFrame({
    ...     "source": "s", "code": ["a", "a", "b", "b"], "coder": ["Ann", "Bo", "Ann", "Bo"],
    ...     "start": [0, 0, 20, 24], "end": [10, 10, 30, 30], "where": pd.NA})
    >>> codes = pd.DataFrame({"code": ["t", "a", "b"], "parent": [None, "t", "t"],
    ...                       "label": ["T", "A", "B"]})
    >>> sources = pd.DataFrame({"source": ["s"], "length": [40]})
    >>> found = agreement_on_unitizing(segments, codes, sources)
    >>> found[["label", "codes", "binary", "u_alpha", "cu_alpha"]].round(2)
           label  codes  binary  u_alpha  cu_alpha
    0  All codes      1    0.81     0.81       NaN
    1          T      2    0.81     0.84       1.0
    """
    bits = coder_bits(segments, sources)
    coded = coded_passages(segments, bits).dropna(subset=["start", "end"])
    readers = readers_of(coded, bits, sources)
    readers = readers[readers.map(int.bit_count) > 1]
    coded = coded[(coded["end"] > coded["start"]) & coded["code"].isin(codes["code"])]
    coded = coded.assign(domain=coded["code"].map(domains(codes)))
    lengths = units_of(coded, sources, "character").reindex(readers.index).fillna(0)
    columns = [*COLUMNS, *MEASURES]
    if coded[coded["source"].isin(readers.index)].empty:
        return pd.DataFrame(columns=columns)
    labels = codes.set_index("code")["label"]
    shown = [code for code in codes["code"] if code in set(coded["domain"])]
    whole = list(continua(coded, readers, lengths, bits, value="domain"))
    rows = [_row(whole, rng) | {"label": ALL_DOMAINS, "codes": len(shown)}]
    for domain in shown:
        own = coded[coded["domain"] == domain]
        parts = [one.exclusive() for one in continua(own, readers, lengths, bits, value="code")]
        named = {"domain": domain, "label": labels[domain], "codes": own["code"].nunique()}
        rows.append(_row(parts, rng) | named)
    table = pd.DataFrame(rows).reindex(columns=list(dict.fromkeys([*columns, *rows[0]])))
    return table.assign(domain=table["domain"].astype(object).where(table["domain"].notna(), None))


def domains(codes: pd.DataFrame) -> dict[str, str]:
    """Name the domain of each code: the code above it, or itself."""
    if "parent" not in codes:
        return {code: code for code in codes["code"]}
    above = codes["parent"].where(codes["parent"].isin(codes["code"]), codes["code"])
    return dict(zip(codes["code"], above, strict=True))


def summarise_unitizing(table: pd.DataFrame) -> dict[str, Any]:
    """Collect the values of `agreement_on_unitizing`, of all domains under ``all``."""
    return {
        slug(str(row["domain"])) if isinstance(row["domain"], str) else "all": {
            name: value for name, value in row.items() if name not in ("domain", "label")
        }
        for row in table.to_dict("records")
    }


@dataclass(frozen=True)
class Counts:
    """What meets what in one text, weighed by characters; it can be added up over texts.

    Parameters
    ----------
    differ : array, shape (3,)
        Disagreement between coders, measure by measure: gap against passage, value against value,
        and the latter where both have a passage.
    sums : array, shape (values,)
        Characters with each value, that meet those of another coder; the gap is the first value.
    inner : array, shape (values,)
        The same, of what meets a passage.
    own : array, shape (2,)
        Pairs of characters of one and the same passage (of a gap: of a character with itself),
        which chance cannot bring together; and those of them that meet a passage.
    """

    differ: np.ndarray
    sums: np.ndarray
    inner: np.ndarray
    own: np.ndarray


def counts_of(text: Continuum, places: Mapping[frozenset[str], int], apart: np.ndarray) -> Counts:
    """Count what meets what in a text.

    Parameters
    ----------
    text : Continuum
        The text, as its coders divided it.
    places : mapping
        Number of each value, from 1; 0 is the gap.
    apart : array, shape (values, values)
        How far two values differ, 0 to 1.
    """
    others = len(text.values) - 1
    weight = text.length * text.kept
    place = np.array([[places[one] if one else 0 for one in row] for row in text.values])
    given = np.stack([(place == value).sum(axis=0) for value in range(len(apart))])
    observed = (given * weight) @ given.T - np.diag((given * weight).sum(axis=1))
    observed = observed / others
    marked = observed[1:, 1:]
    differ = [
        2 * observed[0, 1:].sum(), (observed * apart).sum(), (marked * apart[1:, 1:]).sum(),
    ]  # fmt: skip
    return Counts(
        np.array(differ),
        observed.sum(axis=1),
        np.concatenate([[0.0], marked.sum(axis=1)]),
        np.array([_own(place, text.units, weight), _shared(place, text.units, weight) / others]),
    )


def _own(place: np.ndarray, units: np.ndarray, weight: np.ndarray) -> float:
    """Square the lengths of passages, and add the lengths of gaps."""
    found = 0.0
    for mine, unit in zip(place, units, strict=True):
        found += float(weight[mine == 0].sum())
        found += float((np.bincount(unit, weights=weight * (mine > 0)) ** 2).sum())
    return found


def _shared(place: np.ndarray, units: np.ndarray, weight: np.ndarray) -> float:
    """Square the lengths of passages, as far as they meet those of one other coder."""
    found = 0.0
    for coder, (mine, unit) in enumerate(zip(place, units, strict=True)):
        for theirs in np.delete(place, coder, axis=0):
            meets = weight * ((mine > 0) & (theirs > 0))
            found += float((np.bincount(unit, weights=meets) ** 2).sum())
    return found


def alphas(found: Counts, apart: np.ndarray) -> dict[str, np.ndarray]:
    """Turn the counts of all texts into coefficients.

    Parameters
    ----------
    found : Counts
        Added up over the texts; with an axis in front for several samples of them.
    apart : array, shape (values, values)
        As in `counts_of`.

    Returns
    -------
    dict
        ``binary, u_alpha, cu_alpha``; missing where every value is the same.
    """
    gap = np.zeros_like(apart)
    gap[0, 1:] = gap[1:, 0] = 1
    expected = (
        _expected(found.sums, found.own[..., 0], gap),
        _expected(found.sums, found.own[..., 0], apart),
        _expected(found.inner, found.own[..., 1], apart),
    )
    return {
        name: 1 - _share(found.differ[..., place], chance)
        for place, (name, chance) in enumerate(zip(MEASURES, expected, strict=True))
    }


def _expected(sums: np.ndarray, own: np.ndarray, apart: np.ndarray) -> np.ndarray:
    """Disagreement by chance: any character of any coder with any but its own passage."""
    total = sums.sum(axis=-1)
    pairs = ((sums @ apart) * sums).sum(axis=-1)
    every = total**2 - own
    share = np.divide(total, every, out=np.zeros_like(total), where=every > NOTHING)
    return np.asarray(share * pairs)


def _share(differ: np.ndarray, chance: np.ndarray) -> np.ndarray:
    missing = np.full_like(chance, np.nan)
    share: np.ndarray = np.divide(differ, chance, out=missing, where=chance > NOTHING)
    return share


def _apart(values: Sequence[frozenset[str]]) -> np.ndarray:
    """How far two values differ: one less twice what they share by the size of both; gaps: 1."""
    size = len(values) + 1
    apart = np.ones((size, size)) - np.eye(size)
    for one, mine in enumerate(values, start=1):
        for other, theirs in enumerate(values, start=1):
            apart[one, other] = 1 - 2 * len(mine & theirs) / (len(mine) + len(theirs))
    return apart


def _row(texts: Sequence[Continuum], rng: np.random.Generator | None) -> dict[str, Any]:
    """Numbers of one domain, or of all."""
    values = sorted(
        {one for text in texts for row in text.values for one in row if one}, key=sorted
    )
    places = {value: number for number, value in enumerate(values, start=1)}
    apart = _apart(values)
    found = [counts_of(text, places, apart) for text in texts]
    whole = _added(found, np.ones(len(found)))
    total = whole.sums.sum()
    row: dict[str, Any] = {
        "characters": int(sum(text.length.sum() for text in texts)),
        "left_out": int(sum((text.length * ~text.kept).sum() for text in texts)),
        "marked": float(whole.sums[1:].sum() / total) if total else float("nan"),
        "coverage": float(whole.inner.sum() / total) if total else float("nan"),
        **{name: float(value) for name, value in alphas(whole, apart).items()},
    }
    if rng is not None and len(found) >= FEWEST_SOURCES:
        times = rng.multinomial(len(found), np.full(len(found), 1 / len(found)), size=RESAMPLES)
        for name, samples in alphas(_added(found, times), apart).items():
            row[f"{name}_low"], row[f"{name}_high"] = interval(samples)
    return row


def _added(found: Sequence[Counts], times: np.ndarray) -> Counts:
    """Add up the texts, each so many times; with an axis in front where there are many ways."""
    return Counts(
        *(
            np.tensordot(times, np.stack([getattr(one, name) for one in found]), axes=1)
            for name in ("differ", "sums", "inner", "own")
        )
    )
