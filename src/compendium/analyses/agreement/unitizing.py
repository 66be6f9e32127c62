"""Agreement on passages whose ends the coders chose: Krippendorff's alpha for unitized texts.

The texts that several coders read are one line, which each coder has divided into passages with a
value and gaps between them. What two coders did is compared where their passages and gaps meet,
weighed by characters.
"""

from collections.abc import Iterator, Mapping, Sequence
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
    0  All codes      1    0.78     0.78       NaN
    1          T      2    0.78     0.83       1.0
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
class Coincidences:
    """What meets what in one text: observed, and what has to be taken off by chance.

    Parameters
    ----------
    observed : array, shape (values, values)
        Characters on which one coder has the one value, and another coder the other one; the gap
        is the first value.
    own : array, shape (values,)
        Pairs of characters of one and the same passage (of a gap: of the character with itself).
    shared : array, shape (values,)
        The same, of what lies in a passage of another coder, too.
    """

    observed: np.ndarray
    own: np.ndarray
    shared: np.ndarray


def coincidences(text: Continuum, values: Mapping[frozenset[str], int]) -> Coincidences:
    """Count the coincidences of a text."""
    size = len(values) + 1
    coders = len(text.values)
    weight = text.length * text.kept
    place = np.array([[values.get(one, 0) if one else 0 for one in row] for row in text.values])
    given = np.stack([(place == value).sum(axis=0) for value in range(size)])
    observed = (given * weight) @ given.T - np.diag((given * weight).sum(axis=1))
    own, shared = np.zeros(size), np.zeros(size)
    for coder, (mine, units) in enumerate(zip(place, text.units, strict=True)):
        own[0] += weight[mine == 0].sum()
        for value, squares in _squares(mine, units, weight):
            own[value] += squares
        for other in (row for number, row in enumerate(place) if number != coder):
            for value, squares in _squares(mine, units, weight * (other > 0)):
                shared[value] += squares / (coders - 1)
    return Coincidences(observed / (coders - 1), own, shared)


def _squares(
    place: np.ndarray, units: np.ndarray, weight: np.ndarray
) -> Iterator[tuple[int, float]]:
    """Square the length of each passage of a coder, with its value."""
    lengths = np.bincount(units, weights=weight)
    value = np.zeros(len(lengths), dtype=int)
    value[units] = place
    for one in np.unique(value[value > 0]):
        yield int(one), float((lengths[value == one] ** 2).sum())


def alphas(found: Coincidences, apart: np.ndarray) -> dict[str, np.ndarray]:
    """Turn the coincidences of all texts into coefficients.

    Parameters
    ----------
    found : Coincidences
        Added up over the texts; with an axis in front for several samples of them.
    apart : array, shape (values, values)
        How far two values differ, 0 to 1.

    Returns
    -------
    dict
        ``binary, u_alpha, cu_alpha``; missing where every value is the same.
    """
    observed = found.observed
    expected = _expected(observed, found.own)
    gap = np.zeros_like(apart)
    gap[0, 1:] = gap[1:, 0] = 1
    inner = observed[..., 1:, 1:]
    return {
        "binary": _alpha(observed, expected, gap),
        "u_alpha": _alpha(observed, expected, apart),
        "cu_alpha": _alpha(inner, _expected(inner, found.shared[..., 1:]), apart[1:, 1:]),
    }


def _expected(observed: np.ndarray, own: np.ndarray) -> np.ndarray:
    """Coincidences by chance: any character of any coder with any but its own passage."""
    sums = observed.sum(axis=-1)
    total = sums.sum(axis=-1)
    pairs = sums[..., :, None] * sums[..., None, :] - own[..., None] * np.eye(own.shape[-1])
    every = total**2 - own.sum(axis=-1)
    share = np.divide(total, every, out=np.zeros_like(total), where=every > 0)
    return np.asarray(share[..., None, None] * pairs)


def _alpha(observed: np.ndarray, expected: np.ndarray, apart: np.ndarray) -> np.ndarray:
    chance = (expected * apart).sum(axis=(-2, -1))
    differ = (observed * apart).sum(axis=(-2, -1))
    missing = np.full_like(chance, np.nan)
    share: np.ndarray = np.divide(differ, chance, out=missing, where=chance > NOTHING)
    return 1 - share


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
    found = [coincidences(text, places) for text in texts]
    whole = _added(found, np.ones(len(found)))
    total = whole.observed.sum()
    apart = _apart(values)
    row: dict[str, Any] = {
        "characters": int(sum(text.length.sum() for text in texts)),
        "left_out": int(sum((text.length * ~text.kept).sum() for text in texts)),
        "marked": float(whole.observed[1:].sum() / total) if total else float("nan"),
        "coverage": float(whole.observed[1:, 1:].sum() / total) if total else float("nan"),
        **{name: float(value) for name, value in alphas(whole, apart).items()},
    }
    if rng is not None and len(found) >= FEWEST_SOURCES:
        times = rng.multinomial(len(found), np.full(len(found), 1 / len(found)), size=RESAMPLES)
        for name, samples in alphas(_added(found, times), apart).items():
            row[f"{name}_low"], row[f"{name}_high"] = interval(samples)
    return row


def _added(found: Sequence[Coincidences], times: np.ndarray) -> Coincidences:
    """Add up the texts, each so many times; with an axis in front where there are many ways."""
    return Coincidences(
        *(
            np.tensordot(times, np.stack([getattr(one, name) for one in found]), axes=1)
            for name in ("observed", "own", "shared")
        )
    )
