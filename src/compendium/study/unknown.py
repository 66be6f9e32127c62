"""Tables in a study's folder that nothing reads, since they are not named after a kind."""

import difflib
import re
from pathlib import Path

from compendium.language import say
from compendium.naming import slug
from compendium.study.kinds import KINDS
from compendium.study.sheets import ENDINGS, table_files

_TABLE_ENDINGS = (".csv", ".xlsx", ".xls", ".ods", ".tsv")


def name_problems(study: str) -> list[str]:
    """Say that a folder has a name of which no page can be made, as a copied one often has.

    Examples
    --------
    >>> name_problems("my-study"), name_problems("Étude")
    ([], [])
    >>> name_problems("my study (1)")[0].endswith("Rename the folder, for example to my-study-1.")
    True
    """
    if re.fullmatch(r"[\w.-]+", study):
        return []
    return [
        say(
            "data/{study}/: no report can be made of a study whose folder has spaces or such "
            "signs in its name. Rename the folder, for example to {other}.",
            study=study,
            other=slug(study).replace("_", "-") or "my-study",
        )
    ]


def unknown_files(study: str, folder: Path) -> list[str]:
    """Name the tables of a study's folder that nothing reads: they are not named after a kind."""
    paths = [path for path in sorted(folder.iterdir()) if path.suffix.lower() in _TABLE_ENDINGS]
    known = set(table_files(folder).values())
    return [_unknown_file(study, path) for path in paths if not _is_read(path, known)]


def _is_read(path: Path, known: set[Path]) -> bool:
    # A spreadsheet that has a table open leaves a file such as ~$codes.xlsx beside it. A table
    # that is there in both forms is told where it is read.
    lock = path.name.startswith(("~$", "."))
    return lock or path in known or (path.stem in KINDS and path.suffix in ENDINGS)


def _unknown_file(study: str, path: Path) -> str:
    near = difflib.get_close_matches(path.name.split(".")[0].lower(), KINDS, n=1)
    ending = ".xlsx" if path.suffix.lower() in (".xlsx", ".xls", ".ods") else ".csv"
    hint = (
        say("Did you mean {near}{ending}?", near=near[0], ending=ending)
        if near
        else say("The kinds are {kinds}.", kinds=", ".join(KINDS))
    )
    return say(
        "data/{study}/{name}: nothing reads this table, since it is not named "
        "after a kind of table and saved as CSV or as an Excel workbook (.xlsx). "
        "{hint}",
        study=study,
        name=path.name,
        hint=hint,
    )
