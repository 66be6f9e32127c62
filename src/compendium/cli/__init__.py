"""The commands: a module each, or each few that belong together."""

import argparse
import os
import sys
from collections.abc import Sequence

from compendium.cli import coded, figures, own, paper, steps, tables, verify
from compendium.errors import CompendiumError
from compendium.layout import find_layout

DESCRIPTION = "From tables to figures to paper: the commands of the compendium."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Parameters
    ----------
    arguments : sequence of str, optional
        Words of the command line; by default those of this process.

    Returns
    -------
    int
        0 when all went well, 1 when something failed, 2 when the command was not understood.
    """
    options = _parser().parse_args(arguments)
    try:
        code: int = options.command(find_layout(), options)
    except CompendiumError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader of the output, such as `head`, has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("stopped; what was running will run again next time", file=sys.stderr)
        return 130
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="compendium", description=DESCRIPTION)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for module in (own, coded, steps, figures, verify, paper, tables):
        module.add_commands(commands)
    return parser
