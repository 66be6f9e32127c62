"""``compendium crate``."""

import argparse

from compendium.cli.words import Commands, add_command
from compendium.layout import Layout
from compendium.naming import counted


def add_commands(commands: Commands) -> None:
    """Declare the commands of this module."""
    crate = add_command(
        commands,
        "crate",
        _crate,
        "pack all files with where each comes from, and a certificate, in build/crate/",
        'compendium crate --by "Josiah Carberry" --orcid 0000-0002-1825-0097',
    )
    crate.add_argument(
        "--by", default="", metavar="NAME", help="who checked; stands on the certificate"
    )
    crate.add_argument("--orcid", default="", metavar="ID", help="the ORCID of who checked")


def _crate(layout: Layout, options: argparse.Namespace) -> int:
    from compendium.cli.home import tell_differing
    from compendium.crate.certificate import PAGE
    from compendium.crate.make import make_crate
    from compendium.crate.people import read_checker
    from compendium.steps.alone import alone, everything

    checker = read_checker(options.by, options.orcid)
    tell_differing(layout)
    with alone(layout, everything(layout), command="compendium crate"):
        crate = make_crate(layout, checker)
    print(crate.summary)
    for one in crate.left_out:
        print(f"left out: {one.name}  {one.reason}")
    for path in (crate.folder / PAGE, crate.folder, crate.file):
        print(layout.shown(path))
    print(f"{counted(crate.n_files, 'file')} in the crate")
    return 0
