"""The program's own frequency of each code against the passages that were read."""

import pandas as pd

from compendium.analyses.code_frequencies.counts import code_counts


def compare_frequencies(codes: pd.DataFrame, segments: pd.DataFrame) -> pd.DataFrame:
    """Put the program's own count of each code beside ours.

    A passage of ``T1: x`` counts for the category ``T1`` too, once. A program that does not count
    for the category gives the category its own passages alone: the way is taken in which more
    counts agree.

    Parameters
    ----------
    codes : DataFrame
        Table of kind ``codes``, perhaps with the program's count in ``frequency``.
    segments : DataFrame
        Table of kind ``segments``.

    Returns
    -------
    DataFrame
        A row per code of which the program says how often it was used: ``label``, ``ours`` and
        ``theirs`` (passages).
    """
    columns = ["label", "ours", "theirs"]
    if "frequency" not in codes or segments.empty:
        return pd.DataFrame(columns=columns)
    codes = codes if "parent" in codes else codes.assign(parent=None)
    known = codes[codes["frequency"].notna()]
    if known.empty:
        return pd.DataFrame(columns=columns)
    rolled = code_counts(_countable(segments), codes).set_index("code")
    alone = known["code"].map(rolled["own"])
    together = known["code"].map(rolled["together"])
    theirs = known["frequency"].astype(int)
    ours = together if (together == theirs).sum() >= (alone == theirs).sum() else alone
    return pd.DataFrame({"label": known["label"], "ours": ours, "theirs": theirs})


def _countable(segments: pd.DataFrame) -> pd.DataFrame:
    """Give the columns that counting needs, of the types that it needs."""
    words = pd.to_numeric(segments["words"], errors="coerce") if "words" in segments else None
    return segments.assign(words=words)
