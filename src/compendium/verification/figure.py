"""How a number travels: from the printed page to its verdict and into the paper."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch

from compendium.exhibits import style
from compendium.exhibits.exhibit import Exhibit
from compendium.exhibits.lettering import line_height, wrap
from compendium.exhibits.sheet import MARGIN, axes_at
from compendium.verification.printed import REPRODUCED

COLUMNS, GAP = 4, 9.0  # boxes beside one another, and millimetres between them
PAD = 1.8  # millimetres between the edge of a box and its text
UPPER, LOWER = 0, 1
BETWEEN = 8.0  # millimetres between the two rows of boxes


@dataclass(frozen=True)
class Box:
    """A station: its column and row, its heading, and what happens there."""

    column: int
    row: float
    heading: str
    text: str
    tint: str = style.TINTS[0]


def draw_travel(compared: pd.DataFrame) -> Exhibit:
    """Draw the way of one printed number through the compendium.

    Parameters
    ----------
    compared : DataFrame
        What `compendium verify` compares, with the column ``study``; a number that is reproduced
        serves as the example.

    Returns
    -------
    Exhibit
        The figure: boxes for the places that hold the number, arrows for what is done.
    """
    number = _example(compared)
    boxes = _boxes(number)
    room = style.WIDTH - 2 * MARGIN
    width = (room - GAP * (COLUMNS - 1)) / COLUMNS
    texts = [wrap(box.text, width - 2 * PAD, style.SMALL) for box in boxes]
    tall = max(text.count("\n") + 1 for text in texts) * line_height(style.SMALL)
    tall += line_height(style.BODY) + 2 * PAD + 1
    height = 2 * tall + BETWEEN + 2 * MARGIN
    figure = style.new_figure(height, free=True)
    axes = axes_at(figure, 0, 0, style.WIDTH, height)
    axes.set(xlim=(0, style.WIDTH), ylim=(height, 0))
    axes.axis("off")
    places = [
        (MARGIN + box.column * (width + GAP), MARGIN + box.row * (tall + BETWEEN)) for box in boxes
    ]
    for (left, top), box, text in zip(places, boxes, texts, strict=True):
        _draw_box(axes, left, top, width, tall, box, text)
    _draw_arrows(axes, places, width, tall)
    finding = (
        f"Two copies of a printed number meet: {number['quantity']} ({number['study']}, "
        f"{number['artefact']}, {number['where']}) is printed as {number['printed']}, follows from "
        f"the tables as {number['recomputed']}, and is {number['verdict']}."
    )
    caption = (
        f"{finding} Above, the number as it is printed; below, what it is counted from. Nobody "
        "types a number into the paper."
    )
    return Exhibit(figure, caption, f"{finding} Boxes with arrows, from the page to the paper.")


def _example(compared: pd.DataFrame) -> "pd.Series":
    """Choose a number: one that is reproduced, and is a mean where there is one."""
    kept = compared[compared["verdict"] == REPRODUCED]
    kept = compared if kept.empty else kept
    means = kept[kept["quantity"].str.contains("mean", case=False)]
    return (kept if means.empty else means).iloc[-1]


def _boxes(number: "pd.Series") -> Sequence[Box]:
    where = f"{number['artefact']}, {number['where']}: {number['quantity']}"
    return (
        Box(0, 0.5, "The publication", where),
        Box(1, UPPER, "Printed numbers", f"printed.csv holds {number['printed']}, as it stands",
            style.TINTS[1]),
        Box(1, LOWER, "Other tables", "hold what was counted: answers, marks, events, passages",
            style.TINTS[2]),
        Box(2, LOWER, "A notebook", "asks one question and saves figures, tables and values",
            style.TINTS[2]),
        Box(2, UPPER, "The comparison", f"{number['printed']} and {number['recomputed']}: "
            f"{number['verdict']}", style.TINTS[1]),
        Box(3, 0.5, "The paper", "takes figures, tables and values; its claims are checked"),
    )  # fmt: skip


def _draw_box(
    axes: Axes, left: float, top: float, width: float, tall: float, box: Box, text: str
) -> None:
    axes.add_patch(
        FancyBboxPatch(
            (left, top),
            width,
            tall,
            boxstyle="round,pad=0,rounding_size=1.2",
            facecolor=box.tint,
            edgecolor="none",
        )
    )
    axes.text(left + PAD, top + PAD, box.heading, fontsize=style.BODY, fontweight="bold", va="top")
    below = top + PAD + line_height(style.BODY) + 0.6
    axes.text(left + PAD, below, text, fontsize=style.SMALL, va="top", linespacing=1.15)


def _draw_arrows(
    axes: Axes, places: Sequence[tuple[float, float]], width: float, tall: float
) -> None:
    page, printed, tables, notebook, comparison, paper = places
    for start, end in (
        (page, printed),
        (page, tables),
        (printed, comparison),
        (tables, notebook),
        (comparison, paper),
        (notebook, paper),
    ):
        _arrow(axes, (start[0] + width, start[1] + tall / 2), (end[0], end[1] + tall / 2))
    middle = notebook[0] + width / 2
    _arrow(axes, (middle, notebook[1]), (middle, comparison[1] + tall))


def _arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float]) -> None:
    axes.annotate(
        "",
        xy=end,
        xytext=start,
        arrowprops={"arrowstyle": "-|>", "color": style.GREY, "linewidth": 1.0, "shrinkA": 1,
                    "shrinkB": 1, "mutation_scale": 9},
    )  # fmt: skip
