"""What a mark of a figure shows, for who points at it: its value, and of how many.

A hint is a rectangle that is not drawn, with a title: a browser shows it where an SVG is opened,
and the web page of a report lays it over the picture, where it is reached by mouse, finger and key.
"""

from dataclasses import dataclass
from weakref import WeakKeyDictionary
from xml.sax.saxutils import escape

from matplotlib.axes import Axes
from matplotlib.figure import Figure

REACH = 1.6  # millimetres around a point, and the least height and width of a hint
POINTS = 72  # per inch, in which an SVG measures
MM_PER_INCH = 25.4

Extent = float | tuple[float, float]


@dataclass(frozen=True)
class Hint:
    """Where a hint lies, as its axes measure, and what it says."""

    axes: Axes
    text: str
    x: Extent
    y: Extent


_told: "WeakKeyDictionary[Figure, list[Hint]]" = WeakKeyDictionary()


def hint(axes: Axes, text: str, x: Extent, y: Extent) -> None:
    """Say what a mark shows.

    Parameters
    ----------
    axes : Axes
        Where the mark is.
    text : str
        What it shows: name, value, and of how many, in the language that is spoken.
    x, y : float or tuple of float
        Where it is, as the axes measure: a point, or from where to where. One that is drawn later
        lies on top.
    """
    figure = axes.get_figure(root=True)
    if figure is not None:
        _told.setdefault(figure, []).append(Hint(axes, " ".join(text.split()), x, y))


def hints_of(figure: Figure) -> str:
    """Give the hints of an arranged figure as a group of an SVG; nothing where it has none."""
    told = _told.get(figure, [])
    if not told:
        return ""
    lines = [_rectangle(figure, one) for one in told]
    return '<g class="hints" fill="none" pointer-events="all">\n' + "\n".join(lines) + "\n</g>\n"


def _rectangle(figure: Figure, one: Hint) -> str:
    width, height = (inches * POINTS for inches in figure.get_size_inches())
    x, y = (value if isinstance(value, tuple) else (value, value) for value in (one.x, one.y))
    corners = one.axes.transData.transform([(x[0], y[0]), (x[1], y[1])])
    (left, low), (right, high) = figure.transFigure.inverted().transform(corners)
    across = _reached(left * width, right * width, width)
    down = _reached((1 - low) * height, (1 - high) * height, height)
    places = (f'{name}="{value:.1f}"' for name, value in zip(
        ("x", "y", "width", "height"),
        (across[0], down[0], across[1] - across[0], down[1] - down[0]), strict=True))  # fmt: skip
    return f"<rect {' '.join(places)}><title>{escape(one.text)}</title></rect>"


def _reached(one: float, other: float, most: float) -> tuple[float, float]:
    """Put two ends in order, as far apart as a finger needs, inside the figure."""
    start, end = sorted((one, other))
    least = REACH / MM_PER_INCH * POINTS
    more = max(0.0, least - (end - start) / 2)
    return max(start - more, 0.0), min(end + more, most)
