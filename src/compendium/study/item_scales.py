"""The scale of each item: that of the study, or one of its own."""

import pandas as pd

from compendium.errors import TableError
from compendium.language import say


def item_scales(items: pd.DataFrame, *, low: float, high: float) -> pd.DataFrame:
    """Give the lowest and the highest answer of each item.

    Parameters
    ----------
    items : DataFrame
        Table of kind ``items``; in its optional columns ``low`` and ``high``, empty means those
        of the study.
    low, high : float
        Lowest and highest answer of the study's scale.

    Returns
    -------
    DataFrame
        ``low, high`` (float), with the index of ``items``.

    Raises
    ------
    TableError
        When an item has one of the two, or its highest answer is not above its lowest.

    Examples
    --------
    >>> items = pd.DataFrame({"item": ["1", "2"], "low": [None, 1], "high": [None, 10]})
    >>> item_scales(items, low=1, high=5)["high"].to_list()
    [5.0, 10.0]
    """
    given = items.reindex(columns=["low", "high"]).astype("Float64")
    wrong = given["low"].isna() != given["high"].isna()
    wrong |= (given["high"] <= given["low"]).fillna(False).astype(bool)
    if wrong.any():
        raise TableError(
            say(
                "items: the item {item!r} has no scale of its own: low and high must both be "
                "there, and high above low. Correct them, or leave both empty.",
                item=items.loc[wrong, "item"].iloc[0],
            )
        )
    return given.fillna({"low": low, "high": high}).astype(float)
