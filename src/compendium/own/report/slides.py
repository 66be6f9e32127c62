"""Slides: one finding on each, with its figure."""

import io
import os
import re
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path

from compendium.errors import PaperError
from compendium.exhibits.markup import markdown, web
from compendium.files import working_folder
from compendium.language import say
from compendium.layout import Layout
from compendium.own.report.draft import plain_caption
from compendium.own.report.facts import study_in_figures
from compendium.own.report.findings import Finding
from compendium.own.report.first_page import figure_name
from compendium.own.report.material import Material
from compendium.own.report.title import authors_in_words, report_date
from compendium.paper.source import FIXED_TIME
from compendium.study.date_words import in_words

TITLE = 24  # points: a sentence of a finding then has two lines
FULL = 90  # letters of such two lines; a longer sentence is set smaller
_TITLE = re.compile(r'(<p:titleStyle>.*?\bsz=")\d+', re.DOTALL)
_TITLE_OF_SLIDE = re.compile(r'<p:ph type="title" />.*?</p:sp>', re.DOTALL)
_RUN = re.compile(r"<a:rPr ?/>")
_WORDS = re.compile(r"<a:t>([^<]*)</a:t>")


def build_slides(layout: Layout, material: Material, findings: Sequence[Finding]) -> bytes:
    """Make slides of what stands out, with pandoc.

    Parameters
    ----------
    layout : Layout
        The compendium; working files go to its ``build/``.
    material : Material
        The study.
    findings : sequence of Finding
        What stands out.

    Returns
    -------
    bytes
        A presentation (.pptx): a title, the study in figures, one slide per finding with its
        figure and with what it rests on in the notes.

    Raises
    ------
    PaperError
        When pandoc cannot make it.
    """
    import pypandoc

    with working_folder(layout.build) as folder:
        made = folder / "slides.pptx"
        done = subprocess.run(
            [
                pypandoc.get_pandoc_path(),
                "--from=markdown-raw_html-citations",
                "--to=pptx",
                "--slide-level=1",
                f"--output={made}",
            ],
            input=_text(material, findings).encode(),
            env={**os.environ, "SOURCE_DATE_EPOCH": str(FIXED_TIME), "LC_ALL": "C.UTF-8"},
            capture_output=True,
            check=False,
        )
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip()
            raise PaperError(say("pandoc could not make the slides. It said:\n{said}", said=said))
        return _described(made.read_bytes(), material)


def _described(content: bytes, material: Material) -> bytes:
    """Give each picture its alternative text, in the place of the name of its file."""
    alts = {
        f"{name}.png": about["alt"]
        for made in material.made.values()
        for name, about in made.captions.items()
    }

    def mend(found: re.Match[str]) -> str:
        name = found.group(1).rpartition("/")[2]
        return f'descr="{web(alts.get(name, name))}"'

    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for info in old.infolist():
            part = old.read(info.filename)
            if info.filename.startswith("ppt/slides/slide"):
                text = re.sub(r'descr="([^"]*)"', mend, part.decode())
                part = _TITLE_OF_SLIDE.sub(_fitted, text).encode()
            if info.filename.startswith("ppt/slideMasters/slideMaster"):
                part = _TITLE.sub(rf"\g<1>{TITLE}00", part.decode()).encode()
            new.writestr(info, part, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _fitted(found: re.Match[str]) -> str:
    """Set a long title smaller, so that its lines stay above the figure."""
    title = found.group()
    letters = len("".join(_WORDS.findall(title)))
    if letters <= FULL:
        return title
    size = round(100 * TITLE * (FULL / letters) ** 0.5)
    return _RUN.sub(f'<a:rPr sz="{size}"/>', title)


def _text(material: Material, findings: Sequence[Finding]) -> str:
    study = material.study
    title = str(study.about.get("title") or study.label)
    parts = [
        f"% {markdown(title)}\n% {markdown(authors_in_words(study))}\n"
        f"% {markdown(in_words(report_date(study)))}",
        f"# {markdown(say('The study in figures'))}",
        "\n".join(
            f"- **{markdown(name)}**: {markdown(text)}" for name, text in study_in_figures(material)
        ),
    ]
    parts += [_slide(material, finding) for finding in findings]
    return "\n\n".join(parts) + "\n"


def _slide(material: Material, finding: Finding) -> str:
    made, name = material.made[finding.analysis], figure_name(finding, material)
    lines = [f"# {markdown(finding.sentence)}"]
    notes = finding.beside
    if name:
        about = made.captions[name]
        picture: Path = made.folder / f"{name}.png"
        lines.append(f"![{markdown(finding.beside)}]({picture.as_posix()})")
        notes = f"{notes}. {plain_caption(about['caption'], material.study.label)}"
    else:
        lines.append(markdown(finding.beside))
    lines.append(f"::: notes\n{markdown(notes)}\n:::")
    return "\n\n".join(lines)
