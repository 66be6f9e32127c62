"""Turn the tables of a study back into a coded project, for other programs."""

from collections import Counter
from collections.abc import Collection, Mapping

import pandas as pd

from compendium.errors import StudyError
from compendium.language import counted, listed, say, say_number
from compendium.layout import TEXTS
from compendium.qda.model.coded import Coded
from compendium.study.encoding import decode
from compendium.study.study import Study

KINDS = ("codes", "sources", "segments", "cases")
# The columns that are written; further ones of sources and cases become variables.
CODES = ("code", "parent", "label", "kind", "guid", "colour", "groups")
SEGMENTS = ("segment", "code", "source", "coder", "start", "end")


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
            say(
                "data/{name}: there is no codes.csv, and a coded project is codes above all. "
                "Import a project, or add the table.",
                name=study.name,
            )
        )
    tables = {kind: study.table(kind) for kind in KINDS if study.has(kind)}
    skipped = []
    others = [kind for kind in study.kinds if kind not in KINDS]
    if others:
        skipped.append(
            say("not in a coded project: {others}", others=listed(f"{kind}.csv" for kind in others))
        )
    texts = _texts(study) if with_text else {}
    if not with_text:
        skipped.append(say("the texts of the sources; --with-text puts them in"))
    elif "sources" in tables:
        lacking = sum(source not in texts for source in tables["sources"]["source"])
        if lacking:
            skipped.append(
                say(
                    "{sources} without a text in {texts}/",
                    sources=counted(lacking, "source"),
                    texts=TEXTS.as_posix(),
                )
            )
    skipped += _lost_of_codes(tables["codes"], tables.get("segments"))
    if "segments" in tables:
        skipped += _lost_of_segments(tables["segments"], texts)
    return Coded("compendium", "", tables, skipped=tuple(skipped), texts=texts)


def _lost_of_codes(codes: pd.DataFrame, segments: pd.DataFrame | None) -> list[str]:
    """Say what of the codes a project has no place for."""
    told = _columns(codes, "codes", CODES)
    if "kind" not in codes:
        return told
    given = set(segments["code"]) if segments is not None else set()
    kinds = Counter(
        str(kind)
        for kind, code in zip(codes["kind"].fillna("code"), codes["code"], strict=True)
        if kind not in ("code", "folder")
    )
    back = "folder" if not given & set(codes.loc[codes["kind"] == "category", "code"]) else "code"
    for kind, number in kinds.items():
        comes = back if kind == "category" else "code"
        told.append(
            say(
                "the kind {kind} of {codes}: comes back as {comes}",
                kind=kind,
                codes=counted(number, "code"),
                comes=comes,
            )
        )
    return told


def _lost_of_segments(segments: pd.DataFrame, texts: Mapping[str, str]) -> list[str]:
    """Say what of the segments a project has no place for."""
    told = _columns(segments, "segments", (*SEGMENTS, "form", "words", "where"))
    forms = Counter(form for form in segments["form"].dropna() if form != "coding")
    if forms:
        parts = [counted(number, form) for form, number in forms.items()]
        told.append(say("the form of {parts}: comes back as coding", parts=listed(parts)))
    unplaced = segments["start"].isna() | segments["end"].isna()
    if unplaced.any():
        told.append(
            say(
                "{segments} of {number} without a place in a text: written as codings of the "
                "whole source, each passage with a note that names it",
                segments=counted(int(unplaced.sum()), "segment"),
                number=len(segments),
            )
        )
    wordless = segments["words"].notna() & (unplaced | ~segments["source"].isin(list(texts)))
    if wordless.any():
        told.append(
            say(
                "the number of words of {segments}, which follow from the text alone",
                segments=counted(int(wordless.sum()), "segment"),
            )
        )
    named = segments["where"].notna() & ~unplaced
    own = named & ~segments["where"].fillna("").str.match(r"characters |seconds |page |region ")
    if own.any():
        told.append(
            say(
                "the names of the places of {segments}: the offsets stay",
                segments=counted(int(own.sum()), "segment"),
            )
        )
    return told


def _columns(table: pd.DataFrame, kind: str, kept: Collection[str]) -> list[str]:
    """Name the columns of a table, with how many cells they have, that are not written."""
    cells = {
        str(name): int(table[name].notna().sum())
        for name in table
        if name not in kept and table[name].notna().any()
    }
    if not cells:
        return []
    shown = listed(f"{name} ({counted(number, 'cell')})" for name, number in cells.items())
    return [
        say_number(
            len(cells),
            "of {kind}.csv the column {shown}",
            "of {kind}.csv the columns {shown}",
            kind=kind,
            shown=shown,
        )
    ]


def _texts(study: Study) -> dict[str, str]:
    """Read the private texts by source: each file is named after its source."""
    names = study.table("sources", optional=True)["source"] if study.has("sources") else ()
    files = {source: study.folder / TEXTS / f"{source}.txt" for source in names}
    return {source: decode(path.read_bytes()) for source, path in files.items() if path.is_file()}
