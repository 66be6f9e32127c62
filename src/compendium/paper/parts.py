"""Artefacts as parts of the paper: one includable file each, and the values as variables."""

import json
import re
import shutil
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal, localcontext
from pathlib import Path
from typing import Any

import yaml

from compendium.errors import PaperError
from compendium.files import working_folder, write_whole
from compendium.layout import Layout
from compendium.naming import slug

PREFIX = {"figure": "fig", "table": "tbl"}
DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)  # the one in C, where there is one
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_CODE = re.compile(r"(`[^`]+`)")

# A table without rows is not saved; the reviewer's page includes these two all the same.
_WITHOUT_ROWS = {
    "verification/summary/differences": "No printed number differs from the recomputed one.",
    "verification/summary/inconsistencies": "The checks found no inconsistency.",
}


def write_parts(layout: Layout) -> None:
    """Make ``paper/_parts/`` and ``paper/_variables.yml`` anew from ``figures/``.

    Both are written whole or not at all, and are the same for the same artefacts.

    Parameters
    ----------
    layout : Layout
        The folders of the compendium.

    Raises
    ------
    PaperError
        When an artefact is incomplete, or two artefacts or values would have the same name.
    """
    variables: dict[str, Any] = {}
    homes: dict[str, str] = {}
    with working_folder(layout.paper) as fresh:
        for folder in _artefact_folders(layout):
            study, analysis = folder.parent.name, folder.name
            captions = _read_json(folder / "captions.json", layout)
            for name, about in sorted(captions.items()):
                label = _label(layout, folder, name, about)
                if label in homes:
                    raise PaperError(
                        f"{layout.shown(folder)}: a {about['kind']} {name!r} of {study} exists "
                        f"already in {homes[label]}, and both would be @{label}. Rename one of "
                        "them in its notebook."
                    )
                homes[label] = layout.shown(folder)
                _write_part(layout, folder, fresh / study / analysis, name, label, about)
            _write_empty(fresh, f"{study}/{analysis}", captions)
            values = _read_json(folder / "values.json", layout)
            analyses = variables.setdefault(slug(study), {})
            analyses[slug(analysis)] = _variables(values, layout.shown(folder / "values.json"))
        fresh.chmod(0o755)
        _swap(fresh, layout.paper / "_parts")
    text = yaml.dump(variables, Dumper=DUMPER, allow_unicode=True, sort_keys=True, width=10_000)
    write_whole(layout.paper / "_variables.yml", text.encode())


def decimal_text(value: float) -> str:
    """Write a number with at most two decimals, halves rounded up, no trailing zeros.

    Examples
    --------
    >>> decimal_text(75.125), decimal_text(3.0), decimal_text(-0.001)
    ('75.13', '3', '0')
    """
    with localcontext(prec=400):  # as many digits as any number has
        rounded = Decimal(repr(value)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    text = f"{rounded:f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def escape(text: str) -> str:
    r"""Write a plain text so that Markdown shows it as it is; code in backticks stays code.

    Examples
    --------
    >>> print(escape("[a] costs *one* $, made by `b_c.ipynb`"))
    \[a\] costs \*one\* \$, made by `b_c.ipynb`
    """
    pieces = _CODE.split(" ".join(text.split()))
    return "".join(
        piece if _CODE.fullmatch(piece) else re.sub(r"([\\`*_{}\[\]<>$^~|@#])", r"\\\1", piece)
        for piece in pieces
    )


def _artefact_folders(layout: Layout) -> list[Path]:
    names = ("captions.json", "values.json")
    return sorted({path.parent for name in names for path in layout.figures.glob(f"*/*/{name}")})


def _read_json(path: Path, layout: Layout) -> dict[str, Any]:
    again = "Run the analysis again."
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise PaperError(f"{layout.shown(path)}: this file is missing. {again}") from None
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise PaperError(f"{layout.shown(path)}: not valid JSON ({error}). {again}") from None
    if not isinstance(content, dict):
        raise PaperError(
            f"{layout.shown(path)}: expected names with their contents, "
            f"found {type(content).__name__}. {again}"
        )
    return content


def _label(layout: Layout, folder: Path, name: str, about: Any) -> str:
    """Cross-reference label of an artefact, once its entry has been found in order."""
    where = f"{layout.shown(folder / 'captions.json')}, entry {name!r}"
    if not _NAME.fullmatch(name):
        raise PaperError(
            f"{where}: an artefact's name has only letters, digits, - and _. "
            "Rename it in its notebook."
        )
    kind = about.get("kind") if isinstance(about, Mapping) else None
    if not isinstance(kind, str) or kind not in PREFIX:
        raise PaperError(f"{where}: kind is {kind!r}, expected 'figure' or 'table'.")
    needed = ("caption", "alt") if kind == "figure" else ("caption",)
    for key in needed:
        text = about.get(key)
        if not isinstance(text, str) or not text.strip():
            raise PaperError(f"{where}: {key} is empty. Give one in the notebook that makes it.")
    return f"{PREFIX[kind]}-{folder.parent.name}-{name}"


def _write_part(
    layout: Layout, folder: Path, home: Path, name: str, label: str, about: Mapping[str, str]
) -> None:
    home.mkdir(parents=True, exist_ok=True)
    caption = escape(about["caption"])
    sources = [f"{name}.md"] if about["kind"] == "table" else [f"{name}.svg", f"{name}.png"]
    for source in sources:
        if not (folder / source).is_file():
            raise PaperError(
                f"{layout.shown(folder / source)}: this file is missing, though captions.json "
                "names it. Run the analysis again."
            )
    if about["kind"] == "table":
        table = (folder / f"{name}.md").read_text(encoding="utf-8").strip("\n")
        text = f"{fit_columns(table)}\n\n: {caption} {{#{label}}}\n"
    else:
        for source in sources:
            shutil.copyfile(folder / source, home / source)
        # No extension: `default-image-extension` gives each format its own.
        target = f"_parts/{folder.parent.name}/{folder.name}/{name}"
        text = f'![{caption}]({target}){{#{label} fig-alt="{_attribute(about["alt"])}"}}\n'
    (home / f"{name}.qmd").write_text(text, encoding="utf-8", newline="\n")


def _write_empty(fresh: Path, step: str, captions: Mapping[str, Any]) -> None:
    for part, sentence in _WITHOUT_ROWS.items():
        home, _, name = part.rpartition("/")
        if home == step and name not in captions:
            (fresh / home).mkdir(parents=True, exist_ok=True)
            (fresh / f"{part}.qmd").write_text(f"{sentence}\n", encoding="utf-8", newline="\n")


def fit_columns(table: str) -> str:
    r"""Give each column of a pipe table as many dashes as its text needs room.

    Pandoc divides the width of the page by the number of dashes as soon as one row is long.

    Examples
    --------
    >>> print(fit_columns("| a | long text |\n|:--|--:|\n| b | c |"))
    | a | long text |
    |:------|------:|
    | b | c |
    """
    lines = table.split("\n")
    if len(lines) < 2 or not re.fullmatch(r"[|\s:-]+", lines[1]):
        return table
    rows = [_cells(line) for line in (lines[0], *lines[2:])]
    marks = [mark.strip() for mark in _cells(lines[1])]
    new: list[str] = []
    for place, mark in enumerate(marks):
        texts = [row[place].strip() if place < len(row) else "" for row in rows]
        longest = max((len(word) for text in texts for word in text.split()), default=0)
        # Long texts wrap, so that room grows more slowly than length; a heading always may.
        widest = max((len(text) for text in texts[1:]), default=0)
        room = 3 + max(4, longest, round(widest if widest <= 16 else 4 * widest**0.5))
        dashes = "-" * (room - mark.startswith(":") - mark.endswith(":") * (len(mark) > 1))
        new.append(
            (":" if mark.startswith(":") else "")
            + dashes
            + (":" if mark.endswith(":") and len(mark) > 1 else "")
        )
    return "\n".join([lines[0], f"|{'|'.join(new)}|", *lines[2:]])


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|")
    cells = re.split(r"(?<!\\)\|", inner)
    return cells[:-1] if cells and not cells[-1].strip() else cells


def _attribute(text: str) -> str:
    """Escape a text for a quoted attribute, which knows entities, and hide any shortcode."""
    flat = " ".join(text.split())
    for sign, entity in (
        ("&", "&amp;"),
        ("\\", "&#92;"),
        ('"', "&quot;"),
        ("{", "&#123;"),
        ("}", "&#125;"),
        ("`", "&#96;"),
    ):
        flat = flat.replace(sign, entity)
    return flat


def _variables(values: Mapping[str, Any], where: str) -> dict[str, Any]:
    made: dict[str, Any] = {}
    seen: dict[str, str] = {}
    for key, value in values.items():
        name = slug(str(key))
        if not name or name in seen:
            taken = f"{seen[name]!r} and {key!r} both become" if name else f"{key!r} becomes"
            raise PaperError(
                f"{where}: {taken} the variable {name!r}. Rename one of them in the notebook."
            )
        seen[name] = str(key)
        made[name] = _variable(value, where)
    return made


def _variable(value: Any, where: str) -> Any:
    if isinstance(value, Mapping):
        return _variables(value, where)
    if isinstance(value, list):
        return [_variable(item, where) for item in value]
    if isinstance(value, float):
        # A value that could not be computed has no text: a variable that uses it is reported.
        finite = value - value == 0
        return decimal_text(value) if finite else None
    return value


def _swap(fresh: Path, place: Path) -> None:
    """Put a finished folder in place of an old one."""
    old = fresh.with_name(f"{fresh.name}-old")
    if place.exists():
        place.rename(old)
    fresh.rename(place)
    shutil.rmtree(old, ignore_errors=True)
