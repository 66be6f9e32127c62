"""What `make lab` shows first, and what its server does when a notebook is saved.

The notebooks of the compendium are committed. What a notebook shows of a study of one's own may be
words of participants: its outputs are seen in the browser, and are not written into its file.
"""

import json
from pathlib import Path
from typing import Any

from compendium.files import write_whole
from compendium.layout import Layout
from compendium.naming import counted
from compendium.steps.plan import lacking, read_analyses
from compendium.study.sheets import study_folders

NOTEBOOKS = "notebooks"  # the folder whose notebooks are committed


def without_outputs(model: dict[str, Any], path: str = "", **_: Any) -> None:
    """Take the outputs out of a notebook before it is saved, where it is one that is committed.

    Parameters
    ----------
    model : dict
        What the server is about to save.
    path : str
        Where, from the folder in which the server was started.
    **_
        The server's contents manager.
    """
    if path.strip("/").split("/")[0] != NOTEBOOKS or not path.endswith(".ipynb"):
        return
    content = model.get("content")
    if isinstance(content, str):  # as a text it was edited, or is copied
        content = json.loads(content)
        strip(content)
        model["content"] = json.dumps(content, indent=1, ensure_ascii=False)
    elif content is not None:
        strip(content)


def write_index(layout: Layout) -> Path:
    """Write the index of the notebooks: their questions, and the studies that each can read.

    Parameters
    ----------
    layout : Layout
        The compendium.

    Returns
    -------
    Path
        A notebook of text alone, in ``build/``.
    """
    folders = study_folders(layout)
    lines = [
        "# The notebooks",
        "",
        "Each asks one question of a study. Open one with a click, set `study` in its cell of "
        "parameters, and run all cells. Its outputs stay in your browser: a notebook in "
        "`notebooks/` is saved without them, as they may hold words of participants.",
        "",
        "| notebook | question | studies that have what it needs |",
        "|:--|:--|:--|",
    ]
    for analysis in read_analyses(layout):
        studies = [name for name, folder in folders.items() if not lacking(analysis, folder)]
        name = analysis.notebook.name
        question = analysis.question.replace("|", "\\|")
        lines.append(f"| [{name}](../{NOTEBOOKS}/{name}) | {question} | {', '.join(studies)} |")
    lines += ["", f"{counted(len(folders), 'study', 'studies')} in `data/`."]
    notebook = {
        "cells": [
            {"cell_type": "markdown", "id": "index", "metadata": {}, "source": "\n".join(lines)}
        ],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    path = layout.build / "index.ipynb"
    write_whole(path, (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode())
    return path


def strip(notebook: dict[str, Any]) -> None:
    """Take outputs, counters and times of running out of a notebook."""
    for cell in notebook["cells"]:
        if cell.get("cell_type") == "code":
            cell["outputs"], cell["execution_count"] = [], None
            for name in ("execution", "papermill"):
                cell.get("metadata", {}).pop(name, None)
    for name in ("widgets", "papermill"):  # what interactive outputs held
        notebook.get("metadata", {}).pop(name, None)
