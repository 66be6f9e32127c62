"""What ``study.toml`` says that must be known before a study is opened."""

import tomllib
from functools import cache
from pathlib import Path

SETTINGS = "study.toml"


def withheld_reasons(folder: Path) -> dict[str, str]:
    """Give the tables that a study withholds, each with the reason.

    Parameters
    ----------
    folder : Path
        The study's folder.

    Returns
    -------
    dict of str to str
        Reason by kind of table, from the section ``[withheld]``; empty where there is none, and
        where ``study.toml`` cannot be read: whoever opens the study says why.
    """
    path = folder / SETTINGS
    try:
        stat = path.stat()
    except OSError:
        return {}
    return dict(_reasons(path, stat.st_mtime_ns, stat.st_size))


@cache
def _reasons(path: Path, changed: int, size: int) -> dict[str, str]:
    """Read the section; time and size keep what is remembered true."""
    try:
        section = tomllib.loads(path.read_text(encoding="utf-8")).get("withheld", {})
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(section, dict):
        return {}
    return {kind: reason for kind, reason in section.items() if isinstance(reason, str)}
