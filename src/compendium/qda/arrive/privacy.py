"""Whether what is written to a study's folder ``private`` stays on this machine."""

from compendium.errors import ProjectError
from compendium.layout import Layout

RULE = "data/*/private/"
_RULES = {"data/*/private", "data/**/private", "**/private", "private", "data/*/private/*"}


def check_private(layout: Layout, study: str) -> None:
    """Refuse to go on when git would take what lies in a study's private folder.

    Raises
    ------
    ProjectError
        When ``.gitignore`` does not name the private folders, or excepts one from its rules.
    """
    ignored = False
    path = layout.root / ".gitignore"
    lines = (
        path.read_text(encoding="utf-8", errors="replace").splitlines() if path.is_file() else []
    )
    for line in lines:
        rule = line.strip().removeprefix("/").rstrip("/")
        if rule in _RULES:
            ignored = True
        elif rule.startswith("!") and (
            "private" in rule or rule.strip("!/*") in ("", "data", study)
        ):
            ignored = False
    if not ignored:
        raise ProjectError(
            f".gitignore: the line {RULE} is missing or taken back, so that texts of participants "
            f"could be committed. Add it at the end, then import again. Nothing was written."
        )
