"""The paper: artefacts and a manuscript become a web page, a Word file and a PDF.

The manuscript in ``paper/`` is a Quarto project. It is rendered by Quarto where that is
installed, and otherwise by pandoc and Typst, which come with this package; both give the same
numbers, numbering and references. The reviewer's page, ``paper/verification.qmd``, is always
rendered by the built-in renderer, as one web page.
"""

import shutil
from collections.abc import Callable, Collection
from pathlib import Path

from compendium.errors import PaperError
from compendium.layout import Layout

RENDERERS = ("auto", "quarto", "builtin")
ENDINGS = ("html", "docx", "pdf")


def build_paper(
    layout: Layout,
    *,
    renderer: str = "auto",
    report: Callable[[str], object] = print,
    formats: Collection[str] = ENDINGS,
    pieces: Path | None = None,
) -> list[Path]:
    """Build the paper from the artefacts in ``figures/`` and the manuscript in ``paper/``.

    Parameters
    ----------
    layout : Layout
        The folders of the compendium.
    renderer : {"auto", "quarto", "builtin"}
        What renders the manuscript; ``auto`` takes Quarto where it is installed.
    report : callable
        Called with one line of text as each stage begins.
    formats : collection of str, optional
        Which of ``html``, ``docx`` and ``pdf`` the built-in renderer makes; Quarto makes all.
    pieces : Path, optional
        File in which the built-in renderer keeps the figures and tables of the web page one by one.

    Returns
    -------
    list of Path
        The files made in ``paper/_output/``: ``index.html``, ``index.docx``, ``index.pdf`` and,
        where there is a reviewer's page, ``verification.html``.

    Raises
    ------
    PaperError
        When an artefact cannot be included, the manuscript points to something that does not
        exist, rendering fails, or the output holds an unresolved reference.
    """
    # Imported here because YAML, pandoc and Typst would slow every command down.
    from compendium.paper.builtin import render_builtin, render_reviewers_page
    from compendium.paper.check import check_sources
    from compendium.paper.journal import write_template
    from compendium.paper.marks import check_output
    from compendium.paper.parts import write_parts
    from compendium.paper.quarto import render_quarto
    from compendium.paper.source import REVIEWERS_PAGE

    chosen = _choose(renderer)
    report("Writing the parts of the paper from figures/")
    write_parts(layout)
    report("Checking the references, variables and citations of the manuscript")
    check_sources(layout)
    if chosen == "quarto" or "docx" in formats:
        write_template(layout)
    if chosen == "quarto":
        outputs = render_quarto(layout, report)
        if (layout.paper / REVIEWERS_PAGE).is_file():
            # Only now: Quarto empties the folder of its outputs.
            report("Rendering the reviewer's page (pandoc)")
            outputs.append(render_reviewers_page(layout))
    else:
        outputs = render_builtin(layout, report, formats=formats, pieces=pieces)
    check_output(layout, outputs)
    return outputs


def _choose(renderer: str) -> str:
    if renderer not in RENDERERS:
        raise PaperError(f"renderer {renderer!r} is unknown. Use one of: {', '.join(RENDERERS)}.")
    found = shutil.which("quarto") is not None
    if renderer == "quarto" and not found:
        raise PaperError(
            "Quarto is not installed: no program `quarto` on the PATH. Install it from "
            "https://quarto.org/docs/get-started/, or use the built-in renderer "
            "(renderer `builtin`), which needs nothing else."
        )
    if renderer == "auto":
        return "quarto" if found else "builtin"
    return renderer
