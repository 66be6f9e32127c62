"""MAXQDA's own files: projects (.mx12 to .mx24) and exchange files (.mex), which are SQLite.

Texts are in them in a form that only MAXQDA reads. Documents, the code system, which code stands
where, and the beginning of each coded segment are not.
"""

import re
from collections import Counter
from collections.abc import Hashable, Sequence

from compendium.language import counted, say
from compendium.qda.model.accounts import unread_lines
from compendium.qda.model.coded import Coded
from compendium.qda.model.gather import gather
from compendium.qda.model.parts import Code, Coding, Document
from compendium.qda.read.database import (
    Record,
    need_columns,
    open_database,
    records,
    text_of,
    unread,
    whole,
)
from compendium.qda.read.format import Format, Opened

TOOL = "MAXQDA"
_READ = {
    "sys_Setup": ["Key", "Value"],
    "Textgroups": ["ID", "Name"],
    "Texts": ["ID", "GroupID", "Name"],
    "Codewords": ["ID", "WordID", "Name"],
    "Codings": ["ID", "TextID", "WordID", "Author", "Page", "SegPosType", "SegPos1StdUnit",
                "SegPos1X", "SegPos2X", "StartChar", "FinishChar", "StartPara", "Preview", "Area"],
}  # fmt: skip
# Columns and tables that keep MAXQDA's own books, or hold what only MAXQDA reads.
_ASIDE = frozenset(
    [
        *("data", "idx", "state", "type", "text", "date", "codes", "memos", "memoid", "author"),
        *("size", "doctype", "mediafilex", "scalefactor", "codeswndwidth", "scrollpospage"),
        *("scrollposx", "scrollposy", "selpage", "selx1", "sely1", "selx2", "sely2", "extlink1"),
        *("extlink2", "extlink3", "ris-ty", "ris-au", "ris-ti", "ris-id", "ris-py", "codtemp"),
        *("data2", "plaintextwin", "plaintextmac", "geolinkid", "color", "lastchguser"),
        *("lastchgdate", "activecodes", "variable", "catvariable", "docid", "alias"),
        *("fgcodingscount", "fgcodedcharscount", "taid", "finishpara", "weight", "groupid"),
        *("posx1", "posx2", "istext", "coverage", "tooltipvars", "segtype", "contentflag"),
        *(f"segpos{side}{part}" for side in "12" for part in "yzwuv"),
        "segpos2stdunit",
    ]
)
_BOOKS = re.compile(r"sys_(?!models)|.*_blobs$|similarityrows$|qntdic|textlinks$|wordlinks$")
_CALLED = {
    "memos": "memo",
    "links": "link",
    "textsets": "set",
    "wordsets": "set",
    "sys_models": "map",
    "grid": "summary",
    "codings commentl": "codings comment",
}
_TEXT = 1  # the kind of a place that counts characters of a text


def read_database(opened: Opened) -> Coded:
    """Read MAXQDA's own file, as far as it can be read.

    Parameters
    ----------
    opened : Opened
        The file; it is opened read only.

    Returns
    -------
    Coded
        ``codes`` in their tree, ``sources`` with the document group in ``group``, and
        ``segments``. Offsets are those that MAXQDA counts; a passage is known, and its words are
        counted, where its beginning is all of it.
    """
    with open_database(opened.path) as connection:
        need_columns(
            connection,
            {"Texts": ["ID", "Name"], "Codewords": ["ID", "Name"],
             "Codings": ["TextID", "WordID"]},
            name=say("{name}, a file of MAXQDA", name=opened.name),
            way=say("In MAXQDA, export a REFI-QDA project (.qdpx), or the retrieved segments as an "
"Excel table, and import that."),
        )  # fmt: skip
        tables = {
            table: records(connection, table, columns, name=opened.name)
            for table, columns in _READ.items()
        }
        beside = unread(connection, _READ, aside=_ASIDE)
    setup = {text_of(row["Key"]): text_of(row["Value"]) for row in tables["sys_Setup"]}
    version = re.search(r"\d[\d.]*", setup.get("APP", ""))
    group = {row["ID"]: text_of(row["Name"]) for row in tables["Textgroups"]}
    codings = [_coding(row) for row in tables["Codings"]]
    longer = sum(not one.shown for one in codings)
    words = (
        say(
            " The words of {longer_ones} are not counted.",
            longer_ones=counted(longer, "longer one"),
        )
        if longer
        else ""
    )
    skipped = [
        say(
            "The texts of the documents: only MAXQDA reads them. Of a coded segment the "
            "file shows the first words.{words} To have all, export a REFI-QDA project "
            "(.qdpx) from MAXQDA.",
            words=words,
        )
    ]
    named: Counter[str] = Counter()
    for part, number in beside.items():
        if not _BOOKS.match(part):
            named[_CALLED.get(part, part)] += number
    return gather(
        TOOL,
        codes=_codes(tables["Codewords"]),
        sources={
            row["ID"]: Document(
                text_of(row["Name"]) or f"document {text_of(row['ID'])}",
                more={"group": group[row["GroupID"]]} if group.get(row["GroupID"]) else {},
            )
            for row in tables["Texts"]
        },
        codings=codings,
        version=version[0] if version else "",
        skipped=[*skipped, *unread_lines(named)],
    )


def _codes(rows: Sequence[Record]) -> dict[Hashable, Code]:
    return {
        row["ID"]: Code(text_of(row["Name"]) or f"code {text_of(row['ID'])}", row["WordID"] or None)
        for row in rows
    }


def _coding(row: Record) -> Coding:
    """Read one coding; older versions count characters in columns of their own."""
    start, end = whole(row["SegPos1X"]), whole(row["SegPos2X"])
    if row["SegPosType"] is None:
        start, end = whole(row["StartChar"]), whole(row["FinishChar"])
    textual = whole(row["SegPosType"]) in (None, _TEXT) and start is not None and end is not None
    paragraph = text_of(row["SegPos1StdUnit"]) or text_of(row["StartPara"])
    shown, length = text_of(row["Preview"]), whole(row["Area"])
    return Coding(
        row["TextID"],
        row["WordID"],
        start if textual else None,
        end if textual else None,
        shown if length is not None and len(shown) >= length else "",
        text_of(row["Author"]),
        where="" if textual else f"segment {text_of(row['ID'])}, paragraph or page {paragraph}",
    )


FORMAT = Format(
    "MAXQDA's projects and exchange files (.mx, .mex)",
    "database",
    lambda tables: tables.keys() >= {"Codewords", "Codings", "Texts"},
    read_database,
)
