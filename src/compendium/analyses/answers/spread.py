"""Answers to a questionnaire: scores of respondents, items and dimensions, and their spread."""

from itertools import pairwise

import pandas as pd

from compendium.analyses.answers.few import others, shown_answers
from compendium.errors import AnalysisError, TableError
from compendium.language import counted, listed, say
from compendium.study.item_scales import item_scales
from compendium.study.small_cells import shown_part

SPREAD = ["n", "missing", "mean", "sd", "q1", "median", "q3"]


def recoded(
    responses: pd.DataFrame, items: pd.DataFrame, *, low: float, high: float
) -> pd.DataFrame:
    """Recode each answer to a score from 0 (lowest answer) to 100 (highest answer).

    A reversed item is turned over first: its rating becomes ``high + low - rating``. An item with
    a scale of its own, in the columns ``low`` and ``high`` of its table, is recoded by that one.
    Everyone who
    answered something in a round is taken to have been asked all items of that round, so that an
    answer without a row is as missing as an empty one. Who answered nothing took no part.

    Parameters
    ----------
    responses : DataFrame
        Table of kind ``responses``.
    items : DataFrame
        Table of kind ``items``; in its optional column ``reversed``, empty means no.
    low, high : float
        Lowest and highest answer of the scale.

    Returns
    -------
    DataFrame
        ``round, dimension, item, label, reversed, respondent, rating, score, low, high``: one row
        per round, item and respondent, rounds and items in the order of their tables; ``rating``
        is turned over where the item is reversed, and ``rating`` and ``score`` (0 to 100) are
        missing where not answered.

    Raises
    ------
    TableError
        When a rating is outside the scale, or nothing was answered.

    Examples
    --------
    >>> items = pd.DataFrame({"item": ["1"], "dimension": ["Trust"], "label": ["we trust"]})
    >>> responses = pd.DataFrame({"respondent": ["R1"], "item": ["1"], "round": ["T1"]})
    >>> recoded(responses.assign(rating=4), items, low=1, high=5)["score"].to_list()
    [75.0]
    """
    scales = item_scales(items, low=low, high=high)
    scaled = items[["item"]].assign(low=scales["low"], high=scales["high"])
    _check_ratings(responses.merge(scaled, on="item"))
    answered = responses[responses["rating"].notna()]
    if answered.empty:
        raise TableError("responses: no rating is filled in. Fill in the column rating.")
    took_part = answered[["round", "respondent"]].drop_duplicates()
    asked = responses[["round", "item"]].drop_duplicates()
    asked = asked[asked["round"].isin(answered["round"])]
    described = items[["item", "dimension", "label"]].assign(
        place=range(len(items)), reversed=_reversed(items), low=scales["low"], high=scales["high"]
    )
    whole = asked.merge(described, on="item").merge(took_part, on="round")
    whole = whole.merge(
        responses[["respondent", "item", "round", "rating"]],
        on=["respondent", "item", "round"],
        how="left",
        validate="one_to_one",
    )
    order = {name: place for place, name in enumerate(responses["round"].unique())}
    whole = whole.assign(order=whole["round"].map(order)).sort_values(
        ["order", "place", "respondent"], kind="stable"
    )
    whole["rating"] = whole["rating"].astype(float)
    turned = whole["high"] + whole["low"] - whole["rating"]
    whole["rating"] = whole["rating"].mask(whole["reversed"], turned)
    width = whole["high"] - whole["low"]
    whole["score"] = 100 * (whole["rating"] - whole["low"]) / width
    columns = ["round", "dimension", "item", "label", "reversed", "respondent", "rating", "score"]
    return whole[[*columns, "low", "high"]].reset_index(drop=True)


def answers_by_scale(answers: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Part the answers by the scale on which they were given.

    Parameters
    ----------
    answers : DataFrame
        What `recoded` gives.

    Returns
    -------
    dict of str to DataFrame
        The answers on each scale, in the order of the items, by a name for what is made of them:
        ``answers`` for the scale of most items, and such as ``answers-1-to-10`` for the others.

    Examples
    --------
    >>> answers = pd.DataFrame({"item": ["1", "2", "3"], "low": 1.0, "high": [5.0, 10.0, 5.0]})
    >>> list(answers_by_scale(answers))
    ['answers', 'answers-1-to-10']
    """
    scales = answers.drop_duplicates("item").value_counts(["low", "high"], sort=True)
    return {
        f"answers-{low:g}-to-{high:g}" if place else "answers": answers[
            (answers["low"] == low) & (answers["high"] == high)
        ]
        for place, (low, high) in enumerate(scales.index)
    }


def respondent_scores(answers: pd.DataFrame, *, least_answered: float) -> pd.DataFrame:
    """Score each respondent on each dimension: the mean of the items that they answered.

    Parameters
    ----------
    answers : DataFrame
        What `recoded` gives.
    least_answered : float
        Part (0 to 1) of a dimension's items that must have been answered; otherwise the score is
        missing. Without any answer it always is.

    Returns
    -------
    DataFrame
        ``round, dimension, respondent, n_items, n_answered, score``; dimensions in the order of
        their first items.

    Raises
    ------
    AnalysisError
        When ``least_answered`` is not from 0 to 1.
    """
    if not 0 <= least_answered <= 1:
        raise AnalysisError(
            f"least_answered is {least_answered:g}; it is a part of the items, from 0 to 1. "
            "Write half of them as 0.5."
        )
    grouped = answers.groupby(["round", "dimension", "respondent"], sort=False)["score"]
    scores = grouped.agg(n_items="size", n_answered="count", score="mean").reset_index()
    # A third of three items is one item, whatever the last binary digit says.
    enough = scores["n_answered"] >= least_answered * scores["n_items"] - 1e-9
    scores["score"] = scores["score"].where(enough)
    return scores


def item_spread(answers: pd.DataFrame) -> pd.DataFrame:
    """Describe the scores of each item in each round.

    Parameters
    ----------
    answers : DataFrame
        What `recoded` gives.

    Returns
    -------
    DataFrame
        ``round, dimension, item, label, n, missing, mean, sd, q1, median, q3``: how many answered
        and did not, the mean, the standard deviation (with n - 1; missing for one answer) and the
        quartiles (interpolated linearly), all from 0 to 100.
    """
    return _spread(answers, ["round", "dimension", "item", "label"])


def dimension_spread(scores: pd.DataFrame) -> pd.DataFrame:
    """Describe the respondents' scores on each dimension in each round.

    Parameters
    ----------
    scores : DataFrame
        What `respondent_scores` gives.

    Returns
    -------
    DataFrame
        ``round, dimension, n, missing, mean, sd, q1, median, q3``, as `item_spread` gives them;
        ``missing`` counts the respondents who answered too few of the dimension's items.
    """
    return _spread(scores, ["round", "dimension"])


def answer_counts(answers: pd.DataFrame, *, smallest_cell: int = 1) -> pd.DataFrame:
    """Count how often each rating was given to each item in each round.

    Parameters
    ----------
    answers : DataFrame
        What `recoded` gives, of items on one scale.
    smallest_cell : int, optional
        The smallest number of people that is shown, beside 0.

    Returns
    -------
    DataFrame
        ``round, dimension, item, label, reversed, rating, n, blank, shown``: a row for each whole
        rating of the scale, also where ``n`` is 0, and for any rating between that was given; how
        many left the item blank; and the number as it may be shown.
    """
    low, high = int(answers["low"].min()), int(answers["high"].max())
    given = answers["rating"].dropna().unique()
    ratings = sorted({*map(float, range(low, high + 1)), *map(float, given)})
    names = ["round", "dimension", "item", "label", "reversed"]
    asked = answers[names].drop_duplicates().merge(pd.DataFrame({"rating": ratings}), how="cross")
    found = answers.groupby(["round", "item", "rating"]).size().rename("n").reset_index()
    counts = asked.merge(found, on=["round", "item", "rating"], how="left")
    counts = counts.assign(n=counts["n"].fillna(0).astype(int))
    blank = answers["rating"].isna().groupby([answers["round"], answers["item"]]).sum()
    counts = counts.merge(blank.rename("blank").reset_index(), on=["round", "item"], how="left")
    return counts.assign(shown=shown_answers(counts, smallest_cell))


def round_changes(scores: pd.DataFrame) -> pd.DataFrame:
    """Compare each dimension between rounds: each with the next, and the first with the last.

    Parameters
    ----------
    scores : DataFrame
        What `respondent_scores` gives.

    Returns
    -------
    DataFrame
        ``dimension, before, after, n_before, n_after, mean_before, mean_after, difference,
        n_paired, paired_difference, paired_sd``: how many have a score in a round, their means
        and the difference; of those who have one in both the number, and the mean and standard
        deviation of what each of them changed. No rows when there is one round. ``others`` is
        what `others` says of the two rounds.
    """
    rounds = list(scores["round"].unique())
    pairs = [*pairwise(rounds), *([(rounds[0], rounds[-1])] if len(rounds) > 2 else [])]
    columns = [
        "dimension", "before", "after", "n_before", "n_after", "mean_before", "mean_after",
        "difference", "n_paired", "paired_difference", "paired_sd", "others",
    ]  # fmt: skip
    rows = []
    for dimension, own in scores.groupby("dimension", sort=False):
        wide = own.pivot(index="respondent", columns="round", values="score")
        wide = wide.reindex(columns=rounds)
        for before, after in pairs:
            first, last = wide[before].mean(), wide[after].mean()
            change = (wide[after] - wide[before]).dropna()
            paired = [len(change), change.mean(), change.std()]
            people = [wide[before].count(), wide[after].count()]
            paired.append(others(own, before, after))
            rows.append([dimension, before, after, *people, first, last, last - first, *paired])
    return pd.DataFrame(rows, columns=columns)


def respondents_in_words(answers: pd.DataFrame, *, smallest_cell: int = 1) -> str:
    """Say how many respondents each round has, as ``12 respondents in T1 and 9 in T2``.

    Parameters
    ----------
    answers : DataFrame
        What `recoded` gives.
    smallest_cell : int, optional
        The smallest number of people that is shown; a smaller one is told as ``<5``.
    """
    counts = answers.groupby("round", sort=False)["respondent"].nunique()
    shown = [shown_part(int(n), least=smallest_cell) for n in counts]
    people = shown[0] if shown[0] != str(counts.iloc[0]) else ""
    first = (
        say("{number} respondents", number=people)
        if people
        else counted(int(counts.iloc[0]), "respondent")
    )
    return listed(
        say("{number} in {name}", number=number, name=name)
        for number, name in zip([first, *shown[1:]], counts.index, strict=True)
    )


def _check_ratings(responses: pd.DataFrame) -> None:
    ratings = responses["rating"].astype("Float64")
    inside = ratings.between(responses["low"], responses["high"])
    outside = responses[ratings.notna() & ~inside.fillna(True)]
    if len(outside):
        # By names: where a row stands in the file, `compendium check` knows.
        first = "; ".join(
            f"respondent {row.respondent}, item {row.item}, round {row.round}: {row.rating:g}"
            for row in outside[:3].itertuples()
        )
        raise TableError(
            f"responses: column rating: {counted(len(outside), 'rating')} outside the scale "
            f"({first}); expected {outside['low'].iloc[0]:g} to {outside['high'].iloc[0]:g}. "
            "Correct the rating, or low and high in [scale] of study.toml or in the table items."
        )


def _reversed(items: pd.DataFrame) -> list[bool]:
    if "reversed" not in items:
        return [False] * len(items)
    return [bool(turned) for turned in items["reversed"].fillna(False)]


def _spread(scores: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    grouped = scores.groupby(by, sort=False)["score"]
    spread = grouped.agg(["size", "count", "mean", "std", "median"])
    spread["q1"], spread["q3"] = grouped.quantile(0.25), grouped.quantile(0.75)
    spread["missing"] = spread["size"] - spread["count"]
    return spread.rename(columns={"count": "n", "std": "sd"})[SPREAD].reset_index()
