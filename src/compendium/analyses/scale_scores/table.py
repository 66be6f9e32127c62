"""Tables for print of item scores, dimensions and possible scores."""

import pandas as pd

from compendium.analyses.scale_scores.possible import printed_scores
from compendium.exhibits.exhibit import Exhibit
from compendium.language import counted, listed, say, shaped


def tabulate_items(scored: pd.DataFrame, means: pd.DataFrame, *, title: str) -> Exhibit:
    """List the items by dimension, each dimension's mean above its items.

    Parameters
    ----------
    scored, means : DataFrame
        What `co.item_scores` and `dimension_means` give.
    title : str
        What was scored.

    Returns
    -------
    Exhibit
        Columns Item, Score, and Round where there are several.
    """
    rows = []
    scored = scored.assign(printed=printed_scores(scored))
    for mean in means.itertuples():
        rows.append((mean.round, f"**{mean.dimension}**", f"**{mean.score}**"))
        own = scored[(scored["round"] == mean.round) & (scored["dimension"] == mean.dimension)]
        rows += [(mean.round, f"{row.item}. {row.label}", row.printed) for row in own.itertuples()]
    table = pd.DataFrame(rows, columns=["Round", "Item (dimension)", "Score"])
    if table["Round"].nunique() == 1:
        table = table.drop(columns="Round")
    return Exhibit(
        table,
        say(
            "{title}: item scores (0 to 100) by dimension; a dimension's score is the "
            "mean of its items, rounded half up.",
            title=title,
        ),
        say(
            "Table of {item_scores} in {dimensions}.",
            item_scores=counted(len(scored), "item score"),
            dimensions=counted(len(means), "dimension"),
        ),
    )


def tabulate_dimensions(means: pd.DataFrame, *, title: str) -> Exhibit:
    """List the dimensions with the number of items, the mean and the rounded mean."""
    table = means.assign(mean=means["mean"].map(shaped("{:.2f}"))).rename(
        columns={
            "round": "Round",
            "dimension": "Dimension",
            "items": "Items",
            "mean": "Mean",
            "score": "Rounded",
        }
    )
    return Exhibit(
        table,
        say(
            "{title}: mean score of each dimension, recomputed from its items and rounded half up.",
            title=title,
        ),
        say(
            "Table of {dimensions}, from {score} to {score_2}.",
            dimensions=counted(len(means), "dimension"),
            score=means["score"].min(),
            score_2=means["score"].max(),
        ),
    )


def tabulate_granularity(checked: pd.DataFrame, *, respondents: int, points: int) -> Exhibit:
    """List, by score, how many items have it and how many sets of answers give it.

    Parameters
    ----------
    checked : DataFrame
        What `co.granularity` gives.
    respondents, points : int
        As in `co.granularity`.

    Returns
    -------
    Exhibit
        Columns Score, Items, Which, Possible, Sets of answers, Patterns of answers and, where
        standard deviations are printed, Impossible SD: of which items.
    """
    grouped = checked.groupby(["score", "printed", "possible", "answer_sets", "answer_patterns"])
    table = (
        grouped["item"].agg(["size", listed]).reset_index().sort_values("score", ascending=False)
    )
    table["possible"] = table["possible"].map({True: say("yes"), False: say("no")})
    table["score"] = table["printed"]
    spread = table["printed"].map(_impossible_deviations(checked)) if "sd" in checked else None
    table = table[["score", "size", "listed", "possible", "answer_sets", "answer_patterns"]]
    table.columns = [
        "Score",
        "Items",
        "Which",
        "Possible",
        "Sets of answers",
        "Patterns of answers",
    ]
    more = ""
    if spread is not None:
        table["Impossible SD"] = spread.fillna("")
        more = say(
            " Impossible SD: items whose standard deviation no set of answers with this score has."
        )
    impossible = int((~checked["possible"]).sum())
    step = 100 / (respondents * (points - 1))
    return Exhibit(
        table.reset_index(drop=True),
        say(
            "Which scores {respondents} can give on a {points}-point scale: the mean "
            "moves in steps of {step:g}. A set of answers leaves open who answered "
            "what; a pattern does not.{more}",
            respondents=counted(respondents, "respondent"),
            points=points,
            step=step,
            more=more,
        ),
        say(
            "Table of scores: {items} with a score that no set of answers gives.",
            items=counted(impossible, "item"),
        ),
    )


def _impossible_deviations(checked: pd.DataFrame) -> dict[str, str]:
    """List, by score, the items with a standard deviation that cannot be, and the deviation."""
    wrong = checked[checked["possible"] & ~checked["sd_possible"].fillna(True)]
    return {
        score: listed(f"{row.item} ({row.sd})" for row in own.itertuples())
        for score, own in wrong.groupby("printed")
    }
