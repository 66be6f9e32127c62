"""What gives way to an import: kept in a folder of its own, and never lost."""

from collections.abc import Collection, Sequence
from pathlib import Path

from compendium.errors import ProjectError
from compendium.language import counted, listed, say
from compendium.layout import TEXTS

EARLIER = Path("private", "before-import")


def beside(folder: Path, kinds: Collection[str], away: Collection[Path]) -> list[Path]:
    """Find what would stand beside a table that is written: the same table as a workbook.

    Of the files that give way, those that are no table give way to a table of sources.
    """
    workbooks = [folder / f"{kind}.xlsx" for kind in kinds]
    texts = [path for path in away if TEXTS.name in path.parts] if "sources" in kinds else []
    return [path for path in [*workbooks, *texts] if path.is_file()]


def check_workbooks(folder: Path, there: Sequence[Path]) -> None:
    """Refuse to put a table beside a workbook that holds the same table.

    Raises
    ------
    ProjectError
        When there is one.
    """
    if there:
        raise ProjectError(
            say(
                "data/{name}: {there} would stand beside the same table as the import makes "
                "it. Move it out of the folder, import into another study, or add --replace: "
                "it is then kept in data/{name}/{earlier}/.",
                name=folder.name,
                there=listed(path.name for path in there),
                earlier=EARLIER.as_posix(),
            )
        )


def set_aside(
    folder: Path, files: dict[Path, bytes], removed: Sequence[Path], *, but: Path
) -> list[str]:
    """Keep what is about to be overwritten with something else, or removed, in a folder.

    Parameters
    ----------
    folder : Path
        Folder of the study.
    files : dict of Path to bytes
        What is to be written; what is kept is added.
    removed : sequence of Path
        What is to be removed.
    but : Path
        Folder of what need not be kept.

    Returns
    -------
    list of str
        What is to be said of it.
    """
    changed = {
        path: path.read_bytes()
        for path, content in files.items()
        if but not in path.parents and path.is_file() and path.read_bytes() != content
    }
    changed |= {path: path.read_bytes() for path in removed}
    if not changed:
        return []
    number = 1
    while (folder / EARLIER / str(number)).exists():
        number += 1
    place = folder / EARLIER / str(number)
    files.update({place / path.relative_to(folder): old for path, old in changed.items()})
    shown = f"data/{folder.name}/{EARLIER.as_posix()}/{number}/"
    files_kept = counted(len(changed), "file")
    return [say("{files} as before the import kept in {folder}", files=files_kept, folder=shown)]
