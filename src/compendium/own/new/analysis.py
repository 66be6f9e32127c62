"""Make the skeleton of a new analysis: its notebook, its room, its test, its entries in the lists.

The skeleton counts the rows of a table by one column, so that it runs, from the notebook to the
paper, before a line of it is changed.
"""

import json
import re
from importlib import resources
from string import Template
from typing import Any

from compendium.errors import AnalysisError
from compendium.files import write_all
from compendium.layout import Layout
from compendium.steps.plan import read_analyses
from compendium.study.kinds import KINDS, load_schema
from compendium.study.study import study_names

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def make_analysis(layout: Layout, name: str, *, kind: str = "sources") -> list[str]:
    """Make the files of a new analysis, and name it in the lists that name every analysis.

    Parameters
    ----------
    layout : Layout
        The compendium.
    name : str
        Name of the analysis: small letters, digits and hyphens.
    kind : str, optional
        Kind of the table that it starts from.

    Returns
    -------
    list of str
        Names of the files made and changed.

    Raises
    ------
    AnalysisError
        When the name cannot be used or is taken, or no study has a table of the kind.
    """
    analyses = read_analyses(layout)
    _check_name(layout, name, [analysis.name for analysis in analyses])
    words = {
        "name": name,
        "verb": name.replace("-", "_"),
        "title": name.replace("-", " ").capitalize(),
        "kind": kind,
        "study": _study_with(layout, kind),
        "column": _column_of(kind),
        "number": f"{len(analyses) + 1:02d}",
    }
    files = {**_new_files(words), **_longer_lists(layout, words)}
    contents = {layout.root / path: content.encode() for path, content in files.items()}
    write_all(contents, journal=layout.journal)
    return sorted(files)


def _check_name(layout: Layout, name: str, taken: list[str]) -> None:
    if not _NAME.fullmatch(name):
        raise AnalysisError(
            f"{name!r} cannot be the name of an analysis: use small letters, digits and hyphens, "
            "starting with a letter. For example: compendium new-analysis code-networks"
        )
    room = layout.root / "src" / "compendium" / "analyses" / name.replace("-", "_")
    if name in taken or room.exists():
        raise AnalysisError(f"{name!r} is an analysis already: {layout.shown(room)}.")


def _study_with(layout: Layout, kind: str) -> str:
    """Name a study that has a table of the kind; its notebook opens with it."""
    if kind not in KINDS:
        raise AnalysisError(f"{kind!r} is not a kind of table. The kinds: {', '.join(KINDS)}.")
    having = [
        name for name in study_names(layout) if (layout.data / name / f"{kind}.csv").is_file()
    ]
    if not having:
        raise AnalysisError(
            f"No study in data/ has a table {kind}.csv to try the new analysis on. Name another "
            "kind with --kind, or add the table first."
        )
    return having[0]


def _column_of(kind: str) -> str:
    """Choose a column to count by: the first that does not identify the rows or name them."""
    schema = load_schema(kind)
    names = [field["name"] for field in schema["fields"] if field["type"] == "string"]
    telling = [name for name in names if name not in ("label", *schema["primaryKey"])]
    return str((telling or names)[0])


def _skeleton(part: str, words: dict[str, str]) -> str:
    folder = resources.files(__package__) / "skeleton"
    text: str = (folder / f"{part}.txt").read_text("utf-8")
    return Template(text).substitute(words)


def _new_files(words: dict[str, str]) -> dict[str, str]:
    room = f"src/compendium/analyses/{words['verb']}"
    return {
        f"notebooks/{words['number']}-{words['name']}.ipynb": _notebook(words),
        f"{room}/__init__.py": _skeleton("room", words),
        f"{room}/counts.py": _skeleton("verbs", words),
        f"{room}/figure.py": _skeleton("figure", words),
        f"{room}/table.py": _skeleton("table", words),
        f"tests/analyses/{words['verb']}/test_{words['verb']}.py": _skeleton("test", words),
    }


def _notebook(words: dict[str, str]) -> str:
    """Write the notebook: its cells stand in the skeleton under lines that name their type."""
    pieces = re.split(r"(?m)^%% (\w+)\n", _skeleton("notebook", words))[1:]
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    notebook = {
        "cells": [
            _cell(f"cell-{number:02d}", form, source.strip())
            for number, (form, source) in enumerate(zip(pieces[::2], pieces[1::2], strict=True), 1)
        ],
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def _cell(identifier: str, form: str, source: str) -> dict[str, Any]:
    cell = {"id": identifier, "metadata": {}, "source": source.splitlines(keepends=True)}
    if form == "text":
        return {"cell_type": "markdown", **cell}
    if form == "parameters":
        cell["metadata"] = {"tags": ["parameters"]}
    return {"cell_type": "code", "execution_count": None, "outputs": [], **cell}


def _longer_lists(layout: Layout, words: dict[str, str]) -> dict[str, str]:
    """Name the analysis where every analysis is named: analyses.toml, front door, reference."""
    verb, name = words["verb"], words["name"]
    room = f"analyses.{verb}"
    public = {
        f"{room}.counts": (verb, f"summarise_{verb}"),
        f"{room}.figure": (f"draw_{verb}",),
        f"{room}.table": (f"tabulate_{verb}",),
    }
    entry = (
        f'\n[{name}]\nquestion = "What does the table {words["kind"]} hold?"\n'
        f'needs = ["{words["kind"]}"]\nuses = ["printed"]\n'
        'makes = "a figure and a table of its rows"\n'
    )
    lines = [f"        - {module}.{given}" for module, names in public.items() for given in names]
    page = (
        f"    - kind: page\n      path: {name}\n      summary:\n        name: {words['title']}\n"
        f"        desc: What the notebook {words['number']}-{name} uses.\n      contents:\n"
        + "\n".join([*lines, "", ""])
    )
    listed = layout.notebooks / "analyses.toml"
    stub = layout.root / "src" / "compendium" / "__init__.pyi"
    site = layout.root / "docs" / "_quarto.yml"
    return {
        layout.shown(listed): listed.read_text("utf-8").rstrip("\n") + "\n" + entry,
        layout.shown(stub): _with_names(stub.read_text("utf-8"), public),
        layout.shown(site): _before(
            _before(site.read_text("utf-8"), "    - kind: page\n      path: figures\n", page),
            "          - reference/figures.qmd\n",
            f"          - reference/{name}.qmd\n",
        ),
    }


def _with_names(stub: str, public: dict[str, tuple[str, ...]]) -> str:
    """Add names to the stub of the front door, each module in its place in the alphabet."""
    start, *imports = re.split(r"(?m)^(?=from \.)", stub.partition("\n__version__")[0])
    for module, names in public.items():
        given = [f"{name} as {name}" for name in names]
        line = f"from .{module} import {given[0]}\n"
        if len(given) > 1:
            line = f"from .{module} import (\n" + "".join(f"    {one},\n" for one in given) + ")\n"
        imports.append(line)
    imports.sort(key=lambda line: line.split()[1])
    return start + "".join(imports) + "\n__version__" + stub.partition("\n__version__")[2]


def _before(text: str, mark: str, added: str) -> str:
    """Put lines into a file before the one that marks their place."""
    if text.count(mark) != 1:
        raise AnalysisError(
            f"The line {mark.strip()!r} should stand once in the lists that name every analysis. "
            "Add the new analysis there by hand, as CONTRIBUTING.md says."
        )
    return text.replace(mark, added + mark)
