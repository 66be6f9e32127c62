"""Answers of few people: what a study does not show of them, and what it says instead."""

import pandas as pd

from compendium.language import counted, say, say_number
from compendium.study.small_cells import HELD, number_or_text, shown_counts, shown_part

TOLD = ("mean", "sd", "q1", "median", "q3")


def shown_answers(counts: pd.DataFrame, smallest_cell: int) -> pd.Series:
    """Write the numbers of each item and round; those who left it blank are one number more."""
    shown = pd.Series("", index=counts.index, dtype="str")
    for _, own in counts.groupby(["round", "item"], sort=False):
        every = [*own["n"].to_list(), int(own["blank"].iloc[0])]
        shown[own.index] = shown_counts(every, least=smallest_cell)[:-1]
    return shown


def shown_spread(spread: pd.DataFrame, smallest_cell: int) -> pd.DataFrame:
    """Write ``n`` and ``missing`` of a spread as they may be shown: who answered, and who did not.

    Examples
    --------
    >>> spread = pd.DataFrame({"n": [17, 16, 4], "missing": [0, 1, 0]})
    >>> shown_spread(spread, 5).to_dict("list")
    {'n': ['17', '–', '<5'], 'missing': ['0', '<5', '–']}
    """
    people = list(zip(spread["n"], spread["missing"], strict=True))
    n = [shown_part(int(one), int(one + blank), least=smallest_cell) for one, blank in people]
    missing = [
        HELD if one < smallest_cell else shown_part(int(blank), least=smallest_cell)
        for one, blank in people
    ]
    return spread.assign(n=n, missing=missing)


def others(scores: pd.DataFrame, before: str, after: str) -> int:
    """Count who of two rounds, or of those with a score in one, has no score in both.

    Returns
    -------
    int
        The smallest of these numbers that is not 0: with it and a total, the number of those who
        have both could be used to compute it. 0 where everybody has both.
    """
    rounds = [scores.loc[scores["round"] == name] for name in (before, after)]
    with_score = [set(own.dropna(subset="score")["respondent"]) for own in rounds]
    both = len(with_score[0] & with_score[1])
    out = [
        len(people) - both for own, has in zip(rounds, with_score, strict=True)
        for people in (own, has)
    ]  # fmt: skip
    return min((number for number in out if number), default=0)


def shown_pairs(n: pd.Series, others: pd.Series, smallest_cell: int) -> list[int | str]:
    """Write how many have a score in both rounds, as it may be shown."""
    return [
        number_or_text(shown_part(int(both), int(both + out), least=smallest_cell))
        for both, out in zip(n, others, strict=True)
    ]


def told_of_enough(spread: pd.DataFrame, smallest_cell: int) -> pd.DataFrame:
    """Blank what tells of fewer people than a study shows, and write ``shown`` beside ``n``."""
    few = spread["n"] < smallest_cell
    blank = {name: spread[name].mask(few) for name in TOLD}
    shown = shown_spread(spread, smallest_cell)["n"]
    return spread.assign(**blank, n=spread["n"].mask(few, 0), shown=shown)


def few_blank(answers: pd.DataFrame, smallest_cell: int) -> bool:
    """Whether so few left an item blank that the number of all blanks could tell of them."""
    blank = answers["score"].isna().groupby([answers["round"], answers["item"]]).sum()
    return bool(blank.between(1, smallest_cell - 1).any())


def few_in_a_round(answers: pd.DataFrame, smallest_cell: int) -> bool:
    """Whether so few took part in a round that the number of all answers could tell of them."""
    people = answers.groupby("round")["respondent"].nunique()
    return bool((people < smallest_cell).any())


def blank_in_words(answers: pd.DataFrame, *, smallest_cell: int = 1) -> str:
    """Say how many answers are missing, as far as it may be told."""
    blank = int(answers["score"].isna().sum())
    of = counted(len(answers), "answer")
    if few_in_a_round(answers, smallest_cell):
        return say("Some answers are blank.") if blank else say("No answer is blank.")
    if few_blank(answers, smallest_cell):
        return say("Of {answers} some are blank.", answers=of)
    if not blank:
        return say("Of {answers} none is blank.", answers=of)
    return say_number(
        blank,
        "Of {answers} {number} is blank.",
        "Of {answers} {number} are blank.",
        answers=of,
    )


def scores_missing_in_words(scores: pd.DataFrame, *, smallest_cell: int = 1) -> str:
    """Say how many scores of respondents are missing, as far as it may be told."""
    by = [scores["round"], scores["dimension"]]
    few = scores["score"].isna().groupby(by).sum().between(1, smallest_cell - 1).any()
    small = scores.groupby("round")["respondent"].nunique() < smallest_cell
    missing = int(scores["score"].isna().sum())
    if few or small.any():
        return say("some scores are missing") if missing else say("no score is missing")
    return say_number(
        missing,
        "{number} score of {all} is missing",
        "{number} scores of {all} are missing",
        all=len(scores),
    )
