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
    paper.add_argument(
        "--anonymous",
        action="store_true",
        help="for double-blind review, in build/anonymous/: no authors, no affiliations, no "
        "address of the repository, no commit",
    )


def _paper(layout: Layout, options: argparse.Namespace) -> int:
    from compendium.cli.home import tell_differing
    from compendium.paper.anonymous import build_anonymous
    from compendium.paper.closing import make_paper
    from compendium.steps.alone import alone, everything

    tell_differing(layout)
    with alone(layout, everything(layout), command="compendium paper"):
        make = build_anonymous if options.anonymous else make_paper
        for path in make(layout, renderer=options.renderer):
            print(layout.shown(path))
    return 0
