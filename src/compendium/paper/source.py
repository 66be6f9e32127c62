"""The manuscript as written: its files, settings, variables and shortcodes."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from compendium.errors import PaperError
from compendium.files import no_file
from compendium.layout import Layout

# A fixed moment (2025-01-01 UTC) in the files made, so that two builds give the same bytes.
FIXED_TIME = 1735689600

MANUSCRIPT = "index.qmd"
REVIEWERS_PAGE = "verification.qmd"
# Folders of the paper whose files are made of artefacts.
MADE = ("_parts", "_wholes")
FORMATS = {"html": "svg", "docx": "png", "typst": "svg"}
# PyYAML in C, where its package has it: the values of all studies are thousands of lines.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
SHORTCODE = re.compile(r"\{\{<\s*+((?:(?!\{\{<).)*?)\s*+>\}\}")
# A shortcode that is shown and not run: Quarto takes one brace away on each side.
_QUOTED_SHORTCODE = re.compile(r"\{(\{\{<(?:(?!\{\{<).)*?>\}\})\}", re.DOTALL)

_HEADER = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_YAML_COMMENT = re.compile(r"^[ \t]*#.*$", re.MULTILINE)
_LINE_BEGINS = re.compile(r"[\s>*+-]*(?:\d+[.)]\s+)?")
_LIST_NUMBER = re.compile(r"\w+[.)]")
_HIDDEN = re.compile(
    r"""
    ^[ \t>]*(?P<fence>`{3,}|~{3,})[^\n`]*\n.*?(?:^[ \t>]*(?P=fence)[`~]*[ \t]*$|\Z)  # code block
    | <!--.*?(?:-->|\Z)                                                       # comment
    | \{\{\{<.*?>\}\}\}                                                       # quoted shortcode
    | (?<!`)(?P<tick>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=tick)(?!`)        # code in a line
    | \\[^\w\s]                                                               # escaped sign
    """,
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)


@dataclass(frozen=True)
class Source:
    """One file of the manuscript.

    Parameters
    ----------
    path : Path
        The file.
    text : str
        What it says.
    prose : str
        The same text, place by place, with code, comments and escaped signs blanked.
    """

    path: Path
    text: str
    prose: str

    def line(self, place: int) -> int:
        """Line number, from 1, of a place in the text."""
        return self.text.count("\n", 0, place) + 1

    def line_of(self, place: int) -> str:
        """All the prose of the line that holds a place."""
        start = self.prose.rfind("\n", 0, place) + 1
        end = self.prose.find("\n", place)
        return self.prose[start : end if end >= 0 else None]


@dataclass(frozen=True)
class Problem:
    """Something to correct in the manuscript.

    Parameters
    ----------
    source : Source
        The file.
    place : int
        Where in its text.
    text : str
        What is wrong, and what to do.
    """

    source: Source
    place: int
    text: str

    def shown(self, layout: Layout) -> str:
        """Message that names the file and the line."""
        line = self.source.line(self.place)
        return f"{layout.shown(self.source.path)}, line {line}: {self.text}"


def hide(text: str) -> str:
    r"""Blank code, comments and escaped signs, keeping every other sign in its place.

    Examples
    --------
    >>> hide("see `@x` and \\@y")
    'see      and   y'
    """
    return blank(_HIDDEN, text)


def blank(pattern: re.Pattern[str], text: str) -> str:
    """Replace what a pattern finds by as many spaces, keeping the ends of lines."""
    return pattern.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)


def read_source(path: Path, layout: Layout) -> Source:
    """Read one file of the manuscript; a PaperError says why it cannot be read."""
    if reason := no_file(path):
        what = "does not exist" if reason == "is missing" else reason
        raise PaperError(
            f"{layout.shown(path)}: this file {what}. "
            "The paper needs it; restore it from the repository."
        )
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise PaperError(
            f"{layout.shown(path)}: not UTF-8 text (byte {error.start}). "
            "Save the file again with the encoding UTF-8."
        ) from None
    end = header_end(text)
    return Source(path, text, blank(_YAML_COMMENT, text[:end]) + hide(text[end:]))


def manuscript(layout: Layout) -> Source:
    """Read ``paper/index.qmd``."""
    return read_source(layout.paper / MANUSCRIPT, layout)


def pages(layout: Layout) -> list[Source]:
    """Read the manuscript and, where there is one, the reviewer's page."""
    page = layout.paper / REVIEWERS_PAGE
    return [manuscript(layout), *([read_source(page, layout)] if page.is_file() else [])]


def header_end(text: str) -> int:
    """Place where the YAML header of a manuscript ends; 0 without one."""
    found = _HEADER.match(text)
    return found.end() if found else 0


def included(layout: Layout, source: Source, name: str) -> Path:
    """Path of an included file: a leading ``/`` means the folder of the paper."""
    folder = layout.paper if name.startswith("/") else source.path.parent
    return folder / name.lstrip("/")


def is_made(layout: Layout, path: Path) -> bool:
    """Whether an included file was made of artefacts, and not written by hand."""
    return any((layout.paper / folder) in path.parents for folder in MADE)


def shortcodes(source: Source) -> Iterator[tuple[int, int, list[str]]]:
    """Yield where each shortcode outside code and comments begins and ends, and its words."""
    for found in SHORTCODE.finditer(source.prose):
        yield found.start(), found.end(), [word.strip("\"'") for word in found.group(1).split()]


def hidden_shortcodes(source: Source) -> Iterator[tuple[int, str]]:
    """Yield the place of each shortcode that Quarto does not run as prose, and where it stands.

    Quarto runs those in code and in comments as well, and makes garbage of one after a backslash.
    """
    start = header_end(source.text)
    for found in _HIDDEN.finditer(source.text, start):
        if found.group("fence") or found.group("tick"):
            where = "code"
        else:
            where = "a comment" if found.group().startswith("<!--") else ""
        text = blank(_QUOTED_SHORTCODE, found.group())
        if where and (inside := text.find("{{<")) >= 0:
            yield found.start() + inside, where
        elif found.group() == "\\{" and source.text.startswith(("{<", "{{<"), found.end()):
            yield found.start(), "a backslash"


def quoted_shortcodes(text: str) -> list[str]:
    """List the shortcodes of a text that are shown and not run, as they are read.

    Examples
    --------
    >>> quoted_shortcodes("write {{{< pagebreak >}}}")
    ['{{< pagebreak >}}']
    """
    return _QUOTED_SHORTCODE.findall(text)


def expand(layout: Layout, source: Source, replace: Callable[[Source, list[str], int], str]) -> str:
    """Replace every shortcode outside code and comments.

    Parameters
    ----------
    layout : Layout
        The folders of the compendium.
    source : Source
        The file to expand.
    replace : callable
        Given the file, the words of one shortcode and where it begins, returns the text in its
        place.

    Returns
    -------
    str
        The text without shortcodes.
    """
    parts: list[str] = []
    start = 0
    for begin, end, words in shortcodes(source):
        filled = replace(source, words, begin)
        before = source.text[:begin].rpartition("\n")[2]
        if _LINE_BEGINS.fullmatch(before) and _LIST_NUMBER.fullmatch(
            filled + source.text[end : end + 1]
        ):
            # At the beginning of a line "9." would be the number of a list item.
            filled += "\\"
        parts += [_QUOTED_SHORTCODE.sub(r"\1", source.text[start:begin]), filled]
        start = end
    return "".join(parts) + _QUOTED_SHORTCODE.sub(r"\1", source.text[start:])


def read_settings(layout: Layout, source: Source) -> dict[str, Any]:
    """Read the settings of a page: ``_quarto.yml``, and over it the header of the page."""
    path = layout.paper / "_quarto.yml"
    project = _yaml(read_source(path, layout).text, layout.shown(path))
    found = _HEADER.match(source.text)
    header = _yaml(found.group(1), layout.shown(source.path), first=2) if found else {}
    return _merge(project, header)


def format_settings(settings: Mapping[str, Any], form: str) -> dict[str, Any]:
    """Select the settings that hold for one format (``html``, ``docx`` or ``typst``)."""
    formats = settings.get("format")
    own = formats.get(form) if isinstance(formats, Mapping) else None
    return _merge(settings, own if isinstance(own, Mapping) else {})


def bibliographies(settings: Mapping[str, Any]) -> list[str]:
    """Names of the bibliography files, relative to the folder of the paper."""
    named = settings.get("bibliography") or []
    return [str(name) for name in named] if isinstance(named, list) else [str(named)]


def read_variables(layout: Layout) -> dict[str, Any]:
    """Read ``paper/_variables.yml`` as a flat mapping of dotted names to values."""
    path = layout.paper / "_variables.yml"
    return dict(_flat_variables(read_source(path, layout).text, layout.shown(path)))


@lru_cache(maxsize=1)  # each stage of building a paper reads the same ones
def _flat_variables(text: str, where: str) -> dict[str, Any]:
    return dict(_flat(_yaml(text, where)))


def as_text(value: object) -> str:
    """Text of a variable as it appears in the prose."""
    return json.dumps(value) if isinstance(value, bool) else str(value)


def _flat(tree: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def _merge(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        old = merged.get(key)
        if isinstance(old, Mapping) and isinstance(value, Mapping):
            merged[key] = _merge(old, value)
        else:
            merged[key] = value
    return merged


def _yaml(text: str, where: str, *, first: int = 1) -> dict[str, Any]:
    """Parse YAML; ``first`` is the line number of its first line."""
    try:
        content = yaml.load(text, Loader=LOADER)
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # ValueError: of a date
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + first}" if mark else ""
        problem = getattr(error, "problem", None) or str(error)
        raise PaperError(f"{where}{line}: not valid YAML ({problem}). Correct it.") from None
    if content is None:
        return {}
    if not isinstance(content, dict):
        raise PaperError(
            f"{where}: expected settings as `name: value`, found {type(content).__name__}."
        )
    return content
