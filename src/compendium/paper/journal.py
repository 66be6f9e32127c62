"""What a journal asks of a manuscript: its citation style, its Word template, numbered lines."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from compendium.files import no_file, write_whole
from compendium.layout import Layout
from compendium.paper.source import (
    FORMATS,
    Problem,
    Source,
    format_settings,
    manuscript,
    read_settings,
)
from compendium.paper.word import reference_doc

REFERENCE = "_parts/reference.docx"  # the template for Word that is made with the parts

# Settings that the built-in renderer follows, or that change nothing in what it makes.
_FOLLOWED = {
    "abstract", "abstract-title", "affiliations", "anonymous", "author", "authors", "bibliography",
    "citeproc", "csl", "date", "date-format",
    "default-image-extension", "dir", "embed-resources", "execute",
    "figures-in-place", "filters", "format", "format-links", "html-math-method", "keywords",
    "lang", "lightbox",
    "line-numbers", "link-bibliography", "link-citations", "manuscript", "nocite",
    "notebook-links", "number-sections", "page-layout", "project", "running-head", "subtitle",
    "theme", "title", "toc-expand",
}  # fmt: skip
_OF_FORMAT = {"html": {"toc", "toc-depth"}, "docx": {"reference-doc"}, "typst": {"papersize"}}
# What the built-in renderer always does, so that Quarto is told to do the same.
_ALWAYS = {
    "css": "_parts/quarto.css",
    "fontsize": "10.5pt",
    "margin": {"x": "25mm", "y": "27mm"},
}
# Files that a setting names, by the formats in which it counts.
_FILES = {"csl": tuple(FORMATS), "reference-doc": ("docx",)}


def has_line_numbers(settings: Mapping[str, Any]) -> bool:
    """Whether the lines of the text are to be numbered, in Word and in the PDF."""
    return settings.get("line-numbers") is True


def reference_doc_of(layout: Layout, settings: Mapping[str, Any]) -> Path:
    """Find the template for Word: that of the settings, or else the one of the paper itself."""
    named = format_settings(settings, "docx").get("reference-doc")
    return layout.paper / (str(named) if named else REFERENCE)


def write_template(layout: Layout) -> None:
    """Put the paper's own template for Word beside the parts, where Quarto finds it too."""
    numbered = has_line_numbers(read_settings(layout, manuscript(layout)))
    write_whole(layout.paper / REFERENCE, reference_doc(numbered=numbered))


def journal_problems(
    layout: Layout, source: Source, settings: Mapping[str, Any]
) -> Iterator[Problem]:
    """Find the files of a journal that do not exist, and settings of another kind than expected."""
    named = {
        (name, str(value))
        for name, forms in _FILES.items()
        for form in forms
        if (value := format_settings(settings, form).get(name)) is not None
    }
    for name, value in sorted(named):
        text = ""
        if re.match(r"\w+://", value):
            text = "is not in the compendium; download it, save it in paper/ and name the file"
        elif value != REFERENCE and no_file(layout.paper / value):
            text = "does not exist in paper/; save it there, or take the setting away"
        elif value.rpartition(".")[2].lower() != ("docx" if name == "reference-doc" else "csl"):
            text = "is no file of this kind: its name ends with .docx or .csl"
        if text:
            yield Problem(source, 0, f"{name} {value} {text}")
    for form in FORMATS:
        numbered = format_settings(settings, form).get("line-numbers", False)
        if not isinstance(numbered, bool) or numbered != has_line_numbers(settings):
            text = "line-numbers is true or false, and stands beside `format:` and not below it"
            yield Problem(source, 0, text)
            break


def not_followed(settings: Mapping[str, Any]) -> list[str]:
    """Name the settings that only Quarto follows, with their format.

    Examples
    --------
    >>> not_followed({"title": "A", "fontsize": "12pt", "format": {"typst": {"columns": 2}}})
    ['fontsize', 'columns (typst)']
    """
    formats = settings.get("format")
    own = {form: formats.get(form) for form in FORMATS} if isinstance(formats, Mapping) else {}
    names = [name for name in settings if name not in _FOLLOWED | set().union(*_OF_FORMAT.values())]
    names += [
        f"{name} ({form})"
        for form, these in own.items()
        if isinstance(these, Mapping)
        for name, value in these.items()
        if name not in _FOLLOWED | _OF_FORMAT[form] and value != _ALWAYS.get(name, ...)
    ]
    return names
