"""``compendium plan`` and ``compendium run``."""

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from compendium.cli.words import Commands, add_choice, add_command, at_least_one
from compendium.errors import CompendiumError
from compendium.layout import FIRST_LOOK, Layout
from compendium.naming import counted

if TYPE_CHECKING:
    from compendium.steps.leftovers import Leftover
    from compendium.steps.plan import Step
    from compendium.steps.run import Standing


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
    _add_how(run)
    run.add_argument(
        "--no-figures",
        action="store_true",
        help="for a first look: tables and values alone, in build/first-look/",
    )
    watch = add_command(
        commands,
        "watch",
        _watch,
        "run what is not up to date now and after each change of a table, notebook or text",
        "compendium watch --study connectors",
    )
    _add_how(watch)


def _add_how(parser: argparse.ArgumentParser) -> None:
    """Add the options that say which steps run, and how."""
    add_choice(parser)
    add_jobs(parser)
    parser.add_argument("--all", action="store_true", help="run all steps, also those up to date")
    parser.add_argument(
        "-p",
        "--parameter",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="value for a parameter of the notebooks; may be repeated",
    )
    parser.add_argument(
        "--cluster",
        default="",
        metavar="ADDRESS",
        help="run on the Dask cluster of this scheduler; 'local' starts one here",
    )
    parser.add_argument(
        "--send-texts",
        action="store_true",
        help="with --cluster: texts of participants may leave this machine",
    )
    parser.add_argument(
        "--engine",
        choices=["compendium", "papermill"],
        default="compendium",
        help="fork a process for each notebook (default), or start a Jupyter kernel for each",
    )
    parser.add_argument(
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
    from compendium.steps.plan import make_plan

    steps = make_plan(layout, studies=options.study, analyses=options.analysis)
    lines = [(step.name, step.reason) for step in steps]
    if _is_whole(options):
        from compendium.paper.closing import closing_steps

        before = [step for step in steps if step.reason]
        lines += [(step.name, step.reason) for step in closing_steps(layout, before=before)]
    width = max((len(name) for name, _ in lines), default=0)
    for name, reason in lines:
        print(f"{name:{width}}  {'would run: ' + reason if reason else 'up to date'}")
    tell_withheld(layout, options)
    if _is_whole(options):
        for leftover in _leftovers(layout, steps):
            print(f"{leftover.name}  would be removed: there is no such step any more")
    stale = sum(bool(reason) for _, reason in lines)
    print(f"{counted(len(lines), 'step')}, {stale} would run")
    return 0


def tell_withheld(layout: Layout, options: argparse.Namespace) -> None:
    """Name the steps that rest on tables that are not here, and what is kept of each."""
    from compendium.steps.withheld import withheld_steps

    for one in withheld_steps(layout, studies=options.study, analyses=options.analysis):
        print(f"{one.step.name}  withheld: {one.why}; {one.told}")


def _watch(layout: Layout, options: argparse.Namespace) -> int:
    from compendium.steps.follow import follow

    follow(layout, lambda: _run(layout, options), tell=lambda line: print(line, flush=True))
    return 0


def _run(layout: Layout, options: argparse.Namespace) -> int:
    from compendium.steps.alone import alone, everything

    with alone(layout, options.study or everything(layout), command="compendium run"):
        if not getattr(options, "no_figures", False):
            return _run_alone(layout, options)
        if options.cluster:
            raise CompendiumError("Give --no-figures or --cluster, not both.")
        os.environ[FIRST_LOOK] = "yes"  # for the notebooks
        try:
            return _run_alone(replace(layout, first_look=True), options)
        finally:
            del os.environ[FIRST_LOOK]


def _run_alone(layout: Layout, options: argparse.Namespace) -> int:
    from compendium.cli.home import tell_differing
    from compendium.steps.plan import make_plan

    whole = _is_whole(options)
    steps = make_plan(
        layout,
        studies=options.study,
        analyses=options.analysis,
        parameters=_parameters(options.parameter),
    )
    tell_differing(layout)
    if whole:
        _remove_leftovers(layout, steps)
    tell_withheld(layout, options)
    todo = [step for step in steps if step.reason or options.all]
    how = {
        "cluster": options.cluster,
        "send_texts": options.send_texts,
        "engine": options.engine,
        "time_limit": options.time_limit,
    }
    failed = run_and_show(layout, todo, options.jobs, **how) if todo else 0
    done, spared = len(todo) - failed, len(steps) - len(todo)
    if whole:
        from compendium.cli.closing import make_and_show

        closing = make_and_show(layout, everything=options.all, wait=bool(failed))
        done, spared, failed = done + closing[0], spared + closing[1], failed + closing[2]
    if not done and not failed:
        print(f"{counted(spared, 'step')}, all up to date")
        return 0
    print(
        f"{done} run, {spared} up to date, {failed} failed; "
        f"artefacts in {layout.shown(layout.figures)}/"
    )
    return 1 if failed else 0


def _is_whole(options: argparse.Namespace) -> bool:
    """Whether everything is made: then the last steps follow, and leftovers go."""
    first_look = getattr(options, "no_figures", False)
    return not (
        options.study or options.analysis or getattr(options, "parameter", ()) or first_look
    )


def _leftovers(layout: Layout, steps: Sequence["Step"]) -> list["Leftover"]:
    from compendium.steps.leftovers import find_leftovers, out_of_reach
    from compendium.steps.withheld import withheld_steps

    # Without any step something else is amiss, such as data that were not copied.
    names = [*(step.name for step in steps), "verification/summary", *out_of_reach(layout)]
    names += [one.step.name for one in withheld_steps(layout)]
    return find_leftovers(layout, names) if steps else []


def _remove_leftovers(layout: Layout, steps: Sequence["Step"]) -> None:
    from compendium.steps.leftovers import remove

    for leftover in _leftovers(layout, steps):
        remove(layout, leftover)
        print(f"{leftover.name}  removed, {counted(len(leftover.made), 'file')}: no such step")
        for path in leftover.kept:
            print(f"{leftover.name}  kept {layout.shown(path)}: no step made it as it is")


def run_and_show(
    layout: Layout,
    steps: Sequence["Step"],
    jobs: int,
    *,
    cluster: str = "",
    send_texts: bool = False,
    **how: Any,
) -> int:
    """Run steps with a progress display, here or on a cluster; give the number that failed."""
    # Only now: a command with nothing to run stays quick.
    from tqdm import tqdm

    from compendium.cluster import run_on_cluster
    from compendium.steps.plan import messages_of
    from compendium.steps.run import Outcome, Standing, run_steps

    tqdm.monitor_interval = 0  # it would start a thread, and this process is to be forked
    bar = "{n_fmt}/{total_fmt} |{bar:12}| {desc}"
    with tqdm(
        total=len(steps), bar_format=bar, dynamic_ncols=True, disable=None, file=sys.stderr
    ) as progress:

        def show_end(outcome: Outcome) -> None:
            mark = "failed" if outcome.error else "done"
            line = f"{outcome.step.name}  {mark}, {outcome.seconds:.1f} s"
            progress.write(line, file=sys.stdout)
            for message in [] if outcome.error else messages_of(layout, outcome.step):
                progress.write(f"{outcome.step.name}  warning: {message}", file=sys.stderr)
            progress.update()

        def show_standing(standing: Standing) -> None:
            progress.set_description_str(in_words(standing))

        progress.set_description_str("starting")
        if cluster:
            outcomes = run_on_cluster(
                layout,
                steps,
                address=cluster,
                jobs=min(jobs, len(steps)),
                on_end=show_end,
                send_texts=send_texts,
                # A worker has threads, and must not fork.
                options={**how, "engine": "papermill"},
            )
        else:
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
            raise CompendiumError(f"-p {pair}: expected NAME=VALUE, for example -p points=7.")
    return dict(pair.split("=", 1) for pair in pairs)
