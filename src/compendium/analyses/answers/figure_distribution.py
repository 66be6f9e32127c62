"""How all respondents answered each item: bars of 100 %."""

from itertools import pairwise

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_hex
from matplotlib.patches import Patch

from compendium.analyses.answers.few import blank_in_words, shown_answers
from compendium.analyses.answers.spread import respondents_in_words
from compendium.exhibits import style
from compendium.exhibits.exhibit import Exhibit
from compendium.exhibits.hints import hint
from compendium.exhibits.item_rows import item_rows, turned_in_words
from compendium.exhibits.lettering import cut, widest, width_of
from compendium.exhibits.rows import PAD, lay_out, row_figure
from compendium.language import counted, listed, say, shaped, written
from compendium.study.small_cells import HELD, rule

MOST_RATINGS = 11  # scales with more answers are drawn in bands
BANDS = 5
LABELS = 0.42  # of the width
BAR = 3.0  # millimetres: of the height of a bar, with the gap to the next
NAME = 32.0  # millimetres that the name of a round has at most
# From the lowest answer to the highest: apart for colour-blind readers, and pale in the middle.
# Greys run from light to dark, as there is no second colour.
ANSWERS = LinearSegmentedColormap.from_list(
    "compendium-answers",
    ["#f0f0f0", "#2a2a2a"]
    if style.LOOK.grey
    else [style.ORANGE, "#f3b68c", "#e8e8e8", "#8fc3e6", style.BLUE],
)


def draw_answers(
    counts: pd.DataFrame, *, answers: pd.DataFrame, title: str, smallest_cell: int = 1
) -> Exhibit:
    """Draw how all answered each item: a bar of 100 % per item and round.

    Parameters
    ----------
    counts, answers : DataFrame
        What `co.answer_counts` and `recoded` give.
    title : str
        Who answered, for the caption.
    smallest_cell : int, optional
        The smallest number of people that is shown, beside 0. The parts of a bar that are smaller,
        and what is held back with them, are hatched and of the same length.

    Returns
    -------
    Exhibit
        The figure; a scale of more than 11 answers is drawn in five bands of equal width.
    """
    counts = _banded(counts, smallest_cell)
    rounds = list(counts["round"].unique())
    several = len(rounds) > 1
    rows, numbers = item_rows(counts, least=BAR * len(rounds) + PAD)
    names = list(counts["band"].unique())
    colours = [to_hex(ANSWERS(share)) for share in np.linspace(0, 1, len(names))]
    edge = style.GREY if style.LOOK.grey else "none"
    room = min(NAME, 2 + widest([str(name) for name in rounds], style.SMALL))
    plot = row_figure(
        lay_out(rows, most=LABELS * style.WIDTH),
        right=room if several else 2.0,
        xlabel=say("Share of the answers to the item (%)"),
        handles=[
            Patch(
                facecolor=colour,
                edgecolor=edge,
                linewidth=0.5,
                label=say("answer {name}", name=name),
            )
            for colour, name in zip(colours, names, strict=True)
        ],
    )
    plot.axes.set(xlim=(0, 100), xticks=range(0, 101, 20))
    for (item, name), own in counts.groupby(["item", "round"], sort=False):
        place = plot.places[numbers[str(item)]]
        place += (rounds.index(name) - (len(rounds) - 1) / 2) * BAR
        parts = _parts(own, colours, smallest_cell)
        _draw_bar(plot.axes, parts, place, edge)
        _hint_bar(plot.axes, own, parts, place)
        if several:
            plot.axes.annotate(
                cut(str(name), room - 1, style.SMALL), (100, place), xytext=(3, 0), va="center",
                textcoords="offset points", fontsize=style.SMALL, color=style.GREY,
            )  # fmt: skip
    order = (
        say(" Per item from top to bottom: {rounds}.", rounds=", ".join(rounds)) if several else ""
    )
    caption = say(
        "{finding} {title}: answers to {items} by {respondents_in_words}.{order} "
        "Numbers are respondents, where there is room. "
        "{blank_in_words}{turned_in_words}",
        finding=_finding(counts),
        title=title,
        items=counted(len(numbers), "item"),
        respondents_in_words=respondents_in_words(answers, smallest_cell=smallest_cell),
        order=order,
        blank_in_words=blank_in_words(answers, smallest_cell=smallest_cell),
        turned_in_words=turned_in_words(answers),
    ) + _rule(counts, smallest_cell)
    return Exhibit(plot.figure, caption, _alt_answers(counts))


def _parts(own: pd.DataFrame, colours: list[str], least: int) -> pd.DataFrame:
    """Give the parts of a bar: length, text and colour.

    So few who left the item blank are a part, too: without it the other lengths would tell how
    many answered, and with the number of respondents how many did not.
    """
    parts = own[["n", "shown"]].assign(colour=colours, held=~own["shown"].str.isdecimal())
    blank = int(own["blank"].iloc[0])
    if 0 < blank < least and own["n"].any():
        parts.loc[len(own.index) + max(own.index)] = [blank, "", style.PALE, True]
    # Alike, so that nothing can be read off but what all of them are together.
    lengths = parts["n"].astype(float).mask(parts["held"], parts.loc[parts["held"], "n"].mean())
    return parts.assign(length=lengths)


def _draw_bar(axes: Axes, parts: pd.DataFrame, place: float, edge: str) -> None:
    start, total = 0.0, parts["n"].sum()
    if total and parts["shown"].isin([HELD, ""]).all():
        axes.barh(place, 100, height=BAR * 0.9, color=style.PALE)
        return
    across = axes.get_position().width * style.WIDTH
    for part in parts.itertuples():
        share = 100 * part.length / total if total else 0
        axes.barh(
            place, share, left=start, height=BAR * 0.9, color=part.colour, linewidth=0.5,
            edgecolor="white" if part.held else edge, hatch="///" if part.held else None,
        )  # fmt: skip
        if part.shown and share / 100 * across > width_of(part.shown, style.SMALL) + 1:
            axes.text(
                start + share / 2,
                place,
                part.shown,
                fontsize=style.SMALL,
                color=style.ink_on(part.colour),
                ha="center",
                va="center_baseline",
                bbox={"facecolor": part.colour, "edgecolor": "none", "pad": 0.4}
                if part.held
                else None,
            )
        start += share


def _hint_bar(axes: Axes, own: pd.DataFrame, parts: pd.DataFrame, place: float) -> None:
    """Say the numbers of a bar as they are shown: what is held back is not told here either."""
    total = int(parts["n"].sum())
    if not total or parts["shown"].isin([HELD, ""]).all():
        return
    told = not parts["held"].any()
    start = 0.0
    for row, part in zip(own.itertuples(), parts.itertuples(), strict=False):
        share = 100 * part.length / total
        if row.n:
            answer = say("answer {name}", name=row.band)
            number = (
                say("{n} of {total} ({share:.0f} %)", n=row.n, total=total, share=share)
                if told
                else say("n = {number}", number=row.shown)
            )
            text = f"{row.item}. {row.label}, {row.round}: {answer}, {number}"
            hint(axes, text, (start, start + share), place)
        start += share


def _rule(counts: pd.DataFrame, smallest_cell: int) -> str:
    told = rule(list(counts["shown"]), smallest_cell)
    more = say(
        " These parts are hatched and equally long, a grey one at the end of those who left the "
        "item blank; a grey bar is of fewer than {least} people.",
        least=smallest_cell,
    )
    return told + more if told else ""


def _banded(counts: pd.DataFrame, smallest_cell: int) -> pd.DataFrame:
    """Name each answer, or put the answers of a long scale into bands."""
    ratings = counts["rating"].unique()
    if len(ratings) <= MOST_RATINGS:
        return counts.assign(band=counts["rating"].map(shaped("{:g}")))
    edges = np.linspace(ratings.min(), ratings.max(), BANDS + 1)
    names = [say("{low:g} to {high:g}", low=low, high=high) for low, high in pairwise(edges)]
    bands = pd.cut(counts["rating"], edges, labels=names, include_lowest=True).astype(str)
    by = ["round", "dimension", "item", "label", "reversed", "blank", "band"]
    table = counts.assign(band=bands).groupby(by, sort=False, as_index=False)["n"].sum()
    return table.assign(shown=shown_answers(table, smallest_cell))


def _finding(counts: pd.DataFrame) -> str:
    """Say which answer was given most in each round."""
    totals = counts.groupby(["round", "band"], sort=False)["n"].sum()
    whole = bool(counts["shown"].str.isdecimal().all())  # else the totals would give the cells away
    most = [
        say(
            "{answer} in {name} ({share:.0f} %)",
            answer=own.idxmax(),
            name=name,
            share=100 * own.max() / own.sum(),
        )
        if whole
        else say("{answer} in {name}", answer=own.idxmax(), name=name)
        for name in counts["round"].unique()
        for own in [totals[name]]
        if own.sum() and not _is_held(counts[counts["round"] == name])
    ]
    return (
        say("Over all items, the most frequent answer is {most}.", most=listed(most))
        if most
        else say("No answers.")
        if not counts["n"].any()
        else say("Too few people answered to show how.")
    )


def _is_held(own: pd.DataFrame) -> bool:
    """Whether all that was answered in a round is held back."""
    return bool((own.loc[own["n"] > 0, "shown"] == HELD).all())


def _alt_answers(counts: pd.DataFrame) -> str:
    totals = counts.groupby(["round", "band"], sort=False)["n"].sum()
    sentences = []
    whole = bool(counts["shown"].str.isdecimal().all())
    for name in counts["round"].unique() if whole else ():
        own = totals[name]
        shares = [f"{band}: {written(100 * n / own.sum(), 0)} %" for band, n in own.items()]
        sentences.append(say("All items in {name}: {shares}.", name=name, shares=", ".join(shares)))
    return say(
        "{finding} Bars of 100 %, a part for each answer. {sentences}",
        finding=_finding(counts),
        sentences=" ".join(sentences),
    )
