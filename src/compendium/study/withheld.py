"""Tables that a study withholds: hash and columns are published, the rows are not.

Who holds the data has the table in the folder of the study, where git ignores it. Everybody else
has what was made of it. Nothing is made of a table that is not the one whose hash is published.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compendium.errors import StudyError
from compendium.files import read_object
from compendium.fingerprint import digest
from compendium.language import say
from compendium.layout import Layout
from compendium.study.kinds import KINDS
from compendium.study.settings import withheld_reasons
from compendium.study.sheets import study_folders, table_files

if TYPE_CHECKING:
    from compendium.study.study import Study

SECTION = "withheld"  # in study.toml and in datapackage.json
# What a publication prints or says, and our reading of it: nothing of participants.
NEVER = ("printed", "claims", "concepts", "crosswalk")


@dataclass(frozen=True)
class Withheld:
    """A table that a study withholds.

    Parameters
    ----------
    study : str
        Name of the study.
    kind : str
        Kind of the table.
    reason : str
        Why its rows are not published.
    published : str
        SHA-256 of the table, as ``datapackage.json`` publishes it; empty when it does not.
    found : str
        SHA-256 of the table that lies in the folder; empty when there is none.
    """

    study: str
    kind: str
    reason: str
    published: str
    found: str

    @property
    def is_here(self) -> bool:
        """Whether the table is here, and is the one whose hash is published, if one is."""
        return self.found != "" and self.published in ("", self.found)

    @property
    def why(self) -> str:
        """Say why nothing is made of it here; empty when it is here."""
        if self.is_here:
            return ""
        if self.found:
            return (
                f"the table {self.kind} of {self.study} is withheld, and the one that lies in "
                f"data/{self.study}/ is not the one whose hash is published (sha256 "
                f"{self.found[:12]} instead of {self.published[:12]})"
            )
        return f"the table {self.kind} of {self.study} is withheld: {self.reason.rstrip('.')}"


def withheld_tables(folder: Path) -> dict[str, Withheld]:
    """Give the tables that a study withholds, by kind.

    Parameters
    ----------
    folder : Path
        The study's folder.
    """
    reasons = withheld_reasons(folder)
    if not reasons:
        return {}
    published = published_entries(folder)
    files = table_files(folder)
    return {
        kind: Withheld(
            folder.name,
            kind,
            reason,
            str(published.get(kind, {}).get("hash", "")).removeprefix("sha256:"),
            digest(files[kind]) if kind in files else "",
        )
        for kind, reason in reasons.items()
        if kind in KINDS
    }


def published_entries(folder: Path) -> dict[str, dict[str, Any]]:
    """Give what ``datapackage.json`` says of withheld tables: hash, size and schema, by kind."""
    try:
        listed = read_object(folder / "datapackage.json").get(SECTION, [])
    except (OSError, ValueError):
        return {}
    entries = listed if isinstance(listed, list) else []
    return {str(one["name"]): one for one in entries if isinstance(one, dict) and "name" in one}


def away(layout: Layout) -> dict[str, dict[str, str]]:
    """Say of each study why which of its tables cannot be read here: reason by kind."""
    return {
        study: {kind: one.why for kind, one in withheld_tables(folder).items() if one.why}
        for study, folder in study_folders(layout).items()
    }


def why_withheld(
    study: str,
    kinds: Iterable[str],
    across: Iterable[str],
    absent: Mapping[str, Mapping[str, str]],
) -> list[str]:
    """Say which withheld tables a step would read that are not here.

    Parameters
    ----------
    study : str
        The study.
    kinds, across : iterable of str
        Kinds of tables that the analysis reads of the study, and of other ones.
    absent : mapping
        What `away` gives.
    """
    kinds, across = set(kinds), set(across)
    return [
        why
        for other, tables in absent.items()
        for kind, why in tables.items()
        if kind in (kinds if other == study else across)
    ]


def public(study: "Study") -> "Study":
    """Give a study without the tables that it withholds, as everybody has it."""
    reasons = withheld_reasons(study.folder)
    return replace(study, kinds=tuple(kind for kind in study.kinds if kind not in reasons))


def package_entries(
    study: "Study", described: Mapping[str, dict[str, Any]]
) -> list[dict[str, Any]]:
    """Describe the withheld tables for the data package: all but their rows.

    Parameters
    ----------
    study : Study
        The study.
    described : mapping of str to dict
        Descriptions of the tables that are here, by kind.

    Raises
    ------
    StudyError
        When a table is neither here nor described in the package that is there.
    """
    earlier = published_entries(study.folder)
    entries = []
    for kind, reason in withheld_reasons(study.folder).items():
        entry = described.get(kind) or earlier.get(kind)
        if entry is None:
            raise StudyError(
                say(
                    "data/{name}/study.toml, [{section}]: the table {kind} is not in the folder, "
                    "and no hash of it is published. Put it there, once, and type: compendium "
                    "package {name}",
                    name=study.name,
                    section=SECTION,
                    kind=kind,
                )
            )
        entries.append({**entry, "reason": reason})
    return entries
