"""What the paper says of the compendium that it was built from: version and commit."""

import subprocess
from pathlib import Path

import yaml

from compendium.study.date_words import in_words

CITATION = "CITATION.cff"


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
    path = root / CITATION
    cited = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return {"version": str((cited or {}).get("version", "of no number")), "state": _state(root)}


def _state(root: Path) -> str:
    if not (root / ".git").exists():
        return ""
    command = ["git", "log", "-1", "--format=%h %cs"]
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""  # without git nothing is known of a commit
    commit, _, date = done.stdout.strip().partition(" ")
    return f", in the state of commit {commit} of {in_words(date)}" if commit else ""
