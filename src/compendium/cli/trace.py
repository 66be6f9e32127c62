"""``compendium trace``."""

import argparse

from compendium.cli.words import Commands, add_command
from compendium.layout import Layout


def add_commands(commands: Commands) -> None:
    """Declare the commands of this module."""
    trace = add_command(
        commands,
        "trace",
        _trace,
        "tell where a printed number, a value, a figure or a table comes from",
        "compendium trace connectors/timeline/timeline",
    )
    trace.add_argument(
        "what",
        metavar="WHAT",
        help="an identifier in printed.csv, a value, a number as printed, or a figure or table",
    )


def _trace(layout: Layout, options: argparse.Namespace) -> int:
    from compendium.paper.trace import trace

    for line in trace(layout, options.what):
        print(line)
    return 0
