"""How a report is asked for: language, files, template for Word, quotations."""

import zipfile
from dataclasses import dataclass
from pathlib import Path

from compendium.errors import PaperError
from compendium.language import LANGUAGES, listed, say
from compendium.layout import Layout
from compendium.paper import ENDINGS

PPTX, XLSX = "pptx", "xlsx"
ALL = (*ENDINGS, PPTX, XLSX)


@dataclass(frozen=True)
class Form:
    """How a report is to be.

    Parameters
    ----------
    language : str
        Its language; empty for that of the study.
    endings : tuple of str
        Files to make: ``html``, ``docx``, ``pdf``, ``pptx`` and ``xlsx`` (all tables).
    template : Path or None
        A Word file whose styles and page the report in Word takes over.
    quotes : bool
        Whether it holds the words of participants; then it stays on this machine.
    followed : bool
        Whether the web page shows itself anew when it was built again, as long as one previews it.
    """

    language: str = ""
    endings: tuple[str, ...] = (*ENDINGS, XLSX)
    template: Path | None = None
    quotes: bool = False
    followed: bool = False


def check_template(layout: Layout, template: Path) -> None:
    """Check that the template of the report is there; a PaperError says where it comes from."""
    if not (template / "index.qmd").is_file():
        raise PaperError(
            say(
                "{shown}/index.qmd: the template of the report is missing. Restore it from the "
                "repository.",
                shown=layout.shown(template),
            )
        )


def check_form(layout: Layout, form: Form) -> None:
    """Check that a report can be made so.

    Raises
    ------
    PaperError
        When a language or a kind of file is unknown, or the template is no Word file.
    """
    if form.language and form.language not in LANGUAGES:
        raise PaperError(
            say(
                "there is no catalogue of the language {language!r}. Choose {languages}, or "
                "add one: CONTRIBUTING.md says how.",
                language=form.language,
                languages=listed(LANGUAGES),
            )
        )
    for ending in form.endings:
        if ending not in ALL:
            raise PaperError(
                say(
                    "a report cannot be made as {ending!r}. Choose out of {all}.",
                    ending=ending,
                    all=listed(ALL),
                )
            )
    if not form.endings:
        raise PaperError(say("no kind of file is named. Choose out of {all}.", all=listed(ALL)))
    if form.template:
        _check_template(layout, form.template)


def _check_template(layout: Layout, path: Path) -> None:
    shown = layout.shown(path)
    if not path.is_file():
        raise PaperError(
            say("{shown}: there is no such file. Name a Word file (.docx).", shown=shown)
        )
    try:
        with zipfile.ZipFile(path) as archive:
            known = {"word/document.xml", "word/styles.xml"} <= set(archive.namelist())
    except (zipfile.BadZipFile, OSError):
        known = False
    if not known:
        raise PaperError(
            say(
                "{shown}: this is no Word file with styles. Open it in Word, and save it as a "
                "Word document (.docx), not as a template (.dotx) or an older document (.doc).",
                shown=shown,
            )
        )
