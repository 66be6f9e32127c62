"""The last steps of ``compendium run``, and how a verification is told."""

import sys
from time import perf_counter
from typing import TYPE_CHECKING

from compendium.errors import CompendiumError
from compendium.layout import Layout
from compendium.paper.closing import (
    PAPER,
    VERIFICATION,
    closing_steps,
    make_paper,
    make_verification,
)

if TYPE_CHECKING:
    import pandas as pd

NO_NOTE = "no note in printed.csv explains it"
NO_NUMBER = (
    "the printed text is not read as a number: write the number alone, such as 12 or 68,3, or say "
    "in the note what it is"
)


def make_and_show(layout: Layout, *, everything: bool, wait: bool) -> tuple[int, int, int]:
    """Make the verification and the paper where they are not up to date.

    Parameters
    ----------
    layout : Layout
        The compendium.
    everything : bool
        Make them also when they are up to date.
    wait : bool
        Make neither, since a step before them failed.

    Returns
    -------
    tuple of int
        How many were made, are up to date, and failed.
    """
    made = spared = 0
    steps = closing_steps(layout)
    for place in range(len(steps)):
        step = steps[place]
        if wait:
            print(f"{step.name}  waits until all other steps have run")
        elif not step.reason and not everything:
            spared += 1
        elif _make(layout, step.name):
            made += 1
            steps = closing_steps(layout)  # the paper depends on what the verification made
        else:
            return made, spared, 1
    return made, spared, 0


def tell_open_differences(compared: "pd.DataFrame") -> int:
    """Name each printed number that differs or is not readable, without a note; count them."""
    from compendium.verification.printed import NOT_READABLE
    from compendium.verification.run import unexplained

    differences = unexplained(compared)
    for row in differences.itertuples():
        print(
            f"{row.study}: {row.printed_id} is printed as {row.printed}, recomputed as "
            f"{row.recomputed}; {NO_NUMBER if row.verdict == NOT_READABLE else NO_NOTE}",
            file=sys.stderr,
        )
    return len(differences)


def _make(layout: Layout, name: str) -> bool:
    start = perf_counter()
    more = ""
    try:
        if name == VERIFICATION:
            compared, _ = make_verification(layout)
            counts = compared["verdict"].value_counts()
            more = "; " + ", ".join(f"{count} {verdict}" for verdict, count in counts.items())
            tell_open_differences(compared)
        elif name == PAPER:
            outputs = make_paper(layout, report=lambda _: None)
            more = "; " + ", ".join(layout.shown(path) for path in outputs)
    except CompendiumError as error:
        print(f"{name}  failed\n\n{error}", file=sys.stderr)
        return False
    print(f"{name}  done, {perf_counter() - start:.1f} s{more}")
    return True
