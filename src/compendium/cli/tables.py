"""``compendium check`` and ``compendium package``."""

import argparse
import sys

from compendium.cli.asking import told_in
from compendium.cli.words import Commands, add_command
from compendium.errors import CompendiumError, StudyError
from compendium.language import counted, say, speaking
from compendium.layout import Layout


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
        "write the data package of each study anew, and .zenodo.json",
        "compendium package connectors",
    )
    package.add_argument("study", nargs="*", help="name of a folder in data/ (default: all)")


def _check(layout: Layout, options: argparse.Namespace) -> int:
    from compendium.study.study import study_names

    faulty = 0
    for name in options.study or study_names(layout):
        with speaking(told_in(layout, name)):
            faulty += _check_one(layout, name)
    return 1 if faulty else 0


def _check_one(layout: Layout, name: str) -> bool:
    """Check a study, say what there is to say, and tell whether anything is wrong."""
    from compendium.own.check import check_study
    from compendium.own.hints import study_hints
    from compendium.study.study import read_study
    from compendium.study.withheld import withheld_tables

    hints: list[str] = []
    try:
        study = read_study(name, layout=layout)
        found = check_study(study)
        hints = study_hints(study)
        withheld = withheld_tables(study.folder).values()
    except CompendiumError as error:
        found = [str(error)]
    if not found:
        tables = counted(len(study.kinds), "table")
        print(f"data/{name}: {tables}, {say('nothing wrong')}")
        hints += [f"data/{name}: {one.why}" for one in withheld if one.why]
    for hint in hints:
        print(f"{say('note')}: {hint}")
    print("\n".join(found), file=sys.stderr, end="\n" if found else "", flush=True)
    return bool(found)


def _package(layout: Layout, options: argparse.Namespace) -> int:
    from compendium.crate.zenodo import write_zenodo
    from compendium.own.withheld import taken_by_git
    from compendium.steps.alone import alone
    from compendium.study.package import write_package
    from compendium.study.study import read_study, study_names

    faulty = 0
    for name in options.study or study_names(layout):
        try:
            with alone(layout, [name], command="compendium package"):
                study = read_study(name, layout=layout)
                if taken := list(taken_by_git(study)):
                    raise StudyError("\n".join(taken))
                print(layout.shown(write_package(study)))
        except CompendiumError as error:
            faulty += 1
            print(error, file=sys.stderr, flush=True)
    if not options.study and (path := write_zenodo(layout)):
        print(layout.shown(path))
    return 1 if faulty else 0
