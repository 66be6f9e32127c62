"""The look of figures: how wide they are, in which type, in colour or in grey, as which files.

Figures on the screen and in the paper have the look that stands here. `compendium figures` runs
the notebooks with another one, which they find in their environment.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from compendium.layout import FOR_PRINT

LEAST_TYPE = 6.0  # points: what is smaller cannot be read in print
FORMATS = ("svg", "pdf", "eps", "png", "tiff")


@dataclass(frozen=True)
class Look:
    """How figures are made.

    Parameters
    ----------
    width, tallest : float
        Width of a figure, and the height of the page that it has to fit on, in millimetres.
    font : str
        Name of a font family that is installed.
    small, body, heading : float
        Sizes of type in points, the smallest first.
    grey : bool
        Greys in place of colours.
    formats : tuple of str
        Formats of the files, out of ``svg``, ``pdf``, ``eps``, ``png`` and ``tiff``.
    dpi : int
        Dots per inch of ``png`` and ``tiff``.
    text : bool
        Text stays text in SVG: it can be searched and edited, and looks as it should only where
        the font is installed. In PDF and EPS it always is text, with its font.
    """

    width: float = 170
    tallest: float = 235
    font: str = "DejaVu Sans"
    small: float = 7.0
    body: float = 8.0
    heading: float = 9.0
    grey: bool = False
    formats: tuple[str, ...] = ("svg", "png")
    dpi: int = 200
    text: bool = False


def write_look(look: Look) -> str:
    """Write a look as the text that notebooks find in their environment.

    Examples
    --------
    >>> read_look({FOR_PRINT: write_look(Look(width=85))}) == Look(width=85)
    True
    """
    return json.dumps(asdict(look))


def read_look(environment: Mapping[str, str] = os.environ) -> Look:
    """Read the look that was asked for; without one, that of the screen and the paper."""
    given = json.loads(environment.get(FOR_PRINT, "") or "{}")
    return Look(**{**given, "formats": tuple(given.get("formats", Look.formats))})
