"""``compendium verify``."""

import argparse

from compendium.cli.steps import add_jobs, run_and_show
from compendium.cli.words import Commands, add_command
from compendium.layout import Layout


def add_commands(commands: Commands) -> None:
    """Declare the commands of this module."""
    verify = add_command(
        commands,
        "verify",
        _verify,
        "compare every printed number with what follows from the tables",
        "compendium verify",
    )
    add_jobs(verify)


def _verify(layout: Layout, options: argparse.Namespace) -> int:
    from compendium.steps.alone import alone, everything

    with alone(layout, everything(layout), command="compendium verify"):
        return _verify_alone(layout, options)


def _verify_alone(layout: Layout, options: argparse.Namespace) -> int:
    from compendium.cli.home import tell_differing
    from compendium.steps.plan import make_plan
    from compendium.steps.withheld import withheld_steps

    tell_differing(layout)
    for one in withheld_steps(layout):
        print(f"{one.step.name}  withheld: {one.why}; its values stand as they came")
    stale = [step for step in make_plan(layout) if step.reason]
    if stale and run_and_show(layout, stale, options.jobs):
        return 1
    from compendium.cli.closing import tell_open_differences
    from compendium.paper.closing import make_verification
    from compendium.verification.claims import DOES_NOT_HOLD
    from compendium.verification.run import claims_judged, tally

    compared, found = make_verification(layout)
    for row in tally(compared).to_dict("records"):
        unread = f"{row['not readable']} not readable, " if "not readable" in row else ""
        print(
            "{study:12}  {printed:4} printed: {reproduced} reproduced, {differs} differ, "
            "{unread}{not computable} not computable".format(**row, unread=unread)
        )
    for row in found.rename(columns={"where": "where_"}).itertuples():
        print(f"{row.study}: {row.check}: {row.finding} [{row.where_}]")
    judged = claims_judged(layout)
    for row in (
        judged[judged["verdict"] == DOES_NOT_HOLD].rename(columns={"where": "at"}).itertuples()
    ):
        print(f"{row.study}: claim {row.claim} does not hold: {row.text} ({row.found}) [{row.at}]")
    unexplained = tell_open_differences(compared)
    print(f"the whole list: {layout.shown(layout.figures / 'verification.csv')}")
    return 1 if unexplained else 0
