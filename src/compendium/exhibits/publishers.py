"""What some publishers ask of figures, with the page that says so."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Publisher:
    """Rules of a publisher as its page gave them; they change, and a journal may have its own.

    Parameters
    ----------
    widths : tuple of float
        Widths in millimetres: of a column, of what lies between, of the page.
    tallest : float
        Greatest height in millimetres.
    font : str
        Font that all of its journals take.
    type : tuple of float
        Smallest and largest size of type in points.
    formats : tuple of str
        Formats of files that its journals take, of those that we can write.
    dpi : int
        Dots per inch for figures of lines and lettering.
    source : str
        Where it says so.
    """

    widths: tuple[float, ...]
    tallest: float
    font: str
    type: tuple[float, float]
    formats: tuple[str, ...]
    dpi: int
    source: str


PUBLISHERS = {
    # 300 dpi at 190 mm are 2244 pixels, and 1000 dpi 7480; type of 7 points, 6 in subscripts.
    "elsevier": Publisher(
        (90, 140, 190),
        240,
        "Arial",
        (7, 9),
        ("pdf", "eps", "tiff"),
        1000,
        "https://www.elsevier.com/about/policies-and-standards/author/artwork-and-media-"
        "instructions/artwork-sizing",
    ),
    "nature": Publisher(
        (89, 183),
        170,
        "Arial",
        (6, 7),
        ("pdf", "eps"),
        450,
        "https://research-figure-guide.nature.com/figures/building-and-exporting-figure-panels",
    ),
    # 789 to 2250 pixels wide and at most 2625 tall at 300 dpi.
    "plos": Publisher(
        (66.8, 190.5),
        222.2,
        "Arial",
        (8, 10),
        ("tiff",),
        600,
        "https://journals.plos.org/plosmedicine/s/figures",
    ),
}
