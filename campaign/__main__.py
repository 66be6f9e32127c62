"""Run the campaign, and print its table with the seed."""

import argparse
import logging
import os
import sys
import tempfile
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

from campaign.hostile import try_hostile_files
from campaign.kills import kill_commands
from campaign.markers import search_markers
from campaign.mutations import mutate_all
from campaign.renames import kill_at_renames
from campaign.tally import Tally, as_table

SEED = 20261


def main(words: Sequence[str] | None = None) -> int:
    """Run the parts that were asked for; give 0 when nothing was found."""
    options = _parser().parse_args(words)
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")
    # Not what somebody set for the commands that they type.
    for name in ("COMPENDIUM_ROOT", "COMPENDIUM_BOUNDS"):
        os.environ.pop(name, None)
    tallies = []
    for name, part in _parts(options).items():
        if options.only and name not in options.only:
            continue
        begun = perf_counter()
        with tempfile.TemporaryDirectory(prefix="campaign-") as folder:
            tally = part(Path(folder, "compendium"))
        tally.seconds = perf_counter() - begun
        print(f"{tally.part}: {tally.tried:,} {tally.what}", file=sys.stderr, flush=True)
        tallies.append(tally)
    print(f"{as_table(tallies)}\n\nseed {options.seed}")
    found = [(tally.part, kind, what) for tally in tallies for kind, what in tally.found]
    for part, kind, what in found[: options.show]:
        print(f"\n{part}, {kind}: {what}")
    return 1 if found else 0


def _parts(options: argparse.Namespace) -> dict[str, Callable[[Path], Tally]]:
    seed = options.seed
    return {
        "renames": lambda folder: kill_at_renames(folder, most=options.renames),
        "kills": lambda folder: kill_commands(folder, seed=seed, times=options.kills),
        "mutations": lambda folder: mutate_all(
            folder, seed=seed, times=options.mutations, jobs=options.jobs
        ),
        "hostile": lambda folder: try_hostile_files(folder, most=options.hostile),
        "markers": lambda folder: search_markers(folder, seed=seed, markers=options.markers),
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m campaign", description=__doc__)
    parser.add_argument("--seed", type=int, default=SEED, help=f"(default: {SEED})")
    parser.add_argument("--only", nargs="+", metavar="PART", help="only these parts")
    parser.add_argument("--kills", type=int, default=100, help="kills at random moments")
    parser.add_argument("--renames", type=int, default=100, help="renames of each import at most")
    parser.add_argument("--mutations", type=int, default=10_000)
    parser.add_argument("--hostile", type=int, default=100, help="hostile files at most")
    parser.add_argument("--markers", type=int, default=25)
    parser.add_argument("--show", type=int, default=20, help="how many findings to print")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    return parser


if __name__ == "__main__":
    sys.exit(main())
