"""What an analysis shows: a figure or a table, with its caption and alternative text."""

import os
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from compendium.exhibits import markup, style
from compendium.language import tell
from compendium.layout import FIRST_LOOK

SCREEN_DPI = 110  # so large is a figure shown in a notebook


@dataclass(frozen=True)
class Exhibit:
    """A figure or a table, with the words that go with it.

    Parameters
    ----------
    content : Figure or DataFrame
        What is shown.
    caption : str
        What it is, made from the data: one or two sentences.
    alt : str
        What it shows, for those who cannot see it: the reading that a figure gives at a glance.
    """

    content: Figure | pd.DataFrame
    caption: str
    alt: str

    @property
    def is_figure(self) -> bool:
        """Whether it is a figure; otherwise it is a table."""
        return isinstance(self.content, Figure)

    @property
    def table(self) -> pd.DataFrame:
        """A table as it is shown: its headings in the language that is spoken."""
        if isinstance(self.content, Figure):
            raise TypeError("a figure has no table")
        return self.content.rename(columns=lambda heading: tell(heading))

    @cached_property
    def pictures(self) -> dict[str, bytes]:
        """A figure in each format of its look, drawn when first asked for; of a table none.

        What is shown is what is saved: both are drawn of one arrangement.
        """
        if not isinstance(self.content, Figure) or FIRST_LOOK in os.environ:
            return {}
        style.arrange(self.content)
        return {form: style.draw(self.content, form) for form in style.LOOK.formats}

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Show the exhibit and its caption in a notebook."""
        if isinstance(self.content, Figure) and FIRST_LOOK in os.environ:
            return {"text/plain": self.alt}, {}
        if isinstance(self.content, Figure):
            # The picture that is saved, too, only smaller on the screen.
            style.arrange(self.content)
            picture = self.pictures.get("png") or style.draw(self.content, "png")
            width, height = (
                round(inches * SCREEN_DPI) for inches in self.content.get_size_inches()
            )
            size = {"width": width, "height": height}
            return {"image/png": picture, "text/plain": self.alt}, {"image/png": size}
        if self.content.empty:
            return {"text/html": f"<p>{markup.web(self.caption)}</p>", "text/plain": self.alt}, {}
        shown = {
            "text/html": self.table.to_html(index=False, na_rep="", border=0)
            + f"<p><small>{markup.web(self.caption)}</small></p>",
            "text/plain": self.table.to_string(index=False, na_rep=""),
        }
        return shown, {}


def nothing(sentence: str) -> Exhibit:
    """Make an exhibit of which there is nothing to show: a notebook says so, and nothing is saved.

    Examples
    --------
    >>> nothing("No two codes occur together.").is_figure
    False
    """
    return Exhibit(pd.DataFrame(), sentence, sentence)
