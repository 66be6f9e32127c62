"""``compendium report --watch``: the web page follows the tables while they are filled in."""

import argparse
from dataclasses import replace
from functools import partial
from time import perf_counter

from compendium.cli.reports import build_one, form_of, is_whole
from compendium.language import say
from compendium.layout import Layout
from compendium.paper import ENDINGS
from compendium.steps.follow import LOADED_TOO, follow

PAGE = ENDINGS[0]
# It reads every table, and so is due after each edit: the page does not wait for it.
READS_ALL = ("reporting",)
LOADS = (
    *LOADED_TOO, "babel.dates", "compendium.own.report", "compendium.paper.builtin",
    "compendium.paper.check", "compendium.paper.marks", "compendium.paper.quarto",
)  # fmt: skip


def preview(layout: Layout, options: argparse.Namespace) -> int:
    """Build reports now and after each change, until Ctrl + C; a browser shows each new page."""
    from compendium.study.study import study_names

    # Of a preview one wants to see the page at once: Quarto would make all files each time.
    options.to, options.renderer = options.to or PAGE, "builtin"
    names = options.study or study_names(layout)
    try:
        follow(layout, partial(_work, layout, options, names), tell=_tell, loads=LOADS)
    finally:
        _end(layout, names)
    return 0


def _tell(line: str) -> None:
    print(line, flush=True)


def _work(layout: Layout, options: argparse.Namespace, names: list[str]) -> int:
    went_well = [_build(layout, options, name) for name in names]
    return 0 if all(went_well) else 1


def _build(layout: Layout, options: argparse.Namespace, name: str) -> bool:
    """Build the page of a study, and then what the page did not wait for."""
    start = perf_counter()
    form = replace(form_of(options), followed=True)
    first = form if PAGE not in form.endings else replace(form, endings=(PAGE,))
    built = build_one(layout, options, name, first, put_off=READS_ALL)
    took = perf_counter() - start
    _tell(say("the page of {name}: {took:.1f} s", name=name, took=took))
    if built is None or not (built.waiting or form.endings != first.endings):
        return is_whole(built)
    return is_whole(build_one(layout, options, name, form))


def _end(layout: Layout, names: list[str]) -> None:
    """Take from pages that they follow a file, and take the file away."""
    from compendium.own.report.followed import followed_no_longer

    for name in names:
        for page in (layout.build / "report" / name).glob("*.html"):
            followed_no_longer(page)
