"""Turn the tables of a study back into a coded project, for other programs."""

from compendium.errors import StudyError
from compendium.layout import TEXTS
from compendium.naming import counted, listed
from compendium.qda.model.coded import Coded
from compendium.study.encoding import decode
from compendium.study.study import Study

KINDS = ("codes", "sources", "segments", "cases")


def coded_of(study: Study, *, with_text: bool = False) -> Coded:
    """Make a coded project of the tables of a study.

    Parameters
    ----------
    study : Study
        A study with codes.
    with_text : bool, optional
        Take the texts of the study's private folder along; by default none leaves it.

    Returns
    -------
    Coded
        ``skipped`` says what a project of this kind cannot hold, or was not there.

    Raises
    ------
    StudyError
        When the study has no codes.
    """
    if not study.has("codes"):
        raise StudyError(
            f"data/{study.name}: there is no codes.csv, and a coded project is codes above all. "
            "Import a project, or add the table."
        )
    tables = {kind: study.table(kind) for kind in KINDS if study.has(kind)}
    skipped = []
    others = [kind for kind in study.kinds if kind not in KINDS]
    if others:
        skipped.append(f"not in a coded project: {listed(f'{kind}.csv' for kind in others)}")
    if "segments" in tables:
        segments = tables["segments"]
        loose = int((segments["start"].isna() | segments["end"].isna()).sum())
        if loose:
            skipped.append(
                f"{counted(loose, 'segment')} of {len(segments)} without a place in a text"
            )
    texts = _texts(study) if with_text else {}
    if not with_text:
        skipped.append("the texts of the sources; --with-text puts them in")
    elif "sources" in tables:
        lacking = sum(source not in texts for source in tables["sources"]["source"])
        if lacking:
            skipped.append(f"{counted(lacking, 'source')} without a text in {TEXTS.as_posix()}/")
    return Coded("compendium", "", tables, skipped=tuple(skipped), texts=texts)


def _texts(study: Study) -> dict[str, str]:
    """Read the private texts by source: each file is named after its source."""
    names = study.table("sources", optional=True)["source"] if study.has("sources") else ()
    files = {source: study.folder / TEXTS / f"{source}.txt" for source in names}
    return {source: decode(path.read_bytes()) for source, path in files.items() if path.is_file()}
