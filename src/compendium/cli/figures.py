"""``compendium figures``: the figures again, as a journal asks for them."""

import argparse
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from compendium.cli.steps import add_jobs, run_and_show, tell_withheld
from compendium.cli.words import Commands, add_choice, add_command
from compendium.errors import CompendiumError
from compendium.layout import FOR_PRINT, Layout
from compendium.naming import counted

if TYPE_CHECKING:
    from compendium.exhibits.look import Look
    from compendium.steps.plan import Step

SIZES = "sizes.json"


def add_commands(commands: Commands) -> None:
    """Declare the commands of this module."""
    figures = add_command(
        commands,
        "figures",
        _figures,
        "make the figures again as a journal asks for them, in build/figures/",
        "compendium figures --study connectors --width 85 --font Arial --grey --format tiff,pdf",
    )
    add_choice(figures)
    add_jobs(figures)
    figures.add_argument(
        "--publisher", metavar="P", help="rules of a publisher; --publisher list shows them"
    )
    figures.add_argument(
        "--width", type=float, metavar="MM", help="width in millimetres (default: 170)"
    )
    figures.add_argument("--font", metavar="NAME", help="font family (default: DejaVu Sans)")
    figures.add_argument(
        "--type", type=float, metavar="PT", help="smallest type in points, 6 or more (default: 7)"
    )
    figures.add_argument("--grey", action="store_true", default=None, help="greys, no colours")
    figures.add_argument(
        "--format",
        metavar="LIST",
        help="formats with commas between: svg, pdf, eps, png, tiff (default: pdf,tiff)",
    )
    figures.add_argument("--dpi", type=int, metavar="N", help="dots per inch (default: 600)")
    figures.add_argument(
        "--text", action="store_true", default=None, help="text stays text in SVG, too"
    )


def _figures(layout: Layout, options: argparse.Namespace) -> int:
    from compendium.exhibits.look import write_look
    from compendium.steps.alone import alone
    from compendium.steps.looks import look_of, publishers_in_words
    from compendium.steps.plan import make_plan

    if options.publisher == "list":
        print(publishers_in_words())
        return 0
    given = _given(options)
    steps = make_plan(layout, studies=options.study, analyses=options.analysis)
    tell_withheld(layout, options)
    looks = {step.study: look_of(layout, step.study, given) for step in steps}
    printing, failed = replace(layout, for_print=True), 0
    with alone(layout, looks, command="compendium figures"):
        for look in dict.fromkeys(looks.values()):
            own = [step for step in steps if looks[step.study] == look]
            with _environment(write_look(look)):
                failed += run_and_show(printing, own, options.jobs)
    for step in steps:
        _show(printing, step, looks[step.study])
    print(f"figures in {layout.shown(printing.figures)}/; {counted(failed, 'step')} failed")
    return 1 if failed else 0


def _given(options: argparse.Namespace) -> dict[str, Any]:
    """Collect the settings that the command names."""
    names = ("publisher", "width", "font", "type", "grey", "dpi", "text")
    given = {name: getattr(options, name) for name in names if getattr(options, name) is not None}
    if options.format is not None:
        formats = [word.strip().lower() for word in options.format.split(",") if word.strip()]
        if not formats:
            raise CompendiumError("--format names no format. Write for example --format tiff,pdf.")
        given["formats"] = formats
    return given


@contextmanager
def _environment(look: str) -> Iterator[None]:
    """Let notebooks find the look in their environment."""
    os.environ[FOR_PRINT] = look
    try:
        yield
    finally:
        del os.environ[FOR_PRINT]


def _show(layout: Layout, step: "Step", look: "Look") -> None:
    """Show the size of each figure of a step, and what does not fit on a page."""
    folder = layout.artefacts(step.study, step.analysis)
    if not (folder / SIZES).is_file():
        return
    sizes = json.loads((folder / SIZES).read_text(encoding="utf-8"))
    for name, size in sizes.items():
        line = (
            f"{step.name}/{name}  {size['width']:g} x {size['height']:g} mm, type "
            f"{size['smallest']:g} to {size['largest']:g} pt"
        )
        if size["height"] > look.tallest:
            line += f"; taller than the page of {look.tallest:g} mm"
        print(line)
