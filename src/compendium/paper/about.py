"""What the paper says of the compendium that it was built from: version and commit."""

import re
import subprocess
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from compendium.errors import PaperError
from compendium.layout import Layout
from compendium.study.date_words import in_words
from compendium.study.kinds import KINDS
from compendium.study.study import table_kinds

CITATION = "CITATION.cff"
_MADE_BY = re.compile(
    r"(?P<notebook>\d\d-[\w-]+\.ipynb)(?P<of> \w+ )(?P<tables>(?:the|de) tab[^.\[\]]+)\.$"
)
_ON_A_FORGE = ("blob", "tree")  # what leads to a file there, and what to a folder


def about_compendium(root: Path) -> dict[str, str]:
    """Variables about the compendium itself.

    Parameters
    ----------
    root : Path
        The top-level folder.

    Returns
    -------
    dict of str to str
        ``version`` out of ``CITATION.cff``; ``state``: the commit with its date as the end of a
        sentence, empty where the folder is no repository.
    """
    return {"version": str(cited(root).get("version", "of no number")), "state": _state(root)}


def repository(root: Path) -> str:
    """Address of the repository, as ``CITATION.cff`` gives it; empty where it gives none."""
    return str(cited(root).get("repository-code", "")).rstrip("/")


def linked(caption: str, layout: Layout, study: str) -> str:
    """Link what made an exhibit, in its caption, to the notebook and to the tables of the study.

    The links lead to the repository where ``CITATION.cff`` names one, and otherwise to the files
    beside the paper, as seen from ``paper/_output/``; Word and the PDF show the paths alone. A
    report, which is mailed without the notebooks, keeps the caption as it is.

    Parameters
    ----------
    caption : str
        A caption in Markdown.
    layout : Layout
        The compendium that the paper belongs to.
    study : str
        Name of the study.
    """
    found = _MADE_BY.search(caption)
    if not found or not (layout.notebooks / found["notebook"]).is_file():
        return caption
    address = repository(layout.root)
    to_file, to_folder = (f"{address}/{kind}/HEAD" if address else "../.." for kind in _ON_A_FORGE)
    named = set(KINDS) & set(re.findall(r"\w+", found["tables"]))
    # What is made of several studies names tables that its own folder does not have.
    own = named <= set(table_kinds(layout.data / study))
    folder = f"data/{study}" if own else "data"
    notebook = f"[notebooks/{found['notebook']}]({to_file}/notebooks/{found['notebook']})"
    tables = f"[{found['tables']} in {folder}]({to_folder}/{folder})"
    return f"{caption[: found.start('notebook')]}{notebook}{found['of']}{tables}."


def cited(root: Path) -> dict[str, Any]:
    """Read ``CITATION.cff``; nothing where there is none."""
    path = root / CITATION
    return dict(_cited(path.read_bytes() if path.is_file() else b""))


@lru_cache(maxsize=4)  # each caption asks for the address in it
def _cited(content: bytes) -> dict[str, Any]:
    try:
        cited = yaml.safe_load(content.decode("utf-8")) or {}
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise PaperError(f"{CITATION}: not valid YAML ({error}). Correct it.") from error
    if not isinstance(cited, dict):
        raise PaperError(
            f"{CITATION}: expected lines as `name: value`, found {type(cited).__name__}."
        )
    return cited


def commit(root: Path) -> tuple[str, str]:
    """Name the commit that a folder is at, and its date; nothing where it is no repository."""
    if not (root / ".git").exists():
        return "", ""
    command = ["git", "log", "-1", "--format=%h %cs"]
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return "", ""  # without git nothing is known of a commit
    name, _, date = done.stdout.strip().partition(" ")
    return name, date


def _state(root: Path) -> str:
    name, date = commit(root)
    return f", in the state of commit {name} of {in_words(date)}" if name else ""
