"""``compendium paper``."""

import argparse

from compendium.cli.words import Commands, add_command
from compendium.layout import Layout


def add_commands(commands: Commands) -> None:
    """Declare the commands of this module."""
    paper = add_command(
        commands,
        "paper",
        _paper,
        "build the manuscript as HTML, PDF and Word",
        "compendium paper --renderer builtin",
    )
    paper.add_argument(
        "--renderer",
        choices=["auto", "quarto", "builtin"],
        default="auto",
        help="Quarto, the built-in renderer, or Quarto where it is installed (default)",
    )


def _paper(layout: Layout, options: argparse.Namespace) -> int:
    from compendium.cli.home import tell_differing
    from compendium.paper.closing import make_paper
    from compendium.steps.alone import alone, everything

    tell_differing(layout)
    with alone(layout, everything(layout), command="compendium paper"):
        for path in make_paper(layout, renderer=options.renderer):
            print(layout.shown(path))
    return 0
