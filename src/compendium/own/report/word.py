"""Finish the Word file: captions with fields, a table of figures, a mark on every page."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from xml.sax.saxutils import escape

from compendium.language import say
from compendium.own.report.word_tables import fit_tables

FIGURES = "⁂figures⁂"  # where the table of figures comes
_OWN_STYLE = b'w:styleId="TableText"'
_WHEN = (2025, 1, 1, 0, 0, 0)
_PARAGRAPH = re.compile(
    r"<w:p>(?:(?!</w:p>).)*</w:p>|<w:p\s[^>]*>(?:(?!</w:p>).)*</w:p>", re.DOTALL
)
_CAPTION = re.compile(r'<w:pStyle w:val="(?:ImageCaption|TableCaption|Caption)"\s*/>')
_TEXT = re.compile(r"<w:t(?:\s[^>]*)?>([^<]*)</w:t>")
_RUN = re.compile(r"<w:r>(?:(?!</w:r>).)*</w:r>|<w:r\s[^>]*>(?:(?!</w:r>).)*</w:r>", re.DOTALL)
# A break of the page before a heading: where the page is full already, it would leave an empty one.
_BREAK = re.compile(
    r'<w:p><w:r><w:br w:type="page"\s*/></w:r></w:p>'
    r'((?:\s*<w:bookmark(?:Start|End)\b[^>]*/>)*\s*<w:p><w:pPr><w:pStyle w:val="Heading1"\s*/>)'
)
# From a heading to the figure below it, and the paragraphs of text in between.
_LEAD = re.compile(
    r'<w:pStyle w:val="Heading1"\s*/>(?:(?!<w:pStyle w:val="(?:Heading|CaptionedFigure)|<w:tbl>).)*'
    r'(?=<w:pStyle w:val="CaptionedFigure")',
    re.DOTALL,
)
_OF_TEXT = re.compile(r'<w:pStyle w:val="(?:FirstParagraph|BodyText)"\s*/>')
_HEADER = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:pPr>'
    '<w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/><w:color w:val="8A1C00"/></w:rPr>'
    "<w:t>{text}</w:t></w:r></w:p></w:hdr>"
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def finish_word(content: bytes, *, marked: str = "") -> bytes:
    """Make captions real ones, list the figures, and mark every page where that is asked.

    Parameters
    ----------
    content : bytes
        A ``.docx`` file, as either renderer made it.
    marked : str, optional
        What stands on top of every page.

    Returns
    -------
    bytes
        The same text. The number of a caption is a field (SEQ), so that Word renumbers captions
        that are moved and makes a table of figures of them.
    """
    names = (say("Figure"), say("Table"))
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        # A template of somebody else's sets the text of tables as large as any other.
        sized = _OWN_STYLE not in made.read("word/styles.xml")
    mend: dict[str, Callable[[str], str]] = {
        "word/document.xml": lambda text: _document(text, names, sized)
    }
    more: dict[str, bytes] = {}
    if marked:
        more["word/header-private.xml"] = _HEADER.format(text=escape(marked)).encode()
        mend["word/document.xml"] = lambda text: _with_header(_document(text, names, sized))
        mend["word/_rels/document.xml.rels"] = _relation
        mend["[Content_Types].xml"] = _content_type
    return _mended(content, mend, more)


def _document(text: str, names: tuple[str, str], sized: bool = False) -> str:
    captions: list[str] = []
    text = fit_tables(_BREAK.sub(r"\1<w:pageBreakBefore />", text), sized=sized)
    text = _LEAD.sub(_kept_together, text)

    def caption(found: re.Match[str]) -> str:
        paragraph = found.group()
        if not _CAPTION.search(paragraph):
            return paragraph
        words = "".join(_TEXT.findall(paragraph))
        start = re.match(rf"({names[0]}|{names[1]})[\s\u00a0]+(\d+)(\s*:)?", words)
        if not start:
            return paragraph
        if start.group(1) == names[0]:
            captions.append(words)
        return _numbered(paragraph, start)

    text = _PARAGRAPH.sub(caption, text)
    return _PARAGRAPH.sub(lambda found: _list_of_figures(found.group(), names[0], captions), text)


def _kept_together(found: re.Match[str]) -> str:
    """Keep a heading, the question and its answer on the page of the figure below them."""
    return _OF_TEXT.sub(r"\g<0><w:keepNext/>", found.group())


def _numbered(paragraph: str, start: re.Match[str]) -> str:
    """Write the number of a caption as a field, and leave the rest of its runs as they are."""
    name, number, colon = start.group(1), start.group(2), start.group(3) or ""
    left = len(start.group())

    def run(found: re.Match[str]) -> str:
        nonlocal left
        text = _TEXT.search(found.group())
        if not text or left <= 0:
            return found.group()
        taken = min(left, len(text.group(1)))
        left -= taken
        rest = text.group(1)[taken:]
        if not rest:
            return ""
        return found.group().replace(text.group(), f'<w:t xml:space="preserve">{rest}</w:t>', 1)

    body = _RUN.sub(run, paragraph)
    field = (
        f'<w:r><w:t xml:space="preserve">{name} </w:t></w:r>'
        f'<w:fldSimple w:instr=" SEQ {name} \\* ARABIC "><w:r><w:t>{number}</w:t></w:r>'
        f'</w:fldSimple><w:r><w:t xml:space="preserve">{colon.strip()}</w:t></w:r>'
    )
    end = body.find("</w:pPr>")
    place = end + len("</w:pPr>") if end >= 0 else body.index(">") + 1
    # The bookmark of a caption comes first, so that a link still leads to it.
    return f"{body[:place]}{field}{body[place:]}"


def _list_of_figures(paragraph: str, name: str, captions: list[str]) -> str:
    if FIGURES not in "".join(_TEXT.findall(paragraph)):
        return paragraph
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> '
        f'TOC \\h \\z \\c "{name}" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    # Word writes them anew, with the numbers of the pages, when the field is updated (F9).
    lines = [f"{line.partition('. ')[0].rstrip('.')}." for line in captions] or [""]
    return "".join(
        f'<w:p>{begin if not place else ""}<w:r><w:t xml:space="preserve">{line}</w:t></w:r>'
        f"{end if place == len(lines) - 1 else ''}</w:p>"
        for place, line in enumerate(lines)
    )


def _with_header(text: str) -> str:
    reference = f'<w:headerReference xmlns:r="{_OFFICE}" w:type="default" r:id="rIdPrivate"/>'
    return re.sub(r"(<w:sectPr\b[^>]*>)", rf"\1{reference}", text)


def _relation(text: str) -> str:
    relation = (
        f'<Relationship Id="rIdPrivate" Type="{_OFFICE}/header" Target="header-private.xml"/>'
    )
    return text.replace("</Relationships>", f"{relation}</Relationships>")


def _content_type(text: str) -> str:
    override = (
        '<Override PartName="/word/header-private.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/>'
    )
    return text.replace("</Types>", f"{override}</Types>")


def _mended(
    content: bytes, mend: Mapping[str, Callable[[str], str]], more: Mapping[str, bytes]
) -> bytes:
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        parts = {name: old.read(name) for name in old.namelist()}
        for name, mended in mend.items():
            parts[name] = mended(parts[name].decode()).encode()
        for name, part in {**parts, **more}.items():
            info = zipfile.ZipInfo(name, _WHEN)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, part)
    return made.getvalue()
