"""Delve's snippets and Dovetail's highlights: a row per passage, with its codes in one cell.

No public file of either was found, and no published list of columns: the names are assumed, and a
table with other names is refused.
"""

from collections.abc import Callable, Hashable, Mapping

from compendium.language import counted, mark, say
from compendium.qda.model.coded import Coded
from compendium.qda.model.gather import gather
from compendium.qda.model.parts import Code, Coding, Document, by_words
from compendium.qda.read.cells import codes_in_cells
from compendium.qda.read.columns import DELVE, DOVETAIL, cell, find_header
from compendium.qda.read.format import Format, Opened
from compendium.qda.read.sheet import Rows

_NEEDED = ("text", "source", "codes")
_SIGNS = {
    "\n": mark("ends of lines"),
    ";": mark("semicolons"),
    "|": mark("bars"),
    ",": mark("commas"),
}


def read_passages(rows: Rows, *, tool: str, names: Mapping[str, str]) -> Coded:
    """Read a table of passages with their codes.

    Parameters
    ----------
    rows : list of list of str
        The sheet.
    tool : str
        The program.
    names : mapping of str to str
        What its columns hold, by their names.

    Returns
    -------
    Coded
        ``codes``, ``sources`` and ``segments``, without offsets. The same words of one coder in
        one source are one passage.
    """
    header, places = find_header(rows, names, _NEEDED) or (0, {})
    below = [row for row in rows[header + 1 :] if cell(row, places["text"])]
    given, sign = codes_in_cells([cell(row, places["codes"]) for row in below])
    sources: dict[Hashable, Document] = {}
    codings = []
    for row, codes in zip(below, given, strict=True):
        title = cell(row, places["source"]) or "not stated"
        sources.setdefault(title, Document(title))
        text, coder = cell(row, places["text"]), cell(row, places.get("coder"))
        codings += [Coding(title, code, shown=text, coder=coder) for code in dict.fromkeys(codes)]
    skipped = [say("The table has no offsets and no texts of the sources.")]
    if sign:
        skipped.append(say("Between the codes of one cell: {signs}.", signs=say(_SIGNS[sign])))
    uncoded = sum(not codes for codes in given)
    if uncoded:
        skipped.append(say("{passages} without a code.", passages=counted(uncoded, "passage")))
    others = [
        name for place, name in enumerate(rows[header]) if name and place not in places.values()
    ]
    if others:
        skipped.append(
            say(
                "{columns} not read: {others}.",
                columns=counted(len(others), "column"),
                others=", ".join(others),
            )
        )
    return gather(
        tool,
        codes={code: Code(code) for codes in given for code in codes},
        sources=sources,
        codings=by_words(codings),
        skipped=skipped,
    )


def _format(tool: str, what: str, names: Mapping[str, str]) -> Format:
    fits: Callable[[Rows], bool] = lambda rows: find_header(rows, names, _NEEDED) is not None  # noqa: E731

    def read(opened: Opened) -> Coded:
        return read_passages(opened.rows, tool=tool, names=names)

    return Format(f"{tool}'s table of {what}", "sheet", fits, read)


FORMATS = (_format("Delve", "snippets", DELVE), _format("Dovetail", "highlights", DOVETAIL))
