"""Figures whose rows bear labels: as tall as their labels need, and no label beside its row."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from compendium.exhibits import style
from compendium.exhibits.lettering import line_height, width_of, wrap
from compendium.exhibits.sheet import MARGIN, axes_at, axis_height, draw_key, key_height

ROW = 4.6  # millimetres: the least height of a row
PAD = 1.4  # millimetres in a row above and below its text, together
INDENT = 3.2  # millimetres per level
GAP = 2.4  # millimetres between labels and what is drawn
AROUND = 25.0  # millimetres: about what stands above and below the rows of a figure
ABOVE = 1.6  # millimetres above a heading, in addition


@dataclass(frozen=True)
class Row:
    """One row of a figure.

    Parameters
    ----------
    label : str
        What stands beside it.
    english : str, optional
        The label in English, where it says something else; it follows in grey.
    depth : int, optional
        How far it is indented.
    bold, faint : bool, optional
        Whether the label is a heading, or a remark in grey.
    least : float, optional
        Height in millimetres that its content needs.
    """

    label: str
    english: str = ""
    depth: int = 0
    bold: bool = False
    faint: bool = False
    least: float = 0.0

    @property
    def whole(self) -> str:
        """The label with its translation."""
        return f"{self.label} ({self.english})" if self.english else self.label


@dataclass(frozen=True)
class Laid:
    """Rows with their places: millimetres from the top.

    Parameters
    ----------
    rows : sequence of Row
        The rows.
    texts : sequence of str
        Their labels, broken over lines.
    heights, places : sequence of float
        Height of each row, and where its middle is.
    width : float
        Width of the labels.
    """

    rows: Sequence[Row]
    texts: Sequence[str]
    heights: Sequence[float]
    places: Sequence[float]
    width: float

    @property
    def height(self) -> float:
        """Height of all rows together."""
        return sum(self.heights)


@dataclass(frozen=True)
class Plot:
    """A figure with rows: its axes measure millimetres from the top."""

    figure: Figure
    axes: Axes
    places: Sequence[float]
    heights: Sequence[float]


def lay_out(
    rows: Sequence[Row], *, most: float, even: bool = False, least: float = ROW, gaps: bool = True
) -> Laid:
    """Break the labels of rows, and place the rows.

    Parameters
    ----------
    rows : sequence of Row
        The rows, from the top.
    most : float
        Greatest width of the labels in millimetres.
    even : bool, optional
        Make all rows as tall as the tallest.
    least : float, optional
        Least height of a row in millimetres.
    gaps : bool, optional
        Set headings apart from the rows above them.

    Returns
    -------
    Laid
        The rows. Rows too tall for a page have labels a quarter wider: they break less often.
    """
    how: dict[str, Any] = {"even": even, "least": least, "gaps": gaps}
    laid = _laid(rows, most, **how)
    fits = laid.height <= style.TALLEST - AROUND
    return laid if fits else _laid(rows, most * 1.25, **how)


def _laid(rows: Sequence[Row], most: float, *, even: bool, least: float, gaps: bool) -> Laid:
    needed = [
        row.depth * INDENT + width_of(row.whole, style.BODY, bold=row.bold) + 0.5 for row in rows
    ]
    width = min(most, max(needed, default=0.0))
    texts = [_broken(row, width - row.depth * INDENT) for row in rows]
    line = line_height(style.BODY)
    heights = [
        max(least, row.least, (text.count("\n") + 1) * line + PAD)
        for row, text in zip(rows, texts, strict=True)
    ]
    if even:
        heights = [max(heights, default=least)] * len(rows)
    above = [ABOVE if row.bold and gaps and number else 0 for number, row in enumerate(rows)]
    heights = [height + more for height, more in zip(heights, above, strict=True)]
    places, top = [], 0.0
    for height, more in zip(heights, above, strict=True):
        places.append(top + (height + more) / 2)
        top += height
    return Laid(rows, texts, heights, places, width)


def _broken(row: Row, room: float) -> str:
    """Break a label over lines; a translation that does not fit beside it begins a new one."""
    if width_of(row.whole, style.BODY, bold=row.bold) <= room:
        return row.whole
    parts = [row.label, *([f"({row.english})"] if row.english else [])]
    return "\n".join(wrap(part, room, style.BODY, bold=row.bold) for part in parts)


def draw_labels(axes: Axes, laid: Laid, *, branches: bool = False) -> None:
    """Write the labels of rows, indented; with branches where the rows are a tree."""
    last_at: dict[int, float] = {}  # by depth: the lower edge of the last label
    for row, text, place in zip(laid.rows, laid.texts, laid.places, strict=True):
        if branches:
            _draw_branch(axes, row, place, last_at)
            last_at[row.depth] = place + (text.count("\n") + 1) * line_height(style.BODY) / 2
        axes.text(
            row.depth * INDENT,
            place,
            text,
            va="center_baseline",
            linespacing=1.1,
            fontsize=style.BODY,
            fontweight="bold" if row.bold else "normal",
            color=style.GREY if row.faint else style.INK,
            style="italic" if row.faint else "normal",
        )
    axes.set(xlim=(0, max(laid.width, 1)), ylim=(laid.height, 0), xticks=[], yticks=[])
    style.bare(axes)


def row_figure(
    laid: Laid,
    *,
    header: float = 0.0,
    right: float = 0.0,
    tick_lines: int = 1,
    xlabel: str = "",
    handles: Sequence[Artist] = (),
    below: float = 0.0,
    branches: bool = False,
) -> Plot:
    """Make a figure of rows: labels on the left, axes beside them, a key below.

    Parameters
    ----------
    laid : Laid
        What `lay_out` gives.
    header, right, below : float, optional
        Millimetres to keep free above and beside the axes, and below the key.
    tick_lines : int, optional
        Lines of text below the axes; 0 for axes without numbers.
    xlabel : str, optional
        Label of the axis.
    handles : sequence of Artist, optional
        Entries of the key.
    branches : bool, optional
        Whether the rows are a tree.

    Returns
    -------
    Plot
        The figure; its axes have the rows of the labels.
    """
    left = MARGIN + laid.width + GAP
    across = style.WIDTH - left - MARGIN - right
    xlabel = wrap(xlabel, across + right, style.BODY)
    foot = axis_height(tick_lines=tick_lines, label=xlabel)
    labels = [str(handle.get_label()) for handle in handles]
    key = key_height(labels, style.WIDTH - 2 * MARGIN)
    top = MARGIN + header
    figure = style.new_figure(top + laid.height + foot + key + below + MARGIN, free=True)
    draw_labels(
        axes_at(figure, MARGIN, top, max(laid.width, 1), laid.height), laid, branches=branches
    )
    axes = axes_at(figure, left, top, across, laid.height)
    axes.set(ylim=(laid.height, 0), yticks=[], xlabel=xlabel)
    style.bare(axes, keep=["bottom"] if tick_lines else [])
    draw_key(figure, handles, left=MARGIN, top=top + laid.height + foot)
    return Plot(figure, axes, laid.places, laid.heights)


def _draw_branch(axes: Axes, row: Row, place: float, last_at: dict[int, float]) -> None:
    above = [last_at[level] for level in range(row.depth) if level in last_at]
    if row.depth and above:
        trunk = (row.depth - 1) * INDENT + 0.8
        axes.plot(
            [trunk, trunk, row.depth * INDENT - 0.6],
            [above[-1], place, place],
            color=style.GREY,
            linewidth=0.6,
        )
    for level in [level for level in last_at if level >= row.depth]:
        del last_at[level]
