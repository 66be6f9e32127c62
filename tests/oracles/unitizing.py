"""Passages whose ends the coders chose, against pairing their characters one by one."""

from collections.abc import Iterator
from functools import cache
from itertools import permutations, product
from typing import Any

import numpy as np
import pandas as pd

from compendium.analyses.agreement.unitizing import agreement_on_unitizing
from oracles.registry import Method, Pair

CODES = pd.DataFrame(
    {"code": ["t", "a", "b", "c"], "parent": [None, "t", "t", "t"], "label": list("tabc")}
)
LENGTH = 12
Passages = list[tuple[int, int, str]]


def drawn(rng: np.random.Generator, coders: int) -> list[Passages]:
    """Passages of each coder of a text; some touch, none overlap."""
    found: list[Passages] = []
    for _ in range(coders):
        found.append([])
        place = int(rng.integers(0, 4))
        while place < LENGTH - 1:
            end = min(place + int(rng.integers(1, 5)), LENGTH)
            found[-1].append((place, end, str(rng.choice(list("abc")))))
            place = end + int(rng.integers(0, 3))
    return found


def ours(texts: list[list[Passages]]) -> pd.Series:
    rows = [
        (f"s{text}", f"c{coder}", code, start, end)
        for text, coders in enumerate(texts)
        for coder, passages in enumerate(coders)
        for start, end, code in passages
    ]
    segments = pd.DataFrame(rows, columns=["source", "coder", "code", "start", "end"])
    sources = pd.DataFrame({"source": [f"s{text}" for text in range(len(texts))]})
    sources = sources.assign(
        length=LENGTH, read_by=["; ".join(f"c{n}" for n in range(len(one))) for one in texts]
    )
    found = agreement_on_unitizing(segments.assign(where=pd.NA), CODES, sources)
    return found.set_index("domain").loc["t"]


def by_character(texts: list[list[Passages]]) -> dict[str, float]:
    """Pair every character of every coder with every other one, but those of its own passage."""
    marks = [
        {
            place: (text, coder, number, code)
            for number, (start, end, code) in enumerate(passages)
            for place in range(start, end)
        }
        for text, coders in enumerate(texts)
        for coder, passages in enumerate(coders)
    ]
    owners = [(text, coder) for text, coders in enumerate(texts) for coder in range(len(coders))]
    size = {text: len(coders) for text, coders in enumerate(texts)}
    # What each coder has at each character: a passage, or a gap that is like no other character.
    have = [
        (text, place, mark.get(place, (text, coder, -1 - place, "")))
        for (text, coder), mark in zip(owners, marks, strict=True)
        for place in range(LENGTH)
    ]
    meet = [
        (one[3], other[3], 1 / (size[text] - 1))
        for text, coders in enumerate(texts)
        for place in range(LENGTH)
        for one, other in permutations(
            [mine for where, at, mine in have if (where, at) == (text, place)], 2
        )
        if len(coders) > 1
    ]
    pool = [(mine, 1.0) for _, _, mine in have]
    chance = [
        (one[3], other[3], 1.0) for (one, _), (other, _) in product(pool, pool) if one != other
    ]
    inner = [(one, other, weight) for one, other, weight in meet if one and other]
    both = [
        (mine, partner[1], 1 / (size[text] - 1))
        for text, place, mine in have
        for where, at, partner in have
        if (where, at) == (text, place) and partner[1] != mine[1] and mine[3] and partner[3]
    ]
    # Of one passage, the characters that lie in passages of one and the same other coder.
    within = [
        (one[3], other[3], first * second)
        for (one, partner, first), (other, beside, second) in product(both, both)
        if one != other
    ] + [
        (one[3], other[3], first * second - (first if partner == beside else 0.0))
        for (one, partner, first), (other, beside, second) in product(both, both)
        if one == other
    ]
    return {
        "binary": alpha(meet, chance, lambda one, other: bool(one) != bool(other)),
        "u_alpha": alpha(meet, chance, lambda one, other: one != other),
        "cu_alpha": alpha(inner, within, lambda one, other: one != other),
    }


def alpha(meet: list[Any], chance: list[Any], differ: Any) -> float:
    observed, expected = (
        sum(weight for one, other, weight in pairs if differ(one, other))
        / max(sum(weight for _, _, weight in pairs), 1e-9)
        for pairs in (meet, chance)
    )
    return 1 - observed / expected if expected > 1e-9 else float("nan")


@cache
def cases() -> list[tuple[pd.Series, dict[str, float]]]:
    rng = np.random.default_rng(11)
    texts = [[drawn(rng, 2 + number % 3)] for number in range(15)]
    texts += [[drawn(rng, 2), drawn(rng, 3)] for _ in range(6)]
    return [(ours(one), by_character(one)) for one in texts]


def by_pairs(name: str) -> Iterator[Pair]:
    for found, theirs in cases():
        yield found[name], theirs[name]


SOURCE = "Krippendorff, Mathet, Bouvry and Widlöcher (2016)"
ORACLE = "every pair of characters"
EXPECTED = (
    r"\varepsilon_{ck} = \ell_{..} \frac{\ell_{c.}\ell_{.k} - [c=k] \sum_{g \in c} L_g^2}"
    r"{\ell_{..}^2 - \sum_g L_g^2}"
)
METHODS = [
    Method("Unitizing alpha", "agreement_on_unitizing", EXPECTED, SOURCE, ORACLE,
           lambda: by_pairs("u_alpha")),
    Method("Alpha binary", "agreement_on_unitizing",
           r"1 - \ell_{\phi \bar\phi} / \varepsilon_{\phi \bar\phi}", SOURCE, ORACLE,
           lambda: by_pairs("binary")),
    Method("cu-alpha and Cu-alpha", "agreement_on_unitizing",
           r"1 - \sum_{c \neq k} \ell^*_{ck} / \sum_{c \neq k} \varepsilon^*_{ck}", SOURCE, ORACLE,
           lambda: by_pairs("cu_alpha")),
]  # fmt: skip
