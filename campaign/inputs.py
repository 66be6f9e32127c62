"""One input of each kind that the compendium reads, small."""

import csv
import json
import zipfile
from pathlib import Path

import openpyxl
from tests import dialects, made_files

from campaign.workshop import STUDY, run_here
from compendium.layout import TEXTS, Layout

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org"


def make_inputs(layout: Layout) -> None:
    """Put inputs of all kinds into a workshop: tables, texts, and what programs export."""
    data = layout.data / STUDY
    book = openpyxl.Workbook()
    with (data / "topics.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            book.active.append(row)
    book.save(data / "topics.xlsx")
    (data / "topics.csv").unlink()
    texts = data / TEXTS
    text = sorted(texts.glob("*.txt"))[0]
    make_word(text.with_suffix(".docx"), [text.read_text(encoding="utf-8")])
    text.unlink()
    inputs = layout.root / "inputs"
    inputs.mkdir()
    (data / "project.qdpx").rename(inputs / "project.qdpx")
    run_here(
        layout, ["export", STUDY, "--qdpx", "--with-text", "-o", str(inputs / "exported.qdpx")]
    )
    with zipfile.ZipFile(inputs / "exported.qdpx") as archive:
        name = next(name for name in archive.namelist() if name.endswith(".qde"))
        (inputs / "project.qde").write_bytes(archive.read(name))
    dialects.taguette(inputs / "taguette.sqlite3")
    dialects.zipped(dialects.qualcoder(layout.root / "coder.qda"), inputs / "qualcoder.zip")
    (inputs / "quotations.csv").write_text(dialects.as_csv(dialects.quotations()), encoding="utf-8")
    sheets = {"Segments": dialects.segments_of_maxqda()}
    (inputs / "segments.xlsx").write_bytes(dialects.as_workbook(sheets))
    _write_brought(inputs)


def _write_brought(inputs: Path) -> None:
    """Write what people bring who did not code: questionnaires, lists, transcripts."""
    forms = made_files.as_workbook(made_files.google_forms(), "Form Responses 1")
    (inputs / "forms.xlsx").write_bytes(forms)
    (inputs / "limesurvey.csv").write_bytes(made_files.as_csv(made_files.limesurvey(), ";"))
    (inputs / "qualtrics.csv").write_bytes(made_files.as_csv(made_files.qualtrics()))
    (inputs / "quotes.csv").write_bytes(made_files.as_csv(made_files.quotes()))
    (inputs / "dates.xlsx").write_bytes(made_files.as_workbook(made_files.dates()))
    text = made_files.TRANSCRIPTS["Interview 1"]
    coded = [("I cook for the neighbours", "Cooking", "A"), ("trust one another", "Trust; B", "A")]
    (inputs / "coded.docx").write_bytes(made_files.as_word(text, coded))
    (inputs / "talk.txt").write_text(text, encoding="utf-8")
    spoken = (
        "WEBVTT\n\n00:01.000 --> 00:03.000\n<v Anna>We cook.</v>\n\n00:04.000 --> 00:05.000\nWho?\n"
    )
    (inputs / "talk.vtt").write_text(spoken, encoding="utf-8")
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    names = " ".join(f'xmlns:{name}="{urn}:{name}:1.0"' for name in ("office", "table", "text"))
    lines = "".join(f"<text:p>{line}</text:p>" for line in text.splitlines())
    _opendocument(inputs / "talk.odt", "text", f"<office:document-content {names}>", lines)
    rows = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p>'
            "</table:table-cell>"
            for cell in row
        )
        + "</table:table-row>"
        for row in made_files.quotes()
    )
    table = f'<table:table table:name="Quotes">{rows}</table:table>'
    _opendocument(inputs / "quotes.ods", "spreadsheet", f"<office:document-content {names}>", table)


def _opendocument(path: Path, kind: str, head: str, inside: str) -> None:
    """Write an OpenDocument file."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            f"{head}<office:body><office:{kind}>{inside}</office:{kind}></office:body>"
            "</office:document-content>",
        )


def make_word(path: Path, paragraphs: list[str], *, part: str = "word/document.xml") -> None:
    """Write a Word document; ``part`` is the name of the member that holds the text."""
    from xml.sax.saxutils import escape

    inside = "".join(f"<w:p><w:r><w:t>{escape(p)}</w:t></w:r></w:p>" for p in paragraphs)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_OFFICE}/package/2006/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override '
            f'PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.'
            'wordprocessingml.document.main+xml"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_OFFICE}/package/2006/relationships"><Relationship Id="r" '
            f'Type="{_OFFICE}/officeDocument/2006/relationships/officeDocument" '
            f"Target={json.dumps(part)}/></Relationships>",
        )
        archive.writestr(
            part, f'<w:document xmlns:w="{_WORD}"><w:body>{inside}</w:body></w:document>'
        )
