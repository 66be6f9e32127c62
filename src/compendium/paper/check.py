"""Find what the manuscript points to and does not exist, before anything is rendered."""

import difflib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from compendium.errors import PaperError
from compendium.files import no_file
from compendium.layout import Layout
from compendium.paper.claims import claim_problems
from compendium.paper.digits import ATTRIBUTES, LINKS, digit_problems, digits_in_prose
from compendium.paper.journal import journal_problems
from compendium.paper.source import (
    FORMATS,
    REVIEWERS_PAGE,
    SHORTCODE,
    Problem,
    Source,
    bibliographies,
    blank,
    format_settings,
    hidden_shortcodes,
    included,
    pages,
    read_settings,
    read_source,
    read_variables,
    shortcodes,
)
from compendium.paper.variables import variable_name

__all__ = ["check_sources", "cited_keys", "digits_in_prose"]

KINDS = ("fig", "tbl", "sec")
KNOWN_SHORTCODES = ("include", "pagebreak", "var")

_HIDDEN_ADVICE = (
    "a shortcode in {}: Quarto runs it there too; write {{{{{{< … >}}}}}} to show it, or take it "
    "out",
    "a shortcode after {}, of which Quarto makes garbage; write {{{{{{< … >}}}}}} to show it",
)
# What Lua's `tonumber` reads: Quarto takes such a part of a name for a number, and finds nothing.
_LUA_NUMBER = re.compile(r"[+-]?(?:\d+(?:e[+-]?\d+)?|0x[\da-f]+(?:p[+-]?\d+)?)", re.I | re.A)

# Kinds of reference that Quarto numbers; the manuscript may use those in KINDS.
_CROSSREF = re.compile(
    r"(fig|tbl|sec|eq|lst|thm|lem|cor|prp|cnj|def|exm|exr|sol|rem|alg|tip|nte|wrn|imp|cau|vid)-.+",
    re.IGNORECASE,
)
_IDENTIFIER = re.compile(r"(?:^|\s)#([^\s\"{}=]+)")
_CITED = re.compile(r"(?<![\w@.+/])(?<!\w-)@(?:\{([^{}\s]+)\}|(\w+(?:[:.#$%&+?<>~/-]\w+)*))")
_IMAGE = re.compile(
    r"!\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(\s*<?(?P<path>[^()\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)"
)
_BIB_ENTRY = re.compile(r"^[ \t]*@(\w+)\s*[{(]\s*([^,\s{}()\"]+)\s*,", re.MULTILINE)


def check_sources(layout: Layout) -> None:
    """Check that everything the manuscript and the reviewer's page point to exists.

    Parameters
    ----------
    layout : Layout
        The folders of the compendium.

    Raises
    ------
    PaperError
        When something does not exist or is not allowed; the message lists every problem with its
        file and line.
    """
    problems = [problem for page in pages(layout) for problem in _page_problems(layout, page)]
    if not problems:
        return
    lines = list(dict.fromkeys(problem.shown(layout) for problem in problems))
    count = "1 problem" if len(lines) == 1 else f"{len(lines)} problems"
    raise PaperError("\n".join([f"The manuscript has {count}:", *lines, _advice(layout)]))


def _page_problems(layout: Layout, page: Source) -> list[Problem]:
    """Find what is wrong with one page and all that it includes, in reading order."""
    sources, problems = _walk(layout, page, ())
    settings = read_settings(layout, page)
    problems += _variable_problems(layout, sources)
    problems += claim_problems(sources, read_variables(layout))
    problems += _target_problems(sources)
    problems += _reference_problems(sources, settings)
    problems += _citation_problems(layout, sources, settings)
    problems += journal_problems(layout, page, settings)
    for source in sources:
        problems += _image_problems(layout, source, settings)
    problems += digit_problems(page)
    order = {source.path: number for number, source in reversed(list(enumerate(sources)))}
    return sorted(problems, key=lambda problem: (order[problem.source.path], problem.place))


def _advice(layout: Layout) -> str:
    if not any(layout.figures.glob("*/*/captions.json")):
        return "figures/ holds no artefacts yet: run the analyses first."
    if (layout.paper / REVIEWERS_PAGE).is_file() and not (layout.figures / "verification").is_dir():
        return (
            f"figures/verification/, which {REVIEWERS_PAGE} shows, is not there yet: run "
            "`compendium verify` first."
        )
    return "Correct this, then build the paper again."


def cited_keys(layout: Layout) -> set[str]:
    """Keys of all citations in the paper: its pages and what they include."""
    sources = [source for page in pages(layout) for source in _walk(layout, page, ())[0]]
    return {key for _, _, key in _cited(sources) if not _CROSSREF.fullmatch(key)}


def _nearest(name: str, names: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(names), n=1)
    return f" — did you mean {near[0]}?" if near else ""


def _walk(
    layout: Layout, source: Source, above: tuple[Path, ...]
) -> tuple[list[Source], list[Problem]]:
    """Read a file and all that it includes, in reading order."""
    sources, problems = [source], []
    chain = (*above, source.path.resolve())
    for place in _unclosed(source):
        text = "a shortcode is not closed on its line; write {{< … >}}"
        problems.append(Problem(source, place, text))
    for place, where in hidden_shortcodes(source):
        problems.append(
            Problem(source, place, _HIDDEN_ADVICE[where == "a backslash"].format(where))
        )
    for begin, end, words in shortcodes(source):
        name = words[0] if words else ""
        if name not in KNOWN_SHORTCODES:
            near = _nearest(name, KNOWN_SHORTCODES) or f" — known are {', '.join(KNOWN_SHORTCODES)}"
            problems.append(Problem(source, begin, f"unknown shortcode {name}{near}"))
        elif name != "var" and source.line_of(begin).strip() != source.prose[begin:end]:
            problems.append(Problem(source, begin, f"{name} must stand alone on its line"))
        elif name == "include":
            target = words[1] if len(words) > 1 else ""
            path = included(layout, source, target)
            if not target or no_file(path):
                near = _nearest(target, _parts_beside(layout))
                problems.append(
                    Problem(source, begin, f"included file {target} does not exist{near}")
                )
            elif path.resolve() in chain:
                problems.append(Problem(source, begin, f"{target} includes itself"))
            else:
                below, found = _walk(layout, read_source(path, layout), chain)
                sources += below
                problems += found
    return sources, problems


def _parts_beside(layout: Layout) -> list[str]:
    files = (layout.paper / "_parts").glob("*/*/*.qmd")
    return sorted(path.relative_to(layout.paper).as_posix() for path in files)


def _unclosed(source: Source) -> Iterator[int]:
    rest = blank(SHORTCODE, source.prose)
    return (found.start() for found in re.finditer(r"\{\{<", rest))


def _variable_problems(layout: Layout, sources: list[Source]) -> Iterator[Problem]:
    variables = read_variables(layout)
    for source in sources:
        for begin, _, words in shortcodes(source):
            if words[:1] != ["var"]:
                continue
            name = words[1] if len(words) > 1 else ""
            first, *below = name.split(".")
            numbers = [part for part in below if _LUA_NUMBER.fullmatch(part)]
            if numbers:
                better = ".".join([first, *_lettered(first, below)])
                like = "" if better in variables else "something like "
                text = (
                    f"{numbers[0]} in {name} is a number to Quarto, which then finds no such "
                    "value; a name that begins with a digit has the first letter of what it "
                    f"stands in before it: write {like}{better}"
                )
            elif name not in variables:
                text = _unknown(name, variables)
            elif isinstance(variables[name], list):
                text = f"variable {name} is a list; only a single value can stand in a sentence"
            elif variables[name] is None:
                text = (
                    f"variable {name} is empty: the analysis could not compute it, or two of its "
                    "values have this name"
                )
            else:
                continue
            yield Problem(source, begin, text)


def _unknown(name: str, variables: Mapping[str, Any]) -> str:
    group = [known for known in variables if known.startswith(f"{name}.")]
    if group:
        return f"{name} is a group of values; name one, such as {group[0]}"
    return f"unknown variable {name}{_nearest(name, variables)}"


def _lettered(first: str, parts: list[str]) -> Iterator[str]:
    """Names of values below a first one, as `parts.variable_name` makes them."""
    for above, part in zip([first, *parts], parts, strict=False):
        yield variable_name(part, above)


def _targets(sources: list[Source]) -> Iterator[tuple[Source, int, str]]:
    for source in sources:
        for found in ATTRIBUTES.finditer(blank(SHORTCODE, source.prose)):
            inner = re.sub(r"\"[^\"]*\"", lambda text: " " * len(text.group()), found.group(1))
            for name in _IDENTIFIER.finditer(inner):
                yield source, found.start(1) + name.start(1), name.group(1)


def _target_problems(sources: list[Source]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for source, place, name in _targets(sources):
        if name in seen:
            yield Problem(source, place, f"#{name} is defined twice (first in {seen[name]})")
        else:
            seen[name] = f"{source.path.name}, line {source.line(place)}"


def _cited(sources: list[Source]) -> Iterator[tuple[Source, int, str]]:
    """Everything written as ``@key``: citations and cross-references."""
    for source in sources:
        text = source.prose
        for pattern in (SHORTCODE, LINKS, ATTRIBUTES):
            text = blank(pattern, text)
        for found in _CITED.finditer(text):
            yield source, found.start(), found.group(1) or found.group(2)


def _reference_problems(sources: list[Source], settings: Mapping[str, Any]) -> Iterator[Problem]:
    targets = {name for _, _, name in _targets(sources)}
    for source, place, key in _cited(sources):
        if not _CROSSREF.fullmatch(key):
            continue
        label = key[0].lower() + key[1:]
        kind = label.split("-")[0]
        if kind not in KINDS:
            known = ", ".join(f"@{name}-" for name in KINDS)
            yield Problem(source, place, f"references of the kind @{kind}- are not known: {known}")
        elif label not in targets:
            near = _nearest(label, sorted(name for name in targets if _CROSSREF.fullmatch(name)))
            yield Problem(source, place, f"reference @{key} has no target{near}")
        elif kind == "sec" and not settings.get("number-sections"):
            text = f"reference @{key} needs `number-sections: true` in _quarto.yml"
            yield Problem(source, place, text)


def _citation_problems(
    layout: Layout, sources: list[Source], settings: Mapping[str, Any]
) -> Iterator[Problem]:
    names = bibliographies(settings)
    keys: set[str] = set()
    for name in names:
        path = layout.paper / name
        if not no_file(path):
            keys |= _bibliography_keys(path, layout)
        else:
            yield Problem(sources[0], 0, f"bibliography {name} does not exist")
    where = ", ".join(names) or "the bibliography (none is named in _quarto.yml)"
    for source, place, key in _cited(sources):
        if key not in keys and not _CROSSREF.fullmatch(key):
            near = _nearest(key, sorted(keys))
            yield Problem(source, place, f"citation @{key} is not in {where}{near}")


def _bibliography_keys(path: Path, layout: Layout) -> set[str]:
    text = read_source(path, layout).text
    if path.suffix == ".json":
        try:
            return {str(entry["id"]) for entry in json.loads(text)}
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise PaperError(
                f"{layout.shown(path)}: expected a list of references in CSL JSON, each with an "
                f"id ({type(error).__name__}: {error}). Export the bibliography again."
            ) from None
    entries = _BIB_ENTRY.findall(text)
    return {key for kind, key in entries if kind.lower() not in ("comment", "string", "preamble")}


def _image_problems(
    layout: Layout, source: Source, settings: Mapping[str, Any]
) -> Iterator[Problem]:
    for found in _IMAGE.finditer(source.prose):
        name = found.group("path")
        if re.match(r"\w+:", name):
            text = f"image {name} is not in the compendium; save it below paper/ or figures/"
            yield Problem(source, found.start(), text)
            continue
        path = layout.paper / name.lstrip("/")
        if path.suffix:
            missing = [name] if no_file(path) else []
        else:
            endings = {
                str(format_settings(settings, form).get("default-image-extension", ending))
                for form, ending in FORMATS.items()
            }
            files = [f"{name}.{ending.lstrip('.')}" for ending in sorted(endings)]
            missing = [file for file in files if no_file(layout.paper / file.lstrip("/"))]
        if missing:
            yield Problem(source, found.start(), f"image {', '.join(missing)} does not exist")
