"""``compendium plan`` and ``compendium run``."""

import argparse
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from compendium.cli.words import Commands, add_choice, add_command, at_least_one
from compendium.errors import CompendiumError
from compendium.layout import Layout
from compendium.naming import counted

if TYPE_CHECKING:
    from compendium.plan import Step
    from compendium.run import Standing


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
        "--engine",
        choices=["compendium", "papermill"],
        default="compendium",
        help="fork a process for each notebook (default), or start a Jupyter kernel for each",
    )
    run.add_argument(
        "--time-limit",
        type=at_least_one,
        default=3600,
        metavar="SECONDS",
        help="stop a step that takes longer (default: 3600, an hour)",
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
    how = {"engine": options.engine, "time_limit": options.time_limit}
    failed = run_and_show(layout, todo, options.jobs, **how)
    spared = len(steps) - len(todo)
    print(
        f"{len(todo) - failed} run, {spared} up to date, {failed} failed; "
        f"artefacts in {layout.shown(layout.figures)}/"
    )
    return 1 if failed else 0


def run_and_show(layout: Layout, steps: Sequence["Step"], jobs: int, **how: Any) -> int:
    """Run steps with a progress display; give the number that failed."""
    # Only now: a command with nothing to run stays quick.
    from tqdm import tqdm

    from compendium.run import Outcome, Standing, run_steps

    tqdm.monitor_interval = 0  # it would start a thread, and this process is to be forked
    bar = "{n_fmt}/{total_fmt} |{bar:12}| {desc}"
    with tqdm(
        total=len(steps), bar_format=bar, dynamic_ncols=True, disable=None, file=sys.stderr
    ) as progress:

        def show_end(outcome: Outcome) -> None:
            mark = "failed" if outcome.error else "done"
            line = f"{outcome.step.name}  {mark}, {outcome.seconds:.1f} s"
            progress.write(line, file=sys.stdout)
            progress.update()

        def show_standing(standing: Standing) -> None:
            progress.set_description_str(in_words(standing))

        progress.set_description_str("starting")
        outcomes = run_steps(
            layout, steps, jobs=jobs, on_end=show_end, on_turn=show_standing, **how
        )
    failed = [outcome for outcome in outcomes if outcome.error]
    for outcome in failed:
        print(f"\n{outcome.error}", file=sys.stderr)
    return len(failed)


def in_words(standing: "Standing") -> str:
    """Say in one line how far a run has come: 3 left, about 0:12; runs tiny/quick."""
    about = ""
    if standing.seconds_left is not None:
        minutes, seconds = divmod(round(standing.seconds_left), 60)
        about = f", about {minutes}:{seconds:02d}"
    return f"{standing.left} left{about}; runs {', '.join(standing.running)}"


def _parameters(pairs: Sequence[str]) -> dict[str, str]:
    for pair in pairs:
        if "=" not in pair:
            raise CompendiumError(
                f"-p {pair}: expected NAME=VALUE, for example -p study=connectors."
            )
    return dict(pair.split("=", 1) for pair in pairs)
