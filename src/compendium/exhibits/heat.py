"""Heat maps: a table of shaded cells, and pairs as the lower half of a square."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator

from compendium.exhibits import style
from compendium.exhibits.hints import hint
from compendium.exhibits.lettering import fit, line_height, widest
from compendium.exhibits.rows import GAP, Row, draw_labels, lay_out
from compendium.exhibits.sheet import MARGIN, axes_at, draw_shades, shades_height, shades_width

CELL = 8.2  # millimetres: of a pair, where there is room
TALLEST_HEAD = 48.0  # millimetres
SINGLE_HEAD = 76.0  # millimetres, where a column has room for one line
KEY_ROWS = 4  # rows of pairs that a key beside them needs at most
ACROSS = 4  # lines of a label that is not turned


@dataclass(frozen=True)
class Heads:
    """Labels of columns: broken over lines, and turned where they are too long."""

    texts: Sequence[str]
    turned: bool
    height: float


def heads(labels: Sequence[str], cell: float) -> Heads:
    """Fit the labels of columns that are so many millimetres wide."""
    line, room = line_height(style.BODY), cell - 1.2
    words = [word for label in labels for word in label.split()]
    across = [fit(label, room, style.BODY, lines=ACROSS) for label in labels]
    if widest(words, style.BODY) <= room and not any("…" in text for text in across):
        lines = max((text.count("\n") + 1 for text in across), default=1)
        return Heads(across, turned=False, height=lines * line + 1.5)
    lines = 1 + max(0, int((cell - 0.6 - style.BODY * style.MM_PER_POINT) / line))
    tall = TALLEST_HEAD if lines > 1 else SINGLE_HEAD
    turned = [fit(label, tall, style.BODY, lines=lines) for label in labels]
    return Heads(turned, turned=True, height=widest(turned, style.BODY) + 2.0)


def draw_heads(axes: Axes, named: Heads, *, above: bool = True) -> None:
    """Write the labels of columns above axes whose columns are one unit wide, or below them."""
    axes.xaxis.set_ticks_position("top" if above else "bottom")
    places = [place + 0.5 for place in range(len(named.texts))]
    axes.set_xticks(places, named.texts, rotation=90 if named.turned else 0, linespacing=1.05)
    for label in axes.get_xticklabels():
        label.set(ha="center", va="bottom" if above else "top")
    axes.tick_params(length=0, pad=1.5)


def draw_heat(
    axes: Axes,
    values: pd.DataFrame,
    *,
    top: float,
    texts: pd.DataFrame,
    heights: Sequence[float],
    told: pd.DataFrame,
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
    heights : sequence of float
        Height of each row in millimetres.
    told : DataFrame
        What each cell says to who points at it; empty for nothing.
    """
    sns.heatmap(
        values.astype(float),
        ax=axes,
        cmap=style.HEAT,
        vmin=0,
        vmax=top,
        mask=values.isna(),
        cbar=False,
        linewidths=1.0,
        linecolor="white",
        xticklabels=False,
        yticklabels=False,
    )
    for row, (shades, words) in enumerate(
        zip(values.to_numpy(float), texts.to_numpy(), strict=True)
    ):
        for column, (value, text) in enumerate(zip(shades, words, strict=True)):
            if text:
                ink = style.GREY if pd.isna(value) else style.ink_on(style.HEAT(value / top))
                axes.text(
                    column + 0.5, row + 0.5, text, ha="center", va="center_baseline",
                    fontsize=style.SMALL, color=ink,
                )  # fmt: skip
    axes.set(xlabel="", ylabel="")
    axes.tick_params(length=0)
    # Rows are as tall as their labels need.
    numbers, edges = np.arange(len(heights) + 1), np.cumsum([0.0, *heights])
    axes.set_yscale(
        "function",
        functions=(
            partial(np.interp, xp=numbers, fp=edges),
            partial(np.interp, xp=edges, fp=numbers),
        ),
    )
    axes.set(ylim=(len(heights), 0), yticks=[])
    axes.yaxis.set_minor_locator(NullLocator())
    for row, sentences in enumerate(told.to_numpy()):
        for column, sentence in enumerate(sentences):
            if sentence:
                hint(axes, sentence, (column, column + 1), (row, row + 1))


def cell_hints(
    texts: pd.DataFrame, rows: Sequence[str], columns: Sequence[str], *, what: str
) -> pd.DataFrame:
    """Say of each cell in which row and column it is, and what it shows."""
    return pd.DataFrame(
        [
            [
                f"{row}, {column}: {what} {text}" if text else ""
                for column, text in zip(columns, own, strict=True)
            ]
            for row, own in zip(rows, texts.astype(str).to_numpy(), strict=True)
        ]
    )


def draw_pairs(
    pairs: pd.DataFrame,
    labels: Mapping[str, str],
    *,
    columns: tuple[str, str, str],
    top: float,
    write: Callable[[float], str],
    key: str,
    of: Callable[[str, str], str] = lambda *_: "",
) -> Figure:
    """Draw a number for each pair as the lower half of a square, without rows of blank cells.

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
    key : str
        What the number is, for the key.
    of : callable, optional
        Gives what the number of a pair rests on, for who points at it.

    Returns
    -------
    Figure
        The figure.
    """
    one, other, value = columns
    names = list(dict.fromkeys([*pairs[one], *pairs[other]]))
    square = pairs.pivot(index=other, columns=one, values=value)
    square = square.reindex(index=names[1:], columns=names[:-1])
    # A row or a column of blank cells says nothing.
    square = square.dropna(how="all").dropna(how="all", axis="columns")
    side = len(square.columns)
    rows = [Row(labels[name]) for name in square.index]
    room = style.WIDTH - 2 * MARGIN - GAP
    number = widest([write(top)], style.SMALL) + 1.0
    width = min(0.4 * room, room - side * number)
    laid = lay_out(rows, most=width, even=True)
    cell = min(max(CELL, laid.heights[0]), (room - laid.width) / side)
    named = heads([labels[name] for name in square.columns], cell)
    # The key stands in the empty half where it does not reach the cells.
    beside = style.WIDTH - MARGIN - shades_width(key)
    upper = square.head(KEY_ROWS).notna().any()
    reached = max((place + 1 for place, has in enumerate(upper) if has), default=0)
    is_beside = beside > MARGIN + laid.width + GAP + reached * cell
    height = laid.height + named.height + (0 if is_beside else shades_height()) + 2 * MARGIN
    figure = style.new_figure(height, free=True)
    draw_labels(axes_at(figure, MARGIN, MARGIN, laid.width, laid.height), laid)
    axes = axes_at(figure, MARGIN + laid.width + GAP, MARGIN, cell * side, laid.height)
    texts = square.map(write, na_action="ignore").astype(object).fillna("")
    shown = [[labels[name] for name in names] for names in (square.index, square.columns)]
    told = cell_hints(texts, *shown, what=key)
    for row, other_name in enumerate(square.index):
        for column, one_name in enumerate(square.columns):
            if told.iat[row, column]:
                told.iat[row, column] += of(str(one_name), str(other_name))
    draw_heat(axes, square, top=top, texts=texts, heights=laid.heights, told=told)
    draw_heads(axes, named, above=False)
    left, top_of_key = (beside, MARGIN + 1.0) if is_beside else (MARGIN, height - shades_height())
    draw_shades(figure, left=left, top=top_of_key, most=top, label=key)
    return figure
