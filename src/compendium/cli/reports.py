"""Build the report of one study, as the options ask for it."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from compendium.cli.asking import told_in
from compendium.errors import CompendiumError
from compendium.language import speak
from compendium.layout import Layout

if TYPE_CHECKING:
    from compendium.own.report import Report
    from compendium.own.report.form import Form


def form_of(options: argparse.Namespace) -> "Form":
    """Read how the report is to be."""
    from compendium.own.report.form import Form

    words = [word.strip().lower() for word in (options.to or "").split(",")]
    endings = tuple(dict.fromkeys(word for word in words if word))
    return Form(
        language=options.language or "",
        endings=endings if options.to is not None else Form.endings,
        template=Path(options.template) if options.template else None,
        quotes=options.with_quotes,
    )


def build_one(
    layout: Layout,
    options: argparse.Namespace,
    name: str,
    form: "Form",
    *,
    put_off: Sequence[str] = (),
) -> "Report | None":
    """Build the report of one study, and tell its files and what went wrong; None without one."""
    from compendium.own.report import build_report
    from compendium.steps.alone import alone

    speak(told_in(layout, name))  # until the study itself speaks
    how = {"jobs": options.jobs, "renderer": options.renderer, "form": form, "put_off": put_off}
    try:
        with alone(layout, [name], command="compendium report"):
            built = build_report(layout, name, **how)
    except CompendiumError as error:
        print(error, file=sys.stderr, flush=True)
        return None
    for path in built.files:
        print(layout.shown(path))
    for message in built.failures.values():
        print(f"\n{message}", file=sys.stderr, flush=True)
    return built


def is_whole(built: "Report | None") -> bool:
    """Whether a report was built, and all of its analyses went well."""
    return built is not None and not built.failures
