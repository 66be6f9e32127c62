"""The items of the checklists at a glance: a square for each, by part."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch, Rectangle

from compendium.analyses.reporting.checklist import FROM_TABLES, IN_TEXT, TO_WRITE, tally
from compendium.exhibits import style
from compendium.exhibits.exhibit import Exhibit
from compendium.exhibits.hints import hint
from compendium.exhibits.rows import GAP, Row, lay_out, row_figure
from compendium.exhibits.sheet import MARGIN
from compendium.language import say, tell

LABELS = 0.34  # of the width
SQUARE = 5.4  # millimetres
BETWEEN = 1.2  # millimetres from one line of squares to the next
FILLS = {FROM_TABLES: style.BLUE, IN_TEXT: style.SKY, TO_WRITE: "white"}


def draw_reporting(checklist: pd.DataFrame, *, title: str) -> Exhibit:
    """Draw each item as a square with its number, filled where it is answered.

    Parameters
    ----------
    checklist : DataFrame
        What `co.reporting_checklist` gives.
    title : str
        Whose study.

    Returns
    -------
    Exhibit
        The figure: a row for each part of a checklist.
    """
    # As many squares beside one another as there is room for.
    room = (1 - LABELS) * style.WIDTH - 2 * MARGIN - GAP
    across = max(1, int(room / (SQUARE + GAP / 4)))
    rows, items = [], []
    for name, own in checklist.groupby("checklist", sort=False):
        rows.append(Row(str(name), bold=True))
        items.append(own.iloc[:0])
        for part, inside in own.groupby("part", sort=False):
            lines = -(-len(inside) // across)
            rows.append(Row(tell(part), depth=1, least=lines * (SQUARE + BETWEEN)))
            items.append(inside)
    handles = [
        Patch(facecolor=fill, edgecolor=style.GREY, linewidth=0.6, label=say(status))
        for status, fill in FILLS.items()
        if (checklist["status"] == status).any()
    ]
    laid = lay_out(rows, most=LABELS * style.WIDTH)
    plot = row_figure(laid, tick_lines=0, handles=handles)
    width = plot.axes.get_position().width * style.WIDTH
    plot.axes.set(xlim=(-0.3, width), xticks=[])
    for place, inside in zip(plot.places, items, strict=True):
        _draw_items(plot.axes, place, inside, across)
    return Exhibit(
        plot.figure,
        say(
            "{title}: {tally}. Each square is an item, with its number in the checklist.",
            title=title,
            tally=tally(checklist),
        ),
        say("Squares of items by part: {tally}.", tally=tally(checklist)),
    )


def _draw_items(axes: Axes, place: float, inside: pd.DataFrame, across: int) -> None:
    lines = -(-len(inside) // across)
    for number, row in enumerate(inside.itertuples()):
        fill = FILLS[row.status]
        left = number % across * (SQUARE + GAP / 4)
        middle = place + (number // across - (lines - 1) / 2) * (SQUARE + BETWEEN)
        axes.add_patch(
            Rectangle(
                (left, middle - SQUARE / 2), SQUARE, SQUARE, facecolor=fill,
                edgecolor=style.GREY, linewidth=0.6,
            )
        )  # fmt: skip
        text = f"{row.number}. {row.name}: {say(row.status)}"
        hint(axes, text, (left, left + SQUARE), (middle - SQUARE / 2, middle + SQUARE / 2))
        axes.text(
            left + SQUARE / 2, middle, str(row.number), ha="center", va="center_baseline",
            fontsize=style.SMALL, color=style.ink_on(fill),
        )  # fmt: skip
