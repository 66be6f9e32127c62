"""Make the folder of a new study.

The example rows, like all else that is said of the columns, stand in the Table Schemas of the
kinds; here is only how a student calls what they have.
"""

from pathlib import Path

from compendium.files import working_folder
from compendium.layout import TEXTS, Layout
from compendium.own.new.readme import readme
from compendium.own.new.templates import about, template
from compendium.own.new.wish import MATERIALS, Wish, check_name, check_wish
from compendium.steps.plan import read_analyses

__all__ = ["MATERIALS", "Wish", "check_name", "make_study"]

EXAMPLE_TEXT_FILE = "example-interview.txt"
EXAMPLE_TEXT = (
    "Interviewer: How did the neighbours come to work together?\n"
    "Resident: It began small. We met, we drank coffee, and we made a plan. Then others came.\n"
)


def make_study(layout: Layout, wish: Wish) -> Path:
    """Make the folder of a new study, whole or not at all.

    Parameters
    ----------
    layout : Layout
        The compendium.
    wish : Wish
        What the study shall be.

    Returns
    -------
    Path
        The folder, in ``data/``.

    Raises
    ------
    StudyError
        When the name cannot be used, the material is unknown, or the scale is none.
    """
    check_wish(layout, wish)
    # One level down, so that a folder half-way is never taken for a study.
    with working_folder(layout.data) as beside:
        fresh = beside / wish.name
        (fresh / TEXTS).mkdir(parents=True)
        for name, content in _files(layout, wish).items():
            (fresh / name).write_bytes(content)
        return fresh.rename(layout.data / wish.name)


def _files(layout: Layout, wish: Wish) -> dict[str, bytes]:
    """Contents of the files by their names in the folder."""
    files = {
        f"{kind}.{wish.form}": template(kind, wish.form, low=wish.low, high=wish.high)
        for kind in wish.kinds
    }
    files["study.toml"] = about(wish).encode()
    files["README.md"] = readme(wish, read_analyses(layout)).encode()
    if "sources" in wish.kinds and "texts" in wish.materials:
        files[(TEXTS / EXAMPLE_TEXT_FILE).as_posix()] = EXAMPLE_TEXT.encode()
    return files
