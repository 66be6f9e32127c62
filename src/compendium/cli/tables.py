"""``compendium check`` and ``compendium package``."""

import argparse
import sys

from compendium.cli.words import Commands, add_command
from compendium.layout import Layout
from compendium.naming import counted


def add_commands(commands: Commands) -> None:
    """Declare the commands of this module."""
    check = add_command(
        commands,
        "check",
        _check,
        "check the tables of studies, and say all that is wrong",
        "compendium check connectors",
    )
    check.add_argument("study", nargs="*", help="name of a folder in data/ (default: all)")
    package = add_command(
        commands,
        "package",
        _package,
        "write the data package of each study anew",
        "compendium package connectors",
    )
    package.add_argument("study", nargs="*", help="name of a folder in data/ (default: all)")


def _check(layout: Layout, options: argparse.Namespace) -> int:
    from compendium.study import check_study, read_study, study_names

    messages = []
    for name in options.study or study_names(layout):
        study = read_study(name, layout=layout)
        found = check_study(study)
        messages += found
        if not found:
            print(f"data/{name}: {counted(len(study.kinds), 'table')}, nothing wrong")
    print("\n".join(messages), file=sys.stderr, end="\n" if messages else "")
    return 1 if messages else 0


def _package(layout: Layout, options: argparse.Namespace) -> int:
    from compendium.package import write_package
    from compendium.study import read_study, study_names

    for name in options.study or study_names(layout):
        print(layout.shown(write_package(read_study(name, layout=layout))))
    return 0
