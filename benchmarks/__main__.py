"""Run the benchmarks, print the table and the machine, and put both where readers find them."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

from benchmarks.machine import describe_machine
from benchmarks.rows import Row, as_table, bounds

HERE = Path(__file__).parent
RESULTS = HERE / "results.md"
README = HERE.parent / "README.md"
FELT_FIRST = "run_speed"  # its rows are what a user waits for
BEGIN, END = "<!-- speed: begin -->\n", "<!-- speed: end -->"


def main(words: Sequence[str] | None = None) -> int:
    """Run the benchmarks that were asked for; give 0 when every target was met."""
    options = _parser().parse_args(words)
    machine = describe_machine()  # before the benchmarks put a load on it
    rows: list[Row] = []
    for module in benchmark_modules():
        if not options.only or module.__name__.rpartition(".")[2] in options.only:
            print(f"{module.__name__}...", file=sys.stderr)
            measured = module.measure(quick=options.quick)
            print(as_table(measured), file=sys.stderr)  # now: the next ones may take long
            rows += measured
    taken_apart = bounds(rows)
    where = f"\nWhere the time goes:\n\n{taken_apart}" if taken_apart else ""
    text = f"{as_table(rows)}{where}\n{machine}\n"
    print(text)
    if not (options.quick or options.only):
        RESULTS.write_text(text, encoding="utf-8")
        README.write_text(with_results(README.read_text(encoding="utf-8"), text), encoding="utf-8")
    return 0 if all(row.met for row in rows) else 1


def benchmark_modules() -> list[ModuleType]:
    """Import the modules of this folder that have a function ``measure``."""
    names = [info.name for info in iter_modules([str(HERE)]) if info.name != "__main__"]
    names.sort(key=lambda name: (name != FELT_FIRST, name))
    modules = [import_module(f"benchmarks.{name}") for name in names]
    return [module for module in modules if hasattr(module, "measure")]


def with_results(page: str, results: str) -> str:
    """Replace what stands between the two markers of a page."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}{results}{END}{after}"


def results_in(page: str) -> str:
    """Give what stands between the two markers of a page."""
    return page.partition(BEGIN)[2].partition(END)[0]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="once and with less to do; writes no file"
    )
    parser.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="NAME",
        help="only this module of benchmarks/; may be repeated; writes no file",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
