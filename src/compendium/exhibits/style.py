"""How everything looks: the one place for sizes, colours, type and file formats.

Colours are those of Okabe and Ito (2008), chosen to stay apart for colour-blind readers; what
matters is never shown by colour alone, so that the figures survive a black-and-white printer.
"""

import io
import textwrap
from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

if TYPE_CHECKING:
    from matplotlib.typing import RcKeyType

INK = "#1a1a1a"
GREY = "#6b6b6b"
PALE = "#d9d9d9"
FAINT = "#f2f2f2"
BLUE = "#0072b2"
ORANGE = "#d55e00"
GREEN = "#009e73"
PURPLE = "#cc79a7"
SKY = "#56b4e9"
YELLOW = "#e69f00"
SEQUENCE = (BLUE, ORANGE, GREEN, PURPLE, SKY, YELLOW)
HEAT = mpl.colors.LinearSegmentedColormap.from_list(
    "compendium-heat", ["#f7fbff", "#a6cee3", "#2b7bba", "#08306b"]
)

PAGE_WIDTH = 170  # millimetres: the text width of an A4 page
PRINT_DPI = 200
MM_PER_INCH = 25.4

RC: "dict[RcKeyType, Any]" = {
    "axes.axisbelow": True,
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "axes.labelsize": 8.5,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 9.5,
    "axes.titleweight": "bold",
    "figure.facecolor": "white",
    "font.family": "DejaVu Sans",
    "font.size": 8.5,
    "legend.fontsize": 8,
    "legend.frameon": False,
    "lines.linewidth": 1.4,
    "text.color": INK,
    # A label may hold dollar signs: it is no formula.
    "text.parse_math": False,
    "xtick.color": GREY,
    "xtick.labelcolor": INK,
    "xtick.labelsize": 8,
    "ytick.color": GREY,
    "ytick.labelcolor": INK,
    "ytick.labelsize": 8,
    # Text as outlines and ids that do not change: the same picture on every machine.
    "svg.fonttype": "path",
    "svg.hashsalt": "compendium",
}
mpl.rcParams.update(RC)


def new_figure(height: float, *, width: float = PAGE_WIDTH, free: bool = False) -> Figure:
    """Make an empty figure of a size in millimetres.

    Parameters
    ----------
    height, width : float
        Size in millimetres.
    free : bool, optional
        Leave the layout to the caller; otherwise it is arranged so that nothing is cut off.

    Returns
    -------
    Figure
        The figure.
    """
    size = (width / MM_PER_INCH, height / MM_PER_INCH)
    figure = Figure(figsize=size, dpi=PRINT_DPI, layout=None if free else "constrained")
    FigureCanvasAgg(figure)
    return figure


def arrange(figure: Figure) -> None:
    """Arrange a figure so that nothing is cut off, once: later drawings leave all in its place.

    Each arrangement starts from where the last one left everything, and so differs a little from
    it; matplotlib would arrange the figure anew for each file.

    Parameters
    ----------
    figure : Figure
        The figure; it is changed.
    """
    arrangement = figure.get_layout_engine()
    if arrangement is not None:
        with suppress(ValueError):  # as matplotlib does: what cannot be arranged is drawn as it is
            arrangement.execute(figure)
        figure.set_layout_engine(None)


def draw(figure: Figure, form: str) -> bytes:
    """Draw an arranged figure as ``svg`` or ``png``, without date and name of a program.

    Parameters
    ----------
    figure : Figure
        The figure.
    form : str
        ``svg`` or ``png``.

    Returns
    -------
    bytes
        The file's contents, the same each time.
    """
    stream = io.BytesIO()
    unstamped = {"svg": {"Date": None, "Creator": None}, "png": {"Software": None}}[form]
    figure.savefig(stream, format=form, dpi=PRINT_DPI, metadata=unstamped)
    return stream.getvalue()


def bare(axes: Axes, *, keep: Iterable[str] = ()) -> None:
    """Take away the frame of axes, but for the spines named."""
    for side, spine in axes.spines.items():
        spine.set_visible(side in keep)
    axes.tick_params(length=0)


def wrap(text: str, width: int) -> str:
    """Break a label over lines of at most so many characters."""
    return "\n".join(textwrap.wrap(text, width, break_long_words=False)) or text


def cut(text: str, width: int) -> str:
    """Cut a text that is longer than so many characters, and say so with an ellipsis."""
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"
