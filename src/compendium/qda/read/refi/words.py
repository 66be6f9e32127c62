"""Say what of a REFI-QDA project was left out, and why."""

from collections import Counter
from collections.abc import Mapping, Sequence

from lxml import etree

from compendium.naming import counted
from compendium.qda.read.refi.codes import CodeBook
from compendium.qda.read.refi.passages import Segments, Text
from compendium.qda.read.refi.sources import Source
from compendium.qda.read.xml import local_name


def left_out(
    root: etree._Element,
    *,
    book: CodeBook,
    sources: Sequence[Source] = (),
    segments: Segments | None = None,
    texts: Mapping[int, Text] | None = None,
    unclear: int = 0,
) -> tuple[str, ...]:
    """List what was left out, a sentence each.

    Parameters
    ----------
    root : lxml element
        The project or codebook.
    book : CodeBook
        Its codes.
    sources, segments, texts : optional
        What was read of a project; absent for a codebook.
    unclear : int, optional
        Number of sources that belong to several cases.
    """
    told = []
    if segments is not None:
        told += _of_codings(segments, len(book.table))
        told += _of_sources(sources, texts or {})
    if unclear:
        told.append(
            f"{counted(unclear, 'source')} with passages of several cases: their case is empty."
        )
    if book.described:
        told.append(
            f"The descriptions of {counted(book.described, 'code')}: they can hold words of "
            "participants."
        )
    listed = {local_name(child): len(child) for child in root}
    if listed.get("Notes"):
        told.append(f"{counted(listed['Notes'], 'memo')}: they can hold words of participants.")
    for name, one in (("Links", "link"), ("Graphs", "network")):
        if listed.get(name):
            told.append(f"{counted(listed[name], one)} between parts of the project.")
    return tuple(told)


def _of_codings(segments: Segments, codes: int) -> list[str]:
    """Say what there is to say of passages and their codes."""
    told = []
    if codes and not len(segments.table):
        told.append(
            f"The project holds {counted(codes, 'code')} and no coding at all. Some programs "
            "lose the codings when they export (NVivo 15 for Mac does): if you did code, export "
            "again from the program in which you coded."
        )
    if segments.uncoded:
        told.append(f"{counted(segments.uncoded, 'passage')} without a code.")
    if segments.unknown:
        told.append(
            f"{counted(segments.unknown, 'coding')} with a code that the project does not define."
        )
    if segments.outside:
        told.append(
            f"The offsets of {counted(segments.outside, 'passage')} that lie outside the text "
            "of their source."
        )
    return told


def _of_sources(sources: Sequence[Source], texts: Mapping[int, Text]) -> list[str]:
    """Say what there is to say of sources that were not read."""
    told = []
    kinds = Counter(source.kind for source in sources)
    media = [
        counted(kinds[kind], one, many)
        for kind, one, many in (
            ("audio", "recording", ""),
            ("video", "video", ""),
            ("picture", "picture", ""),
        )
        if kinds[kind]
    ]
    if media:
        told.append(f"{', '.join(media)}: not opened; only the places of their passages are read.")
    without = sum(
        source.kind in ("text", "pdf") and number not in texts
        for number, source in enumerate(sources)
    )
    if without:
        told.append(
            f"The text of {counted(without, 'source')}, which is not in the file: passages keep "
            "the offsets that the program wrote, and their words are not counted."
        )
    return told
