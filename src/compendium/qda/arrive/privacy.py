"""Whether what is written to a study's folder ``private`` stays on this machine."""

import os
import subprocess
from pathlib import Path

from compendium.errors import ProjectError
from compendium.language import say
from compendium.layout import Layout

RULE = "data/*/private/"
_RULES = {"data/*/private", "data/**/private", "**/private", "private", "data/*/private/*"}


def check_private(layout: Layout, study: str) -> None:
    """Refuse to go on when git would take what lies in a study's private folder.

    Raises
    ------
    ProjectError
        When git would commit a file of the folder. Without git, ``.gitignore`` is read instead.
    """
    names = ("passages.csv", "texts/interview.txt")
    files = [f"data/{study}/private/{name}" for name in names]
    if any(would_be_taken(layout.root, file) for file in files):
        raise ProjectError(
            say(
                "data/{study}/private/: git would take the files of this folder, so that texts "
                "of participants could be committed. Add the line {rule} at the end of "
                ".gitignore, take away what excepts the folder (also in a .gitignore below "
                "data/, such as data/{study}/.gitignore), then import again. Nothing was "
                "written.",
                study=study,
                rule=RULE,
            )
        )

    tracked = _tracked(layout.root, f"data/{study}/private")
    if tracked:
        raise ProjectError(
            say(
                "{file}: git has this file already, though it lies in a private folder: what is "
                "written to it would be committed. Type git rm -r --cached data/{study}/private, "
                "and import again. What was committed before stays in the history. Nothing was "
                "written.",
                file=tracked,
                study=study,
            )
        )


def _tracked(root: Path, folder: str) -> str:
    """First file of a folder that git has, whatever it ignores; nothing without git."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        done = subprocess.run(
            ["git", "ls-files", "-z", "--", folder],
            cwd=root, env=own, capture_output=True, check=False,
        )  # fmt: skip
    except FileNotFoundError:
        return ""
    return done.stdout.decode(errors="replace").partition("\0")[0] if done.returncode == 0 else ""


def would_be_taken(root: Path, file: str) -> bool:
    """Whether git would commit a file of a compendium; never where there is no repository.

    Parameters
    ----------
    root : Path
        The top-level folder of the compendium.
    file : str
        The file, from there, in the folder of a study.
    """
    root = root.resolve()
    if not any((folder / ".git").exists() for folder in (root, *root.parents)):
        return False
    return not _is_ignored(root, file)


def _is_ignored(root: Path, file: str) -> bool:
    # A hook of git sets GIT_DIR and its like, which would make git answer for another folder.
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        done = subprocess.run(
            ["git", "check-ignore", "-q", file], cwd=root, env=own, capture_output=True, check=False
        )
    except FileNotFoundError:
        return _is_named(root, Path(file).parts[1])
    return done.returncode == 0


def _is_named(root: Path, study: str) -> bool:
    ignored = False
    for folder in (root, root / "data", root / "data" / study):
        path = folder / ".gitignore"
        text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
        for line in text.splitlines():
            rule = line.strip().removeprefix("/").rstrip("/")
            if rule in _RULES:
                ignored = True
            elif rule.startswith("!"):
                ignored = False
    return ignored
