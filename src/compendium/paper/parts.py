"""Artefacts as parts of the paper: one includable file each, and the values as variables."""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from compendium.errors import PaperError
from compendium.exhibits import markup
from compendium.files import read_object, working_folder, write_whole
from compendium.layout import Layout
from compendium.naming import listed, slug
from compendium.paper.about import about_compendium, commit, linked
from compendium.paper.origins import HOME, is_told, origin_line, write_origins
from compendium.paper.variables import flat_values, named_values, variable_name
from compendium.paper.withheld import withheld_in_words

FILTERS = Path(__file__).with_name("resources") / "quarto"
COMPENDIUM = "compendium"  # the variables about itself
PREFIX = {"figure": "fig", "table": "tbl"}
DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)  # the one in C, where there is one
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")

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
        When an artefact is incomplete, or two studies would have the same name.
    """
    variables: dict[str, Any] = {}
    state, told = commit(layout.root)[0], is_told(layout)
    with working_folder(layout.paper) as fresh:
        for folder in _artefact_folders(layout):
            study, analysis = folder.parent.name, folder.name
            captions = _read_json(folder / "captions.json", layout)
            for name, about in sorted(captions.items()):
                label = _label(layout, folder, name, about)
                about["caption"] = linked(markup.markdown(about["caption"]), layout, study)
                if told:
                    about["caption"] += f" {origin_line(folder, about, state)}"
                _write_part(layout, folder, fresh / study / analysis, name, label, about)
            _write_empty(fresh, f"{study}/{analysis}", captions)
            values = _read_json(folder / "values.json", layout)
            analyses = variables.setdefault(_study_name(layout, study), {})
            analyses[slug(analysis)] = named_values(values, slug(analysis))
        if told:
            write_origins(layout, fresh / HOME, flat_values(variables), state)
        # Beside the parts, since Quarto needs them too: the settings of the project name them.
        for path in FILTERS.iterdir():
            shutil.copyfile(path, fresh / path.name)
        fresh.chmod(0o755)
        _swap(fresh, layout.paper / "_parts")
    about = about_compendium(layout.root)
    variables[COMPENDIUM] = {**about, "withheld": withheld_in_words(layout)}
    text = yaml.dump(variables, Dumper=DUMPER, allow_unicode=True, sort_keys=True, width=10_000)
    write_whole(layout.paper / "_variables.yml", text.encode())


def _artefact_folders(layout: Layout) -> list[Path]:
    names = ("captions.json", "values.json")
    return sorted({path.parent for name in names for path in layout.figures.glob(f"*/*/{name}")})


def _read_json(path: Path, layout: Layout) -> dict[str, Any]:
    again = "Run the analysis again."
    try:
        return read_object(path)
    except FileNotFoundError:
        raise PaperError(f"{layout.shown(path)}: this file is missing. {again}") from None
    except ValueError as error:
        raise PaperError(f"{layout.shown(path)}: not valid JSON ({error}). {again}") from None


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
    return f"{PREFIX[kind]}-{folder.parent.name}.{folder.name}.{name}"


def _write_part(
    layout: Layout, folder: Path, home: Path, name: str, label: str, about: Mapping[str, str]
) -> None:
    home.mkdir(parents=True, exist_ok=True)
    caption = about["caption"]
    sources = [f"{name}.md"] if about["kind"] == "table" else [f"{name}.svg", f"{name}.png"]
    for source in sources:
        if not (folder / source).is_file():
            raise PaperError(
                f"{layout.shown(folder / source)}: this file is missing, though captions.json "
                "names it. Run the analysis again."
            )
    if about["kind"] == "table":
        table = (folder / f"{name}.md").read_text(encoding="utf-8").strip("\n")
        text = f"{table}\n\n: {markup.table_caption(caption)} {{#{label}}}\n"
    else:
        for source in sources:
            shutil.copyfile(folder / source, home / source)
        # No extension: `default-image-extension` gives each format its own.
        target = f"_parts/{folder.parent.name}/{folder.name}/{name}"
        text = f'![{caption}]({target}){{#{label} fig-alt="{markup.attribute(about["alt"])}"}}\n'
    (home / f"{name}.qmd").write_text(text, encoding="utf-8", newline="\n")


def _write_empty(fresh: Path, step: str, captions: Mapping[str, Any]) -> None:
    for part, sentence in _WITHOUT_ROWS.items():
        home, _, name = part.rpartition("/")
        if home == step and name not in captions:
            (fresh / home).mkdir(parents=True, exist_ok=True)
            (fresh / f"{part}.qmd").write_text(f"{sentence}\n", encoding="utf-8", newline="\n")


def _study_name(layout: Layout, study: str) -> str:
    """Name of a study among the variables, which no other study may have."""
    name = variable_name(study, "study")
    folders = [path.name for path in layout.figures.iterdir() if path.is_dir()]
    same = sorted(folder for folder in folders if variable_name(folder, "study") == name)
    if not name or len(same) > 1:
        raise PaperError(
            f"figures/: the folders {listed(same)} would have the name {name!r} in the paper. Give "
            "each study in data/ a name of its own, of letters, digits and hyphens."
        )
    return name


def _swap(fresh: Path, place: Path) -> None:
    """Put a finished folder in place of an old one."""
    old = fresh.with_name(f"{fresh.name}-old")
    if place.exists():
        place.rename(old)
    fresh.rename(place)
    shutil.rmtree(old, ignore_errors=True)
