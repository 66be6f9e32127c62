"""A code tree as the left panel of a figure: labels on branches, one row per code."""

import pandas as pd
from matplotlib.axes import Axes

from compendium.exhibits import style

INDENT = 5.0  # millimetres per level
CHARACTER = 1.52  # millimetres per character of a label, about
LONGEST = 58  # characters; a longer label is cut
WIDEST = 96  # millimetres


def tree_width(tree: pd.DataFrame) -> float:
    """Width in millimetres that the labels of a tree need."""
    widths: list[float] = [
        depth * INDENT + len(shorten(label)) * CHARACTER * (1.13 if depth == 0 else 1)
        for depth, label in zip(tree["depth"], tree["label"], strict=True)
    ]
    return min(max(widths) + 2, WIDEST)


def draw_tree(axes: Axes, tree: pd.DataFrame, *, width: float) -> None:
    """Draw labels and branches of a tree, one row per code from the top.

    Parameters
    ----------
    axes : Axes
        Where to draw; as wide as ``width`` millimetres.
    tree : DataFrame
        Codes in tree order, with ``label`` and ``depth``.
    width : float
        What `tree_width` gives.
    """
    last_at: dict[int, int] = {}
    for place, (label, depth) in enumerate(zip(tree["label"], tree["depth"], strict=True)):
        above = [last_at[level] for level in range(depth) if level in last_at]
        if depth and above:
            trunk = (depth - 1) * INDENT + 1
            axes.plot(
                [trunk, trunk, depth * INDENT - 0.6],
                [above[-1] + 0.38, place, place],
                color=style.GREY,
                linewidth=0.6,
            )
        last_at = {level: row for level, row in last_at.items() if level < depth} | {depth: place}
        weight = "bold" if depth == 0 else "normal"
        axes.text(depth * INDENT, place, shorten(label), va="center", fontsize=8, fontweight=weight)
    axes.set_xlim(0, width)
    axes.set_yticks([])
    axes.set_xticks([])
    style.bare(axes)


def shorten(label: str) -> str:
    """Cut a label that is too long for a figure; the tables have it whole."""
    return style.cut(label, LONGEST)
