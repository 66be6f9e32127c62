"""What a QualCoder project holds that belongs to nothing which is read, or stands beside it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from compendium.language import counted, say
from compendium.qda.model.coded import Coded
from compendium.qda.read.database import Record, text_of, whole


def with_files(coded: Coded, files: Sequence[str]) -> Coded:
    """Say which files stand beside the database: what QualCoder keeps of documents and media."""
    if not files:
        return coded
    folders = Counter(PurePosixPath(name.replace("\\", "/")).parent.name for name in files)
    shown = ", ".join(f"{number} in {name or 'the folder'}" for name, number in folders.items())
    line = say(
        "{files} beside the database ({shown}): not read.",
        files=counted(len(files), "file"),
        shown=shown,
    )
    return replace(coded, skipped=(*coded.skipped, line))


def loose_rows(
    tables: Mapping[str, Sequence[Record]],
    source_of: Mapping[object, str],
    case_of: Mapping[object, str],
    texts: Mapping[str, str],
) -> list[str]:
    """Say which rows belong to nothing that is read, and what was taken more widely."""
    of = {"file": source_of, "case": case_of}
    values = [row for row in tables["attribute"] if text_of(row["value"])]
    loose = sum(row["id"] not in of.get(text_of(row["attr_type"]), ()) for row in values)
    links = tables["case_text"]
    unlinked = sum(row["fid"] not in source_of or row["caseid"] not in case_of for row in links)
    parts = {
        source_of[row["fid"]]
        for row in links
        if row["fid"] in source_of
        and (text := texts.get(source_of[row["fid"]]))
        and ((whole(row["pos0"]) or 0) > 0 or (whole(row["pos1"]) or len(text)) < len(text) - 1)
    }
    told = []
    if loose:
        told.append(
            say(
                "{attributes} of a journal, or of a file or case that the project does not "
                "hold: left out.",
                attributes=counted(loose, "attribute"),
            )
        )
    if unlinked:
        told.append(
            say(
                "{links} of a case to a file, where one is not there.",
                links=counted(unlinked, "link"),
            )
        )
    if parts:
        told.append(
            say(
                "{sources} of which only a part belongs to a case: its column case stands for "
                "the whole source.",
                sources=counted(len(parts), "source"),
            )
        )
    return told
