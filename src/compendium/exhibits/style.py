"""How everything looks: colours, type and files, in the sizes that `look` gives.

Colours are those of Okabe and Ito (2008), chosen to stay apart for colour-blind readers; what
matters is never shown by colour alone, so that the figures survive a black-and-white printer.
"""

import io
from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import LinearSegmentedColormap, to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.ticker import ScalarFormatter

from compendium.exhibits.hints import hints_of
from compendium.exhibits.look import Look, read_look
from compendium.language import ENGLISH, in_numbers, spoken

if TYPE_CHECKING:
    from matplotlib.typing import RcKeyType

LOOK = read_look()
WIDTH = LOOK.width  # millimetres: the text width of an A4 page, unless another one was asked for
IS_NARROW = WIDTH < 120  # as a column of a journal: what stands beside a label stands below it
TALLEST = LOOK.tallest  # millimetres
SMALL, BODY, HEADING = LOOK.small, LOOK.body, LOOK.heading  # points
MM_PER_INCH = 25.4
MM_PER_POINT = MM_PER_INCH / 72

INK = "#1a1a1a"
GREY = "#5c5c5c"
PALE = "#d9d9d9"
FAINT = "#f2f2f2"
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00")
_GREYS = ("#303030", "#8c8c8c", "#5a5a5a", "#b0b0b0", "#a0a0a0", "#c8c8c8")
SEQUENCE = _GREYS if LOOK.grey else _COLOURS
BLUE, ORANGE, GREEN, PURPLE, SKY, YELLOW = SEQUENCE
TINTS = ("#eeeeee", "#dedede", "#f4f4f4") if LOOK.grey else ("#e3eef6", "#fbe6da", "#dcf1ea")
_SHADES = (
    ["#fafafa", "#c8c8c8", "#787878", "#1c1c1c"]
    if LOOK.grey
    else ["#f7fbff", "#a6cee3", "#2b7bba", "#08306b"]
)
HEAT = LinearSegmentedColormap.from_list("compendium-heat", _SHADES)

RC: "dict[RcKeyType, Any]" = {
    "axes.axisbelow": True,
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "axes.labelsize": BODY,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titlesize": HEADING,
    "axes.titleweight": "bold",
    "figure.facecolor": "white",
    # What a font lacks, such as a dot, is taken from the one that comes with matplotlib.
    "font.family": list(dict.fromkeys([LOOK.font, "DejaVu Sans"])),
    "font.size": BODY,
    "hatch.linewidth": 0.6,
    "legend.fontsize": BODY,
    "legend.frameon": False,
    "lines.linewidth": 1.4,
    "text.color": INK,
    # A label may hold dollar signs: it is no formula.
    "text.parse_math": False,
    "xtick.color": GREY,
    "xtick.labelcolor": INK,
    "xtick.labelsize": BODY,
    "ytick.color": GREY,
    "ytick.labelcolor": INK,
    "ytick.labelsize": BODY,
    # Text as outlines and ids that do not change: the same picture on every machine.
    "svg.fonttype": "none" if LOOK.text else "path",
    "svg.hashsalt": "compendium",
    # Fonts as publishers take them: whole, and not drawn letter by letter.
    "pdf.fonttype": 42,
    "ps.fonttype": 42,
}


def take_effect() -> None:
    """Make matplotlib draw so, in this process from now on."""
    mpl.rcParams.update(RC)


take_effect()

PIXELS = ("png", "tiff")  # formats of dots
_TIFF = "tiff_lzw"  # compression that loses nothing
UNSTAMPED: dict[str, dict[str, Any]] = {
    "svg": {"Date": None, "Creator": None},
    "png": {"Software": None},
    "pdf": {"Creator": None, "Producer": None, "CreationDate": None},
    "eps": {"Creator": "compendium"},
    "tiff": {},
}


# Decimals of places and sizes. What lies beyond differs from one version of Python to another (sums
# are more exact since 3.12), and matplotlib makes names in an SVG of it.
EXACT = 9


def new_figure(height: float, *, width: float | None = None, free: bool = False) -> Figure:
    """Make an empty figure of a size in millimetres.

    Parameters
    ----------
    height : float
        Height in millimetres.
    width : float, optional
        Width in millimetres; by default that of the look.
    free : bool, optional
        Leave the layout to the caller; otherwise it is arranged so that nothing is cut off.

    Returns
    -------
    Figure
        The figure.
    """
    across = WIDTH if width is None else width
    size = (round(across / MM_PER_INCH, EXACT), round(height / MM_PER_INCH, EXACT))
    figure = Figure(figsize=size, dpi=LOOK.dpi, layout=None if free else "constrained")
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
    _write_numbers(figure)
    arrangement = figure.get_layout_engine()
    if arrangement is not None:
        with suppress(ValueError):  # as matplotlib does: what cannot be arranged is drawn as it is
            arrangement.execute(figure)
        figure.set_layout_engine(None)
    for axes in figure.axes:
        left, bottom, width, height = (round(x, EXACT) for x in axes.get_position(True).bounds)
        axes.set_position((left, bottom, width, height))


def _write_numbers(figure: Figure) -> None:
    """Write the numbers of the axes as the language does."""
    if spoken() == ENGLISH:
        return
    for axis in (axis for axes in figure.axes for axis in (axes.xaxis, axes.yaxis)):
        if type(axis.get_major_formatter()) is ScalarFormatter:
            axis.set_major_formatter(_Numbers())


class _Numbers(ScalarFormatter):
    """The numbers of an axis, with the decimal sign of the language."""

    def __call__(self, x: float, pos: int | None = None) -> str:
        """Write one number."""
        return in_numbers(super().__call__(x, pos))


def draw(figure: Figure, form: str) -> bytes:
    """Draw an arranged figure as a file, without date and name of a program.

    Parameters
    ----------
    figure : Figure
        The figure.
    form : str
        ``svg``, ``pdf``, ``eps``, ``png`` or ``tiff``.

    Returns
    -------
    bytes
        The file's contents, the same each time.
    """
    stream = io.BytesIO()
    how: dict[str, Any] = {"metadata": UNSTAMPED[form]}
    if form == "tiff":
        how = {"pil_kwargs": {"compression": _TIFF}}
    with mpl.rc_context({"svg.fonttype": RC["svg.fonttype"]}):
        figure.savefig(stream, format=form, dpi=LOOK.dpi, **how)
    if form == "svg" and Look() == LOOK:  # a publisher wants the picture alone
        drawn = stream.getvalue().decode()
        return drawn.replace("</svg>", f"{hints_of(figure)}</svg>").encode()
    return _one_channel(stream, form) if LOOK.grey and form in PIXELS else stream.getvalue()


def _one_channel(stream: io.BytesIO, form: str) -> bytes:
    """Write a picture of greys with one channel: a printer takes three for colour."""
    from matplotlib.image import imread
    from PIL import Image  # which matplotlib writes both formats with

    stream.seek(0)
    pixels = np.asarray(imread(stream, format=form))[..., :3]
    if form == "png":
        pixels = (pixels * 255).round().astype("uint8")
    made = io.BytesIO()
    how = {"compression": _TIFF} if form == "tiff" else {}
    picture = Image.fromarray(pixels).convert("L")
    picture.save(made, format=form, dpi=(LOOK.dpi, LOOK.dpi), **how)
    return made.getvalue()


def measured(figure: Figure) -> dict[str, float]:
    """Width and height of a figure in millimetres, and its smallest and largest type in points."""
    width, height = figure.get_size_inches() * MM_PER_INCH
    sizes = [
        text.get_fontsize()
        for text in figure.findobj(Text)
        if text.get_visible() and text.get_text().strip()
    ]
    return {
        "width": round(float(width), 1),
        "height": round(float(height), 1),
        "smallest": float(min(sizes)),
        "largest": float(max(sizes)),
    }


def tint(colour: str, share: float) -> str:
    """Mix a colour with white: what is half transparent prints differently everywhere.

    Examples
    --------
    >>> tint("#000000", 0.4)
    '#999999'
    """
    red, green, blue = (1 - share * (1 - part) for part in to_rgb(colour))
    return to_hex((red, green, blue))


def ink_on(colour: str | tuple[float, float, float, float]) -> str:
    """Black or white, whichever is read better on a colour: at least 4.5 to 1 (WCAG 2.1).

    Examples
    --------
    >>> ink_on("#2b7bba"), ink_on("#08306b")
    ('black', 'white')
    """
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in to_rgb(colour)
    ]
    light = 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    return "black" if (light + 0.05) / 0.05 >= 1.05 / (light + 0.05) else "white"


def bare(axes: Axes, *, keep: Iterable[str] = ()) -> None:
    """Take away the frame of axes, but for the spines named."""
    for side, spine in axes.spines.items():
        spine.set_visible(side in keep)
    axes.tick_params(length=0)
