"""QualCoder's report of codings, as CSV."""

from collections.abc import Hashable

from compendium.language import counted, say
from compendium.qda.model.accounts import unread_lines
from compendium.qda.model.coded import Coded
from compendium.qda.model.gather import gather
from compendium.qda.model.parts import Code, Coding, Document, by_words
from compendium.qda.read.columns import REPORT, cell, find_header
from compendium.qda.read.format import Format
from compendium.qda.read.sheet import Rows

TOOL = "QualCoder"


def _is_report(rows: Rows) -> bool:
    return find_header(rows, REPORT, ["document", "code", "text"]) is not None


def read_report(rows: Rows) -> Coded:
    """Read QualCoder's report of codings: a row per coding, without offsets.

    A category stands above its codes. The same words of one coder in one file are one passage.
    """
    header, places = find_header(rows, REPORT, ["document", "code", "text"]) or (0, {})
    codes: dict[Hashable, Code] = {}
    sources: dict[Hashable, Document] = {}
    codings, memos, lost = [], 0, 0
    for row in rows[header + 1 :]:
        document, name, category, number = (
            cell(row, places.get(column)) for column in ("document", "code", "category", "id")
        )
        if not document or not name:
            lost += bool(row)
            continue
        memos += bool(cell(row, places.get("memo")))
        if category:
            codes.setdefault(("category", category), Code(category, kind="category"))
        codes.setdefault(name, Code(name, ("category", category) if category else None))
        sources.setdefault(document, Document(document))
        text, coder = cell(row, places["text"]), cell(row, places.get("coder"))
        codings.append(Coding(document, name, shown=text, coder=coder, where=f"coding {number}"))
    first: dict[Hashable, str] = {}
    known = []
    for one in by_words(codings):
        where = first.setdefault((one.source, one.coder, one.passage), one.where)
        known.append(one._replace(where=where if where != "coding " else ""))
    skipped = [say("The report has no offsets; QualCoder's project has them.")]
    if lost:
        skipped.append(say("{rows} without a file or a code.", rows=counted(lost, "row")))
    return gather(
        TOOL,
        codes=codes,
        sources=sources,
        codings=known,
        skipped=[*skipped, *unread_lines({"memo": memos} if memos else {})],
    )


FORMAT = Format(
    "QualCoder's report of codings", "sheet", _is_report, lambda opened: read_report(opened.rows)
)
