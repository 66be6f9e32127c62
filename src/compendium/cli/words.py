"""What the commands share: how a command and its options are declared."""

import argparse
from collections.abc import Callable
from typing import TypeAlias

from compendium.layout import Layout

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Command = Callable[[Layout, argparse.Namespace], int]


def add_command(
    commands: Commands,
    name: str,
    function: Command,
    help_text: str,
    example: str,
) -> argparse.ArgumentParser:
    """Declare a command: its name, what it runs, its one-line help and an example."""
    parser = commands.add_parser(
        name,
        help=help_text,
        description=help_text[:1].upper() + help_text[1:] + ".",
        epilog=f"Example: {example}",
    )
    parser.set_defaults(command=function)
    return parser


def add_choice(parser: argparse.ArgumentParser) -> None:
    """Add the options that choose steps by study and analysis."""
    parser.add_argument(
        "--study",
        action="append",
        default=[],
        metavar="S",
        help="only this study, a folder in data/; may be repeated",
    )
    parser.add_argument(
        "--analysis",
        action="append",
        default=[],
        metavar="A",
        help="only this analysis, a section of notebooks/analyses.toml; may be repeated",
    )


def at_least_one(text: str) -> int:
    """Read a whole number of at least 1 from the command line."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"expected a whole number of at least 1, found {text!r}")
    return int(text)
