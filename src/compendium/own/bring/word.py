"""Word documents: paragraphs as lines, tabs as tabs, and comments by place.

Read from the document itself: pandoc makes a blank of the tab between a speaker and the words.
"""

from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from compendium.errors import ProjectError
from compendium.language import say
from compendium.qda.read.archive import read_members
from compendium.qda.read.xml import parse_xml

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DOCUMENT, _COMMENTS = "word/document.xml", "word/comments.xml"
_THREADS = "word/commentsExtended.xml"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
# What is in the document and nobody reads: what was deleted or moved away, instructions of
# fields, and what is there a second time for older programs.
_UNREAD = {
    f"{_W}{name}" for name in ("del", "moveFrom", "delText", "instrText", "footnoteReference")
}
_UNREAD.add("{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")


@dataclass
class Comment:
    """A comment: what it says, who made it, and the characters it is about; -1 when it is none.

    A reply to another comment says so: it is part of a talk, and no code.
    """

    text: str
    author: str
    start: int = -1
    end: int = -1
    reply: bool = False


@dataclass
class Written:
    """A document being read: its text so far, and the comments that begin in it."""

    said: dict[str, tuple[str, str]] = field(default_factory=dict)
    parts: list[str] = field(default_factory=list)
    length: int = 0
    comments: dict[str, Comment] = field(default_factory=dict)

    def add(self, text: str) -> None:
        """Add to the text."""
        self.parts.append(text)
        self.length += len(text)


def read_word(path: Path) -> tuple[str, list[Comment]]:
    """Read a Word document (.docx) and its comments.

    Insertions that are tracked are read, and deletions are not.

    Returns
    -------
    str
        A line per paragraph; the cells of a row of a table with tabs between.
    list of Comment
        All of them: those about a passage in their order, then those about none.

    Raises
    ------
    ProjectError
        When the document is broken, or none.
    """
    parts = read_members(path, lambda name: name in (_DOCUMENT, _COMMENTS, _THREADS))
    if _DOCUMENT not in parts:
        raise ProjectError(
            say(
                "{name}: this is not a Word document. Open it in the word processor and save "
                "it as .docx.",
                name=path.name,
            )
        )
    written = Written(_said(parts[_COMMENTS], path) if _COMMENTS in parts else {})
    _read(parse_xml(parts[_DOCUMENT], shown=path.name)[0], written)
    for number in _replies(parts, path):
        if number in written.comments:
            written.comments[number].reply = True
    without = [Comment(text, author) for number, (author, text) in written.said.items()
               if number not in written.comments]  # fmt: skip
    return "".join(written.parts), [*written.comments.values(), *without]


def _replies(parts: dict[str, bytes], path: Path) -> set[str]:
    """Find the comments that answer another one, as newer documents say it."""
    if _COMMENTS not in parts or _THREADS not in parts:
        return set()
    threads = parse_xml(parts[_THREADS], shown=path.name)[0]
    answers = {one.get(f"{_W15}paraId") for one in threads.iter(f"{_W15}commentEx")
               if one.get(f"{_W15}paraIdParent")}  # fmt: skip
    return {
        str(comment.get(f"{_W}id"))
        for comment in parse_xml(parts[_COMMENTS], shown=path.name)[0].iter(f"{_W}comment")
        for paragraph in comment.iter(f"{_W}p")
        if paragraph.get(f"{_W14}paraId") in answers
    }


def emphasised(path: Path) -> set[str]:
    """Give the paragraphs of a Word document that are wholly in bold or in italics."""
    parts = read_members(path, lambda name: name == _DOCUMENT)
    found = set()
    for paragraph in parse_xml(parts[_DOCUMENT], shown=path.name)[0].iter(f"{_W}p"):
        runs = [run for run in paragraph.iter(f"{_W}r") if run.findtext(f"{_W}t", "").strip()]
        if runs and all(_is_emphasised(run) for run in runs):
            inside = Written()
            _read(paragraph, inside)
            found.add("".join(inside.parts).strip())
    return found


def _is_emphasised(run: etree._Element) -> bool:
    marks = (run.find(f"{_W}rPr/{_W}{name}") for name in ("b", "i"))
    return any(mark is not None and mark.get(f"{_W}val") not in ("0", "false") for mark in marks)


def _said(content: bytes, path: Path) -> dict[str, tuple[str, str]]:
    """Give author and text of each comment, by its number."""
    found = {}
    for comment in parse_xml(content, shown=path.name)[0].iter(f"{_W}comment"):
        inside = Written()
        _read(comment, inside)
        number = str(comment.get(f"{_W}id"))
        found[number] = (str(comment.get(f"{_W}author", "")), "".join(inside.parts).strip())
    return found


def _read(element: etree._Element, written: Written) -> None:
    for child in element:
        tag = str(child.tag)
        if tag in _UNREAD:
            continue
        if tag == f"{_W}t":
            written.add(child.text or "")
        elif tag in (f"{_W}tab", f"{_W}ptab"):
            # A tab stop of a paragraph has the same name, and lies in its properties.
            written.add("\t")
        elif tag in (f"{_W}br", f"{_W}cr"):
            written.add("\n")
        elif tag in (f"{_W}noBreakHyphen", f"{_W}softHyphen"):
            written.add("-" * (tag == f"{_W}noBreakHyphen"))
        elif tag == f"{_W}tr":
            _row(child, written)
        elif tag == f"{_W}commentRangeStart":
            number = str(child.get(f"{_W}id"))
            author, text = written.said.get(number, ("", ""))
            written.comments[number] = Comment(text, author, written.length)
        elif tag == f"{_W}commentRangeEnd":
            number = str(child.get(f"{_W}id"))
            if number in written.comments:
                written.comments[number].end = written.length
        elif tag not in (f"{_W}pPr", f"{_W}rPr", f"{_W}sectPr", f"{_W}tblPr", f"{_W}tcPr"):
            _read(child, written)
            if tag == f"{_W}p":
                written.add("\n")


def _row(row: etree._Element, written: Written) -> None:
    """Write the cells of a row with tabs between: in many transcripts, speaker and words."""
    for place, cell in enumerate(row.iter(f"{_W}tc")):
        if place:
            written.add("\t")
        inside = Written(written.said, [], written.length, written.comments)
        _read(cell, inside)
        # The paragraphs of a cell are one line, and places stay what they are.
        text = "".join(inside.parts).removesuffix("\n").replace("\n", " ")
        written.add(text)
    written.add("\n")
