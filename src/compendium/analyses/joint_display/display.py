"""Scores and passages side by side, dimension by dimension, and whether they say the same."""

from typing import Any

import pandas as pd

from compendium.analyses.code_frequencies.counts import subtree
from compendium.language import listed, tell
from compendium.naming import slug

HELPS, HINDERS = ("opportunity",), ("barrier", "threat")
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
) -> pd.DataFrame:
    """Put the score of each dimension beside the passages of the codes that speak to it.

    Parameters
    ----------
    means : DataFrame
        Columns ``round, dimension, mean``, as `co.dimension_means` and `co.dimension_spread` give
        them; the last round counts.
    codes : DataFrame
        Table of kind ``codes``; ``dimension`` names the dimension that a code speaks to, with all
        codes below it. Of ``kind`` ``opportunity`` it helps, of ``barrier`` or ``threat`` it
        hinders.
    segments, sources : DataFrame
        Tables of these kinds. Who speaks is the ``role`` of the source, or else its ``kind``.
    middle : float, optional
        Score above which a dimension is favourable.

    Returns
    -------
    DataFrame
        One row per dimension, in the order of the questionnaire: ``dimension, score, codes``
        (labels of those that name it), ``passages, sources, voices`` (listed), ``helps, hinders``
        (passages) and ``verdict``: ``agree`` (a favourable score and more that helps, or the
        contrary), ``differ`` (the other way round), ``mixed`` (as much of both, or a score in the
        middle), ``no direction`` (passages, of which none helps or hinders), ``silent`` (codes
        without passages) or ``no code``.

    References
    ----------
    Guetterman, Fetters and Creswell (2015), Integrating quantitative and qualitative results in
    health science mixed methods research through joint displays, Annals of Family Medicine 13.
    """
    last = means[means["round"] == means["round"].iloc[-1]]
    kinds = codes.set_index("code")["kind"].str.casefold()
    voices = sources.set_index("source")["role"].fillna(sources.set_index("source")["kind"])
    below = subtree(codes)
    rows = []
    for row in last.itertuples():
        own = codes[codes["dimension"] == row.dimension]
        reached = below[below["ancestor"].isin(own["code"])]["code"]
        found = segments[segments["code"].isin(reached)]
        told = found["code"].map(kinds)
        numbers = {
            "passages": found["segment"].nunique(),
            "sources": found["source"].nunique(),
            "helps": found.loc[told.isin(HELPS), "segment"].nunique(),
            "hinders": found.loc[told.isin(HINDERS), "segment"].nunique(),
        }
        rows.append(
            {
                "dimension": row.dimension,
                "score": float(row.mean),
                "codes": listed(own["label"]) if len(own) else "",
                **numbers,
                "voices": listed(sorted(set(found["source"].map(voices).dropna()))),
                "verdict": _verdict(float(row.mean), middle, len(own), numbers),
            }
        )
    columns = ["dimension", "score", "codes", "passages", "sources", "voices", "helps", "hinders"]
    return pd.DataFrame(rows, columns=[*columns, "verdict"])


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
