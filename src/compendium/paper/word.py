"""Word files: the template that gives them their styles and page, and what pandoc leaves undone."""

import io
import re
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

STYLES = Path(__file__).with_name("resources") / "word-styles.xml"
FONT = "Calibri"

_WHEN = (2025, 1, 1, 0, 0, 0)
_STYLE = re.compile(r"<w:style\b[^>]*\bw:styleId=\"([^\"]+)\".*?</w:style>", re.DOTALL)
_TABLE = re.compile(r"<w:tbl>.*?</w:tbl>", re.DOTALL)
_DRAWING = re.compile(r"<w:drawing>.*?</w:drawing>", re.DOTALL)
_SIZE = re.compile(r'cx="(\d+)" cy="(\d+)"')
_HIGHEST = 200 * 36_000  # of a figure: 200 mm, in English metric units
_PAGE = (  # A4 with margins of 25 mm, in twentieths of a point
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1417" w:right="1417" w:bottom="1417" w:left="1417" '
    'w:header="709" w:footer="709" w:gutter="0"/>'
)
_NUMBERED = '<w:lnNumType w:countBy="1" w:restart="continuous"/>'
# What of a section comes before the numbers of its lines; the order is that of the standard.
_BEFORE_NUMBERS = re.compile(r"<w:pgMar\b[^>]*/>|<w:pgSz\b[^>]*/>")


def reference_doc(*, numbered: bool = False) -> bytes:
    """Make the template of Word files: an A4 page, the styles of the paper.

    Parameters
    ----------
    numbered : bool, optional
        Whether the lines of the text are numbered.

    Returns
    -------
    bytes
        A ``.docx`` file, as pandoc and Quarto take it for ``reference-doc``.
    """
    import pypandoc

    command = [pypandoc.get_pandoc_path(), "--print-default-data-file", "reference.docx"]
    made = subprocess.run(command, capture_output=True, check=True).stdout

    def page(text: str) -> str:
        text = text.replace("</w:sectPr>", f"{_PAGE}</w:sectPr>")
        return _with_numbers(text) if numbered else text

    mend = {"word/styles.xml": _styles, "word/theme/theme1.xml": _theme, "word/document.xml": page}
    return _mended(made, mend)


def mend_word(content: bytes, *, numbered: bool = False) -> bytes:
    """Mend a Word file that pandoc made: its tables and figures, and a fixed time on its parts.

    Parameters
    ----------
    content : bytes
        A ``.docx`` file as pandoc makes it.
    numbered : bool, optional
        Whether the lines of the text are numbered, where the template does not see to it.

    Returns
    -------
    bytes
        The same text; equal for equal input.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        small = 'w:styleId="TableText"' in archive.read("word/styles.xml").decode()

    def document(text: str) -> str:
        text = _DRAWING.sub(_figure, _TABLE.sub(lambda found: _table(found, small=small), text))
        return _with_numbers(text) if numbered else text

    return _mended(content, {"word/document.xml": document, "docProps/custom.xml": _no_properties})


def _mended(content: bytes, mend: Mapping[str, Callable[[str], str]]) -> bytes:
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = old.read(name)
            if name in mend:
                part = mend[name](part.decode()).encode()
            info = zipfile.ZipInfo(name, _WHEN)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, part)
    return made.getvalue()


def _styles(text: str) -> str:
    own = {style.group(1): style.group() for style in _STYLE.finditer(STYLES.read_text("utf-8"))}
    text = _STYLE.sub(lambda style: own.pop(style.group(1), style.group()), text)
    return text.replace("</w:styles>", "".join(own.values()) + "</w:styles>")


def _with_numbers(text: str) -> str:
    """Ask for numbers beside the lines of the last section, which holds the whole text."""
    start = text.rfind("<w:sectPr")
    section = text[start:]
    if start < 0 or "<w:lnNumType" in section:
        return text
    places = [found.end() for found in _BEFORE_NUMBERS.finditer(section)]
    place = max(places, default=section.index("</w:sectPr>"))
    return text[:start] + section[:place] + _NUMBERED + section[place:]


def _figure(found: re.Match[str]) -> str:
    """Make a figure that is too high for its page smaller; pandoc looks at the width only."""

    def fit(size: re.Match[str]) -> str:
        width, height = int(size.group(1)), int(size.group(2))
        scale = min(1.0, _HIGHEST / max(height, 1))
        return f'cx="{round(width * scale)}" cy="{round(height * scale)}"'

    return _SIZE.sub(fit, found.group())


def _table(found: re.Match[str], *, small: bool) -> str:
    text = found.group()
    if small:
        # Paragraphs in a table keep the size of their own style, whatever the table's style says.
        text = text.replace('<w:pStyle w:val="Compact"', '<w:pStyle w:val="TableText"')
    whole = "<w:cantSplit/>"
    text = re.sub(r"<w:tr>(?!\s*<w:trPr>)", f"<w:tr><w:trPr>{whole}</w:trPr>", text)
    return re.sub(r"<w:trPr>(?!<w:cantSplit)", f"<w:trPr>{whole}", text)


def _theme(text: str) -> str:
    return re.sub(r'<a:latin typeface="Aptos[^"]*"[^>]*/>', f'<a:latin typeface="{FONT}"/>', text)


def _no_properties(text: str) -> str:
    """Leave out what pandoc writes of the settings, such as the name of the bibliography."""
    return re.sub(r"<property\b.*?</property>", "", text, flags=re.DOTALL)
