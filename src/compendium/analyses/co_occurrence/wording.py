"""What the figures of codes that occur together say alike."""

from compendium.exhibits.exhibit import Exhibit, nothing
from compendium.language import say


def nothing_together(title: str) -> Exhibit:
    """Say that no two codes occur together; there is nothing to draw."""
    return nothing(say("{title}: no two codes occur together.", title=title))
