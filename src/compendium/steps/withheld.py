"""Steps that rest on withheld tables: they do not run here, and what was made elsewhere is kept."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from compendium.fingerprint import digest
from compendium.layout import RECORD, Layout
from compendium.naming import counted, listed
from compendium.steps.chosen import cannot_run
from compendium.steps.plan import Step, read_analyses
from compendium.study.sheets import study_folders
from compendium.study.withheld import away


@dataclass(frozen=True)
class WithheldStep:
    """A step that cannot run here.

    Parameters
    ----------
    step : Step
        The step.
    why : str
        Which tables it would need, and why they are not here.
    files : tuple of Path
        What was made of it where the tables are; empty when nothing of it is here.
    """

    step: Step
    why: str
    files: tuple[Path, ...]

    @property
    def told(self) -> str:
        """Say what is kept, and its hash."""
        if not self.files:
            return "nothing that was made of it is here"
        hashes = "".join(f"{path.name} {digest(path)}\n" for path in self.files)
        whole = hashlib.sha256(hashes.encode()).hexdigest()
        return f"{counted(len(self.files), 'file')} kept as made elsewhere, sha256 {whole[:12]}"


def withheld_steps(
    layout: Layout, *, studies: Iterable[str] = (), analyses: Iterable[str] = ()
) -> list[WithheldStep]:
    """List the steps that rest on tables that are withheld and not here.

    Parameters
    ----------
    layout : Layout
        The compendium.
    studies, analyses : iterable of str, optional
        Only these; by default all.

    Returns
    -------
    list of WithheldStep
        By study: steps of which artefacts are here.
    """
    absent = away(layout)
    if not any(absent.values()):
        return []
    studies, analyses = set(studies), set(analyses)
    found = []
    for study in study_folders(layout):
        for analysis in read_analyses(layout):
            chosen = study in (studies or {study}) and analysis.name in (
                analyses or {analysis.name}
            )
            why = cannot_run(analysis, study, absent) if chosen else []
            files = _made(layout.artefacts(study, analysis.name)) if why else ()
            if files:
                step = Step(study, analysis.name, analysis.notebook, {"study": study}, "")
                found.append(WithheldStep(step, listed(dict.fromkeys(why)), files))
    return found


def _made(folder: Path) -> tuple[Path, ...]:
    there = sorted(folder.iterdir()) if folder.is_dir() else []
    kept = (path for path in there if path.is_file() and path.name != RECORD)
    return tuple(path for path in kept if not path.name.startswith("."))
