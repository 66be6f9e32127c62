"""Where things are: the one module that knows the names of the top-level folders."""

import os
from dataclasses import dataclass
from pathlib import Path

from compendium.errors import CompendiumError

MARKER = Path("notebooks", "analyses.toml")
TEXTS = Path("private", "texts")  # in a study's folder: transcripts, never committed
FOR_PRINT = "COMPENDIUM_FIGURES"  # in the environment: the look that figures are to have
RECORD = ".step.json"  # beside the artefacts of a step: what they were made from
FIRST_LOOK = "COMPENDIUM_FIRST_LOOK"  # in the environment: no figure is drawn
STEP = "COMPENDIUM_STEP"  # in the environment of a notebook that the runner runs: study/analysis
LANGUAGE = "COMPENDIUM_LANGUAGE"  # in the environment: speak this one, not that of the study
JOURNAL = Path("private", ".changing.json")  # in a study's folder: an import that is at work


@dataclass(frozen=True)
class Layout:
    """The folders of one compendium.

    Parameters
    ----------
    root : Path
        The top-level folder: the one that holds ``notebooks/analyses.toml``.
    for_print : bool, optional
        Whether figures are made for print: then what is made goes to a folder of its own below
        ``build/``, and nothing that is committed changes.
    language : str, optional
        Another language than that of the study, in which its report is made; what is made then
        goes below ``build/`` too.
    first_look : bool, optional
        Whether figures are left out: what is made then goes below ``build/`` too.
    """

    root: Path
    for_print: bool = False
    language: str = ""
    first_look: bool = False

    @property
    def data(self) -> Path:
        """One folder of tables per study."""
        return self.root / "data"

    @property
    def notebooks(self) -> Path:
        """One notebook per analysis."""
        return self.root / "notebooks"

    @property
    def figures(self) -> Path:
        """The artefacts, one folder per study and analysis."""
        if self.for_print:
            return self.root / "build/figures"
        if self.first_look:
            return self.root / "build/first-look"
        return self.build / "figures" if self.language else self.root / "figures"

    @property
    def paper(self) -> Path:
        """The manuscript, a Quarto project."""
        return self.root / "paper"

    @property
    def build(self) -> Path:
        """Executed notebooks and other working files; never committed."""
        if self.for_print:
            return self.root / "build/for-print"
        if self.first_look:
            return self.root / "build/for-first-look"
        return self.root / "build" / (f"in-{self.language}" if self.language else "")

    @property
    def journal(self) -> Path:
        """Where the journal lies while files of the compendium itself change together."""
        return self.build / JOURNAL.name

    def artefacts(self, study: str, analysis: str) -> Path:
        """Folder of what one analysis makes of one study."""
        return self.figures / study / analysis

    def executed(self, study: str, analysis: str) -> Path:
        """Path of an analysis's notebook as executed on a study."""
        return self.build / "notebooks" / study / f"{analysis}.ipynb"

    def shown(self, path: Path) -> str:
        """Name of a file as a message should show it: relative to the root where possible."""
        if path.is_relative_to(self.root):
            return path.relative_to(self.root).as_posix()
        return str(path)


def has_texts(folder: Path) -> bool:
    """Whether a study's folder holds texts."""
    texts = folder / TEXTS
    if any(place.is_symlink() and not place.exists() for place in (texts.parent, texts)):
        return True  # on a drive that is not there: what was made of them must not be removed
    return texts.is_dir() and any(not path.name.startswith(".") for path in texts.iterdir())


def find_layout(start: Path | None = None) -> Layout:
    """Find the compendium that a folder belongs to.

    Parameters
    ----------
    start : Path, optional
        Where to start looking; by default ``COMPENDIUM_ROOT`` or the current folder.

    Returns
    -------
    Layout
        The folders of the compendium.

    Raises
    ------
    CompendiumError
        When neither the folder nor any folder above it is a compendium.
    """
    start = start or Path(os.environ.get("COMPENDIUM_ROOT", "."))
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / MARKER).is_file():
            return Layout(
                folder,
                for_print=bool(os.environ.get(FOR_PRINT)),
                language=os.environ.get(LANGUAGE, ""),
                first_look=FIRST_LOOK in os.environ,
            )
    raise CompendiumError(
        f"{start}: not inside a compendium (no {MARKER.as_posix()} here or in a folder above). "
        "Change to the folder that you cloned, then try again."
    )
