"""What the figures of codes that occur together say alike."""

from compendium.exhibits import style
from compendium.exhibits.exhibit import Exhibit
from compendium.language import say


def nothing_together(title: str) -> Exhibit:
    """Say in a figure that no two codes occur together."""
    figure = style.new_figure(12)
    axes = figure.add_subplot()
    axes.text(0, 0.5, say("No two codes occur together."), va="center", color=style.GREY)
    axes.axis("off")
    return Exhibit(
        figure,
        say("{title}: no two codes occur together.", title=title),
        say("No two codes occur together."),
    )
