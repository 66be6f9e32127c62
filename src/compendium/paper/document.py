"""One page of the paper with its includes and variables filled in, as pandoc takes it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compendium.errors import PaperError
from compendium.exhibits.markup import ARTEFACT, fenced
from compendium.language import mark, say, speaking
from compendium.layout import Layout
from compendium.paper.authors import byline
from compendium.paper.digits import ATTRIBUTES, LINKS
from compendium.paper.origins import HOME
from compendium.paper.source import (
    SHORTCODE,
    Source,
    as_text,
    blank,
    expand,
    format_settings,
    header_end,
    hide,
    included,
    is_made,
    read_settings,
    read_source,
    read_variables,
)
from compendium.study.date_words import in_words

_FORMULA = re.compile(r"\$[^$\n]+\$")

# What pandoc is told of the settings; the others are for Quarto, or handled elsewhere.
_METADATA = (
    "anonymous",
    "title",
    "subtitle",
    "lang",
    "dir",
    "abstract",
    "abstract-title",
    "keywords",
    "bibliography",
    "csl",
    "nocite",
    "line-numbers",
    "link-citations",
    "link-bibliography",
    "number-sections",
    "page-layout",
    "running-head",
    "figures-in-place",
)


# What a page says of its own, in the language of the page.
_WORDS = {
    "abstract": mark("Abstract"),
    "contents": mark("Contents"),
    "figure": mark("Figure"),
    "keywords": mark("Keywords"),
    "references": mark("References"),
    "section": mark("Section"),
    "skip": mark("Skip to the text"),
    "table": mark("Table"),
}


@dataclass(frozen=True)
class Document:
    """One page of the paper, read whole.

    Parameters
    ----------
    source : Source
        The file that it was written in.
    settings : mapping
        Settings of the project, and over them those of the page.
    variables : mapping
        Values by their dotted names.
    text : str
        The text without its header, with includes and variables filled in.
    marked : bool
        Whether the page tells where its numbers come from, and so marks them.
    """

    source: Source
    settings: Mapping[str, Any]
    variables: Mapping[str, Any]
    text: str
    marked: bool


def read_document(layout: Layout, source: Source) -> Document:
    """Read one page of the paper; its parts and variables are up to date."""
    variables = read_variables(layout)
    end = header_end(source.text)
    body = Source(source.path, source.text[end:], source.prose[end:])
    marked = f"_parts/{HOME}/" in body.text
    text = _filled(layout, body, variables, (), marked=marked)
    return Document(source, read_settings(layout, source), variables, text, marked)


def metadata(layout: Layout, document: Document, form: str) -> dict[str, Any]:
    """Collect what pandoc is told of a page in one format (``html``, ``docx`` or ``typst``)."""

    def fill(value: Any, *, marked: bool = False) -> Any:
        if isinstance(value, str):
            text = Source(document.source.path, value, hide(value))
            return _filled(layout, text, document.variables, (), marked=marked)
        if isinstance(value, list):
            return [fill(item) for item in value]
        if isinstance(value, Mapping):
            return {key: fill(item) for key, item in value.items()}
        return value

    settings = format_settings(document.settings, form)
    made = {key: fill(value) for key, value in settings.items() if key in _METADATA}
    if isinstance(made.get("abstract"), str) and document.marked:
        made["abstract"] = fill(settings["abstract"], marked=True)
    made.setdefault("lang", "en")
    made.setdefault("title", "Paper")
    made.setdefault("running-head", made["title"])
    made.update(byline(fill(settings)))
    with speaking(str(made["lang"])):
        made["words"] = {name: say(word) for name, word in _WORDS.items()}
        made.setdefault("abstract-title", made["words"]["abstract"])
        if settings.get("date"):
            made["date"] = in_words(str(settings["date"]))
    return made


def _filled(
    layout: Layout,
    source: Source,
    variables: Mapping[str, Any],
    above: tuple[Path, ...],
    *,
    marked: bool = False,
) -> str:
    prose = _prose(source) if marked else ""

    def replace(here: Source, words: list[str], begin: int) -> str:
        name, target = (*words, "", "")[:2]
        if name == "var":
            value = variables.get(target)
            if value is None:
                return f"?var:{target}"
            # The filter that leads from numbers to where they come from needs their names.
            if marked and prose[begin] != " ":
                return f'[{as_text(value)}]{{.variable name="{target}"}}'
            return as_text(value)
        if name == "include":
            path = included(layout, here, target)
            if is_made(layout, path):
                # Read by the filter, as a table or a figure and nothing else.
                return fenced(read_source(path, layout).text.strip("\n"), ARTEFACT)
            if path in above:
                raise PaperError(f"{layout.shown(path)}: this file includes itself. Remove that.")
            beside = read_source(path, layout)
            return _filled(layout, beside, variables, (*above, path), marked=marked)
        if name == "pagebreak":
            return "\n::: {.pagebreak}\n:::\n"
        return f"?{name}:{target}"

    return expand(layout, source, replace)


def _prose(source: Source) -> str:
    """Blank what is no prose: where links lead, attributes and formulas; shortcodes stay."""
    text = SHORTCODE.sub(lambda found: "x" * len(found.group()), source.prose)
    for pattern in (LINKS, ATTRIBUTES, _FORMULA):
        text = blank(pattern, text)
    return text
