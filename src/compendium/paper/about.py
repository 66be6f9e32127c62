"""What the paper says of the compendium that it was built from: version and commit."""

import re
import subprocess
from pathlib import Path
from typing import Any

import yaml

from compendium.errors import PaperError
from compendium.study.date_words import in_words

CITATION = "CITATION.cff"
_MADE_BY = re.compile(r"Made by (\d\d-[\w-]+\.ipynb) from ([^.\[\]]+)\.$")


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


def linked(caption: str, address: str, study: str) -> str:
    r"""Link what made an exhibit, in its caption, to the notebook and to the tables of the study.

    Parameters
    ----------
    caption : str
        A caption in Markdown.
    address : str
        What `repository` gives; without one the caption stays as it is.
    study : str
        Name of the study.

    Examples
    --------
    >>> print(linked("Made by 02-b.ipynb from the table c.", "https://x.y", "s"))
    Made by [02-b.ipynb](https://x.y/blob/HEAD/notebooks/02-b.ipynb) from [the table c](https://x.y/tree/HEAD/data/s).
    """
    if not address:
        return caption
    notebook = rf"[\1]({address}/blob/HEAD/notebooks/\1)"
    tables = rf"[\2]({address}/tree/HEAD/data/{study})"
    return _MADE_BY.sub(f"Made by {notebook} from {tables}.", caption)


def cited(root: Path) -> dict[str, Any]:
    """Read ``CITATION.cff``; nothing where there is none."""
    path = root / CITATION
    try:
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        cited = yaml.safe_load(text) or {}
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
