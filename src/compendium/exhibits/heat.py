"""Heat maps: a table of shaded cells, and pairs as the lower half of a square."""

from collections.abc import Callable, Mapping

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from compendium.exhibits import style

CELL = 8.2  # millimetres
LABEL_WIDTH = 30  # characters
MOST_WIDE = 16  # columns whose labels have room for several lines


def draw_heat(
    axes: Axes, values: pd.DataFrame, *, top: float, texts: pd.DataFrame, size: float = 8
) -> None:
    """Shade the cells of a table and write texts into them; missing cells stay blank.

    Parameters
    ----------
    axes : Axes
        Where to draw.
    values : DataFrame
        Numbers from 0 to ``top``.
    top : float
        The value with the darkest shade.
    texts : DataFrame
        Text of each cell, empty for none.
    size : float, optional
        Size of the texts in points.
    """
    sns.heatmap(
        values.astype(float),
        ax=axes,
        cmap=style.HEAT,
        vmin=0,
        vmax=top,
        mask=values.isna(),
        annot=texts,
        fmt="",
        annot_kws={"size": size},
        cbar=False,
        linewidths=1.2,
        linecolor="white",
        xticklabels=False,
        yticklabels=False,
    )
    for text in axes.texts:
        text.set_in_layout(False)  # being inside its cell, it moves nothing
    axes.set(xlabel="", ylabel="")
    axes.tick_params(length=0)


def draw_pairs(
    pairs: pd.DataFrame,
    labels: Mapping[str, str],
    *,
    columns: tuple[str, str, str],
    top: float,
    write: Callable[[float], str],
) -> Figure:
    """Draw a number for each pair as the lower half of a square.

    Parameters
    ----------
    pairs : DataFrame
        One row per pair.
    labels : mapping
        Name to show for each member of a pair.
    columns : tuple of str
        Columns of the two members and of the number.
    top : float
        The value with the darkest shade.
    write : callable
        Gives the text of a number.

    Returns
    -------
    Figure
        The figure.
    """
    one, other, value = columns
    names = list(dict.fromkeys([*pairs[one], *pairs[other]]))
    square = pairs.pivot(index=other, columns=one, values=value)
    square = square.reindex(index=names[1:], columns=names[:-1])
    width = min(style.PAGE_WIDTH, 62 + 13 * len(names))
    figure = style.new_figure(CELL * len(names) + 34, width=width)
    axes = figure.add_subplot()
    draw_heat(axes, square, top=top, texts=square.map(write, na_action="ignore").fillna(""))
    below = [_below(labels[name], len(names)) for name in square.columns]
    beside = [_beside(labels[name], len(names)) for name in square.index]
    axes.set_xticks([place + 0.5 for place in range(len(below))], below, rotation=90, ha="center")
    axes.set_yticks([place + 0.5 for place in range(len(beside))], beside, rotation=0)
    return figure


def _below(label: str, columns: int) -> str:
    wide = columns <= MOST_WIDE
    return style.wrap(label, LABEL_WIDTH) if wide else style.cut(label, LABEL_WIDTH + 4)


def _beside(label: str, columns: int) -> str:
    """Break a label in lines; of many rows, in no more than two."""
    short = label if columns <= MOST_WIDE else style.cut(label, 2 * LABEL_WIDTH - 10)
    return style.wrap(short, LABEL_WIDTH + 4)
