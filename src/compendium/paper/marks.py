"""Search finished files for the marks that stand where something was not found."""

import html
import re
import zipfile
from pathlib import Path

from compendium.errors import PaperError
from compendium.layout import Layout
from compendium.paper.check import cited_keys
from compendium.paper.source import MADE, quoted_shortcodes, read_variables

_MARKS = re.compile(
    r"\?var:[\w.-]*|\?@[\w-]+|\{\{<(?:(?!\{\{<).)*?>\}\}|\?(?:invalid|meta|env):[\w.-]*"
)
_HTML_SILENT = re.compile(r"<(script|style)\b.*?</\1>|<code\b.*?</code>|<!--.*?-->", re.DOTALL)


def check_output(layout: Layout, outputs: list[Path]) -> None:
    """Search the web pages and the Word file for unresolved marks.

    The PDF is made from the same text, and Typst refuses an unknown citation itself.

    Parameters
    ----------
    layout : Layout
        The folders of the compendium.
    outputs : list of Path
        The files made.

    Raises
    ------
    PaperError
        When a file holds the mark of an unknown variable, reference, citation or shortcode.
    """
    keys = sorted(cited_keys(layout))
    meant = _meant(layout, keys)
    found = [
        f"{layout.shown(path)}: {mark}"
        for path in outputs
        for mark in unresolved(_text(path), keys)
        if mark not in meant
    ]
    if found:
        raise PaperError(
            "\n".join(
                [
                    "The paper was rendered with unresolved marks:",
                    *found,
                    "Correct these in the .qmd files in paper/, then build the paper again.",
                ]
            )
        )


def unresolved(text: str, keys: list[str]) -> list[str]:
    """Find the marks in a text, and citation keys that are followed by a question mark."""
    marks = _MARKS.findall(text)
    # Most texts hold no such sign at all: looked for key by key, a paper would take a while.
    if "?" in text:
        marks += [f"{key}?" for key in keys if re.search(rf"(?<![\w-]){re.escape(key)}\?", text)]
    return list(dict.fromkeys(marks))


def _meant(layout: Layout, keys: list[str]) -> set[str]:
    """Find what looks like a mark and is none: a text of the data that holds these very signs."""
    paths = [path for folder in MADE for path in (layout.paper / folder).rglob("*.qmd")]
    texts = [path.read_text(encoding="utf-8") for path in paths]
    written = [path.read_text(encoding="utf-8") for path in layout.paper.glob("*.qmd")]
    texts += [shown for text in written for shown in quoted_shortcodes(text)]
    texts += [str(value) for value in read_variables(layout).values()]
    plain = [html.unescape(re.sub(r"\\([^\w\s])", r"\1", text)) for text in texts]
    return {mark for text in plain for mark in unresolved(text, keys)}


def _text(path: Path) -> str:
    if path.suffix == ".html":
        page = _HTML_SILENT.sub(" ", path.read_text(encoding="utf-8"))
        return html.unescape(re.sub(r"<[^>]*>", "", page))
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as archive:
            names = ("word/document.xml", "word/footnotes.xml")
            pages = [archive.read(name).decode() for name in names if name in archive.namelist()]
        paragraphs = re.sub(r"</w:p>", "\n", "\n".join(pages))
        return html.unescape(re.sub(r"<[^>]*>", "", paragraphs))
    return ""
