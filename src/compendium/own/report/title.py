"""The title page: title, authors, institution and date, from ``study.toml``."""

import datetime
import os
from pathlib import Path
from typing import Any

import yaml

from compendium.exhibits.markup import setting
from compendium.files import write_whole
from compendium.language import say, spoken
from compendium.layout import Layout
from compendium.own.report.word_template import plain_template
from compendium.study.study import Study

TEMPLATE = "template.docx"  # in the draft: the student's own template for Word


def title_values(study: Study) -> dict[str, str]:
    """Give the texts of the title page, which the template takes as variables."""
    return {
        "title": str(study.about.get("title") or study.label),
        "subtitle": say("Report of the study {label}", label=study.label),
        "label": study.label,
    }


def write_settings(draft: Layout, study: Study, *, template: Path | None, marked: str) -> None:
    """Write language, authors, date and template of a report into its project file.

    Parameters
    ----------
    draft : Layout
        The draft, with the template in it.
    study : Study
        The study. Its ``study.toml`` names ``authors`` and ``institution`` in ``[source]``, and
        may name the ``date`` of the report; otherwise it bears the date of the day.
    template : Path or None
        A Word file whose styles and page the report in Word takes over.
    marked : str
        What stands on top of every page; empty for its title.
    """
    path = draft.paper / "_quarto.yml"
    settings = yaml.safe_load(path.read_text(encoding="utf-8"))
    settings["lang"] = spoken()
    settings["date"] = report_date(study)
    settings["date-format"] = "D MMMM YYYY"  # for Quarto
    authors = _authors(study)
    if authors:
        settings["author"] = [_as_setting(one) for one in authors]
    if template:
        write_whole(draft.paper / TEMPLATE, plain_template(template.read_bytes()))
        settings["format"]["docx"]["reference-doc"] = TEMPLATE
    if marked:
        settings["running-head"] = marked
        header = settings["format"]["typst"].setdefault("include-in-header", {"text": ""})
        header["text"] += f"#set page(header: align(center, strong[{marked}]))\n"
    write_whole(path, yaml.safe_dump(settings, allow_unicode=True, sort_keys=False).encode())


def _as_setting(author: dict[str, Any]) -> dict[str, Any]:
    """Write an author so that Markdown shows the name as it is."""
    places = [{"name": setting(place["name"])} for place in author.get("affiliations", [])]
    return {"name": setting(author["name"]), **({"affiliations": places} if places else {})}


def report_date(study: Study) -> str:
    """Date of a report, as YYYY-MM-DD: that of ``study.toml``, or that of the day.

    The day is that of ``SOURCE_DATE_EPOCH`` where this is set, so that a report can be made again
    as it was.
    """
    given = study.about.get("date")
    if given:
        return str(given)
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch and epoch.isdecimal():
        return datetime.datetime.fromtimestamp(int(epoch), tz=datetime.UTC).date().isoformat()
    return datetime.date.today().isoformat()


def authors_in_words(study: Study) -> str:
    """Names of the authors, and their institution, in one line."""
    people = _authors(study)
    places = [one["affiliations"][0]["name"] for one in people if "affiliations" in one]
    return ", ".join([*(one["name"] for one in people), *dict.fromkeys(places)])


def _authors(study: Study) -> list[dict[str, Any]]:
    source = study.about.get("source", {})
    source = source if isinstance(source, dict) else {}
    names = source.get("authors", [])
    names = names if isinstance(names, list) else [names]
    place = source.get("institution")
    return [
        {"name": str(name), **({"affiliations": [{"name": str(place)}]} if place else {})}
        for name in names
        if str(name).strip()
    ]
