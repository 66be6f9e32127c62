"""What a step needs, as bytes by path: packed by the caller, unpacked by a worker.

There is a parcel per analysis (its notebook, the list of analyses, the lock) and one per study
(its tables and ``study.toml``), so that what many steps need is sent once. Texts of participants
and withheld tables are a parcel of their own, which is packed only when the user says so.
"""

from collections.abc import Mapping
from pathlib import Path

from compendium.errors import CompendiumError
from compendium.layout import MARKER, TEXTS, Layout, has_texts
from compendium.naming import listed
from compendium.steps.needs import TEXT_NEED, kinds_needed
from compendium.steps.plan import Analysis
from compendium.steps.stale import LOCK
from compendium.study.kinds import KINDS, column_names
from compendium.study.settings import withheld_reasons
from compendium.study.sheets import read_rows

ANALYSIS, STUDY, PRIVATE = "analysis", "study", "texts"
ENDINGS = (".csv", ".xlsx")


def parcel_names(layout: Layout, analysis: Analysis, study: str, *, texts: bool) -> list[str]:
    """Name the parcels that an analysis of a study needs.

    Parameters
    ----------
    layout : Layout
        The compendium.
    analysis : Analysis
        The analysis.
    study : str
        The study.
    texts : bool
        Whether texts of participants may be among them.

    Returns
    -------
    list of str
        ``analysis/<name>``, ``study/<name>`` of the study and of the studies that its tables
        name, and ``texts/<name>``.

    Raises
    ------
    CompendiumError
        When the analysis reads texts or withheld tables, and these may not be sent.
    TableError
        When a table that names other studies cannot be read.
    """
    kinds = {kind for need in (*analysis.needs, *analysis.uses) for kind in kinds_needed(need)}
    names = [f"{ANALYSIS}/{analysis.name}", f"{STUDY}/{study}"]
    others = _other_studies(layout, study, kinds)
    names += [f"{STUDY}/{other}" for other in others]
    across = {kind for need in analysis.across for kind in kinds_needed(need)}
    read = {study: kinds, **dict.fromkeys(others, across)}
    for name, wanted in read.items():
        if hidden := sorted(wanted & withheld_reasons(layout.data / name).keys()):
            if not texts:
                raise CompendiumError(
                    f"{study}/{analysis.name} reads what data/{name} withholds ({listed(hidden)}), "
                    "and that is not sent to another machine. Run it here: compendium run --study "
                    f"{study} --analysis {analysis.name}. If it may leave this machine, add "
                    "--send-texts."
                )
            names.append(f"{PRIVATE}/{name}")
    if TEXT_NEED in kinds and has_texts(layout.data / study):
        if not texts:
            raise CompendiumError(
                f"{study}/{analysis.name} reads the texts in data/{study}/{TEXTS.as_posix()}/, and "
                "texts of participants are not sent to another machine. Run it here: compendium "
                f"run --study {study} --analysis {analysis.name}. If they may leave this machine, "
                "add --send-texts."
            )
        names.append(f"{PRIVATE}/{study}")
    return list(dict.fromkeys(names))


def is_shared(name: str) -> bool:
    """Whether a parcel serves many studies."""
    return name.startswith(f"{ANALYSIS}/")


def pack(layout: Layout, name: str, analyses: Mapping[str, Analysis]) -> dict[str, bytes]:
    """Read the files of a parcel.

    Parameters
    ----------
    layout : Layout
        The compendium.
    name : str
        As `parcel_names` gives it.
    analyses : mapping of str to Analysis
        The analyses by name.

    Returns
    -------
    dict of str to bytes
        Contents by path, relative to the compendium's top-level folder.
    """
    kind, _, named = name.partition("/")
    if kind == ANALYSIS:
        paths = [analyses[named].notebook, layout.root / MARKER, layout.root / LOCK]
    elif kind == STUDY:
        folder = layout.data / named
        hidden = withheld_reasons(folder)
        shown = [path for path in _tables(folder).values() if path.stem not in hidden]
        paths = [folder / "study.toml", *shown]
    else:
        folder = layout.data / named
        hidden = withheld_reasons(folder)
        paths = [path for path in _tables(folder).values() if path.stem in hidden]
        paths += sorted((folder / TEXTS).rglob("*"))
    return {layout.shown(path): path.read_bytes() for path in paths if path.is_file()}


def unpack(parcel: Mapping[str, bytes], root: Path) -> None:
    """Write the files of a parcel below a folder."""
    for name, content in parcel.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _tables(folder: Path) -> dict[str, Path]:
    """Find the tables that analyses read; whatever else lies in the folder stays here."""
    names = {f"{kind}{ending}" for kind in KINDS for ending in ENDINGS}
    return {path.name: path for path in sorted(folder.glob("*")) if path.name in names}


def _other_studies(layout: Layout, study: str, kinds: set[str]) -> list[str]:
    """Name the studies that a study's tables name: a crosswalk joins the codes of several."""
    found: set[str] = set()
    for path in _tables(layout.data / study).values():
        kind = path.stem
        if kind in kinds and "study" in column_names(kind):
            rows, _ = read_rows(path, column_names(kind), shown=layout.shown(path))
            header = [name.strip().casefold() for name in rows[0]] if rows else []
            place = header.index("study") if "study" in header else len(header)
            found |= {row[place].strip() for row in rows[1:] if len(row) > place}
    return sorted(name for name in found - {study} if name and (layout.data / name).is_dir())
