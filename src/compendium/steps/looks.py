"""The look that figures for print are to have: of the command, of a study, of the repository."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from compendium.errors import CompendiumError
from compendium.exhibits.look import FORMATS, LEAST_TYPE, Look
from compendium.exhibits.publishers import PUBLISHERS, Publisher
from compendium.layout import Layout
from compendium.naming import listed

SETTINGS = "compendium.toml"  # of the repository, beside README.md
NARROWEST, WIDEST = 60, 400  # millimetres
LIKE = {
    "Arial": "Liberation Sans",
    "Helvetica": "Nimbus Sans",
    "Times New Roman": "Liberation Serif",
}
FOR_A_JOURNAL = ("pdf", "tiff")
_WORDS: dict[str, Any] = {
    "publisher": str,
    "width": (int, float),
    "font": str,
    "type": (int, float),
    "grey": bool,
    "formats": list,
    "dpi": int,
    "text": bool,
}


def look_of(layout: Layout, study: str, given: Mapping[str, Any]) -> Look:
    """Put the look of a study's figures together.

    What the command says counts before the section ``[figures]`` of the study's ``study.toml``,
    and that before the one of ``compendium.toml`` in the repository.

    Parameters
    ----------
    layout : Layout
        The compendium.
    study : str
        Name of the study.
    given : mapping
        What the command says: ``publisher``, ``width`` (mm), ``font``, ``type`` (points),
        ``grey``, ``formats``, ``dpi`` and ``text``, those that were given.

    Returns
    -------
    Look
        The look, with a font that is installed.

    Raises
    ------
    CompendiumError
        When something is unknown or out of its range, or the font is not installed.
    """
    sections = {
        SETTINGS: layout.root / SETTINGS,
        f"data/{study}/study.toml": layout.data / study / "study.toml",
    }
    words: dict[str, Any] = {}
    for where, path in sections.items():
        words |= _checked(_section(path, where), f"{where}, [figures]")
    words |= _checked(given, "compendium figures")
    look = _of_publisher(words)
    look = replace(
        look, **{name: words[name] for name in ("font", "grey", "dpi", "text") if name in words}
    )
    if "formats" in words:
        look = replace(look, formats=tuple(dict.fromkeys(words["formats"])))
    if "width" in words:
        look = replace(look, width=float(words["width"]))
    if "type" in words:
        more = float(words["type"]) - look.small
        look = replace(
            look, **{name: getattr(look, name) + more for name in ("small", "body", "heading")}
        )
    _check_font(look.font)
    return look


def publishers_in_words() -> str:
    """List the publishers whose rules are known, with their widths and where they say so."""
    return "\n".join(
        f"{name:10} {listed(f'{width:g}' for width in rules.widths)} mm wide, at most "
        f"{rules.tallest:g} mm tall, {rules.font} from {rules.type[0]:g} to {rules.type[1]:g} pt, "
        f"{', '.join(rules.formats)}, {rules.dpi} dpi\n{'':10} {rules.source}"
        for name, rules in PUBLISHERS.items()
    )


def _section(path: Path, where: str) -> dict[str, Any]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise CompendiumError(f"{where}: {error}. Correct that line.") from error
    section = content.get("figures", {})
    if not isinstance(section, dict):
        raise CompendiumError(f"{where}: figures is a value; write a section [figures].")
    return section


def _checked(words: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Check names, types and ranges of settings."""
    for name, value in words.items():
        if name not in _WORDS:
            raise CompendiumError(f"{where}: there is no {name!r}. It takes {listed(_WORDS)}.")
        kind = _WORDS[name]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise CompendiumError(f"{where}: {name} is {value!r}, which is not {_kind(kind)}.")
    _check_range(words, where, "width", NARROWEST, WIDEST, "mm")
    _check_range(words, where, "type", LEAST_TYPE, 14, "pt")
    _check_range(words, where, "dpi", 72, 2400, "dpi")
    for form in words.get("formats", []):
        if form not in FORMATS:
            raise CompendiumError(
                f"{where}: figures cannot be written as {form!r}. Choose out of "
                f"{', '.join(FORMATS)}."
            )
    if words.get("publisher", next(iter(PUBLISHERS))) not in PUBLISHERS:
        raise CompendiumError(
            f"{where}: the rules of {words['publisher']!r} are not known. Choose out of "
            f"{', '.join(PUBLISHERS)}, or give width, font, type, formats and dpi."
        )
    return dict(words)


def _kind(kind: Any) -> str:
    words = {str: "a text", bool: "true or false", int: "a whole number", list: "a list"}
    return words.get(kind, "a number")


def _check_range(
    words: Mapping[str, Any], where: str, name: str, low: float, high: float, unit: str
) -> None:
    if name in words and not low <= words[name] <= high:
        raise CompendiumError(
            f"{where}: {name} is {words[name]:g} {unit}; expected {low:g} to {high:g} {unit}."
        )


def _of_publisher(words: Mapping[str, Any]) -> Look:
    """Give the look that a publisher asks for; without one, what most journals take."""
    if "publisher" not in words:
        return replace(Look(), formats=FOR_A_JOURNAL, dpi=600)
    rules: Publisher = PUBLISHERS[words["publisher"]]
    small, large = rules.type
    width = words.get("width", rules.widths[-1])
    if width > rules.widths[-1]:
        widths = listed(f"{one:g}" for one in rules.widths)
        raise CompendiumError(
            f"{words['publisher']} takes figures of at most {rules.widths[-1]:g} mm; "
            f"{width:g} mm were asked for. Choose out of {widths}."
        )
    return Look(
        width=width,
        tallest=rules.tallest,
        font=rules.font,
        small=small,
        body=(small + large) / 2,
        heading=large,
        formats=rules.formats,
        dpi=rules.dpi,
    )


def _check_font(name: str) -> None:
    from matplotlib.font_manager import fontManager

    installed = sorted({font.name for font in fontManager.ttflist})
    if name in installed:
        return
    like = LIKE.get(name, "")
    instead = f" or {like}, whose letters are as wide (--font '{like}')," if like else ","
    raise CompendiumError(
        f"the font {name!r} is not installed here. Install it{instead} or choose out of "
        f"{', '.join(installed)}."
    )
