"""The commands."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from compendium.errors import CompendiumError
from compendium.layout import Layout, find_layout
from compendium.naming import counted

if TYPE_CHECKING:
    from compendium.plan import Step

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
    plan = _command(
        commands,
        "plan",
        _plan,
        "list the steps, and why each would run",
        "compendium plan --study connectors",
    )
    _add_choice(plan)
    run = _command(
        commands,
        "run",
        _run,
        "run the steps that are not up to date",
        "compendium run --study cocreation --analysis factor-matrix -j 2",
    )
    _add_choice(run)
    run.add_argument(
        "-j",
        "--jobs",
        type=_at_least_one,
        default=os.cpu_count() or 1,
        metavar="N",
        help="how many notebooks at a time (default: one per core)",
    )
    run.add_argument("--all", action="store_true", help="run all steps, also those up to date")
    run.add_argument(
        "-p",
        "--parameter",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="value for a parameter of the notebooks; may be repeated",
    )
    paper = _command(
        commands,
        "paper",
        _paper,
        "build the manuscript as HTML, PDF and Word",
        "compendium paper --renderer builtin",
    )
    paper.add_argument(
        "--renderer",
        choices=["auto", "quarto", "builtin"],
        default="auto",
        help="Quarto, the built-in renderer, or Quarto where it is installed (default)",
    )
    verify = _command(
        commands,
        "verify",
        _verify,
        "compare every printed number with what follows from the tables",
        "compendium verify",
    )
    verify.add_argument(
        "-j",
        "--jobs",
        type=_at_least_one,
        default=os.cpu_count() or 1,
        metavar="N",
        help="how many notebooks at a time, for steps that are not up to date",
    )
    check = _command(
        commands,
        "check",
        _check,
        "check the tables of studies, and say all that is wrong",
        "compendium check connectors",
    )
    check.add_argument("study", nargs="*", help="name of a folder in data/ (default: all)")
    package = _command(
        commands,
        "package",
        _package,
        "write the data package of each study anew",
        "compendium package connectors",
    )
    package.add_argument("study", nargs="*", help="name of a folder in data/ (default: all)")
    return parser


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    function: object,
    help_text: str,
    example: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(
        name,
        help=help_text,
        description=help_text[:1].upper() + help_text[1:] + ".",
        epilog=f"Example: {example}",
    )
    parser.set_defaults(command=function)
    return parser


def _add_choice(parser: argparse.ArgumentParser) -> None:
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


def _at_least_one(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"expected a whole number of at least 1, found {text!r}")
    return int(text)


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
    failed = _run_steps(layout, todo, options.jobs)
    spared = len(steps) - len(todo)
    print(
        f"{len(todo) - failed} run, {spared} up to date, {failed} failed; "
        f"artefacts in {layout.shown(layout.figures)}/"
    )
    return 1 if failed else 0


def _run_steps(layout: Layout, steps: Sequence["Step"], jobs: int) -> int:
    """Run steps with a progress display; give the number that failed."""
    # Only now: a command with nothing to run stays quick.
    from tqdm import tqdm

    from compendium.run import Outcome, run_steps

    with tqdm(total=len(steps), unit="step", disable=None, file=sys.stderr) as progress:

        def show(outcome: Outcome) -> None:
            mark = "failed" if outcome.error else "done"
            line = f"{outcome.step.name}  {mark}, {outcome.seconds:.1f} s"
            progress.write(line, file=sys.stdout)
            progress.update()

        outcomes = run_steps(layout, steps, jobs=min(jobs, len(steps)), on_end=show)
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


def _paper(layout: Layout, options: argparse.Namespace) -> int:
    from compendium.paper import build_paper

    for path in build_paper(layout, renderer=options.renderer):
        print(layout.shown(Path(path)))
    return 0


def _verify(layout: Layout, options: argparse.Namespace) -> int:
    from compendium.plan import make_plan

    stale = [step for step in make_plan(layout) if step.reason]
    if stale and _run_steps(layout, stale, options.jobs):
        return 1
    from compendium.verify import tally, unexplained, verify, write_verification

    compared, found = verify(layout)
    write_verification(layout, compared, found)
    for row in tally(compared).to_dict("records"):
        print(
            "{study:12}  {printed:4} printed: {reproduced} reproduced, {differs} differ, "
            "{not computable} not computable".format(**row)
        )
    for row in found.rename(columns={"where": "where_"}).itertuples():
        print(f"{row.study}: {row.check}: {row.finding} [{row.where_}]")
    open_differences = unexplained(compared)
    for row in open_differences.itertuples():
        print(
            f"{row.study}: {row.printed_id} is printed as {row.printed}, recomputed as "
            f"{row.recomputed}; "
            "no note in printed.csv explains it",
            file=sys.stderr,
        )
    print(f"the whole list: {layout.shown(layout.figures / 'verification.csv')}")
    return 1 if len(open_differences) else 0


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


if __name__ == "__main__":
    sys.exit(main())
