"""Whether a name that was given leads to a file that can be read, before anything opens it."""

from pathlib import Path

from compendium.errors import ProjectError
from compendium.files import no_file
from compendium.language import say, tell


def check_there(path: Path, *, or_folder: bool = False) -> None:
    """Refuse what is no file; to open a pipe or a device could wait for ever.

    Parameters
    ----------
    path : Path
        What was given.
    or_folder : bool, optional
        Whether a folder will do, too.

    Raises
    ------
    ProjectError
        When nothing of the name is there, or it is no ordinary file.
    """
    reason = no_file(path)
    if reason and not (or_folder and path.is_dir()):
        raise ProjectError(
            say(
                "{name}: this {reason}. Check its name and place.",
                name=path.name or path,
                reason=tell(reason),
            )
        )
