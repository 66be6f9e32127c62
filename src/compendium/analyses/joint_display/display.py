"""Scores and passages side by side, dimension by dimension, and whether they say the same."""

import difflib
from typing import Any

import pandas as pd

from compendium.analyses.code_frequencies.counts import subtree
from compendium.errors import TableError
from compendium.exhibits.exhibit import Exhibit, nothing
from compendium.language import listed, say, tell
from compendium.naming import counted, slug

HELPS, HINDERS = "helps", "hinders"
BY_KIND = {"opportunity": HELPS, "barrier": HINDERS, "threat": HINDERS}
AGREE, DIFFER, MIXED = "agree", "differ", "mixed"
NO_DIRECTION, SILENT, NO_CODE = "no direction", "silent", "no code"
VERDICTS = (AGREE, DIFFER, MIXED, NO_DIRECTION, SILENT, NO_CODE)


def joint_display(
    means: pd.DataFrame,
    codes: pd.DataFrame,
    segments: pd.DataFrame,
    sources: pd.DataFrame,
    *,
    middle: float = 50,
    smallest_cell: int = 1,
) -> pd.DataFrame:
    """Put the score of each dimension beside the passages of the codes that speak to it.

    Parameters
    ----------
    means : DataFrame
        Columns ``round, dimension, mean``, as `co.dimension_means` and `co.dimension_spread` give
        them; the last round counts.
    codes : DataFrame
        Table of kind ``codes``; ``dimension`` names the dimension that a code speaks to, with all
        codes below it, or several with semicolons between them. ``effect`` says what it says:
        ``helps`` or ``hinders``, and so do the codes below it that say nothing else. Where it is
        empty, ``kind`` says so: ``opportunity`` helps, ``barrier`` and ``threat`` hinder.
    segments, sources : DataFrame
        Tables of these kinds. Who speaks is the ``speaker`` of the passage, or else the ``role``
        of its source, or else the source.
    middle : float, optional
        Score above which a dimension is favourable.
    smallest_cell : int, optional
        The smallest number of people (``n`` of ``means``) of whom a score is shown: of a round
        with a dimension of fewer there is none. No rows when this leaves no round.

    Returns
    -------
    DataFrame
        One row per dimension, in the order of the questionnaire: ``dimension, score, codes``
        (labels of those that name it, with their kind where there are several kinds), ``passages,
        sources, voices`` (listed, with their passages), ``helps, hinders`` (passages) and
        ``verdict``: ``agree`` (a favourable score and more that helps, or the contrary),
        ``differ`` (the other way round), ``mixed`` (as much of both, or a score in the middle),
        ``no direction`` (passages, of which none helps or hinders), ``silent`` (codes without
        passages) or ``no code``.

    Raises
    ------
    TableError
        When a code names a dimension that has no score, or an effect is neither word.

    References
    ----------
    Guetterman, Fetters and Creswell (2015), Integrating quantitative and qualitative results in
    health science mixed methods research through joint displays, Annals of Family Medicine 13.
    """
    if "n" in means:
        means = means[means.groupby("round")["n"].transform("min") >= smallest_cell]
    columns = ["dimension", "score", "codes", "passages", "sources", "voices", "helps", "hinders"]
    if means.empty:
        return pd.DataFrame(columns=[*columns, "verdict"])
    last = means[means["round"] == means["round"].iloc[-1]]
    named = _named_dimensions(codes)
    _check_dimensions(named, list(last["dimension"]))
    below = subtree(codes)
    told = effects(codes)
    voices = _voices(segments, sources)
    kinds = codes.set_index("code")["kind"]
    several = kinds[list(named["code"])].nunique() > 1
    rows = []
    for row in last.itertuples():
        own = codes[codes["code"].isin(named.loc[named["dimension"] == row.dimension, "code"])]
        reached = below[below["ancestor"].isin(own["code"])]["code"]
        found = segments[segments["code"].isin(reached)]
        way = found["code"].map(told)
        numbers = {
            "passages": found["segment"].nunique(),
            "sources": found["source"].nunique(),
            "helps": found.loc[way == HELPS, "segment"].nunique(),
            "hinders": found.loc[way == HINDERS, "segment"].nunique(),
        }
        labels = [
            f"{label} ({tell(kind)})" if several and isinstance(kind, str) else str(label)
            for label, kind in zip(own["label"], own["kind"], strict=True)
        ]
        speaks = voices[found.drop_duplicates("segment").index].value_counts()
        rows.append(
            {
                "dimension": row.dimension,
                "score": float(row.mean),
                "codes": "; ".join(labels),
                **numbers,
                "voices": listed(f"{voice} ({n})" for voice, n in speaks.items()),
                "verdict": _verdict(float(row.mean), middle, len(own), numbers),
            }
        )
    return pd.DataFrame(rows, columns=[*columns, "verdict"])


def effects(codes: pd.DataFrame) -> dict[str, str]:
    """Tell of each code whether it helps or hinders; codes that do neither are left out.

    Parameters
    ----------
    codes : DataFrame
        Table of kind ``codes``, as in `joint_display`.

    Examples
    --------
    >>> codes = pd.DataFrame({"code": ["a", "b"], "parent": [None, "a"], "label": ["A", "B"],
    ...                       "kind": None, "effect": ["hinders", None]})
    >>> effects(codes)
    {'a': 'hinders', 'b': 'hinders'}
    """
    told = codes.set_index("code")["kind"].str.casefold().map(BY_KIND)
    if "effect" in codes:
        own = codes.set_index("code")["effect"].str.strip().str.casefold()
        wrong = own[own.notna() & ~own.isin([HELPS, HINDERS])]
        if len(wrong):
            raise TableError(
                f"codes.csv, column effect: {wrong.iloc[0]!r} of the code {wrong.index[0]!r} "
                f"is neither {HELPS} nor {HINDERS} ({counted(len(wrong), 'such code')}). Write "
                "one of the two, or leave it empty."
            )
        told = own.fillna(told)
    # The nearest code above that says something speaks for those below it.
    found: dict[str, str] = {}
    for code, ancestor in subtree(codes).itertuples(index=False):
        if code not in found and isinstance(told[ancestor], str):
            found[code] = told[ancestor]
    return found


def _named_dimensions(codes: pd.DataFrame) -> pd.DataFrame:
    """List which code names which dimension: columns ``code, dimension``."""
    named = codes.dropna(subset=["dimension"])[["code", "dimension"]]
    named = named.assign(dimension=named["dimension"].str.split(";")).explode("dimension")
    named["dimension"] = named["dimension"].str.strip()
    return named[named["dimension"] != ""].drop_duplicates()


def _check_dimensions(named: pd.DataFrame, known: list[str]) -> None:
    wrong = named[~named["dimension"].isin(known)]
    if len(wrong):
        first = wrong.iloc[0]
        near = difflib.get_close_matches(first["dimension"], known, n=1)
        meant = f" Did you mean {near[0]!r}?" if near else ""
        raise TableError(
            f"codes.csv, column dimension: {first['dimension']!r} of the code {first['code']!r} "
            f"has no score ({counted(len(wrong), 'such code')}); the dimensions are "
            f"{listed(known)}.{meant} Write it as in items.csv, with semicolons between several."
        )


def _voices(segments: pd.DataFrame, sources: pd.DataFrame) -> pd.Series:
    """Say of each passage who speaks: its speaker, the role of its source, or its source."""
    by_source = sources.set_index("source")
    said = by_source["role"].fillna(by_source["label"])
    voices = segments["source"].map(said)
    return segments["speaker"].fillna(voices) if "speaker" in segments else voices


def summarise_joint_display(display: pd.DataFrame) -> dict[str, Any]:
    """Collect the values of the analysis joint-display.

    Returns
    -------
    dict
        ``n_dimensions``, ``n_<verdict>`` and ``dimension.<slug>`` (``score, passages, helps,
        hinders, verdict``).
    """
    names = ["score", "passages", "helps", "hinders", "verdict"]
    return {
        "n_dimensions": len(display),
        **{f"n_{slug(one)}": int((display["verdict"] == one).sum()) for one in VERDICTS},
        "dimension": {
            slug(row["dimension"]): {name: row[name] for name in names}
            for row in display.to_dict("records")
        },
    }


def no_scores(title: str) -> Exhibit:
    """Say that so few people answered that no score is shown."""
    return nothing(say("{title}: too few people answered to show their scores.", title=title))


def tally(display: pd.DataFrame) -> str:
    """Count the dimensions by what scores and passages are together, in words."""
    counts = display["verdict"].value_counts()
    return listed(f"{counts[one]} {tell(one)}" for one in VERDICTS if one in counts)


def _verdict(score: float, middle: float, codes: int, numbers: dict[str, int]) -> str:
    if not codes:
        return NO_CODE
    if not numbers["passages"]:
        return SILENT
    helps, hinders = numbers["helps"], numbers["hinders"]
    if not helps and not hinders:
        return NO_DIRECTION
    if helps == hinders or score == middle:
        return MIXED
    return AGREE if (score > middle) == (helps > hinders) else DIFFER
