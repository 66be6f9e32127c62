"""Placing things on a figure in millimetres: axes, keys, and how much room these take."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from compendium.exhibits import style
from compendium.exhibits.lettering import line_height, width_of, wrap

MARGIN = 1.0  # millimetres around a figure
TICK_GAP = 1.4  # millimetres between an axis and what stands below it
HANDLE, SPACE = 2.0, 1.6  # width of a sample in a key, and space between columns, in sizes of type
KEY_WIDTH, KEY_HEIGHT = 34.0, 2.4  # millimetres of the bar of shades


def axes_at(figure: Figure, left: float, top: float, width: float, height: float) -> Axes:
    """Add axes at a place in millimetres from the left and from the top."""
    across, down = (inches * style.MM_PER_INCH for inches in figure.get_size_inches())
    return figure.add_axes(
        (left / across, 1 - (top + height) / down, width / across, height / down)
    )


def axis_height(*, tick_lines: int, label: str) -> float:
    """Millimetres that an axis takes below its axes: its numbers and its label."""
    lines = tick_lines + (label.count("\n") + 1 if label else 0)
    return lines * line_height(style.BODY) + (TICK_GAP + 1.0 if lines else 0.0)


def key_height(labels: Sequence[str], room: float) -> float:
    """Millimetres that a key takes; nothing without entries."""
    if not labels:
        return 0.0
    labels = _broken(labels, room)
    lines = -(-len(labels) // _key_columns(labels, room))
    lines *= max(label.count("\n") + 1 for label in labels)
    return lines * style.BODY * style.MM_PER_POINT * 1.5 + 2.0


def draw_key(figure: Figure, handles: Sequence[Any], *, left: float, top: float) -> None:
    """Draw a key, as many entries beside one another as fit to the right of a place."""
    across, down = (inches * style.MM_PER_INCH for inches in figure.get_size_inches())
    if not handles:
        return
    labels = _broken([str(handle.get_label()) for handle in handles], across - left - MARGIN)
    figure.legend(
        handles=list(handles),
        labels=labels,
        loc="upper left",
        bbox_to_anchor=(left / across, 1 - (top + 1.5) / down),
        ncols=_key_columns(labels, across - left - MARGIN),
        borderpad=0,
        borderaxespad=0,
        handlelength=HANDLE,
        handletextpad=0.5,
        columnspacing=SPACE,
        labelspacing=0.3,
    )


def draw_shades(
    figure: Figure, *, left: float, top: float, most: float, label: str, note: str = ""
) -> None:
    """Draw the key of a heat map: a bar of shades from 0 to the largest number, and a note."""
    before = shades_width(label) - KEY_WIDTH - 2.0
    axes = axes_at(figure, left + before, top, KEY_WIDTH, KEY_HEIGHT)
    shades = ScalarMappable(Normalize(0, most), style.HEAT)
    whole = float(most).is_integer()
    bar = figure.colorbar(shades, cax=axes, orientation="horizontal")
    bar.outline.set_visible(False)
    axes.xaxis.set_major_locator(MaxNLocator(4, integer=whole, steps=[1, 2, 2.5, 3, 5, 10]))
    axes.tick_params(length=1.5, labelsize=style.SMALL, pad=1)
    axes.text(
        -0.02, 0.5, label, transform=axes.transAxes, ha="right", va="center", fontsize=style.SMALL
    )
    if _beside(label, note):
        axes.text(1.12, 0.5, note, transform=axes.transAxes, va="center", fontsize=style.SMALL)
    else:
        across, down = (inches * style.MM_PER_INCH for inches in figure.get_size_inches())
        below = top + shades_height() - 3.0
        figure.text(left / across, 1 - below / down, note, va="top", fontsize=style.SMALL)


def shades_width(label: str) -> float:
    """Millimetres of the width of the key of a heat map, with its label and its last number."""
    return width_of(f"{label}  ", style.SMALL) + KEY_WIDTH + 2.0


def _beside(label: str, note: str) -> bool:
    """Whether a note has room beside the key of a heat map."""
    return shades_width(label) + 6 + width_of(note, style.SMALL) <= style.WIDTH - 2 * MARGIN


def shades_height(note: str = "", label: str = "Passages") -> float:
    """Millimetres that the key of a heat map takes, with a note below it where that is too long."""
    if not _beside(label, note):
        return shades_height() + line_height(style.SMALL)
    return KEY_HEIGHT + line_height(style.SMALL) + 4.0


def _broken(labels: Sequence[str], room: float) -> list[str]:
    """Break labels that are wider than the room, a sample included."""
    sample = (HANDLE + 0.5) * style.BODY * style.MM_PER_POINT
    return [wrap(label, room - sample - 1, style.BODY) for label in labels]


def _key_columns(labels: Sequence[str], room: float) -> int:
    """Count the columns of a key: as many as fit, filled one after another."""
    size = style.BODY * style.MM_PER_POINT
    widths = [width_of(label, style.BODY) + (HANDLE + 0.5 + SPACE) * size for label in labels]
    for columns in range(len(labels), 1, -1):
        columned = [list(part) for part in np.array_split(widths, columns)]
        if sum(max(part) for part in columned) - SPACE * size <= room:
            return columns
    return 1
