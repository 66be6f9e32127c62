"""How the reference looks: names as notebooks call them, and a page of the kinds of tables."""

from pathlib import Path
from typing import Any

from plum import dispatch
from quartodoc import MdRenderer, layout, parsers

import compendium
from compendium.naming import listed
from compendium.study.kinds import EDTF, KINDS, load_schema, needed_columns

# quartodoc asks griffe for a setting that griffe 2 no longer has.
parsers.DEFAULT_OPTIONS["numpy"].pop("allow_section_blank_line", None)

KINDS_INTRO = """# Kinds of tables

Every table of a study is of one of these kinds, and has the kind's name: the participants are in
`participants.csv`. **Bold** columns must be there. What a table refers to in another table must be
found in it, when the study has that other table. Further columns of your own are kept.
"""


class Renderer(MdRenderer):  # type: ignore[misc]
    """quartodoc's renderer, with names as after ``import compendium as co``."""

    style = "compendium"

    def _fetch_object_dispname(self, el: Any) -> str:
        """Name an object in its signature: ``co.save``, ``Study.table``."""
        path: str = el.path
        public = getattr(compendium, el.name) if el.name in compendium.__all__ else None
        if path == f"{getattr(public, '__module__', None)}.{el.name}":
            return f"co.{el.name}"
        return ".".join(path.split(".")[-2:]) if el.parent.is_class else path

    @dispatch
    def render_header(self, el: layout.Doc) -> str:
        """Head a function with its name alone."""
        return f"{'#' * self.crnt_header_level} {el.obj.name} {{ #{el.obj.path} }}"

    @dispatch
    def render(self, el: layout.Page) -> str:
        """Write a page: its title, what it is for, and its functions one level down."""
        with self._increment_header():
            parts = [self.render(entry) for entry in el.contents]
        return "\n\n".join([f"# {el.summary.name}", el.summary.desc.strip(), *parts]) + "\n"

    @dispatch
    def summarize(self, el: layout.Layout) -> str:
        """List all pages, that of the kinds first."""
        kinds = "## [Kinds of tables](kinds.qmd)\n\nThe columns of every kind of table."
        return "\n\n".join([kinds, *(self.summarize(page) for page in el.sections)])

    @dispatch
    def summarize(self, el: layout.Page) -> str:  # noqa: F811, chosen by the type of el
        """List a page: its title, its first paragraph, and its functions."""
        first = el.summary.desc.partition("\n\n")[0].strip()
        rows = [
            self._summary_row(
                f"[{entry.obj.name}]({el.path}.qmd#{entry.obj.path})", self.summarize(entry.obj)
            )
            for entry in el.contents
        ]
        head = f"## [{el.summary.name}]({el.path}.qmd)\n\n{first}\n\n| | |\n| --- | --- |"
        return "\n".join([head, *rows])

    @dispatch
    def summarize(  # noqa: F811, chosen by the type of el
        self, el: layout.DocAttribute, path: str | None = None, shorten: bool = False
    ) -> str:
        """List an attribute where it is described: no other place has its name."""
        return self._summary_row(f"[{el.name}]{{#{el.anchor}}}", self.summarize(el.obj))

    def _pages_written(self, builder: Any) -> None:
        """Write the page of the kinds of tables, beside those of the functions."""
        pages = "\n".join([KINDS_INTRO, *(_kind_section(kind) for kind in KINDS)])
        Path(builder.dir, "kinds.qmd").write_text(pages, encoding="utf-8")


def _kind_section(kind: str) -> str:
    schema = load_schema(kind)
    refers = {key["fields"]: key["reference"]["resource"] for key in schema.get("foreignKeys", [])}
    lines = [
        f"## {kind}",
        "",
        f"One row is {schema['description'][0].lower()}{schema['description'][1:]} No two rows may "
        f"have the same {listed(f'`{name}`' for name in schema['primaryKey'])}.",
        "",
        "| column | holds | meaning |",
        "| --- | --- | --- |",
    ]
    for field in schema["fields"]:
        name = field["name"]
        shown = f"**{name}**" if name in needed_columns(kind) else name
        meaning = field["description"]
        if refers.get(name):
            meaning += f"; refers to `{refers[name]}`"
        lines.append(f"| {shown} | {_holds(field)} | {meaning} |")
    return "\n".join([*lines, ""])


def _holds(field: dict[str, Any]) -> str:
    rules = field.get("constraints", {})
    if field.get("rdfType") == EDTF:
        return "date (EDTF)"
    if "enum" in rules:
        return " / ".join(f"`{word}`" for word in rules["enum"])
    words = {"string": "text", "integer": "whole number", "number": "number"}
    text = words.get(field["type"], "yes or no")
    if "maximum" in rules:
        return f"{text}, {rules['minimum']} to {rules['maximum']}"
    return f"{text}, at least {rules['minimum']}" if "minimum" in rules else text
