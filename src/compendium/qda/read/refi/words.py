"""Say what of a REFI-QDA project was left out, and why."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from lxml import etree

from compendium.language import counted, listed, mark_number, say, say_number
from compendium.qda.model.accounts import count_unread, doubts, outside, twice, unread_lines
from compendium.qda.read.refi.balance import leading_nowhere, unknown_attributes
from compendium.qda.read.refi.codes import CodeBook
from compendium.qda.read.refi.marks import own_notes
from compendium.qda.read.refi.passages import Segments, Text
from compendium.qda.read.refi.sources import Source
from compendium.qda.read.xml import local_name

_SHOWN = 6
_MEDIA = {
    "audio": mark_number("recording", "recordings"),
    "video": mark_number("video", "videos"),
    "picture": mark_number("picture", "pictures"),
}


def left_out(
    root: etree._Element,
    *,
    book: CodeBook,
    sources: Sequence[Source] = (),
    segments: Segments | None = None,
    texts: Mapping[int, Text] | None = None,
    unclear: int = 0,
    joined: int = 0,
    coders: Collection[str] = (),
    beside: Sequence[str] = (),
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
    joined : int, optional
        Number of parts of quotations that were joined with others.
    coders : collection of str, optional
        GUIDs of the users who coded.
    beside : sequence of str, optional
        What there is to say of the files beside the project.
    """
    told = _shaped(root)
    if segments is not None:
        told += _of_codings(segments, len(book.table))
        told += doubts(
            {
                sources[number].name or f"source {number + 1}": fitting
                for number, fitting in segments.doubted.items()
            },
            segments.strays,
        )
        told += _of_sources(sources, texts or {})
    if unclear:
        several = counted(unclear, "source")
        told.append(
            say("{sources} with passages of several cases: their case is empty.", sources=several)
        )
    if book.described:
        told.append(
            say(
                "The descriptions of {codes}: they can hold words of participants.",
                codes=counted(book.described, "code"),
            )
        )
    if joined:
        told.append(
            say_number(
                joined,
                "{number} area of a PDF that is part of a quotation on other areas or in the text: "
                "joined with it.",
                "{number} areas of a PDF that are part of a quotation on other areas or in the "
                "text: joined with it.",
            )
        )
    paths, attributes = _paths(root)
    read = READ | OWN_NOTES if own_notes(root) else READ
    told += leading_nowhere(root, coders=coders)
    told += unread_lines(count_unread(paths, read))
    told += _inside(paths, read)
    return (*told, *unknown_attributes(attributes), *beside)


def _shaped(root: etree._Element) -> list[str]:
    """Say what was read although it does not stand where the standard puts it."""
    books = [root] if local_name(root) == "CodeBook" else root
    bare = sum(
        local_name(code) == "Code"
        for book in books
        if local_name(book) == "CodeBook"
        for code in book
    )
    if not bare:
        return []
    return [
        say(
            "{codes} directly in the code book, without the element Codes that the "
            "standard puts around them: read all the same.",
            codes=counted(bare, "code"),
        )
    ]


def _paths(root: etree._Element) -> tuple[Counter[str], Counter[str]]:
    """Count the elements by their path, and the attributes by their name.

    A code below a code has the path of a code.
    """
    counts: Counter[str] = Counter()
    attributes: Counter[tuple[str, ...]] = Counter()
    path_of: dict[tuple[str, str], str] = {}
    # In a codebook the root is what is a part in a project.
    waiting = [(root, "codebook" if local_name(root) == "CodeBook" else "")]
    while waiting:
        element, above = waiting.pop()
        for child in element:
            key = (above, child.tag)
            if key not in path_of:
                name = local_name(child).lower()
                path_of[key] = above if above.endswith(f"/{name}") else f"{above}/{name}".strip("/")
            path = path_of[key]
            counts[path] += 1
            attributes[tuple(child.keys())] += 1
            if len(child):
                waiting.append((child, path))
    names: Counter[str] = Counter()
    for group, number in attributes.items():
        for name in group:
            names[name.rpartition("}")[2]] += number
    return counts, names


def _inside(paths: Mapping[str, int], read: Collection[str]) -> list[str]:
    """Count the codes and codings that stand in parts which are not read."""
    within: Counter[str] = Counter()
    for path, number in paths.items():
        above, _, name = path.rpartition("/")
        if path not in read and name in ("code", "coding") and above not in read:
            within[name] += number
    parts = [counted(number, name) for name, number in within.items()]
    return (
        [say("WARNING: {parts} in parts of the file that are not read.", parts=listed(parts))]
        if parts
        else []
    )


def _coded(path: str) -> set[str]:
    return {path, f"{path}/coding", f"{path}/coding/coderef"}


def _valued(path: str) -> set[str]:
    kinds = ("text", "boolean", "integer", "float", "date", "datetime")
    values = {f"{path}/variablevalue/{kind}value" for kind in kinds}
    return {path, f"{path}/variablevalue", f"{path}/variablevalue/variableref", *values}


# The paths of all that the readers of this folder read, or name in a line of its own. What stands
# elsewhere in a file is named with its number, whatever it is.
READ = {
    *("users", "users/user", "codebook", "codebook/codes", "codebook/code", "codebook/codes/code"),
    *("codebook/codes/code/description", "codebook/code/description"),
    *("variables", "variables/variable", "cases", "sources", "notes", "links", "graphs"),
    *("sets", "sets/set", "sets/set/membersource", "sets/set/membercode"),
    *("codebook/sets", "codebook/sets/set", "codebook/sets/set/membercode"),
    *_valued("cases/case"),
    *(f"cases/case/{name}" for name in ("coderef", "sourceref", "selectionref")),
    *(
        path
        for kind in ("textsource", "pdfsource", "picturesource", "audiosource", "videosource")
        for path in (*_valued(f"sources/{kind}"), *_coded(f"sources/{kind}"))
    ),
    *_coded("sources/textsource/plaintextselection"),
    "sources/textsource/plaintextcontent",
    *_coded("sources/pdfsource/pdfselection"),
    *_coded("sources/pdfsource/plaintextselection"),
    *_coded("sources/picturesource/pictureselection"),
    *_coded("sources/picturesource/plaintextselection"),
    *(
        path
        for kind, part in (("pdfsource", "representation"), ("picturesource", "textdescription"))
        for path in (
            f"sources/{kind}/{part}/plaintextcontent",
            *_coded(f"sources/{kind}/{part}"),
            *_coded(f"sources/{kind}/{part}/plaintextselection"),
        )
    ),
    *(
        path
        for kind in ("audio", "video")
        for path in (
            *_coded(f"sources/{kind}source/{kind}selection"),
            f"sources/{kind}source/transcript",
            f"sources/{kind}source/transcript/syncpoint",
            f"sources/{kind}source/transcript/plaintextcontent",
            *_coded(f"sources/{kind}source/transcript/transcriptselection"),
        )
    ),
}


# How the compendium writes passages without a place.
OWN_NOTES = {
    "notes/note",
    *(
        f"sources/{kind}/coding/noteref"
        for kind in ("textsource", "pdfsource", "picturesource", "audiosource", "videosource")
    ),
}


def _of_codings(segments: Segments, codes: int) -> list[str]:
    """Say what there is to say of passages and their codes."""
    told = []
    if codes and not len(segments.table):
        told.append(
            say(
                "The project holds {codes} and no coding at all. Some programs lose the "
                "codings when they export (NVivo 15 for Mac does): if you did code, export "
                "again from the program in which you coded.",
                codes=counted(codes, "code"),
            )
        )
    if segments.uncoded:
        told.append(
            say("{passages} without a code.", passages=counted(segments.uncoded, "passage"))
        )
    if segments.unknown:
        told.append(
            say(
                "{codings} with a code that the project does not define.",
                codings=counted(segments.unknown, "coding"),
            )
        )
    if segments.of_cases:
        told.append(
            say(
                "{codings} by which passages belong to a case: not counted as codings; they "
                "give the sources their case.",
                codings=counted(segments.of_cases, "coding"),
            )
        )
    told += outside(segments.outside)
    if segments.placeless:
        told.append(
            say(
                "{codings} whose place cannot be read: kept without.",
                codings=counted(segments.placeless, "coding"),
            )
        )
    if segments.empty:
        told.append(
            say(
                "{codings} on a place without a character (it begins where it ends): kept.",
                codings=counted(segments.empty, "coding"),
            )
        )
    return told + twice(segments.twice)


def _of_sources(sources: Sequence[Source], texts: Mapping[int, Text]) -> list[str]:
    """Say what there is to say of sources that were not read."""
    told = []
    kinds = Counter(source.kind for source in sources)
    media = [counted(kinds[kind], *noun) for kind, noun in _MEDIA.items() if kinds[kind]]
    if media:
        told.append(
            say(
                "{media}: not opened; only the places of their passages are read.",
                media=", ".join(media),
            )
        )
    transcripts = sum(source.transcripts for source in sources)
    if transcripts:
        told.append(
            say(
                "The text of {transcripts} of recordings: not kept, and its words are not "
                "counted. Export the transcripts as documents to have them.",
                transcripts=counted(transcripts, "transcript"),
            )
        )
    lacking = [
        source
        for number, source in enumerate(sources)
        if source.kind in ("text", "pdf") and number not in texts
    ]
    rich = sum(source.rich for source in lacking)
    if rich:
        told.append(
            say(
                "The text of {sources}, which is in the file only as rich text (with its "
                "layout), in which offsets have no meaning: passages keep the offsets that the "
                "program wrote, and their words are not counted.",
                sources=counted(rich, "source"),
            )
        )
    without = len(lacking) - rich
    if without:
        told.append(
            say(
                "The text of {sources}, which is not in the file: passages keep the offsets "
                "that the program wrote, and their words are not counted.",
                sources=counted(without, "source"),
            )
        )
    return told
