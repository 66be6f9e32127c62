"""The draft of a report: copies of the artefacts, cut and captioned for it."""

import json
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pandas as pd

from compendium.exhibits.markup import markdown, with_entries
from compendium.files import write_whole
from compendium.language import say
from compendium.layout import Layout
from compendium.own.report.material import Made, Material
from compendium.own.report.sections import section_of
from compendium.own.report.tables import (
    MOST_BESIDE,
    MOST_IN_APPENDIX,
    as_markdown,
    cut_note,
    fitting,
    holds_all_back,
    is_whole,
    with_entry,
)
from compendium.steps.plan import Analysis, Step
from compendium.study.study import Study

WHOLE = "-whole"  # behind the name of a table: the whole of it, in the appendix


@dataclass(frozen=True)
class Shown:
    """What of an analysis stands in its section, and what in the appendix.

    Parameters
    ----------
    figures : tuple of str
        Names of the figures of the section.
    table : str
        Name of its table; empty where it has none.
    note : str
        What was cut from the table, in Markdown.
    appendix : tuple of str
        Names of what stands in the appendix, figures first.
    elsewhere : tuple of str
        Names of tables too long for the appendix: they are in the workbook alone.
    """

    figures: tuple[str, ...] = ()
    table: str = ""
    note: str = ""
    appendix: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.figures or self.table)


@dataclass(frozen=True)
class Draft:
    """A report before it is rendered.

    Parameters
    ----------
    layout : Layout
        Folders of the draft: ``paper/`` and ``figures/``.
    study : Study
        The study.
    material : Material
        What was made of it.
    analyses : sequence of Analysis
        All analyses, with their questions.
    """

    layout: Layout
    study: Study
    material: Material
    analyses: Sequence[Analysis]
    extras: Mapping[str, str] = field(default_factory=dict)

    def question(self, analysis: str) -> str:
        """Question of an analysis in the language of the report."""
        return say({one.name: one.question for one in self.analyses}[analysis])

    def shown(self, analysis: str) -> Shown:
        """Tell what of an analysis stands where; nothing of one that made nothing."""
        return self._shown.get(analysis, Shown())

    def include(self, analysis: str, name: str) -> str:
        """Include a figure or a table."""
        return f"{{{{< include _parts/{self.study.name}/{analysis}/{name}.qmd >}}}}"

    def extra(self, analysis: str) -> str:
        """Give what else stands in a section, such as a tree that folds on the web page."""
        return self.extras.get(analysis, "")

    @cached_property
    def _shown(self) -> dict[str, Shown]:
        return {name: _place(self, made) for name, made in self.material.made.items()}


def copy_made(draft: Layout, layout: Layout, steps: Sequence[Step]) -> dict[str, Made]:
    """Copy the artefacts of steps into a draft; give what each made, as it was made."""
    made = {}
    for step in steps:
        folder = layout.artefacts(step.study, step.analysis)
        shutil.copytree(folder, draft.artefacts(step.study, step.analysis))
        made[step.analysis] = Made(step, folder)
    return made


def plain_caption(caption: str, label: str = "") -> str:
    """Take from a caption which notebook made it, and of which study: the report says both.

    Examples
    --------
    >>> plain_caption("Six events. Made by 02-timeline.ipynb from the table events.")
    'Six events.'
    >>> plain_caption("Garden: scores of 8 respondents.", "Garden")
    'Scores of 8 respondents.'
    """
    shape = re.escape(say("Made by {notebook} from {what}.", notebook="NOTEBOOK", what="WHAT"))
    shape = shape.replace("NOTEBOOK", r"\S+\.ipynb").replace("WHAT", "[^.]*")
    caption = re.sub(rf"\s*{shape}$", "", caption)
    if not label:
        return caption
    of_study = rf"(^|(?<=[.!?] )){re.escape(label)}: (\w)"
    return re.sub(of_study, lambda found: found[1] + found[2].upper(), caption)


def _place(draft: Draft, made: Made) -> Shown:
    """Decide what of an analysis stands where, and write the tables so."""
    analysis, section = made.step.analysis, section_of(made.step.analysis)
    figures, tables = made.names("figure"), made.names("table")
    first = _first(section.figures, figures)
    tables = [name for name in tables if not holds_all_back(made.table(name))]
    main = _first(section.tables, [name for name in tables if not name.startswith("printed")])
    home = draft.layout.artefacts(made.step.study, analysis)
    label = draft.study.label
    captions = {
        name: {**about, "caption": plain_caption(about["caption"], label)}
        for name, about in made.captions.items()
    }
    appendix = [name for name in figures if name not in first]
    note, elsewhere = "", []
    for name in tables:
        table = with_entries(made.table(name))
        inside = table.head(MOST_IN_APPENDIX)
        if name not in main:
            if len(table) > MOST_BESIDE:
                elsewhere.append(name)
                continue
            appendix.append(name)
            _write(home, name, as_markdown(inside))
            captions[name]["caption"] += _of_many(table, inside)
            continue
        chosen = with_entry(table, section.entered)
        cut = fitting(chosen, section.columns)
        _write(home, name, as_markdown(cut))
        if not is_whole(table, cut):
            whole = f"{name}{WHOLE}"
            _write(home, whole, as_markdown(inside))
            captions[whole] = {
                **captions[name],
                "caption": captions[name]["caption"] + _of_many(table, inside),
            }
            appendix.append(whole)
            label = f"tbl-{draft.study.name}.{analysis}.{whole}"
            note = _note(cut_note(table, cut, whole=label, first=len(chosen) == len(table)))
    write_whole(
        home / "captions.json", (json.dumps(captions, ensure_ascii=False, indent=2) + "\n").encode()
    )
    return Shown(tuple(first), main[0] if main else "", note, tuple(appendix), tuple(elsewhere))


def _first(wanted: Sequence[str], there: Sequence[str]) -> list[str]:
    """Find the first that is wanted and there; without wishes, the first there is."""
    found = [name for name in wanted if name in there] or list(there if not wanted else ())
    return found[:1]


def _of_many(table: pd.DataFrame, inside: pd.DataFrame) -> str:
    if len(inside) == len(table):
        return ""
    return " " + say(
        "The first {shown} of {rows} rows; all are in the workbook of tables.",
        shown=len(inside),
        rows=len(table),
    )


def _note(text: str) -> str:
    """Write a note whose label stays a reference."""
    label = re.search(r"@\S+?(?=[;.]*(?:\s|$))", text)
    if not label:
        return markdown(text)
    before, after = text[: label.start()], text[label.end() :]
    return f"{markdown(before)} {label.group()}{markdown(after)}"


def _write(home: Path, name: str, text: str) -> None:
    (home / f"{name}.md").write_bytes(text.encode())
