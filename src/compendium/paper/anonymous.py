"""A manuscript for double-blind review: the paper without what tells who wrote it."""

import io
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from compendium.errors import PaperError
from compendium.files import working_folder, write_whole
from compendium.layout import Layout
from compendium.paper import build_paper
from compendium.paper.about import CITATION, cited, repository
from compendium.paper.authors import byline, listed_setting
from compendium.paper.source import (
    Source,
    header_end,
    manuscript,
    pages,
    read_settings,
    read_source,
)

FOLDER = "anonymous"  # below build/
# Settings that say who wrote the paper, or who paid for it, at the top and in a format.
_TELLING = {
    "acknowledgements", "affiliations", "author", "author-meta", "authors", "by-author",
    "citation", "copyright", "funding", "google-scholar", "institute", "institutes", "thanks",
}  # fmt: skip
_LEFT = ("_output", "_parts", ".quarto", "_variables.yml", "report")  # not needed in the draft
_COMPANY = re.compile(r"<(Company|Manager)>.*?</\1>", re.DOTALL)
# References name people as others do: an author's own work is cited in the third person.
_REFERENCES = re.compile(
    r"""
    <div\ id="ref-.*?(?=<div\ id="ref-|</div>\s*</div>)              # on a web page
    | <meta\ name="citation_reference"[^>]*>                          # the same, by Quarto
    | <w:p>(?:(?!</w:p>).)*?<w:pStyle\ w:val="Bibliography".*?</w:p>  # in Word
    """,
    re.DOTALL | re.VERBOSE,
)
_SHORT = 5  # letters of a name up to which it may be any word


def build_anonymous(
    layout: Layout, *, renderer: str = "auto", report: Callable[[str], object] = print
) -> list[Path]:
    """Build the paper without its authors, for a double-blind review.

    Authors, affiliations, the address of the repository and the state of the commit are left out,
    from the text and from what the files say of themselves. Divisions and spans may say
    ``when-meta="anonymous"`` and ``unless-meta="anonymous"``.

    Parameters
    ----------
    layout : Layout
        The folders of the compendium.
    renderer : {"auto", "quarto", "builtin"}
        As for the paper.
    report : callable
        Called with one line of text as each stage begins.

    Returns
    -------
    list of Path
        The files in ``build/anonymous/``.

    Raises
    ------
    PaperError
        When the paper cannot be built, or still names an author; an earlier one then stays.
    """
    names = telling_names(layout)
    home = layout.build / FOLDER
    with working_folder(layout.build) as folder:
        draft = Layout(folder)
        _write_draft(draft, layout)
        made = build_paper(draft, renderer=renderer, report=report)
        contents = {path.name: _without_company(path) for path in made}
        _refuse_names(layout, draft, contents, names)
    if home.is_dir():
        shutil.rmtree(home)
    for name, content in contents.items():
        write_whole(home / name, content)
    return [home / name for name in contents]


def telling_names(layout: Layout) -> list[str]:
    """Collect what would tell who wrote the paper: names, places, addresses, the repository."""
    settings = read_settings(layout, manuscript(layout))
    made = byline(settings)
    found = [*made["author"], *(place["name"] for place in made["affiliations"])]
    found += [
        person[key] for person in made["byline"] for key in ("orcid", "email") if key in person
    ]
    for entry in listed_setting(cited(layout.root).get("authors")):
        if isinstance(entry, Mapping):
            given, family = str(entry.get("given-names", "")), str(entry.get("family-names", ""))
            found += [
                f"{given} {family}".strip() if given and family else str(entry.get("name", ""))
            ]
            found += [str(entry.get(key, "")) for key in ("email", "orcid", "affiliation")]
    found.append(repository(layout.root))
    return sorted({name.strip() for name in found if len(name.strip()) >= _SHORT})


def _write_draft(draft: Layout, layout: Layout) -> None:
    """Copy the paper and the artefacts, without what tells who wrote it."""
    ignored = shutil.ignore_patterns(*_LEFT)
    shutil.copytree(layout.paper, draft.paper, ignore=ignored)
    shutil.copytree(layout.figures, draft.figures)
    about = {"version": str(cited(layout.root).get("version", "of no number"))}
    write_whole(draft.root / CITATION, yaml.safe_dump(about).encode())
    path = draft.paper / "_quarto.yml"
    project = yaml.safe_load(read_source(path, draft).text) or {}
    write_whole(path, _dumped({**_told_less(project), "anonymous": True}).encode())
    for page in pages(draft):
        write_whole(page.path, _with_header(page).encode())


def _with_header(page: Source) -> str:
    """Write a page with fewer settings, and its text on the lines where it was."""
    end = header_end(page.text)
    lines = page.text[:end].splitlines()
    header = yaml.safe_load("\n".join(lines[1:-1])) if end else None
    if not isinstance(header, Mapping):
        return page.text
    kept = _dumped(_told_less(header))
    filling = "#\n" * (len(lines) - 2 - kept.count("\n"))
    return f"---\n{kept}{filling}---\n{page.text[end:]}"


def _told_less(settings: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in settings.items() if name not in _TELLING}
    formats = kept.get("format")
    if isinstance(formats, Mapping):
        kept["format"] = {
            form: _told_less(own) if isinstance(own, Mapping) else own
            for form, own in formats.items()
        }
    return kept


def _dumped(settings: Mapping[str, Any]) -> str:
    return yaml.safe_dump(dict(settings), allow_unicode=True, sort_keys=False, width=10_000)


def _without_company(path: Path) -> bytes:
    """Read a file that was made; what a template for Word says of its owner is left out."""
    content = path.read_bytes()
    if path.suffix != ".docx":
        return content
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for info in old.infolist():
            part = old.read(info)
            if info.filename == "docProps/app.xml":
                part = _COMPANY.sub("", part.decode()).encode()
            new.writestr(info, part, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _refuse_names(
    layout: Layout, draft: Layout, contents: Mapping[str, bytes], names: list[str]
) -> None:
    """Refuse a manuscript that still holds a name; say where it stands in the sources."""
    texts = {file: list(_texts(file, content)) for file, content in contents.items()}
    told: list[str] = []
    for name in names:
        files = [file for file, parts in texts.items() if any(_holds(part, name) for part in parts)]
        places = [
            f"{name} in {layout.shown(layout.paper / page.path.name)}, line {number}"
            for page in pages(draft)
            for number, line in enumerate(page.text.splitlines(), start=1)
            if files and _holds(line, name)
        ]
        told += places or [f"{name} in the file {file}" for file in files]
    if told:
        raise PaperError(
            "\n".join(
                [
                    "The anonymous manuscript would still tell who wrote it:",
                    *told,
                    "Write the sentence without the name, or put it between "
                    '`::: {.content-visible unless-meta="anonymous"}` and `:::`.',
                ]
            )
        )


def _holds(text: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _texts(file: str, content: bytes) -> Iterator[str]:
    """Yield what a file holds but its references; the PDF has the text of the page."""
    if file.endswith(".docx"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                if name.endswith((".xml", ".rels")):
                    part = _REFERENCES.sub(" ", archive.read(name).decode())
                    yield f"{part} {re.sub(r'<[^>]*>', '', part)}"
    elif file.endswith(".html"):
        yield _REFERENCES.sub(" ", content.decode())
    else:
        yield content.decode("latin-1")
