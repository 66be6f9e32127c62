"""Render the paper without Quarto: pandoc for the web pages and Word, Typst for the PDF."""

import json
import os
import re
import subprocess
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from compendium.errors import PaperError
from compendium.exhibits.markup import typst_strings
from compendium.files import working_folder, write_whole
from compendium.fingerprint import digest
from compendium.layout import Layout
from compendium.paper.authors import listed_setting
from compendium.paper.document import Document, metadata, read_document
from compendium.paper.journal import has_line_numbers, not_followed, reference_doc_of
from compendium.paper.kept import fingerprints, kept
from compendium.paper.pdf import compile_pdf
from compendium.paper.pieces import page_in_pieces
from compendium.paper.source import (
    FIXED_TIME,
    FORMATS,
    REVIEWERS_PAGE,
    bibliographies,
    format_settings,
    manuscript,
    read_source,
)
from compendium.paper.word import mend_word

WHOLE = ("--standalone", "--template", "--toc")  # of a page of its own, and no part of one
PANDOC = {"pdf": "typst"}  # what pandoc writes, where it is not the file itself
NAMES = {
    "html": "the web page (pandoc)",
    "docx": "the Word file (pandoc)",
    "pdf": "the PDF (pandoc and Typst)",
}
RESOURCES = Path(__file__).with_name("resources")
PAPERS = {"a4": "a4", "letter": "us-letter", "us-letter": "us-letter"}

# A block of code in a language that is named; one that is passed on raw has an equals sign.
_CODE = re.compile(r"^[ \t]*(?:`{3,}|~{3,})[ \t]*(?!\{=)[\w{.]", re.MULTILINE)
_WARNING = re.compile(r"not found|could not|cannot|duplicate|unresolved|undefined", re.IGNORECASE)


def render_builtin(
    layout: Layout,
    report: Callable[[str], object] = print,
    *,
    formats: Collection[str] = tuple(NAMES),
    pieces: Path | None = None,
) -> list[Path]:
    """Render the manuscript as a web page, a Word file and a PDF, and the reviewer's page.

    The same manuscript and artefacts give the same bytes.

    Parameters
    ----------
    layout : Layout
        The folders of the compendium; parts and variables are up to date.
    report : callable
        Called with one line of text before each format.
    formats : collection of str, optional
        Which of ``html``, ``docx`` and ``pdf`` to make.
    pieces : Path, optional
        File in which the figures and tables of the web page are kept one by one; the page is the
        same with and without it.

    Returns
    -------
    list of Path
        ``index.html``, ``index.docx`` and ``index.pdf`` in ``paper/_output/``, as far as asked for,
        and with a reviewer's page ``verification.html``.

    Raises
    ------
    PaperError
        When pandoc or Typst refuses the manuscript, or cannot find something in it.
    """
    document = read_document(layout, manuscript(layout))
    if aside := not_followed(document.settings):
        report(f"The built-in renderer does not follow these settings: {', '.join(aside)}")
    reviewers = layout.paper / REVIEWERS_PAGE
    # The web page first: it is what is looked at after an edit. Then what takes longest.
    with ThreadPoolExecutor(max_workers=max(os.cpu_count() or 1, 2)) as pool:
        wanted = [ending for ending in ("html", "pdf", "docx") if ending in formats]
        made = {ending: pool.submit(_make, layout, document, ending, pieces) for ending in wanted}
        beside = [pool.submit(render_reviewers_page, layout)] if reviewers.is_file() else []
        for ending in wanted:
            report(f"Rendering {NAMES[ending]}")
            made[ending].result()
        outputs = [made[ending].result() for ending in NAMES if ending in made]
        return [*outputs, *(page.result() for page in beside)]


def _make(layout: Layout, document: Document, ending: str, pieces: Path | None) -> Path:
    """Make the manuscript in one format."""
    if ending == "html" and pieces:
        content = _in_pieces(layout, document, pieces)
    else:
        content = _pandoc(layout, document, PANDOC.get(ending, ending))
    if ending == "docx":
        content = mend_word(content, numbered=has_line_numbers(document.settings))
    if ending == "pdf":
        content = _compiled(layout, document, content)
    made = layout.paper / "_output" / f"index.{ending}"
    write_whole(made, content)
    return made


def _compiled(layout: Layout, document: Document, markup: bytes) -> bytes:
    made_from: list[str | bytes] = [markup, *fingerprints(layout, document.text)]
    return kept(layout, "index.pdf", made_from, lambda: compile_pdf(layout, markup))


def render_reviewers_page(layout: Layout) -> Path:
    """Render ``paper/verification.qmd`` as ``paper/_output/verification.html``.

    A copy stands beside the source: from there Quarto takes it when it renders the paper by itself,
    which empties the folder of outputs.
    """
    source = read_source(layout.paper / REVIEWERS_PAGE, layout)
    made = _pandoc(layout, read_document(layout, source), "html")
    beside = source.path.with_suffix(".html")
    page = layout.paper / "_output" / beside.name
    for path in (beside, page):
        write_whole(path, made)
    return page


def typst_source(layout: Layout) -> bytes:
    """Typst markup of the whole manuscript, from which the PDF is made."""
    return _pandoc(layout, read_document(layout, manuscript(layout)), "typst")


def _in_pieces(layout: Layout, document: Document, place: Path) -> bytes:
    """Render the web page, with what is kept of it in a file."""

    def render(part: Document, about: Mapping[str, Any], whole: bool) -> str:
        arguments = _arguments(layout, part, about, "html")
        shape = arguments if whole else [one for one in arguments if not one.startswith(WHOLE)]
        return _made(layout, part, about, shape, "html").decode()

    return page_in_pieces(layout, document, place, render).encode()


def _pandoc(layout: Layout, document: Document, form: str) -> bytes:
    own = format_settings(document.settings, form)
    about = metadata(layout, document, form)
    arguments = _arguments(layout, document, about, form)
    named = [own.get("csl"), *bibliographies(own), reference_doc_of(layout, own)]
    made_from = [
        *(document.text, _told(about), *arguments, *fingerprints(layout, document.text)),
        *(digest(layout.paper / str(name)) for name in named if name),
    ]
    return kept(
        layout,
        f"{document.source.path.stem}.{form}",
        made_from,
        lambda: _made(layout, document, about, arguments, form),
    )


def _told(about: Mapping[str, Any]) -> str:
    return json.dumps(about, ensure_ascii=False, default=str)


def _made(
    layout: Layout, document: Document, about: Mapping[str, Any], arguments: list[str], form: str
) -> bytes:
    with working_folder(layout.build) as folder:
        data, output = folder / "metadata.json", folder / f"paper.{form}"
        data.write_text(_told(about), encoding="utf-8")
        _run(layout, document, [*arguments, f"--metadata-file={data}", f"--output={output}"])
        return output.read_bytes()


def _arguments(
    layout: Layout, document: Document, about: Mapping[str, Any], form: str
) -> list[str]:
    own = format_settings(document.settings, form)
    return [
        "--from=markdown",
        f"--to={form}",
        "--standalone",
        f"--lua-filter={RESOURCES / 'crossref.lua'}",
        f"--lua-filter={RESOURCES / 'quarto' / 'origins.lua'}",
        f"--lua-filter={RESOURCES / 'quarto' / 'cells.lua'}",
        "--wrap=none",
        "--citeproc",
        f"--default-image-extension={own.get('default-image-extension', FORMATS[form])}",
        # To get ready to colour code takes pandoc longer than all the rest.
        *([] if _CODE.search(document.text) else ["--syntax-highlighting=none"]),
        *_format_arguments(layout, own, about, form),
    ]


def _format_arguments(
    layout: Layout, own: Mapping[str, Any], about: Mapping[str, Any], form: str
) -> list[str]:
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
        return [
            f"--template={RESOURCES / 'page.openxml'}",
            f"--reference-doc={reference_doc_of(layout, own)}",
        ]
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
