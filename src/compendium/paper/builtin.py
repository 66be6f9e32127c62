"""Render the paper without Quarto: pandoc for the web pages and Word, Typst for the PDF."""

import json
import os
import re
import subprocess
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from compendium.errors import PaperError
from compendium.exhibits.markup import typst_strings
from compendium.files import working_folder, write_whole
from compendium.layout import Layout
from compendium.paper.authors import listed_setting
from compendium.paper.document import Document, metadata, read_document
from compendium.paper.pdf import compile_pdf
from compendium.paper.source import (
    FIXED_TIME,
    FORMATS,
    REVIEWERS_PAGE,
    format_settings,
    manuscript,
    read_source,
)
from compendium.paper.word import mend_word

RESOURCES = Path(__file__).with_name("resources")
PAPERS = {"a4": "a4", "letter": "us-letter", "us-letter": "us-letter"}

_WARNING = re.compile(r"not found|could not|cannot|duplicate|unresolved|undefined", re.IGNORECASE)


def render_builtin(layout: Layout, report: Callable[[str], object] = print) -> list[Path]:
    """Render the manuscript as a web page, a Word file and a PDF.

    The same manuscript and artefacts give the same bytes.

    Parameters
    ----------
    layout : Layout
        The folders of the compendium; parts and variables are up to date.
    report : callable
        Called with one line of text before each format.

    Returns
    -------
    list of Path
        ``index.html``, ``index.docx`` and ``index.pdf`` in ``paper/_output/``.

    Raises
    ------
    PaperError
        When pandoc or Typst refuses the manuscript, or cannot find something in it.
    """
    document = read_document(layout, manuscript(layout))
    output = layout.paper / "_output"
    page, word, pdf = (output / f"index.{ending}" for ending in ("html", "docx", "pdf"))
    with ThreadPoolExecutor() as pool:
        made = {form: pool.submit(_pandoc, layout, document, form) for form in FORMATS}
        report("Rendering the web page (pandoc)")
        write_whole(page, made["html"].result())
        report("Rendering the Word file (pandoc)")
        write_whole(word, mend_word(made["docx"].result()))
        report("Rendering the PDF (pandoc and Typst)")
        write_whole(pdf, compile_pdf(layout, made["typst"].result()))
    return [page, word, pdf]


def render_reviewers_page(layout: Layout) -> Path:
    """Render ``paper/verification.qmd`` as ``paper/_output/verification.html``."""
    source = read_source(layout.paper / REVIEWERS_PAGE, layout)
    page = layout.paper / "_output" / source.path.with_suffix(".html").name
    write_whole(page, _pandoc(layout, read_document(layout, source), "html"))
    return page


def typst_source(layout: Layout) -> bytes:
    """Typst markup of the whole manuscript, from which the PDF is made."""
    return _pandoc(layout, read_document(layout, manuscript(layout)), "typst")


def _pandoc(layout: Layout, document: Document, form: str) -> bytes:
    own = format_settings(document.settings, form)
    about = metadata(layout, document, form)
    with working_folder(layout.build) as folder:
        data = folder / "metadata.json"
        data.write_text(json.dumps(about, ensure_ascii=False, default=str), encoding="utf-8")
        output = folder / f"paper.{form}"
        arguments = [
            "--from=markdown",
            f"--to={form}",
            "--standalone",
            f"--metadata-file={data}",
            f"--lua-filter={RESOURCES / 'crossref.lua'}",
            f"--lua-filter={RESOURCES / 'quarto' / 'cells.lua'}",
            "--wrap=none",
            "--citeproc",
            f"--default-image-extension={own.get('default-image-extension', FORMATS[form])}",
            f"--output={output}",
            *_format_arguments(own, about, form),
        ]
        _run(layout, document, arguments)
        return output.read_bytes()


def _format_arguments(own: Mapping[str, Any], about: Mapping[str, Any], form: str) -> list[str]:
    if form == "html":
        # Headings are one level lower on the page, where the title is the only first level.
        depth = int(own.get("toc-depth", 3)) + 1
        return [
            "--embed-resources",
            "--mathml",
            f"--lua-filter={RESOURCES / 'page.lua'}",
            f"--template={RESOURCES / 'page.html'}",
            f"--variable=stylesheet:{_resource('page.css')}",
            f"--variable=filter-script:{_resource('workbook.js')}{_resource('filter.js')}",
            *(["--toc", f"--toc-depth={depth}"] if own.get("toc") else []),
        ]
    if form == "docx":
        return [f"--template={RESOURCES / 'page.openxml'}"]
    language, _, region = str(about["lang"]).partition("-")
    return [
        f"--template={RESOURCES / 'page.typ'}",
        f"--variable=author-strings:{typst_strings(about['author'])}",
        f"--variable=keyword-strings:{typst_strings(listed_setting(about.get('keywords')))}",
        f"--variable=language:{language}",
        *([f"--variable=region:{region}"] if region else []),
        f"--variable=paper:{PAPERS.get(str(own.get('papersize', 'a4')).lower(), 'a4')}",
    ]


def _resource(name: str) -> str:
    return (RESOURCES / name).read_text(encoding="utf-8")


def _run(layout: Layout, document: Document, arguments: list[str]) -> None:
    import pypandoc

    done = subprocess.run(
        [pypandoc.get_pandoc_path(), *arguments],
        cwd=layout.paper,
        env={**os.environ, "SOURCE_DATE_EPOCH": str(FIXED_TIME), "LC_ALL": "C.UTF-8"},
        input=document.text.encode(),
        capture_output=True,
        check=False,
    )
    said = done.stderr.decode(errors="replace").strip()
    warned = [line for line in said.splitlines() if "[WARNING]" in line and _WARNING.search(line)]
    if done.returncode != 0 or warned:
        raise PaperError(
            f"{layout.shown(document.source.path)}: pandoc could not render it. It said:\n"
            + ("\n".join(warned) or said)
            + "\nCorrect this in that file, then build the paper again."
        )
