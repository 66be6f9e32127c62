"""Texts that look like markup, and reading a table back from a web page, Word and PDF."""

import csv
import json
import re
import xml.etree.ElementTree as ElementTree
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any

import typst
from playwright.sync_api import Browser, Page

from compendium.study.kinds import EDTF, load_schema

TEXTS = [
    r"C:\temp\new",
    r"\alpha and \beta",
    r"\textbf{x} \(y\) \[z\] \\",
    "$5$ or $10$ and $$x$$",
    "a <!-- hidden --> b",
    "Trust <new> people",
    "<b>bold</b> </td></tr></table>",
    "<script>document.title='run'</script>",
    '<img src="http://example.org/a.png" onerror="document.title=1">',
    'x<img src="/etc/hostname"><svg onload=document.title=1>',
    "<iframe srcdoc='<script>1</script>'></iframe>",
    "`<script>document.title=1</script>`{=html}",
    '`#read("/etc/hostname")`{=typst}',
    "`code` and ``co`de`` and ```",
    "[x](javascript:alert(1)) <javascript:alert(1)> javascript:alert(1)",
    "[text]{.cls} [a]: http://example.org [^1] ^[note]",
    "![img](x.png) ![](/etc/hostname)",
    "http://example.org/?a=b&c=d www.example.org a@example.org",
    "**sure** *it* __is__ _so_ ***",
    "A*B*C H^2^O H~2~O ~~gone~~ ==marked==",
    "&copy; &amp; &#65; &nope; AT&T",
    "at @home and [@home; -@away] @{home}",
    "{{< var x >}} {{< include /etc/hostname >}} {{< env HOME >}} {{% x %}} {{{< x >}}}",
    "{#tbl-x} {.class} {=html} {key=value}",
    '#let x = 1; #read("a") $ x $ <label> @ref // no /* comment */ ~ --- ...',
    "1. shared picture",
    "12.",
    "(2) b) c. iv. #. (@) (@x)",
    "- a dash",
    "-- two --- three",
    "+ plus",
    "= equals",
    "==",
    "/ term: of a list",
    ": a definition",
    "::: {.div}",
    "> a quotation",
    "# a heading {-}",
    "| a | line | block",
    "a|b || c \\| d",
    "~~~ code",
    "--- yaml: x ---",
    "% a title",
    "\"double\" 'single' don't ''two'' \"\"",
    "wait... or.. not .....",
    "trailing backslash \\",
    "\\| \\\\| \\\\\\|",
    ":smile: :-) 3:1 a::b",
    "`unclosed [unclosed (unclosed {unclosed <unclosed $unclosed *unclosed _unclosed",
    "?@fig-x ?var:x",
    "=1+1 @SUM(A1) +cmd|' /C calc'!A0",
    "één – “twee” … ‘drie’ € 5 ½ ß Ω",
    "a/b//c///d",
    "-– –- –– —- -— —— a–b x—y",
    "%s %(x)s {0} {} $x ${x} #{x}",
]


# What a program reads by its form: names of studies, analyses and values, numbers.
_AS_THEY_ARE = {
    "analysis",
    "language",
    "level",
    "printed",
    "study",
    "terms",
    "value",
}


def text_columns(kind: str) -> list[str]:
    """Name the columns of a kind in which any text may stand."""
    return [
        field["name"]
        for field in load_schema(kind)["fields"]
        if field["type"] == "string"
        and field.get("rdfType") != EDTF
        and not {"enum", "pattern"} & set(field.get("constraints", {}))
    ]


def make_hostile(source: Path, target: Path, seen: dict[str, str] | None = None) -> None:
    """Copy the tables of a study; to each text in each column of text, one of the texts is added.

    The same text stays the same text, so that rows of two tables still belong together; of two
    studies they do when both are given the same ``seen``.
    """
    seen = {} if seen is None else seen
    for path in sorted(source.glob("*.csv")):
        rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
        if path.stem == "claims":  # what is asked of tables whose words are others now
            rows = [{**row, "check": "", "query": "", "note": row["note"] or "why"} for row in rows]
        for name in text_columns(path.stem):
            for row in rows if name not in _AS_THEY_ARE else []:
                if row.get(name):
                    text = TEXTS[len(seen) % len(TEXTS)]
                    row[name] = seen.setdefault(row[name], f"{row[name]} {text}")
        target.mkdir(parents=True, exist_ok=True)
        with (target / path.name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)


# What a page could do that no page of ours does; its own script is the last one.
_ALIVE = """() => [...document.querySelectorAll(
  "script, iframe, object, embed, video, form:not(.filter), " +
  "a[href^='javascript'], [onload], [onerror]"
)].filter((element) => element !== [...document.scripts].at(-1)).map((one) => one.outerHTML)"""


def open_quiet(browser: Browser, path: Path, title: str) -> Page:
    """Open a page in a browser, and see that nothing in it runs and nothing is fetched."""
    asked: list[str] = []
    complaints: list[str] = []
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    page.goto(path.as_uri())
    assert page.title() == title
    assert page.evaluate(_ALIVE) == []
    assert [address for address in asked if not address.startswith("data:")] == [page.url]
    assert complaints == []
    return page


def spaces_as_one(text: str) -> str:
    """All spaces alike: a program may keep two words together."""
    return re.sub(r"\s+", " ", text).strip()


class _Cells(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
            self.inside = True

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.rows[-1][-1] += data


def cells_of_page(page: str) -> list[list[str]]:
    """Rows of all tables of a web page."""
    return [[spaces_as_one(cell) for cell in row] for row in _Cells(page).rows]


def cells_of_word(content: bytes) -> list[list[str]]:
    """Rows of all tables of a Word file."""
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    with zipfile.ZipFile(BytesIO(content)) as archive:
        tree = ElementTree.fromstring(archive.read("word/document.xml"))
    return [
        [
            spaces_as_one("".join(text.text or "" for text in cell.iter(f"{space}t")))
            for cell in row.iter(f"{space}tc")
        ]
        for row in tree.iter(f"{space}tr")
    ]


def cells_of_typst(source: bytes, root: str) -> list[str]:
    """Cells of all tables, as Typst understands them: what is a list or a formula is no text."""
    found = json.loads(typst.query(source, "figure.where(kind: table)", root=root))
    return [spaces_as_one(_words(cell["body"])) for cell in _cells_in(found)]


def _cells_in(content: Any) -> Iterator[dict[str, Any]]:
    if isinstance(content, list):
        for part in content:
            yield from _cells_in(part)
    elif isinstance(content, dict):
        if content.get("func") == "cell":
            yield content
        else:
            for part in content.values():
                yield from _cells_in(part)


def _words(content: Any) -> str:
    if isinstance(content, list):
        return "".join(_words(part) for part in content)
    known = ("text", "symbol", "sequence")
    kind = content["func"]
    if kind == "space":
        return " "
    if kind == "smartquote":
        return '"' if content.get("double", True) else "’"
    if kind in ("strong", "emph", "styled"):
        return _words(content.get("body", content.get("child")))
    assert kind in known, f"{kind}: {content}"
    return _words(content["children"]) if kind == "sequence" else str(content["text"])
