"""``compendium plan`` and ``compendium run``."""

import argparse
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from compendium.cli.words import Commands, add_choice, add_command, at_least_one
from compendium.errors import CompendiumError
from compendium.layout import Layout
from compendium.naming import counted

if TYPE_CHECKING:
    from compendium.plan import Step


def add_commands(commands: Commands) -> None:
    """Declare the commands of this module."""
    plan = add_command(
        commands,
        "plan",
        _plan,
        "list the steps, and why each would run",
        "compendium plan --study connectors",
    )
    add_choice(plan)
    run = add_command(
        commands,
        "run",
        _run,
        "run the steps that are not up to date",
        "compendium run --study cocreation --analysis factor-matrix -j 2",
    )
    add_choice(run)
    add_jobs(run)
    run.add_argument("--all", action="store_true", help="run all steps, also those up to date")
    run.add_argument(
        "-p",
        "--parameter",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="value for a parameter of the notebooks; may be repeated",
    )
    run.add_argument(
        "--cluster",
        default="",
        metavar="ADDRESS",
        help="run on the Dask cluster of this scheduler; 'local' starts one here",
    )
    run.add_argument(
        "--send-texts",
        action="store_true",
        help="with --cluster: texts of participants may leave this machine",
    )


def add_jobs(parser: argparse.ArgumentParser) -> None:
    """Add the option that says how many notebooks run at a time."""
    parser.add_argument(
        "-j",
        "--jobs",
        type=at_least_one,
        default=os.cpu_count() or 1,
        metavar="N",
        help="how many notebooks at a time (default: one per core)",
    )


def _plan(layout: Layout, options: argparse.Namespace) -> int:
    from compendium.plan import make_plan

    steps = make_plan(layout, studies=options.study, analyses=options.analysis)
    width = max((len(step.name) for step in steps), default=0)
    for step in steps:
        print(
            f"{step.name:{width}}  {'would run: ' + step.reason if step.reason else 'up to date'}"
        )
    stale = sum(bool(step.reason) for step in steps)
    print(f"{counted(len(steps), 'step')}, {stale} would run")
    return 0


def _run(layout: Layout, options: argparse.Namespace) -> int:
    from compendium.plan import make_plan

    steps = make_plan(
        layout,
        studies=options.study,
        analyses=options.analysis,
        parameters=_parameters(options.parameter),
    )
    todo = [step for step in steps if step.reason or options.all]
    if not todo:
        print(f"{counted(len(steps), 'step')}, all up to date")
        return 0
    failed = run_and_show(
        layout, todo, options.jobs, cluster=options.cluster, send_texts=options.send_texts
    )
    spared = len(steps) - len(todo)
    print(
        f"{len(todo) - failed} run, {spared} up to date, {failed} failed; "
        f"artefacts in {layout.shown(layout.figures)}/"
    )
    return 1 if failed else 0


def run_and_show(
    layout: Layout,
    steps: Sequence["Step"],
    jobs: int,
    *,
    cluster: str = "",
    send_texts: bool = False,
) -> int:
    """Run steps with a progress display, here or on a cluster; give the number that failed."""
    # Only now: a command with nothing to run stays quick.
    from tqdm import tqdm

    from compendium.cluster import run_on_cluster
    from compendium.run import Outcome, run_steps

    with tqdm(total=len(steps), unit="step", disable=None, file=sys.stderr) as progress:

        def show(outcome: Outcome) -> None:
            mark = "failed" if outcome.error else "done"
            line = f"{outcome.step.name}  {mark}, {outcome.seconds:.1f} s"
            progress.write(line, file=sys.stdout)
            progress.update()

        jobs = min(jobs, len(steps))
        if cluster:
            outcomes = run_on_cluster(
                layout, steps, address=cluster, jobs=jobs, on_end=show, send_texts=send_texts
            )
        else:
            outcomes = run_steps(layout, steps, jobs=jobs, on_end=show)
    failed = [outcome for outcome in outcomes if outcome.error]
    for outcome in failed:
        print(f"\n{outcome.error}", file=sys.stderr)
    return len(failed)


def _parameters(pairs: Sequence[str]) -> dict[str, str]:
    for pair in pairs:
        if "=" not in pair:
            raise CompendiumError(
                f"-p {pair}: expected NAME=VALUE, for example -p study=connectors."
            )
    return dict(pair.split("=", 1) for pair in pairs)
